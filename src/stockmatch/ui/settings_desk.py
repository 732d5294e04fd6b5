"""Saving the settings of a window beside those of others. No widgets."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stockmatch.core.errors import StockmatchError
from stockmatch.core.progress import Report
from stockmatch.core.settings import Place, Settings
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.language import told

if TYPE_CHECKING:
    from stockmatch.composition import Services


class SettingsDesk(QObject):
    """Writes what was changed here over what the file holds by then: other windows change settings, too.

    Signals:
        merged(Settings): those of this window, with what another one has chosen.
        failed(str): they could not be saved; what was changed is with the next ones.
    """

    merged = Signal(object)
    failed = Signal(str)

    def __init__(self, services: "Services", lane: Lane, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._lane = lane
        self._saved = settings
        self._unsaved: frozenset[Place] = frozenset()

    def save(self, settings: Settings) -> None:
        """Save this window's settings."""
        former, services = self._saved, self._services
        changes = settings.differences(former) | self._unsaved
        self._saved, self._unsaved = settings, frozenset()

        def work(_report: Report) -> Settings:
            there, problem = services.load_settings()
            merged = there.taking(settings, changes) if problem is None else settings
            services.save_settings(merged)
            return merged

        def done(merged: Settings) -> None:
            """Another window may have chosen the inbox or grouping of a catalogue that is opened here next."""
            theirs = merged.inboxes, merged.grouping
            if self._saved is settings and theirs != (settings.inboxes, settings.grouping):
                self._saved = replace(settings, inboxes=merged.inboxes, grouping=merged.grouping)
                self.merged.emit(self._saved)

        def failed(error: StockmatchError) -> None:
            self._unsaved |= changes
            self.failed.emit(told(error))

        Task(self, self._lane, work, done=done, failed=failed)
