"""How long work tells the person where it is, and how it is asked to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What is being done, as a stable key; the window translates it."""

    SCANNING = "scanning"
    UNPACKING = "unpacking"
    LOADING_MODEL = "loading model"
    DOWNLOADING = "downloading"
    FETCHING_PICTURES = "fetching pictures"
    EMBEDDING = "embedding"
    MATCHING = "matching"
    PREPARING = "preparing"
    LEARNING = "learning"
    TUNING = "tuning"
    CHECKING = "checking"
    STUDYING = "studying"
    SAVING = "saving"


@dataclass(frozen=True)
class Progress:
    """Where long work stands.

    Attributes:
        stage: what is being done.
        done: finished items, or bytes when downloading.
        total: all items; 0 where it is not known.
        per_second: items per second so far, None before it is known.
        seconds_left: None before it is known.
        detail: a value only this stage has (tuning sends a ``TuneStep``, a study says what it
            does in words), else None.
    """

    stage: Stage
    done: int = 0
    total: int = 0
    per_second: float | None = None
    seconds_left: float | None = None
    detail: object = None


Report = Callable[[Progress], None]
"""Receives progress. May raise ``Cancelled``: work calls it between batches and lets that pass through."""


def ignore(_progress: Progress) -> None:
    """A report for callers that neither show progress nor cancel."""


class Meter:
    """Turns counts into ``Progress`` with a rate and the time left.

    Args:
        report: where progress goes.
        stage: the stage of every report.
        total: number of items, 0 where unknown.
    """

    def __init__(self, report: Report, stage: Stage, total: int) -> None:
        self._report = report
        self._stage = stage
        self._total = total
        self._done = 0
        self._start = time.monotonic()
        self.advance(0)

    def advance(self, items: int, detail: object = None) -> None:
        """Count ``items`` more as done and report. Raises whatever the report raises (``Cancelled``)."""
        self._done += items
        elapsed = time.monotonic() - self._start
        rate = self._done / elapsed if self._done and elapsed > 0 else None
        left = (self._total - self._done) / rate if rate and self._total else None
        self._report(Progress(self._stage, self._done, self._total, rate, left, detail))
