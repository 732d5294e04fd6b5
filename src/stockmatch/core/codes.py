"""Product codes: what a barcode number is, and how codes are compared."""

import re

_NUMBER = re.compile(r"\d{8}|\d{12,14}")


def is_ean(text: str) -> bool:
    """Whether a text is an EAN-8, UPC-A, EAN-13 or GTIN-14 with the right check digit (GS1 General Specifications)."""
    if not text.isascii() or not _NUMBER.fullmatch(text):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(text)))
    return weighted % 10 == 0
