"""Plain reasons why a file is not a picture that can be read, found from its first bytes and the decoder's error."""

import re
import sys
from typing import Final

from PIL import Image, UnidentifiedImageError

from stockmatch.core.message import Message

EMPTY: Final = Message("The file is empty; save or download it again.")
CUT_OFF: Final = Message("The file is cut off; save or download it again.")
DAMAGED: Final = Message("The file is damaged; save or download it again.")
UNUSUAL: Final = Message(
    "The file is damaged, or of a variety of its format that cannot be read; open it "
    "elsewhere and export it as PNG or JPEG."
)
NO_PICTURE: Final = Message("The file is not a picture; use JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP.")
NO_MEMORY: Final = Message("There is not enough memory for this picture; save a smaller copy.")
TOO_MUCH_TEXT: Final = Message(
    "The picture carries more text or colour data than is safe to read; open it elsewhere and export it as PNG or JPEG."
)

_OTHER_KINDS: Final = (
    (rb"%PDF", Message("PDF documents are not photos; export the page as PNG or JPEG.")),
    (rb"%!PS|\xc5\xd0\xd3\xc6", Message("PostScript drawings are not photos; export it as PNG or JPEG.")),
    (rb"\xff\x0a|\x00\x00\x00\x0cJXL ", Message("JPEG XL pictures cannot be read; export it as PNG or JPEG.")),
    (rb"PK\x03\x04|Rar!|7z\xbc\xaf", Message("This is an archive, not a picture; unpack it first.")),
    (
        rb"(?s)....ftyp(?:isom|iso\d|mp4|qt  |M4V|3gp)|\x1a\x45\xdf\xa3|RIFF....AVI ",
        Message("Videos are not photos; take a still picture from it."),
    ),
    (rb"(?is).*<svg[\s>]", Message("SVG drawings are not photos; export it as PNG or JPEG.")),
    (
        rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)",
        Message("This is a web page, not a picture; download the picture itself."),
    ),
)
_KNOWN_KINDS: Final = re.compile(
    rb"(?s)\xff\xd8|\x89PNG|GIF8|RIFF....WEBP|....ftyp|II\*\x00|MM\x00\*|II\+\x00|MM\x00\+|BM|8BPS"
    rb"|\x00\x00[\x01\x02]\x00|\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51"
)
_BOX_SIZE: Final = re.compile(rb"(?s)ispe....(....)(....)")


def too_large(width: int, height: int, limit: int) -> str:
    """The reason for a picture of width × height pixels where ``limit`` are allowed."""
    size, most = round(width * height / 1e6), round(limit / 1e6)
    return Message(
        "The picture is too large ({size:,} megapixels; at most {most} can be read); save a smaller copy.",
        size=size,
        most=most,
    )


def too_many_bytes(limit: int) -> str:
    """The reason for a file of more than ``limit`` bytes."""
    return Message("The file is too large (more than {most:,} MB); save a smaller copy.", most=limit // 2**20)


def unidentified(head: bytes, limit: int) -> str:
    """The reason for a file that no decoder takes, from its first few kilobytes ``head``."""
    for pattern, reason in _OTHER_KINDS:
        if re.match(pattern, head):
            return reason
    if not _KNOWN_KINDS.match(head):
        return NO_PICTURE
    # libavif and libheif refuse huge pictures without saying why.
    if box := _BOX_SIZE.search(head):
        width, height = (int.from_bytes(side, "big") for side in box.groups())
        if width * height > limit:
            return too_large(width, height, limit)
    return UNUSUAL


def from_error(error: Exception, head: bytes, limit: int) -> str:
    """The reason for whatever a decoder raised, ``head`` being the file's first few kilobytes."""
    text = str(error)
    if isinstance(error, UnidentifiedImageError):
        reason = unidentified(head, limit)
    elif isinstance(error, Image.DecompressionBombError):
        size = re.search(r"\((\d+) pixels\)", text)
        reason = too_large(int(size[1]) if size else 2 * limit, 1, limit)
    elif isinstance(error, MemoryError):
        reason = NO_MEMORY
    elif isinstance(error, OSError) and error.errno is not None:
        reason = from_os_error(error)
    elif "MAX_TEXT" in text:
        reason = TOO_MUCH_TEXT
    elif isinstance(error, EOFError) or "truncated" in text.lower():
        reason = CUT_OFF
    else:
        reason = DAMAGED
    return reason


def from_os_error(error: OSError) -> str:
    """The reason for a failure of the file system."""
    if isinstance(error, FileNotFoundError):
        return Message("The file is no longer there.")
    if isinstance(error, PermissionError) and sys.platform == "win32":  # opening says the same of both there
        return Message(
            "Another program is using the file, or there is no permission to read it; close it there and try again."
        )
    if isinstance(error, PermissionError):
        return Message("There is no permission to read the file.")
    return Message(
        "The file cannot be read from its disk or network folder ({reason}).", reason=error.strerror or error
    )
