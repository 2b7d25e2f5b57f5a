"""Is an endpoint asked politely and within bounds, and does its key stay where it belongs?"""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from chat import KEY, PATH, Model, Run, claims, reply
from loopback import Answer, Loopback

from claimcheck.errors import ModelError
from claimcheck.llm import endpoint
from claimcheck.llm.endpoint import BadAnswer, Endpoint, Silence

GOOD = claims()


def ask(model: Model, **manners: float) -> str:
    where = Endpoint.of(f"{model.url}/v1", "pebble-7")
    changed = replace(where.manners, **manners)  # type: ignore[arg-type]
    return replace(where, manners=changed).ask("rules", "question")


def test_a_question_is_posted_as_the_protocol_says(model: Model) -> None:
    model.says(reply("hello"))
    assert ask(model) == "hello"
    assert model.paths == [PATH]
    assert model.keys == [f"Bearer {KEY}"]
    asked = json.loads(model.bodies[0])
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("pebble-7", 0, False)
    assert [m["role"] for m in asked["messages"]] == ["system", "user"]


BASES = ["/v1", "/v1/", "/v1/chat/completions"]


@pytest.mark.parametrize("base", BASES)
def test_the_base_address_may_be_written_in_several_ways(model: Model, base: str) -> None:
    model.says(reply("hello"))
    assert Endpoint.of(model.url + base, "pebble-7").ask("", "") == "hello"


PASSING = [
    Answer(status=429, headers={"Retry-After": "0"}),
    Answer(status=500),
    Answer(status=503),
    Answer(b"half", announce=400),
    Answer(b"no gzip", headers={"Content-Encoding": "gzip"}),
    Answer(b"late", delay=0.8),
]


@pytest.mark.parametrize("answer", PASSING)
def test_a_passing_fault_is_asked_again(model: Model, answer: Answer) -> None:
    model.says(answer, reply("hello"))
    assert ask(model) == "hello"
    assert len(model.paths) == 2


@pytest.mark.parametrize("status", [429, 500, 503, 529])
def test_a_fault_that_stays_is_silence_after_a_few_attempts(model: Model, status: int) -> None:
    model.says(Answer(status=status, headers={"Retry-After": "9999999999"}))
    with pytest.raises(Silence, match=str(status)):
        ask(model)
    assert len(model.paths) == 3


def test_an_answer_that_drips_on_and_on_ends(model: Model) -> None:
    model.says(Answer(b"x" * 10_000, drip=0.02))
    start = time.monotonic()
    with pytest.raises(Silence):
        ask(model, patience=0.3, attempts=2)
    assert time.monotonic() - start < 60


def test_an_answer_without_end_is_not_read_to_its_end(model: Model) -> None:
    model.says(Answer(b"x" * 200_000, announce=-1))
    with pytest.raises(BadAnswer, match="bytes"):
        ask(model, limit=100_000)


REFUSALS = [(401, "key"), (403, "key"), (404, "404"), (400, "400"), (413, "413"), (302, "302")]


@pytest.mark.parametrize(("status", "said"), REFUSALS)
def test_a_refusal_is_an_error_with_a_remedy(model: Model, status: int, said: str) -> None:
    model.says(Answer(KEY.encode(), status=status))
    with pytest.raises(ModelError, match=said) as caught:
        ask(model)
    assert "leave --llm out" in caught.value.remedy
    assert KEY not in str(caught.value) + caught.value.remedy


def test_a_model_that_knows_no_temperature_is_asked_without(model: Model) -> None:
    model.says(Answer(b"unsupported", status=400), reply("hello"))
    assert ask(model) == "hello"
    assert ["temperature" in json.loads(body) for body in model.bodies] == [True, False]


def test_the_key_and_the_paper_go_to_no_other_server(model: Model) -> None:
    with Loopback() as other:
        other.script(PATH, reply("stolen"))
        model.says(Answer(status=307, headers={"Location": other.url + PATH}))
        with pytest.raises(ModelError, match="another server"):
            ask(model)
        assert not other.asked


def test_a_redirect_on_the_same_server_is_followed(model: Model) -> None:
    model.says(Answer(status=308, headers={"Location": "/v2/chat/completions"}))
    model.script("/v2/chat/completions", reply("hello"))
    assert ask(model) == "hello"


def test_redirects_in_a_circle_end(model: Model) -> None:
    model.says(Answer(status=307, headers={"Location": PATH}))
    with pytest.raises(ModelError, match="redirects more than"):
        ask(model)


