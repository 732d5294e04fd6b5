"""A transparent canvas in drawing units on which lit pieces of cloth are laid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .fabric import Cloth, albedo, noise, relief
from .raster import F32, Knot, Points, blur, colour, cut, fill, inner_distance, remap, shifted, spline, stroke

LIGHT = (0.62, 0.52)  # towards the upper left


@dataclass(frozen=True)
class Fold:
    """A crease: from, to, its bend sideways, its width and its height (negative: a valley)."""

    x0: float
    y0: float
    x1: float
    y1: float
    bend: float = 0.0
    width: float = 9.0
    height: float = 4.0


@dataclass(frozen=True)
class Print:
    """A picture on the cloth: red, green, blue, alpha; its centre and width in drawing units."""

    picture: F32
    x: float
    y: float
    width: float


class Canvas:
    """Premultiplied colour and alpha; (left, top) is the corner in drawing units."""

    def __init__(
        self, width: float, height: float, scale: float, *, left: float = 0, top: float = 0, seed: str = ""
    ) -> None:
        self.scale, self.left, self.top, self.seed = scale, left, top, seed
        self.shape = (round(height * scale), round(width * scale))
        self.rgb: F32 = np.zeros((*self.shape, 3), dtype=np.float32)
        self.alpha: F32 = np.zeros(self.shape, dtype=np.float32)

    def pixels(self, points: Points) -> Points:
        """Turn drawing units into pixels."""
        return (points - (self.left, self.top)) * self.scale

    def _window(self, outline: Points, pad: float = 4) -> tuple[slice, slice]:
        low = np.floor(outline.min(axis=0) - pad).astype(int)
        high = np.ceil(outline.max(axis=0) + pad).astype(int)
        rows = slice(int(np.clip(low[1], 0, self.shape[0])), int(np.clip(high[1], 0, self.shape[0])))
        return rows, slice(int(np.clip(low[0], 0, self.shape[1])), int(np.clip(high[0], 0, self.shape[1])))

    def lay(self, window: tuple[slice, slice], rgb: F32, mask: F32) -> None:
        """Put colour over what is there."""
        keep = (1 - mask)[..., None]
        self.rgb[window] = self.rgb[window] * keep + rgb * mask[..., None]
        self.alpha[window] = self.alpha[window] * keep[..., 0] + mask

    def piece(
        self,
        outline: Points,
        cloth: Cloth,
        *,
        angle: float = 0.0,
        origin: Knot = (240.0, 0.0),
        folds: Sequence[Fold] = (),
        puff: float = 9.0,
        radius: float = 26.0,
        contact: float = 0.35,
        edge: float = 0.28,
        prints: Sequence[Print] = (),
    ) -> None:
        """Lay one piece of cloth: pattern turned by the angle (degrees), bulging by puff, creased by folds."""
        shape = self.pixels(outline)
        window = self._window(shape)
        rows, columns = window
        size = (rows.stop - rows.start, columns.stop - columns.start)
        if min(size) < 3:
            return
        mask = fill(size, [shape - (columns.start, rows.start)])
        s = self.scale
        if contact:
            self._shade_below(window, mask, contact)
        ys, xs = np.mgrid[rows, columns].astype(np.float32)
        x, y = (xs + 0.5) / s + self.left, (ys + 0.5) / s + self.top
        turn = np.deg2rad(angle)
        c, n = np.float32(np.cos(turn)), np.float32(np.sin(turn))
        u, v = (x - origin[0]) * c + (y - origin[1]) * n, -(x - origin[0]) * n + (y - origin[1]) * c
        far = inner_distance(mask) / np.float32(s)
        rise = 1 - np.clip(far / radius, 0, 1)
        height = puff * np.sqrt(np.clip(1 - rise * rise, 0, 1))
        height = blur(height, (1.6 + (0.035 if cloth.folds else 0.22) * radius) * s)
        f = cloth.folds
        if f:
            height = height + f * (
                5.2 * noise(u, v, 46, 150, self.seed + "a")
                + 2.9 * noise(u, v, 24, 58, self.seed + "b")
                + 0.5 * noise(u, v, 11, 22, self.seed + "c")
            )
        for fold in folds:
            height = height + self._crease(fold, size, window)
        height = height.astype(np.float32)
        gy, gx = (g.astype(np.float32) * np.float32(s) for g in np.gradient(blur(height, 1.0 * s)))
        base = albedo(cloth, u + gx * 2.2, v + gy * 2.2)
        for item in prints:
            _imprint(base, item, x + gx * 2.2, y + gy * 2.2)
        ry, rx = (g.astype(np.float32) * np.float32(s) for g in np.gradient(relief(cloth, u, v)))
        slope = (gx + 0.45 * rx) * LIGHT[0] + (gy + 0.45 * ry) * LIGHT[1]
        light = np.tanh(slope * 1.05) * 0.38
        cave = np.clip(blur(height, 9 * s) - height, 0, 6) * 0.022
        lum = base @ np.array([0.3, 0.59, 0.11], np.float32)
        lift = (0.05 + 0.07 * (1 - lum) + cloth.sheen * np.clip(light, 0, 1)) * (light + 0.10)
        rgb = base * (1 + light - cave)[..., None] + lift[..., None]
        rgb *= (1 - edge * np.exp(-far / 1.3))[..., None]
        self.lay(window, np.clip(rgb, 0, 1).astype(np.float32), mask)

    def _crease(self, fold: Fold, size: tuple[int, int], window: tuple[slice, slice]) -> F32:
        dx, dy = fold.x1 - fold.x0, fold.y1 - fold.y0
        length = float(np.hypot(dx, dy)) + 1e-6
        mid = ((fold.x0 + fold.x1) / 2 - dy / length * fold.bend, (fold.y0 + fold.y1) / 2 + dx / length * fold.bend)
        axis = spline([(fold.x0, fold.y0), mid, (fold.x1, fold.y1)], closed=False)
        half = np.sin(np.linspace(0.12, np.pi, len(axis)))[:, None] * fold.width / 2
        step = np.gradient(axis, axis=0)
        normal = np.stack([-step[:, 1], step[:, 0]], 1) / (np.hypot(*step.T)[:, None] + 1e-9)
        shape = self.pixels(np.vstack([axis + normal * half, (axis - normal * half)[::-1]]))
        mask = fill(size, [shape - (window[1].start, window[0].start)])
        return blur(mask, fold.width * self.scale * 0.38) * np.float32(fold.height)

    def _shade_below(self, window: tuple[slice, slice], mask: F32, strength: float) -> None:
        s = self.scale
        cast = shifted(blur(mask, 4.0 * s), 1.5 * s, 2.5 * s)
        self.rgb[window] *= (1 - strength * cast)[..., None]

    def seam(self, knots: Sequence[Knot] | Points, *, width: float = 1.3, depth: float = 0.42) -> None:
        """Draw a seam: a dark groove with a light lip, on what is there."""
        line = self.pixels(_line(knots))
        window = self._window(line, 6 * self.scale)
        offset = (window[1].start, window[0].start)
        size = (window[0].stop - window[0].start, window[1].stop - window[1].start)
        if min(size) < 3:
            return
        w = width * self.scale
        groove = blur(stroke(size, [line - offset], w), 0.5 * self.scale)
        wide = blur(stroke(size, [line - offset], w * 2.5), 1.6 * self.scale)
        lip = shifted(groove, self.scale * 1.1, self.scale * 1.1)
        self.rgb[window] *= (1 - depth * groove - 0.16 * wide)[..., None]
        self.rgb[window] += (0.07 * lip * self.alpha[window])[..., None]

    def paint(self, outline: Points, code: str, *, alpha: float = 1.0, soft: float = 0.0) -> None:
        """Fill an outline with one colour."""
        shape = self.pixels(outline)
        window = self._window(shape, 4 + soft * self.scale * 3)
        size = (window[0].stop - window[0].start, window[1].stop - window[1].start)
        if min(size) < 3:
            return
        mask = fill(size, [shape - (window[1].start, window[0].start)])
        if soft:
            mask = blur(mask, soft * self.scale)
        self.lay(window, np.ones((*size, 3), np.float32) * colour(code), mask * np.float32(alpha))

    def line(
        self, knots: Sequence[Knot] | Points, code: str, width: float, *, alpha: float = 1.0, dash: float = 0.0
    ) -> None:
        """Draw a line, or a row of stitches where dash is their length."""
        units = _line(knots)
        parts = [units]
        if dash:
            total = float(np.hypot(*np.diff(units, axis=0).T).sum())
            parts = [cut(units, a, a + dash, 5) for a in np.arange(0, total - dash / 2, dash * 1.7)]
        line = self.pixels(units)
        window = self._window(line, width * self.scale + 4)
        size = (window[0].stop - window[0].start, window[1].stop - window[1].start)
        if min(size) < 3:
            return
        offset = (window[1].start, window[0].start)
        mask = stroke(size, [self.pixels(p) - offset for p in parts], width * self.scale)
        self.lay(window, np.ones((*size, 3), np.float32) * colour(code), mask * np.float32(alpha))

    def disc(self, x: float, y: float, radius: float, code: str) -> None:
        """Draw a small button or eyelet with a shadow and a rim of light."""
        turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        self.paint(ring * radius * 1.15 + (x + 0.6, y + 1.0), "#000000", alpha=0.35, soft=0.7)
        self.paint(ring * radius + (x, y), code)
        self.paint(ring * radius * 0.55 + (x - radius * 0.15, y - radius * 0.2), "#ffffff", alpha=0.22, soft=0.3)


def _line(knots: Sequence[Knot] | Points) -> Points:
    return knots if isinstance(knots, np.ndarray) else spline(knots, closed=False)


def _imprint(base: F32, item: Print, x: F32, y: F32) -> None:
    height, width = item.picture.shape[:2]
    k = width / item.width
    px = (x - item.x) * np.float32(k) + width / 2
    py = (y - item.y) * np.float32(k) + height / 2
    sampled = remap(item.picture, px.astype(np.float32), py.astype(np.float32))
    base += (sampled[..., :3] - base) * (sampled[..., 3:] * np.float32(0.95))
