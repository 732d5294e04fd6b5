"""What can be shown of a photo."""

from enum import StrEnum


class PhotoState(StrEnum):
    """What there is to show for the current photo."""

    NONE = "no photo"
    MATCHING = "matching"
    MATCHED = "matched"
    FAILED = "failed"
    COMPLETE = "complete"
