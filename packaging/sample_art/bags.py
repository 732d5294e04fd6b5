"""Bags: a tote, a handbag and a backpack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .canvas import Canvas, Fold, Print
from .fabric import Cloth
from .prints import chest_print
from .raster import mix, ribbon, spline

if TYPE_CHECKING:
    from .accessories import Accessory


def art_on(item: Accessory, x: float, y: float, width: float) -> list[Print]:
    """Return the print of a thing, if it has one, at a place."""
    return [Print(chest_print(item.art[0], item.art[1:]), x, y, width)] if item.art else []


def draw_tote(canvas: Canvas, item: Accessory) -> None:
    """Draw a shopping bag of cloth."""
    for dy, shade in ((-16, 0.25), (0, 0.0)):
        strap = spline(
            [(184, 262 + dy * 0.2), (190, 150 + dy), (240, 96 + dy), (290, 150 + dy), (296, 262 + dy * 0.2)],
            closed=False,
        )
        canvas.piece(ribbon(strap, (13, 13, 13)), item.second.darker(shade) if shade else item.second, puff=4, radius=6)
    body = spline(
        [(122, 232, 1), (240, 238), (358, 232, 1), (366, 360), (362, 478, 1), (240, 486), (118, 478, 1), (114, 360)]
    )
    canvas.piece(
        body,
        item.cloth,
        puff=10,
        radius=30,
        prints=art_on(item, 240, 366, 172),
        folds=[
            Fold(130, 262, 190, 330, 10, 16, 4),
            Fold(352, 262, 300, 350, -10, 16, 4),
            Fold(124, 470, 190, 400, 8, 16, 4),
            Fold(356, 470, 310, 430, -6, 14, 3),
        ],
    )
    canvas.seam([(122, 250), (240, 256), (358, 250)], width=1.0, depth=0.3)
    for x in (184, 296):
        tab = spline([(x - 7, 236, 1), (x + 7, 236, 1), (x + 7, 272, 1), (x - 7, 272, 1)])
        canvas.piece(tab, item.second, puff=3, radius=5)
        canvas.line([(x - 5, 254), (x + 5, 268)], "#f4f0e6", 0.9)
        canvas.line([(x + 5, 254), (x - 5, 268)], "#f4f0e6", 0.9)


def draw_handbag(canvas: Canvas, item: Accessory) -> None:
    """Draw a leather bag with a flap."""
    strap = spline([(132, 300), (122, 190), (180, 106), (240, 92), (300, 106), (358, 190), (348, 300)], closed=False)
    canvas.piece(ribbon(strap, (11, 11, 11)), item.cloth, puff=4, radius=5)
    for x in (133, 347):
        canvas.line([(x - 8, 290), (x + 8, 290), (x + 8, 304), (x - 8, 304), (x - 8, 290)], "#d1ab5f", 3.0)
    body = spline(
        [
            (128, 298),
            (112, 380),
            (112, 440),
            (136, 462),
            (240, 468),
            (344, 462),
            (368, 440),
            (368, 380),
            (352, 298),
            (240, 288),
        ]
    )
    canvas.piece(body, item.cloth, puff=18, radius=40)
    flap = spline(
        [(124, 296, 1), (240, 286), (356, 296, 1), (366, 346), (334, 392), (240, 408), (146, 392), (114, 346)]
    )
    canvas.piece(flap, item.second, puff=12, radius=34, contact=0.55)
    inner = spline([(122, 342), (150, 384), (240, 399), (330, 384), (358, 342)], closed=False)
    canvas.line(inner, mix(item.second.colours[0], "#ffffff", 0.4), 1.2, dash=4)
    canvas.paint(spline([(228, 388, 1), (252, 388, 1), (252, 420, 1), (228, 420, 1)]), "#b98f43")
    canvas.paint(spline([(231, 391, 1), (249, 391, 1), (249, 417, 1), (231, 417, 1)]), "#e0c07c")
    canvas.disc(240, 404, 4.5, "#a87f38")


def draw_backpack(canvas: Canvas, item: Accessory) -> None:
    """Draw a backpack."""
    handle = spline([(214, 146), (220, 112), (260, 112), (266, 146)], closed=False)
    canvas.piece(ribbon(handle, (11, 11, 11)), item.second, puff=4, radius=5)
    for s in (-1, 1):
        strap = spline([(240 + s * 80, 190), (240 + s * 134, 270), (240 + s * 128, 430)], closed=False)
        canvas.piece(ribbon(strap, (24, 26, 12)), item.second, puff=6, radius=9)
    body = spline(
        [
            (150, 200),
            (176, 146),
            (240, 132),
            (304, 146),
            (330, 200),
            (350, 340),
            (346, 462),
            (320, 486),
            (240, 492),
            (160, 486),
            (134, 462),
            (130, 340),
        ]
    )
    canvas.piece(
        body,
        item.cloth,
        puff=20,
        radius=46,
        folds=[Fold(150, 300, 200, 250, 6, 14, 3), Fold(330, 300, 286, 250, -6, 14, 3)],
    )
    zipper = spline([(152, 300), (160, 216), (196, 172), (240, 164), (284, 172), (320, 216), (328, 300)], closed=False)
    canvas.line(zipper, "#1f2226", 4.4)
    canvas.line(zipper, "#b9bdc4", 1.8, dash=1.6)
    pocket = spline(
        [(160, 336, 1), (240, 326), (320, 336, 1), (332, 400), (326, 466), (240, 474), (154, 466), (148, 400)]
    )
    canvas.piece(pocket, item.second, puff=14, radius=30, contact=0.5)
    canvas.line([(160, 350), (240, 341), (320, 350)], "#1f2226", 3.6)
    canvas.line([(160, 350), (240, 341), (320, 350)], "#b9bdc4", 1.6, dash=1.6)
    canvas.piece(
        spline([(216, 396, 1), (264, 396, 1), (264, 426, 1), (216, 426, 1)]),
        Cloth(("#a8713f",), folds=0.2),
        puff=3,
        radius=4,
    )
    canvas.line([(226, 411), (254, 411)], "#5c3a1c", 2.0)
