"""Which phrases mean methods at large, and not one of them?"""

from __future__ import annotations

import re

_ANY_OTHER = re.compile(
    r"^(?:all|any|every|each)? ?(?:of )?(?:the )?(?:(?:other|others|competing|remaining|compared"
    r"|existing|previous|prior|considered|rival)\b ?)*"
    r"(?:models?|methods?|approach(?:es)?|systems?|techniques?|baselines?|strateg(?:y|ies)"
    r"|competitors?|variants?)?$",
    re.IGNORECASE,
)
_GENERIC_METHOD = re.compile(
    r"^(?:the |our |these |all |both |each |every |any |other |of |proposed )*(?:\w+[- ]){0,2}"
    r"(?:models?|methods?|approach(?:es)?|variants?|strateg(?:y|ies)|configurations?|systems?|techniques?|baselines?)$",
    re.IGNORECASE,
)


def is_any_other(phrase: str) -> bool:
    """Whether a phrase means every method but the subject: `all other methods`, `baselines`."""
    plain = phrase.strip()
    return bool(plain and _ANY_OTHER.match(plain) and re.search("s$|other", plain))


def is_generic(phrase: str) -> bool:
    """Whether a phrase means any method at all: `all strategies`, `other models`."""
    return bool(_GENERIC_METHOD.match(phrase.strip()))
