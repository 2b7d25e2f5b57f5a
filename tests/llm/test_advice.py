"""Does what a model proposes count where the program confirms it, and change nothing where not?"""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from chat import KEY, Model, Run, bindings, claims, reply
from loopback import Answer

from claimcheck.llm import adviser, excerpts

RIVER: dict[str, Any] = {
    "quote": "River stands at 48.35",
    "kind": "value",
    "numbers": ["48.35"],
    "benchmark": "River",
}
WRONG = RIVER | {
    "quote": "With Shaken, River stands at 43.05",
    "numbers": ["43.05"],
    "method": "Shaken",
}
SIEVE = "results-3"
TRAY = "results-4"
NAMED: dict[str, Any] = {
    "claim": SIEVE,
    "method": ["Ours"],
    "baseline": ["Baseline"],
    "benchmark": ["River"],
}


def verdicts(out: str) -> dict[str, dict[str, Any]]:
    return {v["claim"]: v for v in json.loads(out)["verdicts"] if v["witness"] == "paper"}


def verify(run: Run, page: Path, model: Model) -> dict[str, dict[str, Any]]:
    code, out, _ = run("verify", str(page), "--json", ask=model)
    assert code == 1  # for results-2 is wrong, whoever is asked
    return verdicts(out)


def alone(run: Run, page: Path) -> dict[str, Any]:
    """What is said without a model, but for the time."""
    _, out, _ = run("verify", str(page), "--json")
    answer: dict[str, Any] = json.loads(out)
    return answer


def test_without_a_model_two_claims_are_open(run: Run, page: Path) -> None:
    found = verdicts(run("verify", str(page), "--json")[1])
    assert [(v["outcome"], v["reason"]) for v in found.values()] == [
        ("supported", "agrees"),
        ("contradicted", "disagrees"),
        ("undecided", "no-reference"),
        ("undecided", "no-reference"),
    ]


def test_a_claim_that_was_missed_is_added_marked_and_checked(
    run: Run, page: Path, model: Model
) -> None:
    model.says(claims(RIVER), bindings())
    found = verify(run, page, model)["proposed-1"]
    assert found["outcome"] == "supported"
    assert found["proposed_by"] == "pebble-7"
    assert "model-proposed" in found["cautions"]
    assert "48.35" in found["because"]


def test_a_wrong_claim_that_a_model_proposed_is_not_called_contradicted(
    run: Run, page: Path, model: Model
) -> None:
    model.says(claims(WRONG), bindings())
    found = verify(run, page, model)["proposed-1"]
    assert (found["outcome"], found["reason"]) == ("undecided", "model-unconfirmed")
    assert "41.05; claimed 43.05" in found["because"]
    assert any("Shaken on River" in c for c in found["candidates"])


def test_names_from_the_tables_decide_an_open_claim_and_are_marked(
    run: Run, page: Path, model: Model
) -> None:
    model.says(claims(), bindings(NAMED))
    found = verify(run, page, model)
    assert found[SIEVE]["outcome"] == "supported"
    assert "48.35 − 44.10 = +4.25" in found[SIEVE]["because"]
    assert found[SIEVE]["proposed_by"] == "pebble-7"
    assert found[SIEVE]["cautions"][-1] == "model-proposed"
    assert not found["results-1"]["proposed_by"]


def test_a_reading_that_the_numbers_do_not_confirm_stays_undecided_with_its_candidates(
    run: Run, page: Path, model: Model
) -> None:
    model.says(claims(), bindings(NAMED | {"claim": TRAY}))
    found = verify(run, page, model)[TRAY]
    assert (found["outcome"], found["reason"]) == ("undecided", "model-unconfirmed")
    assert "as pebble-7 reads it, River: 48.35 − 44.10 = +4.25" in found["because"]
    assert any("Ours on River" in c for c in found["candidates"])


