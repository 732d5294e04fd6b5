"""What came of letting confirmed photos count as images of their products."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Learning:
    """One round of it.

    Attributes:
        changed: whether other photos count than before, or for other products.
        complete: whether nothing is left to be described; else ask again.
    """

    changed: bool
    complete: bool = True
