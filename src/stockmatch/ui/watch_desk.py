"""Notices that the files of the catalogue in service have changed, are gone, or are back. No widgets."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from stockmatch.core.catalogue import Snapshot
from stockmatch.ui.jobs import Lane, Task

if TYPE_CHECKING:
    from stockmatch.composition import Services
    from stockmatch.services.scan import Fingerprint

_PAUSE_MS = 1500
"""Files are copied one after the other: wait until nothing has come for so long."""

AGAIN_MS = 3000
"""Nothing tells that a folder is back: it is looked for so often while it is gone."""


class WatchDesk(QObject):
    """Watches folders, and looks whether images or the table are really other ones before it says so.

    Signals:
        changed(str): the catalogue whose files have changed, as it was opened.
        gone(str), back(): its folder cannot be read, and can again.
    """

    changed = Signal(str)
    gone = Signal(str)
    back = Signal()

    def __init__(self, services: "Services", lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._lane = lane
        self._snapshot: Snapshot | None = None
        self._known = ""
        self._missing = False
        self._task: Task | None = None
        self._watcher = QFileSystemWatcher(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._look)
        self._watcher.directoryChanged.connect(self._pause.start)
        self._watcher.fileChanged.connect(self._pause.start)

    @property
    def watching(self) -> bool:
        """Whether the catalogue's files are known and watched."""
        return bool(self._known) and bool(self._watcher.directories())

    def watch(self, snapshot: Snapshot | None) -> None:
        """Watch the files of a catalogue that has just been indexed, and no others; None for none.

        Indexing may have taken hours: what has changed since they were listed is noticed, too.
        """
        self._snapshot = snapshot
        self._known = snapshot.listed if snapshot is not None else ""
        self._pause.stop()
        self._again.stop()
        self._set_missing(False)
        watched = [*self._watcher.directories(), *self._watcher.files()]
        if watched:
            self._watcher.removePaths(watched)
        self._look()

    @Slot(str)
    def suspect(self, folder: str) -> None:
        """Pictures of this folder could not be read: look whether it is gone."""
        snapshot = self._snapshot
        if snapshot is not None and Path(folder).is_relative_to(snapshot.folder) and not self._missing:
            self._pause.start()

    @Slot()
    def _look(self) -> None:
        if self._task is not None:
            self._task.silence()
            self._task = None
        snapshot, services = self._snapshot, self._services
        if snapshot is None:
            return

        def done(found: "Fingerprint") -> None:
            self._take(snapshot, found)

        self._task = Task(
            self,
            self._lane,
            lambda report: services.fingerprint(snapshot.source, snapshot.folder, report),
            done=done,
        )

    def _take(self, snapshot: Snapshot, found: "Fingerprint") -> None:
        self._task = None
        self._set_missing(not found.folders)
        if not found.digest:
            self._again.start(AGAIN_MS)
        paths = [path for path in (*found.folders, snapshot.source) if path not in self._watcher.directories()]
        if paths:
            self._watcher.addPaths(paths)
        former, self._known = self._known, found.digest or self._known
        if former and found.digest and found.digest != former:
            self.changed.emit(snapshot.source)

    def _set_missing(self, missing: bool) -> None:
        if missing == self._missing:
            return
        self._missing = missing
        if missing and self._snapshot is not None:
            self.gone.emit(self._snapshot.source)
        elif not missing:
            self.back.emit()
