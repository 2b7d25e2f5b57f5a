"""What does a reviewer need on one page: does it hold, what does not and why, what to beware of?

Everything is cut to fit the page, and what was left out is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from jinja2 import Environment
from markupsafe import Markup

from claimcheck.record import Report, Verdict
from claimcheck.render import glossary, heading, html, latex, markdown
from claimcheck.render.plain import line
from claimcheck.render.standing import (
    WITNESSES,
    WORDS,
    Standing,
    headline,
    standings,
    summaries,
    tally,
)

Item = TypeVar("Item")
LINE = 108
"""Letters on a printed line."""
LINES = 66
"""Printed lines for claims and cautions together."""
FOR_CAUTIONS = 24
"""Of these at most, for cautions."""
QUOTE, WHY, MEANS = 170, 230, 150
"""Letters of a quote, of a reason and of a caution's meaning."""
FAILS: tuple[Standing, ...] = ("contradicted", "not-reproduced")
_PART = re.compile(r" · |; ")
_SIGN = re.compile(r" \[(?:contradicted|no-effect)\]$")
_AGAINST = re.compile(rf"{_SIGN.pattern}|\blies outside\b")


@dataclass(frozen=True)
class Entry:
    """A claim that does not hold."""

    id: str
    quote: str
    standing: str
    why: tuple[tuple[str, str], ...]
    """Witness, and what it computed."""


@dataclass(frozen=True)
class Warned:
    """A caution, and how many claims have it."""

    code: str
    claims: int
    means: str


@dataclass(frozen=True)
class Brief:
    """One page."""

    title: str
    authors: str
    created: str
    tool: str
    headline: str
    tally: str
    notice: str
    asked: tuple[tuple[str, str], ...]
    """Witness, and what it was made of."""
    fails: tuple[Entry, ...]
    more: int
    """Claims that do not hold and had no room."""
    open: str
    """Claims that are undecided, by id."""
    cautions: tuple[Warned, ...]
    more_cautions: int
    command: str


def brief(report: Report) -> Brief:
    """The page's rows, as text that still has to be escaped."""
    failing = [_entry(report, claim, how) for claim, how in _failing(report)]
    warned = _warned(report)
    cautions = list(_fitting(warned, FOR_CAUTIONS, _caution_lines))
    left = LINES - sum(map(_caution_lines, cautions))
    fails = list(_fitting(failing, left, _entry_lines))
    undecided = [claim for claim, how in standings(report).items() if how == "undecided"]
    return Brief(
        title=cut(report.title or report.paper, 180),
        authors=cut(", ".join(report.authors), 100),
        created=report.created,
        tool=report.tool,
        headline=headline(report),
        tally=tally(report),
        notice=cut(heading.notice(report), 300),
        asked=tuple(_asked(report))[:4],
        fails=tuple(fails),
        more=len(failing) - len(fails),
        open=cut(", ".join(undecided), 200),
        cautions=tuple(cautions),
        more_cautions=len(warned) - len(cautions),
        command=cut(heading.commands(report)[0], 250),
    )


def cut(text: str, most: int) -> str:
    """The text on one line, cut behind a word where it is longer than `most` letters."""
    short = line(text)
    if len(short) <= most:
        return short
    kept = short[: most - 1]
    words = kept.rsplit(" ", 1)[0]
    return f"{(words if len(words) > most / 2 else kept).rstrip(' ,;')}…"


def as_latex(report: Report) -> str:
    """The page as a LaTeX file of its own."""
    return _filled(latex.page(), "brief.tex.jinja", report)


def as_markdown(report: Report) -> str:
    """The page as GitHub's Markdown."""
    return markdown.tidy(_filled(markdown.page(), "brief.md.jinja", report))


def as_html(report: Report) -> str:
    """The page as one self-contained HTML file."""
    return _filled(html.page(), "brief.html.jinja", report)


def _filled(pages: Environment, template: str, report: Report) -> str:
    page = pages.get_template(template)
    return page.render(brief=brief(report), beside=Markup(latex.FIGURES), code=markdown.code)


def _failing(report: Report) -> list[tuple[str, Standing]]:
    """Those against which the published numbers stand first."""
    found = standings(report).items()
    return [(claim, how) for wanted in FAILS for claim, how in found if how == wanted]


def _entry(report: Report, claim: str, how: Standing) -> Entry:
    quote = summaries(report)[claim].quote
    against = [
        v for w in WITNESSES for v in report.verdicts
        if v.claim == claim and v.witness == w and v.outcome == "contradicted"
    ]  # fmt: skip
    return Entry(
        id=cut(claim, 60),
        quote=cut(quote, QUOTE),
        standing=WORDS[how],
        why=tuple((v.witness, cut(_why(v), WHY)) for v in against[:2]),
    )


def _why(verdict: Verdict) -> str:
    """The parts of the arithmetic that go against the claim; all of it where none says so."""
    parts = _PART.split(verdict.because)
    against = [_SIGN.sub("", part) for part in parts if _AGAINST.search(part)]
    return "; ".join(against) or verdict.because or glossary.reason(verdict.reason)


def _warned(report: Report) -> list[Warned]:
    """Cautions of the claims, the commonest first."""
    counted = Counter(c for s in summaries(report).values() for c in dict.fromkeys(s.cautions))
    return [
        Warned(cut(code, 40), count, cut(glossary.caution(code), MEANS))
        for code, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]


def _asked(report: Report) -> Iterator[tuple[str, str]]:
    for w in report.witnesses:
        yield w.witness, cut(", ".join(filter(None, (w.source, w.note))), 100)


def _entry_lines(entry: Entry) -> float:
    return _high(f"{entry.id} {entry.quote}") + sum(_high(f"{w}: {t}") for w, t in entry.why) + 0.6


def _caution_lines(warned: Warned) -> float:
    return _high(f"{warned.code} ({warned.claims}): {warned.means}") + 0.2


def _high(text: str) -> int:
    """How many printed lines a text takes; letters of other scripts are printed as code points."""
    letters = sum(1 if ord(c) < 0x2000 or c in "−–—‘’“”…✓✗×±≈→" else 7 for c in text)
    return -(-letters // LINE)


def _fitting(items: Iterable[Item], lines: float, high: Callable[[Item], float]) -> Iterator[Item]:
    """As many as there is room for, from the first."""
    for item in items:
        lines -= high(item)
        if lines < 0:
            return
        yield item
