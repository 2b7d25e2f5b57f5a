"""Which works does a synthesis cite, and by which marks does its text name them?

A list of links, of numbered entries or of paragraphs, or BibTeX; without a list every link of the
text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claimcheck.document import Reference

HEADING = re.compile(
    r"(?:references?|bibliography|works cited|literature(?: cited)?|sources(?: cited)?"
    r"|cited (?:works|papers)|citations)",
    re.IGNORECASE,
)
MAX_REFERENCES = 3_000
_MARK = re.compile(r"^\s*(?:\[(?P<label>[^\]\s][^\]]{0,39})\][:.]?|(?P<number>\d{1,4})[.)])\s+")
_BULLET = re.compile(r"^\s*[-*+•]\s+")
_URL = re.compile(r"https?://[^\s<>)\]\"{}]+")
_ARXIV = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|arXiv\s?:\s?|10\.48550/arxiv\.|arXiv preprint )"
    r"(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
_BIBTEX = re.compile(r"^[ \t]*@(?!comment|string|preamble)\w+\s*\{", re.IGNORECASE | re.MULTILINE)


def is_heading(section: str) -> bool:
    """Whether one of the headings of a section path opens a list of references."""
    return any(HEADING.fullmatch(name.strip(" .:*")) for name in section.split(" / "))


def records(text: str) -> tuple[str, tuple[Reference, ...]]:
    """The text without its BibTeX records (their lines stay, empty), and what these name."""
    spans = [(m.start(), _end(text, m.end() - 1)) for m in _BIBTEX.finditer(text)]
    spans = [(a, b) for i, (a, b) in enumerate(spans) if all(a >= e for _, e in spans[:i])]
    if not spans:
        return text, ()
    from claimcheck.parsers import latex_references

    found = latex_references.records("\n".join(text[a:b] for a, b in spans))
    for a, b in reversed(spans):
        text = text[:a] + "\n" * text.count("\n", a, b) + text[b:]
    return text, tuple(found)


def _end(text: str, opening: int) -> int:
    """One past the brace that closes the one at `opening`; where none does, the line's end."""
    depth = 0
    for at in range(opening, min(len(text), opening + 20_000)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if not depth:
            return at + 1
    return text.find("\n", opening) if "\n" in text[opening:] else len(text)


def listed(lines: Iterable[tuple[str, int]]) -> tuple[Reference, ...]:
    """The entries of a list, from its lines and their numbers: an entry begins with a mark, after
    an empty line, or, where every line names a link or a year, with each line."""
    held: list[tuple[str, int]] = [(text, n) for text, n in lines if text.strip()]
    marked = any(_MARK.match(t) or _BULLET.match(t) for t, _ in held)
    alone = all(_URL.search(t) or _ARXIV.search(t) or _YEAR.search(t) for t, _ in held)
    entries: list[str] = []
    before = -1
    for text, number in held:
        begins = bool(_MARK.match(text) or _BULLET.match(text)) if marked else alone
        if begins or not entries or number > before + 1:
            entries.append(text.strip())
        else:
            entries[-1] += f" {text.strip()}"
        before = number
    return _distinct([reference(entry) for entry in entries[:MAX_REFERENCES]])


def links(texts: Sequence[str]) -> tuple[Reference, ...]:
    """Every link of a text that has no list."""
    every = [m for text in texts for m in _URL.findall(text)]
    return _distinct([reference(link.rstrip(".,;:")) for link in every[:MAX_REFERENCES]])


def reference(entry: str) -> Reference:
    """An entry with its mark as key: `[3]` and `3.` are `3`."""
    mark = _MARK.match(entry)
    plain = entry[mark.end() :] if mark else _BULLET.sub("", entry)
    url, arxiv = _URL.search(plain), _ARXIV.search(plain)
    return Reference(
        key=(mark["label"] or mark["number"]) if mark else "",
        text=plain.strip("<> "),
        arxiv=arxiv[1] if arxiv else "",
        url=url[0].rstrip(".,;:") if url else "",
    )


def _distinct(found: Sequence[Reference]) -> tuple[Reference, ...]:
    return tuple({(r.key, r.text): r for r in found}.values())
