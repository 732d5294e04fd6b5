"""What photos of one product have in common, and a photo that has less in common with them."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core.embedder import LookSize
from stockmatch.imaging.keypoints import detect
from stockmatch.matching.features import ArrayRows, row_type
from stockmatch.matching.kin import Agreements, Kin
from tests.products import texture

NOTHING = ArrayRows(np.zeros(0, row_type(LookSize(4, 0, 0))))


def alike(*products: Sequence[int]) -> Kin:
    """Confirmed photos of products: of each, how many points of its first, second … pair agree."""
    keys: list[str] = []
    owner: list[int] = []
    known: Agreements = {}
    for product, counts in enumerate(products):
        photos = next(number for number in range(10) if number * (number - 1) // 2 == len(counts))
        names = [f"{product} {photo}" for photo in range(max(1, photos))]
        known.update(zip(combinations(names, 2), counts, strict=True))
        keys += names
        owner += [product] * len(names)
    return Kin(NOTHING, keys, owner, known)


@given(st.lists(st.lists(st.integers(0, 200), min_size=3, max_size=3), min_size=1, max_size=6), st.data())
def test_nothing_speaks_for_a_product_and_the_less_agrees_the_more_speaks_against_it(
    counts: list[list[int]], data: st.DataObject
) -> None:
    kin = alike(*counts)
    product = data.draw(st.integers(0, len(counts) - 1))
    against = [kin.against(product, points) for points in range(0, 210, 7)]
    assert max(against) <= 0
    assert against == sorted(against)
    assert 0 < kin.telling <= 1


def test_a_photo_that_shares_nothing_of_a_print_is_as_unlikely_as_there_are_photos_that_share_more() -> None:
    kin = alike(*[[60, 70, 80]] * 5)
    assert kin.against(0, 3) == pytest.approx(np.log((1 / 16) / 0.25))
    assert kin.against(0, 70) == 0


def test_a_product_whose_photos_have_little_in_common_is_not_doubted() -> None:
    kin = alike(*[[60, 70, 80]] * 5, [3, 4, 5])
    assert kin.against(5, 0) == 0
    assert kin.against(0, 3) < -1


def test_of_single_photos_and_of_pairs_alone_nothing_is_known() -> None:
    kin = alike([], [50], [60])
    assert [kin.photos(product) for product in (0, 7)] == [(), ()]
    assert kin.against(1, 0) == 0
    assert alike([], []).telling == 1


def test_where_photos_of_one_product_do_not_agree_points_tell_little() -> None:
    assert alike(*[[4, 5, 3]] * 9).telling == pytest.approx(1 / 28)
    assert alike(*[[40, 50, 30]] * 9).telling == 1


def test_what_nearly_all_photos_of_different_products_share_is_chance() -> None:
    single = np.arange(9)
    known: Agreements = {("a", "b"): 20, ("a", "c"): 30, ("b", "c"): 40}
    kin = Kin(NOTHING, list("abc"), [0, 1, 2], known)
    assert kin.by_chance(single) == pytest.approx(np.percentile([4, 4, 4, 20, 30, 40], 90))
    assert kin.by_chance(np.array([0, 0, 2])) == pytest.approx(np.percentile([4, 4, 4, 30], 90))
    assert alike([]).by_chance(single) == 4


def test_the_five_that_were_confirmed_last_are_compared_once_each() -> None:
    rows = np.zeros(6, row_type(LookSize(4, 0, 0)))
    for row, number in zip(rows, (1, 1, 1, 2, 1, 1), strict=True):
        found = detect(np.asarray(texture(number).mean(axis=2), np.uint8), 300, 640)
        row["points"][: len(found.points)] = found.points
        row["descriptors"][: len(found.points)] = found.descriptors
        row["count"], row["size"] = len(found.points), found.size
    known: Agreements = {}
    kin = Kin(ArrayRows(rows), list("abcdef"), [0] * 6, known)
    assert list(kin.photos(0)) == [0, 1, 2, 3, 4]
    assert kin.against(0, 300) == 0
    assert set(known) == set(combinations("abcde", 2))
    assert known["a", "b"] > 50
    assert known["a", "d"] < 10
