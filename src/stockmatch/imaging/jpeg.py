"""Pictures as JPEG files."""

import io
from pathlib import Path

from PIL import Image

from stockmatch.imaging.decode import decode_bytes
from stockmatch.imaging.thumbnail import thumbnail

_QUALITY = 92
_SMALL_QUALITY = 80
_START = b"\xff\xd8\xff"


def as_jpeg(data: bytes) -> bytes:
    """An encoded picture as a JPEG file: the bytes as they are if it is one, else upright sRGB encoded anew.

    Raises:
        UnreadableImage: with the plain reason.
    """
    if data.startswith(_START):
        return data
    return _encoded(Image.fromarray(decode_bytes(data)), _QUALITY)


def small_jpeg(path: Path, side: int) -> bytes:
    """A picture fitted into a square of ``side`` pixels as a JPEG file.

    Raises:
        UnreadableImage: with the plain reason.
    """
    return _encoded(Image.fromarray(thumbnail(path, side)), _SMALL_QUALITY)


def _encoded(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
