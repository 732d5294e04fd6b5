"""Photos that came before there was a queue for them, kept until they have joined one, across a restart too."""

import json
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from stockmatch.core.errors import RecordsError, StockmatchError
from stockmatch.core.message import Message
from stockmatch.core.progress import Report
from stockmatch.store.files import reason, write_atomically
from stockmatch.ui import intake
from stockmatch.ui.claims import lock
from stockmatch.ui.jobs import Lane, Task

_KEY = "waiting"


class Waiting(QObject):
    """Files and folders as they came, and pictures that had no file and are given one. No widgets.

    Of several windows the first alone notes them for the next start, or they would join two queues.

    Attributes:
        count: how many photos they are; counted on the lane, since folders must be looked into.
        first: the photo that comes first, absolute, found as they are counted; empty while none is known.

    Signals:
        changed(): which they are, or their count.
    """

    changed = Signal()

    def __init__(self, memory: QSettings, folder: Path, lane: Lane, parent: QObject) -> None:
        """Those of the last run wait again.

        Args:
            memory: where paths are noted.
            folder: where pictures are kept that had no file.
            lane: its work is finished when the window closes.
            parent: owns it.
        """
        super().__init__(parent)
        self._memory = memory
        self._folder = folder
        self._lane = lane
        self._alone = lock(folder.with_suffix(".lock"))
        self._paths = _noted(memory) if self._alone is not None else []
        self._coming: list[str] = []
        self._leaving: list[str] = []
        self._counting: Task | None = None
        self.count = 0
        self.first = ""
        if self._paths:
            QTimer.singleShot(0, self, self._look)  # reads folders, which must not delay the first window

    @property
    def paths(self) -> tuple[str, ...]:
        """Absolute, the longest waiting first."""
        return tuple(self._paths)

    def add(self, paths: Sequence[str]) -> None:
        """Let files and folders wait."""
        self._paths += [str(Path(path).absolute()) for path in paths]
        self._note()
        self._look()

    def add_picture(self, image: QImage, failed: Callable[[StockmatchError], object]) -> None:
        """Let image data wait that has no file."""
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
        path = self._folder / f"pasted_{stamp}_{uuid.uuid4().hex[:6]}.png"
        name = str(path)
        self._coming.append(name)
        self._note()

        def work(_report: Report) -> None:
            try:
                write_atomically(path, intake.encode_png(image))
            except OSError as error:
                raise RecordsError(
                    Message("The picture could not be saved: {reason}.", reason=reason(error))
                ) from error

        def ended() -> None:
            self._coming.remove(name)
            self._note()

        Task(self, self._lane, work, done=lambda _result: self.add([name]), failed=failed, ended=ended)

    def keeps(self, path: str) -> bool:
        """Whether this is the file of a picture that had none; it goes when the picture is somewhere else."""
        return Path(path).parent == self._folder

    def take(self) -> tuple[str, ...]:
        """All of them, on their way into a queue; answered with ``joined``, or with ``give_back`` before."""
        taken, self._paths = self.paths, []
        self._leaving += taken
        if taken:
            self._look()
        return taken

    def joined(self, paths: Sequence[str]) -> None:
        """They are in a queue, or wait again."""
        self._leaving = [path for path in self._leaving if path not in paths]
        self._note()

    def give_back(self, paths: Sequence[str]) -> None:
        """They could not join."""
        self._paths = [*paths, *self._paths]
        self._look()

    def close(self) -> None:
        """Leave what waits to the next window."""
        if self._alone is not None:
            self._alone.unlock()

    def _note(self) -> None:
        if self._alone is not None:
            noted = dict.fromkeys([*self._leaving, *self._paths, *self._coming])
            self._memory.setValue(_KEY, json.dumps(list(noted)))

    @Slot()
    def _look(self) -> None:
        """Count them, which says that they are others now."""
        if self._counting is not None:
            self._counting.silence()
            self._counting = None
        paths = self.paths

        def done(photos: Sequence[str]) -> None:
            self._counting = None
            self.count, self.first = len(photos), photos[0] if photos else ""
            self.changed.emit()

        if paths:
            self._counting = Task(self, self._lane, lambda _report: intake.find_photos(paths).photos, done=done)
        else:
            done(())


def _noted(memory: QSettings) -> list[str]:
    try:
        return [str(path) for path in json.loads(str(memory.value(_KEY, "[]")))]
    except (ValueError, TypeError):
        return []
