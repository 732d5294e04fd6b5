"""Draw printed covers and photos of them: a stand-in for books, records and boxes, turned on a table under a lamp.

Called by ``bench.py``: ``bench_covers.py GARMENTS FOLDER`` writes ``catalogue/``, ``queries/`` and ``pairs.csv``.
GARMENTS is a folder of photos, which serve as art on the covers and as what lies under them.
"""

import csv
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

COVERS = 100
PHOTOS_OF_EACH = 2
SHAPES = (700, 500), (600, 600), (700, 495)
"""Height and width in px: a book, a record, a box."""

WORDS = [
    "The",
    "Of",
    "And",
    "Night",
    "River",
    "House",
    "Winter",
    "Red",
    "Last",
    "Girl",
    "Secret",
    "World",
    "Stone",
    "Music",
    "Live",
    "Greatest",
    "Hits",
    "Shadow",
    "Garden",
    "Ocean",
    "King",
    "Volume",
    "Two",
    "Deluxe",
    "Return",
    "City",
    "Love",
    "Star",
    "Golden",
]
INKS = (255, 255, 255), (0, 0, 0), (240, 200, 40), (200, 20, 30)
TITLES = 22, 30, 44, 60, 80
SMALL_PRINT = 14

Picture = npt.NDArray[np.float32]
"""Shape (height, width, 3), sRGB, 0 to 255."""


