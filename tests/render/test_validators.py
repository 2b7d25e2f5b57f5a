"""Do the validators of others accept what is written for machines? They are programs of their own:
`make validators` installs them into `.validators`; without them these tests skip."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_attacks import ATTACKS, poison

from claimcheck import packing
from claimcheck.record import Place, Report, RunRecord
from claimcheck.render import RENDERERS

Validate = Callable[..., list[str]]
HERE = Path(__file__).parents[1] / "validators"
PYTHON = Path(__file__).parents[2] / ".validators" / "bin" / "python"
UNMET = {
    "process-run-crate-0.5_3.2",  # programs have no address of their own
    "process-run-crate-0.5_5.1",
    "process-run-crate-0.5_8.6",  # nobody has recorded who ran them
    "ro-crate-1.1_22.3",  # a report has no publisher
    "ro-crate-1.1_31.2",
    "ro-crate-1.1_30.2",  # a paper's source rarely says where its authors work
    "ro-crate-1.1_30.3",
}
"""What RO-Crate recommends and a report cannot know."""


@pytest.fixture
def validate(tmp_path: Path) -> Validate:
    if not PYTHON.is_file():
        pytest.skip("needs the validators: make validators")

    def go(script: str, *arguments: str) -> list[str]:
        done = subprocess.run(
            [str(PYTHON), str(HERE / script), *arguments],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.splitlines()

    return go


def bare(report: Report) -> Report:
    return Report(paper="x", created="2026-01-02T03:04:05+00:00")


def hostile(report: Report) -> Report:
    return poison(report, "".join(ATTACKS)).model_copy(update={"created": report.created})


def odd_places(report: Report) -> Report:
    """Files in folders, with blanks and signs, in archives, on pages, without a line."""
    places = [
        Place(source="sections/two words.tex", line=3, start=5, end=9, section="A / B"),
        Place(source="a,b:c%d#e?.tex", line=1),
        Place(source="paper.pdf", page=4),
        Place(source="https://arxiv.org/abs/2605.17165"),
        Place(),
    ]
    first = report.claims[0]
    claims = (first.model_copy(update={"id": f"p{i}", "where": p}) for i, p in enumerate(places))
    return report.model_copy(update={"claims": tuple(claims), "source": "my paper/"})


SHAPES = [lambda report: report, bare, hostile, odd_places]
NAMED = ["whole", "bare", "hostile", "odd places"]


@pytest.mark.parametrize("shape", SHAPES, ids=NAMED)
def test_sarif_follows_the_schema_of_oasis(
    shape: Callable[[Report], Report], report: Report, validate: Validate, tmp_path: Path
) -> None:
    (tmp_path / "x.sarif").write_text(RENDERERS["sarif"](shape(report)), encoding="utf-8")
    assert validate("log.py", "x.sarif") == []


@pytest.mark.parametrize("shape", SHAPES, ids=NAMED)
def test_reviews_are_words_of_schema_org(
    shape: Callable[[Report], Report], report: Report, validate: Validate, tmp_path: Path
) -> None:
    (tmp_path / "x.json").write_text(RENDERERS["claimreview"](shape(report)), encoding="utf-8")
    assert validate("vocabulary.py", "x.json") == []


@pytest.mark.parametrize("shape", SHAPES, ids=NAMED)
def test_reviews_have_what_a_search_engine_requires(
    shape: Callable[[Report], Report], report: Report
) -> None:
    for review in json.loads(RENDERERS["claimreview"](shape(report)))["@graph"]:
        assert all(review[name] for name in ("claimReviewed", "reviewRating", "url", "author"))
        rating = review["reviewRating"]
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        assert rating["alternateName"]


def packed(report: Report, folder: Path) -> Path:
    """The crate of a report with two of its files and the record of its run."""
    where = folder / "kept" / "run-1"
    where.mkdir(parents=True)
    record = RunRecord.model_validate(report.runs[0].model_dump() if report.runs else RUN)
    (where / "result.json").write_text(record.model_dump_json(), encoding="utf-8")
    crate = folder / "crate"
    crate.mkdir()
    written = [crate / "report.json", crate / "badge.svg"]
    for path, name in zip(written, ("json", "badge"), strict=True):
        path.write_text(RENDERERS[name](report), encoding="utf-8")
    packing.pack(report, crate, written, [folder / "kept"])
    return crate


RUN = {"id": "x", "arm": "x", "seed": 0, "scale": "smoke"}


@pytest.mark.parametrize("shape", [bare, hostile])
def test_a_crate_follows_its_profile(
    shape: Callable[[Report], Report], report: Report, validate: Validate, tmp_path: Path
) -> None:
    assert validate("crate.py", str(packed(shape(report), tmp_path)), "required") == []


def test_a_crate_does_what_is_recommended_where_it_can(
    report: Report, validate: Validate, tmp_path: Path
) -> None:
    lines = validate("crate.py", str(packed(report, tmp_path)), "recommended")
    assert {line.split("\t")[0] for line in lines} <= UNMET


def without(name: str, kind: str) -> Callable[[dict[str, Any]], None]:
    def spoil(crate: dict[str, Any]) -> None:
        for entity in crate["@graph"]:
            if entity["@type"] == kind:
                entity.pop(name)

    return spoil


SPOILED = {
    "MUST have an instrument": without("instrument", "CreateAction"),
    "MUST have a `license`": without("license", "Dataset"),
    "permalink of the profile": without("conformsTo", "Dataset"),
}


def test_the_validator_of_crates_says_no_to_a_spoiled_one(
    report: Report, validate: Validate, tmp_path: Path
) -> None:
    metadata = packed(report, tmp_path) / "ro-crate-metadata.json"
    crate = json.loads(metadata.read_text(encoding="utf-8"))
    for spoil in SPOILED.values():
        spoil(crate)
    metadata.write_text(json.dumps(crate), encoding="utf-8")
    lines = validate("crate.py", str(metadata.parent), "required")
    for said in SPOILED:
        assert any(said in line for line in lines)


NOT_SARIF = [
    ({"version": "2.0.0"}, "2.0.0"),
    ({"runs": [{"tool": {"driver": {}}}]}, "name"),
    ({"runs": [{"results": []}]}, "tool"),
]
NOT_REVIEWS = [
    ({"@type": "ClaimReviews"}, "no type"),
    ({"@type": "ClaimReview", "verdict": "x"}, "no property verdict"),
    ({"@type": "Rating", "claimReviewed": "x"}, "is no property of"),
    ({"@type": "ClaimReview", "author": "me"}, "not {"),
    ({"@type": "ClaimReview", "datePublished": "yesterday"}, "yesterday"),
    ({"@type": "ClaimReview", "reviewRating": {"@type": "Person"}}, "Person not in"),
]


@pytest.mark.parametrize(("change", "said"), NOT_SARIF)
def test_the_schema_of_sarif_says_no_to_what_is_none(
    change: dict[str, Any], said: str, report: Report, validate: Validate, tmp_path: Path
) -> None:
    log = json.loads(RENDERERS["sarif"](report)) | change
    (tmp_path / "x.sarif").write_text(json.dumps(log))
    assert any(said in line for line in validate("log.py", "x.sarif"))


@pytest.mark.parametrize(("entity", "said"), NOT_REVIEWS)
def test_the_vocabulary_says_no_to_other_words(
    entity: dict[str, Any], said: str, validate: Validate, tmp_path: Path
) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"@graph": [entity]}))
    assert any(said in line for line in validate("vocabulary.py", "x.json"))
