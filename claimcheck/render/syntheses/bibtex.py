"""How are the references cited in a LaTeX document of one's own? As BibTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from claimcheck.literature import Synthesis, Work
from claimcheck.render.letters import LETTERS
from claimcheck.render.plain import line
from claimcheck.render.syntheses.view import link

_WORD = re.compile(r"[a-z0-9]+")
_LITTLE = frozenset("a an the on of in at to for and or with from is are how what why do does".split())  # fmt: skip  # noqa: SIM905, E501


def render(made: Synthesis, pages: Mapping[str, str]) -> str:
    """An entry for each reference, ASCII throughout."""
    named = keys(made.references)
    return "\n".join(_entry(named[work.key], work) for work in made.references)


def keys(works: Iterable[Work]) -> dict[str, str]:
    """By `Work.key`, a citation key such as `lovelace2024grokking`; a letter tells two apart."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for work in works:
        base = _key(work)
        names = (base, *(f"{base}{chr(ord('b') + i)}" for i in range(25)))
        name = next((n for n in names if n not in taken), f"{base}x{len(taken)}")
        taken.add(name)
        found[work.key] = name
    return found


def _key(work: Work) -> str:
    surname = (
        _plain(work.authors[0].split()[-1]) if work.authors and work.authors[0].split() else ""
    )
    title = [w for w in _WORD.findall(_ascii(work.title)) if w not in _LITTLE]
    year = str(work.year or "")
    return f"{surname or 'anonymous'}{year}{title[0] if title else ''}"


def _plain(text: str) -> str:
    return "".join(_WORD.findall(_ascii(text)))


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return plain.lower()


def _entry(name: str, work: Work) -> str:
    fields = {
        "title": f"{{{_escaped(work.title)}}}",
        "author": " and ".join(f"{{{_escaped(a)}}}" if "," in a else _escaped(a)
                               for a in work.authors),
        "year": str(work.year or ""),
        "journal": _escaped(work.venue),
        "doi": work.doi if re.fullmatch(r"[\w./;:()-]+", work.doi, re.ASCII) else "",
        "eprint": work.arxiv if re.fullmatch(r"[\w./-]+", work.arxiv, re.ASCII) else "",
        "archiveprefix": "arXiv" if work.arxiv else "",
        "url": link(work),
    }  # fmt: skip
    kind = "article" if work.venue else "misc"
    body = "".join(f"  {k} = {{{v}}},\n" for k, v in fields.items() if v and v != "{}")
    return f"@{kind}{{{name},\n{body}}}\n"


def _escaped(text: str) -> str:
    """As LaTeX prints it, on one line, its braces in pairs."""
    return unicodedata.normalize("NFC", line(text)).translate(LETTERS)
