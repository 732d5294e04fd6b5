"""Things that get between the camera and the product: hands, price tags, hangers, stickers."""

from __future__ import annotations

import numpy as np

from .body import CENTRE, TOP
from .canvas import Canvas
from .fabric import Cloth
from .raster import Points, blur, lettering, mix, remap, ribbon, spline


def draw_hanger(canvas: Canvas, *, wood: bool, drop: float = 0.0) -> None:
    """Draw a hanger behind the neck of a top; drop lowers it to a waistband."""
    code = "#b98a58" if wood else "#2b2d31"
    y = TOP + drop
    hook = spline(
        [
            (CENTRE, y - 2),
            (CENTRE, y - 30),
            (CENTRE + 3, y - 42),
            (CENTRE + 15, y - 50),
            (CENTRE + 11, y - 66),
            (CENTRE - 4, y - 68),
            (CENTRE - 11, y - 58),
        ],
        closed=False,
    )
    canvas.line([(float(a) + 1, float(b) + 1) for a, b in hook], "#55585c", 3.6)
    canvas.line(hook, "#c3c7cc", 2.8)
    bar = spline(
        [(CENTRE - 82, y + 28), (CENTRE - 40, y + 8), (CENTRE, y - 4), (CENTRE + 40, y + 8), (CENTRE + 82, y + 28)],
        closed=False,
    )
    canvas.piece(ribbon(bar, (10, 13, 15, 13, 10)), Cloth((code,), folds=0.2, sheen=0.3), puff=5, radius=7)


def draw_clip_hanger(canvas: Canvas, waist: float, half: float) -> None:
    """Draw a hanger with two clips, for trousers and skirts."""
    y = waist - 26
    hook = spline(
        [(CENTRE, y), (CENTRE, y - 26), (CENTRE + 14, y - 40), (CENTRE + 8, y - 56), (CENTRE - 9, y - 50)], closed=False
    )
    canvas.line(hook, "#b9bdc2", 2.8)
    canvas.line([(CENTRE - half, y), (CENTRE + half, y)], "#a2a6ab", 4.0)
    for s in (-1, 1):
        x = CENTRE + s * (half - 12)
        clip = spline([(x - 8, y - 4, 1), (x + 8, y - 4, 1), (x + 9, y + 34, 1), (x - 9, y + 34, 1)])
        canvas.piece(clip, Cloth(("#2b2d31",), folds=0.1), puff=4, radius=6, contact=0.5)


def price_tag(canvas: Canvas, x: float, y: float, turn: float, text: str) -> None:
    """Hang a paper tag with a string at a point."""
    a = np.deg2rad(turn)
    d, n = np.array([np.sin(a), np.cos(a)]), np.array([np.cos(a), -np.sin(a)])

    def at(forward: float, across: float) -> tuple[float, float]:
        p = np.array([x, y]) + d * forward + n * across
        return float(p[0]), float(p[1])

    canvas.line([(x, y), at(14, 5), at(31, 0)], "#efe9dc", 1.3)
    shape = spline(
        [(*at(24, -9), 1), (*at(24, 9), 1), (*at(32, 17), 1), (*at(92, 17), 1), (*at(92, -17), 1), (*at(32, -17), 1)]
    )
    canvas.paint(shape + np.array([2.2, 3.2]), "#000000", alpha=0.3, soft=2.5)
    canvas.paint(shape, "#f6f3ea")
    canvas.disc(*at(31, 0), 2.4, "#b08d57")
    for i in range(14):
        across = -13 + i * 2.0
        canvas.line([at(76, across), at(88, across)], "#2a2a2a", 0.7 + 0.6 * (i * 7 % 3))
    canvas.line([at(42, -12), at(42, 12)], "#b9272f", 3.0)
    _letters(canvas, text, at(60, 0), turn, 27.0)


