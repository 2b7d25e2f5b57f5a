"""What do the codes of a verdict mean, in words for a reader who has not read the code?"""

from __future__ import annotations

from claimcheck.record import Outcome, Witness

WITNESSES: dict[Witness, str] = {
    "paper": "the paper's own tables",
    "released": "the results that the authors released",
    "rerun": "runs made by repro",
}

ABSENT: dict[Witness, str] = {"paper": "not read", "released": "none given", "rerun": "not run"}

SYMBOLS: dict[Outcome, str] = {
    "supported": "✓",
    "contradicted": "✗",
    "no-effect": "≈",
    "undecided": "?",
}

LEGEND = (
    "✓ supported: the results are as the claim says. ✗ contradicted: they are not. ≈ no-effect: "
    "a rerun shows no difference worth the name. ? undecided: they do not tell. – nothing said: "
    "there is no such witness, or it was not asked. How much a supported number proves, its "
    "cautions say."
)

REASONS = {
    "agrees": "The results agree with the claim.",
    "disagrees": "The results disagree with the claim.",
    "no-cell": "No result was found for what the claim names. That says nothing against the claim.",
    "no-witness": "There are no results of this kind to ask.",
    "no-reference": "No result was found for what the claim compares with.",
    "ambiguous": "Several results could be meant, and nothing tells which.",
    "several-runs": "Several runs could be meant, and they answer differently.",
    "direction-unknown": "It is not known whether more or less of this metric is better.",
    "zero-reference": "The reference may be zero, so no ratio and no relative change follows.",
    "metric-unknown": "The metric of the claim is not among the results.",
    "no-table": "There is no table of results to ask.",
    "figure": "A figure shows it, and figures are not read.",
    "chance": "So many results could be meant that one of them agrees by chance.",
    "no-spread": "The results give no spread for it.",
    "no-test": "The results give neither a statistical test nor an interval for it.",
    "no-series": "There are too few results in a row to show a trend.",
    "no-tolerance": "How close counts as close is not said.",
    "several-benchmarks": "The results to rank stand on several benchmarks.",
    "no-effect": "The runs show that there is no difference as large as the margin.",
    "not-resolved": "The runs leave at least one part of it open.",
    "too-few-seeds": "One pair of runs gives no interval, so it decides no direction.",
    "no-direction": "The claim states no direction that a rerun could ask for.",
    "not-planned": "No plan says which runs decide it.",
    "implication-fails": "What the claim implies does not hold in the runs.",
    "model-unconfirmed": "A language model proposed how to read it, and the numbers do not confirm "
    "that. It says nothing against the claim.",
    "not-readable": "The cited work could not be read.",
    "several-cited": "Several works are cited, and which of them the number is of is not said.",
    "different-protocol": "It names a setting that the cited work's table does not know.",
    "maybe-rerun": "It may be the number of a run by the citing authors.",
    "elsewhere": "The cited work prints the number, elsewhere than in the cell that is named.",
    "not-named": "Row, column or metric are not named, so no cell is certain.",
    "other-work": "The work that is cited does not say so; another one does.",
    "uncited": "No cited work was found to hold it.",
    "misquoted": "The cited work has the sentence with another number.",
    "not-a-result": "This is a property of the set-up, which no result decides.",
}

