"""Do claims survive being written down, edited by a person, and read again?"""

from pathlib import Path

import pytest

from claimcheck import claimset
from claimcheck.errors import ClaimsError
from claimcheck.number import parse
from claimcheck.record import Claim, ClaimSet, Difference, Select

SHIPPED = [path.parent.name for path in claimset.shipped_folder().glob("*/claims.yaml")]
GAIN = Difference(
    subject=Select(method=("a",)), reference=Select(method=("b",)), claimed=parse("+5.02 pp")
)


def claims(*ids: str, reviewed: bool = False, quote: str = "A gains.") -> ClaimSet:
    rows = tuple(Claim(id=i, quote=f"{quote} {i}", predicate=GAIN, reviewed=reviewed) for i in ids)
    return ClaimSet(paper="2601.00001", claims=rows)


@pytest.mark.parametrize("paper", SHIPPED)
def test_shipped_claims_read_back_as_they_were_written(paper: str, tmp_path: Path) -> None:
    known = claimset.read(claimset.shipped_folder() / paper / "claims.yaml")
    claimset.write(tmp_path / "claims.yaml", known)
    assert claimset.read(tmp_path / "claims.yaml") == known


def test_the_twelve_are_there_under_their_ids() -> None:
    known = claimset.read(claimset.shipped_folder() / "2605.17165" / "claims.yaml")
    assert [c.id for c in known.claims] == [
        "mg-ucf", "kinematic-tradeoff", "fwm-hw-ld-gains", "ld-ssv2", "in100-losses", "ld-tradeoff", "fwm-tradeoff",
        "fwm-ld-in100", "fwm-hw-ld-balance", "kinematic-synthetic", "embedding-768", "temporal-appearance",
    ]  # fmt: skip
    assert all(c.reviewed for c in known.claims)


def test_numbers_are_written_as_printed(tmp_path: Path) -> None:
    claimset.write(tmp_path / "c.yaml", claims("one"))
    assert "claimed: +5.02 pp" in (tmp_path / "c.yaml").read_text(encoding="utf-8")


def test_a_reviewed_claim_is_never_overwritten() -> None:
    merged = claimset.merge(
        claims("kept", "same", reviewed=True), claims("kept", "new", quote="Other.")
    )
    assert [(c.id, c.reviewed) for c in merged.claims] == [
        ("kept", True),
        ("same", True),
        ("new", False),
    ]


def test_an_extracted_claim_is_replaced_by_the_new_extraction() -> None:
    assert claimset.merge(claims("old"), claims("new")).claims == claims("new").claims
    assert claimset.merge(None, claims("new")) == claims("new")


BROKEN = [
    ("claims: [", "not YAML"),
    ("paper: x\nclaims: [{id: a}]", "claims.0.quote"),
    ("paper: x\nextra: 1", "extra"),
    (
        "paper: x\nclaims: [{id: a, quote: q, predicate: {kind: constant, name: n, claimed: many}}]",
        "not a number",
    ),
    ("[1, 2]", "holds no claims"),
    ("[" * 100_000, "nested too deep|nesting depth"),
    ("[a, " * 10_000, "nested too deep|nesting depth"),
    ("- " * 10_000, "nested too deep|nesting depth"),
    (
        "\n".join(
            [
                "a0: &a0 x",
                *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)),
            ]
        ),
        "aliases",
    ),
]


@pytest.mark.parametrize(("text", "says"), BROKEN)
def test_a_broken_file_is_named_with_its_fault(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ClaimsError, match=says) as error:
        claimset.read(tmp_path / "c.yaml")
    assert error.value.remedy


def test_a_folder_of_the_reader_comes_before_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = claimset.folder("2605.17165v1")
    assert shipped is not None
    assert claimset.is_shipped(shipped)
    claimset.write(tmp_path / "claims" / "2605.17165" / "claims.yaml", claims("own"))
    own = claimset.folder("2605.17165")
    assert own is not None
    assert not claimset.is_shipped(own)
    assert claimset.folder("2601.99999") is None


def test_an_unknown_id_lists_those_that_are_there() -> None:
    with pytest.raises(ClaimsError) as error:
        claimset.choose(claims("one", "two").claims, "three")
    assert "one, two" in error.value.remedy


@pytest.mark.parametrize(
    ("paper", "name"), [("cs/0112017v1", "cs-0112017v1"), ("../../etc", "etc"), ("", "paper")]
)
def test_an_id_is_a_safe_folder_name(paper: str, name: str) -> None:
    assert claimset.slug(paper) == name
