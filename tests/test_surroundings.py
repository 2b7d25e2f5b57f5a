from __future__ import annotations

import pytest

from claimcheck.record import Block, Claim, Comparison, Paper, Place, Select, Sentence
from claimcheck.surroundings import LONGEST, passages

TEXTS = [
    ["We trained two models.", "Ours gains 2.7 points on Cars.", "The rest did not move."],
    ["Ours gains 9.9 points on Boats, all told.", "It is fast."],
    ["It is fast.", "Boats are 3.1 points\n better."],
]


def paper(texts: list[list[str]]) -> Paper:
    blocks, at = [], 0
    for block in texts:
        start, sentences = at, []
        for text in block:
            sentences.append(Sentence(text=text, where=Place(start=at, end=at + len(text))))
            at += len(text) + 1
        where = Place(start=start, end=at - 1)
        blocks.append(
            Block(kind="paragraph", text=" ".join(block), where=where, sentences=tuple(sentences))
        )
        at += 1
    return Paper(id="x", source="x.html", format="html", digest="0" * 64, blocks=tuple(blocks))


def claim(quote: str, **where: object) -> Claim:
    compared = Comparison(subject=Select(), reference=Select(), direction="better")
    return Claim(id="c", quote=quote, predicate=compared, where=Place.model_validate(where))


PLACED = [
    ("Ours gains 2.7 points on Cars.", {"start": 23}, ("We trained two models.", "The rest did not move.")),
    ("Ours gains 2.7 points on Cars.", {}, ("We trained two models.", "The rest did not move.")),
    ("Ours gains 2.7 points on Cars.", {"start": 9999}, ("We trained two models.", "The rest did not move.")),
    ("Ours gains 9.9 points on Boats, al…", {}, ("", "It is fast.")),
    ("Boats are 3.1 points better.", {}, ("It is fast.", "")),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "where", "around"), PLACED)
def test_a_claim_has_the_sentences_beside_its_own(
    quote: str, where: dict[str, object], around: tuple[str, str]
) -> None:
    found = passages(paper(TEXTS), [claim(quote, **where)])["c"]
    assert (found.before, found.after) == around


UNPLACED = [
    ("It is fast.", {}, "too short and there twice"),
    ("Ours gains 2.8 points on Cars.", {"start": 23}, "not what stands at the place"),
    ("Ours gains 2.7 points on Cars.", {"table": "t", "row": 1}, "a cell"),
    ("", {"start": 0}, "no quote"),
]


@pytest.mark.parametrize(("quote", "where", "_why"), UNPLACED, ids=[u[2] for u in UNPLACED])
def test_a_quote_that_is_not_there_once_has_no_surroundings(
    quote: str, where: dict[str, object], _why: str
) -> None:
    assert passages(paper(TEXTS), [claim(quote, **where)]) == {}


def test_the_place_tells_two_equal_sentences_apart() -> None:
    texts = [
        ["One.", "Ours is better by 1.0.", "Two."],
        ["Three.", "Ours is better by 1.0.", "Four."],
    ]
    second = paper(texts).text.rindex("Ours")
    assert (
        passages(paper(texts), [claim("Ours is better by 1.0.", start=second)])["c"].before
        == "Three."
    )


def test_a_long_neighbour_is_cut_at_a_word() -> None:
    long = "word " * 200 + "end."
    found = passages(
        paper([[long, "Ours gains 2.7 points on Cars.", long]]),
        [claim("Ours gains 2.7 points on Cars.")],
    )["c"]
    assert found.before.startswith("… word ") and found.before.endswith("end.")
    assert found.after.startswith("word ") and found.after.endswith("word …")
    assert max(len(found.before), len(found.after)) <= LONGEST + 2