CAUTIONS = {
    "seed-noise": "Two runs of one and the same method, differing in the seed alone, lie about "
    "as far apart as this difference. It may be the seed and not the method.",
    "single-seed": "There is one run of at least one arm, so nobody knows how far another seed "
    "would move it.",
    "unequal-protocol": "The compared runs differ in more than what the claim names: settings "
    "of training or evaluation are not the same.",
    "unequal-seed": "The compared runs had different seeds, so the difference holds the seed's "
    "part too.",
    "not-distinguishable": "A difference of this size arises from the choice of test items "
    "alone: the statistical test cannot tell it from none.",
    "reference-sensitive": "Another row could as well stand for the baseline, and against that "
    "one the answer is different.",
    "multiplicity": "Many comparisons were made at once; corrected for their number, this one "
    "is no longer distinguishable from chance.",
    "low-power": "The test set is too small, or the seeds are too few, to show a difference of "
    "this size, so finding none says little.",
    "impossible-value": "No whole number of correct test items gives the printed value at the "
    "stated size of the test set.",
    "incomplete": "Some of the results that the claim ranges over are absent.",
    "association": "The sentence suggests that two benchmarks move together or apart; over all "
    "methods the results show something else.",
    "mixed-runs": "A row of the paper's table holds numbers of more than one run.",
    "wrong-run": "The number is found in the results, but for another run than the claim names.",
    "cell-mismatch": "A cell of the paper's table and the released result for it are not the "
    "same number.",
    "impossible-spread": "A printed ± is none of the spreads that the released runs have: neither "
    "their standard deviation nor their standard error.",
    "printed-twice": "Two tables of the paper print one quantity, with different numbers.",
    "inert-term": "A term of the loss has a value and no gradient: nothing was trained by it.",
    "untrained-encoder": "The weights that were probed never moved: the numbers are those of an "
    "encoder as initialised.",
    "collapse": "The features of a run lost nearly all their directions.",
    "no-better-than-untrained": "An arm that the claim rests on reads no better than an encoder "
    "that was never trained.",
    "untrained-reaches-it": "An encoder of the study's size that was never trained reaches about "
    "the released numbers.",
    "readout-sensitive": "Another probe, or another normalisation of the targets, gives another "
    "answer.",
    "model-proposed": "A language model proposed the claim or the names by which it was read; the "
    "quote, the names and the arithmetic were checked by program.",
    "miscounted": "A synthesis counts something of itself that its own lists do not bear out.",
    "flag-wrong": "A synthesis calls a claim verified that the published results contradict.",
    "confidence-off": "A synthesis's confidence says less of its claims than a coin would.",
    "misquoted": "A quote has another number than the sentence of the cited work that it repeats.",
    "unused-reference": "A synthesis cites a work that none of its claims rests on.",
    "uncited": "No work that a synthesis cites was found to hold one of its claims.",
    "small-scale": "The rerun was smaller than the original, so it can speak of the direction "
    "but not of the size.",
}

STATISTICS = {
    "interval_95": "95 % interval",
    "detectable_80": "smallest difference detectable with 80 % power",
    "p_value": "p",
    "holm_p": "p after Holm's correction",
    "sd": "standard deviation",
    "n": "n (test items)",
    "k": "k (correct items)",
    "family": "comparisons made",
    "survive": "comparisons that survive",
    "single_seed": "with a single seed",
    "pearson": "Pearson's r",
    "spearman": "Spearman's rho",
    "lose_both": "methods that lose on both",
    "complete": "with complete results",
    "outcome_of_complete": "outcome among these",
    "pass_rate_by_n": "share of values that pass by chance, by n",
    "cells_by_n": "values checked, by n",
}
"""Names of statistics that are not words yet; any other name is shown as it is."""

KINDS = {
    "value": "a value",
    "difference": "a difference",
    "relative_change": "a relative change",
    "ratio": "a ratio",
    "range": "a range",
    "count": "a count",
    "superlative": "a superlative",
    "comparison": "a comparison",
    "mean_sd": "a mean and its spread",
    "trend": "a trend",
    "significance": "a statement of significance",
    "constant": "a fixed property of the set-up",
}


def reason(code: str) -> str:
    """The reason as a sentence; an unknown code as it is."""
    return REASONS.get(code, code)


def caution(code: str) -> str:
    """The caution in words; empty where the code is unknown, which is then shown by itself."""
    return CAUTIONS.get(code, "")


def kind(code: str) -> str:
    return KINDS.get(code, code)
