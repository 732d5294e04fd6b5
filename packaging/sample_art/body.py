"""The body under the clothes: where arms go in a pose, and the drawing of a person or a shop mannequin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .canvas import Canvas
from .fabric import Cloth
from .raster import Knot, Points, mix, ribbon, spline

CENTRE = 240.0
TOP = 100.0  # height of the neck's side on the canvas
UPPER, FORE = 112.0, 104.0


@dataclass(frozen=True)
class Arm:
    """Angles of the upper arm and forearm from straight down, outward positive, in degrees."""

    upper: float = 20.0
    fore: float = 14.0


@dataclass(frozen=True)
class Pose:
    """How both arms hang; flat laid clothes use it too."""

    right: Arm = Arm()
    left: Arm = Arm()


@dataclass(frozen=True)
class Person:
    """Who wears it; kind is 'person' or 'mannequin'."""

    kind: str = "person"
    skin: str = "#e3b594"
    hair: str = "#4a3226"
    cut: str = "bob"
    under: str = "#3d4654"  # what is worn below or above the product
    shoes: str = "#e9e7e2"

    @property
    def cloth(self) -> Cloth:
        """Return the surface of the body as a cloth without creases."""
        return Cloth((self.skin,), folds=0.0, sheen=0.25 if self.kind == "mannequin" else 0.08)


def arm_axis(side: int, arm: Arm, shoulder: float) -> Points:
    """Return the line shoulder, elbow, wrist; side is 1 for the picture's right, -1 for its left."""
    x, y = CENTRE + side * (shoulder - 17), TOP + 38
    a, b = np.deg2rad(arm.upper), np.deg2rad(arm.fore)
    ex, ey = x + side * UPPER * np.sin(a), y + UPPER * np.cos(a)
    wx, wy = ex + side * FORE * np.sin(b), ey + FORE * np.cos(b)
    return spline(
        [(x, y), ((x + ex) / 2 + side * 1.5, (y + ey) / 2), (ex, ey), ((ex + wx) / 2, (ey + wy) / 2), (wx, wy)],
        closed=False,
    )


def draw_arm(canvas: Canvas, person: Person, side: int, arm: Arm, shoulder: float = 82) -> None:
    """Draw a bare arm with its hand."""
    axis = arm_axis(side, arm, shoulder)
    if arm.fore > -20:  # further in, the hand is behind the back
        draw_hand(canvas, person, axis, side)
    canvas.piece(ribbon(axis, (34, 33, 29, 28, 25, 20, 17)), person.cloth, puff=13, radius=15, edge=0.12)


def draw_hand(canvas: Canvas, person: Person, axis: Points, side: int) -> None:
    """Draw a relaxed hand at the end of an arm."""
    wrist, before = axis[-1], axis[-6]
    d = (wrist - before) / (np.hypot(*(wrist - before)) + 1e-9)
    n = np.array([-d[1], d[0]]) * (1 if side > 0 else -1)

    def at(forward: float, across: float) -> Knot:
        p = wrist + d * forward + n * across
        return float(p[0]), float(p[1])

    palm = [
        at(-4, -8),
        at(10, -11),
        at(24, -12),
        at(40, -9),
        at(45, -4),
        at(45, 3),
        at(38, 8),
        at(22, 10),
        at(8, 9),
        at(-4, 8),
    ]
    thumb = spline([at(8, 6), at(20, 13), at(32, 13)], closed=False)
    canvas.piece(ribbon(thumb, (9, 8, 6)), person.cloth, puff=5, radius=5, contact=0, edge=0.12)
    canvas.piece(spline(palm), person.cloth, puff=7, radius=10, contact=0, edge=0.12)
    if person.kind == "person":
        for across in (-5.5, -0.5, 4.5):
            canvas.line([at(26, across), at(43, across * 0.7)], mix(person.skin, "#5a2d1c", 0.35), 0.9, alpha=0.6)


def draw_legs(canvas: Canvas, person: Person, *, bare: bool = True, spread: float = 34, hip: float = 292) -> None:
    """Draw the hips and both legs, bare or in plain trousers, and simple shoes."""
    cloth = person.cloth if bare else Cloth((person.under,), weave="denim", folds=1.0)
    top = spline(
        [
            (CENTRE - 66, hip - 60),
            (CENTRE - 74, hip),
            (CENTRE - 70, hip + 40),
            (CENTRE, hip + 60),
            (CENTRE + 70, hip + 40),
            (CENTRE + 74, hip),
            (CENTRE + 66, hip - 60),
        ]
    )
    canvas.piece(top, cloth, puff=14, radius=40, edge=0.12)
    for side in (-1, 1):
        x = CENTRE + side * spread
        axis = spline(
            [(x, hip), (x + side * 5, hip + 110), (x + side * 3, hip + 190), (x + side * 6, hip + 350)], closed=False
        )
        widths = (70, 62, 50, 46, 40, 30, 24) if bare else (74, 68, 58, 54, 50, 46, 44)
        draw_shoe(canvas, x + side * 6, hip + 350, side, person.shoes)
        canvas.piece(ribbon(axis, widths), cloth, puff=15, radius=26, edge=0.12)


def draw_shoe(canvas: Canvas, x: float, y: float, side: int, code: str) -> None:
    """Draw a plain shoe seen from the front."""
    shape = spline(
        [
            (x - 15, y - 8),
            (x - 17 + side * 3, y + 18),
            (x - 14 + side * 8, y + 36),
            (x + side * 9, y + 40),
            (x + 14 + side * 8, y + 36),
            (x + 17 + side * 3, y + 18),
            (x + 15, y - 8),
        ]
    )
    canvas.piece(shape, Cloth((code,), folds=0.3), puff=9, radius=12)
    canvas.line([(x - 13 + side * 8, y + 36), (x + side * 9, y + 40), (x + 13 + side * 8, y + 36)], "#f3f1ec", 3.5)


