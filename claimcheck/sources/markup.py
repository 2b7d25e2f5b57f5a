"""What do a title, an abstract, a name, an address or a date say once a literature index's markup
and mischief are gone?

Indexes hand on what publishers sent: HTML, JATS and MathML, entities escaped twice, control
characters, characters that turn the writing's direction, years such as 9999.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from claimcheck.sources.reference import arxiv_id, split_version

TITLE, ABSTRACT, NAME, ADDRESS = 500, 10_000, 200, 2000
"""Characters that are kept."""
AUTHORS = 100
"""Names that are kept."""
FIRST_YEAR, LAST_YEAR = 1600, 2100
_READ = 4
"""Characters that are read for each one kept: markup is longer than what it marks."""
_VALUE = r"(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+)"
_TAG = re.compile(
    rf"</?[a-zA-Z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*{_VALUE})*\s*/?>|<!--.{{0,2000}}?-->", re.DOTALL
)
_UNREAD = re.compile(
    r"<((?:\w+:)?(?:script|style|tex-math|annotation(?:-xml)?))\b[^<>]*>.{0,2000}?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_HEAD = re.compile(r"<(\w+:)?title\b[^<>]*>\s*(?:abstract|summary)[\s.:]*</(?:\w+:)?title>", re.I)
_BLOCK = re.compile(r"</?(?:\w+:)?(?:p|br|div|sec|title|list|list-item|li|ul|ol)\b[^<>]*>", re.I)
_DROPPED = {"Cf", "Co", "Cs", "Cn"}
"""Unicode categories that no reader sees: direction marks, zero-width signs, halves of pairs."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/[!-~]+")
_DOI_PREFIX = re.compile(r"\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20\x7f]+", re.IGNORECASE)


def plain(value: object, longest: int) -> str:
    """The text on one line without markup and unseen characters; empty where it is no text."""
    if not isinstance(value, str):
        return ""
    text = value[: longest * _READ]
    for _ in range(3):
        bare = html.unescape(_without_tags(text))
        if bare == text:
            break
        text = bare
    text = unicodedata.normalize("NFC", _without_tags(text))
    shown = "".join(_shown(c) for c in text)
    return _short(" ".join(shown.split()), longest)


def title(value: object) -> str:
    return plain(value, TITLE)


def abstract(value: object) -> str:
    return plain(value, ABSTRACT)


def names(values: Iterable[object]) -> tuple[str, ...]:
    """Authors' names, in order, each once."""
    found = (plain(value, NAME) for _, value in zip(range(AUTHORS), values, strict=False))
    return tuple(dict.fromkeys(name for name in found if name))


def date(value: object) -> str:
    """ISO date, as far as it makes sense: `2024-13-40` is 2024; empty for the year 9999."""
    match = _DATE.match(value.strip()) if isinstance(value, str) else None
    if not match or not match[0].isascii() or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return ""
    if not match[2] or not 1 <= int(match[2]) <= 12:
        return match[1]
    if not match[3] or not 1 <= int(match[3]) <= 31:
        return f"{match[1]}-{match[2]}"
    return match[0]


def doi(value: object) -> str:
    """A DOI in lower case without its resolver; empty where it is none."""
    if not isinstance(value, str) or len(value) > NAME:
        return ""
    bare = _DOI_PREFIX.sub("", value, count=1).strip().lower()
    return bare if _DOI.fullmatch(bare) and not set(bare) & set("<>\"'\\") else ""


def arxiv(*values: object) -> str:
    """The first arXiv id among ids, addresses and DOIs, without its version."""
    for value in values:
        if isinstance(value, str) and (found := arxiv_id(value[:NAME])):
            return split_version(found)[0]
    return ""


def address(value: object) -> str:
    """An http(s) address; empty where it is anything else, `javascript:` first of all."""
    if not isinstance(value, str) or len(value) > ADDRESS:
        return ""
    return value.strip() if _ADDRESS.fullmatch(value.strip()) else ""


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    return _TAG.sub("", _BLOCK.sub(" ", _HEAD.sub(" ", _UNREAD.sub(" ", text))))


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    return " " if category in ("Cc", "Zl", "Zp", "Zs") else character


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
