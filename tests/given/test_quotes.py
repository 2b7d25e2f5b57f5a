"""A quote and a sentence in, how the one stands in the other out."""

import pytest

from claimcheck import claimset
from claimcheck.given import quotes
from claimcheck.record import Claim, Place, Sentence, StatedClaim

TEXT = "Lattice improves accuracy on Cars by 1.7 points over the baseline, and costs nothing."
CASES = [
    # quote, whether it breaks off, how it is held, numbers that the sentence has not
    ("Lattice improves accuracy on Cars by 1.7 points over the baseline", False, "exact", ()),
    ("“lattice improves  accuracy on cars by 1.7 points over the baseline.”", False, "exact", ()),
    ("Lattice improves accuracy on Cars by 1.7 points over the base", True, "truncated", ()),
    ("Lattice improves accuracy on Cars by 3.7 points over the base", True, "fuzzy", ("3.7",)),
    ("Lattice improved the accuracy on Cars by 1.7 points over the baseline, and costs nothing.",
     False, "fuzzy", ()),
    ("Lattice improves accuracy on Cars by −1.7 points over the baseline, and costs nothing.",
     False, "fuzzy", ("-1.7",)),
    ("Prism hears everything in the harbour at 8.4.", False, None, ()),
    ("on Cars", False, None, ()),
    ("", False, None, ()),
    ("…", True, None, ()),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "cut", "held", "other"), CASES)
def test_a_quote_is_found_word_for_word_cut_off_or_in_like_words(
    quote: str, cut: bool, held: str | None, other: tuple[str, ...]
) -> None:
    found = quotes.find(
        StatedClaim(quote=quote, truncated=cut),
        quotes.Text((Sentence(text=TEXT, where=Place(line=3)),)),
    )
    assert (found.held if found else None) == held
    assert (found.other if found else ()) == other


def known(name: str) -> Claim:
    folder = claimset.folder("2605.17165")
    assert folder is not None
    return next(c for c in claimset.read(folder / "claims.yaml").claims if c.id == name)


CHANGED = [
    ("ld-ssv2", "+5.02", "+6.02"),
    ("ld-ssv2", "+5.02", "-5.02"),
    ("fwm-ld-in100", "-10.14", "-1.14"),
    ("in100-losses", "10 of 14", "12 of 14"),
    ("kinematic-tradeoff", "2.9", "3.9"),
    ("fwm-hw-ld-gains", "+3.21", "+9.21"),
]


@pytest.mark.parametrize(("name", "old", "new"), CHANGED)
def test_a_changed_number_takes_its_place_in_the_claim(name: str, old: str, new: str) -> None:
    claim = known(name)
    made = quotes.renumbered(claim, claim.quote.replace(old, new))
    assert made is not None
    before, after = claim.model_dump_json(), made.model_dump_json()
    assert before != after
    assert made.predicate != claim.predicate or made.also != claim.also
    assert claim.predicate.kind == made.predicate.kind


@pytest.mark.parametrize(
    "quote",
    [
        "LD-JEPA loses +5.02 pp on SSv2, the largest temporal reasoning gain in the table.",
        "LD-JEPA achieves +5.02 pp on SSv3, the largest temporal reasoning gain in the table.",
        "LD-JEPA achieves +5.02 pp on SSv2.",
        "",
    ],
)
def test_other_words_are_another_claim(quote: str) -> None:
    assert quotes.renumbered(known("ld-ssv2"), quote) is None
