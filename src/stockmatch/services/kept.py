"""What is kept of the photos matched lately, so that asking again about one costs nothing and gives the same answer."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from stockmatch.core.evidence import Region
from stockmatch.matching.features import PhotoFeatures
from stockmatch.matching.ranking import Ranking

MOST_PHOTOS = 32
"""Beyond these the one that was used least lately is let go of."""


@dataclass(frozen=True)
class Kept:
    """One photo with one region.

    Attributes:
        photo: its features.
        ranking: what was shown for it last; None before it was matched.
    """

    photo: PhotoFeatures
    ranking: Ranking | None = None


class KeptPhotos:
    """Photos by content hash and the person's region. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Region | None], Kept] = OrderedDict()
        self._lock = threading.Lock()

    def without_rankings(self) -> "KeptPhotos":
        """The same photos, as if none had been matched."""
        photos = KeptPhotos()
        with self._lock:
            photos._kept.update((key, Kept(kept.photo)) for key, kept in self._kept.items())
        return photos

    def get(self, sha256: str, region: Region | None) -> Kept | None:
        """The photo; None if it was never kept, or not lately."""
        with self._lock:
            found = self._kept.get((sha256, region))
            if found is not None:
                self._kept.move_to_end((sha256, region))
            return found

    def others(self, sha256: str) -> dict[str, PhotoFeatures]:
        """Other photos by content hash, as far as their keypoints were looked for, those used lately last."""
        with self._lock:
            others = {other: kept.photo for (other, _), kept in self._kept.items() if other != sha256}
        return {other: photo for other, photo in others.items() if photo.found is not None}

    def put(self, sha256: str, region: Region | None, kept: Kept) -> None:
        """Keep a photo in place of what was kept of it."""
        with self._lock:
            self._kept[sha256, region] = kept
            self._kept.move_to_end((sha256, region))
            if len(self._kept) > MOST_PHOTOS:
                self._kept.popitem(last=False)
