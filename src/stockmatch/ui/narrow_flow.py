"""When the person is asked which products may be offered, and what the answer does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from stockmatch.core.filtering import ProductFilter
from stockmatch.ui.narrow_dialog import NarrowDialog
from stockmatch.ui.one_dialog import OneDialog
from stockmatch.ui.session import Session

if TYPE_CHECKING:
    from stockmatch.ui.main_window import MainWindow


class NarrowFlow(OneDialog):
    """Opens the dialog once at a time."""

    dialog: NarrowDialog | None

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.attach()

    def attach(self) -> None:
        """Take the window's parts up; they are made anew in another language."""
        self._window.work.narrow_requested.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Ask, while there are candidates to be narrowed."""
        snapshot, desk = self._session.catalogue.snapshot, self._session.queue
        if self.dialog is None and snapshot is not None and not self._window.work.head.isHidden():
            dialog = NarrowDialog(snapshot, desk.only, self._window)
            dialog.chosen.connect(self._on_chosen)
            self._show(dialog)

    @Slot(object)
    def _on_chosen(self, only: ProductFilter) -> None:
        self._session.queue.narrow(only)
