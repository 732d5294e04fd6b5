"""When a tile may be decided on: once it has been seen, and a moment later."""

import time
from collections.abc import Callable, Container, Hashable, Sequence

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
        self._seen: list[bool] = []

    def begin(self, tiles: Sequence[Hashable]) -> None:
        """Another photo: nothing of it has been seen."""
        self._tiles = list(tiles)
        self._since = [None] * len(tiles)
        self._moved = [False] * len(tiles)
        self._seen = [False] * len(tiles)

    def change(self, tiles: Sequence[Hashable]) -> None:
        """The same photo in another order; a tile that shows the same at the same place stays as it is."""
        former = dict(enumerate(zip(self._tiles, self._since, self._moved, self._seen, strict=True)))
        self.begin(tiles)
        for place, tile in enumerate(tiles):
            known = former.get(place)
            if known is not None and known[0] == tile:
                _, self._since[place], self._moved[place], self._seen[place] = known
            else:
                self._moved[place] = True

    def painted(self, visible: Container[int]) -> None:
        """What is shown has come onto the screen, these places of it in sight; the others need scrolling."""
        now = self._now()
        for place, since in enumerate(self._since):
            came = place in visible and not self._seen[place]
            self._seen[place] = self._seen[place] or came
            self._since[place] = now if since is None or came else since

    def seen(self, place: int) -> bool:
        """Whether the tile at a place, from 0, was ever in sight."""
        return 0 <= place < len(self._tiles) and self._seen[place]

    def ready(self, place: int, *, pointer: bool) -> bool:
        """Whether the tile at a place, from 0, may be decided on with the pointer or with a key."""
        return self.seen(place) and self._settled(place, pointer=pointer)

    def all_ready(self, *, pointer: bool) -> bool:
        """Whether what is said of all candidates meets none that has just come; some may be out of sight."""
        return bool(self._tiles) and all(self._settled(place, pointer=pointer) for place in range(len(self._tiles)))

    def _settled(self, place: int, *, pointer: bool) -> bool:
        since = self._since[place]
        wait = POINTER_MS if pointer or self._moved[place] else KEY_MS
        return since is not None and self._now() - since >= wait
