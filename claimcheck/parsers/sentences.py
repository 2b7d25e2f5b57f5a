"""Where does a sentence begin and end, in the text of a paper?"""

from __future__ import annotations

import re

from claimcheck.document import Block, BlockKind, Place, Sentence

_ABBREVIATIONS = (
    r"(?:e\.g|i\.e|cf|et al|vs|resp|etc|approx|w\.r\.t|a\.k\.a|Fig|Figs|Tab|Tabs|Eq|Eqs"
    r"|Sec|Secs|App|Ref|Refs|Alg|Thm|No|Nos|Vol|Ch|Dr|Prof|St|ca|incl|max|min|std|[A-Z])"
)
_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9α-ωΑ-Ω$\\])")
_NO_END = re.compile(rf"(?:^|[\s(\[~]){_ABBREVIATIONS}\.$")
TAIL = 40
"""Characters looked at before a full stop; no abbreviation or enumerator is as long."""
_ENUMERATOR = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|[IVX]{1,4}\.)$")


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of `text`; list enumerators ("1.") stay with what follows."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        tail = text[max(start, match.start() - TAIL) : match.start()]
        if _NO_END.search(tail.rstrip('"”’)] ')) or _ENUMERATOR.match(tail):
            continue
        found.append(
            (start, match.start() + len(match.group()) - len(match.group().lstrip('"”’)]')))
        )
        start = match.end()
    found.append((start, len(text)))
    return [(a, a + len(text[a:b].rstrip())) for a, b in found if text[a:b].strip()]


def blocks(pieces: list[tuple[BlockKind, str, Place]]) -> tuple[Block, ...]:
    """Blocks with their sentences from (kind, text, place) in reading order.

    Offsets count in `Paper.text`.
    """
    made: list[Block] = []
    offset = 0
    for kind, text, place in pieces:
        at = place.model_copy(update={"start": offset, "end": offset + len(text)})
        sentences = tuple(
            Sentence(
                text=text[a:b],
                where=place.model_copy(update={"start": offset + a, "end": offset + b}),
            )
            for a, b in spans(text)
        )
        made.append(Block(kind=kind, text=text, where=at, sentences=sentences))
        offset += len(text) + 2
    return tuple(made)
