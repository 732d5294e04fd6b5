"""Makes pictures that look like an employee's photo of a product out of its catalogue picture.

They stand in for real photos when tuning and when choosing between models without confirmed matches. The families are
independent of each other, so that one can be fitted on some and judged on the others.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import Pixels
from stockmatch.imaging.foreground import Mask, bounding_box, foreground_mask
from stockmatch.imaging.scenes import Colours, Field, arm, scene, skin_tone, smooth_field

LONGEST_SIDE: Final = 640
"""Larger pictures are reduced to this many pixels first."""


class Family(StrEnum):
    """In which way a pseudo-photo differs from the catalogue picture, as a stable key."""

    WORN = "worn"
    RECOLOURED = "recoloured"
    CROPPED = "cropped"
    ROTATED = "rotated"
    GLARE = "glare"
    BLURRED = "blurred"
    BACKGROUND = "background"
    LIGHT = "light"


def make_pseudo_photo(pixels: Pixels, family: Family, rng: np.random.Generator) -> Pixels:
    """Turn a catalogue picture into a pseudo-photo.

    Args:
        pixels: shape (height, width, 3), uint8, sRGB, both sides at least 1.
        family: which kind of difference.
        rng: the only source of chance; the same state gives the same picture.

    Returns:
        Shape (height, width, 3), uint8, sRGB. Its short side is that of the input and its long side at most
        ``LONGEST_SIDE``, for which larger pictures are reduced.
    """
    pixels = _shrunk(pixels)
    photo = _MAKERS[family](pixels, rng)
    return _shrunk(_with_short_side(photo, min(pixels.shape[:2])))


def _worn(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """In use: bent a little, in front of a room, partly behind arms."""
    height, width = pixels.shape[:2]
    mask = foreground_mask(pixels)
    amplitude = max(height, width) * rng.uniform(0.008, 0.02)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    x += amplitude * smooth_field(height, width, (4, 4), rng)
    y += amplitude * smooth_field(height, width, (4, 4), rng)
    bent = cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    cover = cv2.remap(_feathered(mask), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    folds = 1 + 0.07 * smooth_field(height, width, (7, 7), rng)
    picture = _over(scene(height, width, rng), bent * folds[..., None], cover)
    hidden = np.zeros((height, width), dtype=np.float32)
    left, top, right, bottom = bounding_box(mask)
    skin = skin_tone(rng)
    for _ in range(int(rng.integers(1, 4))):
        target = (rng.uniform(0.2, 0.8) * (right - left) + left, rng.uniform(0.2, 0.8) * (bottom - top) + top)
        shade, covered = arm(height, width, target, rng)
        if np.maximum(hidden, covered)[mask].mean() < 0.4:
            hidden = np.maximum(hidden, covered)
            there = covered > 0
            picture[there] = _over(picture[there], shade[there][:, None] * skin, covered[there])
    return _to_pixels(picture)


def _recoloured(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """The product in another colour and lightness, everything around it as it was."""
    mask = foreground_mask(pixels)
    original = pixels.astype(np.float32) / 255
    lab = cv2.cvtColor(original, cv2.COLOR_RGB2LAB)
    lightness, chroma = lab[..., 0], lab[..., 1:]
    angle = rng.uniform(np.radians(30), np.radians(330))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], dtype=np.float32)
    turned = chroma @ turn * rng.uniform(0.7, 1.4)
    if np.linalg.norm(chroma[mask].mean(axis=0)) < 12:
        dye = rng.uniform(15, 40) * np.array([np.cos(angle), np.sin(angle)])
        turned += dye * (4 * lightness / 100 * (1 - lightness / 100))[..., None] ** 0.5
    lightness = 100 * np.clip(lightness / 100, 0, 1) ** rng.uniform(0.65, 1.6)
    dyed = cv2.cvtColor(np.dstack([lightness, turned]).astype(np.float32), cv2.COLOR_LAB2RGB)
    return _to_pixels(255 * _over(original, np.clip(dyed, 0, 1), _feathered(mask)))


def _cropped(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A part of the product that fills the picture."""
    left, top, right, bottom = bounding_box(foreground_mask(pixels))
    width, height = right - left, bottom - top
    wide = max(1, round(width * rng.uniform(0.5, 0.85)))
    high = max(1, round(height * rng.uniform(0.5, 0.85)))
    x, y = left + int(rng.integers(width - wide + 1)), top + int(rng.integers(height - high + 1))
    return pixels[y : y + high, x : x + wide]


