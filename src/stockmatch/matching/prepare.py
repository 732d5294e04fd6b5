"""From pixels to features: of catalogue images when they are indexed, of photos when they are matched."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import Embedder, Look, Pixels, Prepared
from stockmatch.core.errors import NotFinite
from stockmatch.core.evidence import WHOLE, Region
from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats
from stockmatch.imaging import regions
from stockmatch.imaging.foreground import bounding_box, foreground_mask
from stockmatch.imaging.keypoints import Keypoints, detect
from stockmatch.imaging.regions import Fit, Saliency
from stockmatch.matching.details import PHOTO_SIDE as DETAILS_SIDE
from stockmatch.matching.features import (
    IMAGE_POINTS,
    IMAGE_SIDE,
    PHOTO_SIDE,
    PhotoFeatures,
    fill,
    row_type,
    to_int8,
)
from stockmatch.matching.parts import Parts
from stockmatch.models import classic_features

_MASK_MARGIN = 0.04
_PHOTO_MARGIN = 0.15


@dataclass(frozen=True)
class PreparedImage:
    """A catalogue image, read and measured but for what the network sees.

    Attributes:
        pixels: long side at most ``IMAGE_SIDE``.
        whole: view of all of it.
        mask: its product on a plain background, shape as ``pixels``; None where the background is not plain.
        points: its keypoints.
    """

    pixels: Pixels
    whole: Prepared
    mask: Floats | None
    points: Keypoints


def least_side(embedder: Embedder) -> int:
    """Short side in px below which decoding at reduced size would lose what matching uses."""
    return max(embedder.min_side, PHOTO_SIDE // 2)


def prepare_image(pixels: Pixels, embedder: Embedder) -> PreparedImage:
    """The part of describing a catalogue image that needs no network. Thread-safe."""
    pixels = reduced(pixels, IMAGE_SIDE)
    mask = foreground_mask(pixels)
    return PreparedImage(
        pixels,
        embedder.view(pixels),
        None if mask.all() else mask.astype(np.float32),
        detect(_grey(pixels), IMAGE_POINTS, IMAGE_SIDE),
    )


def describe_images(images: Sequence[PreparedImage], embedder: Embedder) -> npt.NDArray[np.void]:
    """Features of catalogue images, in order, shape (images,), of ``row_type``.

    Raises:
        NotFinite: if the backbone fails on any of them.
    """
    rows = np.zeros(len(images), row_type(embedder.look_size))
    if not images:
        return rows
    whole = _finite(embedder.look([image.whole for image in images]))
    maps = whole.maps
    saliencies = [_image_saliency(image, one) for image, one in zip(images, maps, strict=True)]
    boxes = [_image_region(image, saliency) for image, saliency in zip(images, saliencies, strict=True)]
    cuts = [regions.cut(image.pixels, box) for image, box in zip(images, boxes, strict=True)]
    mirrored = [embedder.view(np.ascontiguousarray(part[:, ::-1])) for part in cuts]
    vectors = np.stack([whole.vectors, _finite(embedder.look(mirrored)).vectors], axis=1)
    for number, image in enumerate(images):
        fill(
            rows[number],
            looks=vectors[number],
            cells=maps[number],
            weights=saliencies[number],
            points=image.points,
            colours=colours(cuts[number]),
            region=boxes[number],
        )
    return rows


def describe_confirmed(pixels: Pixels, embedder: Embedder, region: Region) -> npt.NDArray[np.void]:
    """Features of a photo as an image of the product that it was confirmed for, shape (1,), of ``row_type``.

    Args:
        pixels: the whole photo.
        embedder: the backbone.
        region: the part that shows the product, as the person drew it; all of it where no part was drawn.

    Raises:
        NotFinite: if the backbone fails on it.
    """
    return describe_images([prepare_image(regions.cut(pixels, region), embedder)], embedder)


def describe_photo(pixels: Pixels, embedder: Embedder, parts: Parts, region: Region | None) -> PhotoFeatures:
    """Features of a photo.

    Args:
        pixels: the whole photo.
        embedder: the backbone.
        parts: the catalogue's, which tell where the photo resembles its products.
        region: the part that shows the product, as the person drew it; None to propose one.

    Raises:
        NotFinite: if the backbone fails on it.
    """
    pixels, part = regions.taken(pixels, WHOLE if region is None else region)
    pixels = reduced(pixels, PHOTO_SIDE)
    fit = Fit.of(*pixels.shape[:2])
    cells = unit_cells(_finite(embedder.look([embedder.view(pixels, detail=True)])).maps[0])
    saliency = parts.likeness(cells) if embedder.look_size.knows_things else colour_saliency(pixels)
    proposal = regions.region_of(saliency, fit, _PHOTO_MARGIN) if region is None else WHOLE
    cut = regions.cut(pixels, proposal)
    seen = _finite(embedder.look([embedder.view(pixels), embedder.view(cut)]))
    return PhotoFeatures(
        seen.vectors,
        to_int8(cells.reshape(-1, cells.shape[-1])).reshape(cells.shape),
        to_int8(seen.maps[0].reshape(-1, cells.shape[-1])),
        regions.evened(_of_cells(saliency, cells)) ** 2,
        _grey(pixels),
        reduced(pixels, DETAILS_SIDE),
        None,
        colours(cut),
        part,
        proposal if region is None else region,
        region is None,
        (pixels.shape[0], pixels.shape[1]),
    )


def _finite(look: Look) -> Look:
    """The look itself. Raises NotFinite for NaN and infinity, which no order and no distance can be told of."""
    if not (np.isfinite(look.vectors).all() and np.isfinite(look.maps).all()):
        raise NotFinite
    return look


def colours(pixels: Pixels) -> Floats:
    """Square roots of the colour histogram of what stands in the middle, shape (294,), unit length."""
    lab = classic_features.to_lab(pixels)
    histogram = classic_features.colour_histogram(lab, classic_features.foreground(lab))
    return np.asarray(unit(histogram[None])[0], dtype=np.float32)


def colour_saliency(pixels: Pixels) -> Saliency:
    """Where the colours are those of the middle and not those of the border, over the square around the picture."""
    return _squared(classic_features.foreground(classic_features.to_lab(pixels)))


def unit_cells(feature_map: Floats) -> Floats:
    """Cells scaled to L2 norm 1, shape as given, (height, width, channels)."""
    flat = feature_map.reshape(-1, feature_map.shape[-1])
    return np.asarray(unit(flat).reshape(feature_map.shape), dtype=np.float32)


def _image_saliency(image: PreparedImage, feature_map: Floats) -> Saliency:
    """The product's mask, else the strength of the cells; 0 to 1 over the square, shape that of the map."""
    if image.mask is None:
        return regions.evened(np.linalg.norm(feature_map, axis=-1).astype(np.float32))
    cells = _of_cells(_squared(image.mask), feature_map)
    return cells if cells.max() > 0 else np.ones_like(cells)


