"""What lies behind the product in a photo: walls, floors, tables, a shop, a stock room."""

from __future__ import annotations

import numpy as np

from .fabric import noise
from .raster import F32, blur, colour, f32, fill, mix, spline, stroke

WIDTH, HEIGHT = 864, 1152  # larger than the picture, so that a tilted camera never sees the edge


def room(name: str, seed: str, rng: np.random.Generator) -> F32:
    """Return a background by name, as red, green and blue."""
    return f32(np.clip(_ROOMS[name](seed, rng), 0, 1))


def _grid() -> tuple[F32, F32]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    return x, y


def _flat(code: str) -> F32:
    return np.ones((HEIGHT, WIDTH, 3), np.float32) * colour(code)


def _rect(picture: F32, box: tuple[float, float, float, float], code: str, round_by: float = 0) -> None:
    x, y, width, height = box
    r = min(round_by, width / 2, height / 2)
    knots = [
        (x, y + r),
        (x + r, y),
        (x + width - r, y),
        (x + width, y + r),
        (x + width, y + height - r),
        (x + width - r, y + height),
        (x + r, y + height),
        (x, y + height - r),
    ]
    mask = fill((HEIGHT, WIDTH), [np.array(knots, float)])
    picture += (colour(code) - picture) * mask[..., None]


