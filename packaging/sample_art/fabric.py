"""Cloth: colours, repeating patterns, weave and knit structure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .raster import F32, Points, blur, colour, f32, fill, mix, remap, resize, ribbon_leaf, rng_for, spline, stroke

TILE = 4  # pixels of a pattern tile for one drawing unit


@dataclass(frozen=True)
class Cloth:
    """What a part is made of; colours[0] is the ground, the others belong to the pattern."""

    colours: tuple[str, ...]
    pattern: str = "plain"
    scale: float = 1.0
    weave: str = "jersey"
    folds: float = 1.0
    sheen: float = 0.0

    def darker(self, share: float = 0.35) -> Cloth:
        """Return the inside of the cloth: plain, and in shadow."""
        return Cloth((mix(self.colours[0], "#101014", share),), weave=self.weave, folds=0.4)

    def plain(self, code: str | None = None) -> Cloth:
        """Return the same cloth without its pattern, in the ground colour or another."""
        return Cloth((code or self.colours[0],), weave=self.weave, folds=self.folds, sheen=self.sheen)


@lru_cache(maxsize=64)
def noise_tile(seed: str) -> F32:
    """Return a repeating field of smooth noise between -1 and 1, 48 cells of 16 pixels a side."""
    cells = rng_for(seed).uniform(-1, 1, (48, 48)).astype(np.float32)
    padded = np.pad(cells, 4, mode="wrap")
    big = resize(padded, 56 * 16, 56 * 16)
    return np.ascontiguousarray(big[64:-64, 64:-64])


def noise(u: F32, v: F32, cell_u: float, cell_v: float, seed: str) -> F32:
    """Return smooth noise at positions; cells are the size of its bumps in both directions."""
    return remap(noise_tile(seed), u * (16 / cell_u), v * (16 / cell_v), wrap=True)


def relief(cloth: Cloth, u: F32, v: F32) -> F32:
    """Return the height of the cloth's own structure (ribs, cables, quilting) in drawing units."""
    if cloth.weave == "rib":
        return f32(0.9 * np.sin(u * (2 * np.pi / 5)))
    if cloth.weave == "knit":
        return f32(0.55 * np.sin(u * (2 * np.pi / 4.2) + 1.2 * np.abs(np.sin(v * np.pi / 4))))
    if cloth.weave == "cable":
        column = np.mod(u + 18, 36) - 18
        wave = 5.5 * np.sin(v * (2 * np.pi / 34))
        strands = np.exp(-(((column - wave) / 3.6) ** 2)) + np.exp(-(((column + wave) / 3.6) ** 2))
        edge = np.exp(-(((np.abs(column) - 14) / 1.4) ** 2))
        return f32(3.0 * strands + 1.0 * edge + 0.4 * np.sin(u * (2 * np.pi / 4)))
    if cloth.weave == "quilt":
        return f32(9.0 * np.sqrt(np.abs(np.sin(v * (np.pi / 34)))))
    return np.zeros_like(u)


def albedo(cloth: Cloth, u: F32, v: F32) -> F32:
    """Return the colour of the cloth at positions in drawing units, without light."""
    tile = pattern_tile(cloth)
    base = remap(tile, u * TILE, v * TILE, wrap=True)
    if cloth.weave == "denim":
        grain = noise(u * 0.7 - v * 0.7, u * 0.7 + v * 0.7, 0.9, 5.0, "twill")
        slub = noise(u, v, 1.6, 26, "slub")
        base = base * (1 + 0.10 * grain + 0.07 * slub)[..., None]
    elif cloth.weave == "melange":
        fleck = noise(u, v, 5, 1.2, "melange") + 0.6 * noise(u, v, 1.1, 2.2, "fleck")
        base = base * f32(1 + 0.07 * fleck)[..., None]
    elif cloth.weave in {"canvas", "knit", "cable", "rib"}:
        grain = noise(u, v, 1.3, 1.3, "canvas")
        base = base * (1 + 0.05 * grain)[..., None]
    else:
        base = base * (1 + 0.02 * noise(u, v, 1.5, 1.5, "weave"))[..., None]
    return f32(base)


