"""How does a figure stand inside a page: as SVG without ids, style sheets or fonts of its own?

matplotlib draws it; what is left of its file takes the page's font and the colour of its text, so
that it is right on light and on dark.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache, lru_cache

from markupsafe import Markup, escape

from claimcheck.render import pen
from claimcheck.render.drawing import Drawing
from claimcheck.render.plain import line

_BODY = re.compile(r"</defs>\s*(.*)</svg>", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_STYLE = re.compile(r' style="([^"]*)"')
_FONT = re.compile(r"(bold |700 )?([\d.]+)px ")
_GROUP = re.compile(r"</?g[^>]*>\s*")
_STRAIGHT = re.compile(r' transform="rotate\(-?0 [^"]*\)"')
_SPACE = re.compile(r"\s*\n\s*")
_BETWEEN = re.compile(r">\s*\n\s*<")
_TAG = re.compile(r"<[^>]+>", re.DOTALL)
KEPT = (
    "fill", "fill-opacity", "opacity", "stroke", "stroke-width", "stroke-dasharray", "font-size",
    "font-weight", "text-anchor",
)  # fmt: skip
_NUMBER = re.compile(r"-?\d+\.\d+")


def inline(drawing: Drawing) -> Markup:
    """The figure as an element of a page, with its title and text alternative."""
    name = drawing.name
    return Markup(
        f'<svg class="drawing" role="img" aria-labelledby="{name}-title {name}-says" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" width="{drawing.width:g}" '
        f'height="{drawing.height:g}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{escape(line(drawing.title))}</title>'
        f'<desc id="{name}-says">{escape(line(drawing.says))}</desc>'
        f"{_marks(replace(drawing, name='', title='', says=''))}</svg>"
    )


@lru_cache(maxsize=1000)
def _marks(drawing: Drawing) -> str:
    """What is drawn, whatever it is called: claims of the same numbers share it."""
    return _inside(_drawn(drawing))


def _drawn(drawing: Drawing) -> str:
    """matplotlib's own file."""
    with pen.settings():
        from matplotlib.backends.backend_svg import RendererSVG
        from matplotlib.text import Text

        file = io.StringIO()
        renderer = RendererSVG(
            drawing.width, drawing.height, file, None, 72, metadata={"Date": None}
        )
        pen.draw(drawing, renderer)
        text, context = Text(rotation_mode="anchor"), renderer.new_gc()
        for words in drawing.words:
            shown, font = line(words.text), pen.font(words.size, words.bold)
            text.set_position((words.x, drawing.height - words.y))
            text.set_horizontalalignment(words.align)
            renderer.draw_text(context, words.x, words.y, shown, font, 0, mtext=text)
        renderer.finalize()
        return file.getvalue()


def _inside(file: str) -> str:
    """The marks alone, each with attributes in place of a style. Text is left as it is: it holds no
    sign with which a tag begins."""
    found = _BODY.search(_COMMENT.sub("", file))
    body = _GROUP.sub("", found.group(1)) if found else ""
    return _BETWEEN.sub("><", _TAG.sub(lambda tag: _short(tag.group()), body)).strip()


def _short(tag: str) -> str:
    plain = _STYLE.sub(lambda m: _attributes(m.group(1)), _STRAIGHT.sub("", tag))
    numbers = _NUMBER.sub(lambda m: f"{float(m.group()):.2f}".rstrip("0").rstrip("."), plain)
    return _SPACE.sub(" ", numbers).replace(' "', '"')


@cache
def _attributes(style: str) -> str:
    """A style as attributes, the page's own colour in place of black, and of a font its size and
    weight alone."""
    pairs = (part.strip().partition(": ") for part in style.split(";"))
    known = {name: value for name, _, value in pairs}
    if font := _FONT.search(known.get("font", "")):  # as matplotlib wrote it before 3.10
        known |= {"font-size": font.group(2)} | ({"font-weight": "700"} if font.group(1) else {})
    if "font-size" in known:
        known = {"fill": "currentColor", **known}
        known["font-size"] = known["font-size"].removesuffix("px")
    made = (
        f' {name}="{"currentColor" if known[name] == "#000000" else known[name]}"'
        for name in KEPT
        if name in known
    )
    return "".join(made)
