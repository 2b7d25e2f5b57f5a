"""Which papers do the tests of a synthesis put a question to? Invented ones, about sorting pebbles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck.literature import PaperRead, Work
from claimcheck.pipeline import Request, verify

QUESTION = "How does SieveNet influence the accuracy of sorting pebbles on rivers?"
FIRST = (
    "SieveNet reaches an accuracy of 75.2% on Blocks, compared to 71.0% for the baseline.",
    "SieveNet improves accuracy on Cars by 2.7 points over the baseline.",
    "SieveNet improves accuracy on Stones by 2.0 points over the baseline.",
)
HEAD = ("Method", "Blocks", "Cars", "Stones")
ROWS = (("Baseline", "71.0", "62.3", "50.0"), ("SieveNet", "75.2", "64.0", "52.0"))


def page(
    title: str,
    sentences: Sequence[str] = FIRST,
    rows: Sequence[Sequence[str]] = ROWS,
    head: Sequence[str] = HEAD,
) -> str:
    """A paper of one table, Accuracy (%)."""
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    named = "".join(f"<th>{h}</th>" for h in head)
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><h2>Results</h2>"
        f"<p>{' '.join(sentences)}</p><table><caption>Table 1: Accuracy (%).</caption>"
        f"<tr>{named}</tr>{cells}</table></body></html>"
    )


def work(number: int, title: str, **fields: object) -> Work:
    identifier = f"2401.{number:05}"
    values: dict[str, object] = {
        "key": f"arxiv:{identifier}",
        "title": title,
        "abstract": f"We sort pebbles with a tilted sieve, number {number}.",
        "authors": (f"Ada Lovelace{number}", "Emmy Noether", "Sofia Kova"),
        "published": f"20{20 + number % 5}-01-02",
        "arxiv": identifier,
    }
    return Work.model_validate(values | fields)


def read(folder: Path, number: int, title: str, text: str) -> PaperRead:
    """The page, read and verified, as a paper of a dossier."""
    path = folder / f"paper{number}.html"
    path.write_text(text, encoding="utf-8")
    return PaperRead(work=work(number, title), report=verify(Request(str(path), offline=True)))
