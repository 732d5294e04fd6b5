"""The one way from a file to pixels, for catalogue pictures and photos alike."""

import io
import os
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import IO, Final

import numpy as np
from PIL import ExifTags, Image

from stockmatch.core.embedder import Pixels
from stockmatch.core.errors import UnreadableImage
from stockmatch.core.message import Message
from stockmatch.imaging import refusals
from stockmatch.imaging.boxes import why_not_whole
from stockmatch.imaging.budget import PixelBudget
from stockmatch.imaging.colour import to_srgb

MAX_PIXELS: Final = 120_000_000
"""Pictures with more pixels are refused before memory is taken for them."""

MAX_BYTES: Final = 2**30
"""Of a file: more than ``MAX_PIXELS`` take in any format, 16-bit RGBA without compression included."""

IMAGE_SUFFIXES: Final = frozenset(
    {".apng", ".avif", ".avifs", ".bmp", ".gif", ".heic", ".heics", ".heif", ".heifs", ".hif", ".ico", ".jfif"}
    | {".jp2", ".jpe", ".jpeg", ".jpg", ".mpo", ".png", ".psd", ".svg", ".tif", ".tiff", ".webp"}
)
"""Lower-case suffixes of what a person takes for pictures. Those that cannot be decoded (.svg) are to be reported."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF", "TIFF", "BMP", "JPEG2000", "PSD", "ICO")
_BOXED: Final = (b"ftypavi", b"ftyphei", b"ftyphev", b"ftypmif", b"ftypmsf")
_HEAD_BYTES: Final = 16_384
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_in_work = PixelBudget(40_000_000)
_setup_lock = Lock()


def decode(path: Path, min_side: int | None = None) -> Pixels:
    """Read a picture file as upright sRGB.

    Args:
        path: a file in any format of ``IMAGE_SUFFIXES`` but SVG; the content decides, not the suffix.
        min_side: if given, the picture may come at a fraction of its size (1/2, 1/3, ...), but with a short side of
            at least twice this many pixels, if it has that many. Much faster and smaller for large JPEG files.

    Returns:
        Shape (height, width, 3), uint8, C-contiguous and writable; the first frame of an animation, transparent parts
        on white.

    Raises:
        UnreadableImage: with the plain reason, for anything that is not a whole picture of at most ``MAX_PIXELS``.
    """
    with _opened(path) as file:
        return _decode(file, min_side)


def read_file(path: Path) -> bytes:
    """The bytes of a picture file, for hashing and ``decode_bytes``: both of one content, whoever writes to the file.

    Raises:
        UnreadableImage: with the plain reason, for what is no file or cannot be read; the bytes may be of anything.
    """
    with _opened(path) as file:
        if os.fstat(file.fileno()).st_size > MAX_BYTES:
            raise UnreadableImage(refusals.too_many_bytes(MAX_BYTES))
        try:
            return file.read()
        except MemoryError as error:
            raise UnreadableImage(refusals.NO_MEMORY) from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        _check_file(path)
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise UnreadableImage(refusals.from_os_error(error)) from error
    except ValueError as error:  # a path with a null byte
        raise UnreadableImage(Message("The file's name cannot be used.")) from error


def _check_file(path: Path) -> None:
    """Raise UnreadableImage for what is no file: reading a pipe would wait for ever. Raises OSError if it is gone."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise UnreadableImage(Message("This is a folder, not a picture."))
    if not stat.S_ISREG(mode):
        raise UnreadableImage(refusals.NO_PICTURE)


def decode_bytes(data: bytes, min_side: int | None = None) -> Pixels:
    """Read a picture from an encoded file's bytes; otherwise the same as ``decode``."""
    return _decode(io.BytesIO(data), min_side)


