"""How is a figure drawn with matplotlib?

Straight on a backend's renderer: figures, axes and artists would take ten times as long, and a
report can have hundreds of figures.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path as File
from typing import Any

from claimcheck.render.drawing import Drawing, Ink, Mark, Shape

COLOURS: dict[Ink, str] = {
    "ink": "#000000",
    "faint": "#808080",
    "claimed": "#cc79a7",
    "paper": "#0072b2",
    "released": "#d55e00",
    "rerun": "#009e73",
}
"""Okabe and Ito's, which those who see few colours tell apart. Each stands out from white and from
near black by at least 3 to 1."""
BAND = 0.22
"""How much of a band's ink is seen."""
CORNERS: dict[Shape, tuple[tuple[float, float], ...]] = {
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((-1, -0.9), (1, -0.9), (0, 1)),
}
BOW = 0.5523
"""Of a cubic that is a quarter of a circle."""
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "claimcheck",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "path.simplify": False,
}


@contextmanager
def settings() -> Iterator[None]:
    """matplotlib as figures need it, saying nothing; the program's own settings come back after."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # it tells of its font cache
    try:
        from matplotlib import rcParams  # slow to import, and only figures need it

        before = {name: rcParams[name] for name in SETTINGS}
        rcParams.update(SETTINGS)
        try:
            yield
        finally:
            rcParams.update(before)
    finally:
        logger.setLevel(level)


@cache
def font(size: float, bold: bool) -> Any:
    """The font that matplotlib brings, whatever this machine has."""
    import matplotlib
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    file = File(matplotlib.get_data_path()) / "fonts" / "ttf" / name
    weight = "bold" if bold else "normal"
    return FontProperties(fname=file, family="DejaVu Sans", size=size, weight=weight)


def draw(drawing: Drawing, renderer: Any) -> None:
    """Everything of the drawing but its words. The renderer's y axis points up, or is turned by
    itself."""
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    place = Affine2D().scale(1, -1).translate(0, drawing.height)
    context = renderer.new_gc()
    for band in drawing.bands:
        context.set_linewidth(0)
        context.set_alpha(BAND)
        context.set_foreground(COLOURS[band.ink])
        box = Path([(band.left, band.top), (band.right, band.top), (band.right, band.bottom),
                    (band.left, band.bottom), (band.left, band.top)], closed=True)  # fmt: skip
        renderer.draw_path(context, box, place, _rgb(COLOURS[band.ink]))
    context = renderer.new_gc()
    for stroke in drawing.strokes:
        context.set_linewidth(stroke.width)
        context.set_foreground(COLOURS[stroke.ink])
        context.set_dashes(0, (3.0, 2.0) if stroke.dashed else None)
        renderer.draw_path(context, Path(stroke.points), place)
    context.set_dashes(0, None)
    for mark in drawing.marks:
        context.set_linewidth(1.1 if mark.hollow else 0.5)
        context.set_foreground(COLOURS[mark.ink])
        filled = None if mark.hollow else _rgb(COLOURS[mark.ink])
        renderer.draw_path(context, _shape(mark.shape), _at(mark) + place, filled)


def _at(mark: Mark) -> Any:
    from matplotlib.transforms import Affine2D

    return Affine2D.from_values(mark.size, 0, 0, -mark.size, mark.x, mark.y)


@cache
def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


@cache
def _shape(shape: Shape) -> Any:
    """A mark of half width 1 about the origin."""
    from matplotlib.path import Path

    if shape != "circle":
        corners = CORNERS[shape]
        return Path([*corners, corners[0]], closed=True)
    quarters = [(1, 0), (1, BOW), (BOW, 1), (0, 1), (-BOW, 1), (-1, BOW), (-1, 0),
                (-1, -BOW), (-BOW, -1), (0, -1), (BOW, -1), (1, -BOW), (1, 0), (1, 0)]  # fmt: skip
    return Path(quarters, [Path.MOVETO, *[Path.CURVE4] * 12, Path.CLOSEPOLY])
