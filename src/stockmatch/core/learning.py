"""What confirmed photos count for: further images of their products, and teachers of a tuning."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from stockmatch.core.decisions import DecisionKind, Queue

MOST_PHOTOS = 10
"""Of one product, those confirmed last, so that a wrong one passes."""

LEAST_CONFIRMED = 30
"""Photos; of fewer a tuning can tell nothing."""

LEAST_PRODUCTS = 8
"""Of confirmed photos: two a fold, one to choose by and one for the check."""


@dataclass(frozen=True)
class Learning:
    """One round of letting confirmed photos count as images of their products.

    Attributes:
        changed: whether other photos count than before, or for other products.
        complete: whether nothing is left to be described; else ask again.
    """

    changed: bool
    complete: bool = True


def teachers(queue: Queue, products: Collection[str]) -> int:
    """How many confirmed photos a tuning could learn from; 0 where they show too few products.

    A photo counts once by its content, and at most ``MOST_PHOTOS`` of a product.

    Args:
        queue: the decisions.
        products: keys of the products that are in the catalogue.
    """
    latest: dict[str, str | None] = {}
    decisions = [photo.decision for photo in queue.photos if photo.decision is not None]
    for decision in sorted(decisions, key=lambda one: one.id):
        choice = decision.choice
        if choice.photo_sha256 and choice.kind is not DecisionKind.SKIPPED:
            counts = choice.kind is DecisionKind.CONFIRMED and choice.candidate is not None
            latest[choice.photo_sha256] = choice.candidate.product_key if counts and choice.candidate else None
    per_product = Counter(key for key in latest.values() if key is not None and key in products)
    if len(per_product) < LEAST_PRODUCTS:
        return 0
    return sum(min(count, MOST_PHOTOS) for count in per_product.values())


def next_tuning(attempted: int) -> int:
    """From how many such photos on another tuning is worth offering, after one was made with so many.

    With twice as many. A figure's uncertainty falls with the square root of the photos: what so many could neither
    teach nor prove, a few more will not, while twice as many narrow it by 30 %. It also asks ever more seldom: at 30,
    60, 120.
    """
    return max(LEAST_CONFIRMED, 2 * attempted)
