"""What was checked, where do its claims come from, and how is it done again?"""

from __future__ import annotations

import shlex

from claimcheck.record import Report, Witness, WitnessRecord
from claimcheck.render.places import address
from claimcheck.render.rows import Fact

AGAINST: dict[Witness, str] = {
    "paper": "{} numbers of the paper's own tables",
    "released": "{} results that the authors released",
    "rerun": "{} results of our runs",
}


def facts(report: Report) -> tuple[Fact, ...]:
    named = [
        ("title", report.title),
        ("authors", ", ".join(report.authors)),
        ("paper", report.paper),
        ("published", report.published),
        ("read from" if report.format or report.digest else "quotes from", report.source),
        ("format", report.format),
        ("sha256 of what was read", report.digest),
        ("checked against", "; ".join(map(_against, report.witnesses))),
        ("checked by", report.tool),
        ("language model", ", ".join(models(report))),
        ("checked at", report.created),
    ]
    return tuple(Fact(name, text, address(text)) for name, text in named if text)


def _against(witness: WitnessRecord) -> str:
    """`88 results that the authors released`."""
    said = AGAINST[witness.witness].format(f"{witness.measurements:,}")
    return f"{said} ({witness.note})" if witness.note else said


def models(report: Report) -> tuple[str, ...]:
    """The language models by whose proposals claims or verdicts of the report came about."""
    named = [c.proposed_by for c in report.claims] + [v.proposed_by for v in report.verdicts]
    return tuple(dict.fromkeys(filter(None, named)))


def notice(report: Report) -> str:
    """Where the claims come from, said plainly."""
    return " ".join(filter(None, (_origin(report), _proposals(report))))


def _proposals(report: Report) -> str:
    """What a language model has a part in; empty where none has."""
    named = models(report)
    if not named:
        return ""
    claims = {c.id for c in report.claims if c.proposed_by}
    read = {v.claim for v in report.verdicts if v.proposed_by} - claims
    parts = [f"{len(claims)} of the claims"] if claims else []
    parts += [f"the names by which {len(read)} of them were read"] if read else []
    return (
        f"A language model ({', '.join(named)}) proposed {' and '.join(parts)}; its proposals were "
        "checked by program, and none of them alone can contradict a claim."
    )


def _origin(report: Report) -> str:
    if report.origin == "extracted":
        return "The claims were taken from the document itself, by program."
    if report.origin == "file":
        return "The claims were read from a claims file, not taken from the document by this run."
    read = any(w.witness == "paper" for w in report.witnesses) or bool(report.tables)
    sources = dict.fromkeys(filter(None, (report.source, *(c.where.source for c in report.claims))))
    origin = f" Their quotes come from: {'; '.join(sources)}." if sources else ""
    unread = "" if read else "The paper itself was not read. "
    return f"{unread}The claims ship with claimcheck.{origin}"


def commands(report: Report) -> tuple[str, ...]:
    """The command lines that make this report again."""
    named = report.given is None and (address(report.paper) or report.origin == "shipped")
    subject = report.paper if named else report.source or report.paper
    released = next((w.source for w in report.witnesses if w.witness == "released"), "")
    with_released = (
        f" --released {shlex.quote(released)}" if released and report.origin != "shipped" else ""
    )
    asked = "".join(
        f' --llm "$CLAIMCHECK_LLM" --model {shlex.quote(m)}' for m in models(report)[:1]
    )
    rerun = dict.fromkeys(v.claim for v in report.verdicts if v.witness == "rerun")
    plans = [f"claimcheck reproduce --claim {shlex.quote(claim)}" for claim in rerun]
    return (f"claimcheck verify {shlex.quote(subject)}{with_released}{asked}", *plans)
