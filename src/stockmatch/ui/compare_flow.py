"""When the comparison opens, what it is told, and what its decision does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from stockmatch.core.decisions import DecisionKind
from stockmatch.core.evidence import Explanation
from stockmatch.core.ranking import Candidate
from stockmatch.ui.one_dialog import OneDialog
from stockmatch.ui.photo_state import PhotoState
from stockmatch.ui.session import Session

if TYPE_CHECKING:
    from stockmatch.ui.compare_dialog import CompareDialog
    from stockmatch.ui.main_window import MainWindow


class CompareFlow(OneDialog):
    """Opens one comparison at a time; it closes when the photo on the screen is another one."""

    dialog: "CompareDialog | None"

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._photo_id: int | None = None
        self._asked: set[str] = set()
        session.queue.photo_changed.connect(self._on_photo)
        session.why.explained.connect(self._on_explained)

    @Slot()
    def open(self) -> None:
        """Compare the photo on the screen with the candidate that is marked."""
        desk, snapshot = self._session.queue, self._session.catalogue.snapshot
        match, marked = desk.match, self._window.work.grid.candidate
        if self.dialog is not None or snapshot is None or match is None or marked is None:
            return
        if desk.state is not PhotoState.MATCHED:
            return
        images = {product.key: [image.path for image in product.images] for product in snapshot.products}
        keymap = self._window.controls.keymap
        from stockmatch.ui.compare_dialog import CompareDialog  # noqa: PLC0415 - loaded when opened

        dialog = CompareDialog(self._session.thumbnails, keymap, snapshot.folder, images, self._window)
        dialog.decided.connect(self._on_decided)
        dialog.shown.connect(self._on_shown)
        self._photo_id, self._asked = desk.queue.current_id, set()
        dialog.show_match(match, marked.product_key)
        self._show(dialog)

    @Slot(object)
    def _on_shown(self, candidate: Candidate) -> None:
        request = self._session.queue.question() if candidate.product_key not in self._asked else None
        if request is not None:
            self._asked.add(candidate.product_key)
            self._session.why.ask(request, candidate)

    @Slot(object)
    def _on_explained(self, why: Explanation) -> None:
        if self.dialog is not None:
            self.dialog.show_explanation(why)

    @Slot()
    def _on_photo(self) -> None:
        if self.dialog is None:
            return
        desk, match = self._session.queue, self._session.queue.match
        if desk.queue.current_id != self._photo_id or match is None or match.error is not None:
            self.dialog.reject()
        else:
            self.dialog.show_match(match)

    @Slot(object, object)
    def _on_decided(self, kind: DecisionKind, candidate: Candidate | None) -> None:
        if self._session.queue.queue.current_id != self._photo_id:
            return
        if kind is DecisionKind.CONFIRMED and candidate is not None and candidate.alike:
            self._window.choosing.ask(candidate)
        else:
            self._session.queue.decide(kind, candidate)

    @Slot()
    def _on_closed(self) -> None:
        self._session.why.stop()
        super()._on_closed()
