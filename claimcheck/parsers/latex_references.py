"""Which works does the paper cite?"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from claimcheck.document import Reference
from claimcheck.parsers.latex_files import decode
from claimcheck.parsers.latex_source import Source
from claimcheck.parsers.latex_text import Reader

MAX_REFERENCES = 3_000

_ITEM = re.compile(r"\\bibitem(?![A-Za-z])")
_END = re.compile(r"\\end\s*\{thebibliography\}")
_ENTRY = re.compile(r"\\entry\{([^{}]*)\}\{[^{}]*\}(.*?)\\endentry", re.DOTALL)
_BIBLATEX = re.compile(
    r"\\(?:field|list)\{(\w+)\}(?:\{[^{}]*\})?\{|\\verb\{(\w+)\}\s*\\verb ([^\n]*)"
)
_FAMILY = re.compile(r"family=\{([^{}]*)\}")
_RECORD = re.compile(r"@(\w+)\s*[{(]\s*([^\s,{}]+)\s*,")
_FIELD = re.compile(r"(\w+)\s*=\s*(?=[{\"\w])")
_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf|html)/|[:\s.]*|\s*preprint\s*arxiv:)|CoRR,?\s*abs/)"
    r"\s*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s{}<>\"]+[^\s{}<>\".,;)\]]")
_FIELDS = (
    "author",
    "title",
    "journal",
    "booktitle",
    "journaltitle",
    "eprint",
    "year",
    "date",
    "url",
)


def read(files: Mapping[str, bytes], main: str, source: Source) -> tuple[Reference, ...]:
    """The bibliography that is typeset: in the text, as `.bbl`, else all entries of the `.bib`."""
    bbl = posixpath.splitext(main)[0] + ".bbl"
    if bbl not in files:
        bbl = next((name for name in sorted(files) if name.endswith(".bbl")), "")
    found = list(_items(source)) or (list(_typeset(decode(files[bbl]))) if bbl else [])
    if not found:
        databases = (decode(files[name]) for name in sorted(files) if name.endswith(".bib"))
        found = [one for text in databases for one in records(text)]
    return tuple(found)


def _typeset(bbl: str) -> Iterator[Reference]:
    source = Source(bbl)
    if "\\entry{" not in bbl:
        yield from _items(source)
        return
    for entry in _ENTRY.finditer(bbl):
        values: dict[str, str] = {"author": ", ".join(_FAMILY.findall(entry[2]))}
        for match in _BIBLATEX.finditer(bbl, entry.start(2), entry.end(2)):
            if match[3]:
                values.setdefault(match[2], match[3].strip())
            elif (end := source.pairs.get(match.end() - 1)) is not None:
                values.setdefault(match[1], Reader(source).plain(match.end(), end))
        yield _reference(entry[1], _sentence(values))


def _items(source: Source) -> Iterator[Reference]:
    starts = [m.start() for m in islice(_ITEM.finditer(source.text), MAX_REFERENCES)]
    ends = [*starts[1:], len(source.text)] if starts else []
    for start, following in zip(starts, ends, strict=True):
        key = source.group(source.optional(start + len("\\bibitem")))
        if key is None:
            continue
        stop = _END.search(source.text, key[1], following)
        text = Reader(source).plain(key[1] + 1, stop.start() if stop else following)
        yield _reference(source.text[slice(*key)].strip(), text)


def records(bib: str) -> Iterator[Reference]:
    """The works that the records of a `.bib` describe."""
    source = Source(bib)
    for record in islice(_RECORD.finditer(bib), MAX_REFERENCES):
        if record[1].lower() in ("comment", "string", "preamble"):
            continue
        opening = bib.index("{" if "{" in record.group() else "(", record.start())
        end = source.pairs.get(opening, min(len(bib), record.end() + 10_000))
        yield _reference(record[2], _sentence(_fields(source, record.end(), end)))


def _fields(source: Source, at: int, end: int) -> dict[str, str]:
    values: dict[str, str] = {}
    while match := _FIELD.search(source.text, at, end):
        start = match.end()
        opening = source.text[start]
        if opening == "{":
            stop = source.pairs.get(start, end)
            start += 1
        elif opening == '"':
            start += 1
            stop = source.text.find('"', start, end)
        else:
            stop = source.text.find(",", start, end)
        stop = stop if stop >= 0 else end
        values.setdefault(match[1].lower(), Reader(source).plain(start, stop))
        at = max(stop, match.end())
    return values


def _sentence(values: Mapping[str, str]) -> str:
    shown = [values[name] for name in _FIELDS if values.get(name)]
    if values.get("eprint", "")[:4].isdigit():
        shown = [f"arXiv:{text}" if text == values["eprint"] else text for text in shown]
    return ". ".join(shown)


def _reference(key: str, text: str) -> Reference:
    arxiv, url = _ARXIV.search(text), _URL.search(text)
    return Reference(
        key=key, text=text, arxiv=arxiv[1] if arxiv else "", url=url.group() if url else ""
    )
