"""How much a confirmed photo counts beside catalogue images."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core.vectors import Values
from stockmatch.matching.fusion import SPREAD_OF_ROOT, trust
from stockmatch.matching.learnt import COUNTS, best_of, more_points, raised


def owners(*places: int) -> npt.NDArray[np.intp]:
    return np.array(places, np.intp)


def images(seed: int, products: int = 12) -> Values:
    return np.random.default_rng(seed).normal(0.4, 0.1, products)


@given(st.integers(0, 2**31), st.integers(1, 20))
def test_no_product_is_lowered_and_none_without_a_confirmed_photo_is_changed(seed: int, photos: int) -> None:
    rng = np.random.default_rng(seed)
    before, owner = images(seed), rng.integers(0, 12, photos)
    without = np.setdiff1d(np.arange(12), owner)
    found = raised(before, owner, rng.normal(0.8, 0.2, (1 + rng.integers(9), photos)))
    assert (found >= before).all()
    assert (found[without] == before[without]).all()
    points = rng.integers(0, 30, 12).astype(float)
    agreeing = more_points(points, owner, rng.integers(0, 90, photos).astype(float), rng.random(), 4)
    assert (agreeing >= points).all()
    assert (agreeing[without] == points[without]).all()


def test_what_all_confirmed_photos_share_says_nothing() -> None:
    before, owner = images(1), owners(0, 3, 5, 7)
    assert (raised(before, owner, np.full((1, 4), 5.0)) == before).all()
    alike, apart = np.array([[0.8, 0.8, 0.8, 1.4]]), np.array([[5.8, 5.8, 5.8, 6.4]])
    assert raised(before, owner, apart) == pytest.approx(raised(before, owner, alike))


def test_the_photo_that_stands_out_raises_its_product_by_half_as_far_as_it_can_be_told() -> None:
    before = np.array([0.1, 0.2, 0.3, 0.4])
    found = raised(before, owners(0, 1, 3), np.array([[0.9, 0.5, 0.5]]))
    above = (0.9 - 0.5) / before.std()
    gain = before.mean() + before.std() * above - before[0]
    assert found[0] == pytest.approx(before[0] + COUNTS * trust(3) * gain)
    assert (found[1:] == before[1:]).all()


@given(st.integers(0, 2**31), st.integers(1, 12), st.integers(0, 10))
def test_a_few_products_photos_are_measured_against_strangers_too(seed: int, products: int, strangers: int) -> None:
    """Against what a loop over products finds."""
    rng = np.random.default_rng(seed)
    before, owner = images(seed), np.concatenate([np.arange(products), rng.integers(0, products, 3)])
    photos = rng.normal(0.5, 0.2, (1 + strangers, len(owner)))
    expected = before.copy()
    best = np.array([[scores[owner == product].max() for product in range(products)] for scores in photos])
    for product in range(products):
        others = [*np.delete(best[0], product), *best[1 : 1 + max(0, 9 - products), product]]
        if others:
            above = (best[0, product] - np.mean(others)) / max(np.std(others), before.std())
            gain = before.mean() + before.std() * above - before[product]
            expected[product] += COUNTS * trust(len(others) + 1) * (max(0, gain) if above > 0 else 0)
    assert raised(before, owner, photos) == pytest.approx(expected)


def test_of_one_product_alone_only_points_tell_while_no_other_photo_was_seen() -> None:
    before = images(2)
    assert (raised(before, owners(4, 4), np.array([[9.0, 8.0]])) == before).all()
    assert more_points(np.zeros(8), owners(4), np.array([19.0]), 1.0, 4)[4] == pytest.approx(9.0)
    assert more_points(np.zeros(8), owners(4), np.array([14.0]), 1.0, 4)[4] == 0


def test_points_of_a_confirmed_photo_add_six_standard_deviations_at_most_and_less_where_they_tell_little() -> None:
    before, many = np.full(8, 4.0), np.array([900.0])
    assert more_points(before, owners(4), many, 1.0, 4)[4] == pytest.approx((2 + 6 * SPREAD_OF_ROOT) ** 2)
    assert more_points(before, owners(4), many, 0.5, 4)[4] == pytest.approx((2 + 3 * SPREAD_OF_ROOT) ** 2)


def test_points_that_agree_with_every_confirmed_photo_count_as_chance() -> None:
    points = np.full(12, 4.0)
    owner = owners(*range(11))
    on_a_shelf = np.full(11, 40.0)
    assert (more_points(points, owner, on_a_shelf, 1.0, 4) == points).all()
    on_a_shelf[5] = 400.0
    assert np.flatnonzero(more_points(points, owner, on_a_shelf, 1.0, 4) > points).tolist() == [5]


def test_points_that_photos_of_different_products_share_too_say_nothing() -> None:
    points, agreeing = np.full(12, 4.0), np.array([40.0])
    assert more_points(points, owners(3), agreeing, 1.0, 4)[3] > 10
    assert (more_points(points, owners(3), agreeing, 1.0, 40) == points).all()


def test_the_best_photo_of_each_product_counts() -> None:
    products, best = best_of(owners(5, 2, 5, 2), np.array([1.0, 4.0, 3.0, -2.0]))
    assert products.tolist() == [2, 5]
    assert best.tolist() == [4.0, 3.0]


def test_without_spread_among_the_images_there_is_no_scale() -> None:
    same = np.full(5, 0.3)
    assert (raised(same, owners(0, 1), np.array([[0.9, 0.1]])) == same).all()
