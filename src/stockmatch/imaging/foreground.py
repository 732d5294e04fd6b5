"""Tells the product from the plain background that catalogue pictures usually have."""

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import Pixels

Mask = npt.NDArray[np.bool_]


def foreground_mask(pixels: Pixels) -> Mask:
    """Mark what differs from the colour of the border and is not reached from there.

    Distances are taken in CIE Lab to the border's median colour. Parts of the product in the background's colour stay
    in as long as the product encloses them.

    Args:
        pixels: shape (height, width, 3), uint8, sRGB.

    Returns:
        Shape (height, width), bool, never all false. All true where the border is not of one colour or the outcome is
        implausible (less than 2 % or more than 95 % of the picture).
    """
    height, width = pixels.shape[:2]
    everything = np.ones((height, width), dtype=np.bool_)
    lab = cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB)
    rim = max(1, min(height, width) // 50)
    border = np.concatenate([strip.reshape(-1, 3) for strip in (lab[:rim], lab[-rim:], lab[:, :rim], lab[:, -rim:])])
    colour = np.median(border, axis=0)
    spread = np.percentile(np.linalg.norm(border - colour, axis=1), 70)
    if spread > 8:
        return everything
    away = lab - colour.astype(np.float32)
    near = (np.einsum("ijk,ijk->ij", away, away) <= max(6, 2.5 * spread) ** 2).astype(np.uint8)
    padded = cv2.copyMakeBorder(near, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(1.0,))
    cv2.floodFill(padded, None, (0, 0), (2.0,))
    solid = (padded[1:-1, 1:-1] != 2).astype(np.uint8)
    mask: Mask = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)).astype(np.bool_)
    return mask if 0.02 <= mask.mean() <= 0.95 else everything


def bounding_box(mask: Mask) -> tuple[int, int, int, int]:
    """Left, top, right, bottom (the latter two exclusive) of a mask that is not all false."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
