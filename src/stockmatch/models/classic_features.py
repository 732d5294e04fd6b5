"""What Classic measures in an image: foreground, colour, texture and shape.

Every measure is weighted by a soft foreground, so that neither the white around a supplier's photo nor the shop or
the person around an employee's photo counts as product. None of them can tell an image from its mirror image.

Shapes: ``lab`` is (height, width, 3) float32 (L 0..100, a and b about -80..80), ``weight`` (height, width) float32
with sum 1, both at working size. Every measure returns a vector of fixed length, float32.
"""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import Pixels
from stockmatch.core.vectors import Floats

FEATURES_VERSION = 2
"""Raised whenever a measure changes, so that old vectors are never compared with new ones."""

WORKING_SIDE = 128
_SIZE_STEP = 8
_CENTRE_SPREAD = 0.3
_BORDER_SHARE = 0.06
_LEAST_FOREGROUND = 0.02
_COLOUR_CELLS = 16
_COLOUR_LIMIT = 80.0
_COVARIANCE_FLOOR = 0.03
MEASUREMENTS = 13

ORIENTATIONS = 8
_LAYOUT_CELLS = 5
_TEXTURE_SCALES = 4
_PATTERN_SCALES = 3
_PATTERN_CONTRAST = 1.0
_HISTOGRAM_SIZES = (6, 7, 7)


def to_lab(pixels: Pixels) -> Floats:
    """The image in Lab at working size: long side 128 px, sides multiples of 8 (at least 8)."""
    height, width = pixels.shape[:2]
    scale = WORKING_SIDE / max(height, width)
    size = [max(_SIZE_STEP, round(side * scale / _SIZE_STEP) * _SIZE_STEP) for side in (width, height)]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(pixels, size, interpolation=method)
    return np.asarray(cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), dtype=np.float32)


def foreground(lab: Floats) -> Floats:
    """How much each pixel belongs to the product, shape (height, width), sum 1.

    A Gaussian around the centre (people aim at the product), times the probability that the pixel's colour belongs
    to the centre rather than to the image's border.
    """
    height, width = lab.shape[:2]
    y = _offsets(height, 0.5 * (height - 1), 0.5 * height * _CENTRE_SPREAD * 1.1)
    x = _offsets(width, 0.5 * (width - 1), 0.5 * width * _CENTRE_SPREAD)
    centre = np.exp(-0.5 * (y[:, None] ** 2 + x[None] ** 2)).astype(np.float32)
    rim = max(1, round(_BORDER_SHARE * min(height, width)))
    border = np.ones((height, width), np.float32)
    border[rim:-rim, rim:-rim] = 0
    cells = _colour_cells(lab)
    of_border, of_centre = _colour_density(cells, border), _colour_density(cells, centre)
    share = of_centre / (of_centre + of_border + 1e-9)
    probability = _blurred(share.astype(np.float32), 2)
    weight = centre * (probability**2 + _LEAST_FOREGROUND)
    return np.asarray(weight / weight.sum(), dtype=np.float32)


def measurements(lab: Floats) -> Floats:
    """What is measured at every pixel, shape (13, height, width), float32: colours, edges and how coarse they are."""
    lightness = np.ascontiguousarray(lab[..., 0])
    coarse = _blurred(lab, 4)
    dx, dy = _derivatives(lightness)
    coarse_dx, coarse_dy = _derivatives(coarse[..., 0])
    chroma_edges = [_derivatives(lab[..., channel]) for channel in (1, 2)]
    return np.stack(
        [
            lightness / 20,
            lab[..., 1] / 10,
            lab[..., 2] / 10,
            np.log1p(np.hypot(dx, dy)),
            np.log1p(np.hypot(coarse_dx, coarse_dy)),
            np.log1p(np.sqrt(sum(across**2 + down**2 for across, down in chroma_edges))),
            np.hypot(lab[..., 1], lab[..., 2]) / 10,
            coarse[..., 0] / 20,
            coarse[..., 1] / 10,
            coarse[..., 2] / 10,
            np.log1p(np.abs(lightness - coarse[..., 0])),
            np.log1p(np.abs(dx)),
            np.log1p(np.abs(dy)),
        ]
    ).astype(np.float32)


