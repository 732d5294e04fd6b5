"""What tells look-alikes apart: where their pictures differ from each other, and which of them the photo agrees with.

Flavours of one design agree with a photo in the same points, and in look and patches they hardly differ: what is common
to them drowns what is not. So their pictures are laid over the photo, by the points that agree, and compared with it
only where they differ from one another.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import Pixels
from stockmatch.core.evidence import Correspondence, Evidence, Point
from stockmatch.core.vectors import Floats, Values
from stockmatch.matching.geometry import Described, Projection, laid_over

LEAST_POINTS = 8
"""Points that agree between a photo and a picture of what it shows; fewer often agree by chance."""

PHOTO_SIDE = 320
"""Long side in px of the photo that details are looked for in."""

_LEAST_ALIKE = 20
"""Points that agree between pictures of one design: both are clean, so there are many."""

_CANVAS = 200
_WINDOW = 21
"""Side in px of what is compared at a time: a tenth of the product."""

_BESIDE = 3
"""By how many px the photo may lie beside a picture: a carton bulges, and its points are found to a few px."""

_CHANNELS = np.array([0.5, 0.25, 0.25], np.float32)
"""How much lightness and the two colours of CIELAB count."""

_NOISE = (0.03 * 255) ** 2 / 2
"""Variance of what is no detail: the constant of the structure term of Wang et al. (see ``_Laid.agreement``)."""

_SAME = 0.9
"""Agreement from which on two pictures are the same: one file saved twice is."""

_LEAST_DIFFERENT = _WINDOW**2
"""Px in which pictures have to differ at all: a window's."""

_DOUBT = 0.01
"""Difference of two agreements that is nothing."""

_MOST_PLACES = 5
_LEAST_STRENGTH = 0.2
"""Of what the place that says most says."""


@dataclass(frozen=True, eq=False)
class LookAlikes:
    """Different pictures of one design, and which of them the photo's details speak for.

    Attributes:
        products: of each picture the indices of the products that are shown by it, never none.
        ahead: by how many standard errors the photo agrees more with one picture than with another, where the two
            differ, shape (pictures, pictures), antisymmetric; 0 where it cannot be told.
        places: where the photo agrees more with each picture than with the others, as ``Correspondence`` has it, what
            says most first.
    """

    products: tuple[tuple[int, ...], ...]
    ahead: Values
    places: tuple[tuple[Correspondence, ...], ...]

    @staticmethod
    def none() -> "LookAlikes":
        """Where no two pictures are alike."""
        return LookAlikes((), np.zeros((0, 0)), ())

    def without(self, products: Sequence[int]) -> "LookAlikes":
        """As if these products were not in the catalogue; places stay as all of them had made them."""
        away = np.unique(products)
        left = [
            tuple(one - int(np.searchsorted(away, one)) for one in shown if one not in away) for shown in self.products
        ]
        kept = [place for place, shown in enumerate(left) if shown]
        return LookAlikes(
            tuple(left[place] for place in kept),
            self.ahead[np.ix_(kept, kept)],
            tuple(self.places[place] for place in kept),
        )

    def of(self, shortlist: npt.NDArray[np.intp]) -> Values:
        """How far each product of a shortlist with all of them is ahead of the other pictures, on average; else 0."""
        found = np.zeros(len(shortlist))
        if len(self.products) > 1:
            means = self.ahead.sum(axis=1) / (len(self.products) - 1)
            found[self.rows(shortlist)] = np.repeat(means, [len(shown) for shown in self.products])
        return found

    def rows(self, shortlist: npt.NDArray[np.intp]) -> list[int]:
        """The places in a shortlist of the products, picture by picture."""
        places = {int(product): place for place, product in enumerate(shortlist)}
        return [places[product] for shown in self.products for product in shown]

    def places_of(self, product: int) -> tuple[Correspondence, ...]:
        """Where the photo agrees more with a product's picture than with the others; none for any other product."""
        return next((places for shown, places in zip(self.products, self.places, strict=True) if product in shown), ())


