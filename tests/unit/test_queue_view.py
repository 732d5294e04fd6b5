"""Filters, orders and the way from photo to photo."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core import queue_view
from stockmatch.core.decisions import (
    Choice,
    Decision,
    DecisionKind,
    Photo,
    Queue,
    QueueOrder,
    QueueView,
    Showing,
    Standing,
)
from stockmatch.core.queue_view import Findings

KINDS = st.one_of(st.none(), st.sampled_from(DecisionKind))
KNOWN = st.tuples(st.one_of(st.none(), st.floats(0, 1)), st.booleans())
VIEWS = st.builds(QueueView, st.sampled_from(Showing), st.sampled_from(QueueOrder))


def photo(number: int, kind: DecisionKind | None, name: str = "", sha256: str = "") -> Photo:
    decision = None
    if kind is not None:
        decision = Decision(number, number, Choice(kind, photo_sha256=sha256), "me", "2026-01-01T00:00:00+00:00")
    return Photo(number, f"/p/{name or f'IMG_{number}'}.jpg", decision)


@given(st.lists(st.tuples(KINDS, KNOWN), min_size=1, max_size=12), VIEWS, st.data())
def test_the_way_ahead_visits_all_that_is_due_and_nothing_else(
    queue: list[tuple[DecisionKind | None, tuple[float | None, bool]]], view: QueueView, data: st.DataObject
) -> None:
    photos = [photo(number, kind) for number, (kind, _) in enumerate(queue, 1)]
    found = {one.id: known for one, (_, known) in zip(photos, queue, strict=True)}
    findings = Findings(
        {number: known[0] for number, known in found.items()}, {number for number, known in found.items() if known[1]}
    )
    here = data.draw(st.sampled_from(photos))
    way = queue_view.ahead(photos, view, here.id, findings)
    assert len({one.id for one in way}) == len(way)
    assert here not in way
    for one in photos:
        standing = queue_view.standing(one, findings)
        due = one.decision is None if view.showing is Showing.ALL else standing.value == view.showing.value
        assert (one in way) == (due and one is not here)
    shown = queue_view.shown(photos, view, here.id, findings)
    assert here in shown  # the place is never lost to a filter
    assert set(way) <= set(shown)
    counts = queue_view.counts(photos, findings)
    assert sum(counts.values()) == len(photos)


def test_the_way_goes_on_behind_the_place_and_then_from_the_beginning() -> None:
    photos = [photo(number, None) for number in range(1, 6)]
    assert [one.id for one in queue_view.ahead(photos, QueueView(), 3, Findings())] == [4, 5, 1, 2]
    assert [one.id for one in queue_view.ahead(photos, QueueView(), None, Findings())] == [1, 2, 3, 4, 5]


def test_names_go_by_number_and_doubt_by_the_smallest_gap_with_what_is_not_matched_last() -> None:
    photos = [photo(1, None, "IMG_10"), photo(2, None, "img_9"), photo(3, None, "A"), photo(4, None, "IMG_10")]
    findings = Findings({1: 0.5, 3: 0.01, 4: 0.2})
    assert [one.id for one in queue_view.ordered(photos, QueueOrder.NAME, findings)] == [3, 2, 1, 4]
    assert [one.id for one in queue_view.ordered(photos, QueueOrder.DOUBT, findings)] == [3, 4, 1, 2]
    doubtful = QueueView(order=QueueOrder.DOUBT)
    assert [one.id for one in queue_view.ahead(photos, doubtful, 1, findings)] == [3, 4, 2]


def test_a_photo_of_the_same_content_is_found_by_its_latest_decision() -> None:
    first, second = photo(1, DecisionKind.SKIPPED, sha256="ab"), photo(2, DecisionKind.CONFIRMED, sha256="ab")
    other = photo(3, None)
    queue = Queue((first, second, other), 3)
    assert queue.decided_like(other, "ab") == second
    assert queue.decided_like(second, "ab") is None
    assert queue.decided_like(other, "") is None
    assert queue.find(1) == first
    assert replace(queue, photos=(other,)).find(1) is None


def test_not_judged_not_there_and_not_readable_differ() -> None:
    standings = [
        queue_view.standing(photo(1, None), Findings()),
        queue_view.standing(photo(1, None), Findings(failed={1})),
        queue_view.standing(photo(1, DecisionKind.NOT_IN_CATALOGUE), Findings(failed={1})),
    ]
    assert standings == [Standing.UNDECIDED, Standing.FAILED, Standing.NOT_IN_CATALOGUE]
