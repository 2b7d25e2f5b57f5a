"""What does a language model think of a dossier, by the published rubrics?

Its scores stand beside those of the rubrics, marked with its name, and count in no mean. A reason
holds where every claim that it names was shown to the model, and every number in it stands in the
records of those claims; a score without a reason that holds is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from claimcheck.literature import Dossier, Reason, Score
from claimcheck.llm import prompts
from claimcheck.llm.adviser import Adviser, Say, framed, tell
from claimcheck.llm.answers import SaidReason, SaidScore, Tally
from claimcheck.review import RUBRICS
from claimcheck.review.facts import Said, claims

MOST = 60
"""Claims that are shown, those with a verdict before the open ones."""
LONGEST = 300
"""Characters of a quote, and of its arithmetic."""
NO_RUBRIC = "a score for no rubric that was asked about"
TWICE = "a second score for one rubric"
NO_CLAIM = "a reason that names no claim, or one that was not shown"
NO_NUMBER = "a reason with a number that its claims do not have"
NO_TEXT = "a reason that is no plain text"
NO_REASON = "a score without a reason that holds"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LINK = re.compile(r"://|\bwww\.|<|\\[A-Za-z]")
_RANK = ("contradicted", "not-reproduced", "supported", "undecided")


def scores(adviser: Adviser, dossier: Dossier, *, talk: Say, progress: Say) -> tuple[Score, ...]:
    """The model's scores that hold, in the order of the rubrics; none where there is no claim."""
    said = sorted(claims(dossier), key=lambda s: _RANK.index(s.standing))[:MOST]
    if not said:
        return ()
    shown = {s.name: _shown(s) for s in said}
    question = framed(
        prompts.SCORES,
        {
            "QUESTION": " ".join(dossier.question.split())[:LONGEST],
            "RUBRICS": _rubrics(),
            "CLAIMS": "\n".join(shown.values()),
        },
    )
    tally = Tally()
    progress(f"asking {adviser.model} for a review")
    answers = adviser.asked(
        question, "scores", SaidScore, tally, talk=talk, say=progress, rules=prompts.REVIEWER
    )
    found: dict[str, Score] = {}
    for answer in answers:
        told = _confirmed(answer, shown, found, tally, adviser.model)
        if isinstance(told, str):
            tally.fail(told)
        else:
            found[told.reviewer] = told
    tell(talk, tally.told(adviser.model, "score"))
    return tuple(found[name] for name in RUBRICS if name in found)


def _confirmed(
    answer: SaidScore,
    shown: Mapping[str, str],
    found: Mapping[str, Score],
    tally: Tally,
    model: str,
) -> Score | str:
    """The score with the reasons that hold, or why it does not; reasons that fail are counted."""
    if answer.rubric not in RUBRICS:
        return NO_RUBRIC
    if answer.rubric in found:
        return TWICE
    reasons: list[Reason] = []
    for said in answer.reasons:
        fault = _fault(said, shown)
        if fault:
            tally.proposed += 1
            tally.fail(fault)
        else:
            reasons.append(Reason(says=_plain(said.says), claims=tuple(dict.fromkeys(said.claims))))
    if not reasons:
        return NO_REASON
    cited = [c for r in reasons for c in r.claims]
    to_raise = _plain(answer.to_raise)
    return Score(
        reviewer=answer.rubric,
        title=RUBRICS[answer.rubric].title,
        score=round(answer.score, 1),
        reasons=tuple(reasons),
        to_raise=to_raise if _is_text(to_raise) and _holds(to_raise, cited, shown) else "",
        proposed_by=model,
    )


def _fault(said: SaidReason, shown: Mapping[str, str]) -> str:
    if not said.claims or any(c not in shown for c in said.claims):
        return NO_CLAIM
    if not _is_text(_plain(said.says)):
        return NO_TEXT
    return "" if _holds(said.says, said.claims, shown) else NO_NUMBER


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_text(text: str) -> bool:
    """No markup, no link, no letters that do not show."""
    return bool(text) and text.isprintable() and not _LINK.search(text)


def _holds(text: str, cited: Iterable[str], shown: Mapping[str, str]) -> bool:
    """Whether each number stands in a cited claim's record, or is how many are cited."""
    names = list(dict.fromkeys(cited))
    known = {n for name in names for n in _NUMBER.findall(shown[name])} | {str(len(names))}
    return set(_NUMBER.findall(text)) <= known


def _rubrics() -> str:
    rows = (
        {"rubric": r.id, "question": r.question, "limit": r.limit, "levels": r.levels}
        for r in RUBRICS.values()
    )
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def _shown(said: Said) -> str:
    line = said.summary
    row = {
        "claim": said.name,
        "sentence": " ".join(line.quote.split())[:LONGEST],
        "tables": line.paper,
        "released": line.released,
        "rerun": line.rerun,
        "cautions": list(line.cautions),
        "arithmetic": {v.witness: v.because[:LONGEST] for v in said.verdicts if v.because},
    }
    return json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False)
