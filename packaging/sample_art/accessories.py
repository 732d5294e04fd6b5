"""Caps, beanies, bags, shoes and socks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .bags import art_on, draw_backpack, draw_handbag, draw_tote
from .canvas import Canvas, Fold
from .fabric import Cloth
from .raster import Points, mix, spline


@dataclass(frozen=True)
class Accessory:
    """A thing to carry or wear: kind names its drawing, second is the cloth of its contrasting parts."""

    kind: str
    cloth: Cloth
    second: Cloth
    art: tuple[str, ...] = ()


def draw_accessory(canvas: Canvas, item: Accessory) -> None:
    """Draw the thing around the point (240, 300)."""
    _DRAW[item.kind](canvas, item)


def _cap(canvas: Canvas, item: Accessory) -> None:
    under = spline([(118, 338), (70, 356), (40, 384), (66, 396), (150, 388), (250, 380), (300, 372)])
    canvas.piece(under, item.second.darker(0.3), puff=4)
    crown = spline(
        [
            (112, 344, 1),
            (110, 280),
            (136, 226),
            (190, 192),
            (256, 188),
            (318, 210),
            (362, 262),
            (376, 330, 1),
            (364, 352),
            (300, 372),
            (200, 366),
        ]
    )
    canvas.piece(
        crown,
        item.cloth,
        puff=22,
        radius=70,
        prints=art_on(item, 176, 282, 78),
        folds=[Fold(330, 350, 300, 260, 6, 10, 2), Fold(366, 330, 330, 290, 6, 10, 2.4)],
    )
    for knots in (
        [(232, 190), (196, 250), (190, 362)],
        [(232, 190), (290, 250), (306, 368)],
        [(232, 190), (318, 214), (372, 300)],
        [(232, 190), (150, 224), (116, 300)],
    ):
        canvas.seam(knots, width=1.2, depth=0.36)
    brim = spline(
        [(110, 342, 1), (160, 330), (220, 344), (304, 372, 1), (250, 388), (160, 402), (80, 404), (36, 388), (60, 362)]
    )
    canvas.piece(brim, item.second, puff=12, radius=26, contact=0.5)
    for grow in (0.0, 7.0, 14.0):
        canvas.seam(
            [(62 + grow, 372 + grow * 0.1), (150 + grow, 386 - grow), (268, 376 - grow * 0.9)], width=0.8, depth=0.18
        )
    canvas.disc(233, 190, 7, item.cloth.colours[0])
    for x, y in ((160, 236), (262, 226), (330, 262)):
        canvas.disc(x, y, 3, mix(item.cloth.colours[0], "#101010", 0.35))


def _beanie(canvas: Canvas, item: Accessory) -> None:
    crown = spline([(136, 380, 1), (128, 300), (156, 220), (240, 184), (324, 220), (352, 300), (344, 380, 1)])
    cloth = Cloth(
        item.cloth.colours, item.cloth.pattern, item.cloth.scale, "cable" if item.cloth.weave == "cable" else "rib", 0.6
    )
    canvas.piece(
        crown,
        cloth,
        puff=24,
        radius=70,
        folds=[Fold(190, 330, 230, 205, 8, 14, 3), Fold(300, 330, 256, 205, -8, 14, 3)],
    )
    band = spline([(126, 352, 1), (240, 338), (354, 352, 1), (356, 410, 1), (240, 424), (124, 410, 1)])
    canvas.piece(band, Cloth(item.second.colours, weave="rib", folds=0.6), puff=13, radius=24, contact=0.5)
    canvas.piece(
        spline([(286, 372, 1), (322, 369, 1), (322, 393, 1), (286, 396, 1)]),
        Cloth(("#8a5a34",), folds=0.2),
        puff=3,
        radius=4,
    )
    rng = np.random.default_rng(7)
    for _ in range(150):
        a, r = rng.uniform(0, 6.28), rng.uniform(4, 46)
        x, y = 240 + np.cos(a) * r * 0.5, 168 + np.sin(a) * r * 0.5
        tip = (240 + np.cos(a) * (r + 6), 168 + np.sin(a) * (r + 4))
        canvas.line(
            [(x, y), tip],
            mix(item.second.colours[0], "#ffffff" if rng.random() < 0.5 else "#000000", rng.uniform(0, 0.3)),
            2.2,
        )


def _sneaker(canvas: Canvas, item: Accessory) -> None:
    high = item.art == ("high",)
    top = 206 if high else 262
    upper = spline(
        [
            (66, 404, 1),
            (62, 350),
            (70, top + 26),
            (88, top, 1),
            (130, top + 10),
            (172, top + 4, 1),
            (206, 300),
            (262, 336),
            (340, 356),
            (400, 376),
            (420, 410, 1),
            (240, 420),
        ]
    )
    inner = spline([(84, top + 6), (128, top - 10), (176, top + 6), (130, top + 26)])
    canvas.piece(inner, item.second.darker(0.35), puff=3)
    tongue = spline([(140, top + 14, 1), (150, top - 26), (184, top - 18), (232, 318, 1)])
    canvas.piece(tongue, item.cloth, puff=6, radius=12)
    canvas.piece(
        upper,
        item.cloth,
        puff=20,
        radius=40,
        folds=[Fold(330, 372, 300, 340, 6, 10, 2.5), Fold(318, 380, 286, 350, 6, 9, 2)],
    )
    toe = spline([(330, 402, 1), (336, 372), (376, 366), (412, 386), (420, 410, 1)])
    canvas.piece(toe, item.second, puff=9, radius=18, contact=0.3)
    heel = spline([(64, 404, 1), (60, 350), (66, 316, 1), (98, 324), (108, 404, 1)])
    canvas.piece(heel, item.second, puff=6, radius=14, contact=0.3)
    if not high:
        for dx in (0, 30):
            mark = spline([(168 + dx, 404, 1), (196 + dx, 330, 1), (212 + dx, 334, 1), (186 + dx, 404, 1)])
            canvas.piece(mark, item.second, puff=3, radius=5, contact=0.3)
    else:
        turn = np.linspace(0, 6.28, 30)
        patch: Points = np.stack([128 + np.cos(turn) * 24, 268 + np.sin(turn) * 24], 1)
        canvas.piece(patch, item.second, puff=3, radius=5, contact=0.3)
        canvas.line(np.vstack([patch, patch[:1]]) * 0.62 + np.array([128, 268]) * 0.38, item.cloth.colours[0], 3.0)
    rows = 5 if not high else 7
    for i in range(rows):
        t = i / (rows - 1)
        x, y = 170 + (262 - 170) * t, top + 22 + (340 - top - 22) * t
        canvas.disc(x - 14, y + 9, 3.0, "#c9cbd0")
        canvas.line([(x - 14, y + 9), (x + 4, y - 2), (x + 20, y - 2)], "#f6f5f1", 5.0)
        canvas.line([(x - 12, y + 10), (x + 4, y + 0.5), (x + 18, y)], "#9a9a96", 0.8)
    canvas.seam([(96, top + 10), (120, 330), (170, 396)], width=1.0, depth=0.3)
    sole = spline([(56, 402, 1), (240, 410), (426, 404, 1), (428, 430), (410, 442), (240, 446), (76, 444), (54, 432)])
    canvas.piece(sole, Cloth(("#f3f1ea",), folds=0.2), puff=8, radius=16, contact=0.5)
    canvas.line([(58, 416), (240, 424), (426, 418)], item.second.colours[0], 2.6)


def _socks(canvas: Canvas, item: Accessory) -> None:
    for dx, dy in ((52, -22), (-34, 12)):
        shape = spline(
            [
                (196 + dx, 130 + dy, 1),
                (282 + dx, 130 + dy, 1),
                (286 + dx, 240 + dy),
                (282 + dx, 330 + dy),
                (262 + dx, 392 + dy),
                (200 + dx, 440 + dy),
                (140 + dx, 462 + dy),
                (112 + dx, 440 + dy),
                (122 + dx, 404 + dy),
                (176 + dx, 368 + dy),
                (200 + dx, 320 + dy),
                (198 + dx, 220 + dy),
            ]
        )
        canvas.piece(
            shape,
            item.cloth,
            puff=13,
            radius=34,
            origin=(240 + dx, dy),
            folds=[
                Fold(200 + dx, 330 + dy, 270 + dx, 350 + dy, 8, 12, 3),
                Fold(196 + dx, 348 + dy, 262 + dx, 376 + dy, 8, 10, 2.4),
            ],
        )
        toe = spline(
            [
                (150 + dx, 388 + dy, 1),
                (160 + dx, 424 + dy),
                (158 + dx, 459 + dy, 1),
                (120 + dx, 456 + dy),
                (112 + dx, 428 + dy),
                (126 + dx, 402 + dy),
            ]
        )
        canvas.piece(toe, item.second, puff=8, radius=18, contact=0.2)
        heel = spline([(282 + dx, 326 + dy, 1), (248 + dx, 350 + dy), (244 + dx, 406 + dy, 1), (268 + dx, 384 + dy)])
        canvas.piece(heel, item.second, puff=5, radius=14, contact=0.2)
        cuff = spline(
            [(193 + dx, 122 + dy, 1), (285 + dx, 122 + dy, 1), (287 + dx, 162 + dy, 1), (194 + dx, 162 + dy, 1)]
        )
        canvas.piece(cuff, Cloth(item.second.colours, weave="rib", folds=0.3), puff=9, radius=18)


_DRAW = {
    "cap": _cap,
    "beanie": _beanie,
    "tote": draw_tote,
    "handbag": draw_handbag,
    "backpack": draw_backpack,
    "sneaker": _sneaker,
    "socks": _socks,
}
