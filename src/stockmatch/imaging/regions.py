"""Boxes in pictures: cutting them out, and finding the one that shows the product."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import Pixels
from stockmatch.core.evidence import WHOLE, Region

Saliency = npt.NDArray[np.float32]
"""How much each cell or pixel belongs to the product, shape (height, width), any scale."""

_LEAST_PIXELS = 8
_MAGNIFIED = 80
_BACKGROUND_SHARE = 0.3


@dataclass(frozen=True)
class Fit:
    """Where a picture lies when it is fitted, whole and centred, on a square: fractions of the square's side.

    Attributes:
        left, top: of the picture.
        width, height: of the picture.
    """

    left: float
    top: float
    width: float
    height: float

    @staticmethod
    def of(height: int, width: int) -> "Fit":
        longest = max(height, width)
        wide, high = width / longest, height / longest
        return Fit((1 - wide) / 2, (1 - high) / 2, wide, high)

    def to_picture(self, x: float, y: float) -> tuple[float, float]:
        """A point of the square as fractions 0 to 1 of the picture."""
        return (
            float(np.clip((x - self.left) / self.width, 0, 1)),
            float(np.clip((y - self.top) / self.height, 0, 1)),
        )


def cut(pixels: Pixels, region: Region) -> Pixels:
    """The part of a picture in a box; at least 8 x 8 px where the picture has them."""
    return taken(pixels, region)[0]


def taken(pixels: Pixels, region: Region) -> tuple[Pixels, Region]:
    """The same with the box of the pixels taken: a little larger, as only whole pixels can be."""
    height, width = pixels.shape[:2]
    left, right = _span(region.left, region.right, width)
    top, bottom = _span(region.top, region.bottom, height)
    box = Region(left / width, top / height, right / width, bottom / height)
    return np.ascontiguousarray(pixels[top:bottom, left:right]), box


def _span(start: float, end: float, length: int) -> tuple[int, int]:
    first, last = int(np.floor(start * length)), int(np.ceil(end * length))
    missing = min(_LEAST_PIXELS, length) - (last - first)
    if missing > 0:
        first = max(0, min(first - missing // 2, length - min(_LEAST_PIXELS, length)))
        last = first + min(_LEAST_PIXELS, length)
    return first, last


def evened(saliency: Saliency) -> Saliency:
    """Scaled to 0 to 1, the least salient three tenths at 0."""
    low, high = np.quantile(saliency, _BACKGROUND_SHARE), saliency.max()
    if high - low < 1e-9:
        return np.ones_like(saliency)
    return np.asarray(np.clip((saliency - low) / (high - low), 0, 1), dtype=np.float32)


def region_of(saliency: Saliency, fit: Fit, margin: float) -> Region:
    """The box of the most salient connected part, widened by ``margin`` of its size on every side.

    The threshold is N. Otsu's (IEEE Trans. SMC 9, 1979). A picture without a salient part gives the whole of it.

    Args:
        saliency: over the square in which the picture is fitted.
        fit: where the picture lies in it.
        margin: 0 or more.
    """
    if saliency.max() - saliency.min() < 1e-9:
        return WHOLE
    factor = max(1, _MAGNIFIED // max(saliency.shape))
    large = cv2.resize(saliency, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)
    even = evened(np.asarray(large, dtype=np.float32)) ** 2
    threshold, _ = cv2.threshold((even * 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    count, parts, boxes, _ = cv2.connectedComponentsWithStats((even * 255 > threshold).astype(np.uint8))
    if count < 2:
        return WHOLE
    mass = np.bincount(parts.ravel(), even.ravel())[1:]
    x, y, wide, high = (float(value) for value in boxes[1 + int(np.argmax(mass)), :4])
    rows, columns = even.shape
    left, top = fit.to_picture((x - margin * wide) / columns, (y - margin * high) / rows)
    right, bottom = fit.to_picture((x + (1 + margin) * wide) / columns, (y + (1 + margin) * high) / rows)
    if right - left < 1e-3 or bottom - top < 1e-3:
        return WHOLE
    return Region(left, top, right, bottom)
