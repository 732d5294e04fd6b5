"""When the person is asked which of several products with one picture it is, and what the answer does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from stockmatch.core.decisions import DecisionKind
from stockmatch.core.ranking import Candidate
from stockmatch.ui.one_dialog import OneDialog
from stockmatch.ui.session import Session

if TYPE_CHECKING:
    from stockmatch.ui.choose_dialog import ChooseDialog
    from stockmatch.ui.main_window import MainWindow


class ChooseFlow(OneDialog):
    """Asks once at a time; the question goes when the photo on the screen is another one."""

    dialog: "ChooseDialog | None"

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._photo_id: int | None = None
        session.queue.photo_changed.connect(self._on_photo)
        self.attach()

    def attach(self) -> None:
        """Take the window's parts up; they are made anew in another language."""
        self._window.work.choice_needed.connect(self.ask)

    @Slot(object)
    def ask(self, place: Candidate) -> None:
        """Ask which product of a candidate's picture is on the current photo, and confirm it."""
        if self.dialog is None:
            from stockmatch.ui.choose_dialog import ChooseDialog  # noqa: PLC0415 - loaded when opened

            self._photo_id = self._session.queue.queue.current_id
            dialog = ChooseDialog(place, self._window)
            dialog.chosen.connect(self._on_chosen)
            self._show(dialog)

    @Slot()
    def _on_photo(self) -> None:
        if self._session.queue.queue.current_id != self._photo_id:
            self.close()

    @Slot(object)
    def _on_chosen(self, candidate: Candidate) -> None:
        if self._session.queue.queue.current_id == self._photo_id:
            self._session.queue.decide(DecisionKind.CONFIRMED, candidate)