def _plaster(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    code = str(rng.choice(["#d9d2c5", "#c3ccd1", "#d8c3b4", "#b9c4b4", "#e2dfd8"]))
    wall = _flat(code)
    tone = 1 + 0.03 * noise(x, y, 150, 150, seed) + 0.02 * noise(x, y, 9, 9, seed + "g")
    wall *= tone[..., None]
    base = HEIGHT * rng.uniform(0.86, 0.92)
    _rect(wall, (-5, base, WIDTH + 10, 34), "#efece6")
    _rect(wall, (-5, base + 34, WIDTH + 10, HEIGHT), str(rng.choice(["#8d6a4c", "#6f6a66", "#a88763"])))
    line = np.exp(-(((y - base) / 2.2) ** 2)) * 0.25 + np.exp(-(((y - base - 36) / 5) ** 2)) * 0.4
    return f32(wall * (1 - line)[..., None])


def _brick(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    white = rng.random() < 0.5
    brick_w, brick_h = 118.0, 46.0
    row = np.floor(y / brick_h)
    shifted = x + (row % 2) * brick_w / 2
    column = np.floor(shifted / brick_w)
    u, v = shifted - column * brick_w, y - row * brick_h
    gap = np.minimum(np.minimum(u, brick_w - u), np.minimum(v, brick_h - v))
    solid = np.clip((gap - 3 + noise(x, y, 12, 12, seed) * 1.2) / 2.5, 0, 1)
    tone = np.sin(row * 12.99 + column * 78.23) * 43758.5
    tone = tone - np.floor(tone)
    ground = colour("#dedad3" if white else "#a35a45")
    other = colour("#e9e6e0" if white else "#86473a")
    mortar = colour("#c9c4bb" if white else "#b7aa9c")
    face = ground + (other - ground) * tone[..., None]
    face = face * (1 + 0.07 * noise(x, y, 7, 7, seed + "b") + 0.05 * np.clip(3 - v / 5, -1, 1) * 0.5)[..., None]
    return f32(mortar + (face - mortar) * solid[..., None])


def _wood(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    if rng.random() < 0.4:
        x, y = y, x
    plank = float(rng.choice([96.0, 132.0, 170.0]))
    code = str(rng.choice(["#b58a5e", "#8a6140", "#c9a57c", "#6b4b36"]))
    index = np.floor(x / plank)
    shade = np.sin(index * 91.7 + 3) * 0.5
    along = y + np.sin(index * 45.1) * 700
    wobble = x + 14 * noise(along, x, 240, 120, seed)
    grain = noise(wobble, along, 5, 150, seed + "g") + 0.5 * noise(wobble, along, 2.2, 60, seed + "h")
    gap = np.minimum(x - index * plank, plank - (x - index * plank))
    joint = np.abs(np.mod(along, 820) - 410)
    dark = np.exp(-((gap / 1.6) ** 2)) * 0.55 + np.exp(-((joint / 1.6) ** 2)) * 0.45
    tone = (1 + 0.09 * grain + 0.10 * shade) * (1 - dark)
    return f32(colour(code) * tone[..., None])


def _tiles(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    size = float(rng.choice([150.0, 210.0]))
    turn = 0.06
    u, v = x + turn * y, y - turn * x
    gap = np.minimum(np.abs(np.mod(u, size) - size / 2), np.abs(np.mod(v, size) - size / 2))
    code = str(rng.choice(["#a9a8a3", "#8f8c86", "#c4beb4"]))
    tone = 1 + 0.06 * noise(x, y, 60, 60, seed) + 0.04 * noise(x, y, 6, 6, seed + "s")
    tone = tone * (1 - 0.35 * np.exp(-((gap / 2.4) ** 2)))
    return f32(colour(code) * tone[..., None])


def _carpet(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    code = str(rng.choice(["#7d8288", "#9c8b78", "#59616b"]))
    tone = (
        1
        + 0.12 * noise(x, y, 2.4, 2.4, seed)
        + 0.09 * noise(x, y, 5, 5, seed + "b")
        + 0.05 * noise(x, y, 120, 120, seed)
    )
    return f32(colour(code) * tone[..., None])


def _linen(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    code = str(rng.choice(["#d7d3cb", "#b8c2cc", "#cdbfae"]))
    height = 26 * noise(x + 0.4 * y, y - 0.3 * x, 120, 300, seed) + 9 * noise(x - 0.5 * y, y, 60, 150, seed + "f")
    gy, gx = np.gradient(blur(height, 5))
    tone = 1 + np.tanh((gx * 0.6 + gy * 0.5) * 1.2) * 0.22 + 0.03 * noise(x, y, 2.0, 2.0, seed + "w")
    return f32(colour(code) * tone[..., None])


def _counter(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    top = _flat(str(rng.choice(["#e9e6e0", "#d8dadb", "#3f4347"])))
    top *= (1 + 0.02 * noise(x, y, 90, 90, seed))[..., None]
    _rect(top, (-5, -5, WIDTH + 10, HEIGHT * 0.16), "#77706a")
    _rect(top, (WIDTH * 0.70, 20, 190, HEIGHT * 0.135), "#26292d", 10)
    _rect(top, (40, 60, 210, HEIGHT * 0.10), "#b9946a", 4)
    edge = np.exp(-(((y - HEIGHT * 0.16) / 9) ** 2)) * 0.3
    return blur((top * (1 - edge)[..., None]).astype(np.float32), 2.2)


_STACK = ("#2c3850", "#8c2f39", "#d9cdb8", "#5d6b58", "#b5b8bd", "#c98f4e", "#1f2226", "#7f93ab", "#e6e1d6", "#94645a")


def _shop(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    picture = _flat(str(rng.choice(["#d5cec2", "#c8cdd0", "#cbb9a4"])))
    for shelf in range(4):
        floor = 210 + shelf * 250
        left = rng.uniform(0, 40)
        while left < WIDTH:
            width = rng.uniform(110, 150)
            height = 0.0
            while height < rng.uniform(90, 160):
                step = rng.uniform(20, 30)
                _rect(picture, (left, floor - height - step, width, step - 2), str(rng.choice(_STACK)), 9)
                height += step
            left += width + rng.uniform(16, 60)
        _rect(picture, (-5, floor, WIDTH + 10, 18), "#8a6a4a")
        picture *= (1 - 0.25 * np.exp(-(((y - floor - 26) / 12) ** 2)))[..., None]
    picture *= (1 + 0.02 * noise(x, y, 40, 40, seed))[..., None]
    return blur(picture.astype(np.float32), float(rng.uniform(5, 9)))


def _rail(_seed: str, rng: np.random.Generator) -> F32:
    x, _ = _grid()
    picture = _flat(str(rng.choice(["#d9d6cf", "#bfc5c9", "#d8cdbd"])))
    _rect(picture, (-5, 128, WIDTH + 10, 13), "#6d7074")
    left = -30.0
    while left < WIDTH:
        width = rng.uniform(34, 60)
        code = str(rng.choice(_STACK))
        bottom = rng.uniform(620, 900)
        shape = spline(
            [
                (left, 230, 1),
                (left + width / 2, 190),
                (left + width, 230, 1),
                (left + width + 8, bottom, 1),
                (left - 4, bottom + 6, 1),
            ]
        )
        mask = fill((HEIGHT, WIDTH), [shape])
        picture += (colour(code) - picture) * mask[..., None]
        picture *= (1 - 0.35 * mask * np.abs((x - left - width * 0.35) / width))[..., None]
        hook = spline([(left + width / 2, 196), (left + width / 2, 140), (left + width / 2 + 9, 120)], closed=False)
        mask = stroke((HEIGHT, WIDTH), [hook], 4)
        picture += (colour("#8e9297") - picture) * mask[..., None]
        left += width + rng.uniform(-8, 14)
    _rect(picture, (-5, 1010, WIDTH + 10, 200), "#8b7660")
    return blur(picture.astype(np.float32), float(rng.uniform(4, 7)))


def _stock(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    picture = _flat("#8d9296")
    for shelf in range(4):
        floor = 260 + shelf * 290
        left = rng.uniform(-40, 10)
        while left < WIDTH:
            width, height = rng.uniform(150, 230), rng.uniform(130, 210)
            code = mix("#b68d5f", "#7d5a38", float(rng.uniform(0, 0.6)))
            _rect(picture, (left, floor - height, width, height), code, 3)
            _rect(picture, (left + width * 0.42, floor - height, width * 0.14, height), mix(code, "#e4d3b4", 0.5))
            _rect(picture, (left + width * 0.62, floor - height * 0.6, width * 0.28, height * 0.32), "#eeeae2", 2)
            left += width + rng.uniform(4, 30)
        _rect(picture, (-5, floor, WIDTH + 10, 20), "#4b5a66")
    picture *= (1 + 0.03 * noise(x, y, 30, 30, seed))[..., None]
    return blur(picture.astype(np.float32), float(rng.uniform(3.5, 6)))


def _curtain(seed: str, rng: np.random.Generator) -> F32:
    x, y = _grid()
    code = str(rng.choice(["#7c3b46", "#4c5b52", "#6d6a78", "#a08a6d"]))
    u = x + 10 * noise(x, y, 200, 500, seed)
    wave = np.sin(u / 19) + 0.5 * np.sin(u / 8.3 + 1)
    tone = 0.92 + 0.17 * wave + 0.03 * noise(x, y, 2.5, 2.5, seed)
    picture = colour(code) * tone[..., None]
    floor = HEIGHT * 0.9
    _rect(picture, (-5, floor, WIDTH + 10, HEIGHT), "#75685a")
    return f32(picture * (1 - 0.4 * np.exp(-(((y - floor) / 10) ** 2)))[..., None])


_ROOMS = {
    "plaster": _plaster,
    "brick": _brick,
    "wood": _wood,
    "tiles": _tiles,
    "carpet": _carpet,
    "linen": _linen,
    "counter": _counter,
    "shop": _shop,
    "rail": _rail,
    "stock": _stock,
    "curtain": _curtain,
}