def _ground(cloth: Cloth, width: float, height: float) -> F32:
    shape = (round(height * cloth.scale * TILE), round(width * cloth.scale * TILE), 3)
    return np.ones(shape, dtype=np.float32) * colour(cloth.colours[0])


def _over(tile: F32, mask: F32, code: str, alpha: float = 1.0) -> None:
    tile += (colour(code) - tile) * (mask * np.float32(alpha))[..., None]


def _stamp(tile: F32, outline: Points, code: str, alpha: float = 1.0) -> None:
    height, width = tile.shape[:2]
    copies = [outline + np.array([dx, dy]) for dx in (-width, 0, width) for dy in (-height, 0, height)]
    _over(tile, fill((height, width), copies), code, alpha)


@lru_cache(maxsize=64)
def pattern_tile(cloth: Cloth) -> F32:
    """Return one repeat of the cloth's pattern."""
    tile = _PATTERNS[cloth.pattern](cloth)
    return blur(tile, 0.9)


def _plain(cloth: Cloth) -> F32:
    return _ground(Cloth(cloth.colours), 8, 8)


def _bands(cloth: Cloth, *, share: float, vertical: bool, period: float) -> F32:
    tile = _ground(cloth, period, period)
    size = tile.shape[0]
    count = max(1, len(cloth.colours) - 1)
    for i, code in enumerate(cloth.colours[1:]):
        start = round(size * (i / count))
        end = start + round(size * share / count)
        if vertical:
            tile[:, start:end] = colour(code)
        else:
            tile[start:end] = colour(code)
    return tile


def _gingham(cloth: Cloth) -> F32:
    tile = _ground(cloth, 24, 24)
    half = tile.shape[0] // 2
    soft = colour(cloth.colours[1])
    tile[:half] = (tile[:half] + soft) / 2
    tile[:, :half] = (tile[:, :half] + soft) / 2
    return tile


def _tartan(cloth: Cloth) -> F32:
    tile = _ground(cloth, 60, 60)
    size = tile.shape[0]
    for start, end, code, alpha in (
        (0.0, 0.40, cloth.colours[1], 0.55),
        (0.12, 0.28, cloth.colours[1], 0.35),
        (0.66, 0.71, cloth.colours[2], 0.85),
        (0.76, 0.78, cloth.colours[2], 0.6),
    ):
        rows = slice(round(size * start), round(size * end))
        tile[rows] += (colour(code) - tile[rows]) * np.float32(alpha)
        tile[:, rows] += (colour(code) - tile[:, rows]) * np.float32(alpha)
    return tile


def _dots(cloth: Cloth) -> F32:
    tile = _ground(cloth, 22, 22)
    size = tile.shape[0]
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1) * size * 0.17
    _stamp(tile, circle + size * 0.25, cloth.colours[1])
    _stamp(tile, circle + size * 0.75, cloth.colours[-1])
    return tile


def _petals(cx: float, cy: float, radius: float, turn: float, count: int) -> list[Points]:
    out = []
    for i in range(count):
        a = turn + 2 * np.pi * i / count
        d, n = np.array([np.cos(a), np.sin(a)]), np.array([-np.sin(a), np.cos(a)])
        c = np.array([cx, cy])
        knots = [c, c + d * radius * 0.6 + n * radius * 0.42, c + d * radius]
        knots += [c + d * radius * 0.6 - n * radius * 0.42]
        out.append(spline([(*knots[0], 1), *[tuple(k) for k in knots[1:]]]))
    return out


