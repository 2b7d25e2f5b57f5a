"""Report in, quotes, flags and citations out."""

from decimal import Decimal
from pathlib import Path

import pytest

from claimcheck.errors import ParseError
from claimcheck.parsers.synthesis import parse
from claimcheck.record import Document, Paper

TABS = """# A Synthesis

## Abstract

It says much. It says 2 things.

## 5 Extracted Claims

Claim\tVerified\tConfidence
A gains +5.02 pp on B.\t✓\t0.23
C loses 3 points on everything that is\t×\t7%

## References

- <http://arxiv.org/abs/2601.00001v2>
- Doe et al. A paper. arXiv:2601.00002
- https://example.org/x
"""
PIPES = """# A Synthesis

## Claims

| Claim | Verified? | Confidence |
|:--|:-:|--:|
| A gains 5. | yes | 0.5 |
| B | maybe | high |
"""


def read(text: str | bytes) -> Paper:
    data = text if isinstance(text, bytes) else text.encode()
    return parse(Document(source="s.md", format="synthesis", files={"s.md": data}, id="s"))


def test_the_claims_table_keeps_its_flags_and_confidence() -> None:
    first, second = read(TABS).stated
    assert (first.quote, first.verified, first.confidence, first.truncated) == (
        "A gains +5.02 pp on B.", True, Decimal("0.23"), False,
    )  # fmt: skip
    assert (second.verified, second.confidence, second.truncated) == (False, Decimal("0.07"), True)


def test_a_markdown_table_is_read_alike_and_unknown_flags_stay_open() -> None:
    first, second = read(PIPES).stated
    assert (first.verified, second.verified, second.confidence) == (True, None, None)


def test_citations_keep_their_version() -> None:
    assert [r.arxiv for r in read(TABS).references] == ["2601.00001v2", "2601.00002", ""]
    assert read(TABS).references[2].url == "https://example.org/x"


def test_prose_and_quotes_are_blocks_with_their_place() -> None:
    paper = read(TABS)
    assert paper.title == "A Synthesis"
    assert [(b.kind, b.where.section) for b in paper.blocks] == [
        ("title", ""), ("heading", "Abstract"), ("abstract", "Abstract"), ("heading", "Extracted Claims"),
        ("item", "Extracted Claims"), ("item", "Extracted Claims"),
    ]  # fmt: skip
    assert all(
        paper.text[s.where.start : s.where.end] == s.text for b in paper.blocks for s in b.sentences
    )


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "empty"), (b"  \n", "empty"), (b"\0\1\2", "not text")]
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        read(data)


def test_plain_notes_without_a_table_state_nothing() -> None:
    assert read("just a line\nand another http://arxiv.org/abs/2601.00003").stated == ()


def test_the_first_synthesis_has_twelve_claims_one_of_them_verified(data: Path) -> None:
    seed = next((data / "seed").iterdir())
    paper = parse(
        Document(
            source=seed.name, format="synthesis", files={seed.name: seed.read_bytes()}, id="seed"
        )
    )
    assert len(paper.stated) == 12
    assert [s.confidence for s in paper.stated if s.verified] == [Decimal("0.23")]
    assert sum(s.truncated for s in paper.stated) == 4
    assert paper.references[0].arxiv == "2605.17165v1"


ITEMS = [
    ("- ✓ A gains 5 points on B.", "A gains 5 points on B.", True, None),
    ("- [x] A gains 5 points on B. (confidence: 0.8)", "A gains 5 points on B.", True, "0.8"),
    ("- [ ] A gains 5 points on B.", "A gains 5 points on B.", False, None),
    (
        "1. A gains 5 points on B. (not verified, confidence 12%)",
        "A gains 5 points on B.",
        False,
        "0.12",
    ),
    ("2. A gains 5 points on B (+2.0). [verified]", "A gains 5 points on B (+2.0).", True, None),
    ("* A gains 5 points on B [1].", "A gains 5 points on B [1].", None, None),
]


@pytest.mark.parametrize(("line", "quote", "verified", "confidence"), ITEMS)
def test_a_list_of_claims_is_read_like_a_table(
    line: str, quote: str, verified: bool | None, confidence: str | None
) -> None:
    paper = read(f"# T\n\n## Extracted claims\n\n{line}\n")
    (claim,) = paper.stated
    assert (claim.quote, claim.verified, claim.truncated) == (quote, verified, False)
    assert claim.confidence == (Decimal(confidence) if confidence else None)
    assert quote in [b.text for b in paper.blocks]


REFERENCES = [
    ("## References\n\n[1] A. Doe. Things.\n    arXiv:2601.00001, 2026.\n[2] B. Roe. More.\n",
     [("1", "2601.00001"), ("2", "")]),
    ("## 7 Bibliography\n\n1. Doe. Things. https://arxiv.org/abs/2601.00001v2\n2. Roe\n",
     [("1", "2601.00001v2"), ("2", "")]),
    ("**References:**\n\nDoe, A. (2026). Things. doi:10.48550/arXiv.2601.00001\nRoe, B. (2025). More.\n",
     [("", "2601.00001"), ("", "")]),
    ("## References\n\n[doe26] Doe. Things.\n\n[roe25] Roe. More.\n", [("doe26", ""), ("roe25", "")]),
    ("## References\n\n```bibtex\n@misc{doe26,\n title={Things {of} All}, eprint={2601.00001}, year=2026}\n```\n",
     [("doe26", "2601.00001")]),
    ("See https://arxiv.org/abs/2601.00001. And <https://example.org/a>.", [("", "2601.00001"), ("", "")]),
    ("## References\n\n@article{broken, title={no end\n", [("broken", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entries"), REFERENCES)
def test_references_keep_their_marks_in_every_form(
    text: str, entries: list[tuple[str, str]]
) -> None:
    paper = read(f"# T\n\nWords that say nothing.\n\n{text}")
    assert [(r.key, r.arxiv) for r in paper.references] == entries
    assert not any("Things" in b.text for b in paper.blocks)