def test_a_claim_of_a_model_is_a_persons_once_it_is_reviewed(
    run: Run, page: Path, model: Model, tmp_path: Path
) -> None:
    model.says(claims(WRONG))
    run("extract", str(page), ask=model)
    kept = tmp_path / "claims" / "pebbles" / "claims.yaml"
    text = kept.read_text(encoding="utf-8")
    assert "proposed_by: pebble-7" in text
    unread = verdicts(run("verify", str(page), "--json")[1])["proposed-1"]
    kept.write_text(
        text.replace("- id: proposed-1\n", "- id: proposed-1\n  reviewed: true\n"),
        encoding="utf-8",
    )
    reviewed = verdicts(run("verify", str(page), "--json")[1])["proposed-1"]
    assert (unread["outcome"], unread["proposed_by"]) == ("undecided", "pebble-7")
    assert "model-proposed" in unread["cautions"]
    assert reviewed["outcome"] == "contradicted"
    assert not reviewed["proposed_by"]


def many(text: Any, key: str = "claims") -> Answer:
    return reply({key: text})


NESTED = "[" * 100_000 + "]" * 100_000
BAD_CLAIMS: list[tuple[str, Answer]] = [
    ("no JSON", reply("I am sorry, I cannot help with that.")),
    ("truncated", reply('{"claims": [{"quote": "River stan')),
    ("another shape", reply({"answer": 42})),
    ("null", reply("null")),
    ("an item that is no object", claims("48.35", 7, None, [])),
    ("numbers as numbers", claims(RIVER | {"numbers": [48.35]})),
    ("an unknown kind", claims(RIVER | {"kind": "triumph"})),
    ("no quote", claims({"kind": "value", "numbers": ["48.35"]})),
    ("not a number", reply('{"claims": [NaN, Infinity]}')),
    ("deep JSON", reply('{"claims": ' + NESTED + "}")),
    ("deep envelope", Answer(('{"choices": ' + NESTED).encode())),
    ("half-open strings", reply('\\"' * 100_000)),
    ("an endless number", reply('{"claims": ' + "9" * 100_000 + "}")),
    ("an invented quote", claims(RIVER | {"quote": "River is 48.35"})),
    ("a quote cut out of a number", claims(RIVER | {"quote": "stands at 48", "numbers": ["48"]})),
    ("a number of another sentence", claims(RIVER | {"numbers": ["43.05"]})),
    ("two sentences", claims(RIVER | {"quote": "stands at 48.35. With Shaken"})),
    ("a name from nowhere", claims(RIVER | {"method": "Deep Sieve"})),
    ("HTML", claims(RIVER | {"quote": "<script>alert(48.35)</script>"})),
    ("a known claim", claims({"quote": "Ours improves accuracy on Cars by 2.7 points over the baseline.", "kind": "difference", "numbers": ["2.7"]})),
    ("the other way round", claims({"quote": "lifts accuracy by 4.25 points over the plain tray", "kind": "difference", "numbers": ["4.25"], "method": "the plain tray"})),
    ("a heap of quotes", claims(*[RIVER | {"quote": "x" * 1000}] * 500)),
    ("more than is read", reply("x" * 2_000_000)),
    ("no choices", Answer(b'{"choices": []}', kind="application/json")),
    ("no text", Answer(b'{"choices": [{"message": {"content": null}}]}')),
    ("no envelope", Answer(b"<html>busy</html>", kind="text/html")),
    ("no bytes of any text", Answer(b"\xff\xfe\x00")),
    ("nothing", Answer(b"")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "answer"), BAD_CLAIMS, ids=[name for name, _ in BAD_CLAIMS])
def test_a_bad_answer_about_claims_changes_nothing_and_is_told(
    run: Run, page: Path, model: Model, what: str, answer: Answer
) -> None:
    model.says(answer, bindings())
    expected = alone(run, page)
    code, out, err = run("verify", str(page), "--json", ask=model)
    assert code == 1
    assert json.loads(out) == expected
    assert "did not hold" in err, what
    assert "Traceback" not in err


