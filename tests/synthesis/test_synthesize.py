"""Does the whole command run, whatever the indexes and the papers do?"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from invented import SOURCES
from literature_server import Literature, real_works
from loopback import Answer
from pebbles import FIRST, QUESTION, page, work

from claimcheck import pipeline
from claimcheck.literature import Work
from claimcheck.synthesize import slug, text_at

Run = Callable[..., tuple[int, str, str]]
ASKED = "How do training choices influence accuracy?"


def put(literature: Literature, folder: Path, number: int, source: Path) -> Work:
    """An invented paper on arXiv, under an id that is made up."""
    home = folder / source.stem
    inside = home / ("latex" if source.suffix == ".tex" else "")
    inside.mkdir(parents=True)
    name = "main.tex" if source.suffix == ".tex" else f"{home.name}.html"
    (inside / name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    literature.hold(f"2401.{number:05}", home)
    found = re.search(r"(?:<title>|\\title\{)(.*?)[<}]", source.read_text(encoding="utf-8"))
    title = found[1] if found else source.stem
    said = "We ask how choices of training influence accuracy."
    return work(number, title, abstract=said, doi=f"10.1234/choice.{number}")


@pytest.fixture
def published(literature: Literature, tmp_path: Path) -> list[Work]:
    """The invented papers, one that was withdrawn, and one whose PDF is broken."""
    works = [put(literature, tmp_path, n, source) for n, source in enumerate(SOURCES, 1)]
    works.append(
        work(98, "On the Withdrawn Influence of Training Choices on Accuracy", withdrawn=True)
    )
    works.insert(0, work(99, ASKED, abstract=ASKED))
    literature.script("/pdf/2401.00099v1", Answer(b"%PDF-1.7 broken", kind="application/pdf"))
    literature.script("/pdf/2401.00099", Answer(b"%PDF-1.7 broken", kind="application/pdf"))
    literature.publish(works)
    return works


def values(folder: Path) -> dict[str, Any]:
    (found,) = folder.glob("*/synthesis.json")
    read: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    assert read["schema"] == "claimcheck.synthesis/1"
    return read


def test_indexes_that_fail_duplicates_a_withdrawn_and_a_broken_paper_are_told_and_the_run_goes_on(
    run: Run, literature: Literature, published: list[Work]
) -> None:
    literature.down("openalex", Answer(status=503))
    literature.down("crossref", Answer(b'{"message": {"items": [', kind="application/json"))
    code, out, err = run(ASKED, "--papers", "5")
    assert code == 1, err
    assert "openalex" in err.lower() and "crossref" in err.lower()
    assert "reports/" in out
    read = values(Path("reports"))
    search = read["dossier"]["search"]
    assert {f["index"] for f in search["failures"]} >= {"openalex", "crossref"}
    reasons = {e["reason"] for e in search["exclusions"]}
    assert {"duplicate", "withdrawn"} <= reasons
    assert reasons & {"unreadable", "no-full-text"}
    flow = search["flow"]
    assert flow["read"] == 5
    assert flow["sought"] == flow["read"] + sum(flow["unread"].values())
    assert flow["duplicates"] > 0
    assert len([p for p in read["dossier"]["papers"] if "report" in p]) == 5


def test_every_format_is_written_and_links_lead_somewhere(
    run: Run, literature: Literature, published: list[Work]
) -> None:
    run(ASKED, "--papers", "3", "--exit-zero")
    folder = Path("reports") / slug(ASKED)
    names = {p.name for p in folder.iterdir()}
    assert names == {
        "index.html", "report.tex", "report.md", "synthesis.json", "references.bib",
        "references.json", "papers",
    }  # fmt: skip
    shown = lxml.html.fromstring((folder / "index.html").read_text(encoding="utf-8"))
    ids = {str(e.get("id")) for e in shown.iter() if e.get("id")}
    for link in shown.xpath("//a/@href"):
        target, _, fragment = str(link).partition("#")
        if not target:
            assert fragment in ids
        elif not target.startswith("https://"):
            assert (folder / target).is_file()
            if fragment:
                assert f'id="{fragment}"' in (folder / target).read_text(encoding="utf-8")


def test_a_run_that_is_killed_goes_on_where_it_was_and_then_needs_no_network(
    run: Run,
    literature: Literature,
    published: list[Work],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verify, made = pipeline.verify, list[str]()

    def counted(request: Any, gathered: Any = None) -> Any:
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(request.reference)
        return verify(request, gathered)

    monkeypatch.setattr(pipeline, "verify", counted)
    assert run(ASKED, "--papers", "4")[0] == 130
    first, made[:] = list(made), []
    monkeypatch.setattr(
        pipeline, "verify", lambda r, g=None: (made.append(r.reference), verify(r, g))[1]
    )
    assert run(ASKED, "--papers", "4", "--exit-zero")[0] == 0
    assert len(made) == 2
    assert not set(made) & set(first)
    asked = len(literature.asked)
    assert run(ASKED, "--papers", "4", "--exit-zero", "--offline")[0] == 0
    assert len(made) == 2
    assert len(literature.asked) == asked


def test_named_papers_are_read_without_a_search_and_one_named_twice_counts_once(
    run: Run, tmp_path: Path
) -> None:
    for name in ("one", "two", "again"):
        title = "Sieves" if name != "two" else "Tilting"
        (tmp_path / f"{name}.html").write_text(page(title), encoding="utf-8")
    code, out, err = run(
        QUESTION, "--json", "--from", "one.html", "two.html", "again.html", "gone.html"
    )
    assert code == 1, err
    read = json.loads(out)
    assert read["schema"] == "claimcheck.synthesis/1"
    assert all(Path(f).is_file() for f in read["files"])
    flow = read["dossier"]["search"]["flow"]
    assert (flow["found"], flow["duplicates"], flow["read"]) == ({"given": 4}, 1, 2)
    assert "gone.html" in err
    assert [q["standing"] for q in read["dossier"]["quantities"]] == ["agree"] * 6


def test_a_title_that_breaks_off_is_still_that_paper(run: Run, tmp_path: Path) -> None:
    for name, title in (("one", "Tilted Sieves for Pebbles: How to Sort"), ("two", "TILTED SIEVES FOR PEB-"), ("three", "Tilted Sieves")):  # fmt: skip
        (tmp_path / f"{name}.html").write_text(page(title), encoding="utf-8")
    _, out, _ = run(QUESTION, "--json", "--from", "one.html", "two.html", "three.html")
    flow = json.loads(out)["dossier"]["search"]["flow"]
    assert (flow["duplicates"], flow["read"]) == (1, 2)


CITING = r"""\documentclass{article}\title{Sorting Pebbles by Hand}\author{Ada Day}
\begin{document}\maketitle
\section{Results}
SieveNet \cite{sieve} reaches an accuracy of 85.2\% on Blocks.
\begin{table}\caption{Accuracy (\%).}\begin{tabular}{lcc}Method & Blocks & Cars \\ \hline
SieveNet \cite{sieve} & 75.2 & 64.0 \\ HandNet & 80.0 & 66.0 \\ \end{tabular}\end{table}
\begin{thebibliography}{9}
\bibitem{sieve} Ada Lovelace. SieveNet: Tilted Sieves for Sorting Pebbles. 2021.
\end{thebibliography}
\end{document}"""


def test_what_a_paper_says_of_another_is_put_to_that_one(run: Run, tmp_path: Path) -> None:
    cited = page("SieveNet: Tilted Sieves for Sorting Pebbles")
    (tmp_path / "cited.html").write_text(cited, encoding="utf-8")
    (tmp_path / "citing.tex").write_text(CITING, encoding="utf-8")
    _, out, _ = run(QUESTION, "--from", "cited.html", "citing.tex", "--json")
    read = json.loads(out)
    found = {(c["quote"], c["outcome"]) for c in read["dossier"]["citations"]}
    wrong = "SieveNet [sieve] reaches an accuracy of 85.2% on Blocks."
    assert (wrong, "contradicted") in found
    assert ("SieveNet · Blocks · Accuracy: 75.2", "supported") in found
    (section,) = [s for s in read["sections"] if s["title"].startswith("Do papers quote")]
    (statement,) = section["paragraphs"][0]
    assert statement["text"].startswith("Day writes of “SieveNet”")
    assert "contradict it" in statement["text"]
    assert statement["claims"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([QUESTION, "--from", "gone.html"], "none of 1 works could be read"),
        (["How", "are", "you"], "quotation marks"),
        (["  ", "--from", "gone.html"], "there is no question"),
        ([QUESTION, "--offline"], "offline"),
        ([QUESTION, "--sources", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_run_says_why_and_what_to_do(
    run: Run, literature: Literature, arguments: list[str], says: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err.lower() or says in err
    assert "try: " in err


@pytest.mark.parametrize(
    ("known", "address"),
    [
        ({"arxiv": "2401.01234", "pdf": "https://example.org/a.pdf"}, "2401.01234"),
        ({"pdf": "https://example.org/a.pdf"}, "https://example.org/a.pdf"),
        ({"pdf": "https://10.0.0.1/a.pdf"}, ""),
        ({"pdf": "http://localhost/a.pdf"}, ""),
        ({}, ""),
    ],
)
def test_a_text_is_had_from_arxiv_else_from_the_open_web(
    known: dict[str, str], address: str
) -> None:
    assert text_at(Work(key="title:a", title="A", **known)) == address


def test_a_changed_number_in_a_paper_changes_verdict_sentence_and_score(
    run: Run, tmp_path: Path
) -> None:
    told = []
    for name, sentence in (("true", FIRST[2]), ("false", FIRST[2].replace("2.0", "2.9"))):
        (tmp_path / f"{name}.html").write_text(
            page("Sieves", (FIRST[0], sentence)), encoding="utf-8"
        )
        code, out, _ = run(QUESTION, "--from", f"{name}.html", "--output", name, "--json")
        told.append((code, json.loads(out)))
    (sound, before), (broken, after) = told
    assert (sound, broken) == (0, 1)
    assert before["standings"] == {"supported": 2}
    assert after["standings"] == {"supported": 1, "contradicted": 1}
    assert before["review"]["mean"] > after["review"]["mean"]
    assert before["answer"] != after["answer"]


def test_real_papers_are_found_read_and_laid_beside_each_other(
    run: Run, literature: Literature, data: Path
) -> None:
    works = real_works(data)
    for one, folder in works:
        literature.hold(one.arxiv, folder)
    literature.publish([one for one, _ in works])
    question = "How does data augmentation influence the speed of grokking in Transformers?"
    code, out, err = run(question, "--papers", "3", "--json")
    assert code == 1, err
    read = json.loads(out)
    titles = [p["work"]["title"] for p in read["dossier"]["papers"] if "report" in p]
    assert any("Grokking" in t for t in titles)
    assert len(titles) == 3
    agreed = [q for q in read["dossier"]["quantities"] if q["standing"] == "agree"]
    assert {q["benchmark"] for q in agreed} == {"Addition", "Division", "Subtraction"}
    decided = {
        f"{p['work']['key']}#{v['claim']}": v
        for p in read["dossier"]["papers"]
        for v in p.get("report", {}).get("verdicts", ())
    }
    results = [
        s
        for section in read["sections"]
        if section["id"].startswith("results")
        for paragraph in section["paragraphs"]
        for s in paragraph
    ]
    assert len(results) > 10
    for statement in results:
        assert statement["claims"], statement["text"]
        for claim in statement["claims"]:
            verdict = decided[claim]
            assert verdict["outcome"] == "undecided" or verdict["evidence"]
