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