BAD_NAMES: list[tuple[str, Answer]] = [
    ("a name that no table has", bindings(NAMED | {"method": ["Deep Sieve"]})),
    ("a name in other letters", bindings(NAMED | {"method": ["ours"]})),
    ("one that is both sides", bindings(NAMED | {"method": ["Baseline"]})),
    ("a table that is not there", bindings(NAMED | {"table": "tab:invented"})),
    ("a claim that is not there", bindings(NAMED | {"claim": "results-99"})),
    ("a claim that is decided", bindings(NAMED | {"claim": "results-2"})),
    ("nothing proposed", bindings({"claim": SIEVE})),
    ("a name as text", bindings(NAMED | {"method": "Ours"})),
    ("claims instead", claims(RIVER)),
    ("an array of rubbish", reply([[], {}, "x"])),
]  # fmt: skip


@pytest.mark.parametrize(("what", "answer"), BAD_NAMES, ids=[name for name, _ in BAD_NAMES])
def test_a_bad_answer_about_names_changes_nothing_and_is_told(
    run: Run, page: Path, model: Model, what: str, answer: Answer
) -> None:
    model.says(claims(), answer)
    expected = alone(run, page)
    _, out, err = run("verify", str(page), "--json", ask=model)
    assert json.loads(out) == expected
    assert "did not hold" in err, what


def test_no_choice_of_names_makes_a_contradiction(run: Run, page: Path, model: Model) -> None:
    rows, columns = ["Baseline", "Shaken", "Ours"], ["Cars", "River"]
    before = said(verdicts(run("verify", str(page), "--json")[1]), "contradicted")
    sides = [(m, b) for m in rows for b in rows if m != b]
    for (method, baseline), column in product(sides, columns):
        choice = {"method": [method], "baseline": [baseline], "benchmark": [column]}
        model.says(claims(WRONG), bindings(*({"claim": c} | choice for c in (SIEVE, TRAY))))
        found = verify(run, page, model)
        assert said(found, "contradicted") == before
        right = (method, baseline, column) == ("Ours", "Baseline", "River")
        assert (SIEVE in said(found, "supported")) == right


def said(found: dict[str, dict[str, Any]], outcome: str) -> set[str]:
    return {claim for claim, verdict in found.items() if verdict["outcome"] == outcome}


def test_a_round_number_that_any_choice_might_give_is_no_support(
    run: Run, page: Path, model: Model
) -> None:
    page.write_text(page.read_text(encoding="utf-8").replace("4.25 points", "4 points"))
    model.says(claims(), bindings(NAMED))
    _, out, err = run("verify", str(page), "--json", ask=model)
    assert verdicts(out)[SIEVE]["outcome"] == "undecided"
    assert "agrees by chance" in err


def test_what_held_and_what_did_not_is_counted(run: Run, page: Path, model: Model) -> None:
    model.says(claims(RIVER, RIVER | {"quote": "nowhere"}, RIVER | {"numbers": ["1"]}), bindings())
    _, _, err = run("verify", str(page), ask=model)
    assert "pebble-7 proposed 3 claims; 2 of 3 proposals did not hold: " in err
    assert "a quote that is not in one sentence of the text (1)" in err
    assert "a number that is not in its quote (1)" in err


FORMS = [
    "```json\n{}\n```",
    "Here it is:\n```\n{}\n```\nAnything else?",
    "<think>{{}} or [] maybe</think>\n{}",
    "Sure! {} Good luck.",
]


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_in_a_fence_or_amid_talk_is_read(
    run: Run, page: Path, model: Model, form: str
) -> None:
    model.says(reply(form.format(json.dumps({"claims": [RIVER]}))), bindings())
    assert verify(run, page, model)["proposed-1"]["outcome"] == "supported"