def _rotated(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Turned by any angle, whole, on the background's colour."""
    height, width = pixels.shape[:2]
    angle = rng.uniform(-180, 180)
    cos, sin = abs(np.cos(np.radians(angle))), abs(np.sin(np.radians(angle)))
    wide, high = round(width * cos + height * sin), round(width * sin + height * cos)
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1)
    matrix[:, 2] += (wide - width) / 2, (high - height) / 2
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    fill = np.median(edge, axis=0).tolist()
    turned = cv2.warpAffine(pixels, matrix, (max(1, wide), max(1, high)), flags=cv2.INTER_LINEAR, borderValue=fill)
    return _as_pixels(turned)


def _glare(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Reflections of lamps: soft round or long highlights that bleach what is under them, and a faint veil."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = bounding_box(foreground_mask(pixels))
    light = np.zeros((height, width), dtype=np.float32)
    side = max(height, width)
    for _ in range(int(rng.integers(1, 4))):
        spot = np.zeros((height, width), dtype=np.float32)
        centre = (float(rng.uniform(left, right)), float(rng.uniform(top, bottom)))
        size = (float(side * rng.uniform(0.08, 0.25)), float(side * rng.uniform(0.15, 0.9)))
        cv2.ellipse(spot, (centre, size, float(rng.uniform(0, 180))), (float(rng.uniform(0.6, 1.0)),), -1)
        light = np.maximum(light, _blurred_field(spot, side * rng.uniform(0.02, 0.05)))
    veil = rng.uniform(0.03, 0.15)
    light = np.clip(light * rng.uniform(0.75, 1.0) + veil, 0, 1)
    tint = np.array([255, 250 + rng.uniform(-5, 5), 240 + rng.uniform(-15, 15)], dtype=np.float32)
    return _to_pixels(_over(pixels.astype(np.float32), np.broadcast_to(tint, pixels.shape), light))


def _blurred(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Shaken or out of focus, noisy, strongly compressed."""
    side = max(pixels.shape[:2])
    if rng.random() < 0.5:
        reach = max(1, round(side * rng.uniform(0.01, 0.03)))
        kernel = np.zeros((2 * reach + 1, 2 * reach + 1), dtype=np.float32)
        angle = rng.uniform(0, np.pi)
        dx, dy = round(reach * np.cos(angle)), round(reach * np.sin(angle))
        cv2.line(kernel, (reach - dx, reach - dy), (reach + dx, reach + dy), (1.0,), 1, cv2.LINE_AA)
    else:
        reach = max(1, round(side * rng.uniform(0.005, 0.015)))
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)).astype(np.float32)
    picture = cv2.filter2D(pixels, cv2.CV_32F, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)
    noisy = picture + rng.standard_normal(picture.shape, dtype=np.float32) * np.float32(rng.uniform(3, 12))
    quality = int(rng.integers(25, 61))
    _, data = cv2.imencode(".jpg", _to_pixels(noisy)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return _as_pixels(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)))


def _background(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Cut out, seen from an angle, with its shadow in other surroundings."""
    height, width = pixels.shape[:2]
    mask = foreground_mask(pixels)
    left, top, right, bottom = bounding_box(mask)
    scale = rng.uniform(0.6, 0.9) * min(width / (right - left), height / (bottom - top))
    half = np.array([right - left, bottom - top]) * scale / 2
    room = np.maximum(np.array([width, height]) / 2 - half, 0)
    centre = np.array([width, height]) / 2 + room * rng.uniform(-1, 1, 2)
    unit = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    seen = centre + half * (unit + rng.uniform(-0.14, 0.14, (4, 2)))
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), seen.astype(np.float32))
    warped = cv2.warpPerspective(pixels, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    cover = _as_field(cv2.warpPerspective(_feathered(mask), matrix, (width, height)))
    side = max(height, width)
    shift = np.array([[1, 0, side * rng.uniform(-0.03, 0.03)], [0, 1, side * rng.uniform(0.005, 0.03)]])
    shadow = _blurred_field(_as_field(cv2.warpAffine(cover, shift, (width, height))), side * 0.02)
    around = scene(height, width, rng) * (1 - rng.uniform(0.2, 0.5) * shadow)[..., None]
    return _to_pixels(_over(around, warped, cover))


def _light(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Another white balance, exposure and contrast, and the edge of a shadow."""
    height, width = pixels.shape[:2]
    warmth = rng.uniform(-0.28, 0.28)
    balance = np.array([1 + warmth, 1 + rng.uniform(-0.06, 0.06), 1 - warmth], dtype=np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    x, y = np.meshgrid(np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32))
    across = x * np.cos(angle) + y * np.sin(angle) + 0.15 * smooth_field(height, width, (3, 3), rng)
    softness = rng.uniform(0.05, 0.5)
    lit = 1 / (1 + np.exp(-(across - rng.uniform(-0.5, 0.5)) / softness))
    brightness = 1 - rng.uniform(0.15, 0.6) * (1 - lit)
    linear = (pixels.astype(np.float32) / 255) ** (2.2 * rng.uniform(0.8, 1.3))
    linear *= balance * (brightness * 2 ** rng.uniform(-0.9, 0.6))[..., None]
    return _to_pixels(255 * np.clip(linear, 0, 1) ** np.float32(1 / 2.2))


_MAKERS: Final[dict[Family, Callable[[Pixels, np.random.Generator], Pixels]]] = {
    Family.WORN: _worn,
    Family.RECOLOURED: _recoloured,
    Family.CROPPED: _cropped,
    Family.ROTATED: _rotated,
    Family.GLARE: _glare,
    Family.BLURRED: _blurred,
    Family.BACKGROUND: _background,
    Family.LIGHT: _light,
}


def _over(below: npt.NDArray[Any], above: npt.NDArray[Any], cover: npt.NDArray[Any]) -> Colours:
    return np.asarray(below + (above - below) * cover[..., None], dtype=np.float32)


def _feathered(mask: Mask) -> Field:
    return np.ones(mask.shape, np.float32) if mask.all() else _blurred_field(mask.astype(np.float32), 0.8)


def _blurred_field(field: Field, sigma: float) -> Field:
    return _as_field(cv2.GaussianBlur(field, (0, 0), max(0.1, sigma)))


def _shrunk(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    scale = LONGEST_SIDE / max(height, width)
    return pixels if scale >= 1 else _resized(pixels, scale)


def _with_short_side(pixels: Pixels, side: int) -> Pixels:
    scale = side / min(pixels.shape[:2])
    return pixels if scale == 1 else _resized(pixels, scale)


def _resized(pixels: Pixels, scale: float) -> Pixels:
    height, width = (max(1, round(side * scale)) for side in pixels.shape[:2])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return _as_pixels(cv2.resize(pixels, (width, height), interpolation=how))


def _to_pixels(picture: npt.NDArray[Any]) -> Pixels:
    return _as_pixels(np.clip(picture + 0.5, 0, 255).astype(np.uint8))


def _as_pixels(array: npt.NDArray[Any]) -> Pixels:
    return np.ascontiguousarray(array, dtype=np.uint8)


def _as_field(array: npt.NDArray[Any]) -> Field:
    return np.asarray(array, dtype=np.float32)