ADDRESSES = [
    "",
    "localhost:11434/v1",
    "file:///etc/passwd",
    "http://",
    "http://[::1",
    f"https://user:{KEY}@example.org/v1",
    "http://a\nb/v1",
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_cannot_be_is_an_error(url: str) -> None:
    with pytest.raises(ModelError) as caught:
        Endpoint.of(url, "pebble-7")
    assert caught.value.remedy
    assert KEY not in str(caught.value) + caught.value.remedy


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[31m", "x" * 300])
def test_a_model_has_to_be_named(name: str) -> None:
    with pytest.raises(ModelError, match="name of a model"):
        Endpoint.of("http://localhost:1/v1", name)


KEYS = [
    ("own", "usual", "https://example.org/v1", "own"),
    ("own", "usual", "http://example.org/v1", "own"),
    (None, "usual", "https://example.org/v1", "usual"),
    (None, "usual", "http://localhost:11434/v1", "usual"),
    (None, "usual", "http://127.0.0.1:8000/v1", "usual"),
    (None, "usual", "http://example.org/v1", ""),
    ("", "usual", "https://example.org/v1", ""),
    (None, None, "https://example.org/v1", ""),
    (" own\n", None, "https://example.org/v1", "own"),
]


@pytest.mark.parametrize(("own", "usual", "url", "sent"), KEYS)
def test_the_key_is_the_environments(
    own: str | None, usual: str | None, url: str, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ((endpoint.KEY, own), (endpoint.USUAL_KEY, usual)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    made = Endpoint.of(url, "pebble-7")
    assert made.key == sent
    assert not sent or sent not in repr(made)


@pytest.mark.parametrize("key", ["two words", "schlüssel", "a\nb"])
def test_a_key_that_cannot_be_sent_is_not_shown(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(endpoint.KEY, key)
    with pytest.raises(ModelError) as caught:
        Endpoint.of("https://example.org/v1", "pebble-7")
    assert key not in str(caught.value) + caught.value.remedy


def test_a_query_is_kept_and_not_shown() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(418)

    made = Endpoint("https://example.org/v1?secret=7", "m", transport=httpx.MockTransport(answer))
    with pytest.raises(ModelError) as caught:
        made.ask("", "")
    assert seen == ["https://example.org/v1/chat/completions?secret=7"]
    assert "secret" not in str(caught.value)


def test_offline_asks_this_machine_alone() -> None:
    with pytest.raises(ModelError, match="offline"):
        Endpoint.of("https://example.org/v1", "m", offline=True)
    assert Endpoint.of("http://localhost:11434/v1", "m", offline=True)


def test_llm_without_a_model_is_an_error(run: Run, page: Path) -> None:
    for command in ("extract", "verify", "report", "run"):
        code, out, err = run(command, str(page), "--llm", "http://localhost:1/v1")
        assert (code, out) == (2, ""), command
        assert "--model NAME" in err


@pytest.mark.parametrize("status", [401, 404])
def test_a_first_refusal_ends_the_command_without_the_key(
    run: Run, page: Path, model: Model, status: int
) -> None:
    model.says(Answer(KEY.encode(), status=status))
    code, out, err = run("verify", str(page), "--json", ask=model)
    assert (code, out) == (2, "")
    assert str(status) in err and "try:" in err
    assert KEY not in err


def test_where_nothing_listens_the_command_says_so(run: Run, page: Path) -> None:
    code, _, err = run("verify", str(page), "--llm", "http://127.0.0.1:9/v1", "--model", "m")
    assert code == 2
    assert "http://127.0.0.1:9/v1/chat/completions cannot be reached" in err


SILENT = [Answer(status=429), Answer(status=500, body=KEY.encode()), Answer(b"late", delay=0.8)]


@pytest.mark.parametrize("answer", SILENT, ids=["429", "500", "slow"])
def test_a_model_that_falls_silent_is_left_and_the_rest_is_as_without(
    run: Run, page: Path, model: Model, answer: Answer
) -> None:
    model.says(answer)
    _, expected, _ = run("verify", str(page), "--json")
    code, out, err = run("verify", str(page), "--json", ask=model)
    assert (code, out) == (1, expected)
    assert "going on without the language model" in err
    assert len(model.paths) == 3  # the second stage does not ask again
    assert KEY not in err


def test_a_later_refusal_keeps_what_was_heard(run: Run, page: Path, model: Model) -> None:
    model.says(GOOD, Answer(status=401))
    code, out, err = run("verify", str(page), "--json", ask=model)
    assert code == 1
    assert json.loads(out)["verdicts"]
    assert "going on without the language model" in err


def test_the_address_and_the_model_may_stand_in_the_environment(
    run: Run, page: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_LLM", f"{model.url}/v1")
    monkeypatch.setenv("CLAIMCHECK_MODEL", "pebble-7")
    assert run("verify", str(page), "--json")[0] == 1
    assert len(model.paths) == 2


def test_nothing_of_it_is_loaded_unless_it_is_asked_for(page: Path) -> None:
    code = (
        "import sys; from claimcheck.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "assert 'claimcheck.pipeline' in sys.modules\n"
        "assert not [m for m in sys.modules if m.startswith('claimcheck.llm')]"
    )
    plain = {k: v for k, v in os.environ.items() if k != "CLAIMCHECK_LLM"}
    subprocess.run(
        [sys.executable, "-c", code, "verify", str(page)],
        env=plain,
        check=True,
        capture_output=True,
    )
