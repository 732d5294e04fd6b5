"""The study's statistics, and those it should have used."""

import warnings
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from stockmatch.core.evaluation import sign_test

DRAWS = 4000
"""Bootstrap samples."""

_EARLY = 3
_LEAST_CHANGE = 0.01


class Behaviour(StrEnum):
    """How an error curve begins, the study's three classes."""

    FALLS = "falls first"
    RISES = "rises first"
    NONE = "no trend"


def behaviour(errors: Sequence[float], photos: int) -> Behaviour:
    """Sort a curve by the mean error of its first three steps against that before training.

    A change counts from one photo and one percentage point on.

    Args:
        errors: for each step, 0 to 1; the first is before training.
        photos: how many were judged.
    """
    if len(errors) < 2:
        return Behaviour.NONE
    change = float(np.mean(errors[1 : 1 + _EARLY])) - errors[0]
    least = max(1 / photos, _LEAST_CHANGE) - 1e-9
    if abs(change) < least:
        return Behaviour.NONE
    return Behaviour.FALLS if change < 0 else Behaviour.RISES


def mcnemar(won: int, lost: int) -> float:
    """Two-sided exact p-value of a paired change, 0 to 1: ``sign_test`` doubled.

    Args:
        won, lost: photos that only the one, only the other gets right.
    """
    return min(1.0, 2 * sign_test(max(won, lost), min(won, lost)))


def changed(before: Sequence[int], after: Sequence[int], k: int) -> tuple[int, int]:
    """Photos whose product comes into the first k, and photos whose product leaves them."""
    won = sum(b > k >= a for b, a in zip(before, after, strict=True))
    lost = sum(a > k >= b for b, a in zip(before, after, strict=True))
    return won, lost


def bootstrap_by_product(
    differences: Sequence[float], groups: npt.NDArray[np.intp], seed: int = 0
) -> tuple[float, float]:
    """95 % interval of a mean of paired differences, whole products drawn with their photos (percentile bootstrap).

    Source: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13, with clusters as units.

    Args:
        differences: one per photo.
        groups: the product of each photo, same length.

    Raises:
        ValueError: for no photos.
    """
    if not len(differences):
        raise ValueError("no photos to draw from")
    _, place = np.unique(groups, return_inverse=True)
    sums = np.bincount(place, np.asarray(differences, np.float64))
    counts = np.bincount(place)
    drawn = np.random.default_rng(seed).integers(len(counts), size=(DRAWS, len(counts)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted for having asked so many times, in the order given, 0 to 1.

    Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6
    (1979).
    """
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for place, index in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        largest = max(largest, min(1.0, (len(p_values) - place) * p_values[index]))
        adjusted[index] = largest
    return adjusted


def welch(first: Sequence[float], second: Sequence[float]) -> float | None:
    """P-value of Welch's t-test, as in the study; None where it is not defined (one value, or nothing varies).

    Source: B. L. Welch, "The generalization of Student's problem when several different population variances are
    involved", Biometrika 34 (1947).
    """
    if min(len(first), len(second)) < 2 or (np.ptp(first) == 0 and np.ptp(second) == 0):
        return None
    from scipy import stats  # noqa: PLC0415 - only the study needs it, and it takes a second

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # nearly equal values: what the study was warned of, too
        return float(stats.ttest_ind(first, second, equal_var=False).pvalue)


def improvement(errors: Sequence[float]) -> float:
    """The study's measure, 1 − best / first, 0 to 1: it cannot be negative. 0 where the first is without error."""
    return 1 - min(errors) / errors[0] if errors[0] else 0.0


def chosen_on_other_products(wrong: npt.NDArray[np.bool_], groups: npt.NDArray[np.intp]) -> list[bool]:
    """Whether each photo is wrong at the step that is best for the photos of all other products.

    What picking the best step is worth: the photos that pick it are not those it is judged on. The earliest of equally
    good steps is taken.

    Args:
        wrong: shape (steps, photos).
        groups: the product of each photo.
    """
    outcome = [False] * wrong.shape[1]
    for group in np.unique(groups):
        here = groups == group
        others = wrong[:, ~here].sum(axis=1)
        step = int(np.argmin(others)) if (~here).any() else 0
        for photo in np.flatnonzero(here):
            outcome[photo] = bool(wrong[step, photo])
    return outcome
