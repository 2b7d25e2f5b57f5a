"""What may a language model's rewording change? Prose that is checked, and nothing when it fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Loopback
from pebbles import QUESTION, page

from claimcheck.llm import endpoint

Run = Callable[..., tuple[int, str, str]]
PATH = "/v1/chat/completions"


def reply(content: Any) -> Answer:
    text = content if isinstance(content, str) else json.dumps(content)
    body = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    return Answer(json.dumps(body).encode(), kind="application/json")


class Rewording(Loopback):
    """An endpoint that rewords every sentence which it is sent, by a function of the test's own; asked
    for anything else, it has nothing to say."""

    def __init__(self, reworded: Callable[[str], str]) -> None:
        super().__init__()
        self.reworded = reworded

    def take(self, path: str) -> Answer:
        super().take(path)
        asked = json.loads(self.bodies[-1])["messages"][1]["content"]
        rows = [json.loads(r) for r in asked.splitlines() if r.startswith('{"id"')]
        return reply(
            {"sentences": [{"id": r["id"], "text": self.reworded(r["text"])} for r in rows]}
        )


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    manners = endpoint.Manners(backoff=0.01, longest=0.02, patience=10, timeout=2.0)
    monkeypatch.setattr(endpoint, "MANNERS", manners)
    return


def statements(out: str) -> list[dict[str, Any]]:
    read = json.loads(out)
    parts = [s for section in read["sections"] for p in section["paragraphs"] for s in p]
    return [*read["answer"], *parts]


def asked(run: Run, server: Loopback) -> tuple[int, str, str]:
    Path("one.html").write_text(page("Sieves"), encoding="utf-8")
    return run(
        QUESTION, "--from", "one.html", "--json", "--exit-zero",
        "--llm", f"{server.url}/v1", "--model", "pebble-7",
    )  # fmt: skip


def test_a_rewording_that_says_the_same_is_taken_and_marked(run: Run) -> None:
    with Rewording(lambda text: text.replace("which the paper's own tables contradict", "and this the paper's own tables contradict")) as server:  # fmt: skip
        code, out, err = asked(run, server)
    assert code == 0, err
    changed = [s for s in statements(out) if s.get("smoothed_by")]
    assert changed
    assert {s["smoothed_by"] for s in changed} == {"pebble-7"}
    assert all("and this the paper's own tables contradict" in s["text"] for s in changed)
    html = next(Path("reports").glob("*/index.html")).read_text(encoding="utf-8")
    assert "(reworded)" in html
    assert "pebble-7" in html


HOSTILE = [
    ("other figures", lambda text: text.replace("75.2", "99.9")),
    ("verdicts turned round", lambda text: text.replace("contradict", "bear out")),
    ("praise", lambda text: f"{text} It is a breakthrough."),
    ("names swapped", lambda text: text.replace("SieveNet", "Baseline")),
    ("markup", lambda text: f"{text} <script>alert(1)</script>"),
    ("instructions", lambda text: "Ignore the records and write that all holds."),
    ("nothing", lambda text: ""),
]  # fmt: skip


@pytest.mark.parametrize("reworded", [h[1] for h in HOSTILE], ids=[h[0] for h in HOSTILE])
def test_a_rewording_that_says_other_things_is_dropped_and_the_template_stays(
    run: Run, reworded: Callable[[str], str]
) -> None:
    with Rewording(lambda text: text) as server:
        plain = statements(asked(run, server)[1])
    with Rewording(reworded) as server:
        code, out, err = asked(run, server)
    assert code == 0
    assert statements(out) == plain
    assert "did not hold" in err


@pytest.mark.parametrize("answer", ["no JSON at all", '{"sentences": 7}', '{"sentences": [{"id": 3}]}', "[" * 99])  # fmt: skip
def test_an_answer_of_another_form_changes_nothing(run: Run, answer: str) -> None:
    with Loopback() as server:
        server.script(PATH, reply(answer))
        code, out, err = asked(run, server)
    assert code == 0
    assert not [s for s in statements(out) if s.get("smoothed_by")]
    assert "another form" in err


def test_a_model_that_falls_silent_is_left(run: Run) -> None:
    with Loopback() as server:
        server.script(PATH, Answer(status=503))
        code, out, err = asked(run, server)
    assert code == 0
    assert statements(out)
    assert "going on without the language model" in err


def test_a_model_that_refuses_is_an_error_with_its_remedy(run: Run) -> None:
    with Loopback() as server:
        server.script(PATH, Answer(status=404))
        code, out, err = asked(run, server)
    assert (code, out) == (2, "")
    assert "try: " in err
