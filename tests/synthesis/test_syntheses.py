"""Is a synthesis whole in every format, and can a field of a work change or run anything?"""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from markdown_it import MarkdownIt
from pebbles import QUESTION, page, read

import claimcheck.render.syntheses
from claimcheck import typeset
from claimcheck.literature import (
    Citation,
    Confidence,
    Dossier,
    Exclusion,
    Failure,
    Flow,
    PaperRead,
    Ranked,
    Search,
    Synthesis,
)
from claimcheck.render.letters import LETTERS
from claimcheck.render.syntheses import FILES, RENDERERS, bibtex
from claimcheck.render.syntheses.flow import chart
from claimcheck.review import review
from claimcheck.synthesis import align, compose
from claimcheck.synthesize import page_names

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>body{display:none}</style>",
    "</svg></title><!-- ", "]]>", "&lt;b&gt;&#x41;",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}{# x #}",
    "<< 7 * 7 >><% include 'x' %><# x #>",
    r"\input{/etc/passwd}\immediate\write18{touch x}\end{document}",
    r"} \def\x{1 % $ & # ^ _ ~ {",
    "},\n  url = {https://evil.example},\n}\n@misc{x, title = {",
    "a | b | c\n| d |\n\n# heading\n\n- item\n\n```\ncode",
    "![x](https://example.com/x.png) [x](javascript:alert(1)) <https://example.com> *a* _b_ `c`",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07\x9b2J\x08\x00",
    "\u202eright to left\u2066\u200f\u2028\u2029\ufeff",
]  # fmt: skip
HARMLESS = " (word)"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TAGS = """
    html head meta title link style body a header main footer section nav h1 h2 h3 p span strong br
    dl dt dd ul ol li table caption thead tbody tr th td details summary div svg rect text g path
    defs marker desc
"""


@pytest.fixture(scope="module")
def read_papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[PaperRead, ...]:
    folder = tmp_path_factory.mktemp("pebbles")
    return tuple(read(folder, n, t, page(t)) for n, t in enumerate(("Sieves", "Tilting"), 1))


def built(read_papers: tuple[PaperRead, ...], attack: str = "") -> tuple[Synthesis, dict[str, str]]:
    """A synthesis of two papers, the attack behind each field that others wrote."""
    papers = []
    for n, paper in enumerate(read_papers, 1):
        title = paper.work.title
        given = paper.work.model_copy(
            update={
                "title": title + attack,
                "authors": (f"Ada Lovelace{attack}", f"Kova{attack}, Sofia"),
                "venue": f"Journal{attack}",
                "doi": f"10.1/{n}{attack}",
                "url": f"https://example.com/{n}{attack}",
                "abstract": attack,
            }
        )
        assert paper.report
        claims = tuple(
            c.model_copy(update={"quote": c.quote + attack, "method": c.method + attack})
            for c in paper.report.claims
        )
        report = paper.report.model_copy(update={"claims": claims, "title": title + attack})
        papers.append(PaperRead(work=given, report=report))
    works = [p.work for p in papers]
    search = Search(
        question=QUESTION,
        query=f"sieve{attack}",
        indexes=("arxiv",),
        failures=(Failure(index="openalex", says=f"it answered 503{attack}"),),
        ranked=tuple(Ranked(work=w, score=0.01) for w in works),
        exclusions=(
            Exclusion(work="x", title=f"Left{attack}", stage="screening", reason=f"year{attack}", says=f"1999{attack}"),
        ),
        flow=Flow(found={f"arxiv{attack}": 9}, duplicates=1, screened=8,
                  excluded={f"year{attack}": 3, "off-topic": 2}, sought=3,
                  unread={"unreadable": 1}, read=2, used=2),
    )  # fmt: skip
    sure = tuple(
        Confidence(claim=p.name(c.id), value=0.8, basis=f"counted{attack}", n=9)
        for p in papers
        if p.report
        for c in p.report.claims
    )
    said = Citation(
        paper=works[1].key, quote=f"Sieves report 75.2.{attack}", cited=works[0].key,
        outcome="supported", because=f"75.2{attack}",
    )  # fmt: skip
    dossier = Dossier(
        citations=(said,), question=QUESTION, search=search, papers=tuple(papers),
        quantities=align(papers), confidences=sure,
    )  # fmt: skip
    judged = review(Dossier(question=QUESTION, papers=read_papers))
    scores = tuple(
        s.model_copy(update={"title": s.title + attack, "to_raise": s.to_raise + attack})
        for s in judged.scores
    )
    judged = judged.model_copy(update={"scores": scores})
    made = compose(dossier, judged, tool=f"claimcheck{attack}", created="2026-01-02")
    made = made.model_copy(update={"title": QUESTION + attack})
    return made, page_names(papers)


def shape(name: str, text: str) -> list[str]:
    if name == "md":
        reader = MarkdownIt("commonmark", {"html": True}).enable("table")
        text = f"<div>{reader.render(text)}</div>"
    return [str(e.tag) for e in lxml.html.fromstring(text).iter()]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["html", "md"])
