"""Pictures as JPEG files."""

import io

from PIL import Image

from stockmatch.imaging.decode import decode_bytes

_QUALITY = 92
_START = b"\xff\xd8\xff"


def as_jpeg(data: bytes) -> bytes:
    """An encoded picture as a JPEG file: the bytes as they are if it is one, else upright sRGB encoded anew.

    Raises:
        UnreadableImage: with the plain reason.
    """
    if data.startswith(_START):
        return data
    out = io.BytesIO()
    Image.fromarray(decode_bytes(data)).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
