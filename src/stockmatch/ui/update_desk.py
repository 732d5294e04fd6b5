"""Asks once a start, and when another address is given, whether a newer version is announced. No widgets."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from stockmatch.core.errors import StockmatchError
from stockmatch.core.settings import Settings
from stockmatch.core.updates import Update, UpdateSource
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.language import told

if TYPE_CHECKING:
    from stockmatch.composition import Services


class UpdateDesk(QObject):
    """Asks only where the settings name an address.

    Signals:
        found(Update): a newer version is announced.
        failed(str): nothing was learnt; of no concern to the work.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, services: "Services", lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._lane = lane
        self._asked: str | None = None

    @Slot(object)
    def ask(self, settings: Settings) -> None:
        """Ask at the address of the settings, unless that was done."""
        address, services = settings.updates, self._services
        if address == self._asked:
            return
        self._asked = address
        if address is None:
            return

        def answered(update: Update | None) -> None:
            if update is not None and address == self._asked:
                self.found.emit(update)

        Task(
            self,
            self._lane,
            lambda report: services.look_for_update(UpdateSource.parse(address), report),
            done=answered,
            failed=self._failed,
        )

    def _failed(self, error: StockmatchError) -> None:
        logging.getLogger(__name__).warning("%s", error)
        self.failed.emit(told(error))
