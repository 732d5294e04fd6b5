"""Small pictures for lists."""

from pathlib import Path

import numpy as np
from PIL import Image

from stockmatch.core.embedder import Pixels
from stockmatch.imaging.decode import decode, decode_bytes


def thumbnail(path: Path, side: int) -> Pixels:
    """Read a picture, fitted into a square of ``side`` pixels and never enlarged.

    Returns:
        Upright sRGB, shape (height, width, 3) with both at most ``side`` and at least 1, uint8.

    Raises:
        UnreadableImage: as ``decode`` does.
    """
    return _fitted(decode(path, min_side=side), side)


def thumbnail_of(data: bytes, side: int) -> Pixels:
    """The same of an encoded file's bytes."""
    return _fitted(decode_bytes(data, min_side=side), side)


def _fitted(pixels: Pixels, side: int) -> Pixels:
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.array(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS, reducing_gap=3))
