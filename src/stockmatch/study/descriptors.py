"""Local descriptors, the study's "other kinds of feature extraction".

A product's score is the number of a photo's points whose nearest descriptor in the product's picture is clearly nearer
than the second nearest (D. Lowe, IJCV 60, 2004). ORB is BRIEF, steered, on FAST corners (E. Rublee et al., ICCV 2011).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.study.judging import rank_against_ties
from stockmatch.study.material import Material, pixels
from stockmatch.study.results import Descriptor
from stockmatch.study.training import Tick

_SIDE = 640
_POINTS = 500
_RATIO = 0.75

Rows = npt.NDArray[Any]


@dataclass(frozen=True)
class Kind:
    """One descriptor.

    Attributes:
        name: for the report.
        places: where OpenCV builds may have it, first that is there: attribute of cv2 or of cv2.xfeatures2d.
        norm: how two descriptors are compared.
        options: for making it.
    """

    name: str
    places: tuple[str, ...]
    norm: int
    options: tuple[tuple[str, int], ...] = ()

    def maker(self) -> Callable[[], Any] | None:
        """What makes it; None where this OpenCV has it not or may not run it."""
        for place in self.places:
            holder: Any = cv2
            for name in place.split("."):
                holder = getattr(holder, name, None)
            if holder is None:
                continue
            options = dict(self.options)
            try:
                holder(**options)
            except cv2.error:  # SURF where the build leaves patented code out
                continue
            return partial(holder, **options)
        return None


KINDS = (
    Kind("SIFT", ("SIFT_create",), cv2.NORM_L2, (("nfeatures", _POINTS),)),
    Kind("ORB (BRIEF on FAST)", ("ORB_create",), cv2.NORM_HAMMING, (("nfeatures", _POINTS),)),
    Kind("BRISK", ("BRISK_create", "xfeatures2d.BRISK_create"), cv2.NORM_HAMMING),
    Kind("SURF", ("xfeatures2d.SURF_create",), cv2.NORM_L2),
)


def judge(kind: Kind, material: Material, tick: Tick) -> Descriptor:
    """Rank all products for all photos by one descriptor."""
    make = kind.maker()
    if make is None:
        return Descriptor([], 0.0, f"This build of OpenCV ({cv2.__version__}) does not have it.")
    detector = make()
    described: list[Rows] = []
    for path in material.images:
        tick(f"{kind.name}, picture {len(described) + 1} of {len(material.images)}")
        described.append(_describe(detector, path))
    matcher = cv2.BFMatcher(kind.norm)
    found: list[int] = []
    points = [len(rows) for rows in described]
    for number, (photo, truth) in enumerate(zip(material.photos, material.truth, strict=True)):
        tick(f"{kind.name}, photo {number + 1} of {len(material.photos)}")
        rows = _describe(detector, photo)
        points.append(len(rows))
        scores = [0.0] * len(material.products)
        for owner, image in zip(material.owner, described, strict=True):
            scores[owner] = max(scores[owner], float(clear_matches(matcher, rows, image)))
        found.append(rank_against_ties(scores, truth))
    return Descriptor(found, float(np.mean(points)))


def clear_matches(matcher: Any, photo: Rows, image: Rows) -> int:
    """How many of the photo's descriptors have a clearly nearest one in the image; 0 where it has fewer than two."""
    if len(photo) == 0 or len(image) < 2:
        return 0
    pairs: Sequence[Any] = matcher.knnMatch(photo, image, k=2)
    return sum(len(pair) == 2 and pair[0].distance < _RATIO * pair[1].distance for pair in pairs)


def _describe(detector: Any, path: Path) -> Rows:
    """Descriptors of the strongest points, one a row, of the grey picture at a long side of at most ``_SIDE`` px."""
    grey = cv2.cvtColor(pixels(path, _SIDE // 2), cv2.COLOR_RGB2GRAY)
    scale = _SIDE / max(grey.shape)
    if scale < 1:
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    found, rows = detector.detectAndCompute(grey, None)
    if rows is None:
        return np.zeros((0, 1), np.uint8)
    strongest = np.argsort([-point.response for point in found], kind="stable")[:_POINTS]
    return np.asarray(rows)[strongest]
