"""Everything worn on the upper body, from a vest to a coat or a dress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .body import CENTRE, TOP, Pose, arm_axis
from .canvas import Canvas, Fold, Print
from .collars import back_neck, front_neck, neckline
from .fabric import Cloth
from .fastenings import draw_closure, draw_pocket
from .prints import chest_print
from .raster import Knot, Points, cut, mirrored, mix, ribbon, spline
from .sleeves import sleeve_outline


@dataclass(frozen=True)
class Top:
    """The cut of a top; measures are offsets from the centre line, in drawing units."""

    cloth: Cloth
    neck: str = "crew"
    sleeve: float = 74.0
    cuff: str = "hem"
    hem: str = "straight"
    length: float = 232.0
    shoulder: float = 88.0
    chest: float = 86.0
    waist: float = 84.0
    hip: float = 87.0
    wide: tuple[float, float] = (64.0, 52.0)
    closure: str = "none"
    pockets: tuple[str, ...] = ()
    trim: Cloth | None = None
    art: tuple[str, ...] = ()
    art_width: float = 104.0
    art_at: tuple[float, float] = (0.0, 92.0)
    buttons: str = "#efe9dc"
    thread: str = ""
    back: bool = False
    belt: str = ""

    @property
    def edge(self) -> Cloth:
        """Return the cloth of collars and ribs."""
        return self.trim or self.cloth.plain()


def draw_top(canvas: Canvas, top: Top, pose: Pose, between: Callable[[], None] | None = None) -> None:
    """Draw a top; between draws the wearer, after the back of the neck and before the front."""
    back_neck(canvas, top.neck, top.cloth, top.edge, front=not top.back, filled=between is None)
    if between is not None:
        between()
    for side in (-1, 1):
        if top.sleeve:
            _sleeve(canvas, top, pose, side)
    body = _body(top)
    prints = []
    if top.art and not top.back:
        picture = chest_print(top.art[0], top.art[1:])
        prints.append(Print(picture, CENTRE + top.art_at[0], TOP + top.art_at[1], top.art_width))
    canvas.piece(body, top.cloth, folds=_folds(top), puff=13, radius=36, prints=prints, contact=0.4)
    _edges(canvas, top)
    if not top.back:
        draw_closure(canvas, top)
        for pocket in top.pockets:
            draw_pocket(canvas, top, pocket)
    if top.belt:
        _belt(canvas, top)
    front_neck(canvas, top.neck, top.cloth, top.edge, front=not top.back, buttons=top.buttons)


def _body(top: Top) -> Points:
    end = TOP + top.length
    neck = neckline(top.neck, front=not top.back)
    bare = top.sleeve == 0
    pull = 14 if bare else 5
    half: list[Knot] = [
        *neck,
        (top.shoulder, TOP + (8 if bare else 21), 1),
        (top.shoulder - pull, TOP + 58),
        (top.chest - (1 if bare else 0), TOP + 98, 1),
        (top.waist + 1, TOP + 135),
        (top.waist, TOP + 165),
    ]
    if top.length > 300:
        half += [((top.waist * 0.45 + top.hip * 0.55), TOP + 165 + (top.length - 165) * 0.45)]
    if top.hem == "curved":
        half += [
            (top.hip, end - 34),
            (top.hip - 3, end - 26, 1),
            (top.hip * 0.75, end - 14),
            (top.hip * 0.45, end),
            (0, end + 3),
        ]
    elif top.hem == "rib":
        half += [(top.hip + 3, end - 34), (top.hip - 2, end - 17), (top.hip - 8, end, 1), (0, end + 3)]
    else:
        half += [(top.hip, end - 8), (top.hip, end, 1), (top.hip * 0.6, end + 4), (0, end + 5)]
    return spline(mirrored(half, CENTRE))


def _folds(top: Top) -> list[Fold]:
    k = top.cloth.folds
    c, end = CENTRE, TOP + top.length
    folds = []
    for side in (-1, 1):
        s = float(side)
        folds += [
            Fold(c + s * (top.chest - 2), TOP + 97, c + s * 40, TOP + 74, -6 * s, 11, 3.2 * k),
            Fold(c + s * (top.chest - 4), TOP + 112, c + s * 46, TOP + 112, -5 * s, 9, 2.2 * k),
            Fold(c + s * (top.waist - 2), TOP + 150, c + s * 34, TOP + 176, 7 * s, 10, 2.6 * k),
            Fold(c + s * (top.waist - 4), TOP + 176, c + s * 50, TOP + 158, 6 * s, 8, 2.0 * k),
        ]
    if top.length > 300:
        for i in range(-3, 4):
            x = c + i * top.waist * 0.27
            foot = c + i * top.hip * 0.29
            folds.append(Fold(x, TOP + 168, foot, end + 30, 3.0 * i, 20 + 3 * abs(i), 6.5 * max(0.6, k)))
    return folds


def _sleeve(canvas: Canvas, top: Top, pose: Pose, side: int) -> None:
    arm = pose.right if side > 0 else pose.left
    axis = arm_axis(side, arm, top.shoulder)
    cloth = top.cloth
    pit = (CENTRE + side * (top.chest - 1), TOP + 99.0)
    outline = sleeve_outline(axis, top.sleeve, top.wide, side=side, shoulder=top.shoulder, armpit=pit)
    start, middle, end = axis[0], axis[len(axis) // 2], cut(axis, 0, top.sleeve)[-1]
    k, s = cloth.folds, float(side)
    folds = [Fold(pit[0], pit[1], start[0] + s * 16, start[1] + 6, 6 * s, 10, 3.0 * k)]
    if top.sleeve > 150:
        for drop, height in ((-16, 3.4), (0, -2.6), (14, 3.2), (30, 2.0)):
            x, y = middle[0], middle[1] + drop
            folds.append(Fold(x - s * 24, y + 3, x + s * 18, y - 6 - drop * 0.3, 4 * s, 9, height * k))
        folds.append(Fold(end[0] - s * 16, end[1] - 22, end[0] + s * 15, end[1] - 28, 4, 8, 2.6 * k))
    angle = -side * arm.upper
    canvas.piece(
        outline, cloth, angle=angle, origin=(float(start[0]), float(start[1])), folds=folds, puff=12, radius=24
    )
    _cuff(canvas, top, axis, side)


def _cuff(canvas: Canvas, top: Top, axis: Points, side: int) -> None:
    width = top.wide[1]
    end = cut(axis, top.sleeve - 26, top.sleeve)
    if top.cuff == "hem":
        for back in (5.0,):
            near = cut(axis, top.sleeve - back - 1, top.sleeve - back, 4)
            _across(canvas, near, width * 0.97, top.thread)
        return
    if top.cuff == "none":
        return
    band = cut(axis, top.sleeve - 17, top.sleeve + 3)
    if top.cuff == "rib":
        cloth = Cloth(top.edge.colours, top.edge.pattern, top.edge.scale, "rib", 0.2)
        step = end[-1] - end[0]
        angle = float(np.rad2deg(np.arctan2(step[1], step[0]))) - 90
        origin = (float(end[-1][0]), float(end[-1][1]))
        canvas.piece(ribbon(band, (width * 0.86, width * 0.74)), cloth, angle=angle, origin=origin, puff=7, radius=12)
        return
    canvas.piece(ribbon(band, (width * 1.0, width * 0.98)), top.edge, puff=6, radius=12)
    middle = band[len(band) // 2]
    canvas.disc(float(middle[0]) + side * width * 0.2, float(middle[1]), 2.6, top.buttons)


def _across(canvas: Canvas, near: Points, width: float, thread: str) -> None:
    d = near[-1] - near[0]
    n = np.array([-d[1], d[0]]) / (np.hypot(*d) + 1e-9) * width / 2
    line = np.vstack([near[0] - n, near[0], near[0] + n])
    canvas.seam(line, width=1.0, depth=0.3)
    if thread:
        canvas.line(line + d / (np.hypot(*d) + 1e-9) * 1.6, thread, 0.9, dash=3.2)


def _edges(canvas: Canvas, top: Top) -> None:
    end = TOP + top.length
    for side in (-1, 1):
        s = float(side)
        if top.sleeve:
            hole: list[Knot] = [
                (CENTRE + s * top.shoulder, TOP + 22),
                (CENTRE + s * (top.shoulder - 5), TOP + 58),
                (CENTRE + s * top.chest, TOP + 97),
            ]
            canvas.seam(hole, width=1.2, depth=0.38)
            if top.thread:
                canvas.line([(x - s * 2.6, y) for x, y, *_ in hole], top.thread, 0.9, dash=3.2)
        else:
            hole = [
                (CENTRE + s * (top.shoulder - 2.5), TOP + 10),
                (CENTRE + s * (top.shoulder - 16), TOP + 58),
                (CENTRE + s * (top.chest - 3), TOP + 96),
            ]
            canvas.piece(ribbon(spline(hole, closed=False), (4.5, 4.5)), top.edge, puff=2, radius=3, contact=0.2)
    if top.hem == "rib":
        band = mirrored([(0, end - 13), (top.hip - 2, end - 17, 1), (top.hip - 9, end + 3, 1), (0, end + 6)], CENTRE)
        cloth = Cloth(top.edge.colours, top.edge.pattern, top.edge.scale, "rib", 0.3)
        canvas.piece(spline(band), cloth, puff=7, radius=14)
    elif top.hem == "straight":
        rise = 8 if top.length < 300 else 10
        x = top.hip - (1 if top.length < 300 else 5)
        line: list[Knot] = [(CENTRE - x, end - rise), (CENTRE, end + 5 - rise), (CENTRE + x, end - rise)]
        canvas.seam(line, width=1.0, depth=0.26)
        if top.thread:
            canvas.line([(x, y + 2) for x, y, *_ in line], top.thread, 0.9, dash=3.2)


def _belt(canvas: Canvas, top: Top) -> None:
    y, w = TOP + 166, top.waist + 1
    code = top.belt
    band = mirrored([(0, y - 4), (w, y - 7, 1), (w, y + 7, 1), (0, y + 10)], CENTRE)
    canvas.piece(spline(band), Cloth((code,), folds=0.3), puff=5, radius=8)
    for dx, dy in ((-14, 66), (10, 78)):
        tail = spline(
            [(CENTRE + 6, y + 4), (CENTRE + 6 + dx * 0.7, y + dy * 0.5), (CENTRE + 6 + dx, y + dy)], closed=False
        )
        canvas.piece(ribbon(tail, (9, 11, 12)), Cloth((code,), folds=0.4), puff=4, radius=6)
    knot = spline([(CENTRE - 6, y - 8), (CENTRE + 16, y - 7), (CENTRE + 18, y + 9), (CENTRE - 5, y + 10)])
    canvas.piece(knot, Cloth((mix(code, "#ffffff", 0.05),), folds=0.6), puff=6, radius=8)
