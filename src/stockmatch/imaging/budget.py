"""Limits how many pixels are being decoded at one time, so that many threads cannot use up the memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Lock


class PixelBudget:
    """A first-come, first-served semaphore that counts pixels instead of holders.

    Small pictures pass side by side. A picture larger than the whole budget waits until nobody else decodes and then
    goes alone, so that a limit never turns into a refusal.

    Args:
        pixels: how many pixels may be in work at once.
    """

    def __init__(self, pixels: int) -> None:
        self._limit = pixels
        self._in_use = 0
        self._turn = Lock()
        self._freed = Condition()

    @contextmanager
    def reserve(self, pixels: int) -> Iterator[None]:
        """Wait until ``pixels`` fit into the budget and hold them for the length of the ``with`` block."""
        with self._turn, self._freed:
            self._freed.wait_for(lambda: self._in_use == 0 or self._in_use + pixels <= self._limit)
            self._in_use += pixels
        try:
            yield
        finally:
            with self._freed:
                self._in_use -= pixels
                self._freed.notify_all()
