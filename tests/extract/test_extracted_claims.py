"""Which sentences of a paper are claims, and with what around them are they handed on?"""

import time
from pathlib import Path

import pytest

from claimcheck.extract import extract
from claimcheck.parsers import html
from claimcheck.parsers.sentences import blocks
from claimcheck.record import BlockKind, Cell, Document, Paper, Place, Table

Piece = tuple[BlockKind, str, str]

TABLE = Table(
    id="t1",
    caption="Test accuracy (%) and loss.",
    header_rows=1,
    header_columns=1,
    cells=tuple(
        Cell(row=r, column=c, text=text, bold=text in ("84.2", "0.31"))
        for r, row in enumerate(
            [
                ["Method", "Accuracy", "Loss"],
                ["Baseline", "81.0", "0.42"],
                ["Variant", "82.5", "0.31"],
                ["Ours", "84.2", "0.35"],
            ]
        )
        for c, text in enumerate(row)
    ),
)


def paper(*pieces: Piece, tables: tuple[Table, ...] = ()) -> Paper:
    placed = [(kind, text, Place(section=section)) for kind, section, text in pieces]
    return Paper(id="p", source="p", format="html", digest="", blocks=blocks(placed), tables=tables)


NO_CLAIMS: list[Piece] = [
    ("paragraph", "Related Work", "Prior work improves accuracy by 3.2% over the baseline."),
    ("paragraph", "References", "Improving accuracy by 3.2%."),
    ("paragraph", "Experimental Setup", "We train for 100 epochs with a learning rate of 0.001."),
    ("paragraph", "Experimental Setup", "Dropout is set to 0.1 and accuracy is reported."),
    ("paragraph", "Method", "We propose a faster and more accurate model."),
    ("paragraph", "Results", "The data set contains 50,000 images from 100 classes."),
    ("paragraph", "Results", "Table 3 reports the mean over 5 seeds."),
    ("paragraph", "Results", "Figure 2 shows the training loss of all models."),
    ("paragraph", "Introduction", "Transformers outperform recurrent networks [3]."),
    ("paragraph", "Results", "Smith et al. (2020) achieved 28.4 BLEU."),
    ("paragraph", "Conclusion", "Future work could improve accuracy by 5%."),
]


@pytest.mark.parametrize("piece", NO_CLAIMS)
def test_what_is_not_a_result_of_the_paper_is_no_claim(piece: Piece) -> None:
    assert extract(paper(piece)) == ()


CLAIMS: list[tuple[Piece, str]] = [
    (("abstract", "", "Our model improves accuracy by 3.2 points."), "difference"),
    (("paragraph", "Results", "Our model reaches 84.2% accuracy."), "value"),
    (("paragraph", "Conclusions and Future Work", "Our model reaches 84.2% accuracy."), "value"),
    (("paragraph", "Experimental Setup", "The baseline achieved 81.0% accuracy."), "value"),
    (("caption", "Results", "Ours is best at 84.2% accuracy."), "value"),
    (("title", "", "A nine-experiment study"), "constant"),
    (("paragraph", "", "Our model outperforms the baseline."), "comparison"),
]


@pytest.mark.parametrize(("piece", "kind"), CLAIMS)
def test_results_are_claims_wherever_they_stand(piece: Piece, kind: str) -> None:
    assert kind in [c.kind for c in extract(paper(piece, tables=(TABLE,)))[:-2]]


def test_a_claim_says_where_it_stands_and_what_stands_around_it() -> None:
    found = paper(
        ("heading", "Results", "Results"),
        ("paragraph", "Results", "The full model is strong. It improves as follows:"),
        ("item", "Results", "Moons: 3.3% improvement (from 0.090 to 0.093), a first."),
    )
    (claim,) = extract(found)
    assert claim.id == "results-1"
    assert claim.quote == "Moons: 3.3% improvement (from 0.090 to 0.093), a first."
    assert claim.numbers == ("3.3%", "0.090", "0.093")
    start, end = claim.where.start, claim.where.end
    assert found.text[start:end] == "3.3% improvement (from 0.090 to 0.093)"
    assert claim.context == (
        "3.3% improvement (from 0.090 to 0.093)",
        claim.quote,
        "It improves as follows:",
        "The full model is strong.",
        "Results",
    )


def test_flags_tell_scope_and_hedge() -> None:
    text = "This suggests that our model consistently outperforms the baseline on every task."
    (claim,) = extract(paper(("paragraph", "Results", text)))
    assert claim.flags == ("all", "hedged")


def test_a_single_bold_value_in_a_column_claims_to_be_the_best() -> None:
    found = extract(paper(tables=(TABLE,)))
    assert [(c.method, c.metric, c.numbers) for c in found] == [
        ("Variant", "Loss", ("0.31",)),
        ("Ours", "Accuracy", ("84.2",)),
    ]
    assert {c.flags for c in found} == {("bold",)}


def test_two_bold_values_are_emphasis() -> None:
    both = tuple(c.model_copy(update={"bold": c.column == 1 and c.row > 1}) for c in TABLE.cells)
    assert extract(paper(tables=(TABLE.model_copy(update={"cells": both}),))) == ()


PAPERS = ["layerwise_lr_grokking", "grid_based_noise_adaptation", "cotformer"]


@pytest.mark.parametrize("name", PAPERS)
def test_a_real_paper_gives_claims_that_lie_in_its_text(name: str, data: Path) -> None:
    file = data / "papers" / name / f"{name}.html"
    document = Document(source=str(file), format="html", files={file.name: file.read_bytes()})
    real = html.parse(document)
    began = time.process_time()
    found = extract(real)
    assert time.process_time() - began < 5
    assert 15 < len(found) < 100
    assert len({c.id for c in found}) == len(found)
    for claim in (c for c in found if "bold" not in c.flags):
        assert claim.quote in real.text
        assert real.text[claim.where.start : claim.where.end] in claim.quote
    assert found == extract(real)


def test_a_subject_that_is_named_again_is_no_pronoun() -> None:
    text = "Ours reaches an accuracy of 84.2. {} has a loss of 0.35."
    for who, expected in (("Ours", False), ("It", True)):
        claims = extract(paper(("paragraph", "Results", text.format(who)), tables=(TABLE,)))
        (found,) = [c for c in claims if c.numbers == ("0.35",)]
        assert ("pronoun" in found.flags) == expected


def test_what_a_method_needs_is_a_result() -> None:
    text = "Ours needs 61,000 steps, and the baseline needs 84,000 steps."
    numbers = {n for c in extract(paper(("paragraph", "Results", text))) for n in c.numbers}
    assert numbers == {"61,000", "84,000"}
