"""What pictures have in common: against the naive inverse root, and what ships against the script that makes it."""

import runpy
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.models.whitening import Whitening, shipped

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@settings(max_examples=25, deadline=None)
@given(st.integers(3, 60), st.integers(2, 8), st.sampled_from([0.1, 1.0, 5.0]), st.integers(0, 2**31))
def test_all_directions_are_the_naive_inverse_root(count: int, size: int, shrinkage: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = (rng.normal(size=(count, size)) * np.arange(1, size + 1) + 3).astype(np.float32)
    covariance = np.cov(vectors.T.astype(np.float64))
    values, axes = np.linalg.eigh(covariance + shrinkage * np.trace(covariance) / size * np.eye(size))
    naive = (vectors - vectors.mean(axis=0)) @ (axes / np.sqrt(values)) @ axes.T
    naive /= np.linalg.norm(naive, axis=1, keepdims=True)
    np.testing.assert_allclose(Whitening.of(vectors, shrinkage, size).applied(vectors), naive, atol=2e-3)


def test_only_the_directions_that_vary_most_are_changed() -> None:
    rng = np.random.default_rng(0)
    vectors = (rng.normal(size=(4_000, 5)) * [9, 5, 1, 1, 1]).astype(np.float32)
    found = Whitening.of(vectors, 1.0, 2)
    assert found.directions.shape == (2, 5)
    assert np.abs(found.directions[:, 2:]).max() < 0.05
    least = found.mean + np.array([0, 0, 3, 4, 0], np.float32)
    np.testing.assert_allclose(found.applied(least[None])[0], [0, 0, 0.6, 0.8, 0], atol=0.05)
    both = found.applied((found.mean + np.array([1, 0, 1, 0, 0], np.float32))[None])[0]
    assert 0 < both[0] < 0.6 * both[2]


def test_the_mean_itself_stays_finite() -> None:
    vectors = np.random.default_rng(0).normal(size=(9, 4)).astype(np.float32)
    found = Whitening.of(vectors, 1.0, 4)
    assert (found.applied(found.mean[None, None]) == 0).all()


def test_what_ships_is_what_the_script_measures_of_the_sample() -> None:
    made = runpy.run_path(str(PACKAGING / "make_whitening.py"))["measured"]()
    assert made.keys() == {"classic_looks", "classic_cells"}
    for name, array in made.items():
        there = Whitening(array[0].astype(np.float32), array[1:].astype(np.float32))
        vectors = np.random.default_rng(0).normal(size=(50, array.shape[1])).astype(np.float32)
        similar = (shipped(name).applied(vectors) * there.applied(vectors)).sum(axis=1)
        assert similar.min() == pytest.approx(1, abs=1e-3), name
