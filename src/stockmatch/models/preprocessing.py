"""The study's preprocessing: short side to 224 px (Inception 299), bilinear with antialias, no crop. No torch.

The optional networks take their own side, bicubic.
"""

import numpy as np
from PIL import Image

from stockmatch.core.embedder import Pixels

PREPROCESSING_VERSION = 1
"""Raised whenever the pixels a backbone sees change, so that old vectors are never compared with new ones."""

LONGEST_ASPECT = 4
_WHITE = (255, 255, 255)


def resized(pixels: Pixels, side: int, square: bool = False, bicubic: bool = False) -> Pixels:
    """Scale an image for a backbone, shape (height, width, 3), dtype uint8.

    The short side becomes ``side``. An image longer than 4:1 is fitted whole into 4:1 on white instead, so that a
    panorama's memory stays bounded. With ``square`` (ViTs, and MaxViT, whose attention windows need 224 x 224) every
    image that is not square is fitted on white: its proportions and its edges are kept, and most catalogues are white
    already.
    """
    height, width = pixels.shape[:2]
    short, long = sorted((height, width))
    box = side if square else min(side * LONGEST_ASPECT, int(side * long / short))
    wanted = (side, box) if height <= width else (box, side)
    image = Image.fromarray(pixels)
    resampling = Image.Resampling.BICUBIC if bicubic else Image.Resampling.BILINEAR
    if long / short <= (1 if square else LONGEST_ASPECT):
        return _array(image.resize(wanted[::-1], resampling))
    scale = box / long
    fitted = tuple(
        max(1, min(limit, round(length * scale))) for limit, length in zip(wanted, (height, width), strict=True)
    )
    canvas = Image.new("RGB", wanted[::-1], _WHITE)
    place = ((wanted[1] - fitted[1]) // 2, (wanted[0] - fitted[0]) // 2)
    canvas.paste(image.resize((fitted[1], fitted[0]), resampling), place)
    return _array(canvas)


def _array(image: Image.Image) -> Pixels:
    return np.asarray(image, dtype=np.uint8)
