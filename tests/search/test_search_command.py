"""Does `claimcheck search` print works on standard output and talk on standard error?"""

import json
import sys
from collections.abc import Callable

import pytest
from literature_server import Literature
from loopback import Answer
from works import PEBBLES, QUESTION, work

from claimcheck import cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, literature: Literature
) -> Run:
    literature.publish([*PEBBLES, work(6, "A withdrawn sieve for pebbles", withdrawn=True)])

    def go(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["claimcheck", *arguments])
        try:
            cli.main()
            code = 0
        except SystemExit as leave:
            code = int(leave.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return go


def test_works_are_listed_and_the_flow_is_told(run: Run) -> None:
    code, out, err = run("search", QUESTION, "--limit", "3", "--no-citations")
    assert code == 0
    assert [f"Sorting pebbles, part {n}" in out for n in range(1, 6)] == [True] * 3 + [False] * 2
    assert "arxiv:2401.00001" in out
    assert "withdrawn" not in out
    assert err.strip() == (
        "24 records found (arxiv 6, openalex 6, crossref 6, semanticscholar 6) · 18 duplicates merged · "
        "6 works screened · left out: 2 beyond-limit, 1 withdrawn · 3 kept"
    )


def test_what_was_left_out_is_listed_where_it_is_asked_for(run: Run) -> None:
    _, out, _ = run("-v", "search", QUESTION, "--limit", "3", "--no-citations")
    assert "withdrawn: A withdrawn sieve for pebbles (arxiv:2401.00006)" in out
    assert "beyond-limit: Sorting pebbles, part 4" in out


def test_json_holds_all_of_it(run: Run) -> None:
    code, out, _ = run(
        "search",
        QUESTION,
        "--json",
        "--sources",
        "arxiv, crossref",
        "--years",
        "2020-2024",
        "--fields",
        "cs.LG",
    )
    answer = json.loads(out)
    assert code == 0
    assert answer["schema"] == "claimcheck.search/1"
    assert answer["indexes"] == ["arxiv", "crossref"]
    assert answer["filters"]["years"] == "2020–2024"
    assert len(answer["ranked"]) == 5
    assert answer["flow"]["excluded"] == {"withdrawn": 1}


def test_an_index_that_is_down_is_told_with_a_remedy(run: Run, literature: Literature) -> None:
    literature.down("crossref", Answer(status=503))
    code, out, err = run("search", QUESTION)
    assert code == 0
    assert "Sorting pebbles, part 1" in out
    assert "Crossref cannot be reached" in err
    assert "CLAIMCHECK_MAILTO" in err


def test_nothing_found_is_said(run: Run, literature: Literature) -> None:
    literature.publish([])
    code, out, _ = run("search", QUESTION)
    assert (code, out.strip()) == (0, "no work was found, or none was kept")


REFUSED = [
    (("search", "?"), "no word to look for"),
    (("search", QUESTION, "--sources", "scholar"), "no literature index is called 'scholar'"),
    (("search", QUESTION, "--years", "lately"), "no years"),
    (("search", QUESTION, "--offline"), "the cache holds no index's answer"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_what_cannot_be_searched_exits_with_2(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "try: " in err