def _of_cells(square: Saliency, feature_map: Floats) -> Saliency:
    """A field over the square as the cells of a map see it."""
    rows, columns = feature_map.shape[:2]
    return np.asarray(cv2.resize(square, (columns, rows), interpolation=cv2.INTER_AREA), dtype=np.float32)


def _image_region(image: PreparedImage, saliency: Saliency) -> Region:
    height, width = image.pixels.shape[:2]
    if image.mask is None:
        return regions.region_of(saliency, Fit.of(height, width), _PHOTO_MARGIN)
    left, top, right, bottom = bounding_box(np.asarray(image.mask > 0, dtype=np.bool_))
    wide, high = _MASK_MARGIN * (right - left), _MASK_MARGIN * (bottom - top)
    return Region(
        max(0.0, (left - wide) / width),
        max(0.0, (top - high) / height),
        min(1.0, (right + wide) / width),
        min(1.0, (bottom + high) / height),
    )


def _squared(field: npt.NDArray[np.float32]) -> Saliency:
    """A field in the middle of a square of its longer side, 0 around it."""
    height, width = field.shape
    side = max(height, width)
    square = np.zeros((side, side), np.float32)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = field
    return square


def _grey(pixels: Pixels) -> npt.NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def reduced(pixels: Pixels, side: int) -> Pixels:
    """The image with its long side at most ``side`` px."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