def _letters(canvas: Canvas, text: str, centre: tuple[float, float], turn: float, width: float) -> None:
    mask = lettering(text, 60)
    k = mask.shape[1] / width
    ys, xs = np.mgrid[0 : canvas.shape[0], 0 : canvas.shape[1]].astype(np.float32)
    x, y = xs / canvas.scale + canvas.left - centre[0], ys / canvas.scale + canvas.top - centre[1]
    c, s = float(np.cos(np.deg2rad(turn))), float(np.sin(np.deg2rad(turn)))
    u, v = (x * c - y * s) * k + mask.shape[1] / 2, (x * s + y * c) * k + mask.shape[0] / 2
    ink = remap(blur(mask, k / canvas.scale * 0.4), u.astype(np.float32), v.astype(np.float32))
    whole = (slice(0, canvas.shape[0]), slice(0, canvas.shape[1]))
    canvas.lay(whole, np.zeros((*canvas.shape, 3), np.float32) + np.float32(0.12), ink)


def holding_hand(canvas: Canvas, x: float, y: float, *, angle: float, skin: str, size: float = 1.0) -> None:
    """Draw a hand and forearm reaching in from the angle, its thumb and fingertips over the product."""
    a = np.deg2rad(angle)
    d, n = np.array([np.cos(a), np.sin(a)]), np.array([-np.sin(a), np.cos(a)])
    cloth = Cloth((skin,), folds=0.0, sheen=0.1)

    def at(forward: float, across: float) -> tuple[float, float]:
        p = np.array([x, y]) + (d * forward + n * across) * size
        return float(p[0]), float(p[1])

    arm = spline([at(300, 22), at(160, 10), at(70, 2)], closed=False)
    canvas.piece(ribbon(arm, (76 * size, 66 * size, 52 * size)), cloth, puff=16, radius=30, edge=0.14)
    palm = spline([at(86, -26), at(50, -37), at(20, -33), at(8, -10), at(10, 16), at(30, 32), at(66, 30), at(88, 24)])
    canvas.piece(palm, cloth, puff=14, radius=24, edge=0.14, contact=0.3)
    nail = mix(skin, "#ffffff", 0.4)
    for across, reach, bend in ((-28, -16, -7), (-11, -27, -2), (6, -25, 2), (22, -12, 7)):
        finger = spline([at(30, across), at(4, across + bend * 0.4), at(reach, across + bend * 0.3)], closed=False)
        tip = np.array(finger[-1])
        canvas.piece(_rounded(finger, 17 * size), cloth, puff=7, radius=8, edge=0.2, contact=0.35)
        canvas.paint(_oval(tip + d * 1.5 * size, 4.6 * size, 5.6 * size, a), nail, alpha=0.55, soft=0.4)


def thumb_over(canvas: Canvas, x: float, y: float, *, angle: float, skin: str, size: float = 1.0) -> None:
    """Draw a thumb that reaches over the picture's edge, as when somebody holds the garment up."""
    a = np.deg2rad(angle)
    d = np.array([np.cos(a), np.sin(a)])
    n = np.array([-d[1], d[0]])
    cloth = Cloth((skin,), folds=0.0, sheen=0.1)
    points = [(np.array([x, y]) + (d * f + n * c) * size) for f, c in ((170, 34), (90, 16), (40, 4), (0, 0))]
    axis = spline([(float(p[0]), float(p[1])) for p in points], closed=False)
    canvas.piece(_rounded(axis, 30 * size, grow=1.9), cloth, puff=12, radius=14, edge=0.16, contact=0.45)
    canvas.paint(
        _oval(np.array([x, y]) + d * 7 * size, 8.5 * size, 10.5 * size, a),
        mix(skin, "#ffffff", 0.4),
        alpha=0.6,
        soft=0.5,
    )


def _rounded(axis: Points, width: float, grow: float = 1.1) -> Points:
    length = float(np.hypot(*np.diff(axis, axis=0).T).sum())
    step = (axis[-1] - axis[-2]) / (np.hypot(*(axis[-1] - axis[-2])) + 1e-9)
    normal = np.array([-step[1], step[0]])
    turn = np.linspace(np.pi / 2, -np.pi / 2, 12)
    cap = axis[-1] + np.outer(np.cos(turn), step) * width / 2 + np.outer(np.sin(turn), normal) * width / 2
    body = ribbon(axis, (width * grow, width * (grow + 1) / 2, width) if length > 0 else (width, width))
    half = len(body) // 2
    return np.vstack([body[:half], cap, body[half:]])


def _oval(centre: Points, across: float, long: float, angle: float) -> Points:
    t = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    x, y = np.cos(t) * long, np.sin(t) * across
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([centre[0] + x * c - y * s, centre[1] + x * s + y * c], axis=1)
