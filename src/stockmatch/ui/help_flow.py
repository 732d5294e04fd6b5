"""When the keys, the manual and the tour are shown, and what other keys change."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from stockmatch.ui.keymap import Keymap
from stockmatch.ui.session import Session
from stockmatch.ui.tour import Stop, Tour

_TOUR_SEEN = "tour/seen"

if TYPE_CHECKING:
    from stockmatch.ui.keys_dialog import KeysDialog, KeysOverlay
    from stockmatch.ui.main_window import MainWindow
    from stockmatch.ui.manual_dialog import ManualDialog


class HelpFlow(QObject):
    """Opens each of them once at a time.

    Attributes:
        keys, manual, tour: what is open.
    """

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.keys: KeysOverlay | KeysDialog | None = None
        self.manual: ManualDialog | None = None
        self.tour: Tour | None = None
        self._tour_wanted = False
        session.catalogue.changed.connect(self._on_catalogue)
        self.attach()

    def attach(self) -> None:
        """Take the window's parts up; they are made anew in another language, as are the manual and the tour."""
        self._window.top.keys_requested.connect(self.show_keys)
        self._window.settings.keys_requested.connect(self.change_keys)
        if self.end_tour():
            self.show_tour()
        if self.manual is not None:
            self.manual.reject()
            self.show_manual()

    def close(self) -> None:
        """Close what is open, as the window closes."""
        for dialog in (self.keys, self.manual):
            if dialog is not None:
                dialog.reject()
        self.end_tour()

    @Slot()
    def show_keys(self) -> None:
        """Show all keys."""
        from stockmatch.ui.keys_dialog import KeysOverlay  # noqa: PLC0415 - loaded when opened

        overlay = KeysOverlay(self._window.controls.keymap, self._window)
        overlay.change_requested.connect(self.change_keys)
        overlay.manual_requested.connect(self.show_manual)
        overlay.tour_requested.connect(self.show_tour)
        self._open_keys(overlay)

    @Slot()
    def show_manual(self) -> None:
        """Open the manual beside the window."""
        if self.manual is None:
            from stockmatch.ui.manual_dialog import ManualDialog  # noqa: PLC0415 - loaded when opened

            self.manual = ManualDialog(self._window.controls.keymap, self._window)
            self.manual.finished.connect(self._on_manual_closed)
        self.manual.show()
        self.manual.raise_()

    def offer_tour(self) -> None:
        """Show the tour as soon as the sample is open, unless it was seen before."""
        self._tour_wanted = not self._session.memory.value(_TOUR_SEEN, defaultValue=False, type=bool)
        self._on_catalogue()

    @Slot()
    def show_tour(self) -> None:
        """Show the tour from its beginning."""
        self.end_tour()
        self._session.memory.setValue(_TOUR_SEEN, True)
        self.tour = Tour(self._stops(), self._window)
        self.tour.ended.connect(self._on_tour_ended)

    def end_tour(self) -> bool:
        """Take the tour away; False if there is none."""
        if self.tour is None:
            return False
        self.tour.end()
        return True

    @Slot()
    def _on_tour_ended(self) -> None:
        if self.tour is not None:
            self.tour.deleteLater()
        self.tour = None
        if self._window.work.isVisible():
            self._window.work.grid.setFocus()

    @Slot()
    def _on_catalogue(self) -> None:
        snapshot = self._session.catalogue.snapshot
        if self._tour_wanted and snapshot is not None:
            self._tour_wanted = False
            if snapshot.source == str(self._session.services.sample_catalogue):
                QTimer.singleShot(0, self, self.show_tour)  # once the work area is laid out

    def _stops(self) -> list[Stop]:
        window, keymap = self._window, self._window.controls.keymap
        empty = not self._session.queue.queue.photos

        def nothing() -> None:
            pass

        onward = (self.tr("Next"), nothing)
        take = (self.tr("Use the sample photos"), window.add_sample_photos)
        compare, *others = (keymap.shown(f"main.{name}") for name in ("compare", "variant", "absent", "skip", "undo"))
        return [
            Stop(
                window.work.photo,
                self.tr("Photos of what arrived"),
                self.tr("Drop photos or whole folders here, or paste one. They wait in a queue below."),
                take if empty else onward,
            ),
            Stop(
                window.work.grid,
                self.tr("The products that fit best"),
                self.tr(
                    "Press the number of the right one, or click it. “Why?” shows what speaks for it; {0} compares."
                ).format(compare),
                onward,
            ),
            Stop(
                window.work.bar,
                self.tr("If none of them is right"),
                self.tr(
                    "{0} for a variant, {1} if it is not in the catalogue, {2} to leave it for later. {3} undoes."
                ).format(*others),
                onward,
            ),
            Stop(
                window.top.export,
                self.tr("What was decided"),
                self.tr("Export… writes it to a table, by SKU. ? shows all keys, F1 the manual."),
                (self.tr("Begin"), nothing),
            ),
        ]

    @Slot()
    def _on_manual_closed(self) -> None:
        if self.manual is not None:
            self.manual.deleteLater()
        self.manual = None

    @Slot()
    def change_keys(self) -> None:
        """Let the person choose other keys."""
        from stockmatch.ui.keys_dialog import KeysDialog  # noqa: PLC0415 - loaded when opened

        dialog = KeysDialog(self._window.controls.keymap, self._window)
        dialog.changed.connect(self._on_keys)
        self._open_keys(dialog)

    def _open_keys(self, dialog: "KeysOverlay | KeysDialog") -> None:
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
