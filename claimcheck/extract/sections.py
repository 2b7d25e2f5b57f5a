"""What kind of text is a section: results, set-up, or nothing that this paper claims?"""

from __future__ import annotations

import re
from typing import Literal

from claimcheck.record import Block

Kind = Literal["abstract", "introduction", "results", "setup", "skip"]

_SKIP = re.compile(
    r"\b(?:related works?|prior (?:work|art)|literature|references|bibliography"
    r"|acknowledge?ments?|notations?|glossary|ethic\w*|broader impacts?|impact statement"
    r"|reproducibility (?:statement|checklist)|checklist|author contributions?|funding"
    r"|licen[cs]es?|data availability|code availability|compute budget|dataset statistics"
    r"|future (?:work|directions)$"
    r"|societal|disclosure|conflicts? of interest|prompts?|table of contents)\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"\b(?:results?|findings?|analys[ie]s|ablations?|conclusions?|discussion|comparisons?"
    r"|evaluation results|main experiments|limitations?|performance|summary|reproduction"
    r"|outcomes?)\b",
    re.IGNORECASE,
)
_SETUP = re.compile(
    r"\b(?:set-?up|settings?|details?|implementation|hyper-?parameters?|protocols?|data ?sets?"
    r"|data|methods?|methodology|approach|architectures?|background|preliminar\w+|problem"
    r"|formulation|theor\w+|models?"
    r"|training|baselines|metrics|framework|algorithms?|proofs?|derivations?|design|overview"
    r"|motivation|objectives?|losses|configuration|environment|infrastructure|system)\b",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(r"\b(?:introduction|contributions?)\b", re.IGNORECASE)


def kind(block: Block) -> Kind:
    """By the innermost heading that says so; an abstract by its block."""
    if block.kind in ("abstract", "title"):
        return "abstract"
    path = [h for h in block.where.section.split(" / ") if h]
    if path and re.match(r"\s*abstract\b", path[0], re.IGNORECASE):
        return "abstract"
    for heading in reversed(path):
        if (found := _of(heading)) is not None:
            return found
    return "results"


def _of(heading: str) -> Kind | None:
    if _RESULTS.search(heading) and not re.search(r"\bset-?up\b", heading, re.IGNORECASE):
        return "results"
    if _SKIP.search(heading):
        return "skip"
    if _INTRODUCTION.search(heading):
        return "introduction"
    return "setup" if _SETUP.search(heading) else None
