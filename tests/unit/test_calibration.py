"""How sure matching can be: what the statements promise holds."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core.calibration import Judged, Presence, enough_candidates, least_decisions, p_value, presence

SCORES = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=40)
RANKS = st.lists(st.integers(1, 12), min_size=20, max_size=60)


@given(SCORES, st.floats(0, 1))
def test_a_photo_without_its_product_seldom_gets_a_small_p_value(scores: list[float], level: float) -> None:
    """Each of n + 1 exchangeable scores is as likely the new one: at most that share of them may be called present."""
    small = 0
    for left_out, score in enumerate(scores):
        null = sorted(scores[:left_out] + scores[left_out + 1 :])
        small += p_value(score, null) <= level
    assert small <= level * len(scores) + 1e-9


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=40, unique=True))
def test_p_values_of_different_scores_are_uniform(scores: list[float]) -> None:
    found = [p_value(score, sorted(scores[:place] + scores[place + 1 :])) for place, score in enumerate(scores)]
    assert sorted(found) == pytest.approx([(n + 1) / len(scores) for n in range(len(scores))])


@given(st.lists(st.floats(-9, 9), max_size=20), st.floats(-9, 9), st.floats(-9, 9))
def test_a_better_match_never_has_a_larger_p_value(null: list[float], one: float, other: float) -> None:
    ordered = sorted(null)
    better, worse = p_value(max(one, other), ordered), p_value(min(one, other), ordered)
    assert 0 < better <= worse <= 1


@given(RANKS, st.sampled_from([0.5, 0.8, 0.9, 0.95]))
def test_so_many_candidates_hold_the_next_photos_product(ranks: list[int], confidence: float) -> None:
    """Each of n + 1 exchangeable ranks is as likely the next one: the share not covered is at most 1 - confidence."""
    missed = 0
    for left_out, rank in enumerate(ranks):
        enough = enough_candidates(ranks[:left_out] + ranks[left_out + 1 :], confidence)
        assert enough is not None
        missed += rank > enough
    assert missed <= (1 - confidence) * len(ranks) + 1e-9


@given(st.lists(st.integers(1, 50), max_size=18))
def test_too_few_decisions_say_nothing(ranks: list[int]) -> None:
    assert enough_candidates(ranks) is None
    assert least_decisions() == 19
    assert enough_candidates([1] * 19) == 1
    assert enough_candidates([1] * 18 + [None]) is None


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (None, Presence.PRESENT),
        (0.01, Presence.PRESENT),
        (0.2, Presence.PERHAPS_ABSENT),
        (0.5, Presence.PERHAPS_ABSENT),
        (0.51, Presence.PROBABLY_ABSENT),
        (1.0, Presence.PROBABLY_ABSENT),
    ],
)
def test_what_a_p_value_says(p: float | None, said: Presence) -> None:
    assert presence(p, 0.4) is said
    assert presence(p, 0.6) is Presence.PRESENT


P_VALUES = st.floats(0.001, 1)


@given(st.lists(P_VALUES, min_size=19, max_size=60), st.lists(P_VALUES, max_size=30), P_VALUES, P_VALUES)
def test_a_poorer_match_is_never_less_likely_to_be_missing(
    found: list[float], missing: list[float], one: float, other: float
) -> None:
    judged = Judged(tuple(found), tuple(missing))
    better, worse = judged.share_missing(min(one, other)), judged.share_missing(max(one, other))
    assert better is not None
    assert worse is not None
    assert 0 <= better <= worse <= 1


@given(st.lists(P_VALUES, max_size=18), st.lists(P_VALUES, max_size=30), P_VALUES)
def test_too_few_photos_found_do_not_tell_what_a_p_value_means(
    found: list[float], missing: list[float], p: float
) -> None:
    judged = Judged(tuple(found), tuple(missing))
    assert judged.share_missing(p) is None
    assert presence(p, 0.4, judged) is presence(p, 0.4)


def test_where_photos_of_what_is_there_match_as_poorly_nothing_is_said() -> None:
    """Worn garments: the p-values of the photos whose product is there are those of the missing ones."""
    alike = tuple(np.linspace(0.02, 1, 40))
    assert all(presence(p, 0.4, Judged(alike)) is Presence.PRESENT for p in alike)
    assert presence(0.9, 0.4, Judged(alike, (0.3, 0.8))) is Presence.PRESENT


def test_where_photos_of_what_is_there_match_well_a_poor_match_is_told_earlier() -> None:
    """Cartons: no photo whose product is there has a p-value above 0.03."""
    well = Judged(tuple(np.linspace(0.01, 0.03, 40)), (0.3, 0.8))
    assert presence(0.1, 0.4) is Presence.PRESENT
    assert presence(0.1, 0.4, well) is Presence.PROBABLY_ABSENT
    assert presence(0.03, 0.4, well) is Presence.PRESENT


def test_the_share_that_is_told_is_the_share_that_is_missing() -> None:
    """A fifth is missing: of the photos told "probably" more than half, of those told nothing less than a fifth."""
    rng = np.random.default_rng(5)

    def photos(count: int) -> tuple[list[float], list[float]]:
        return rng.beta(0.3, 2, round(0.8 * count)).tolist(), rng.random(round(0.2 * count)).tolist()

    judged = Judged(*map(tuple, photos(500)))
    found, missing = photos(1_000)
    told = [Counter(presence(p, 0.4, judged) for p in ps) for ps in (found, missing)]
    wrongly, rightly = (said[Presence.PROBABLY_ABSENT] for said in told)
    there, gone = (said[Presence.PRESENT] for said in told)
    assert rightly > wrongly
    assert rightly > len(missing) / 3
    assert gone < 0.2 * (there + gone)
