"""What does a paper say of the works that it cites, in its sentences and in its tables' rows?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck import lexicon
from claimcheck.citations.marks import Bibliography, Mark, plain
from claimcheck.record import Measurement, Paper, Place, Table
from claimcheck.witnesses import paper as paper_witness

LONGEST = 1_500
"""Characters of a sentence; what is longer is no sentence."""
_REPORTS = re.compile(
    r"\b(?:reports?|reported|claim(?:s|ed)?|publish(?:es|ed)?|stat(?:es|ed)|originally|according to"
    r"|cit(?:es|ed)|in their (?:paper|work)|(?:taken|quoted|copied|borrowed) from|numbers? from"
    r"|original (?:papers?|authors?|publications?))\b",
    re.IGNORECASE,
)
_RERUN = re.compile(
    r"\b(?:re-?(?:run|ran|runs|implement\w*|produc\w*|train\w*|evaluat\w*|test\w*)|replicat\w*"
    r"|our (?:own )?(?:runs?|implementation|version|setup|setting|evaluation|experiments?)"
    r"|we (?:get|obtain|measure|observe|find|found|evaluate|train|run|ran|use|fine-?tune)"
    r"|with our|under our|in our)\b",
    re.IGNORECASE,
)
_FLOAT = re.compile(r"\b(?:Tables?|Tab\.|Figures?|Figs?\.)\s*~?[A-Z]?\d|\b(?:our|ours)\b", re.I)
_NUMBER = re.compile(r"[+\-−]?\d[\d,]*(?:\.\d+)?\s?%?")
_EXACT = re.compile(r"\d\.\d|\d\s?%")
_STATES = re.compile(
    r"\b(?:achiev|reach|obtain|attain|outperform|surpass|improv|reduc|scor|yield|report|show"
    r"|demonstrat|find|found|gets?\b|got\b|has\b|gains?\b|drop|increas|decreas|claim)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """A sentence with numbers that cites: its words as printed, and without the marks."""

    quote: str
    plain: str
    where: Place
    marks: tuple[Mark, ...]
    reports: bool = True
    """Whether it says that the numbers are the cited work's."""
    own: bool = False
    """Whether it may speak of a run by the citing paper itself."""

    @property
    def entries(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(i for mark in self.marks for i in mark.entries))

    @property
    def numbers(self) -> str:
        return ", ".join(_NUMBER.findall(self.plain))

    @property
    def is_result(self) -> bool:
        """Whether it states a number as a result goes: with decimals or in percent, by a verb."""
        return bool(_EXACT.search(self.plain) and _STATES.search(self.plain))

    def named_by(self, method: str) -> tuple[int, ...]:
        """The entries of the mark right behind a method's name; none where none stands there."""
        for mark in self.marks:
            before = self.quote[: mark.start].rstrip(" ~(").lower()
            if method and before.endswith(method.lower()):
                return mark.entries
        return ()


@dataclass(frozen=True)
class Listed:
    """A result in a table's row or column that is marked with a citation."""

    result: Measurement
    """Its method without the mark."""
    entries: tuple[int, ...]
    copied: bool
    """Whether the table says that such numbers are the cited works' own."""
    where: Place

    @property
    def quote(self) -> str:
        m = self.result
        named = " · ".join(filter(None, (m.method, m.benchmark, m.metric)))
        return f"{named}: {m.value.printed}"


def spoken(paper: Paper, bibliography: Bibliography) -> Iterator[Statement]:
    """The sentences that print a number beside a citation."""
    its_own = paper.format == "synthesis"
    for block in paper.blocks:
        if block.kind in ("title", "heading"):
            continue
        for sentence in block.sentences:
            text = sentence.text
            if len(text) > LONGEST or not (marks := bibliography.marks(text)):
                continue
            said = plain(text, marks)
            if not re.search(r"\d", said):
                continue
            own = not its_own and bool(_RERUN.search(said) or _FLOAT.search(said))
            reports = its_own or bool(_REPORTS.search(text) or any(m.spoken for m in marks))
            yield Statement(text, said, sentence.where, marks, reports, own)


def listed(paper: Paper, bibliography: Bibliography) -> Iterator[Listed]:
    """The results of rows and columns that a citation marks."""
    tables = {table.id: table for table in paper.tables}
    grids = {table.id: table.grid for table in paper.tables}
    its_own = paper.format == "synthesis"
    says = {t.id: its_own or bool(_COPIED.search(_about(t))) for t in paper.tables}
    for m in paper_witness.measure(paper):
        table = tables[m.where.table]
        marks = bibliography.marks(m.method)
        named = plain(m.method, marks)
        if not marks and m.where.row is not None:
            cells = grids[table.id][m.where.row]
            marks = tuple(
                mark
                for column, cell in enumerate(cells)
                if column < table.header_columns or not re.fullmatch(r"[\d.,±\s%()]*", cell)
                for mark in bibliography.marks(cell)
            )
        entries = tuple(dict.fromkeys(i for mark in marks for i in mark.entries))
        if entries and named and not lexicon.is_change(m.metric):
            place = m.where.model_copy(update={"section": table.where.section})
            result = m.model_copy(update={"method": named})
            yield Listed(result, entries, says[table.id], place)


_COPIED = re.compile(
    r"\b(?:as reported|reported (?:in|by)|(?:taken|quoted|copied|cited|borrowed) (?:directly )?from"
    r"|numbers? (?:are )?from|results? (?:are )?from|original (?:papers?|publications?)"
    r"|published (?:numbers|results|figures))\b",
    re.IGNORECASE,
)


def _about(table: Table) -> str:
    return " ".join((table.caption, *table.notes))
