"""Local features of prints, labels and logos: SIFT points with RootSIFT descriptors.

Sources: D. Lowe, "Distinctive image features from scale-invariant keypoints", IJCV 60 (2004); R. Arandjelović,
A. Zisserman, "Three things everyone should know to improve object retrieval", CVPR 2012.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

DESCRIPTOR = 128
_CONTRAST = 0.02
_DESCRIPTOR_SCALE = 512
_POSITION_SCALE = 65535


@dataclass(frozen=True)
class Keypoints:
    """The strongest points of one picture.

    Attributes:
        points: x and y as fractions of width and height times 65,535, shape (n, 2), uint16.
        descriptors: RootSIFT, shape (n, 128), uint8.
        size: width and height in px at which they were found.
    """

    points: npt.NDArray[np.uint16]
    descriptors: npt.NDArray[np.uint8]
    size: tuple[int, int]

    @property
    def positions(self) -> npt.NDArray[np.float32]:
        """In px of ``size``, shape (n, 2)."""
        return np.asarray(self.fractions * np.array(self.size, np.float32), dtype=np.float32)

    @property
    def fractions(self) -> npt.NDArray[np.float32]:
        """As fractions of width and height, shape (n, 2)."""
        return np.asarray(self.points / _POSITION_SCALE, dtype=np.float32)


def detect(grey: npt.NDArray[np.uint8], most: int, side: int) -> Keypoints:
    """Find the ``most`` strongest points of a picture scaled to a long side of ``side`` px.

    Args:
        grey: shape (height, width), uint8.
    """
    height, width = grey.shape
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    scaled = cv2.resize(grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    found, descriptors = cv2.SIFT.create(most, contrastThreshold=_CONTRAST).detectAndCompute(scaled, None)
    if descriptors is None:
        return Keypoints(np.zeros((0, 2), np.uint16), np.zeros((0, DESCRIPTOR), np.uint8), size)
    strongest = np.argsort([-point.response for point in found], kind="stable")[:most]
    positions = np.array([found[index].pt for index in strongest], np.float32) / np.array(size, np.float32)
    rows = descriptors[strongest]
    root = np.sqrt(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-9))
    return Keypoints(
        np.asarray(np.clip(positions, 0, 1) * _POSITION_SCALE + 0.5, np.uint16),
        np.asarray(np.clip(root * _DESCRIPTOR_SCALE + 0.5, 0, 255), np.uint8),
        size,
    )
