"""Button plackets, zips and pockets on tops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .body import CENTRE, TOP
from .canvas import Canvas
from .fabric import Cloth
from .raster import Knot, Points, spline

if TYPE_CHECKING:
    from .tops import Top


def _box(x: float, y: float, width: float, height: float) -> Points:
    return spline([(x, y, 1), (x + width, y, 1), (x + width, y + height, 1), (x, y + height, 1)])


def draw_closure(canvas: Canvas, top: Top) -> None:
    """Draw what closes the front."""
    c, end = CENTRE, TOP + top.length
    flat = Cloth(top.cloth.colours, top.cloth.pattern, top.cloth.scale, top.cloth.weave, 0.3)
    if top.closure == "placket":
        canvas.piece(_box(c - 9, TOP + 22, 18, 82), flat, puff=3, radius=4, contact=0.3)
        canvas.seam([(c - 7, TOP + 98), (c + 7, TOP + 98)], width=0.8)
        for drop in (40, 62, 84):
            canvas.disc(c, TOP + drop, 3.0, top.buttons)
    elif top.closure == "buttons":
        start = TOP + 22.0
        canvas.piece(_box(c - 10, start, 20, end - start + 1), flat, puff=3, radius=4, contact=0.3)
        for x in (c - 7.5, c + 7.5):
            canvas.seam([(x, start + 4), (x, end)], width=0.8, depth=0.2)
            if top.thread:
                canvas.line([(x, start + 4), (x, end)], top.thread, 0.9, dash=3.2)
        y = start + 18.0
        while y < end - 12:
            canvas.disc(c, y, 3.1 if not top.thread else 4.0, top.buttons)
            y += 33
    elif top.closure == "zip":
        start = TOP + (40 if top.neck == "hood" else 16)
        canvas.seam([(c - 7, start), (c - 7, end)], width=1.0)
        canvas.seam([(c + 7, start), (c + 7, end)], width=1.0)
        canvas.line([(c, start), (c, end)], "#26282c", 4.6)
        canvas.line([(c, start), (c, end)], "#c9ccd1", 2.6, dash=1.3)
        canvas.paint(_box(c - 2.4, start + 8, 4.8, 13), "#d7d9dd")
    elif top.closure in {"single", "double"}:
        canvas.seam([(c + 1, TOP + 132), (c + 2, TOP + 200), (c + 8, end + 2)], width=1.6, depth=0.5)
        rows = (140, 176) if top.length < 280 else (142, 184, 226)
        for drop in rows:
            canvas.disc(c - (7 if top.closure == "single" else 20), TOP + drop, 4.4, top.buttons)
            if top.closure == "double":
                canvas.disc(c + 20, TOP + drop, 4.4, top.buttons)


def draw_pocket(canvas: Canvas, top: Top, pocket: str) -> None:
    """Draw a pocket by name."""
    c, end = CENTRE, TOP + top.length
    flat = Cloth(top.cloth.colours, top.cloth.pattern, top.cloth.scale, top.cloth.weave, 0.3)
    if pocket == "chest":
        shape = spline(
            [
                (c + 26, TOP + 72, 1),
                (c + 62, TOP + 72, 1),
                (c + 62, TOP + 108, 1),
                (c + 44, TOP + 116, 1),
                (c + 26, TOP + 108, 1),
            ]
        )
        canvas.piece(shape, flat, puff=3, radius=5, contact=0.3)
        canvas.seam([(c + 27, TOP + 79), (c + 61, TOP + 79)], width=0.9, depth=0.25)
    elif pocket == "kangaroo":
        y = end - 24
        shape = spline(
            [
                (c - 34, y - 66, 1),
                (c + 34, y - 66, 1),
                (c + 60, y - 26),
                (c + 62, y, 1),
                (c - 62, y, 1),
                (c - 60, y - 26),
            ]
        )
        canvas.piece(shape, top.cloth.plain() if top.cloth.pattern == "plain" else top.cloth, puff=6, radius=12)
        for s in (-1.0, 1.0):
            canvas.seam([(c + s * 33, y - 62), (c + s * 55, y - 26)], width=1.0)
    elif pocket == "flaps":
        y = end - 74 if top.length < 300 else TOP + 208
        for s in (-1.0, 1.0):
            canvas.piece(_box(c + s * 50 - 24, y, 48, 15), flat, puff=4, radius=5, contact=0.45)
    elif pocket == "welt":
        for s in (-1.0, 1.0):
            line: list[Knot] = [(c + s * 44, end - 78), (c + s * 62, end - 40)]
            canvas.line(line, "#000000", 4.6, alpha=0.28)
            canvas.seam(line, width=2.4, depth=0.6)
    elif pocket == "trucker":
        _trucker(canvas, top, flat)


def _trucker(canvas: Canvas, top: Top, flat: Cloth) -> None:
    c, end = CENTRE, TOP + top.length
    canvas.seam([(c - top.chest + 8, TOP + 62), (c, TOP + 66), (c + top.chest - 8, TOP + 62)], width=1.2)
    canvas.line(
        [(c - top.chest + 8, TOP + 65), (c, TOP + 69), (c + top.chest - 8, TOP + 65)], top.thread, 0.9, dash=3.2
    )
    for s in (-1.0, 1.0):
        x = c + s * 44
        flap = spline(
            [
                (x - 21, TOP + 68, 1),
                (x + 21, TOP + 68, 1),
                (x + 21, TOP + 84, 1),
                (x, TOP + 92, 1),
                (x - 21, TOP + 84, 1),
            ]
        )
        canvas.piece(flap, flat, puff=4, radius=5, contact=0.45)
        canvas.line([(x - 19, TOP + 83), (x, TOP + 89.5), (x + 19, TOP + 83)], top.thread, 0.9, dash=3.2)
        canvas.disc(x, TOP + 84, 3.2, top.buttons)
        for top_x, low_x in ((-14, -6), (14, 20)):
            line: list[Knot] = [(x + s * top_x, TOP + 90), (c + s * (44 + low_x) * 0.8, end - 18)]
            canvas.seam(line, width=1.0)
            canvas.line([(a + 2.2, b) for a, b in line], top.thread, 0.9, dash=3.2)
    band = spline(
        [
            (c - top.hip + 2, end - 16, 1),
            (c + top.hip - 2, end - 16, 1),
            (c + top.hip - 4, end + 3, 1),
            (c, end + 6),
            (c - top.hip + 4, end + 3, 1),
        ]
    )
    canvas.piece(band, flat, puff=4, radius=6, contact=0.3)
    canvas.line([(c - top.hip + 5, end - 12), (c + top.hip - 5, end - 12)], top.thread, 0.9, dash=3.2)
