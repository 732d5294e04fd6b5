"""The outline of a sleeve around an arm."""

from __future__ import annotations

import numpy as np

from .body import CENTRE, TOP
from .raster import Knot, Points, cut, spline


def sleeve_outline(
    axis: Points, length: float, widths: tuple[float, float], *, side: int, shoulder: float, armpit: Knot
) -> Points:
    """Return a sleeve around an arm: from the shoulder's point over the arm to the cuff and back to the armpit."""
    line = cut(axis, 0, length)
    step = np.gradient(line, axis=0)
    outward = np.stack([step[:, 1], -step[:, 0]], axis=1) / (np.hypot(*step.T)[:, None] + 1e-9) * side
    half = np.linspace(widths[0], widths[1], len(line))[:, None] / 2
    outer, inner = line + outward * half, line - outward * half
    picks = np.linspace(4, len(line) - 1, 6).astype(int)
    s = CENTRE + side * shoulder
    turn = int(np.clip(len(line) * 66 / max(length, 1), 6, len(line) - 5))
    tangent = step[turn] / (np.hypot(*step[turn]) + 1e-9)
    p0, p3 = np.array([s - side * 3, TOP + 21.0]), outer[turn]
    p1, p2 = p0 + np.array([side * 0.93, 0.38]) * 15, p3 - tangent * 24
    t = np.linspace(0, 1, 7)[:, None]
    cap = p0 * (1 - t) ** 3 + 3 * p1 * t * (1 - t) ** 2 + 3 * p2 * t**2 * (1 - t) + p3 * t**3
    knots: list[Knot] = [(s - side * 34, TOP + 14, 1), *[(float(x), float(y)) for x, y in cap]]
    knots += [(float(x), float(y)) for x, y in outer[[i for i in picks[:-1] if i > turn + 3]]]
    knots += [(float(outer[-1][0]), float(outer[-1][1]), 1.0), (float(inner[-1][0]), float(inner[-1][1]), 1.0)]
    low = [(float(x), float(y)) for x, y in inner[picks[:-1]][::-1] if y > armpit[1] + 14]
    knots += [*low, (armpit[0], armpit[1], 1), (armpit[0] - side * 40, armpit[1] - 10, 1)]
    return spline(knots)
