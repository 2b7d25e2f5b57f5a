"""Which verdicts are alike, so that one claim tells about the next?"""

from __future__ import annotations

from typing import Literal

from claimcheck.record import Outcome

Class = Literal[
    "both-agree",
    "tables-agree-released-silent",
    "tables-agree-alone",
    "released-agree",
    "tables-disagree",
    "released-disagree",
    "undecided",
]
Standing = Literal["supported", "contradicted", "undecided"]

CLASSES: dict[Class, tuple[Standing, str]] = {
    "both-agree": ("supported", "the paper's tables and the released results agree with it"),
    "tables-agree-released-silent": (
        "supported",
        "the paper's tables agree with it, the released results do not tell",
    ),
    "tables-agree-alone": (
        "supported",
        "the paper's tables agree with it, no released results were asked",
    ),
    "released-agree": (
        "supported",
        "the released results agree with it, the paper's tables do not tell or were not read",
    ),
    "tables-disagree": ("contradicted", "the paper's tables contradict it"),
    "released-disagree": ("contradicted", "the released results contradict it"),
    "undecided": ("undecided", "neither the tables nor the released results tell"),
}
"""What the published results say together, and that in words. Finer classes, by kind and by whether
a claim has a number, were tried and forecast no better."""


def class_of(paper: Outcome | None, released: Outcome | None) -> Class:
    """None where a witness was not asked."""
    if paper == "contradicted":
        return "tables-disagree"
    if released == "contradicted":
        return "released-disagree"
    if released == "supported":
        return "both-agree" if paper == "supported" else "released-agree"
    if paper == "supported":
        return "tables-agree-alone" if released is None else "tables-agree-released-silent"
    return "undecided"
