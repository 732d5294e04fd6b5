"""Which product a photo names itself, by its file name or by a barcode in the picture."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from stockmatch.core.catalogue import Product
from stockmatch.core.codes import CodeBook, Coded
from stockmatch.core.errors import UnreadableImage
from stockmatch.core.ranking import Candidate
from stockmatch.imaging.barcodes import read_barcodes
from stockmatch.imaging.decode import decode_bytes, read_file

_SIDE = 600
"""Barcodes are read where the short side has at least twice as many px, if the photo has them."""

_MOST_KEPT = 1000


class PhotoCodes:
    """Looks codes up in a catalogue's; the barcodes of the photos seen lately are kept."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._book = CodeBook(products)
        self._barcodes: dict[str, tuple[str, ...]] = {}

    def by_name(self, photo: str) -> Coded | None:
        """The product that a photo's file name names."""
        return self._book.in_file_name(photo)

    def by_photo(self, photo: str, sha256: str) -> Coded | None:
        """The product that a barcode in all of a photo names, else its file name; by its name alone if it is gone."""
        texts = self._barcodes.get(sha256)
        if texts is None:
            try:
                texts = read_barcodes(decode_bytes(read_file(Path(photo)), _SIDE))
            except UnreadableImage:
                texts = ()
            if len(self._barcodes) >= _MOST_KEPT:
                self._barcodes.clear()
            self._barcodes[sha256] = texts
        return self._book.in_barcodes(texts) or self.by_name(photo)


def marked(found: tuple[Candidate, ...], coded: Coded) -> tuple[Candidate, ...]:
    """Candidates of which the first is the product that the photo names; it may not be ahead of others by its looks."""
    first = found[0]
    ahead = first.margin if first.margin is not None and first.margin >= 0 else None
    return (replace(first, code=coded.code, read_from=coded.source, margin=ahead), *found[1:])