@dataclass(frozen=True, eq=False)
class _Laid:
    """A picture, or the photo, over the photo's part that shows the product.

    Attributes:
        lab: its colours, shape (height, width, 3).
        mean, variance: around every pixel, shape as ``lab``.
    """

    lab: Floats
    mean: Floats
    variance: Floats

    @staticmethod
    def of(rgb: Pixels) -> "_Laid":
        lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
        mean = _around(lab)
        variance = np.maximum(_around(lab * lab) - mean * mean, 0) + _NOISE
        return _Laid(lab, mean, np.asarray(variance, dtype=np.float32))

    def agreement(self, other: "_Laid") -> Floats:
        """Correlation around every pixel, shape (height, width), -1 to 1; 1 also where there is no detail in either.

        The structure term of SSIM (Z. Wang et al., "Image quality assessment: from error visibility to structural
        similarity", IEEE Trans. Image Processing 13, 2004): neither the light nor its strength counts.
        """
        covariance = _around(self.lab * other.lab) - self.mean * other.mean + _NOISE
        return np.asarray((covariance / np.sqrt(self.variance * other.variance)) @ _CHANNELS)


def told_apart(
    photo: Pixels, points: Described, images: Sequence[tuple[tuple[int, ...], Described, Pixels]]
) -> LookAlikes:
    """Which pictures are look-alikes of the first, and how far the photo's details speak for each against the others.

    How well the photo agrees with each is compared where the images differ, as far as they do, and the mean difference
    is taken in its standard errors: as many windows count as fit side by side into that area.

    Args:
        photo: RGB, long side at most ``PHOTO_SIDE``.
        points: its keypoints.
        images: different images, with the indices of the products that each shows, its keypoints and RGB; first the one
            that most points agree with. The others are laid over the photo by way of it, so that they lie exactly over
            one another. Where it cannot be laid itself, see ``laid_over``, nothing is told.
    """
    _, leading, _ = images[0]
    first = laid_over(points, leading, LEAST_POINTS)
    canvas = None if first is None else _canvas(photo, first)
    if first is None or canvas is None:
        return LookAlikes.none()
    to_canvas, size = canvas
    products, onto, laid = [], [], []
    for shown, described, picture in images:
        onto_first = np.eye(3) if described is leading else laid_over(leading, described, _LEAST_ALIKE)
        if onto_first is not None:
            drawn, inside = _drawn(picture, to_canvas @ first @ onto_first, size)
            products.append(shown)
            onto.append(first @ onto_first)
            laid.append((_Laid.of(drawn), inside))
    if len(laid) < 2:
        return LookAlikes.none()
    seen = [_Laid.of(part) for part in _shifted(photo, to_canvas, size)]
    agreement = [np.stack([one.agreement(moved) for moved in seen]) for one, _ in laid]
    ahead = np.zeros((len(laid), len(laid)))
    told = [np.zeros(size[::-1], np.float32) for _ in laid]
    for a, b in itertools.combinations(range(len(laid)), 2):
        (one, here), (other, there) = laid[a], laid[b]
        differ = np.maximum(0, _SAME - one.agreement(other)) * (here & there)
        gain = _gain(agreement[a], agreement[b])
        ahead[a, b] = _in_standard_errors(differ, gain)
        ahead[b, a] = -ahead[a, b]
        told[a] += differ * gain
        told[b] -= differ * gain
    places = (_places(one, to_canvas, where) for one, where in zip(told, onto, strict=True))
    return LookAlikes(tuple(products), ahead, tuple(places))


def _gain(one: Floats, other: Floats) -> Floats:
    """How much better the photo agrees with one image than with the other around every pixel, shape (height, width).

    Both are taken at the shift at which either fits best, or what fits neither would find something for both.

    Args:
        one, other: agreement of the photo with them at every shift, shape (shifts, height, width).
    """
    shift = np.maximum(one, other).argmax(axis=0)[None]
    return np.asarray(np.take_along_axis(one, shift, 0)[0] - np.take_along_axis(other, shift, 0)[0])


def _in_standard_errors(differ: Floats, gain: Floats) -> float:
    """The mean gain, each pixel's counting as far as the images differ there, shapes (height, width)."""
    if np.count_nonzero(differ) < _LEAST_DIFFERENT:
        return 0.0
    whole = float(differ.sum())
    mean = float((differ * gain).sum()) / whole
    spread = float(np.sqrt((differ * gain * gain).sum() / whole))
    windows = whole**2 / float((differ * differ).sum()) / _WINDOW**2
    return mean / (spread + _DOUBT) * float(np.sqrt(windows))


