"""Photos that come into the queue: new ones are appended, known ones are told of. No widgets."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from stockmatch.core.decisions import Photo, Queue
from stockmatch.core.errors import StockmatchError
from stockmatch.core.ports import Records
from stockmatch.core.progress import Report
from stockmatch.ui import intake
from stockmatch.ui.book import Book


@dataclass(frozen=True)
class Added:
    """What came of a drop.

    Attributes:
        new: how many photos were appended.
        known: those that were in the queue already, with what was decided on them.
    """

    new: int
    known: tuple[Photo, ...] = ()


class Arrivals(QObject):
    """Takes photos in; before there is a catalogue they wait for it.

    Signals:
        refused(tuple): names of files that are no photos.
    """

    refused = Signal(object)

    def __init__(
        self,
        book: Book,
        taken: Callable[[Queue, Added], object],
        failed: Callable[[StockmatchError], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._book = book
        self._taken = taken
        self._failed = failed
        self._waiting: list[str | QImage] = []

    @property
    def waiting(self) -> tuple[str, ...]:
        """Files and folders dropped before there was a catalogue."""
        return tuple(item for item in self._waiting if isinstance(item, str))

    def begin(self) -> None:
        """There is a catalogue now."""
        waiting, self._waiting = self._waiting, []
        for picture in (item for item in waiting if isinstance(item, QImage)):
            self.add_picture(picture)
        if paths := [item for item in waiting if isinstance(item, str)]:
            self.add(paths)

    def add(self, paths: Sequence[str]) -> bool:
        """Append photos; folders are looked into. False if they have to wait.

        What is in the queue is not added again; if there is nothing else, the first such photo is shown.
        """
        if not self._book.open:
            self._waiting += paths
            return False

        def work(records: Records, _report: Report) -> tuple[Queue, Added, tuple[str, ...]]:
            queue = records.load()
            found = intake.find_photos(paths)
            new, known = sort_out(found.photos, queue)
            if new:
                queue = records.add_photos(new)
            elif known:
                queue = records.go_to(known[0].id)
            return queue, Added(len(new), known), found.refused

        def done(result: tuple[Queue, Added, tuple[str, ...]]) -> None:
            queue, added, refused = result
            if added.new or added.known:
                self._taken(queue, added)
            if refused:
                self.refused.emit(refused)

        return self._book.run(work, done, self._failed)

    def add_quietly(self, paths: Sequence[str], *, stay: bool) -> None:
        """Append photos that came in by themselves; known ones are passed over, and the person may ``stay`` put."""

        def work(records: Records, _report: Report) -> tuple[Queue, Added]:
            new, _known = sort_out(paths, records.load())
            return (records.add_photos(new, stay=stay) if new else records.load()), Added(len(new))

        def done(result: tuple[Queue, Added]) -> None:
            if result[1].new:
                self._taken(*result)

        self._book.run(work, done, self._failed)

    def add_picture(self, image: QImage) -> bool:
        """Append image data that has no file. False if it has to wait."""
        if not self._book.open:
            self._waiting.append(image)
            return False
        return self._book.run(
            lambda records, _report: records.add_picture(intake.encode_png(image), ".png"),
            lambda queue: self._taken(queue, Added(1)),
            self._failed,
        )


def sort_out(paths: Sequence[str], queue: Queue) -> tuple[list[str], tuple[Photo, ...]]:
    """The paths that are new, and the photos that the others are; reads files, so not for the GUI thread.

    A file that was written anew since its photo was decided, with other content, is a new photo: phones and cameras
    use their names again.
    """
    there = {photo.path: photo for photo in queue.photos}
    known = {path: there[path] for path in paths if path in there and not _written_anew(there[path])}
    return [path for path in paths if path not in known], tuple(known.values())


def _written_anew(photo: Photo) -> bool:
    if photo.decision is None or not photo.decision.choice.photo_sha256:
        return False
    path = Path(photo.path)
    try:
        if path.stat().st_mtime <= datetime.fromisoformat(photo.decision.decided_at).timestamp():
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() != photo.decision.choice.photo_sha256
    except OSError:
        return False  # it is gone: what was decided stands
