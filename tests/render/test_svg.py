"""Is a figure in a page readable, harmless and always the same?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from claimcheck.record import Report
from claimcheck.render import RENDERERS
from claimcheck.render.drawing import Band, Drawing, Mark, Stroke, Words
from claimcheck.render.latex import figures
from claimcheck.render.pen import COLOURS
from claimcheck.render.svg import inline
from claimcheck.render.view import view

SVG = "{http://www.w3.org/2000/svg}"
SHEET = Drawing(
    name="forest-x", title="A <title>", says='says "it" & all', height=50,
    bands=(Band(1, 1, 9, 9),), strokes=(Stroke(((0, 0), (10, 10)), "paper", 2.0, dashed=True),),
    marks=(Mark(5, 5, "diamond", "released"), Mark(7, 7, "circle", "rerun", hollow=True)),
    words=(Words(5, 10, "−1 & <b> “é” 中 $x_1$", bold=True), Words(300, 20, "right", "right")),
)  # fmt: skip


def parsed(drawing: Drawing) -> lxml.etree._Element:
    return lxml.etree.fromstring(inline(drawing).encode())


def test_a_figure_has_a_role_a_title_and_a_text_alternative() -> None:
    svg = parsed(SHEET)
    names = svg.get("aria-labelledby", "").split()
    assert svg.get("role") == "img"
    assert [svg.findtext(f"*[@id='{name}']") for name in names] == ["A <title>", 'says "it" & all']


def test_text_stays_text_in_the_page_s_own_font_and_colour() -> None:
    first, second = parsed(SHEET).findall(f"{SVG}text")
    assert first.text == "−1 & <b> “é” 中 $x_1$"
    assert (first.get("font-size"), first.get("font-weight")) == ("9", "700")
    assert first.get("fill") == "currentColor"
    assert second.get("text-anchor") == "end"
    assert "font-family" not in inline(SHEET)
    assert (first.get("x"), first.get("y")) == ("5", "10")


@pytest.mark.parametrize(
    "text",
    ["+0.30 [−3.00, +2.10]", 'a style="x" d="1.234" "q"', "<!-- x -->", "</svg><g>", "&lt; a  b"],
)
def test_no_text_is_changed(text: str) -> None:
    only = Drawing("a", "t", "s", height=50, words=(Words(1, 1, text),))
    assert [e.text for e in parsed(only).findall(f"{SVG}text")] == [" ".join(text.split())]


def test_nothing_in_it_but_marks_and_words_and_no_id_but_its_own() -> None:
    tags = {str(e.tag).removeprefix(SVG) for e in parsed(SHEET).iter()}
    assert tags == {"svg", "title", "desc", "path", "text"}
    assert re.findall(r'\bid="([^"]*)"', inline(SHEET)) == ["forest-x-title", "forest-x-says"]
    assert "style=" not in inline(SHEET)
    assert "url(" not in inline(SHEET)


def test_it_is_right_side_up() -> None:
    mark = Drawing("a", "t", "s", height=50, marks=(Mark(20, 10, "square", "paper", 1.0),))
    corners = re.findall(r"[ML] ([\d.]+) ([\d.]+)", inline(mark))
    assert all(abs(float(x) - 20) <= 1 and abs(float(y) - 10) <= 1 for x, y in corners)
    assert len(corners) >= 4


def test_the_same_figure_is_the_same_text() -> None:
    assert inline(SHEET) == inline(SHEET)
    assert not re.search(r"20\d\d-\d\d", inline(SHEET))


def luminance(colour: str) -> float:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("ink", ["paper", "released", "rerun", "faint"])
@pytest.mark.parametrize("ground", ["#ffffff", "#15171b"])
def test_inks_stand_out_from_light_and_from_dark(ink: str, ground: str) -> None:
    light, dark = sorted((luminance(COLOURS[ink]), luminance(ground)), reverse=True)  # type: ignore[index]
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_page_holds_the_figures_of_its_report_and_no_id_twice(report: Report) -> None:
    page = RENDERERS["html"](report)
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    names = {figure.name for figure in figures(view(report))}
    assert len(names) == 4
    assert {f"{name}-title" for name in names} <= set(ids)


def test_matplotlib_says_nothing_and_its_settings_stay_as_they_were(tmp_path: Path) -> None:
    program = (
        "import matplotlib\n"
        "matplotlib.rcParams['svg.fonttype'] = 'path'\n"
        "from claimcheck.render.drawing import Drawing, Words\n"
        "from claimcheck.render.svg import inline\n"
        "from claimcheck.render.pages import pages\n"
        "sheet = Drawing('a', 't', 's', 20, words=(Words(1, 9, '中 \\u0301 x'),))\n"
        "inline(sheet), pages([sheet])\n"
        "print(matplotlib.rcParams['svg.fonttype'])\n"
    )
    nowhere = tmp_path / "file"
    nowhere.write_text("")  # a folder of settings that cannot be made: matplotlib warns of that
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        env=os.environ | {"MPLCONFIGDIR": str(tmp_path / "new"), "HOME": str(nowhere)},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("path\n", "")
