"""Necklines and collars: the part behind the neck, the cut-out, and what is sewn round it."""

from __future__ import annotations

from .body import CENTRE, TOP
from .canvas import Canvas
from .fabric import Cloth
from .raster import Knot, mix, ribbon, spline

# Half width at the neck's side, and depth of the front, for each neckline.
_SHAPE = {
    "crew": (36, 26),
    "v": (36, 74),
    "scoop": (50, 58),
    "boat": (60, 16),
    "polo": (34, 30),
    "shirt": (33, 24),
    "hood": (36, 40),
    "turtle": (33, 14),
    "lapel": (33, 132),
    "stand": (34, 16),
}


def neckline(neck: str, *, front: bool) -> list[Knot]:
    """Return the half outline of the cut-out, from the centre line to the neck's side."""
    width, depth = _SHAPE[neck]
    if not front:
        return [(0, TOP + 6), (width * 0.6, TOP + 4), (width, TOP, 1)]
    if neck in {"v", "lapel"}:
        return [(0, TOP + depth, 1), (width * 0.62, TOP + depth * 0.38), (width, TOP, 1)]
    return [(0, TOP + depth), (width * 0.55, TOP + depth * 0.84), (width * 0.9, TOP + depth * 0.4), (width, TOP, 1)]


def _cut_line(neck: str, *, front: bool, grow: float = 0.0) -> list[Knot]:
    half = [
        (x + (grow if x else 0), y + (grow if not x else grow * 0.4), *r) for x, y, *r in neckline(neck, front=front)
    ]
    left: list[Knot] = [(CENTRE - k[0], *k[1:]) for k in reversed(half)]
    return [*left, *[(CENTRE + k[0], *k[1:]) for k in half[1:]]]


def back_neck(canvas: Canvas, neck: str, cloth: Cloth, trim: Cloth, *, front: bool, filled: bool) -> None:
    """Draw what is seen of the back through the neck; filled where nobody wears it."""
    width, depth = _SHAPE[neck]
    c = CENTRE
    if not front:
        return
    if neck == "hood":
        _hood(canvas, cloth, filled=filled)
        return
    rise = {"shirt": 15, "polo": 13, "lapel": 14, "turtle": 26, "stand": 24}.get(neck, 0)
    inner = cloth.darker(0.30)
    if filled or rise:
        low = depth + 12 if filled else 8
        shape: list[Knot] = [
            (c - width - 2, TOP + 1, 1),
            (c - width * 0.5, TOP + 3 - rise),
            (c, TOP + 4 - rise),
            (c + width * 0.5, TOP + 3 - rise),
            (c + width + 2, TOP + 1, 1),
            (c + width * 0.7, TOP + low * 0.7),
            (c, TOP + low),
            (c - width * 0.7, TOP + low * 0.7),
        ]
        canvas.piece(spline(shape), inner, puff=4, contact=0)
    if not filled:
        return
    canvas.seam([(c - width, TOP + 3), (c, TOP + 16 if depth > 20 else TOP + 9), (c + width, TOP + 3)], width=1)
    if depth > 20:
        canvas.paint(
            spline([(c - 9, TOP + 9, 1), (c + 9, TOP + 9, 1), (c + 9, TOP + 19, 1), (c - 9, TOP + 19, 1)]), "#e8e4da"
        )
        canvas.line([(c - 6, TOP + 13), (c + 6, TOP + 13)], "#3a3a3a", 1.4)
        canvas.line([(c - 4, TOP + 16.4), (c + 4, TOP + 16.4)], "#8a8a8a", 0.9)
    if rise == 0:
        back = spline(
            [(c - width, TOP), (c - width * 0.5, TOP + 5), (c, TOP + 7), (c + width * 0.5, TOP + 5), (c + width, TOP)],
            closed=False,
        )
        canvas.piece(ribbon(back, (6, 7, 6)), trim, puff=2, radius=4, contact=0.2)


