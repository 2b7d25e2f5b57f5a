"""Does a review of real verdicts follow the numbers that stand in the papers?"""

from functools import cache
from pathlib import Path

import pytest
from dossiers import score, unread

from claimcheck.literature import Dossier, Given, PaperRead, Review, Work
from claimcheck.pipeline import Request, verify
from claimcheck.review import REVIEWERS, review

INVENTED = Path(__file__).parents[1] / "papers"
CHANGED = [
    # paper, a true number, the same made wrong
    ("levels.html", "reaches an accuracy of 91.1", "reaches an accuracy of 93.1"),
    ("levels.html", "0.7 points", "1.7 points"),
]
QUESTION = "Is a latent dynamics objective for Video-JEPA robust on Diving-48 and AVA?"


def read(source: str, key: str = "arxiv:2605.00001") -> PaperRead:
    report = verify(Request(source, offline=True))
    return PaperRead(work=Work(key=key, title=report.title, published="2026-05"), report=report)


@pytest.mark.parametrize(("name", "right", "wrong"), CHANGED)
def test_one_changed_number_lowers_consistency_and_evidence(
    name: str, right: str, wrong: str, tmp_path: Path
) -> None:
    text = (INVENTED / name).read_text(encoding="utf-8")
    assert text.count(right) == 1
    path = tmp_path / name
    scores = []
    for version in (text, text.replace(right, wrong)):
        path.write_text(version, encoding="utf-8")
        given = Dossier(question="Which tagger is best?", papers=(read(str(path)),))
        scores.append([score(n, given) for n in ("numerical-consistency", "evidence-strength")])
        mean = review(given).mean
        assert mean is not None
        scores[-1].append(mean)
    before, after = scores
    assert after[0] < before[0] and after[1] < before[1] and after[2] <= before[2]


@cache
def shipped() -> Dossier:
    """The twelve claims on arXiv 2605.17165, as a synthesis that says it read five papers."""
    request = Request(
        "2605.17165", offline=True, runs=(), published_runs=True, witnesses=("released", "rerun")
    )
    report = verify(request)
    work = Work(key="arxiv:2605.17165", title=report.title, published="2026-05")
    return Dossier(
        question=QUESTION,
        papers=(PaperRead(work=work, report=report), unread("arxiv:2112.03057", published="2021")),
        given=Given(source="seed.txt", papers=5, claims=12, verified=1, score=4.5),
    )


def reasons(name: str, found: Review) -> str:
    (one,) = [s for s in found.scores if s.reviewer == name]
    return " | ".join(r.says for r in one.reasons)


def test_the_twelve_claims_are_reviewed_by_what_the_results_and_the_reruns_say() -> None:
    found = review(shipped())
    assert "agree with the published numbers: 10 of 11" in reasons("numerical-consistency", found)
    assert "kinematic_huber" in reasons("numerical-consistency", found)
    assert "fail a rerun: 6 of 12" in reasons("evidence-strength", found)
    assert "no-better-than-untrained (11)" in reasons("benchmark-validity", found)
    assert "1 of 5 works" in reasons("citation-grounding", found)
    assert "none speaks of robust, ava" in reasons("coverage", found)
    assert "a rerun goes against 6" in reasons("reproducibility", found)


def test_without_its_reruns_the_same_study_looks_stronger() -> None:
    given = shipped()
    report = given.papers[0].report
    assert report is not None
    published = report.model_copy(
        update={
            "verdicts": tuple(v for v in report.verdicts if v.witness != "rerun"),
            "summary": tuple(s.model_copy(update={"rerun": None}) for s in report.summary),
        }
    )
    papers = (given.papers[0].model_copy(update={"report": published}), given.papers[1])
    without = given.model_copy(update={"papers": papers})
    for name in ("evidence-strength", "reproducibility"):
        assert score(name, without) > score(name, given)
    assert score("numerical-consistency", without) == score("numerical-consistency", given)


ORDER = {
    # a careful reader's order of the labelled papers, from their labels
    "numerical-consistency": [
        "grid_based_noise_adaptation", "adaptive_dual_scale_denoising", "data_augmentation_grokking",
        "layerwise_lr_grokking", "derma-jepa",
    ],
    "reproducibility": ["grid_based_noise_adaptation", "adaptive_dual_scale_denoising", "derma-jepa"],
}  # fmt: skip


@pytest.fixture(scope="module")
def labelled(data: Path) -> dict[str, Dossier]:
    found = {}
    for name in {n for names in ORDER.values() for n in names}:
        folder = data / "papers" / name
        (source,) = folder.glob("*.html")
        report = verify(Request(str(source), released=folder, offline=True))
        work = Work(key=f"local:{name}", title=report.title, published="2024")
        papers = (PaperRead(work=work, report=report),)
        found[name] = Dossier(question=report.title, papers=papers)
    return found


@pytest.mark.parametrize("name", ORDER)
def test_real_papers_stand_in_the_order_in_which_their_labels_put_them(
    name: str, labelled: dict[str, Dossier]
) -> None:
    values = [score(name, labelled[paper]) for paper in ORDER[name]]
    assert values == sorted(values)
    assert values[-1] - values[0] > 2


def test_a_table_whose_spreads_no_released_run_has_discloses_nothing(
    labelled: dict[str, Dossier],
) -> None:
    found = REVIEWERS["uncertainty-disclosure"](labelled["grid_based_noise_adaptation"])
    assert found.score == 0.0
    assert any("printed spreads" in r.says for r in found.reasons)


def test_one_changed_number_of_a_real_paper_lowers_its_consistency(
    data: Path, tmp_path: Path, labelled: dict[str, Dossier]
) -> None:
    name = "layerwise_lr_grokking"
    folder = data / "papers" / name
    (source,) = folder.glob("*.html")
    text = source.read_text(encoding="utf-8")
    assert text.count("54.2%") == 1
    path = tmp_path / source.name
    path.write_text(text.replace("54.2%", "64.2%"), encoding="utf-8")
    report = verify(Request(str(path), released=folder, offline=True))
    paper = labelled[name].papers[0].model_copy(update={"report": report})
    changed = Dossier(question=report.title, papers=(paper,))
    found = REVIEWERS["numerical-consistency"](changed)
    assert found.score is not None
    assert found.score < score("numerical-consistency", labelled[name])
    assert any("claimed 64.2%" in r.says for r in found.reasons)
