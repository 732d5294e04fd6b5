"""Chest prints: small pictures of our own, drawn from shapes and letters."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .raster import F32, Points, colour, fill, lettering, resize, ribbon_leaf, spline, stroke

SIZE = 360


def _blank() -> F32:
    return np.zeros((SIZE, SIZE, 4), dtype=np.float32)


def _put(picture: F32, mask: F32, code: str) -> None:
    keep = (1 - mask)[..., None]
    picture[..., :3] = picture[..., :3] * keep + colour(code) * mask[..., None]
    picture[..., 3] = picture[..., 3] * keep[..., 0] + mask


def _shape(picture: F32, points: Points, code: str) -> None:
    _put(picture, fill((SIZE, SIZE), [points]), code)


def _circle(x: float, y: float, radius: float) -> Points:
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    return np.stack([x + np.cos(turn) * radius, y + np.sin(turn) * radius], axis=1)


def _text(picture: F32, text: str, code: str, *, y: int, height: int, width: int) -> None:
    mask = lettering(text, 96)
    mask = np.clip(resize(mask, width, height), 0, 1)
    left = (SIZE - width) // 2
    full = np.zeros((SIZE, SIZE), np.float32)
    full[y : y + height, left : left + width] = mask
    _put(picture, full, code)


def _sunset(codes: tuple[str, ...]) -> F32:
    picture = _blank()
    sun = fill((SIZE, SIZE), [_circle(180, 160, 118)])
    for i, y in enumerate((150, 178, 204, 228, 250)):
        sun[y : y + 5 + 3 * i] = 0
    ramp = np.linspace(0, 1, SIZE, dtype=np.float32)[:, None, None]
    picture[..., :3] = colour(codes[0]) * (1 - ramp) + colour(codes[1]) * ramp
    picture[..., 3] = sun
    _text(picture, "SLOW SUNDAY", codes[0], y=300, height=34, width=270)
    return picture


def _peaks(codes: tuple[str, ...]) -> F32:
    picture = _blank()
    _shape(picture, _circle(262, 92, 34), codes[1])
    _shape(picture, np.array([(10, 270), (120, 100), (176, 186), (226, 126), (350, 270)], float), codes[0])
    _shape(picture, np.array([(120, 100), (84, 156), (108, 146), (122, 162), (136, 146), (158, 158)], float), codes[2])
    _shape(picture, np.array([(226, 126), (200, 157), (220, 152), (232, 164), (254, 158)], float), codes[2])
    _text(picture, "HIGH TRAILS", codes[0], y=290, height=34, width=290)
    return picture


def _college(codes: tuple[str, ...]) -> F32:
    picture = _blank()
    _text(picture, "NORD", codes[0], y=70, height=100, width=300)
    _text(picture, "84", codes[1], y=186, height=100, width=150)
    for x in (36, 258):
        _shape(picture, np.array([(x, 222), (x + 66, 222), (x + 66, 238), (x, 238)], float), codes[0])
    return picture


def _wave(codes: tuple[str, ...]) -> F32:
    picture = _blank()
    _shape(picture, _circle(180, 180, 138), codes[0])
    inside = picture[..., 3].copy()
    for i, y in enumerate((170, 214, 258)):
        x = np.linspace(0, SIZE, 90)
        crest = y + 18 * np.sin(x / 31 + i * 1.3)
        band = np.vstack([np.stack([x, crest], 1), [(SIZE, SIZE), (0, SIZE)]])
        _put(picture, fill((SIZE, SIZE), [band]) * inside, codes[1 + i % 2])
    _put(picture, fill((SIZE, SIZE), [_circle(226, 112, 30)]) * inside, codes[2])
    return picture


def _bloom(codes: tuple[str, ...]) -> F32:
    picture = _blank()
    stem = spline([(180, 175), (192, 250), (176, 345)], closed=False)
    _put(picture, stroke((SIZE, SIZE), [stem], 8), codes[1])
    for tip in ((262, 236), (108, 250)):
        leaf = spline([(186, 292), ((186 + tip[0]) / 2, tip[1] + 8), tip], closed=False)
        _shape(picture, ribbon_leaf(leaf, 34), codes[1])
    for i in range(9):
        a = 2 * np.pi * i / 9
        axis = spline(
            [(180, 130), (180 + np.cos(a) * 50, 130 + np.sin(a) * 50), (180 + np.cos(a) * 108, 130 + np.sin(a) * 108)],
            closed=False,
        )
        _shape(picture, ribbon_leaf(axis, 44), codes[0])
    _shape(picture, _circle(180, 130, 34), codes[2])
    return picture


def _bolt(codes: tuple[str, ...]) -> F32:
    picture = _blank()
    _put(picture, stroke((SIZE, SIZE), [_circle(180, 180, 150)], 16, closed=True), codes[0])
    bolt = np.array([(212, 50), (108, 200), (170, 200), (146, 310), (256, 154), (190, 154)], float)
    _shape(picture, bolt, codes[1])
    return picture


def _badge(codes: tuple[str, ...]) -> F32:
    picture = _blank()
    axis = spline([(100, 250), (180, 190), (270, 90)], closed=False)
    _shape(picture, ribbon_leaf(axis, 90), codes[0])
    _put(picture, stroke((SIZE, SIZE), [axis], 7), codes[1])
    return picture


def _city(codes: tuple[str, ...]) -> F32:
    picture = _blank()
    _text(picture, "PORTO", codes[0], y=60, height=66, width=300)
    for i, code in enumerate(codes):
        y = 146 + 26 * i
        _shape(picture, np.array([(30, y), (330, y), (330, y + 14), (30, y + 14)], float), code)
    _text(picture, "CITY RUNNING CLUB", codes[0], y=240, height=28, width=300)
    return picture


_DRAW = {
    "sunset": _sunset,
    "peaks": _peaks,
    "college": _college,
    "wave": _wave,
    "bloom": _bloom,
    "bolt": _bolt,
    "badge": _badge,
    "city": _city,
}


@lru_cache(maxsize=32)
def chest_print(name: str, codes: tuple[str, ...]) -> F32:
    """Return a print as red, green, blue, alpha."""
    return _DRAW[name](codes)
