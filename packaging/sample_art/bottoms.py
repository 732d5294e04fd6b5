"""Trousers, shorts and skirts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .body import CENTRE
from .canvas import Canvas, Fold
from .fabric import Cloth
from .raster import Knot, mirrored, spline

WAIST = 258.0


@dataclass(frozen=True)
class Bottom:
    """The cut of trousers or shorts; knee and foot are the widths of a leg."""

    cloth: Cloth
    length: float = 372.0
    thigh: float = 80.0
    knee: float = 54.0
    foot: float = 46.0
    thread: str = ""
    waistband: str = "belt"  # belt, cord
    pockets: str = "slant"  # jeans, slant
    worn: float = 0.0  # how much the thighs are washed out
    cord: str = "#f2f0ea"
    crease: bool = False
    stripe: str = ""


@dataclass(frozen=True)
class Skirt:
    """The cut of a skirt."""

    cloth: Cloth
    length: float = 200.0
    hip: float = 84.0
    hem: float = 104.0
    pleats: int = 0


def draw_bottom(canvas: Canvas, item: Bottom, between: Callable[[], None] | None = None, spread: float = 0) -> None:
    """Draw trousers or shorts; between draws the wearer first."""
    if between is not None:
        between()
    c, w, k = CENTRE, WAIST, item.cloth.folds
    end, crotch = w + item.length, w + 116
    middle = 36.0 + spread
    share = min(1.0, item.length / 372)
    knee = w + 116 + (item.length - 116) * (0.48 if share > 0.7 else 0.5)
    half: list[Knot] = [
        (0, w + 7),
        (62, w, 1),
        (72, w + 36),
        (item.thigh, w + 92),
        (middle + item.knee / 2 + 3, knee),
        (middle + 5 + item.foot / 2, end, 1),
        (middle + 3, end + 3),
        (middle + 3 - item.foot / 2, end, 1),
        (middle - item.knee / 2 + 1, knee),
        (6, crotch + 6),
        (0, crotch, 1),
    ]
    if between is None:
        canvas.piece(
            spline([(c - 60, w, 1), (c, w - 9), (c + 60, w, 1), (c, w + 9)]), item.cloth.darker(), puff=2, contact=0
        )
    folds = []
    for side in (-1.0, 1.0):
        folds += [
            Fold(c + side * 4, crotch - 6, c + side * 52, crotch - 26, 6 * side, 11, 3.6 * k),
            Fold(c + side * 6, crotch + 6, c + side * 58, crotch + 4, 6 * side, 10, 3.0 * k),
            Fold(c + side * 8, crotch + 20, c + side * 52, crotch + 34, 5 * side, 9, 2.0 * k),
        ]
        for drop in (-14, 2, 16):
            x = c + side * (middle + 2)
            folds.append(Fold(x - 22, knee + drop, x + 22, knee + drop - 8 * side, 5, 8, 2.6 * k))
        for drop in (10, 24):
            x = c + side * (middle + 4)
            folds.append(Fold(x - 18, end - drop, x + 16, end - drop - 5, -5, 8, 2.6 * k * share))
    canvas.piece(spline(mirrored(half, c)), item.cloth, folds=folds, puff=14, radius=30)
    _trouser_marks(canvas, item, middle=middle, knee=knee, end=end, crotch=crotch)


def _trouser_marks(canvas: Canvas, item: Bottom, *, middle: float, knee: float, end: float, crotch: float) -> None:
    c, w = CENTRE, WAIST
    for side in (-1.0, 1.0):
        x = c + side * (middle + 3)
        if item.worn:
            thigh = spline([(x - 17, w + 90), (x + 17, w + 90), (x + 13, knee - 4), (x - 13, knee - 4)])
            canvas.paint(thigh, "#eef3fa", alpha=item.worn, soft=13)
            shin = spline([(x - 12, knee + 26), (x + 12, knee + 26), (x + 9, knee + 92), (x - 9, knee + 92)])
            canvas.paint(shin, "#eef3fa", alpha=item.worn * 0.6, soft=10)
        if item.crease:
            canvas.seam([(x, w + 60), (x + side, knee), (x + side * 1.5, end - 2)], width=1.2, depth=0.22)
        if item.stripe:
            edge: list[Knot] = [
                (c + side * 66, w + 16),
                (c + side * (item.thigh - 5), w + 92),
                (c + side * (middle + item.knee / 2 - 2), knee),
                (c + side * (middle + item.foot / 2), end - 2),
            ]
            canvas.line(edge, item.stripe, 5.0)
        low = item.foot / 2
        canvas.seam([(x - low + side, end - 9), (x, end - 6.5), (x + low + side, end - 9)], width=1.0, depth=0.3)
        if item.thread:
            canvas.line(
                [(x - low + 1 + side, end - 7), (x, end - 4.5), (x + low - 1 + side, end - 7)],
                item.thread,
                0.9,
                dash=3.2,
            )
        _pocket(canvas, item, side)
    canvas.seam([(c, w + 16), (c + 1, w + 70), (c, crotch)], width=1.3, depth=0.5)
    flat = Cloth(item.cloth.colours, item.cloth.pattern, item.cloth.scale, item.cloth.weave, 0.3)
    band = mirrored([(0, w + 6), (62, w - 2, 1), (65, w + 15, 1), (0, w + 23)], c)
    canvas.piece(spline(band), flat, puff=5, radius=8, contact=0.4)
    if item.waistband == "cord":
        for i in range(-10, 11):
            canvas.seam(
                [(c + i * 6, w + 4 - abs(i) * 0.5), (c + i * 6.1, w + 20 - abs(i) * 0.6)], width=0.9, depth=0.26
            )
        for x in (-12, 9):
            canvas.line([(c + x * 0.3, w + 18), (c + x * 0.8, w + 46), (c + x, w + 70)], item.cord, 2.6)
        return
    canvas.seam([(c + 17, w + 22), (c + 17, w + 72), (c + 8, w + 92), (c, w + 98)], width=0.9, depth=0.3)
    if item.thread:
        canvas.line([(c + 19, w + 22), (c + 19, w + 72), (c + 9, w + 95)], item.thread, 0.9, dash=3.2)
        canvas.line([(c - 61, w + 1), (c, w + 9), (c + 61, w + 1)], item.thread, 0.9, dash=3.2)
        canvas.line([(c - 62, w + 12), (c, w + 20), (c + 62, w + 12)], item.thread, 0.9, dash=3.2)
    for x in (-46, -24, 24, 46):
        y = w + 6 - abs(x) * 0.1
        canvas.piece(
            spline([(c + x - 3, y - 2, 1), (c + x + 3, y - 2, 1), (c + x + 3, y + 19, 1), (c + x - 3, y + 19, 1)]),
            flat,
            puff=2,
            radius=3,
            contact=0.4,
        )
    canvas.disc(c, w + 14.5, 4.2, "#b8794a" if item.thread else "#d9d4c8")


def _pocket(canvas: Canvas, item: Bottom, side: float) -> None:
    c, w = CENTRE, WAIST
    if item.pockets == "jeans":
        line: list[Knot] = [
            (c + side * 36, w + 19),
            (c + side * 42, w + 40),
            (c + side * 58, w + 50),
            (c + side * 71, w + 50),
        ]
    else:
        line = [(c + side * 44, w + 18), (c + side * 58, w + 44), (c + side * 70, w + 66)]
    canvas.seam(line, width=1.6, depth=0.5)
    if item.thread:
        canvas.line([(x - side * 2, y + 2.5) for x, y, *_ in line], item.thread, 0.9, dash=3.2)


def draw_skirt(canvas: Canvas, item: Skirt, between: Callable[[], None] | None = None) -> None:
    """Draw a skirt; between draws the wearer first."""
    if between is not None:
        between()
    c, w, k = CENTRE, WAIST, item.cloth.folds
    end = w + item.length
    if between is None:
        canvas.piece(
            spline([(c - 58, w, 1), (c, w - 9), (c + 58, w, 1), (c, w + 9)]), item.cloth.darker(), puff=2, contact=0
        )
    share = 60 / item.length
    hip = max(item.hip, 58 + (item.hem - 58) * share)
    half: list[Knot] = [
        (0, w + 7),
        (59, w, 1),
        (hip, w + 60),
        ((hip + item.hem) / 2 + 1, (w + 60 + end) / 2),
        (item.hem, end - 3, 1),
        (item.hem * 0.6, end + 6),
        (0, end + 10),
    ]
    folds = []
    if item.pleats:
        for i in range(item.pleats):
            t = (i + 0.5) / item.pleats * 2 - 1
            folds.append(
                Fold(c + t * 54, w + 12, c + t * item.hem * 0.98, end + 24, 4 * t, 1.1 * item.hem / item.pleats, 5.5)
            )
    else:
        for t in (-0.72, -0.4, -0.1, 0.25, 0.55, 0.8):
            folds.append(Fold(c + t * 50, w + 40, c + t * item.hem, end + 26, 8 * t, 18, 5.0 * k))
    canvas.piece(spline(mirrored(half, c)), item.cloth, folds=folds, puff=12, radius=34)
    if not item.pleats:
        canvas.seam([(c - item.hem + 1, end - 9), (c, end + 3), (c + item.hem - 1, end - 9)], width=1.0, depth=0.3)
    flat = Cloth(item.cloth.colours[:1], weave=item.cloth.weave, folds=0.3)
    canvas.piece(
        spline(mirrored([(0, w + 6), (59, w - 2, 1), (62, w + 13, 1), (0, w + 21)], c)), flat, puff=4, radius=7
    )
