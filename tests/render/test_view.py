from __future__ import annotations

from typing import Any, get_args

import pytest

from claimcheck.record import Cell, Outcome, Report, Table, WitnessRecord
from claimcheck.render.glossary import ABSENT, CAUTIONS, REASONS, SYMBOLS
from claimcheck.render.standing import tally
from claimcheck.render.view import view


def changed(report: Report, **fields: Any) -> Report:
    return report.model_copy(update=fields)


def test_the_tally_counts_each_witness_and_names_the_silent_ones(report: Report) -> None:
    assert tally(report) == (
        "paper: 1 supported, 1 without a verdict"
        " · released: 1 contradicted, 1 undecided · rerun: not run"
    )


def test_the_tally_says_that_the_paper_was_not_read(report: Report) -> None:
    released = [v for v in report.verdicts if v.witness == "released"]
    summary = [s.model_copy(update={"paper": None}) for s in report.summary]
    alone = changed(report, verdicts=tuple(released), summary=tuple(summary), witnesses=())
    assert tally(alone) == (
        "released: 1 contradicted, 1 undecided · paper: not read · rerun: not run"
    )


def test_without_a_summary_the_rows_are_read_off_the_verdicts(report: Report) -> None:
    rows = view(changed(report, summary=())).rows
    assert [[m.outcome for m in r.marks] for r in rows] == [
        ["supported", "undecided", None],
        [None, "contradicted", None],
    ]
    assert [c.code for c in rows[0].cautions] == ["seed-noise", "brand-new"]


def test_a_report_of_nothing_is_a_report() -> None:
    empty = view(Report(paper="x"))
    assert (empty.tally, empty.rows, empty.claims) == (
        "paper: not read · released: none given · rerun: not run", (), (),
    )  # fmt: skip


NOTICES: list[tuple[dict[str, Any], str]] = [
    ({"origin": "extracted"}, "The claims were taken from the document itself"),
    ({"origin": "file"}, "The claims were read from a claims file"),
    (
        {"origin": "shipped"},
        "The claims ship with claimcheck. Their quotes come from: https://arxiv",
    ),
    (
        {
            "origin": "shipped",
            "witnesses": (),
            "tables": (),
            "source": "the synthesis",
            "claims": (),
        },
        "The paper itself was not read. The claims ship with claimcheck."
        " Their quotes come from: the synthesis.",
    ),
]


@pytest.mark.parametrize(("fields", "start"), NOTICES)
def test_the_notice_says_where_the_claims_come_from(
    fields: dict[str, Any], start: str, report: Report
) -> None:
    assert view(changed(report, **fields)).notice.startswith(start)


def test_deciding_cells_are_marked_with_their_claims(report: Report) -> None:
    squares = [s for row in view(report).tables[0].rows for s in row]
    assert [(s.text, [c.id for c in s.claims]) for s in squares if s.marked] == [
        ("61.20", ["c01"]),
        ("63.70", ["c01"]),
    ]


def test_a_claim_shows_the_header_and_its_deciding_rows_alone(report: Report) -> None:
    deciding = report.verdicts[0]
    one = deciding.model_copy(update={"evidence": deciding.evidence[:1]})
    table = view(changed(report, verdicts=(one,))).claims[0].verdicts[0].tables[0]
    assert [[s.text for s in row if not s.covered] for row in table.rows] == [
        ["Method", "Accuracy"],
        ["Method", "Near", "Far"],
        ["mixed", "63.70", "39.00"],
    ]
    assert table.cut


def test_each_line_of_evidence_leads_to_what_shows_it(report: Report) -> None:
    paper, released = view(report).claims[0].verdicts
    assert [p.anchor for p in paper.proofs] == [
        f"{view(report).tables[0].anchor}-3-1",
        f"{view(report).tables[0].anchor}-2-1",
    ]
    assert [p.anchor for p in released.proofs] == ["result-3"]


def test_statistics_stand_once_beside_the_finding_that_made_them(report: Report) -> None:
    paper = report.verdicts[0]
    merged = paper.statistics | {"seeds": dict(paper.findings[0].statistics)}
    both = paper.model_copy(update={"statistics": merged})
    shown = view(changed(report, verdicts=(both,))).claims[0].verdicts[0]
    assert [n.name for n in shown.statistics] == ["z"]
    assert [n.name for n in shown.findings[0].statistics] == ["gap", "t"]


def test_how_the_sentence_was_read_is_told_without_what_was_not_set(report: Report) -> None:
    facts = {f.name: f.text for f in view(report).claims[0].facts}
    assert facts["read as"] == (
        "a difference (subject: method mixed, benchmark Near; reference: method plain; claimed: 2.50)"
    )


def test_what_the_synthesis_says_stands_beside_the_verdict(report: Report) -> None:
    stated = {f.name: f.text for f in view(report).claims[0].stated}
    assert stated == {
        "its quote": "Mixing gains +2.50 po",
        "that quote": "breaks off in the middle of the sentence",
        "its flag": "× not verified",
        "its confidence": "0.07",
    }


COMMANDS: list[tuple[dict[str, Any], str]] = [
    ({}, "claimcheck verify 1234.56789v1 --released 'my results'"),
    ({"origin": "shipped"}, "claimcheck verify 1234.56789v1"),
    ({"paper": "x", "source": "a b;c.pdf", "witnesses": ()}, "claimcheck verify 'a b;c.pdf'"),
]


@pytest.mark.parametrize(("fields", "command"), COMMANDS)
def test_the_command_line_can_be_pasted_into_a_shell(
    fields: dict[str, Any], command: str, report: Report
) -> None:
    assert view(changed(report, **fields)).commands[0] == command


def test_a_table_of_unreasonable_spans_is_named_but_not_laid_out() -> None:
    cell = Cell(row=0, column=0, text="x", rowspan=10**9, colspan=10**9)
    shown = view(Report(paper="x", tables=(Table(id="t", cells=(cell,)),))).tables[0]
    assert (shown.rows, shown.doubts) == ((), ("it is too large to be shown",))


def test_overlapping_cells_each_keep_a_place_of_one_position() -> None:
    wide = Cell(row=0, column=0, text="wide", colspan=2)
    table = Table(
        id="t", cells=(wide, Cell(row=0, column=1, text="over"), Cell(row=1, column=2, text="z"))
    )
    rows = view(Report(paper="x", tables=(table,))).tables[0].rows
    assert [[s.text for s in r] for r in rows] == [["wide", "over", ""], ["", "", "z"]]
    assert all((s.rowspan, s.colspan, s.covered) == (1, 1, False) for r in rows for s in r)


def test_a_witness_that_was_not_asked_is_not_called_absent(report: Report) -> None:
    witness = WitnessRecord(witness="rerun", source="runs")
    shown = view(changed(report, witnesses=(*report.witnesses, witness)))
    assert shown.rows[0].marks[2].title == "this witness was not asked"
    assert view(report).rows[0].marks[2].title == "no such witness"


def test_the_glossary_is_complete_for_outcomes_and_in_sentences() -> None:
    assert set(SYMBOLS) == set(get_args(Outcome))
    assert set(ABSENT) == {"paper", "released", "rerun"}
    assert all(text[0].isupper() and text.endswith(".") for text in (REASONS | CAUTIONS).values())
