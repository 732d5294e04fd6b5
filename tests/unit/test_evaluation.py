"""Error figures and their statistics."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from stockmatch.core.evaluation import mean_reciprocal_rank, sign_test, top_k_error, wilson_interval


def test_wilson_interval_of_a_textbook_case() -> None:
    low, high = wilson_interval(5, 31)
    assert low == pytest.approx(0.0709, abs=5e-4)
    assert high == pytest.approx(0.3263, abs=5e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_holds_the_share_and_stays_in_bounds(case: tuple[int, int]) -> None:
    errors, n = case
    low, high = wilson_interval(errors, n)
    assert 0 <= low <= errors / n + 1e-12
    assert errors / n - 1e-12 <= high <= 1


@pytest.mark.parametrize(("errors", "n"), [(0, 0), (3, 2), (-1, 5)])
def test_wilson_interval_refuses_the_impossible(errors: int, n: int) -> None:
    with pytest.raises(ValueError, match="no interval"):
        wilson_interval(errors, n)


@given(st.lists(st.integers(1, 50), min_size=1), st.integers(1, 50))
def test_top_k_error_counts_ranks_beyond_k_and_falls_with_k(ranks: list[int], k: int) -> None:
    assert top_k_error(ranks, k) == pytest.approx(len([r for r in ranks if r > k]) / len(ranks))
    assert top_k_error(ranks, k + 1) <= top_k_error(ranks, k)
    assert 1 / max(ranks) <= mean_reciprocal_rank(ranks) + 1e-12 <= 1 + 1e-9


def test_no_ranks_are_no_figure() -> None:
    with pytest.raises(ValueError, match="no photos"):
        top_k_error([], 1)
    with pytest.raises(ValueError, match="no photos"):
        mean_reciprocal_rank([])


@pytest.mark.parametrize(("won", "lost", "p"), [(0, 0, 1.0), (5, 0, 1 / 32), (2, 0, 0.25), (0, 5, 1.0), (3, 1, 5 / 16)])
def test_sign_test(won: int, lost: int, p: float) -> None:
    assert sign_test(won, lost) == pytest.approx(p)


def test_sign_test_of_thousands_of_photos() -> None:
    """2 to the power of so many is no float."""
    assert sign_test(1100, 900) == pytest.approx(stats.binomtest(1100, 2000, alternative="greater").pvalue)


@given(st.integers(0, 40), st.integers(0, 40))
def test_sign_test_is_a_probability_and_falls_with_wins(won: int, lost: int) -> None:
    assert 0 < sign_test(won, lost) <= 1 + 1e-12
    if won + lost:
        assert sign_test(won + lost, 0) == pytest.approx(math.ldexp(1, -(won + lost)))
