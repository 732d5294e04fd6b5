"""When the list of many acceptances and the report open, and what they are told."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from stockmatch.core.calibration import Judged, Presence, presence
from stockmatch.core.own_decisions import cases, judged_presence
from stockmatch.core.ranking import PhotoMatch
from stockmatch.ui.session import Session

if TYPE_CHECKING:
    from stockmatch.ui.bulk_dialog import BulkDialog
    from stockmatch.ui.main_window import MainWindow
    from stockmatch.ui.report_dialog import ReportDialog

_PAUSE_MS = 150


class ReviewFlow(QObject):
    """Opens one of both at a time. While the list is open, all undecided photos are matched.

    Attributes:
        bulk, report: the one that is open.
    """

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.bulk: BulkDialog | None = None
        self.report: ReportDialog | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._show)
        session.queue.matched.connect(self._on_change)
        session.queue.queue_changed.connect(self._on_change)

    @Slot()
    def open_bulk(self) -> None:
        """Show the photos whose first candidate may be accepted unseen."""
        if self.bulk is None and self._session.catalogue.snapshot is not None:
            from stockmatch.ui.bulk_dialog import BulkDialog  # noqa: PLC0415 - loaded when opened

            self.bulk = BulkDialog(self._session.thumbnails, self._window)
            self.bulk.accepted_photos.connect(self._session.queue.accept_first)
            self.bulk.finished.connect(self._on_bulk_closed)
            self._session.queue.match_all(not self._session.queue.only)
            self._show()
            self.bulk.open()

    @Slot()
    def open_report(self) -> None:
        """Show how well matching did on the person's own decisions."""
        snapshot = self._session.catalogue.snapshot
        if self.report is None and snapshot is not None:
            judged = cases(self._session.queue.queue)
            from stockmatch.ui.report_dialog import ReportDialog  # noqa: PLC0415 - loaded when opened

            versions = self._window.catalogue_view.versions
            self.report = ReportDialog(self._session.thumbnails, judged, snapshot.folder, versions, self._window)
            self.report.finished.connect(self._on_report_closed)
            self.report.open()

    def close(self) -> None:
        """Close what is open, as the window closes."""
        for dialog in (self.bulk, self.report):
            if dialog is not None:
                dialog.reject()

    @Slot()
    def _on_change(self) -> None:
        if self.bulk is not None and not self._later.isActive():
            self._later.start()

    @Slot()
    def _show(self) -> None:
        snapshot, desk = self._session.catalogue.snapshot, self._session.queue
        if self.bulk is None or snapshot is None:
            return
        found, waiting = [], 0
        judged = cases(desk.queue)
        known = judged_presence(judged, snapshot.model_id)
        for photo in desk.queue.undecided:
            match = desk.match_of(photo)
            if match is None or not (match.final or match.error):
                waiting += 1
            elif match.model_id == snapshot.model_id and _sure(match, known):
                found.append((photo.id, match, str(Path(snapshot.folder) / match.candidates[0].image)))
        self.bulk.show_state(judged, snapshot.model_id, found, waiting, narrowed=bool(desk.only))

    @Slot()
    def _on_bulk_closed(self) -> None:
        self._session.queue.match_all(False)
        if self.bulk is not None:
            self.bulk.deleteLater()
        self.bulk = None

    @Slot()
    def _on_report_closed(self) -> None:
        if self.report is not None:
            self.report.deleteLater()
        self.report = None


def _sure(match: PhotoMatch, known: Judged) -> bool:
    """Whether the score alone puts the first candidate first, without a twin or a sign that the product is missing."""
    if match.error is not None or not match.candidates or match.only:
        return False
    first = match.candidates[0]
    apart = not first.alike and not first.twins
    return apart and not first.code and presence(match.p_value, first.score, known) is Presence.PRESENT