def _hood(canvas: Canvas, cloth: Cloth, *, filled: bool) -> None:
    c = CENTRE
    outer = spline(
        [
            (c - 58, TOP + 18),
            (c - 60, TOP - 16),
            (c - 40, TOP - 50),
            (c, TOP - 60),
            (c + 40, TOP - 50),
            (c + 60, TOP - 16),
            (c + 58, TOP + 18),
            (c + 30, TOP + 44),
            (c, TOP + 52),
            (c - 30, TOP + 44),
        ]
    )
    if not filled:
        outer = spline(
            [
                (c - 58, TOP + 20),
                (c - 60, TOP - 6),
                (c - 38, TOP - 20),
                (c, TOP - 24),
                (c + 38, TOP - 20),
                (c + 60, TOP - 6),
                (c + 58, TOP + 20),
                (c, TOP + 30),
            ]
        )
    canvas.piece(outer, cloth, puff=14, radius=26)
    if filled:
        hole = spline(
            [
                (c - 38, TOP + 2),
                (c - 36, TOP - 22),
                (c, TOP - 42),
                (c + 36, TOP - 22),
                (c + 38, TOP + 2),
                (c + 16, TOP + 38),
                (c, TOP + 46),
                (c - 16, TOP + 38),
            ]
        )
        canvas.piece(hole, cloth.darker(0.45), puff=-8, contact=0.1)


def front_neck(canvas: Canvas, neck: str, cloth: Cloth, trim: Cloth, *, front: bool, buttons: str) -> None:
    """Draw the rib, collar, hood edge or lapels in front."""
    c = CENTRE
    if not front:
        _back_collar(canvas, neck, cloth, trim)
    elif neck in {"crew", "v", "scoop", "boat"}:
        band = spline(_cut_line(neck, front=True, grow=1.0), closed=False)
        width = 9.0 if neck in {"crew", "v"} else 5.0
        canvas.piece(
            ribbon(band, (width, width)),
            Cloth(trim.colours, trim.pattern, trim.scale, "jersey", 0.2),
            puff=3.5,
            radius=5,
            contact=0.25,
        )
    elif neck in {"polo", "shirt"}:
        _collar(canvas, trim, tip=30 if neck == "polo" else 36, sharp=neck == "shirt", buttons=buttons)
    elif neck in {"turtle", "stand"}:
        rise = 27 if neck != "stand" else 23
        tube: list[Knot] = [
            (c - 38, TOP + 7, 1),
            (c - 33, TOP - 8),
            (c - 32, TOP - rise, 1),
            (c, TOP - rise + 6),
            (c + 32, TOP - rise, 1),
            (c + 33, TOP - 8),
            (c + 38, TOP + 7, 1),
            (c + 22, TOP + 17),
            (c, TOP + 20),
            (c - 22, TOP + 17),
        ]
        weave = "rib" if neck == "turtle" or trim.weave == "rib" else trim.weave
        canvas.piece(spline(tube), Cloth(trim.colours, trim.pattern, trim.scale, weave, 0.4), puff=9, radius=18)
        if neck != "turtle":
            canvas.line([(c, TOP - rise + 7), (c, TOP + 20)], "#b9bcc0", 2.4)
        else:
            canvas.seam([(c - 33, TOP - 4), (c, TOP + 3), (c + 33, TOP - 4)], width=2.0, depth=0.3)
    elif neck == "hood":
        for side in (-1, 1):
            edge: list[Knot] = [
                (c + side * 46, TOP - 22),
                (c + side * 50, TOP + 4),
                (c + side * 34, TOP + 26),
                (c - side * 3, TOP + 52),
            ]
            canvas.piece(ribbon(spline(edge, closed=False), (8, 20, 24, 12)), cloth, puff=7, radius=10)
            cord = spline(
                [(c + side * 15, TOP + 40), (c + side * 19, TOP + 72), (c + side * 16, TOP + 104)], closed=False
            )
            canvas.line([(float(x) + 1.2, float(y) + 1) for x, y in cord], "#000000", 2.4, alpha=0.25)
            canvas.line(cord, mix(cloth.colours[0], "#ffffff", 0.75), 2.3)
            canvas.disc(c + side * 15, TOP + 40, 2.6, "#b9b9b9")
            canvas.line(cord[-4:], "#6d6d70", 2.9)
    elif neck == "lapel":
        _lapels(canvas, cloth)


