"""Checks that an HEIC or AVIF file holds all the bytes its table of contents speaks of.

libheif fills the missing part of a cut-off picture with grey and calls it decoded, and pi-heif reads beyond the end of
memory where the place of the EXIF data is wrong. The format is ISO/IEC 14496-12: boxes of a length, a name and content.
"""

import io
import os
from collections.abc import Iterator
from typing import IO, Final

from stockmatch.imaging.refusals import CUT_OFF, DAMAGED

_LARGEST_META: Final = 16 * 2**20


def why_not_whole(file: IO[bytes]) -> str | None:
    """The reason why the file cannot be whole, None where nothing speaks against it. Moves the file's position."""
    length = file.seek(0, os.SEEK_END)
    try:
        boxes = list(_boxes(file, 0, length))
        if boxes and boxes[-1][2] > length:
            return CUT_OFF
        for name, start, end in boxes:
            if name == b"meta":
                file.seek(start + 4)  # a full box: its version and flags come first
                _check_places(io.BytesIO(file.read(min(end - start - 4, _LARGEST_META))), length)
    except ValueError:
        return DAMAGED
    return None


def _boxes(file: IO[bytes], start: int, length: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of the content of each box from ``start``; the last may end beyond ``length``."""
    while start + 8 <= length:
        file.seek(start)
        size, name, header = _number(file, 4), file.read(4), 8
        if size == 1:
            size, header = _number(file, 8), 16
        elif size == 0:
            size = length - start
        if size < header:
            raise ValueError("a box smaller than its header")
        yield name, start + header, start + size
        start += size


def _check_places(meta: IO[bytes], length: int) -> None:
    """Raise ``ValueError`` if an item in the meta box's table of places lies beyond the file's ``length``."""
    size = meta.seek(0, os.SEEK_END)
    for name, start, _ in _boxes(meta, 0, size):
        if name == b"iloc":
            meta.seek(start)
            _check_iloc(meta, length)


def _check_iloc(table: IO[bytes], length: int) -> None:
    version = _number(table, 4) >> 24
    sizes = _number(table, 2)
    offset_size, length_size, base_size, index_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15
    wide = 4 if version >= 2 else 2
    for _ in range(_number(table, wide)):
        _number(table, wide)
        in_file = version == 0 or _number(table, 2) & 15 == 0
        _number(table, 2)
        base = _number(table, base_size)
        for _ in range(_number(table, 2)):
            _number(table, index_size if version else 0)
            end = base + _number(table, offset_size) + _number(table, length_size)
            if in_file and end > length:
                raise ValueError("an item beyond the end of the file")


def _number(file: IO[bytes], size: int) -> int:
    data = file.read(size)
    if len(data) < size:
        raise ValueError("a box cut short")
    return int.from_bytes(data, "big")