class Artist:
    """Draws covers, and takes photos of them.

    Args:
        art: files of photos.
        rng: the only source of chance.
    """

    def __init__(self, art: Sequence[Path], rng: np.random.Generator) -> None:
        self._art = art
        self._rng = rng

    def cover(self) -> Picture:
        """One of four kinds: a picture under a title, a whole picture, shapes, a collage; with print on it."""
        height, width = SHAPES[self._rng.integers(len(SHAPES))]
        paper = np.ones((height, width, 3), np.float32) * self._rng.integers(20, 236, 3).astype(np.float32)
        style = self._rng.integers(4)
        if style == 0:
            share = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
            paper = paper * (1 - share) + self._rng.integers(20, 236, 3).astype(np.float32) * share
            self._paste(paper, (0.35, 0.6), (0.6, 0.95))
        elif style == 1:
            paper = 0.25 * paper + 0.75 * self._rng.uniform(0.6, 1) * self._filling(height, width)
        elif style == 2:
            self._shapes(paper)
        else:
            for _ in range(self._rng.integers(2, 5)):
                self._paste(paper, (0.2, 0.5), (0.3, 0.7))
        return self._printed(paper)

    def photo(self, cover: Picture) -> Picture:
        """Of a cover: turned, seen a little from the side, on another picture, with up to three reflections."""
        rng = self._rng
        height, width = (480, 640) if rng.random() < 0.5 else (640, 480)
        high, wide = cover.shape[:2]
        corners = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2
        corners *= (
            rng.uniform(0.55, 1.0) * min(height, width) / max(high, wide) * (1 + rng.uniform(-0.12, 0.12, (4, 1)))
        )
        turn = math.radians(rng.uniform(-180, 180) if rng.random() < 0.5 else rng.uniform(-30, 30))
        corners = corners @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
        corners += np.array([width, height]) / 2 + rng.uniform(-0.06, 0.06, 2) * min(width, height)
        flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
        view = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
        seen = cv2.warpPerspective(cover, view, (width, height), flags=cv2.INTER_AREA)
        there = cv2.warpPerspective(np.ones((high, wide), np.float32), view, (width, height))[..., None]
        picture = self._filling(height, width) * (1 - there) + seen * there
        x, y = np.meshgrid(np.arange(width), np.arange(height))
        for _ in range(rng.integers(4)):
            lamp = corners.mean(axis=0) + rng.uniform(-0.3, 0.3, 2) * (width, height)
            radius, flat_by = rng.uniform(0.05, 0.22) * min(height, width), rng.uniform(0.3, 1)
            glow = np.exp(-(((x - lamp[0]) * flat_by) ** 2 + (y - lamp[1]) ** 2) / radius**2) * rng.uniform(0.5, 1.1)
            picture += (255 - picture) * np.clip(glow, 0, 1)[..., None].astype(np.float32)
        picture = picture * rng.uniform(0.55, 1.15) * (1 + rng.uniform(-0.1, 0.1, 3)) + rng.uniform(0, 25)
        picture = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), rng.uniform(0.4, 1.6))
        return np.asarray(picture + rng.normal(0, rng.uniform(1, 7), picture.shape), np.float32)

    def _filling(self, height: int, width: int) -> Picture:
        """Some photo that fills so much."""
        with Image.open(self._art[int(self._rng.integers(len(self._art)))]) as image:
            found = np.array(image.convert("RGB"), np.float32)
        scale = max(height / found.shape[0], width / found.shape[1])
        size = math.ceil(found.shape[1] * scale), math.ceil(found.shape[0] * scale)
        return np.asarray(cv2.resize(found, size, interpolation=cv2.INTER_AREA)[:height, :width], np.float32)

    def _paste(self, paper: Picture, heights: tuple[float, float], widths: tuple[float, float]) -> None:
        high, wide = (
            int(side * self._rng.uniform(*shares))
            for side, shares in zip(paper.shape[:2], (heights, widths), strict=True)
        )
        y, x = (int(self._rng.integers(side - part)) for side, part in zip(paper.shape[:2], (high, wide), strict=True))
        paper[y : y + high, x : x + wide] = self._filling(high, wide)

    def _shapes(self, paper: Picture) -> None:
        height, width = paper.shape[:2]
        for _ in range(self._rng.integers(5, 25)):
            ink = self._rng.integers(0, 256, 3).tolist()
            places = (self._rng.random((int(self._rng.integers(3, 6)), 2)) * (width, height)).astype(np.int32)
            if self._rng.random() < 0.5:
                cv2.fillPoly(paper, [places], ink)
            else:
                centre = int(places[0, 0]), int(places[0, 1])
                cv2.circle(paper, centre, int(self._rng.integers(10, 120)), ink, int(self._rng.choice([-1, 3, 8])))

    def _printed(self, paper: Picture) -> Picture:
        height, width = paper.shape[:2]
        image = Image.fromarray(_pixels(paper))
        draw = ImageDraw.Draw(image)
        for _ in range(self._rng.integers(2, 5)):
            title = self._words(int(self._rng.integers(1, 4)))
            at = self._rng.uniform(0.03, 0.3) * width, self._rng.uniform(0.02, 0.92) * height
            font = ImageFont.load_default(int(self._rng.choice(TITLES)))
            upper = self._rng.random() < 0.5
            draw.text(at, title.upper() if upper else title, INKS[self._rng.integers(len(INKS))], font)
        for line in range(self._rng.integers(4)):
            at = 20, height - 30 - 18 * line
            draw.text(at, self._words(6), (230, 230, 230), ImageFont.load_default(SMALL_PRINT))
        return np.array(image, np.float32)

    def _words(self, count: int) -> str:
        return " ".join(self._rng.choice(WORDS, count))


def _pixels(picture: Picture) -> npt.NDArray[np.uint8]:
    return np.clip(picture, 0, 255).astype(np.uint8)


def main() -> None:
    garments, folder = map(Path, sys.argv[1:])
    artist = Artist(sorted(garments.iterdir()), np.random.default_rng(0))
    for name in ("catalogue", "queries"):
        (folder / name).mkdir(parents=True)
    rows = [("query", "target")]
    for number in range(COVERS):
        cover, answer = artist.cover(), f"catalogue/cover{number:03}.jpg"
        Image.fromarray(_pixels(cover)).save(folder / answer, quality=90)
        for photo in range(PHOTOS_OF_EACH):
            rows.append((f"queries/{number:03}-{photo}.jpg", answer))
            Image.fromarray(_pixels(artist.photo(cover))).save(folder / rows[-1][0], quality=70)
    with (folder / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


if __name__ == "__main__":
    main()
