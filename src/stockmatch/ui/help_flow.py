"""When the keys and the manual are shown, and what other keys change."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from stockmatch.ui.keymap import Keymap
from stockmatch.ui.keys_dialog import KeysDialog, KeysOverlay
from stockmatch.ui.manual_dialog import ManualDialog
from stockmatch.ui.session import Session

if TYPE_CHECKING:
    from stockmatch.ui.main_window import MainWindow


class HelpFlow(QObject):
    """Opens each of them once at a time.

    Attributes:
        keys, manual: what is open.
    """

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.keys: KeysOverlay | KeysDialog | None = None
        self.manual: ManualDialog | None = None
        self.attach()

    def attach(self) -> None:
        """Take the window's parts up; they are made anew in another language, and so is an open manual."""
        self._window.top.keys_requested.connect(self.show_keys)
        self._window.settings.keys_requested.connect(self.change_keys)
        if self.manual is not None:
            self.manual.reject()
            self.show_manual()

    def close(self) -> None:
        """Close what is open, as the window closes."""
        for dialog in (self.keys, self.manual):
            if dialog is not None:
                dialog.reject()

    @Slot()
    def show_keys(self) -> None:
        """Show all keys."""
        overlay = KeysOverlay(self._window.controls.keymap, self._window)
        overlay.change_requested.connect(self.change_keys)
        overlay.manual_requested.connect(self.show_manual)
        self._open_keys(overlay)

    @Slot()
    def show_manual(self) -> None:
        """Open the manual beside the window."""
        if self.manual is None:
            self.manual = ManualDialog(self._window.controls.keymap, self._window)
            self.manual.finished.connect(self._on_manual_closed)
        self.manual.show()
        self.manual.raise_()

    @Slot()
    def _on_manual_closed(self) -> None:
        if self.manual is not None:
            self.manual.deleteLater()
        self.manual = None

    @Slot()
    def change_keys(self) -> None:
        """Let the person choose other keys."""
        dialog = KeysDialog(self._window.controls.keymap, self._window)
        dialog.changed.connect(self._on_keys)
        self._open_keys(dialog)

    def _open_keys(self, dialog: KeysOverlay | KeysDialog) -> None:
        self.keys = dialog
        dialog.finished.connect(self._on_keys_closed)
        dialog.open()

    @Slot()
    def _on_keys_closed(self) -> None:
        if self.keys is not None:
            self.keys.deleteLater()
        self.keys = None

    @Slot(object)
    def _on_keys(self, keymap: Keymap) -> None:
        self._session.apply(replace(self._session.settings, keys=keymap.changes))
