"""What does a reference mean: an arXiv paper, a web address, a local file, or standard input?"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal
from urllib.parse import unquote

from claimcheck.document import Format
from claimcheck.errors import NotFound, SourceError
from claimcheck.late import pattern
from claimcheck.store import Cache

if TYPE_CHECKING:
    import httpx

ACCEPTED = (
    "pass an arXiv id (2401.01234, 2401.01234v2, cs/0112017), an arXiv URL or another paper's, "
    "a local .html, .tex, .pdf, .tar.gz e-print, LaTeX folder or .txt/.md synthesis, "
    "or - for standard input"
)
STDIN = "-"
SUFFIXES = (
    ".tar.gz",
    ".tgz",
    ".tar",
    ".gz",
    ".html",
    ".htm",
    ".xhtml",
    ".tex",
    ".ltx",
    ".pdf",
    ".txt",
    ".md",
)

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|econ"
    "|eess|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics"
    "|plasm-ph|q-alg|q-bio|q-fin|quant-ph|solv-int|stat|supr-con"
)
_MONTH = r"\d\d(?:0[1-9]|1[0-2])"
_NEW = (
    r"(?P<new>(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}"
    r"|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})"
)
_OLD = rf"(?P<archive>{_ARCHIVES})(?:\.[a-z-]{{2,10}})?/(?P<number>{_MONTH}\d{{3}})"
_ID = rf"(?:{_NEW}|{_OLD})(?:v(?P<version>[1-9]\d{{0,2}}))?"
_URL = pattern(
    rf"(?:https?://)?(?:www\.|export\.)?arxiv\.org(?::\d+)?/(?:abs|html|pdf|e-print|src|format|ps)/{_ID}"
    r"(?:\.pdf|\.ps)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
_DOI = pattern(
    rf"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\.{_ID}", re.IGNORECASE
)
_BARE = pattern(rf"(?:arxiv\s*:\s*)?{_ID}(?:\s+\[[\w.-]+\].*)?", re.IGNORECASE)
_WEB = pattern(r"https?://[^\s/]\S*$", re.IGNORECASE)
_ARXIV_PAGE = pattern(r"https?://(?:[\w-]+\.)*arxiv\.org(?:[:/]|$)", re.IGNORECASE)
_NEARLY = pattern(r"(?:arxiv\s*:\s*)?(\d{4})\.(\d{1,9})(v\d*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Order:
    """A reference, and how to bring what it names."""

    reference: str
    format: Format | None = None
    offline: bool = False
    refresh: bool = False
    transport: httpx.BaseTransport | None = None
    stdin: BinaryIO | None = None
    cache: Cache | None = None
    progress: Callable[[str], None] | None = None

    def say(self, message: str) -> None:
        if self.progress:
            self.progress(message)


def arxiv_id(text: str) -> str | None:
    """The arXiv id that `text` is, with its version if one is named: `2401.01234v2`, `cs/0112017`.

    `text` is a bare id, `arXiv:…`, an arXiv URL of any kind, or a DOI of arXiv; None where it is
    anything else. A subject class is dropped (`math.GT/0309136` is `math/0309136`), as arXiv does.
    """
    plain = unquote(text.strip().strip("<>").strip())
    for form in (_BARE, _URL, _DOI):
        if match := form.fullmatch(plain):
            number = match["new"] or f"{match['archive'].lower()}/{match['number']}"
            return f"{number}v{match['version']}" if match["version"] else number
    return None


def split_version(identifier: str) -> tuple[str, int | None]:
    """A normalised id and its version: `2401.01234v2` → (`2401.01234`, 2)."""
    number, _, version = (
        identifier.partition("v") if "/" not in identifier else _split_old(identifier)
    )
    return number, int(version) if version else None


def source_of(reference: str) -> Literal["file", "arxiv", "web"]:
    """Which source brings `reference`; a local path that exists wins over everything else.

    Raises NotFound where it looks like a path and nothing is there, SourceError where it is nothing
    that is read.
    """
    if not reference.strip():
        raise SourceError("no reference was given", remedy=ACCEPTED)
    if reference == STDIN or exists(path(reference)):
        return "file"
    if arxiv_id(reference):
        return "arxiv"
    if _WEB.match(reference.strip()) and not _ARXIV_PAGE.match(reference.strip()):
        return "web"
    raise _miss(reference)


def path(reference: str) -> Path:
    """The local path that a reference may be, `~` resolved."""
    with suppress(RuntimeError):
        return Path(reference).expanduser()
    return Path(reference)


def exists(place: Path) -> bool:
    """Whether something lies at the path, readable or not."""
    try:
        return place.exists()
    except PermissionError:
        return True
    except (OSError, ValueError):  # a name too long for the system, or with a null character
        return False


def stem(name: str) -> str:
    """A file's name without the suffixes that are read; `2401.01234v2` keeps its point."""
    for suffix in SUFFIXES:
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name


def _split_old(identifier: str) -> tuple[str, str, str]:
    archive, _, rest = identifier.partition("/")
    number, mark, version = rest.partition("v")
    return f"{archive}/{number}", mark, version


def _miss(reference: str) -> SourceError:
    shown = reference if len(reference) <= 120 else f"{reference[:117]}…"
    if nearly := _NEARLY.fullmatch(reference.strip()):
        return SourceError(f"{shown} is no arXiv id: {_flaw(*nearly.groups())}", remedy=ACCEPTED)
    if re.match(r"[a-z][a-z0-9+.-]*://", reference.strip(), re.IGNORECASE):
        return SourceError(
            f"{shown} is no address of a paper",
            remedy=f"download the paper and pass the file; else {ACCEPTED}",
        )
    place = path(reference)
    if not _looks_like_path(reference):
        return SourceError(
            f"{shown} is neither a file that exists nor an arXiv id", remedy=ACCEPTED
        )
    if similar := _similar(place):
        return NotFound(f"no such file: {shown}", remedy=f"did you mean {similar}?")
    if identifier := arxiv_id(stem(place.name)):
        return NotFound(
            f"no such file: {shown}", remedy=f"{identifier} alone fetches it from arXiv"
        )
    return NotFound(f"no such file: {shown}", remedy=f"check the path; else {ACCEPTED}")


def _flaw(month: str, number: str, version: str | None) -> str:
    if not re.fullmatch(_MONTH, month):
        return f"{month} is no year and month"
    digits = 5 if month >= "1501" else 4
    if len(number) != digits:
        return (
            f"ids of 20{month[:2]} have {digits} digits after the point, this one has {len(number)}"
        )
    return f"{version} is no version" if version else "arXiv's ids of this form begin with 0704"


def _looks_like_path(reference: str) -> bool:
    return (
        "/" in reference
        or "\\" in reference
        or reference.startswith(("~", "."))
        or reference.lower().endswith(SUFFIXES)
    )


def _similar(place: Path) -> str:
    """The name in the same folder that is most like the one asked for; empty where none is."""
    import difflib

    with suppress(OSError, ValueError):
        names = [entry.name for entry in place.parent.iterdir()]
        if near := difflib.get_close_matches(place.name, names, n=1, cutoff=0.75):
            return str(place.parent / near[0])
    return ""
