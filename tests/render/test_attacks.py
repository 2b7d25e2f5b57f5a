"""Can a field of a paper or of a result file change a report, or make a program do anything?"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import lxml.html
import pytest
from attacks import ATTACKS, HARMLESS, poison
from markdown_it import MarkdownIt
from rich.console import Console, RenderableType

from claimcheck.record import Report
from claimcheck.render import RENDERERS, closeup, html, latex, terminal
from claimcheck.render.letters import LETTERS
from claimcheck.render.page import source

TAGS = """
    html head meta title link style body a header nav main footer section h1 h2 h3 h4 p span strong
    b br div dl dt dd ul li table caption thead tbody tr th td mark blockquote details summary pre
    form label input select optgroup option button
    svg desc path text
"""
SCRIPT = source(html.page(), "report.js")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def html_shape(report: Report) -> list[str]:
    return [str(e.tag) for e in lxml.html.fromstring(RENDERERS["html"](report)).iter()]


def markdown_shape(report: Report) -> list[str]:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    shown = lxml.html.fromstring(f"<div>{reader.render(RENDERERS['md'](report))}</div>")
    return [str(e.tag) for e in shown.iter()]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("shape", [html_shape, markdown_shape])
def test_the_elements_of_a_page_are_those_of_a_harmless_report(
    shape: Callable[[Report], list[str]], attack: str, report: Report
) -> None:
    assert shape(poison(report, attack)) == shape(poison(report, HARMLESS))


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_runs_nothing_and_links_only_to_itself_and_the_paper(
    attack: str, report: Report
) -> None:
    page = lxml.html.fromstring(RENDERERS["html"](poison(report, attack)))
    for element in page.iter(lxml.etree.Element):
        data = element.tag == "script" and dict(element.attrib) == {"type": "application/ld+json"}
        own = element.tag == "script" and not element.attrib and element.text == SCRIPT
        assert data or own or element.tag in TAGS.split()
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert not {"src", "srcset", "action", "formaction"} & set(element.attrib)
        assert re.match(r"#|data:,$|https://arxiv\.org/abs/", element.get("href", "#"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_shows_what_is_visible_of_the_attack(attack: str, report: Report) -> None:
    page = lxml.html.fromstring(RENDERERS["html"](report.model_copy(update={"title": attack})))
    kept = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u206f\u200f\ufeff]", "", attack)
    assert page.xpath("string(//h1)").split() == kept.split()


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", RENDERERS)
def test_no_control_character_reaches_a_file(name: str, attack: str, report: Report) -> None:
    assert not CONTROL.search(RENDERERS[name](poison(report, attack)))


@pytest.mark.parametrize("attack", ATTACKS)
def test_latex_has_no_command_that_the_template_and_the_letters_do_not_use(
    attack: str, report: Report
) -> None:
    def commands(tex: str) -> set[str]:
        return set(re.findall(r"\\([a-zA-Z]+|.)", tex, re.DOTALL))

    tex = RENDERERS["latex"](poison(report, attack))
    letters = commands("".join(LETTERS.values())) | {"allowbreak"}
    assert commands(tex) <= commands(RENDERERS["latex"](poison(report, HARMLESS))) | letters
    assert tex.isascii()
    assert tex.count(r"\end{document}") == 1


@pytest.mark.parametrize("attack", ATTACKS)
def test_latex_groups_close_in_every_field(attack: str) -> None:
    depth = 0
    for sign in re.sub(r"\\.", "", latex.escape(attack)):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"[%&#$]", re.sub(r"\\.", "", latex.escape(attack)))


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_terminal_gets_no_control_character_and_no_markup(attack: str, report: Report) -> None:
    bad = poison(report, attack)
    views: list[RenderableType] = [
        terminal.summary(bad),
        closeup.explain(bad, bad.claims[0].id),
        terminal.grid(bad.tables[0]),
    ]
    for view in views:
        screen = Console(file=io.StringIO(), width=200, color_system=None)
        screen.print(view)
        assert isinstance(screen.file, io.StringIO)
        assert not CONTROL.search(screen.file.getvalue())


def test_a_terminal_shows_markup_as_it_is_written(report: Report) -> None:
    screen = Console(file=io.StringIO(), width=200, color_system=None)
    screen.print(terminal.summary(poison(report, "[bold red]x[/bold red]")))
    assert isinstance(screen.file, io.StringIO)
    assert "[bold red]x[/bold red]" in screen.file.getvalue()


@pytest.mark.parametrize("attack", ATTACKS)
def test_json_gives_the_very_report_back(attack: str, report: Report) -> None:
    bad = poison(report, attack)
    values = json.loads(RENDERERS["json"](bad))
    assert values.pop("schema") == "claimcheck.report/1"
    assert Report.model_validate(values) == bad
    assert not CONTROL.search(RENDERERS["json"](bad))


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_annotation_is_one_command_and_a_badge_draws_what_a_harmless_one_does(
    attack: str, report: Report
) -> None:
    bad, harmless = poison(report, attack), poison(report, HARMLESS)
    assert len(RENDERERS["github"](bad).splitlines()) == 1
    shapes = [
        [e.tag for e in lxml.etree.fromstring(RENDERERS["badge"](r).encode()).iter()]
        for r in (bad, harmless)
    ]
    assert shapes[0] == shapes[1]
    assert len(json.loads(RENDERERS["sarif"](bad))["runs"][0]["results"]) == 2
