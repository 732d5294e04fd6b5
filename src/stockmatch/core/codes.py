"""Product codes: barcode numbers, and which product a file name or a barcode names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from stockmatch.core.catalogue import Product, is_camera_name

_NUMBER = re.compile(r"\d{8}|\d{12,14}")
_WORD = re.compile(r"[^\s_,;()\[\]+.\-]+")
_MOST_WORDS = 16
_IN_TEXT = re.compile(r"[\s/?&=#:;,]+")
_DATE = re.compile(r"(?:19|20)\d{2}[01]\d[0-3]\d")
_LEAST_LETTERS = 4
"""A shorter code in the middle of a file name is more likely a count or a size."""


class CodeSource(StrEnum):
    """Where a code was read."""

    FILE_NAME = "file name"
    BARCODE = "barcode"


@dataclass(frozen=True)
class Coded:
    """A product that a photo names itself.

    Attributes:
        product: its index in the catalogue.
        code: what was read: its SKU or its barcode number.
        source: where it was read.
    """

    product: int
    code: str
    source: CodeSource


def is_ean(text: str) -> bool:
    """Whether a text is an EAN-8, UPC-A, EAN-13 or GTIN-14 with the right check digit (GS1 General Specifications)."""
    if not text.isascii() or not _NUMBER.fullmatch(text):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(text)))
    return weighted % 10 == 0


class CodeBook:
    """The SKUs and barcode numbers of a catalogue. A code that several products share names none of them."""

    def __init__(self, products: Sequence[Product]) -> None:
        found: dict[str, set[int]] = defaultdict(set)
        for index, product in enumerate(products):
            for code in filter(None, (product.sku, product.details.barcode)):
                found[_plain(code)].add(index)
                found[_plain(re.sub(r'[/\\:*?"<>|]', "_", code))].add(index)  # as a file name has to write it
        self._products = {code: next(iter(owners)) for code, owners in found.items() if len(owners) == 1}

    def in_file_name(self, path: str) -> Coded | None:
        """The product whose code a photo's name is, begins with, or contains between separators; the longest wins.

        Names that cameras and messengers make count only where they contain a whole barcode number.
        """
        stem = PurePath(path).stem
        words = list(_WORD.finditer(stem))[:_MOST_WORDS]
        runs = [stem[first.start() : last.end()] for n, first in enumerate(words) for last in words[n:]]
        if is_camera_name(stem):
            return self._first(filter(is_ean, runs), CodeSource.FILE_NAME)
        whole = [stem, re.sub(r"[_-]\d{1,2}$", "", stem)]
        inside = sorted(filter(_is_distinct, runs), key=len, reverse=True)
        return self._first([*whole, *inside], CodeSource.FILE_NAME)

    def in_barcodes(self, texts: Iterable[str]) -> Coded | None:
        """The product whose code a barcode is, or a QR code's text contains; an address may hold it as one part."""
        texts = list(texts)
        parts = [part for text in texts for part in _IN_TEXT.split(text) if len(part) >= _LEAST_LETTERS]
        return self._first([*texts, *parts], CodeSource.BARCODE)

    def _first(self, texts: Iterable[str], source: CodeSource) -> Coded | None:
        for text in texts:
            product = self._products.get(_plain(text))
            if product is not None:
                return Coded(product, text, source)
        return None


def _is_distinct(text: str) -> bool:
    """Whether a part of a name is hardly anything but a code: long enough, with a digit, no date."""
    return len(text) >= _LEAST_LETTERS and any(map(str.isdigit, text)) and not _DATE.fullmatch(text)


def _plain(code: str) -> str:
    """A code for comparison: no case; barcode numbers of all lengths as 14 digits, as GS1 compares them."""
    plain = code.strip().casefold()
    return plain.zfill(14) if is_ean(plain) else plain
