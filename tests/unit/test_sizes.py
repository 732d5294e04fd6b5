"""Sizes in their order."""

import random

import pytest

from stockmatch.core.sizes import size_key


@pytest.mark.parametrize(
    "in_order",
    [
        ["XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL"],
        ["2xs", " s ", "m", "Xl", "10XL"],
        ["8", "10", "10,5", "11", "42", "104/110"],
        ["S", "38", "40", "One size", "Tall"],
        ["", "Large", "Small"],
    ],
)
def test_sizes_come_in_their_order(in_order: list[str]) -> None:
    mixed = random.Random(0).sample(in_order, len(in_order))
    assert sorted(mixed, key=size_key) == in_order
