"""A folder that feeds the queue by itself: where a phone puts its photos. No widgets."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from stockmatch.core.progress import Report
from stockmatch.store.files import is_folder
from stockmatch.ui import intake
from stockmatch.ui.jobs import Lane, Task

PAUSE_MS = 2000
_SHARE = 20
"""A folder that takes long to list is looked into more seldom, so that this takes a twentieth of the time at most."""

Written = tuple[int, int]
"""Size in bytes and time of the last change in ns."""


class Settled:
    """Tells which files are written to their end: those that two looks in a row found alike and not empty.

    Attributes:
        anew: those of the latest look that had been told of before, as another content.
    """

    def __init__(self) -> None:
        self.anew: list[str] = []
        self._before: dict[str, Written] = {}
        self._told: dict[str, Written] = {}

    def look(self, found: Mapping[str, Written]) -> list[str]:
        """The files to take in now, each once, and again when it was written anew."""
        ready = [
            path
            for path, written in found.items()
            if written[0] and self._before.get(path) == written and self._told.get(path) != written
        ]
        self.anew = [path for path in ready if path in self._told]
        self._before = dict(found)
        self._told |= {path: found[path] for path in ready}
        return ready

    def forget(self, paths: Sequence[str]) -> None:
        """These were not taken in: look at them as if they had come just now."""
        for known in (self._before, self._told):
            for path in paths:
                known.pop(path, None)


class Inbox(QObject):
    """Looks into a folder every two seconds, on a lane of its own: network folders tell no one of their changes.

    Signals:
        arrived(list, list): paths of photos that are there now, absolute; and those of them that had arrived before,
            with another content.
        rewritten(list): the latter, once more.
        gone(str), back(): the folder cannot be read, and can again.
    """

    arrived = Signal(list, list)
    rewritten = Signal(list)
    gone = Signal(str)
    back = Signal()

    def __init__(self, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._folder: str | None = None
        self._settled = Settled()
        self._missing = False
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def watch(self, folder: str | None) -> None:
        """Watch this folder and no other; None watches none. What lies there already is taken in too."""
        self._timer.stop()
        if self._task is not None:
            self._task.silence()
            self._task = None
        if self._missing:
            self.back.emit()
        self._folder, self._settled, self._missing = folder, Settled(), False
        if folder is not None:
            self._look()

    @Slot(object)
    def offer_again(self, paths: Sequence[str]) -> None:
        """Photos that arrived could not be stored: tell of them again soon."""
        self._settled.forget(paths)

    @Slot()
    def _look(self) -> None:
        folder = self._folder
        if folder is None:
            return

        def work(_report: Report) -> tuple[Mapping[str, Written] | None, float]:
            begin = time.monotonic()
            return _listed(folder), time.monotonic() - begin

        def done(result: tuple[Mapping[str, Written] | None, float]) -> None:
            found, seconds = result
            if (found is None) != self._missing:
                self._missing = found is None
                if self._missing:
                    self.gone.emit(folder)
                else:
                    self.back.emit()
            ready = self._settled.look(found) if found is not None else []
            if ready:
                self.arrived.emit(ready, self._settled.anew)
                self.rewritten.emit(self._settled.anew)
            self._timer.start(max(PAUSE_MS, round(seconds * 1000 * _SHARE)))

        def ended() -> None:
            self._task = None

        self._task = Task(self, self._lane, work, done=done, ended=ended)


def _listed(folder: str) -> Mapping[str, Written] | None:
    """The photos in a folder and below; None if it is not there, or goes while it is listed."""
    if not is_folder(Path(folder)):
        return None
    try:
        photos = intake.photos_in(Path(folder))
    except OSError:
        return None
    found: dict[str, Written] = {}
    for photo in photos:
        try:
            state = Path(photo).stat()
        except OSError:
            continue  # gone again: a program's file while it writes
        found[photo] = state.st_size, state.st_mtime_ns
    return found