def _back_collar(canvas: Canvas, neck: str, cloth: Cloth, trim: Cloth) -> None:
    c, width = CENTRE, _SHAPE[neck][0]
    if neck == "hood":
        shape = spline(
            [
                (c - 52, TOP + 4),
                (c - 44, TOP - 18),
                (c, TOP - 26),
                (c + 44, TOP - 18),
                (c + 52, TOP + 4),
                (c + 34, TOP + 56),
                (c, TOP + 76),
                (c - 34, TOP + 56),
            ]
        )
        canvas.piece(shape, cloth, puff=15, radius=30)
        canvas.seam([(c, TOP - 24), (c + 1, TOP + 20), (c, TOP + 74)])
        return
    drop = 8.0 if neck in {"crew", "v", "scoop", "boat"} else 22.0
    rise = 0 if drop < 10 else 16
    shape = spline(
        [
            (c - width - 3, TOP + 2, 1),
            (c - width * 0.6, TOP - rise),
            (c, TOP - rise + 2),
            (c + width * 0.6, TOP - rise),
            (c + width + 3, TOP + 2, 1),
            (c + width * 0.6, TOP + drop),
            (c, TOP + drop + 3),
            (c - width * 0.6, TOP + drop),
        ]
    )
    canvas.piece(shape, trim, puff=5, radius=10)


def _collar(canvas: Canvas, trim: Cloth, *, tip: float, sharp: bool, buttons: str) -> None:
    c = CENTRE
    for side in (-1, 1):
        s = float(side)
        flap: list[Knot] = [
            (c + s * 1, TOP + 20, 1),
            (c + s * 14, TOP + 8),
            (c + s * 28, TOP - 13, 1),
            (c + s * 36, TOP - 4),
            (c + s * 41, TOP + 10, 1),
            (c + s * (tip + 3), TOP + tip + (8 if sharp else 4), 1),
        ]
        cloth = Cloth(trim.colours, trim.pattern, trim.scale, trim.weave, 0.3)
        canvas.piece(spline(flap), cloth, angle=-s * 38, origin=(c, TOP), puff=5, radius=8, contact=0.5)
        rim: list[Knot] = [(c + s * 3.5, TOP + 19), (c + s * (tip + 0.5), TOP + tip + 4)]
        canvas.seam(rim, width=0.8, depth=0.22)
        if sharp:
            canvas.disc(c + s * (tip - 3), TOP + tip - 1, 1.8, buttons)


def _lapels(canvas: Canvas, cloth: Cloth) -> None:
    c = CENTRE
    flat = Cloth(cloth.colours, cloth.pattern, cloth.scale, cloth.weave, 0.25)
    for side in (1, -1):
        s = float(side)
        lapel: list[Knot] = [
            (c + s * 1, TOP + 133, 1),
            (c + s * 22, TOP + 60),
            (c + s * 31, TOP + 2, 1),
            (c + s * 50, TOP + 26, 1),
            (c + s * 46, TOP + 36, 1),
            (c + s * 62, TOP + 34, 1),
            (c + s * 46, TOP + 84),
            (c + s * 22, TOP + 118),
        ]
        canvas.piece(spline(lapel), flat, angle=-s * 14, puff=5, radius=10, contact=0.5)
        collar: list[Knot] = [
            (c + s * 30, TOP + 8, 1),
            (c + s * 30, TOP - 13),
            (c + s * 40, TOP - 4),
            (c + s * 57, TOP + 20, 1),
            (c + s * 48, TOP + 30, 1),
        ]
        canvas.piece(spline(collar), flat, angle=-s * 30, puff=5, radius=8, contact=0.4)
