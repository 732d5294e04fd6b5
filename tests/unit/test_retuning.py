"""How many confirmed photos a tuning could learn from, and when it is worth offering again."""

from stockmatch.core.decisions import Choice, Decision, DecisionKind, Photo, Queue
from stockmatch.core.learning import LEAST_CONFIRMED, LEAST_PRODUCTS, MOST_PHOTOS, next_tuning, teachers
from stockmatch.core.ranking import Candidate

KEYS = [f"p{number}" for number in range(20)]


class Decided:
    """A queue, photo by photo."""

    def __init__(self) -> None:
        self._photos: list[Photo] = []

    def add(self, product: str, *, kind: DecisionKind = DecisionKind.CONFIRMED, sha256: str | None = None) -> None:
        number = len(self._photos) + 1
        candidate = Candidate(1, product, product, product, f"{product}.jpg", 1.0, None)
        choice = Choice(kind, candidate, (), f"sha {number}" if sha256 is None else sha256)
        self._photos.append(Photo(number, f"{number}.jpg", Decision(number, number, choice, "me", "2026-11-28")))

    @property
    def queue(self) -> Queue:
        return Queue((*self._photos, Photo(99, "undecided.jpg")))


def everything() -> Decided:
    made = Decided()
    for key in KEYS[:LEAST_PRODUCTS]:
        made.add(key)
    return made


def test_confirmed_photos_of_the_catalogue_count_by_their_content() -> None:
    made = everything()
    assert teachers(made.queue, KEYS) == LEAST_PRODUCTS
    made.add(KEYS[0], sha256="sha 2")
    assert teachers(made.queue, KEYS) == 0
    made.add(KEYS[9])
    assert teachers(made.queue, KEYS) == LEAST_PRODUCTS + 1
    made.add("gone from the catalogue")
    made.add(KEYS[10], sha256="")
    made.add(KEYS[11], kind=DecisionKind.VARIANT)
    made.add(KEYS[11], kind=DecisionKind.NOT_IN_CATALOGUE)
    assert teachers(made.queue, KEYS) == LEAST_PRODUCTS + 1


def test_a_later_decision_on_the_same_content_counts_and_skipping_says_nothing() -> None:
    made = everything()
    made.add(KEYS[9])
    made.add(KEYS[9], kind=DecisionKind.SKIPPED, sha256="sha 1")
    assert teachers(made.queue, KEYS) == LEAST_PRODUCTS + 1
    made.add(KEYS[9], kind=DecisionKind.NOT_IN_CATALOGUE, sha256="sha 1")
    assert teachers(made.queue, KEYS) == LEAST_PRODUCTS


def test_of_one_product_so_many_count_and_too_few_products_do_not() -> None:
    made = everything()
    for _ in range(MOST_PHOTOS + 5):
        made.add(KEYS[0])
    assert teachers(made.queue, KEYS) == LEAST_PRODUCTS - 1 + MOST_PHOTOS
    assert teachers(made.queue, KEYS[1:]) == 0
    assert teachers(Queue(), KEYS) == 0


def test_tuning_is_offered_at_the_threshold_and_then_at_twice_as_many() -> None:
    assert next_tuning(0) == next_tuning(LEAST_CONFIRMED // 2) == LEAST_CONFIRMED
    assert next_tuning(LEAST_CONFIRMED) == 2 * LEAST_CONFIRMED
    assert next_tuning(75) == 150
