"""A made-up supplier: products that differ by print and shape, and photos of them; rows of features kept in memory."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from stockmatch.core.embedder import Pixels


def texture(seed: int, height: int = 240, width: int = 200) -> Pixels:
    """A print that is full of corners: discs, boxes and lines in many colours."""
    rng = np.random.default_rng(seed)
    picture = np.full((height, width, 3), rng.integers(60, 200, 3), np.uint8)
    for number in range(70):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        size, colour = int(rng.integers(4, 18)), rng.integers(0, 256, 3).tolist()
        if number % 3 == 0:
            cv2.circle(picture, (x, y), size // 2, colour, -1)
        elif number % 3 == 1:
            cv2.rectangle(picture, (x, y), (x + size, y + size // 2), colour, -1)
        else:
            cv2.line(picture, (x, y), (x + size, y + int(rng.integers(-9, 9))), colour, 2)
    return picture


def product(number: int) -> Pixels:
    """A product on a white ground, shape (240, 200, 3)."""
    picture = np.full((240, 200, 3), 255, np.uint8)
    picture[30:210, 40:160] = texture(number, 180, 120)
    return picture


def turned(picture: Pixels, degrees: float, scale: float, ground: int | None = None) -> tuple[Pixels, npt.NDArray[Any]]:
    """A picture turned and scaled about its middle, and the transform (2, 3) from the one to the other, in px."""
    height, width = picture.shape[:2]
    transform = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
    value = (0, 0, 0) if ground is None else (ground,) * 3
    return np.asarray(cv2.warpAffine(picture, transform, (width, height), borderValue=value), np.uint8), transform


def photo(number: int, seed: int = 0) -> Pixels:
    """A photo of a product as a person takes it: turned a little, darker, on a grey ground, with noise."""
    rng = np.random.default_rng([number, seed])
    picture, _ = turned(product(number), rng.uniform(-12, 12), rng.uniform(0.8, 1.1), 255)
    background = np.linspace(90, 150, 240)[:, None, None] * np.ones((1, 200, 3))
    shown = np.where(picture.min(axis=2, keepdims=True) > 250, background, picture * 0.9)
    return np.asarray(np.clip(shown + rng.normal(0, 4, shown.shape), 0, 255), np.uint8)


def save(picture: Pixels, path: Path) -> str:
    Image.fromarray(picture).save(path)
    return str(path)


def supplier(folder: Path, numbers: Sequence[int]) -> Path:
    """A folder with one PNG a product: P00.png and so on."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        save(product(number), folder / f"P{number:02}.png")
    return folder


def quick(patch: pytest.MonkeyPatch) -> None:
    """Smaller pictures for keypoints and fewer pseudo-photos: made-up products need neither."""
    for name, value in (("IMAGE_SIDE", 240), ("PHOTO_SIDE", 240), ("PHOTO_POINTS", 300)):
        for module in ("features", "prepare"):
            patch.setattr(f"stockmatch.matching.{module}.{name}", value, raising=False)
    patch.setattr("stockmatch.matching.fitting.PHOTOS", 14, raising=False)