def _floral(cloth: Cloth) -> F32:
    tile = _ground(cloth, 110, 110)
    rng = rng_for("floral")
    size, k = tile.shape[0], cloth.scale * TILE
    spots: list[tuple[float, float]] = []
    while len(spots) < 17:
        x, y = rng.uniform(0, size, 2)
        if all(
            np.hypot((x - a + size / 2) % size - size / 2, (y - b + size / 2) % size - size / 2) > 21 * k
            for a, b in spots
        ):
            spots.append((x, y))
    for x, y in spots:
        turn = rng.uniform(0, 6.28)
        for i in range(3):
            a = turn + i * 2.1 + rng.uniform(-0.3, 0.3)
            axis = spline(
                [
                    (x, y),
                    (x + np.cos(a) * 8 * k, y + np.sin(a) * 8 * k),
                    (x + np.cos(a + 0.3) * 16 * k, y + np.sin(a + 0.3) * 16 * k),
                ],
                closed=False,
            )
            _stamp(tile, ribbon_leaf(axis, 5 * k), cloth.colours[1], 0.9)
    for i, (x, y) in enumerate(spots):
        code = cloth.colours[2 + i % (len(cloth.colours) - 2)]
        radius = rng.uniform(7.5, 11.5) * k
        turn = rng.uniform(0, 6.28)
        for petal in _petals(x, y, radius, turn, 5):
            _stamp(tile, petal, code)
        for petal in _petals(x, y, radius * 0.62, turn + 0.3, 5):
            _stamp(tile, petal, mix(code, "#ffffff", 0.35), 0.8)
        angle = np.linspace(0, 6.28, 20)
        _stamp(tile, np.stack([x + np.cos(angle) * 2 * k, y + np.sin(angle) * 2 * k], 1), "#f2c14e")
    return tile


def _leaves(cloth: Cloth) -> F32:
    tile = _ground(cloth, 130, 130)
    rng = rng_for("leaves")
    size, k = tile.shape[0], cloth.scale * TILE
    for i in range(22):
        x, y = (i % 5 + rng.uniform(-0.2, 0.6)) * size / 5, (i // 5 + rng.uniform(0, 0.7)) * size / 4.4
        a = rng.uniform(0, 6.28)
        tip = (x + np.cos(a) * 34 * k, y + np.sin(a) * 34 * k)
        mid = (x + np.cos(a + 0.25) * 18 * k, y + np.sin(a + 0.25) * 18 * k)
        axis = spline([(x, y), mid, tip], closed=False)
        code = cloth.colours[1 + i % (len(cloth.colours) - 1)]
        _stamp(tile, ribbon_leaf(axis, 13 * k), code)
        rib = ribbon_leaf(axis, 1.4 * k)
        _stamp(tile, rib, mix(code, "#ffffff", 0.35))
    return tile


def _camo(cloth: Cloth) -> F32:
    tile = _ground(cloth, 140, 140)
    size = tile.shape[0]
    for i, code in enumerate(cloth.colours[1:]):
        cells = np.pad(rng_for(f"camo{i}").uniform(-1, 1, (9, 9)).astype(np.float32), 2, mode="wrap")
        step = size / 9
        field = resize(cells, round(13 * step), round(13 * step))
        at = round(2 * step)
        _over(tile, np.clip((field[at : at + size, at : at + size] - 0.16) * 14, 0, 1), code)
    return tile


def _zigzag(cloth: Cloth) -> F32:
    tile = _ground(cloth, 30, 54)
    height, width = tile.shape[:2]
    count = len(cloth.colours) - 1
    for i, code in enumerate(cloth.colours[1:]):
        y = height * (i + 0.5) / count
        line = np.array(
            [
                (-width, y),
                (-width / 2, y - 9 * TILE),
                (0, y),
                (width / 2, y - 9 * TILE),
                (width, y),
                (width * 1.5, y - 9 * TILE),
                (width * 2, y),
            ],
            float,
        )
        mask = stroke((height, width), [line + np.array([0, d]) for d in (-height, 0, height)], 5 * TILE * cloth.scale)
        _over(tile, mask, code)
    return tile


_PATTERNS = {
    "plain": _plain,
    "stripes": lambda c: _bands(c, share=0.42, vertical=False, period=22),
    "breton": lambda c: _bands(c, share=0.30, vertical=False, period=16),
    "pinstripe": lambda c: _bands(c, share=0.22, vertical=True, period=11),
    "gingham": _gingham,
    "tartan": _tartan,
    "dots": _dots,
    "floral": _floral,
    "leaves": _leaves,
    "camo": _camo,
    "zigzag": _zigzag,
}
