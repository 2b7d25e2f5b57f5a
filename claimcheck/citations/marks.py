"""Where does a text cite, and which entries of the bibliography?

`[12]`, `[3–5]`, `[key]`, `(Doe et al., 2024)`, `Doe and Roe (2024)`, `arXiv:2401.00001`, and links
to arXiv. What looks like a mark and names no entry, such as an interval in brackets, is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimcheck.citations import works
from claimcheck.record import Reference
from claimcheck.sources.reference import arxiv_id, split_version

_LINK = re.compile(r"\[[^\[\]]{1,300}\]\((https?://[^\s()]+)\)")
_BRACKET = re.compile(r"\[([^\[\]]{1,300})\]")
_ROUND = re.compile(r"\(([^()]{3,300})\)")
_RANGE = re.compile(r"(\d{1,4})\s?[-–—]\s?(\d{1,4})")
_NAME = r"(?:(?:van|von|de|der|den|del|da|di|la|le|El|Al)[ -])*[A-Z][\w'’\-]+"
_WHO = rf"(?P<first>{_NAME})(?:(?:,)?\s(?:and|&)\s(?P<second>{_NAME})|,?\set\sal\.?)?"
_YEARS = r"(?P<year>(?:19|20)\d\d)[a-z]?"
_PART = re.compile(rf"^(?:see\s|e\.g\.,?\s|cf\.\s)?{_WHO},?\s\(?{_YEARS}\)?$")
_SAID = re.compile(rf"{_WHO}(?:['’]s)?\s?[(\[]{_YEARS}[)\]]")
_ADDRESS = re.compile(r"<?https?://(?:www\.)?arxiv\.org/\S{1,80}?(?=[>\s),;\]]|\.?$)>?|arXiv:\s?\S{4,40}?(?=[\s),;\]]|\.?$)", re.I)  # fmt: skip  # noqa: E501
WIDEST = 30
"""Entries that a range such as `[3–5]` may name."""


@dataclass(frozen=True)
class Mark:
    """A citation in a text, `text[start:end]`, and the entries that it may name."""

    start: int
    end: int
    entries: tuple[int, ...]
    """Places in the bibliography, from 0."""
    spoken: bool = False
    """Whether it is part of the sentence: `Doe et al. (2024) report …`."""


@dataclass(frozen=True)
class Bibliography:
    """The entries of a paper, and the ways in which its text may name them."""

    entries: tuple[Reference, ...]

    @cached_property
    def _keys(self) -> dict[str, int]:
        named: dict[str, int] = {}
        for i, entry in enumerate(self.entries):
            label = re.match(r"\[(\d{1,4})\]", entry.text)
            for name in (entry.key, label[1] if label else ""):
                named.setdefault(name, i)
        named.pop("", None)
        if not any(name.isdigit() for name in named):
            named |= {str(i): i - 1 for i in range(1, len(self.entries) + 1)}
        return named

    @cached_property
    def _words(self) -> tuple[tuple[list[str], frozenset[str]], ...]:
        """Of each entry: the words of its first authors, and its years."""
        return tuple(
            (works.words(_opening(e.text)), frozenset(re.findall(r"(?:19|20)\d\d", e.text)))
            for e in self.entries
        )

    @cached_property
    def _arxiv(self) -> dict[str, int]:
        return {a: i for i, e in reversed([*enumerate(self.entries)]) if (a := works.arxiv(e))}

    @cached_property
    def _spelled(self) -> re.Pattern[str] | None:
        """Keys that LaTeX prints as part of a sentence: `doe2024small`."""
        long = [k for k in self._keys if len(k) > 4 and re.search(r"[^\W\d]", k)]
        listed = "|".join(re.escape(k) for k in sorted(long, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])") if long else None

    def marks(self, text: str) -> tuple[Mark, ...]:
        """The citations of a text, in order; none overlaps another."""
        found: list[Mark] = []
        for mark in self._every(text):
            if mark.entries and all(mark.end <= m.start or m.end <= mark.start for m in found):
                found.append(mark)
        return tuple(sorted(found, key=lambda m: m.start))

    def _every(self, text: str) -> Iterator[Mark]:
        for match in _LINK.finditer(text):
            yield Mark(*match.span(), self._of_address(match[1]))
        for match in _SAID.finditer(text):
            who = self._of_authors(match["first"], match["second"], match["year"])
            yield Mark(*match.span(), who, spoken=True)
        for pattern in (_BRACKET, _ROUND):
            for match in pattern.finditer(text):
                yield Mark(*match.span(), self._of_list(match[1]))
        for match in _ADDRESS.finditer(text):
            yield Mark(*match.span(), self._of_address(match[0]))
        if self._spelled:
            for match in self._spelled.finditer(text):
                yield Mark(*match.span(), (self._keys[match[0]],), spoken=True)

    def _of_list(self, inside: str) -> tuple[int, ...]:
        """What stands in brackets; nothing where one of its parts is no citation."""
        found: list[int] = []
        parts = re.split(r"\s*;\s*", inside.strip())
        if len(parts) == 1 and not _PART.match(parts[0]):
            parts = re.split(r"\s*,\s*", parts[0])
        for part in parts:
            entries = self._of_part(part.strip().removeprefix("^"))
            if not entries:
                return ()
            found += entries
        return tuple(dict.fromkeys(found))

    def _of_part(self, part: str) -> tuple[int, ...]:
        if part in self._keys:
            return (self._keys[part],)
        if span := _RANGE.fullmatch(part):
            numbers = range(int(span[1]), int(span[2]) + 1)
            if not 0 < len(numbers) <= WIDEST or any(str(n) not in self._keys for n in numbers):
                return ()
            return tuple(self._keys[str(n)] for n in numbers)
        if said := _PART.match(part):
            return self._of_authors(said["first"], said["second"], said["year"])
        return self._of_address(part)

    def _of_authors(self, first: str, second: str | None, year: str) -> tuple[int, ...]:
        wanted = [works.words(name)[-1:] for name in (first, second) if name]
        return tuple(
            i
            for i, (opening, years) in enumerate(self._words)
            if year in years and all(w and w[0] in opening for w in wanted)
        )

    def _of_address(self, text: str) -> tuple[int, ...]:
        identifier = arxiv_id(text.strip("<>()[].,; "))
        place = self._arxiv.get(split_version(identifier)[0]) if identifier else None
        return () if place is None else (place,)


def _opening(entry: str) -> str:
    """The first two authors of an entry: `Doe, J. and Roe, R.`, `J. Doe, R. Roe`."""
    plain = re.sub(r"^\[\w+\]\s*", "", entry)
    return ",".join(re.split(r",|\band\b|&|;", plain[:160])[:4])


def plain(text: str, marks: Sequence[Mark]) -> str:
    """The text without its marks; one that was the subject leaves a `we` behind."""
    for mark in sorted(marks, key=lambda m: -m.start):
        before, after = text[: mark.start], text[mark.end :]
        opens = mark.spoken and re.search(r"(?:^|[.;:]\s|\b(?:while|whereas|but|and)\s)$", before)
        text = f"{before.rstrip() if not opens else before}{'we' if opens else ''}{after}"
    return " ".join(re.sub(r"\s+(?=[.,;:)])|\(\s*\)", "", text).split())