def check_head(file: IO[bytes]) -> None:
    """Raise UnreadableImage for what its head shows to be no picture of at most ``MAX_PIXELS``.

    Quick, as nothing is decoded; a picture that is damaged further on passes.
    """
    head = file.read(_HEAD_BYTES)
    if not head:
        raise UnreadableImage(refusals.EMPTY)
    _set_up_pillow()
    try:
        file.seek(0)
        with Image.open(file, formats=_FORMATS) as image:
            width, height = image.size
    except Exception as error:  # on damaged bytes the decoders raise nearly every type there is
        raise UnreadableImage(refusals.from_error(error, head, MAX_PIXELS)) from error
    if width * height > MAX_PIXELS:
        raise UnreadableImage(refusals.too_large(width, height, MAX_PIXELS))


def _decode(file: IO[bytes], min_side: int | None) -> Pixels:
    head = file.read(_HEAD_BYTES)
    if not head:
        raise UnreadableImage(refusals.EMPTY)
    _set_up_pillow()
    try:
        if head[4:11] in _BOXED and (reason := why_not_whole(file)):
            raise UnreadableImage(reason)
        file.seek(0)
        with Image.open(file, formats=_FORMATS) as image:
            return _pixels(image, min_side)
    except UnreadableImage:
        raise
    except Exception as error:  # on damaged bytes the decoders raise nearly every type there is
        raise UnreadableImage(refusals.from_error(error, head, MAX_PIXELS)) from error


def _pixels(image: Image.Image, min_side: int | None) -> Pixels:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise UnreadableImage(refusals.too_large(width, height, MAX_PIXELS))
    if min_side:
        image.draft(None, (2 * min_side, 2 * min_side))
    # A progressive JPEG keeps the coefficients of its full size, however small it is decoded.
    held = (width, height) if "progressive" in image.info else image.size
    with _in_work.reserve(held[0] * held[1]):
        try:
            image.load()
            orientation = _orientation(image)
            upright = _reduced(to_srgb(_reduced(image, min_side)), min_side)
            if orientation in _UPRIGHT:
                upright = upright.transpose(_UPRIGHT[orientation])
            return _as_array(upright)
        finally:
            image.close()  # frees the memory before the next thread may take as much


def _as_array(image: Image.Image) -> Pixels:
    """What ``np.array`` gives, by bands, so that the whole is not in memory three more times."""
    width, height = image.size
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    for top in range(0, height, 256):
        bottom = min(top + 256, height)
        pixels[top:bottom] = np.asarray(image.crop((0, top, width, bottom)))
    return pixels


def _reduced(image: Image.Image, min_side: int | None) -> Image.Image:
    factor = min(image.size) // (2 * min_side) if min_side else 1
    if factor < 2 or image.mode not in ("1", "L", "RGB", "RGBA", "CMYK") or "transparency" in image.info:
        return image
    if image.mode == "1":
        image = image.convert("L")
    smaller = image.reduce(factor)
    smaller.info = image.info
    return smaller


def _orientation(image: Image.Image) -> int:
    """The EXIF or XMP orientation (1 to 8) that the loaded image still has to be turned by."""
    if image.format in ("AVIF", "HEIF"):
        # These turn pictures by their own boxes, which libheif has applied and Pillow's AVIF reader has put in the EXIF
        # data; an orientation in the XMP data is only a copy.
        image.info.pop("xmp", None)
    if image.format == "HEIF":
        return 1
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - damaged EXIF data raises nearly every type there is, and the picture is fine
        return 1
    return orientation if isinstance(orientation, int) else 1


def _set_up_pillow() -> None:
    with _setup_lock:
        _set_up_pillow_once()
        # Size is judged here (Pillow warns from 89 megapixels on), and what it finds odd about EXIF data helps nobody.
        # Said for every picture: other libraries put the filters back that they found.
        warnings.filterwarnings("ignore", module=r"PIL\.")


@lru_cache(maxsize=1)
def _set_up_pillow_once() -> None:
    import pi_heif  # noqa: PLC0415 - the window must not wait for it

    Image.init()
    pi_heif.register_heif_opener()
    # Above 32 MiB glibc gives blocks back to the system when freed; Pillow's usual 16 MiB stay with the thread.
    Image.core.set_block_size(64 * 2**20)  # type: ignore[attr-defined]
