"""The parts of photos that the person wants matched, on their way to the records. No widgets."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Slot

from stockmatch.core.decisions import Photo, Queue
from stockmatch.core.errors import StockmatchError
from stockmatch.core.evidence import Region
from stockmatch.ui.book import Book

_PAUSE_MS = 350
"""After the last key that moved a region; each place on the way would be matched otherwise."""


@dataclass(frozen=True, eq=False)
class _Drawn:
    photo_id: int
    region: Region | None


class RegionDesk(QObject):
    """Stores regions: one moved with keys after a pause, or at once before anything else is asked of the records."""

    def __init__(
        self,
        book: Book,
        stored: Callable[[Queue, int], object],
        failed: Callable[[StockmatchError], object],
        parent: QObject,
    ) -> None:
        """None is on its way.

        Args:
            book: with the records.
            stored: hears of the queue and the photo's id.
            failed: hears the error; what is stored counts again by then.
            parent: owns it.
        """
        super().__init__(parent)
        self._book = book
        self._stored = stored
        self._failed = failed
        self._drawn: _Drawn | None = None
        self._moving = False
        """Whether that is still to be stored."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.settle)
        book.prepare = self.settle

    def of(self, photo: Photo) -> Region | None:
        """What the person wants matched of a photo, stored by now or not; None for the proposal."""
        drawn = self._drawn
        return drawn.region if drawn is not None and drawn.photo_id == photo.id else photo.region

    def choose(self, photo: Photo, region: Region | None, *, moving: bool) -> None:
        """The person wants this matched, None for the proposal, or is still ``moving`` it."""
        if self.of(photo) != region:
            if self._drawn is not None and self._drawn.photo_id != photo.id:
                self.settle()
            self._drawn, self._moving = _Drawn(photo.id, region), True
            self._pause.start()
        if not moving:
            self.settle()

    @Slot()
    def settle(self) -> None:
        """Store what is being moved, for the photo that it was drawn on."""
        drawn = self._drawn
        if drawn is None or not self._moving:
            return
        self._moving = False
        self._pause.stop()

        def over() -> None:
            """Also told where the records were let go by then."""
            if self._drawn is drawn:
                self._drawn = None

        def done(queue: Queue) -> None:
            over()
            self._stored(queue, drawn.photo_id)

        def failed(error: StockmatchError) -> None:
            over()
            self._failed(error)

        self._book.run(
            lambda records, _report: records.set_region(drawn.photo_id, drawn.region), done, failed, ended=over
        )