def draw_torso(canvas: Canvas, person: Person) -> None:
    """Draw a plain long-sleeve-free top, for products worn below the waist."""
    shape = spline(
        [
            (CENTRE - 36, TOP, 1),
            (CENTRE - 82, TOP + 20),
            (CENTRE - 78, TOP + 90),
            (CENTRE - 70, TOP + 160),
            (CENTRE - 74, TOP + 215, 1),
            (CENTRE + 74, TOP + 215, 1),
            (CENTRE + 70, TOP + 160),
            (CENTRE + 78, TOP + 90),
            (CENTRE + 82, TOP + 20),
            (CENTRE + 36, TOP, 1),
            (CENTRE, TOP + 24),
        ]
    )
    canvas.piece(shape, Cloth((person.under,), folds=1.2), puff=12, radius=34)


def draw_head(canvas: Canvas, person: Person) -> None:
    """Draw neck, shoulders and head; a person's face is only hinted at."""
    c = CENTRE
    if person.kind == "person" and person.cut == "long":
        hair = spline(
            [
                (c - 40, TOP - 70),
                (c - 50, TOP - 10),
                (c - 46, TOP + 60),
                (c, TOP + 50),
                (c + 46, TOP + 60),
                (c + 50, TOP - 10),
                (c + 40, TOP - 70),
                (c, TOP - 116),
            ]
        )
        canvas.piece(hair, Cloth((person.hair,), folds=1.6, sheen=0.3), puff=8)
    neck = spline(
        [
            (c - 22, TOP - 40),
            (c - 22, TOP - 12),
            (c - 36, TOP + 9),
            (c - 70, TOP + 27),
            (c - 66, TOP + 60),
            (c, TOP + 96),
            (c + 66, TOP + 60),
            (c + 70, TOP + 27),
            (c + 36, TOP + 9),
            (c + 22, TOP - 12),
            (c + 22, TOP - 40),
        ]
    )
    canvas.piece(neck, person.cloth, puff=10, radius=22, edge=0.1)
    canvas.paint(spline([(c - 21, TOP - 36), (c, TOP - 14), (c + 21, TOP - 36)]), "#2a1410", alpha=0.28, soft=5)
    face = spline(
        [
            (c - 34, TOP - 78),
            (c - 31, TOP - 46),
            (c - 17, TOP - 24),
            (c, TOP - 18),
            (c + 17, TOP - 24),
            (c + 31, TOP - 46),
            (c + 34, TOP - 78),
            (c + 24, TOP - 104),
            (c, TOP - 112),
            (c - 24, TOP - 104),
        ]
    )
    canvas.piece(face, person.cloth, puff=16, radius=30, contact=0.2, edge=0.12)
    if person.kind != "person":
        return
    lip = mix(person.skin, "#a8323a", 0.5)
    canvas.paint(
        spline(
            [
                (c - 9, TOP - 41),
                (c - 3, TOP - 43.5),
                (c, TOP - 42.5),
                (c + 3, TOP - 43.5),
                (c + 9, TOP - 41),
                (c, TOP - 36.5),
            ]
        ),
        lip,
        alpha=0.85,
        soft=0.5,
    )
    shade = mix(person.skin, "#5a2d1c", 0.45)
    canvas.line([(c - 4, TOP - 54), (c, TOP - 52), (c + 4, TOP - 54)], shade, 1.4, alpha=0.6)
    for side in (-1, 1):
        canvas.line(
            [(c + side * 8, TOP - 71), (c + side * 14, TOP - 69), (c + side * 20, TOP - 71.5)],
            mix(person.hair, "#1a1010", 0.5),
            1.8,
            alpha=0.9,
        )
        canvas.line(
            [(c + side * 7, TOP - 80), (c + side * 14, TOP - 83), (c + side * 22, TOP - 80)],
            person.hair,
            2.2,
            alpha=0.8,
        )
    _hair(canvas, person)


def _hair(canvas: Canvas, person: Person) -> None:
    c, cloth = CENTRE, Cloth((person.hair,), folds=1.2, sheen=0.3)
    if person.cut == "short":
        shape: list[Knot] = [
            (c - 36, TOP - 72, 1),
            (c - 38, TOP - 100),
            (c - 14, TOP - 126),
            (c + 16, TOP - 126),
            (c + 38, TOP - 100),
            (c + 36, TOP - 72, 1),
            (c + 31, TOP - 92),
            (c + 8, TOP - 100),
            (c - 20, TOP - 98),
            (c - 31, TOP - 90),
        ]
        canvas.piece(spline(shape), cloth, puff=7, radius=14, contact=0.25)
        return
    drop = 14 if person.cut == "long" else -28
    for side in (-1, 1):
        lock = spline(
            [
                (c + side * 2, TOP - 120),
                (c + side * 34, TOP - 104),
                (c + side * 45, TOP - 60),
                (c + side * 40, TOP + drop),
                (c + side * 30, TOP + drop + 2),
                (c + side * 33, TOP - 60),
                (c + side * 26, TOP - 88),
                (c + side * 4, TOP - 104),
            ]
        )
        canvas.piece(lock, cloth, puff=7, radius=12, contact=0.25)
