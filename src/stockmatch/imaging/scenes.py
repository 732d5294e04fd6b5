"""Invented surroundings for pseudo-photos: surfaces, shelves, clutter, and the arms that get in the way."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

Colours = npt.NDArray[np.float32]
"""Shape (height, width, 3), sRGB values from 0 to 255."""
Field = npt.NDArray[np.float32]
"""Shape (height, width)."""

_SKIN: Final = ((241, 205, 180), (224, 172, 140), (198, 134, 100), (141, 85, 54), (90, 56, 37))


def smooth_field(height: int, width: int, cells: tuple[int, int], rng: np.random.Generator) -> Field:
    """Random values of unit variance on a grid of (rows, columns) ``cells``, interpolated to height × width."""
    grid = rng.standard_normal(cells, dtype=np.float32)
    return np.asarray(cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def scene(height: int, width: int, rng: np.random.Generator) -> Colours:
    """A surface, a shelf or clutter, unevenly lit and a little out of focus."""
    draw = (_surface, _shelf, _clutter)[rng.integers(3)]
    half_height, half_width = (height + 1) // 2, (width + 1) // 2  # it comes out blurred
    blur = max(half_height, half_width) * rng.uniform(0.002, 0.012) + 0.1
    picture = cv2.GaussianBlur(draw(half_height, half_width, rng), (0, 0), blur).astype(np.float32)
    picture *= (1 + 0.12 * smooth_field(half_height, half_width, (3, 3), rng))[..., None]
    return np.asarray(cv2.resize(np.clip(picture, 0, 255), (width, height)), dtype=np.float32)


def skin_tone(rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """One person's skin colour, sRGB, shape (3,)."""
    return np.array(_SKIN[rng.integers(len(_SKIN))], dtype=np.float32)


def arm(height: int, width: int, target: tuple[float, float], rng: np.random.Generator) -> tuple[Field, Field]:
    """A forearm and hand that reaches from outside the picture to the point ``target`` (x, y).

    Returns:
        Its brightness, about 0.6 to 1, and its cover from 0 to 1.
    """
    side = max(height, width)
    angle = rng.uniform(0, 2 * np.pi)
    direction = np.array([np.cos(angle), np.sin(angle)])
    bend = np.array([-direction[1], direction[0]]) * rng.uniform(-0.15, 0.15) * side
    thickness = max(2, round(side * rng.uniform(0.06, 0.12)))
    end = np.array(target)
    points = np.array([end + direction * side * t + bend * np.sin(np.pi * min(t, 1)) for t in np.linspace(0, 1.5, 12)])
    shape = np.zeros((height, width), dtype=np.uint8)
    cv2.polylines(shape, [points.round().astype(np.int32)], False, (255,), thickness, cv2.LINE_AA)
    hand = (round(thickness * rng.uniform(0.75, 1.0)), round(thickness * rng.uniform(0.5, 0.7)))
    centre = (int(end[0]), int(end[1]))
    cv2.ellipse(shape, centre, hand, float(np.degrees(angle)), 0, 360, (255,), -1, cv2.LINE_AA)
    depth = cv2.distanceTransform((shape > 127).astype(np.uint8), cv2.DIST_L2, 3)
    shade = 0.6 + 0.4 * np.sqrt(np.clip(depth / (thickness / 2), 0, 1))
    shade *= 1 + 0.04 * smooth_field(height, width, (12, 12), rng)
    cover = cv2.GaussianBlur(shape, (0, 0), 0.8).astype(np.float32) / 255
    return shade.astype(np.float32), cover.astype(np.float32)


def _colour(rng: np.random.Generator, low: int, high: int, vividness: float) -> npt.NDArray[np.float32]:
    grey = rng.uniform(low, high)
    return np.asarray(np.clip(grey + rng.normal(0, 55 * vividness, 3), 0, 255), dtype=np.float32)


def _filled(height: int, width: int, colour: npt.NDArray[np.float32]) -> Colours:
    return np.full((height, width, 3), colour, dtype=np.float32)


def _surface(height: int, width: int, rng: np.random.Generator) -> Colours:
    """Wood, stone, cloth or carpet: noise at three sizes, stretched along one direction for grain."""
    stretch = rng.choice([1, 1, 6])
    grain = sum(
        smooth_field(height, width, (cells, max(2, cells // stretch)), rng) * weight
        for cells, weight in ((6, 0.5), (24, 0.35), (96, 0.3))
    )
    tone = 1 + rng.uniform(0.06, 0.22) * np.asarray(grain)
    return np.asarray(_filled(height, width, _colour(rng, 60, 210, 0.25)) * tone[..., None], dtype=np.float32)


def _shelf(height: int, width: int, rng: np.random.Generator) -> Colours:
    """Boards with packages of random colours standing on them."""
    picture = _filled(height, width, _colour(rng, 40, 120, 0.1))
    board = _colour(rng, 90, 220, 0.2)
    rows = int(rng.integers(2, 4))
    row_height = height / rows
    for row in range(rows):
        floor = round((row + 0.92) * row_height)
        x = 0
        while x < width:
            wide = max(3, round(width * rng.uniform(0.08, 0.2)))
            top = floor - round(row_height * rng.uniform(0.45, 0.85))
            colour = _colour(rng, 40, 220, 0.55)
            cv2.rectangle(picture, (x, top), (x + wide - 2, floor), colour.tolist(), -1)
            label = top + round((floor - top) * rng.uniform(0.15, 0.6))
            cv2.rectangle(
                picture,
                (x + wide // 6, label),
                (x + wide * 4 // 5, label + wide // 3),
                (0.4 * (255 - colour) + 0.6 * 235).tolist(),
                -1,
            )
            x += wide
        cv2.rectangle(picture, (0, floor), (width, round((row + 1) * row_height)), board.tolist(), -1)
    return picture


def _clutter(height: int, width: int, rng: np.random.Generator) -> Colours:
    """Boxes and round things of all sizes lying about."""
    picture = _surface(height, width, rng)
    side = max(height, width)
    for _ in range(int(rng.integers(12, 28))):
        centre = (float(rng.uniform(0, width)), float(rng.uniform(0, height)))
        size = (float(side * rng.uniform(0.04, 0.3)), float(side * rng.uniform(0.04, 0.3)))
        angle = float(rng.uniform(0, 180))
        colour = _colour(rng, 30, 220, 0.4).tolist()
        if rng.random() < 0.6:
            corners = cv2.boxPoints((centre, size, angle)).round().astype(np.int32)
            cv2.fillConvexPoly(picture, corners, colour, cv2.LINE_8)
        else:
            cv2.ellipse(picture, (centre, size, angle), colour, -1)
    return picture
