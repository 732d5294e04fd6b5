"""Photos that come into the queue: new ones are appended, known ones are told of. No widgets."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
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
from stockmatch.ui.waiting import Waiting

_UNSEEN_S = 5
"""So long before a decision a file may be written anew without anything on the screen having changed."""


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
    """Takes photos in; before there is a catalogue for them they wait for it.

    Signals:
        refused(tuple): names of files that are no photos.
    """

    refused = Signal(object)
    _waiting: Waiting

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
        self._held = False

    def wait_in(self, waiting: Waiting) -> None:
        """Where photos wait; to be said before any comes."""
        self._waiting = waiting

    @property
    def waiting(self) -> tuple[str, ...]:
        """Files and folders that wait."""
        return self._waiting.paths

    @property
    def first_waiting(self) -> str:
        """The first photo among them; empty while none is known."""
        return self._waiting.first

    def hold(self, held: bool) -> None:
        """Whether photos are to wait although there is a catalogue, since they are for the next one."""
        self._held = held
        self.begin()

    def begin(self) -> None:
        """There may be a catalogue now for what waits."""
        waiting = self._waiting.take() if self._taking else ()
        if not waiting:
            return

        def failed(error: StockmatchError) -> None:
            self._waiting.give_back(waiting)
            self._failed(error)

        self._take_in(waiting, failed, lambda: self._waiting.joined(waiting))

    @property
    def _taking(self) -> bool:
        return self._book.open and not self._held

    def add(self, paths: Sequence[str]) -> bool:
        """Append photos; folders are looked into. False if they have to wait.

        What is in the queue is not added again; if there is nothing else, the first such photo is shown.
        """
        if self._taking:
            return self._take_in(paths, self._failed)
        self._waiting.add(paths)
        return False

    def _take_in(
        self,
        paths: Sequence[str],
        failed: Callable[[StockmatchError], object],
        ended: Callable[[], object] | None = None,
    ) -> bool:
        kept = [path for path in paths if self._waiting.keeps(path)]

        def work(records: Records, _report: Report) -> tuple[Queue, Added, tuple[str, ...]]:
            moved = sum(_move(Path(path), records) for path in kept)
            queue = records.load()
            found = intake.find_photos([path for path in paths if path not in kept])
            new, known = sort_out(found.photos, queue)
            if new:
                queue = records.add_photos(new)
            elif known and not moved:
                queue = records.go_to(known[0].id)
            return queue, Added(moved + len(new), known), found.refused

        def done(result: tuple[Queue, Added, tuple[str, ...]]) -> None:
            queue, added, refused = result
            if added.new or added.known:
                self._taken(queue, added)
            if refused:
                self.refused.emit(refused)

        return self._book.run(work, done, failed, ended, failed_later=lambda _name, error: failed(error))

    def add_quietly(
        self,
        paths: Sequence[str],
        failed: Callable[[StockmatchError], object],
        *,
        anew: Collection[str] = (),
        stay: bool,
    ) -> None:
        """Append photos that came in by themselves; known ones, and those taken out, are passed over.

        The person may ``stay`` put. Those in ``anew`` were seen to be written anew.
        """

        def work(records: Records, _report: Report) -> tuple[Queue, Added]:
            before = records.load()
            new, _known = sort_out(paths, before, anew)
            queue = records.add_photos(new, stay=stay, asked=False) if new else before
            return queue, Added(len(queue.photos) - len(before.photos))

        def done(result: tuple[Queue, Added]) -> None:
            if result[1].new:
                self._taken(*result)

        self._book.run(work, done, failed)

    def add_picture(self, image: QImage) -> bool:
        """Append image data that has no file. False if it has to wait."""
        if not self._taking:
            self._waiting.add_picture(image, self._failed)
            return False
        return self._book.run(
            lambda records, _report: records.add_picture(intake.encode_png(image), ".png"),
            lambda queue: self._taken(queue, Added(1)),
            self._failed,
        )


def sort_out(paths: Sequence[str], queue: Queue, anew: Collection[str] = ()) -> tuple[list[str], tuple[Photo, ...]]:
    """The paths that are new, and the photos that the others are; reads files, so not for the GUI thread.

    A file that was written anew with other content than its photo was decided on is a new photo: phones and cameras use
    their names again. Which content that is counts, not when: the decision may be on what was there a moment before.
    """
    there = {photo.path: photo for photo in queue.photos}
    known = {
        path: there[path]
        for path in paths
        if path in there and not _is_another(there[path], surely_written=path in anew)
    }
    return [path for path in paths if path not in known], tuple(known.values())


def _move(picture: Path, records: Records) -> bool:
    """Let a picture that waited be kept by the queue's catalogue; False if its file is gone."""
    try:
        data = picture.read_bytes()
    except OSError:
        return False
    records.add_picture(data, picture.suffix)
    with suppress(OSError):
        picture.unlink()
    return True


def _is_another(photo: Photo, *, surely_written: bool) -> bool:
    """Whether a decided photo's file holds another one; read only if it was written anew, or may have been."""
    if photo.decision is None or not photo.decision.choice.photo_sha256:
        return False
    path = Path(photo.path)
    try:
        shown_before = datetime.fromisoformat(photo.decision.decided_at).timestamp() - _UNSEEN_S
        if not surely_written and path.stat().st_mtime <= shown_before:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() != photo.decision.choice.photo_sha256
    except OSError:
        return False  # it is gone: what was decided stands