def log_gaussian(moments: npt.NDArray[np.floating[Any]]) -> Floats:
    """Gaussians of n measurements as vectors of length (n + 1)(n + 2) / 2, shape (..., length).

    The Gaussian (m, C) is the positive definite matrix [[C + mm', m], [m', 1]], compared by its logarithm: Tuzel et
    al., "Region covariance", ECCV 2006; Li et al., "Local log-Euclidean multivariate Gaussian descriptor", TPAMI
    2017. Second-order statistics survive a shop's light far better than histograms do.

    Args:
        moments: that matrix, the means of all products of two measurements, a constant 1 being the last of them,
            shape (..., n + 1, n + 1). A floor is added to the variances here.
    """
    size = moments.shape[-1]
    floor = np.diag([_COVARIANCE_FLOOR] * (size - 1) + [0.0])
    values, vectors = np.linalg.eigh(moments.astype(np.float64) + floor)
    logarithm = (vectors * np.log(np.maximum(values, 1e-6))[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    rows, columns = np.triu_indices(size)
    return np.asarray(logarithm[..., rows, columns] * np.where(rows == columns, 1.0, np.sqrt(2.0)), dtype=np.float32)


def gaussian_statistics(lab: Floats, weight: Floats) -> Floats:
    """``log_gaussian`` of what is measured under the foreground, and where, as one vector of length 136."""
    (y_mean, y_spread), (x_mean, x_spread) = _extent(weight.sum(axis=1)), _extent(weight.sum(axis=0))
    shape = height, width = lab.shape[:2]
    layers = [
        *measurements(lab),
        np.broadcast_to(_offsets(height, y_mean, y_spread)[:, None], shape),
        np.broadcast_to(np.abs(_offsets(width, x_mean, x_spread))[None], shape),
        np.ones(shape),
    ]
    samples = np.stack([layer.ravel() for layer in layers]).astype(np.float32)
    return log_gaussian((samples * weight.ravel()) @ samples.T)


def edge_strengths(lab: Floats) -> Floats:
    """Edge strength by orientation, shape (8, height, width), the strongest of the three Lab channels counting."""
    smooth = _blurred(lab, 1)
    maps = _orientation_maps(smooth[..., 0])
    for channel in (1, 2):
        maps = np.maximum(maps, _orientation_maps(smooth[..., channel]))
    return maps


def edge_layout(lab: Floats, weight: Floats) -> Floats:
    """Edge strength by orientation in a grid laid over the foreground, length 5 x 5 x 8.

    Histograms of oriented gradients (Dalal & Triggs, CVPR 2005).
    """
    maps = np.sqrt(edge_strengths(lab) * (weight / weight.max()))
    down, across = _grid(weight.sum(axis=1)), _grid(weight.sum(axis=0))
    layout = np.matmul(np.matmul(down, maps), across.T)
    mirrored = layout[(-np.arange(ORIENTATIONS)) % ORIENTATIONS, :, ::-1]
    return np.asarray((layout + mirrored).ravel() / 2, dtype=np.float32)


def texture_energy(lab: Floats, weight: Floats) -> Floats:
    """Mean edge strength by orientation, channel and scale, wherever it is, length 4 x 3 x 5."""
    parts = []
    for scale in range(_TEXTURE_SCALES):
        for channel, gain in enumerate((1.0, 1.5, 1.5)):
            strength, lower, upper, share = _orientation_bins(*_derivatives(lab[..., channel] * gain))
            strength = weight.ravel() * np.sqrt(strength)
            energy = np.bincount(lower, strength * (1 - share), ORIENTATIONS)
            energy += np.bincount(upper, strength * share, ORIENTATIONS)
            both_ways = (energy + energy[(-np.arange(ORIENTATIONS)) % ORIENTATIONS]) / 2
            parts.append(both_ways[: ORIENTATIONS // 2 + 1])
        if scale + 1 < _TEXTURE_SCALES:
            lab, weight = _halved(lab), _halved(weight) * 4
    return np.concatenate(parts).astype(np.float32)


def binary_patterns(lab: Floats, weight: Floats) -> Floats:
    """Rotation-invariant uniform local binary patterns of lightness, length 3 x 2 x 10.

    Ojala et al., TPAMI 2002; neighbours brighter and darker by one L unit are counted apart, so that noise on plain
    cloth makes no pattern. Square roots, so that the dot product is the Hellinger kernel.
    """
    lightness = np.ascontiguousarray(lab[..., 0])
    parts = []
    for scale in range(_PATTERN_SCALES):
        padded = cv2.copyMakeBorder(lightness, 1, 1, 1, 1, cv2.BORDER_REFLECT)
        height, width = lightness.shape
        change = [padded[y : y + height, x : x + width] - lightness for y, x in _RING]
        for sign in (1, -1):
            code = np.zeros(lightness.shape, np.uint8)
            for bit, difference in enumerate(change):
                code |= (sign * difference > _PATTERN_CONTRAST).astype(np.uint8) << bit
            parts.append(np.bincount(_PATTERN_CLASS[code].ravel(), weight.ravel(), 10))
        if scale + 1 < _PATTERN_SCALES:
            lightness, weight = _halved(lightness), _halved(weight) * 4
    return np.sqrt(np.concatenate(parts)).astype(np.float32)


def colour_histogram(lab: Floats, weight: Floats) -> Floats:
    """Soft-binned Lab histogram with evened-out exposure, length 6 x 7 x 7, as square roots (Hellinger kernel).

    a and b are companded by a square root: most products are nearly grey, and small differences there are seen.
    """
    lightness = lab[..., 0]
    mean = float((lightness * weight).sum())
    spread = float(np.sqrt(((lightness - mean) ** 2 * weight).sum()))
    even = (lightness - mean) * (0.5 + 11 / (spread + 5)) + 0.5 * mean + 30
    chroma = np.clip(lab[..., 1:] / _COLOUR_LIMIT, -1, 1)
    chroma = (np.sign(chroma) * np.sqrt(np.abs(chroma)) + 1) / 2
    places, shares = [], []
    for values, size in zip((even / 100, chroma[..., 0], chroma[..., 1]), _HISTOGRAM_SIZES, strict=True):
        position = np.clip(values.ravel() * (size - 1), 0, size - 1 - 1e-4)
        place = position.astype(np.int32)
        places.append(place)
        shares.append((position - place).astype(np.float32))
    histogram = np.zeros(int(np.prod(_HISTOGRAM_SIZES)))
    for corner in range(8):
        index = np.zeros_like(places[0])
        share = weight.ravel()
        for axis, size in enumerate(_HISTOGRAM_SIZES):
            upper = corner >> axis & 1
            index = index * size + places[axis] + upper
            share = share * (shares[axis] if upper else 1 - shares[axis])
        histogram += np.bincount(index, share, histogram.size)
    return np.sqrt(histogram).astype(np.float32)


_RING = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))


def _pattern_classes() -> npt.NDArray[np.uint8]:
    """For each of 256 codes: its number of set bits if they are contiguous around the ring, else 9."""
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
    changes = (bits != np.roll(bits, 1, axis=1)).sum(axis=1)
    return np.where(changes <= 2, bits.sum(axis=1), 9).astype(np.uint8)


_PATTERN_CLASS = _pattern_classes()


def _blurred(image: Floats, sigma: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.float32)


def _offsets(length: int, mean: float, spread: float) -> npt.NDArray[np.float64]:
    return np.asarray((np.arange(length) - mean) / spread, dtype=np.float64)


def _extent(profile: Floats) -> tuple[float, float]:
    """Weighted mean and standard deviation (at least 2 px) of a position."""
    places = np.arange(len(profile))
    mean = float((profile * places).sum() / profile.sum())
    spread = float(np.sqrt((profile * (places - mean) ** 2).sum() / profile.sum()))
    return mean, max(spread, 2.0)


def _grid(profile: Floats) -> Floats:
    """Triangular windows of the layout's cells across mean ± 2 standard deviations, shape (cells, length)."""
    mean, spread = _extent(profile)
    middle = (_LAYOUT_CELLS - 1) / 2
    position = _offsets(len(profile), mean, spread * 4 / _LAYOUT_CELLS) + middle
    distance = np.abs(position[None] - np.arange(_LAYOUT_CELLS)[:, None])
    return np.asarray(np.maximum(1 - distance, 0), dtype=np.float32)


def _colour_cells(lab: Floats) -> npt.NDArray[np.int32]:
    scaled = (lab + np.array([0, _COLOUR_LIMIT, _COLOUR_LIMIT], np.float32)) / 10
    cells = np.clip(scaled.astype(np.int32), 0, _COLOUR_CELLS - 1)
    return np.asarray((cells[..., 0] * _COLOUR_CELLS + cells[..., 1]) * _COLOUR_CELLS + cells[..., 2])


def _colour_density(cells: npt.NDArray[np.int32], weight: Floats) -> npt.NDArray[np.float64]:
    """Density of each pixel's colour under a weighting, from a smoothed 16 x 16 x 16 histogram."""
    shape = (_COLOUR_CELLS,) * 3
    counts = np.bincount(cells.ravel(), weight.ravel(), _COLOUR_CELLS**3)
    density = np.asarray(counts, dtype=np.float64).reshape(shape)
    for axis in range(3):
        density = (np.roll(density, 1, axis) + 2 * density + np.roll(density, -1, axis)) / 4
    return np.asarray((density / density.sum()).ravel()[cells])


def _derivatives(channel: Floats) -> tuple[Floats, Floats]:
    channel = np.ascontiguousarray(channel)
    across = cv2.Sobel(channel, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8)
    down = cv2.Sobel(channel, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)
    return np.asarray(across, dtype=np.float32), np.asarray(down, dtype=np.float32)


def _orientation_bins(dx: Floats, dy: Floats) -> tuple[Floats, npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]:
    """Gradient strength; lower bin, upper bin and the upper's share of its undirected orientation; all flat."""
    strength, angle = cv2.cartToPolar(dx.ravel(), dy.ravel())
    position = angle.ravel() * np.float32(ORIENTATIONS / np.pi)
    lower = position.astype(np.int32)
    share = np.asarray(position - lower, dtype=np.float32)
    flat = np.asarray(strength, dtype=np.float32).ravel()
    return flat, lower % ORIENTATIONS, (lower + 1) % ORIENTATIONS, share


def _orientation_maps(channel: Floats) -> Floats:
    strength, lower, upper, share = _orientation_bins(*_derivatives(channel))
    maps = np.zeros((ORIENTATIONS, channel.size), np.float32)
    pixels = np.arange(channel.size)
    maps[lower, pixels] = strength * (1 - share)
    maps[upper, pixels] = strength * share
    return maps.reshape(ORIENTATIONS, *channel.shape)


def _halved(image: Floats) -> Floats:
    """Half size by means of 2 x 2 pixels (unlike a pyramid step, the same for the mirrored image)."""
    height, width = image.shape[:2]
    size = (max(1, width // 2), max(1, height // 2))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.float32)