def test_the_elements_of_a_page_are_those_of_a_harmless_one(
    read_papers: tuple[PaperRead, ...], name: str, attack: str
) -> None:
    found, harmless = (
        shape(name, RENDERERS[name](*built(read_papers, a))) for a in (attack, HARMLESS)
    )
    skipped = ("br", "p") if name == "md" else ()
    assert [t for t in found if t not in skipped] == [t for t in harmless if t not in skipped]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_page_runs_nothing_and_leads_only_to_works_and_its_own_files(
    read_papers: tuple[PaperRead, ...], attack: str
) -> None:
    shown = lxml.html.fromstring(RENDERERS["html"](*built(read_papers, attack)))
    for element in shown.iter(lxml.etree.Element):
        assert element.tag in TAGS.split()
        assert not [n for n in element.attrib if n.startswith("on") or n == "style"]
        assert not {"src", "srcset", "action", "formaction"} & set(element.attrib)
        own = r"#|data:,$|https://arxiv\.org/abs/|papers/[\w.-]+\.html|references\.|synthesis\.json"
        assert re.match(own, element.get("href", "#"))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", RENDERERS)
def test_no_control_character_reaches_a_file(
    read_papers: tuple[PaperRead, ...], name: str, attack: str
) -> None:
    assert not CONTROL.search(RENDERERS[name](*built(read_papers, attack)))


@pytest.mark.parametrize("attack", ATTACKS)
def test_latex_has_no_command_that_the_template_and_the_letters_do_not_use(
    read_papers: tuple[PaperRead, ...], attack: str
) -> None:
    def commands(tex: str) -> set[str]:
        return set(re.findall(r"\\([a-zA-Z]+|.)", tex, re.DOTALL))

    tex = RENDERERS["latex"](*built(read_papers, attack))
    harmless = RENDERERS["latex"](*built(read_papers, HARMLESS))
    letters = commands("".join(LETTERS.values())) | {"allowbreak"}
    assert commands(tex) <= commands(harmless) | letters
    assert tex.isascii()
    assert tex.count(r"\end{document}") == 1


@pytest.mark.latex
def test_latex_compiles_with_all_attacks_at_once(
    read_papers: tuple[PaperRead, ...], tmp_path: Path
) -> None:
    tex = RENDERERS["latex"](*built(read_papers, " ".join(ATTACKS)))
    assert typeset.compile_pdf(tex, tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("attack", ATTACKS)
def test_bibtex_has_an_entry_a_work_and_its_braces_close(
    read_papers: tuple[PaperRead, ...], attack: str
) -> None:
    text = RENDERERS["bibtex"](*built(read_papers, attack))
    assert re.findall(r"^@(\w+)\{(\w+),$", text, re.MULTILINE) == [
        ("article", k) for k in bibtex.keys(built(read_papers, attack)[0].references).values()
    ]
    depth = 0
    for sign in re.sub(r"\\.", "", text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert text.isascii()
    assert "evil.example" not in "".join(re.findall(r"^  url = \{(.*)\},$", text, re.MULTILINE))


@pytest.mark.parametrize("attack", ATTACKS)
def test_json_gives_the_very_synthesis_back(
    read_papers: tuple[PaperRead, ...], attack: str
) -> None:
    made, pages = built(read_papers, attack)
    values: dict[str, Any] = json.loads(RENDERERS["json"](made, pages))
    assert values.pop("schema") == "claimcheck.synthesis/1"
    assert values.pop("pages") == pages
    assert Synthesis.model_validate(values) == made
    items = json.loads(RENDERERS["csl"](made, pages))
    assert [i["number"] for i in items] == [f"arXiv:{w.arxiv}" for w in made.references]


def test_every_file_that_renders_is_registered() -> None:
    folder = Path(claimcheck.render.syntheses.__file__).parent
    modules = (
        import_module(f"claimcheck.render.syntheses.{p.stem}") for p in folder.glob("[a-z]*.py")
    )
    assert {m.render for m in modules if hasattr(m, "render")} == set(RENDERERS.values())
    assert set(FILES) == set(RENDERERS)


@pytest.mark.parametrize("name", ["html", "latex", "md", "json"])
def test_what_was_found_is_in_every_document(read_papers: tuple[PaperRead, ...], name: str) -> None:
    text = RENDERERS[name](*built(read_papers))
    plain = re.sub(r"\\allowbreak\{\}|\\ensuremath", "", text)
    for said in ("SieveNet", "Sieves", "75.2", "2.7", "0.8", "Blocks"):
        assert said in plain


@pytest.mark.parametrize("name", RENDERERS)
def test_an_empty_synthesis_renders(name: str) -> None:
    dossier = Dossier(question="Why?")
    assert RENDERERS[name](compose(dossier, review(dossier)), {}) is not None


def test_two_works_of_one_author_year_and_word_have_keys_of_their_own(
    read_papers: tuple[PaperRead, ...],
) -> None:
    made, _ = built(read_papers)
    twin = made.references[0].model_copy(update={"key": "title:twin"})
    found = list(bibtex.keys((*made.references, twin)).values())
    assert len(set(found)) == 3
    assert found[2] == f"{found[0]}b"


@pytest.mark.parametrize(
    ("flow", "says"),
    [
        (Flow(found={"arxiv": 5, "openalex": 4}, duplicates=2, screened=7, excluded={"year": 3}, sought=4, read=4, used=3),
         "Found: 9 (5 arXiv, 4 OpenAlex), duplicates: 2; Screened: 7, left out: 3 (3 outside the years); Full texts sought: 4; Read: 4, not used: 1 (1 no numeric claim); Used: 3"),
        (Flow(), "Found: 0; Screened: 0; Full texts sought: 0; Read: 0; Used: 0"),
    ],
)  # fmt: skip
def test_the_flow_is_told_in_words_too(flow: Flow, says: str) -> None:
    assert chart(flow).text == says
    assert [b.count for b in chart(flow).boxes][-1] == flow.used
