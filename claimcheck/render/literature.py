"""Which works does a report rest on: the paper, what was asked about it, and the methods used?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.record import Report
from claimcheck.render.places import address

DOI = "https://doi.org/"


@dataclass(frozen=True)
class Work:
    """An entry of the bibliography, and what the report takes from it."""

    key: str
    """For `\\cite`: letters alone."""
    use: str
    text: str
    href: str = ""


METHODS: tuple[Work, ...] = (
    Work(
        "wilson", "intervals of shares",
        "E. B. Wilson. Probable inference, the law of succession, and statistical inference. "
        "Journal of the American Statistical Association 22(158), 1927, 209–212.",
        f"{DOI}10.1080/01621459.1927.10502953",
    ),
    Work(
        "newcombe", "intervals of differences between shares",
        "R. G. Newcombe. Interval estimation for the difference between independent proportions: "
        "comparison of eleven methods. Statistics in Medicine 17(8), 1998, 873–890.",
    ),
    Work(
        "fisher", "exact tests of small test sets",
        "R. A. Fisher. On the interpretation of χ² from contingency tables, and the calculation of "
        "P. Journal of the Royal Statistical Society 85(1), 1922, 87–94.",
        f"{DOI}10.2307/2340521",
    ),
    Work(
        "holm", "p values of several comparisons",
        "S. Holm. A simple sequentially rejective multiple test procedure. Scandinavian Journal of "
        "Statistics 6(2), 1979, 65–70.",
    ),
    Work(
        "student", "tests and intervals over paired seeds",
        "Student. The probable error of a mean. Biometrika 6(1), 1908, 1–25.",
        f"{DOI}10.1093/biomet/6.1.1",
    ),
    Work(
        "efron", "bootstrap intervals",
        "B. Efron. Bootstrap methods: another look at the jackknife. The Annals of Statistics "
        "7(1), 1979, 1–26.",
        f"{DOI}10.1214/aos/1176344552",
    ),
    Work(
        "schuirmann", "tests for no effect within a margin",
        "D. J. Schuirmann. A comparison of the two one-sided tests procedure and the power "
        "approach for assessing the equivalence of average bioavailability. Journal of "
        "Pharmacokinetics and Biopharmaceutics 15(6), 1987, 657–680.",
        f"{DOI}10.1007/BF01068419",
    ),
    Work(
        "grim", "whether a printed share is possible at its n",
        "N. J. L. Brown and J. A. J. Heathers. The GRIM test: a simple technique detects numerous "
        "anomalies in the reporting of results in psychology. Social Psychological and "
        "Personality Science 8(4), 2017, 363–369.",
        f"{DOI}10.1177/1948550616673876",
    ),
    Work(
        "spearman", "rank correlations",
        "C. Spearman. The proof and measurement of association between two things. The American "
        "Journal of Psychology 15(1), 1904, 72–101.",
        f"{DOI}10.2307/1412159",
    ),
    Work(
        "roy", "the effective rank of features",
        "O. Roy and M. Vetterli. The effective rank: a measure of effective dimensionality. 15th "
        "European Signal Processing Conference, 2007, 606–610.",
    ),
)  # fmt: skip
CHECKS: dict[str, tuple[str, ...]] = {
    "sampling-error": ("wilson", "newcombe"),
    "multiplicity": ("holm",),
    "paired-seeds": ("student", "holm", "efron", "schuirmann"),
    "grim": ("grim",),
    "association": ("spearman",),
    "collapse-watch": ("roy",),
}
"""By check: the works that it follows."""


def works(report: Report) -> tuple[Work, ...]:
    """What the report cites, in the order in which it speaks of it."""
    used = _used(report)
    return (*_sources(report), *(work for work in METHODS if work.key in used))


def _sources(report: Report) -> Iterator[Work]:
    named = (", ".join(report.authors), report.title or report.paper, report.paper)
    published = f", {report.published}" if report.published else ""
    text = ". ".join(dict.fromkeys(filter(None, named)))
    yield Work(
        "paper", "the paper whose claims are checked", f"{text}{published}.",
        address(report.paper) or address(report.source),
    )  # fmt: skip
    uses = {"released": "the released results", "rerun": "the reruns"}
    for i, witness in enumerate(w for w in report.witnesses if w.witness in uses):
        digest = f"sha256 {witness.digest}" if witness.digest else ""
        parts = (witness.source, witness.note, digest)
        yield Work(
            f"{witness.witness}{chr(ord('a') + i % 26)}", uses[witness.witness],
            f"{'; '.join(filter(None, parts))}.", address(witness.source),
        )  # fmt: skip
    tool = report.tool or "claimcheck"
    yield Work("claimcheck", "the program that checked it", f"{tool}: is that number true?")


def _used(report: Report) -> set[str]:
    findings = [*report.findings, *(f for v in report.verdicts for f in v.findings)]
    keys = {key for f in findings for key in CHECKS.get(f.check, ())}
    exact = any("Fisher" in f.says for f in findings if f.check == "sampling-error")
    watched = any("effective_rank" in run.curves for run in report.runs)
    return keys | ({"fisher"} if exact else set()) | ({"roy"} if watched else set())
