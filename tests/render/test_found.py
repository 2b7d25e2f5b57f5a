from __future__ import annotations

import pytest

from claimcheck.record import Outcome, Verdict, Witness
from claimcheck.render.found import found

READ: list[tuple[Witness, Outcome, str, list[tuple[str, str]]]] = [
    ("paper", "supported", "63.70 − 61.20 = +2.50; claimed +2.50", [("", "+2.50")]),
    ("paper", "contradicted", "Cars: 64.0 − 62.3 = +1.7; claimed 2.7 points better", [("", "+1.7")]),
    ("released", "supported", "Cars: 8.68 − 8.38 = +0.30; Boats: 3.45 − 2.07 = +1.38; better in 2 of 2 · Cars: 8.68 − 8.38 = +0.30; claimed +0.30 pp · Boats: 3.45 − 2.07 = +1.38; claimed +1.38 pp", [("", "+0.30"), ("", "+1.38")]),
    ("released", "contradicted", "a on X: −2.80; b on X: −2.54; c on X: −2.39 lies outside −2.9 to −2.5; d on X: −2.90; claimed −2.9 to −2.5, 3 of 4 inside [contradicted]", [("", "−2.90 to −2.39")]),
    ("paper", "supported", "a on X: 0.248; b on X: 0.286; claimed 0.25 to 0.29, 2 of 2 inside", [("a on X", "0.248"), ("b on X", "0.286")]),
    ("paper", "supported", "10 of 14 with complete results (11 of 15 with the incomplete ones): ac −13.16; claimed 10 of 14", [("", "10 of 14")]),
    ("paper", "supported", "ld is number 1 of 15 from the best: ld +5.02, hw −2.09", [("", "rank 1 of 15")]),
    ("paper", "supported", "fac is number 2 of 15 from the worst: fac −16.28, ac −13.16", [("", "rank 2 of 15 from the worst")]),
    ("paper", "contradicted", "A: 1 − 2 = −1; B: 3 − 2 = +1; better in 1 of 2", [("", "better in 1 of 2")]),
    ("paper", "supported", "A: 3 − 2 = +1; better in 1 of 1", [("", "+1")]),
    ("paper", "supported", "from 0.354 to 0.345: −2.5 %; claimed 2.5%", [("", "−2.5 %")]),
    ("paper", "supported", "0.944 ± 0.003; claimed 0.944 ± 0.003", [("", "0.944 ± 0.003")]),
    ("paper", "supported", "79.91 / 37.42 = 2.1; claimed doubled", [("", "2.1")]),
    ("paper", "supported", "S6.T1 lists 5: a, b, c, d, e", [("", "5")]),
    ("released", "supported", "x: 0.035888671875; claimed 0.0359", [("", "0.03589")]),
    ("released", "contradicted", "the sentence says 0.345; Ours has 0.35016283464251463", [("", "0.3502")]),
    ("paper", "undecided", "what it speaks of is not certain; one reading: 0.9 / 0.3 = 2.9; claimed ~4×", []),
    ("paper", "undecided", "no number in the paper's tables speaks of it", []),
    ("rerun", "supported", "a − b on X = −9.44 (95 % interval −15.84 to −3.05, 3 seeds, p 0.024) [supported]", [("", "−9.44")]),
    ("rerun", "undecided", "a − b on X = −9.44 (95 % interval −15.84 to −3.05, 3 seeds, p 0.024) [supported]; a − b on Y = +0.50 (95 % interval −1.00 to +2.00, 3 seeds, p 0.9) [undecided]", [("X", "−9.44"), ("Y", "+0.50")]),
    ("rerun", "undecided", "2 of 14 as claimed, 0 the other way, 0 without effect, 12 open: a − b on X = −3.18 (95 % interval −10 to +3, 5 seeds, p 1) [undecided]", [("", "2 of 14 as claimed")]),
    ("rerun", "contradicted", "a − b on X = +3.61 (95 % interval +0.18 to +7.05, 3 seeds, p 0.18) [undecided]; implied: a − untrained on X = +0.00 (95 % interval +0.00 to +0.00, 3 seeds, p 1) [no-effect]", []),
    ("rerun", "supported", "the width of the encoder's embedding, counted: 768; claimed 768", [("", "768")]),
    ("paper", "supported", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("witness", "outcome", "because", "figures"), READ)
def test_the_figure_found_is_read_off_the_arithmetic(
    witness: Witness, outcome: Outcome, because: str, figures: list[tuple[str, str]]
) -> None:
    verdict = Verdict(
        claim="c", quote="q", witness=witness, check="x", outcome=outcome, because=because
    )
    assert [(f.name, f.figure) for f in found(verdict)] == figures


def test_every_decided_kind_of_a_real_paper_has_a_figure() -> None:
    from pathlib import Path

    from claimcheck.pipeline import Request, verify

    fixtures = Path(__file__).parents[1] / "fixtures"
    report = verify(Request(str(fixtures / "paper.html"), released=fixtures / "results"))
    decided = [v for v in report.verdicts if v.outcome in ("supported", "contradicted")]
    assert len(decided) >= 4
    assert all(found(v) for v in decided)
