"""When a tile may be decided on: once it has been seen, and a moment later."""

import time
from collections.abc import Callable, Hashable, Sequence

KEY_MS = 120
"""A held or double press of a key must not decide the next photo as well."""

POINTER_MS = 300
"""The second half of a double click must not; nor may a key or click meant for the tile that was here before."""


def _now() -> float:
    return time.monotonic() * 1000


class Guard:
    """Knows since when each tile has shown what it shows.

    Args:
        now: a clock in milliseconds.
    """

    def __init__(self, now: Callable[[], float] = _now) -> None:
        self._now = now
        self._tiles: list[Hashable] = []
        self._since: list[float | None] = []
        self._moved: list[bool] = []

    def begin(self, tiles: Sequence[Hashable]) -> None:
        """Another photo: nothing of it has been seen."""
        self._tiles = list(tiles)
        self._since = [None] * len(tiles)
        self._moved = [False] * len(tiles)

    def change(self, tiles: Sequence[Hashable]) -> None:
        """The same photo in another order; a tile that shows the same at the same place stays as it is."""
        former = dict(enumerate(zip(self._tiles, self._since, self._moved, strict=True)))
        self.begin(tiles)
        for place, tile in enumerate(tiles):
            known = former.get(place)
            if known is not None and known[0] == tile:
                _, self._since[place], self._moved[place] = known
            else:
                self._moved[place] = True

    def painted(self) -> None:
        """What is shown has come onto the screen."""
        now = self._now()
        self._since = [now if since is None else since for since in self._since]

    def ready(self, place: int, *, pointer: bool) -> bool:
        """Whether the tile at a place, from 0, may be decided on with the pointer or with a key."""
        if not 0 <= place < len(self._tiles):
            return False
        since = self._since[place]
        wait = POINTER_MS if pointer or self._moved[place] else KEY_MS
        return since is not None and self._now() - since >= wait

    def all_ready(self, *, pointer: bool) -> bool:
        """Whether every tile may be: what is said of all candidates must not meet one that has just come."""
        return bool(self._tiles) and all(self.ready(place, pointer=pointer) for place in range(len(self._tiles)))
