"""Sentences with the measurements that they speak of, and the verdict that is right for each."""

from sentences import (
    ABLATION,
    FIDS,
    HEADS,
    LESS,
    NODES,
    RUNS,
    SPREAD,
    STEPS,
    change,
    compare,
    names,
    results,
    said,
)

from claimcheck.number import parse
from claimcheck.record import (
    Claim,
    Difference,
    MeanSd,
    Measurement,
    Range,
    Select,
    Superlative,
    Value,
)

ANY = Select()
CASES: dict[str, tuple[Claim, tuple[Measurement, ...], str]] = {
    "an up-to that is the maximum of all benchmarks": (
        said(
            change(ANY, ANY, "56.2%", scope="max"),
            "reduces the time to achieve 99% accuracy by up to 56.2%",
            metric="time to achieve 99% accuracy",
        ),
        STEPS,
        "supported",
    ),
    "an up-to above the maximum": (
        said(
            change(ANY, ANY, "60%", scope="max"),
            "reduces the time to achieve 99% accuracy by up to 60%",
            metric="time to achieve 99% accuracy",
        ),
        STEPS,
        "contradicted",
    ),
    "operands that show which pair is meant": (
        said(
            change(
                names("", "Moons"), ANY, "3.3%", before=parse("0.090"), after=parse("0.093")
            ),
            "Moons: 3.3% improvement (from 0.090 to 0.093)",
            "Moons: 3.3% improvement (from 0.090 to 0.093)",
            "The adaptive network achieves the following improvements over the baseline:",
        ),
        FIDS,
        "contradicted",
    ),
    "the same size in the right direction": (
        said(
            change(names("", "Cats"), ANY, "2.5%", before=parse("35.4"), after=parse("34.5")),
            "Cats: 2.5% improvement (from 35.4 to 34.5)",
            "Cats: 2.5% improvement (from 35.4 to 34.5)",
            "The adaptive network achieves the following improvements over the baseline:",
        ),
        FIDS,
        "supported",
    ),
    "a comparison of all benchmarks that one breaks": (
        said(
            compare(names("the adaptive network"), names("the baseline"), "better"),
            "The adaptive network improves FID over the baseline on all datasets",
            flags=("all",),
            metric="FID",
        ),
        FIDS,
        "contradicted",
    ),
    "a comparison of all benchmarks that holds": (
        said(
            compare(names("our method"), names("the baseline"), "lower"),
            "Our method needs fewer steps than the baseline on all operations",
            flags=("all",),
            metric="steps",
        ),
        STEPS,
        "supported",
    ),
    "a comparison of all benchmarks but the one that breaks it": (
        said(
            compare(names("the adaptive network"), names("the baseline"), "better"),
            "The adaptive network improves FID over the baseline on all datasets except Moons",
            flags=("all",),
            metric="FID",
        ),
        FIDS,
        "supported",
    ),
    "an exception behind the clause of a claim that another benchmark breaks": (
        said(
            compare(names("the fixed model"), names("the baseline"), "better"),
            "Fixed improves FID over the baseline on all datasets, apart from Moons",
            flags=("all",),
            metric="FID",
        ),
        FIDS,
        "contradicted",
    ),
    "an exception that is no benchmark": (
        said(
            compare(names("the adaptive network"), names("all other methods"), "better"),
            "The adaptive network improves FID over all methods except the oracle on all datasets",
            flags=("all",),
            metric="FID",
        ),
        FIDS,
        "undecided",
    ),
    "a comparison of two named cells with their numbers": (
        said(
            compare(names("GAT", "Cora"), names("GCN", "Cora"), "better", "83.0", "81.5"),
            "On Cora, GAT reaches 83.0 accuracy compared to 81.5 for GCN",
            metric="accuracy",
        ),
        NODES,
        "supported",
    ),
    "one number of two that stands on no cell": (
        said(
            compare(names("GAT", "Cora"), names("GCN", "Cora"), "better", "84.6", "81.5"),
            "On Cora, GAT reaches 84.6 accuracy compared to 81.5 for GCN",
            metric="accuracy",
        ),
        NODES,
        "contradicted",
    ),
    "a value of a named cell": (
        said(
            Value(select=names("GAT", "Citeseer"), claimed=parse("72.5")),
            "GAT obtains 72.5 on Citeseer",
        ),
        NODES,
        "supported",
    ),
    "a wrong value of a named cell": (
        said(
            Value(select=names("GAT", "Citeseer"), claimed=parse("73.5")),
            "GAT obtains 73.5 on Citeseer",
        ),
        NODES,
        "contradicted",
    ),
    "a value of a row that this table has not": (
        said(
            Value(select=names("GraphSAGE", "Cora"), claimed=parse("83.0")),
            "GraphSAGE obtains 83.0 on Cora",
        ),
        NODES,
        "undecided",
    ),
    "a value on a benchmark that this table has not": (
        said(
            Value(select=names("GAT", "Reddit"), claimed=parse("83.0")), "GAT obtains 83.0 on Reddit"
        ),
        NODES,
        "undecided",
    ),
    "a coarser quote of a cell": (
        said(Value(select=names("GAT", "Cora"), claimed=parse("83")), "GAT obtains 83 on Cora"),
        NODES,
        "supported",
    ),
    "a row without its part": (
        said(
            compare(names("removing attention"), names("the full model"), "lower"),
            "Removing attention lowers accuracy compared to the full model",
            metric="accuracy",
        ),
        ABLATION,
        "supported",
    ),
    "a comparison of every run that one of them breaks": (
        said(
            compare(names("Every run"), names("the baseline"), "lower"),
            "Every run has a lower validation loss than the baseline",
            flags=("all",),
            method="Every run",
            metric="validation loss",
        ),
        RUNS,
        "contradicted",
    ),
    "a metric that no lexicon knows, as its header prints it": (
        said(
            Value(select=names("GAT"), claimed=parse("8.40")), "GAT reaches an IS of 8.40"
        ),
        results("t", ("metrics",), ("FID", "IS"), "GCN: 8.92 7.81", "GAT: 6.47 8.40"),
        "supported",
    ),
    "a metric that only another table prints": (
        said(compare(names("GAT"), names("GCN"), "better"), "GAT improves Rank-1 over GCN"),
        results("t", ("metrics",), ("Accuracy",), "GCN: 61.0", "GAT: 63.0")
        + results("u", ("metrics",), ("Rank-1",), "SAGE: 81.0", "GIN: 83.0"),
        "undecided",
    ),
    "the lowest of all methods in a table that names no benchmark": (
        said(
            Superlative(subject=names("GAT"), among=ANY, order="lowest"),
            "GAT has the lowest FID of all models",
            flags=("all",),
            method="GAT",
            metric="FID",
        ),
        results("t", ("metrics",), ("FID", "Accuracy"), "GCN: 8.92 61.0", "GAT: 9.47 63.0"),
        "contradicted",
    ),
    "a level that is no row, beside the row that the clause names": (
        said(
            compare(names("the strip head"), ANY, "higher", "64.7", "61.0"),
            "With Conv, the strip head raises accuracy from 61.0 to 64.7",
            method="the strip head",
            metric="accuracy",
        ),
        HEADS,
        "supported",
    ),
    "a difference of levels that stands on another row": (
        said(
            Difference(
                subject=names("the strip head"),
                reference=names("the mean head"),
                claimed=parse("3.5"),
                direction="better",
            ),
            "With Conv, the strip head leads the mean head by 3.5 points of accuracy",
            method="the strip head",
            metric="accuracy",
        ),
        HEADS,
        "contradicted",
    ),
    "a difference of levels that may stand on any row": (
        said(
            Difference(
                subject=names("the strip head"),
                reference=names("the mean head"),
                claimed=parse("5.9"),
                direction="better",
            ),
            "Under noise, the strip head leads the mean head by 5.9 points of accuracy",
            method="the strip head",
            metric="accuracy",
        ),
        HEADS,
        "undecided",
    ),
    "a value of a row that lacks what the clause takes away": (
        said(
            Value(select=names("Net"), claimed=parse("80.2")),
            "Without gating, the accuracy of Net drops to 80.2",
            metric="accuracy",
        ),
        LESS,
        "supported",
    ),
    "a value of a row that lacks a part which no row is without": (
        said(
            Value(select=names("Net"), claimed=parse("81.7")),
            "Without dropout, the accuracy of Net drops to 81.7",
            metric="accuracy",
        ),
        LESS,
        "undecided",
    ),
    "a difference with its sign in a word": (
        said(
            Difference(
                subject=names("w/o attention"),
                reference=names("the full model"),
                claimed=parse("3.2"),
                direction="worse",
            ),
            "Removing attention costs 3.2 points of accuracy against the full model",
            metric="accuracy",
        ),
        ABLATION,
        "supported",
    ),
    "a difference that is not so large": (
        said(
            Difference(
                subject=names("w/o attention"),
                reference=names("the full model"),
                claimed=parse("4.7"),
                direction="worse",
            ),
            "Removing attention costs 4.7 points of accuracy against the full model",
            metric="accuracy",
        ),
        ABLATION,
        "contradicted",
    ),
    "the best of its column": (
        said(
            Superlative(subject=names("GAT"), among=ANY, order="best"),
            "GAT performs best on Cora",
            benchmark="Cora",
        ),
        NODES,
        "supported",
    ),
    "not the best of its column": (
        said(
            Superlative(subject=names("Fixed"), among=ANY, order="lowest"),
            "Fixed reaches the lowest FID on Cats",
            benchmark="Cats",
            metric="FID",
        ),
        FIDS,
        "contradicted",
    ),
    "a shared first place": (
        said(
            Superlative(subject=names("GAT"), among=ANY, order="best"),
            "GAT performs best on Pubmed",
            benchmark="Pubmed",
        ),
        NODES,
        "contradicted",
    ),
    "a mean with its spread": (
        said(
            MeanSd(select=names("Alpha"), claimed=parse("91.25 ± 0.31")),
            "Alpha has an accuracy of 91.25 ± 0.31",
            metric="accuracy",
        ),
        SPREAD,
        "supported",
    ),
    "a mean with another's spread": (
        said(
            MeanSd(select=names("Alpha"), claimed=parse("91.25 ± 0.45")),
            "Alpha has an accuracy of 91.25 ± 0.45",
            metric="accuracy",
        ),
        SPREAD,
        "contradicted",
    ),
    "a range that holds every row": (
        said(
            Range(select=ANY, low=parse("70.3"), high=parse("72.5"), attained=True),
            "accuracy on Citeseer lies between 70.3 and 72.5",
            benchmark="Citeseer",
            metric="accuracy",
        ),
        NODES,
        "supported",
    ),
    "training accuracy where only another split is printed": (
        said(
            Value(select=names("Ours"), claimed=parse("0.912")),
            "Our model reaches a training accuracy of 0.912",
            metric="training accuracy",
        ),
        results("t", ("metrics",), ("Test Accuracy", "Val Loss"), "Ours: 0.912 0.412", "Base: 0.9 0.5"),
        "undecided",
    ),
    "a number of one digit that many cells hold": (
        said(
            Value(select=ANY, claimed=parse("3")),
            "the effect is about 3",
        ),
        results("t", "Accuracy", tuple("ABCDEFGH"), "X: 3 3 3 3 3 3 3 3", "Y: 1 2 4 5 6 7 8 9"),
        "undecided",
    ),
}  # fmt: skip
