"""Sizes in the order in which they hang on a rail."""

import re

_LETTERS = re.compile(r"(?:(?P<count>\d{0,2})X|(?P<more>X*))(?P<letter>[SML])", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MIDDLES = {"S": -1, "M": 0, "L": 1}


def size_key(size: str) -> tuple[int, float, str]:
    """Sorts XXS, XS, S, M, L, XL, 2XL by how large they are, then numbers, then other words by letter."""
    word = size.strip().upper()
    if letters := _LETTERS.fullmatch(word):
        extra = int(letters["count"] or 1) if letters["more"] is None else len(letters["more"])
        middle = _MIDDLES[letters["letter"]]
        return 0, float(middle * (1 + extra)), ""
    if number := _NUMBER.match(word):
        return 1, float(number[0].replace(",", ".")), word
    return 2, 0.0, word
