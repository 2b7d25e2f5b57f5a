"""How many test items stand behind a table's percentages, where its caption says so?

With that number a percentage can be checked for being a share of whole items at all (GRIM), and a
difference for being larger than sampling error. Means over seeds, folds or classes are no such
shares, so a caption that speaks of any gives none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from claimcheck import lexicon
from claimcheck.record import Measurement

_ITEMS = re.compile(
    r"(?<![\w.,=])(?:n\s*=\s*)?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,7})\s+"
    r"(?:(?:held-?out|unseen|distinct|labell?ed|annotated)\s+)*"
    r"(?P<set>test|evaluation|validation)(?:[\s-]set)?\s+"
    r"(?:clips|images|examples|samples|items|questions|problems|videos|instances|sentences|prompts"
    r"|cases|documents|utterances|patients|queries|puzzles|tasks)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:each|per|every)\b", re.IGNORECASE)
_POOLED = re.compile(
    r"±|\b(?:means?|averag\w+|medians?|seeds?|runs?|repeats?|repetitions?|folds?|trials|bootstrap\w*"
    r"|ensembles?|macro|weighted|balanced)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:acc|accuracy|top[- ]?\d|error(?: rate)?|success(?: rate)?|exact match|solve rate)\b",
    re.IGNORECASE,
)


def items(caption: str) -> int | None:
    """The one number of test items that a caption names; None for none, several, or means."""
    if _POOLED.search(caption):
        return None
    found = {int(m["n"].replace(",", "")) for m in _ITEMS.finditer(caption)}
    return found.pop() if len(found) == 1 and 0 not in found else None


def counted(
    measurements: Sequence[Measurement], captions: Mapping[str, str]
) -> tuple[Measurement, ...]:
    """The measurements with `n`, where the caption of their table tells it of all its shares."""
    benchmarks: dict[str, set[str]] = defaultdict(set)
    for m in measurements:
        benchmarks[m.where.table].add(m.benchmark)
    known = {
        table: n
        for table, caption in captions.items()
        if (n := items(caption)) and (len(benchmarks[table]) == 1 or _EACH.search(caption))
    }
    return tuple(
        m.model_copy(update={"n": known[m.where.table]})
        if m.where.table in known and m.n is None and _is_share(m)
        else m
        for m in measurements
    )


def _is_share(m: Measurement) -> bool:
    """Whether a value is a percentage of items; averages and changes are not."""
    names = (m.method, m.benchmark, m.metric)
    if m.value.sd is not None or any(lexicon.is_average(name) for name in names):
        return False
    if lexicon.is_change(m.metric) or lexicon.is_change(m.method) or _POOLED.search(m.metric):
        return False
    percent = m.value.unit == "%" or "%" in m.metric
    return percent and bool(_SHARE.search(m.metric)) and 0 <= m.value.value <= 100
