"""Turns every kind of pixel that Pillow can load into RGB in the sRGB colour space, on white."""

import io
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

_DEEP_GREY: Final = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
_BITS_PER_SAMPLE: Final = 258


def to_srgb(image: Image.Image) -> Image.Image:
    """Convert a loaded image of any mode to mode RGB in sRGB, with transparent parts on white.

    An embedded colour profile is applied; one that is broken, or made for another kind of pixel, is ignored.
    Deep greyscale is scaled to 8 bit, never clipped.
    """
    if image.mode in _DEEP_GREY:
        image = _shallow_grey(image)
    alpha = None
    if image.has_transparency_data:
        image = _in_mode(image, "RGBA")
        alpha = image.getchannel("A")
    if image.mode not in ("RGB", "L", "CMYK", "LAB"):
        image = image.convert("RGB")
    rgb = _in_mode(_through_profile(image), "RGB")
    if alpha is None or alpha.getextrema()[0] == 255:
        return rgb
    canvas = Image.new("RGB", rgb.size, "white")
    canvas.paste(rgb, mask=alpha)
    return canvas


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    return image if image.mode == mode else image.convert(mode)


def _through_profile(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.mode == "LAB":
        profile = b""
    elif not isinstance(profile, bytes) or not profile:
        return image
    transform = _transform(profile, image.mode)
    return image if transform is None else transform.apply(image)


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The transform to sRGB, None where none is needed or possible. CIE Lab stands for its own (empty) profile."""
    srgb = ImageCms.createProfile("sRGB")
    try:
        source: Any = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else ImageCms.createProfile("LAB")
        if profile and ImageCms.getProfileDescription(source).lower().startswith("srgb"):
            return None
        return ImageCms.buildTransform(source, srgb, mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _shallow_grey(image: Image.Image) -> Image.Image:
    """Mode L, or LA where the file names a transparent grey, from 16 or 32 bit grey."""
    values = np.asarray(image)
    black, white = _range(image, values)
    scaled = (values.astype(np.float32) - black) * (255 / (white - black))
    grey = Image.fromarray(np.clip(np.nan_to_num(scaled) + 0.5, 0, 255).astype(np.uint8))
    transparent = image.info.get("transparency")
    if isinstance(transparent, int):
        grey.putalpha(Image.fromarray(np.where(values == transparent, 0, 255).astype(np.uint8)))
    if "icc_profile" in image.info:
        grey.info["icc_profile"] = image.info["icc_profile"]
    return grey


def _range(image: Image.Image, values: npt.NDArray[Any]) -> tuple[float, float]:
    """The values that mean black and white. Where the file does not say, the smallest usual range that holds all."""
    if image.mode.startswith("I;16"):
        bits = getattr(image, "tag_v2", {}).get(_BITS_PER_SAMPLE, (16,))[0]
        return 0, 2**bits - 1
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    usual = (1, 255, 65535) if image.mode == "F" else (255, 65535)
    for white in usual:
        if low >= 0 and high <= white:
            return 0, white
    return low, max(high, low + 1)