def test_what_is_asked_holds_the_text_the_tables_and_what_is_known(
    run: Run, page: Path, model: Model
) -> None:
    verify(run, page, model)
    first, second = model.questions
    assert "With the tilted sieve, River stands at 48.35." in first
    assert "Ours | 75.2 | 64.0 | 48.35" in first
    assert '"numbers": ["2.7 points"]' in first
    assert '"method": ["Baseline", "Shaken", "Ours"]' in second
    assert f'"claim": "{SIEVE}"' in second and '"claim": "results-1"' not in second
    assert KEY not in first + second


def test_a_long_paper_is_asked_about_in_a_bounded_number_of_parts(
    run: Run, page: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excerpts, "PART", 500)
    monkeypatch.setattr(adviser, "MOST_PARTS", 3)
    text = "".join(f"<p>Pebble {i} is rounder than those before it.</p>" for i in range(100))
    page.write_text(page.read_text(encoding="utf-8").replace("<h2>Set-up", f"{text}<h2>Set-up"))
    model.says(claims())
    _, _, err = run("-v", "extract", str(page), "--json", ask=model)
    assert len(model.bodies) == 3
    parts = [q.split("BEGIN TEXT\n")[1].removesuffix("\nEND TEXT") for q in model.questions]
    assert all(300 < len(part) <= 500 for part in parts)
    assert "Pebble 0 is rounder" in parts[0] + parts[1]
    assert "is asked about 3 of the text's" in err
    assert "asking pebble-7 for claims, 3 of 3" in err


@pytest.mark.parametrize("name", ["index.html", "report.tex", "report.json", "report.md"])
def test_every_report_shows_the_mark(
    run: Run, page: Path, model: Model, tmp_path: Path, name: str
) -> None:
    model.says(claims(RIVER), bindings(NAMED))
    formats = {"index.html": "html", "report.tex": "latex", "report.json": "json", "report.md": "md"}  # fmt: skip
    code, out, _ = run("report", str(page), "--format", formats[name], ask=model)
    assert code == 0
    assert "model-proposed" in out.replace("\n", "")
    text = (tmp_path / "reports" / "pebbles" / name).read_text(encoding="utf-8")
    text = text.replace(r"\allowbreak{}", "").replace("{-}", "-")
    assert "pebble-7" in text and "model-proposed" in text
    assert KEY not in text and KEY not in out


def test_one_claim_is_explained_with_its_mark(run: Run, page: Path, model: Model) -> None:
    model.says(claims(RIVER), bindings())
    _, out, _ = run("-v", "verify", str(page), "--claim", "proposed-1", ask=model)
    assert "model-proposed: A language model proposed" in " ".join(out.split())
    assert "proposed by the language model: pebble-7" in out


RUNS = {
    "baseline": {"Blocks": "71.02", "Cars": "62.31", "River": "44.103"},
    "shaken": {"Blocks": "70.01", "Cars": "61.88", "River": "41.052"},
    "ours": {"Blocks": "75.18", "Cars": "63.98", "River": "48.349"},
}


@pytest.mark.parametrize(("river", "outcome"), [("48.349", "supported"), ("47.001", "undecided")])
def test_released_results_are_asked_by_the_same_names_and_may_only_support(
    run: Run, page: Path, model: Model, tmp_path: Path, river: str, outcome: str
) -> None:
    for name, benchmarks in (RUNS | {"ours": RUNS["ours"] | {"River": river}}).items():
        (tmp_path / "results" / name).mkdir(parents=True)
        values = {b: {"accuracy": float(v)} for b, v in benchmarks.items()}
        text = json.dumps(values)
        (tmp_path / "results" / name / "final.json").write_text(text, encoding="utf-8")
    model.says(claims(), bindings(NAMED))
    _, out, _ = run("verify", str(page), "--released", "results", "--json", ask=model)
    mine = {v["witness"]: v for v in json.loads(out)["verdicts"] if v["claim"] == SIEVE}
    assert mine["paper"]["outcome"] == "supported"
    assert mine["released"]["outcome"] == outcome
    assert mine["released"]["proposed_by"] == ("pebble-7" if outcome == "supported" else "")
