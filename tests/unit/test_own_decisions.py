"""What own decisions tell: intervals as published, and no threshold that is not proven."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from stockmatch.core.calibration import Judged
from stockmatch.core.decisions import Choice, Decision, DecisionKind, Photo, Queue
from stockmatch.core.own_decisions import (
    BULK_NOTE,
    Case,
    Share,
    cases,
    confirmed_ranks,
    judged_presence,
    latest_cases,
    least_judged,
    proven,
    standards,
    upper_bound,
)
from stockmatch.core.queue_view import lead
from stockmatch.core.ranking import Candidate


def photo(
    number: int,
    kind: DecisionKind,
    rank: int = 1,
    *,
    note: str = "",
    model: str = "m",
    day: int = 1,
    batch: int | None = None,
    p_value: float | None = None,
) -> Photo:
    offered = tuple(Candidate(n, f"k{n}", f"S{n}", "", "", 1 / n - number / 1000, None) for n in range(1, 8))
    chosen = offered[rank - 1] if kind in {DecisionKind.CONFIRMED, DecisionKind.VARIANT} else None
    choice = Choice(kind, chosen, offered, "", model, 1, note, p_value)
    return Photo(
        number, f"{number}.jpg", Decision(number, number, choice, "me", f"2026-11-{day:02}T08:00:00+00:00", batch)
    )


def case(score: float, right: bool) -> Case:
    return Case(photo(1, DecisionKind.CONFIRMED), 1, score, right)


@given(st.integers(1, 300), st.data())
def test_the_bound_is_that_of_clopper_and_pearson(count: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, count))
    expected = 1.0 if wrong == count else float(beta.ppf(0.95, wrong + 1, count - wrong))
    assert upper_bound(wrong, count) == pytest.approx(expected, abs=1e-9)


def test_wilson_as_published() -> None:
    low, high = Share(29, 30).interval  # R: prop.test(29, 30, correct=FALSE)
    assert (low, high) == pytest.approx((0.8333, 0.9941), abs=1e-4)
    assert Share(0, 10).interval[0] == 0
    assert Share(10, 10).interval[1] == pytest.approx(1)


def test_what_is_no_judgement_does_not_count() -> None:
    queue = Queue(
        (
            photo(1, DecisionKind.CONFIRMED),
            photo(2, DecisionKind.CONFIRMED, 3),
            photo(3, DecisionKind.VARIANT),
            photo(4, DecisionKind.NOT_IN_CATALOGUE),
            photo(5, DecisionKind.SKIPPED),
            photo(6, DecisionKind.CONFIRMED, note=BULK_NOTE),
            Photo(7, "7.jpg"),
            photo(8, DecisionKind.CONFIRMED, 2, batch=8),
            photo(9, DecisionKind.CONFIRMED, 2, batch=8),
        )
    )
    judged = cases(queue)
    assert [(one.photo.id, one.rank, one.right) for one in judged] == [
        (1, 1, True),
        (2, 3, False),
        (3, None, False),
        (4, None, False),
        (8, 2, False),
    ]


def test_ranks_are_of_products_that_a_person_confirmed_among_the_candidates_of_this_model() -> None:
    """Photos accepted unseen are the easy ones: those that are left would look easier than they are."""
    queue = Queue(
        (
            photo(1, DecisionKind.CONFIRMED, 2),
            photo(2, DecisionKind.CONFIRMED, 3, model="other"),
            photo(3, DecisionKind.VARIANT),
            photo(4, DecisionKind.NOT_IN_CATALOGUE),
            photo(5, DecisionKind.CONFIRMED, note=BULK_NOTE),
            photo(6, DecisionKind.CONFIRMED, batch=7),
            photo(7, DecisionKind.CONFIRMED, batch=7),
            Photo(8, "8.jpg"),
        )
    )
    assert confirmed_ranks(cases(queue), "m") == [2, 1]


def test_the_latest_are_as_many_as_one_may_wait_for() -> None:
    decided = tuple(photo(number, DecisionKind.CONFIRMED, number % 7 + 1) for number in range(1_500))
    latest = latest_cases(Queue((*decided, Photo(1_500, "last.jpg"))))
    assert [one.photo.id for one in latest] == list(range(1_499, 499, -1))
    few = Queue(decided[:20])
    assert latest_cases(few) == cases(few)[::-1]


def test_p_values_are_kept_apart_by_what_was_judged_with_the_model_in_use() -> None:
    queue = Queue(
        (
            photo(1, DecisionKind.CONFIRMED, p_value=0.1),
            photo(2, DecisionKind.NOT_IN_CATALOGUE, p_value=0.2),
            photo(3, DecisionKind.CONFIRMED, 3, p_value=0.3),
            photo(4, DecisionKind.CONFIRMED),
            photo(5, DecisionKind.VARIANT, p_value=0.5),
            photo(6, DecisionKind.CONFIRMED, p_value=0.6, note=BULK_NOTE),
            photo(7, DecisionKind.CONFIRMED, p_value=0.7, model="other"),
            photo(8, DecisionKind.SKIPPED, p_value=0.8),
        )
    )
    assert judged_presence(cases(queue), "m") == Judged(found=(0.1, 0.3), missing=(0.2,))


def test_a_photo_that_names_its_product_itself_says_nothing_of_the_scores() -> None:
    plain = photo(1, DecisionKind.CONFIRMED)
    assert plain.decision is not None
    first, *rest = plain.decision.choice.offered
    narrowed = (replace(first, narrowed=True), *rest)
    filtered = replace(plain, decision=replace(plain.decision, choice=replace(plain.decision.choice, offered=narrowed)))
    assert cases(Queue((filtered,))) == []
    named = (replace(first, code="S1", margin=None), *rest)
    coded = replace(plain, decision=replace(plain.decision, choice=replace(plain.decision.choice, offered=named)))
    assert len(cases(Queue((plain,)))) == 1
    assert cases(Queue((coded,))) == []
    assert lead(named) == 0.0  # code and picture disagree: the most doubtful there is
    assert lead([replace(first, margin=None)]) is None


def test_standards_by_model_and_by_day() -> None:
    queue = Queue(
        (
            photo(1, DecisionKind.CONFIRMED, 1, day=2),
            photo(2, DecisionKind.CONFIRMED, 2, day=2),
            photo(3, DecisionKind.CONFIRMED, 6, model="n", day=1),
            photo(4, DecisionKind.NOT_IN_CATALOGUE, day=3),
        )
    )
    found = [
        (one.name, one.first.hits, one.among_five.hits, one.first.count)
        for one in standards(cases(queue), by_day=False)
    ]
    assert found == [("n", 0, 0, 1), ("m", 1, 2, 2)]
    assert [one.name for one in standards(cases(queue), by_day=True)] == ["2026-11-01", "2026-11-02"]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the clock is the whole system's")
def test_a_day_is_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    queue = Queue((photo(1, DecisionKind.CONFIRMED, day=2), photo(2, DecisionKind.CONFIRMED, day=3)))
    with monkeypatch.context() as far_west:
        far_west.setenv("TZ", "HST10")
        time.tzset()
        days = [one.name for one in standards(cases(queue), by_day=True)]
    time.tzset()
    assert days == ["2026-11-01", "2026-11-02"]


def test_too_few_decisions_prove_nothing() -> None:
    assert least_judged(0.05) == 59
    assert least_judged(0.1) == 29
    judged = [case(1 - n / 100, True) for n in range(28)]
    assert proven(judged, "m", 0.1) is None
    proof = proven([*judged, case(0.5, True)], "m", 0.1)
    assert proof is not None
    assert (proof.score, proof.wrong, proof.count) == (0.5, 0, 29)
    assert proof.expected(100) == 0
    assert proven([*judged, case(0.5, True)], "another", 0.1) is None
    assert proven([*judged, case(0.5, True)], "m", 0.05) is None


def test_the_first_scores_that_fail_end_it() -> None:
    good = [case(0.9 - n / 1000, True) for n in range(40)]
    bad = [case(0.5 - n / 1000, False) for n in range(3)]
    later = [case(0.4 - n / 10000, True) for n in range(900)]  # would make the bound small again
    proof = proven(good + bad + later, "m", 0.1)
    assert proof is not None
    assert proof.score > 0.5 - 2 / 1000
    tied = [case(0.9, True)] * 29 + [case(0.9, False)] * 5
    assert proven(tied, "m", 0.1) is None  # equal scores stand or fall together


def test_it_is_wrong_no_more_often_than_it_says() -> None:
    """Scores that say nothing, one in ten wrong: a threshold at 5 % may be 'proven' in at most 5 % of all worlds."""
    dice = random.Random(0)
    worlds = 200
    found = sum(
        proven([case(dice.random(), dice.random() > 0.1) for _ in range(150)], "m", 0.05) is not None
        for _ in range(worlds)
    )
    assert found <= 0.05 * worlds + 3 * (worlds * 0.05 * 0.95) ** 0.5
