"""The study's statistics against what others compute."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from stockmatch.study.judging import rank_against_ties
from stockmatch.study.statistics import (
    Behaviour,
    behaviour,
    bootstrap_by_product,
    changed,
    chosen_on_other_products,
    holm,
    improvement,
    mcnemar,
    welch,
)

shares = st.floats(0, 1)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_the_two_sided_binomial_test(won: int, lost: int) -> None:
    expected = stats.binomtest(won, won + lost).pvalue if won + lost else 1.0
    assert mcnemar(won, lost) == pytest.approx(expected, abs=1e-12)


def test_three_wrong_of_31_against_one_is_no_difference() -> None:
    """The study's 9.7 to 3.2 %."""
    assert mcnemar(2, 0) == 0.5


@given(st.lists(shares, min_size=1, max_size=12))
def test_holm_adjusts_stepwise(values: list[float]) -> None:
    adjusted = holm(values)
    order = np.argsort(values, kind="stable")
    stepwise = [min(1.0, (len(values) - place) * values[index]) for place, index in enumerate(order)]
    for place, index in enumerate(order):
        assert adjusted[index] == pytest.approx(max(stepwise[: place + 1]))
    assert all(value <= new <= 1 for value, new in zip(values, adjusted, strict=True))


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=30), st.integers(1, 8))
def test_changes_add_up_to_the_difference_of_errors(pairs: list[tuple[int, int]], k: int) -> None:
    before, after = ([pair[side] for pair in pairs] for side in (0, 1))
    won, lost = changed(before, after, k)
    assert sum(b > k for b in before) - won + lost == sum(a > k for a in after)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([-1.0, 0.0, 1.0])), min_size=1, max_size=25))
def test_the_interval_lies_within_the_products_means(photos: list[tuple[int, float]]) -> None:
    groups, differences = np.array([photo[0] for photo in photos]), [photo[1] for photo in photos]
    means = [float(np.mean([d for g, d in photos if g == group])) for group in set(groups.tolist())]
    low, high = bootstrap_by_product(differences, groups)
    assert min(means) - 1e-9 <= low <= high <= max(means) + 1e-9


def test_the_interval_of_many_products_of_one_photo_is_the_normal_one() -> None:
    values = np.random.default_rng(0).normal(0.2, 1.0, 400)
    low, high = bootstrap_by_product(values.tolist(), np.arange(400))
    half = 1.96 * float(np.std(values)) / 20
    assert low == pytest.approx(float(np.mean(values)) - half, abs=0.02)
    assert high == pytest.approx(float(np.mean(values)) + half, abs=0.02)


def test_photos_of_one_product_count_as_one_witness() -> None:
    differences = [1.0] * 20 + [0.0] * 20
    low, high = bootstrap_by_product(differences, np.repeat([0, 1], 20))
    alone = bootstrap_by_product(differences, np.arange(40))
    assert (low, high) == (0.0, 1.0)
    assert alone[0] > 0.3
    assert alone[1] < 0.7


def test_no_photos_have_no_interval() -> None:
    with pytest.raises(ValueError, match="no photos"):
        bootstrap_by_product([], np.array([], dtype=np.intp))


@given(st.lists(shares, min_size=2, max_size=9), st.lists(shares, min_size=2, max_size=9))
def test_welch_is_a_probability_or_not_defined(first: list[float], second: list[float]) -> None:
    p = welch(first, second)
    if np.ptp(first) == 0 and np.ptp(second) == 0:
        assert p is None
    else:
        assert p is not None
        assert 0 <= p <= 1 or np.isnan(p)


def test_welch_by_hand() -> None:
    first, second = [0.1, 0.2, 0.4, 0.3], [0.5, 0.9, 0.7]
    v1, v2 = np.var(first, ddof=1) / 4, np.var(second, ddof=1) / 3
    freedom = (v1 + v2) ** 2 / (v1**2 / 3 + v2**2 / 2)
    t = (np.mean(first) - np.mean(second)) / np.sqrt(v1 + v2)
    assert welch(first, second) == pytest.approx(2 * stats.t.sf(abs(t), freedom))
    assert welch([0.1], second) is None


@given(st.lists(shares, min_size=1, max_size=20))
def test_the_studys_improvement_cannot_be_negative(errors: list[float]) -> None:
    assert 0 <= improvement(errors) <= 1


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ([0.3, 0.2, 0.2, 0.25, 0.9], Behaviour.FALLS),
        ([0.3, 0.4, 0.45, 0.4, 0.0], Behaviour.RISES),
        ([0.3, 0.3, 0.3, 0.31], Behaviour.NONE),
        ([0.3, 0.4, 0.2, 0.3], Behaviour.NONE),
        ([0.3], Behaviour.NONE),
    ],
)
def test_behaviours(errors: list[float], expected: Behaviour) -> None:
    assert behaviour(errors, 31) is expected


@settings(max_examples=40)
@given(st.integers(1, 5), st.integers(1, 12), st.integers(0, 2**31))
def test_a_photo_has_no_say_in_its_own_step(steps: int, photos: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    wrong, groups = rng.random((steps, photos)) < 0.5, rng.integers(0, 4, photos)
    chosen = chosen_on_other_products(wrong, groups)
    for photo in range(photos):
        others = [other for other in range(photos) if groups[other] != groups[photo]]
        counts = [sum(wrong[step, other] for other in others) for step in range(steps)]
        assert chosen[photo] == wrong[counts.index(min(counts)) if others else 0, photo]


def test_ties_count_against_a_method_that_cannot_tell() -> None:
    assert rank_against_ties([0.0, 0.0, 0.0], {1}) == 3
    assert rank_against_ties([1.0, 2.0, 2.0, 0.0], {1, 3}) == 2
    assert rank_against_ties([1.0, 3.0, 2.0], {1}) == 1