def _places(told: Floats, to_canvas: Projection, onto: Projection) -> tuple[Correspondence, ...]:
    """The windows that speak most for an image, none overlapping another.

    Args:
        told: what every pixel of the canvas says for it, shape (height, width).
        to_canvas: from fractions of the photo to px of the canvas.
        onto: from fractions of the image to fractions of the photo.
    """
    windows, found = _around(told), list[Correspondence]()
    most = float(windows.max())
    while most > 0 and len(found) < _MOST_PLACES:
        y, x = (int(at) for at in np.unravel_index(windows.argmax(), windows.shape))
        strength = float(windows[y, x]) / most
        if strength < _LEAST_STRENGTH:
            break
        windows[max(0, y - _WINDOW) : y + _WINDOW, max(0, x - _WINDOW) : x + _WINDOW] = 0
        photo = _origin(to_canvas, x, y)
        image = _origin(onto, *photo)
        if min(*photo, *image) >= 0 and max(*photo, *image) <= 1:
            found.append(Correspondence(Evidence.DETAILS, photo, image, strength))
    return tuple(found)


def _origin(matrix: Projection, x: float, y: float) -> Point:
    """What a projection brings to a place."""
    across, down, whole = np.linalg.solve(matrix, (x, y, 1))
    return float(across / whole), float(down / whole)


def _canvas(photo: Pixels, onto: Projection) -> tuple[Projection, tuple[int, int]] | None:
    """The box of the photo that an image covers: how fractions of the photo become its px, and its width and height.

    None where the image would be folded, as by points that agree by chance, or covers next to nothing.
    """
    corners = np.array([[[0, 0], [1, 0], [1, 1], [0, 1]]], np.float32)
    outline = cv2.perspectiveTransform(corners, onto)[0]
    if not np.isfinite(outline).all() or not cv2.isContourConvex(outline.astype(np.float32)):
        return None
    height, width = photo.shape[:2]
    low, high = (np.clip(ends, 0, 1) * (width, height) for ends in (outline.min(axis=0), outline.max(axis=0)))
    if (high - low).min() < _WINDOW:
        return None
    scale = _CANVAS / (high - low).max()
    to_canvas = np.array([[scale * width, 0, -scale * low[0]], [0, scale * height, -scale * low[1]], [0, 0, 1]])
    return to_canvas, (int(np.ceil(scale * (high - low)[0])), int(np.ceil(scale * (high - low)[1])))


def _shifted(photo: Pixels, to_canvas: Projection, size: tuple[int, int]) -> list[Pixels]:
    """The photo on the canvas, in its place and beside it to every side."""
    width, height = size
    further = np.array([[1, 0, _BESIDE], [0, 1, _BESIDE], [0, 0, 1]])
    drawn, _ = _drawn(photo, further @ to_canvas, (width + 2 * _BESIDE, height + 2 * _BESIDE))
    starts = itertools.product((0, _BESIDE, 2 * _BESIDE), repeat=2)
    return [np.ascontiguousarray(drawn[top : top + height, left : left + width]) for top, left in starts]


def _drawn(picture: Pixels, onto: Projection, size: tuple[int, int]) -> tuple[Pixels, npt.NDArray[np.bool_]]:
    """A picture on the canvas, and where all of a window lies within it; the canvas's own edge does not count.

    Args:
        picture: RGB.
        onto: from its fractions to px of the canvas.
        size: width and height of the canvas.
    """
    height, width = picture.shape[:2]
    _, _, depth = onto @ (0.5, 0.5, 1)
    scale = np.sqrt(abs(np.linalg.det(onto)) / (width * height) / max(abs(depth), 1e-6) ** 3)
    if scale < 1:
        small = max(1, round(width * scale)), max(1, round(height * scale))
        picture = np.asarray(cv2.resize(picture, small, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        height, width = picture.shape[:2]
    matrix = onto @ np.diag([1 / width, 1 / height, 1])
    drawn = cv2.warpPerspective(picture, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpPerspective(np.ones((height, width), np.uint8), matrix, size, flags=cv2.INTER_NEAREST)
    window = np.ones((_WINDOW, _WINDOW), np.uint8)
    whole = cv2.erode(inside, window, borderType=cv2.BORDER_CONSTANT, borderValue=1)
    return np.asarray(drawn, dtype=np.uint8), np.asarray(whole > 0, dtype=np.bool_)


def _around(field: Floats) -> Floats:
    """The mean over the window around every pixel."""
    return np.asarray(cv2.boxFilter(field, -1, (_WINDOW, _WINDOW), borderType=cv2.BORDER_REFLECT))
