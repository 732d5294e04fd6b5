"""Typed helpers over OpenCV and numpy: every picture here is a float32 array with values from 0 to 1."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

F32 = NDArray[np.float32]
Points = NDArray[np.float64]
Knot = tuple[float, ...]
SHIFT = 4


def f32(values: object) -> F32:
    """Return values as a float32 array."""
    return np.asarray(values, dtype=np.float32)


def rng_for(name: str) -> np.random.Generator:
    """Return a generator whose stream depends on the name alone."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def colour(code: str) -> F32:
    """Turn '#rrggbb' into three floats."""
    digits = code.lstrip("#")
    return np.array([int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)], dtype=np.float32)


def mix(a: str, b: str, share: float) -> str:
    """Blend two colour codes; share is the part of the second."""
    both = colour(a) * (1 - share) + colour(b) * share
    return "#" + "".join(f"{round(float(v) * 255):02x}" for v in both)


def blur(image: F32, sigma: float) -> F32:
    """Blur with a Gaussian of the given radius in pixels."""
    if sigma < 0.25:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.float32)


def resize(image: F32, width: int, height: int) -> F32:
    """Scale a picture: area averaging down, cubic up."""
    down = width < image.shape[1]
    how = cv2.INTER_AREA if down else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (width, height), interpolation=how), dtype=np.float32)


def remap(image: F32, x: F32, y: F32, *, wrap: bool = False) -> F32:
    """Sample a picture at pixel positions; outside is zero, or the picture repeats."""
    if wrap:
        height, width = image.shape[:2]
        padded = np.pad(image, [(0, 1), (0, 1)] + [(0, 0)] * (image.ndim - 2), mode="wrap")
        x, y, image = np.mod(x, width), np.mod(y, height), padded
    x, y = x.astype(np.float32), y.astype(np.float32)
    sampled = cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return np.asarray(sampled, dtype=np.float32)


def fill(shape: tuple[int, int], outlines: Sequence[Points]) -> F32:
    """Return the anti-aliased mask of closed outlines in pixel coordinates."""
    mask = np.zeros(shape, dtype=np.uint8)
    fixed = [np.round(o * (1 << SHIFT)).astype(np.int32) for o in outlines]
    for outline in fixed:
        cv2.fillPoly(mask, [outline], 255, cv2.LINE_AA, SHIFT)
    return (mask / np.float32(255)).astype(np.float32)


def stroke(shape: tuple[int, int], lines: Sequence[Points], width: float, *, closed: bool = False) -> F32:
    """Return the anti-aliased mask of open or closed lines of one width in pixels."""
    mask = np.zeros(shape, dtype=np.uint8)
    thick = max(1, round(width))
    for line in lines:
        fixed = np.round(line * (1 << SHIFT)).astype(np.int32)
        cv2.polylines(mask, [fixed], closed, 255, thick, cv2.LINE_AA, SHIFT)
    return (mask / np.float32(255) * np.float32(min(1.0, width))).astype(np.float32)


def inner_distance(mask: F32) -> F32:
    """Return each pixel's distance to the mask's edge, in pixels."""
    solid = (mask > 0.5).astype(np.uint8)
    return np.asarray(cv2.distanceTransform(solid, cv2.DIST_L2, 5), dtype=np.float32)


def shifted(image: F32, right: float, down: float) -> F32:
    """Move a picture by whole pixels; what comes in at the edges is the edge again."""
    dx, dy = round(right), round(down)
    grow = [(max(dy, 0), max(-dy, 0)), (max(dx, 0), max(-dx, 0)), (0, 0)]
    padded = np.pad(image, grow[: image.ndim], mode="edge")
    height, width = image.shape[:2]
    return padded[max(-dy, 0) : max(-dy, 0) + height, max(-dx, 0) : max(-dx, 0) + width]


def warp(image: F32, source: Sequence[Knot], target: Sequence[Knot], size: tuple[int, int]) -> F32:
    """Move four corners of a picture to four others (perspective); size is (width, height)."""
    matrix = cv2.getPerspectiveTransform(np.array(source, np.float32), np.array(target, np.float32))
    moved = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, dtype=np.float32)


def spline(knots: Sequence[Knot], *, closed: bool = True, steps: int = 14) -> Points:
    """Draw a smooth curve through knots; a knot with a third value is a sharp corner."""
    knots = list(knots)
    if closed:
        first = next((i for i, k in enumerate(knots) if len(k) > 2), None)
        if first is None:
            wrapped = [*knots[-2:], *knots, *knots[:2]]
            return _catmull(np.array([k[:2] for k in wrapped], float), steps)[steps:-steps]
        knots = [*knots[first:], *knots[: first + 1]]
    pieces: list[Points] = []
    run = [knots[0]]
    for knot in knots[1:]:
        run.append(knot)
        if len(knot) > 2:
            pieces.append(_catmull(np.array([k[:2] for k in run], float), steps))
            run = [knot]
    if len(run) > 1:
        pieces.append(_catmull(np.array([k[:2] for k in run], float), steps))
    return np.concatenate(pieces)


def _catmull(points: Points, steps: int) -> Points:
    if len(points) == 2:
        return points
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    out = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        out.append(
            0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        )
    return np.vstack([*out, points[-1:]])


def mirrored(half: Sequence[Knot], centre: float) -> list[Knot]:
    """Complete an outline from its right half, given as offsets from the centre line."""
    right: list[Knot] = [(centre + k[0], *k[1:]) for k in half]
    left: list[Knot] = [(centre - k[0], *k[1:]) for k in reversed(half) if k[0] != 0]
    return [*right, *left]


def along(line: Points, share: float) -> tuple[float, float]:
    """Return the point at a share of a line's length."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = share * lengths[-1]
    return float(np.interp(at, lengths, line[:, 0])), float(np.interp(at, lengths, line[:, 1]))


def cut(line: Points, start: float, end: float, count: int = 24) -> Points:
    """Return the part of a line between two distances from its start."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.linspace(start, min(end, float(lengths[-1])), count)
    return np.stack([np.interp(at, lengths, line[:, 0]), np.interp(at, lengths, line[:, 1])], axis=1)


def ribbon(axis: Points, widths: Sequence[float]) -> Points:
    """Return the closed outline of a band along an axis; widths are spread evenly over its length."""
    step = np.gradient(axis, axis=0)
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1) / (np.hypot(*step.T)[:, None] + 1e-9)
    half = np.interp(np.linspace(0, 1, len(axis)), np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    return np.vstack([axis + normal * half, (axis - normal * half)[::-1]])


def ribbon_leaf(axis: Points, width: float) -> Points:
    """Return a leaf's outline along an axis."""
    step = np.gradient(axis, axis=0)
    normal = np.stack([-step[:, 1], step[:, 0]], 1) / (np.hypot(*step.T)[:, None] + 1e-9)
    half = (np.sin(np.linspace(0, np.pi, len(axis))) ** 0.8 * width / 2)[:, None]
    return np.vstack([axis + normal * half, (axis - normal * half)[::-1]])


def lettering(text: str, height: int) -> F32:
    """Return a mask of a text in Pillow's own font, cropped to its ink."""
    font = ImageFont.load_default(size=height)
    left, top, right, bottom = font.getbbox(text)
    picture = PilImage.new("L", (int(right - left) + 4, int(bottom - top) + 4))
    ImageDraw.Draw(picture).text((2 - left, 2 - top), text, fill=255, font=font)
    return (np.asarray(picture, dtype=np.float32) / np.float32(255)).astype(np.float32)
