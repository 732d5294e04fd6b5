"""The main window: it puts the views together and turns keys and drops into what the session does."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from stockmatch.core.decisions import DecisionKind
from stockmatch.core.settings import Theme
from stockmatch.paths import resource
from stockmatch.ui import intake
from stockmatch.ui.banner import Banner
from stockmatch.ui.catalogue_view import CatalogueView
from stockmatch.ui.dialogs import Dialogs
from stockmatch.ui.digit_keys import key_of
from stockmatch.ui.intake import DropFilter, Intake
from stockmatch.ui.notices import Notices
from stockmatch.ui.pages import MessagePage
from stockmatch.ui.queue_strip import QueueStrip
from stockmatch.ui.session import Session
from stockmatch.ui.settings_panel import SettingsPanel
from stockmatch.ui.top_bar import TopBar
from stockmatch.ui.work_area import WorkArea

_SIZE = (1280, 720)
_MINIMUM = (960, 600)


class MainWindow(QMainWindow):
    """One window on one catalogue."""

    def __init__(self, session: Session, theme: Theme | None = None) -> None:
        """Build it.

        Args:
            session: what it shows and drives; closed with the window.
            theme: instead of the one in the settings.
        """
        super().__init__()
        self.session = session
        session.setParent(self)
        self.setWindowTitle("Stockmatch")
        self.setWindowIcon(QIcon(str(resource("icons", "stockmatch-256.png"))))
        self.setMinimumSize(*_MINIMUM)
        self.top = TopBar()
        self.banner = Banner()
        self.empty = MessagePage()
        self.work = WorkArea(session)
        self.strip = QueueStrip(session.queue, session.thumbnails)
        self.settings = SettingsPanel()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.work)
        self._lay_out()
        self.drops = DropFilter(self)
        for widget in (self, self.work.photo):
            self.drops.install(widget)
        self.drops.hovering.connect(self.work.photo.set_hovering)
        self.drops.hovering.connect(self.empty.set_hovering)
        self.drops.dropped.connect(self.take_in)
        self.dialogs = Dialogs(session, self)
        self.notices = Notices(session, self.banner, self)
        self.catalogue_view = CatalogueView(session, self, theme)
        self._connect()
        self._add_shortcuts()
        self._restore()
        self.setFocus()

    def begin(self, source: str | None, photos: Sequence[str]) -> None:
        """Start work once the window is on the screen."""
        if source is not None:
            self.session.open_catalogue(source)
        if photos:
            self.session.queue.add(photos)

    @Slot(object)
    def take_in(self, intake_: Intake) -> None:
        """Take photos from a drop or a paste, or say politely why there is none."""
        if intake_.picture is not None:
            self.session.queue.add_picture(intake_.picture)
        elif intake_.paths:
            self._take_paths(intake_.paths)
        elif intake_.link:
            words = self.tr("Only the picture's address came along. Copy the picture itself and paste it here.")
            self.notices.refuse(words)
        else:
            self.notices.refuse(self.tr("There is no photo in this. Drop or paste an image."))

    @Slot()
    def paste(self) -> None:
        """Take photos from the clipboard."""
        self.take_in(intake.read(QGuiApplication.clipboard().mimeData()))

    @Slot()
    def choose_photos(self) -> None:
        """Ask for photo files."""
        files, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Add photos"), self._folder("photos"), self._photo_filter()
        )
        if files:
            self.session.memory.setValue("folder/photos", str(Path(files[0]).parent))
            self._take_paths(files)

    @Slot()
    def choose_catalogue(self) -> None:
        """Ask for a catalogue folder."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Open catalogue folder"), self._folder("catalogue"))
        if folder:
            self.session.memory.setValue("folder/catalogue", str(Path(folder).parent))
            self.session.open_catalogue(folder)

    @Slot()
    def open_sample(self) -> None:
        """Open the catalogue that ships."""
        self.session.open_catalogue(str(self.session.services.sample_catalogue))

    @Slot()
    def add_sample_photos(self) -> None:
        """Put the photos that ship into the queue."""
        self.session.queue.add([str(path) for path in self.session.services.sample_photos])

    @Slot()
    def choose_export(self) -> None:
        """Ask where to, and export all decisions."""
        snapshot = self.session.catalogue.snapshot
        name = f"{snapshot.name} decisions.xlsx" if snapshot is not None else "decisions.xlsx"
        path, chosen = QFileDialog.getSaveFileName(
            self, self.tr("Export decisions"), str(Path(self._folder("export")) / name), "Excel (*.xlsx);;CSV (*.csv)"
        )
        if path:
            if Path(path).suffix.lower() not in {".csv", ".xlsx"}:
                path += ".csv" if "csv" in chosen else ".xlsx"
            self.session.memory.setValue("folder/export", str(Path(path).parent))
            self.session.queue.export(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key, one decision: holding a key down never decides again."""
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = key_of(event)
        if key == Qt.Key.Key_Escape and self.work.photo.cancel_drag():
            return
        if plain != Qt.KeyboardModifier.NoModifier or not self._decide(key, shift, repeated=event.isAutoRepeat()):
            super().keyPressEvent(event)

    def _decide(self, key: int, shift: bool, *, repeated: bool) -> bool:
        queue, digit = self.session.queue, key - Qt.Key.Key_0
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_N: lambda: self.work.decide_key(DecisionKind.NOT_IN_CATALOGUE),
            Qt.Key.Key_S: lambda: self.work.decide_key(DecisionKind.SKIPPED),
            Qt.Key.Key_W: self.work.photo.choose_whole,
            Qt.Key.Key_Y: self.work.ask_why,
            Qt.Key.Key_Z: queue.redo if shift else queue.undo,
        }
        if 1 <= digit <= 9:
            acts[key] = lambda: self.work.confirm_key(digit)
        act = acts.get(key)
        if act is not None and not repeated:
            act()
        return act is not None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.memory.setValue("geometry", self.saveGeometry())
        self.work.remember(self.session.memory)
        self.dialogs.close()
        self.session.close()
        event.accept()

    def _take_paths(self, paths: Sequence[str]) -> None:
        """Photos; or, while no catalogue is open, a single folder is the catalogue."""
        catalogue = self.session.catalogue
        if catalogue.snapshot is None and not catalogue.working and len(paths) == 1 and Path(paths[0]).is_dir():
            self.session.open_catalogue(paths[0])
        else:
            self.session.queue.add(paths)

    @Slot(bool)
    def _show_settings(self, shown: bool) -> None:
        if not shown:
            self.setFocus()  # before the sheet is hidden, or Qt hands the focus to the next button
        self.sheet.setVisible(shown)
        if shown:
            self.settings.setFocus()
        elif self.work.isVisible():
            self.work.grid.setFocus()

    def _photo_filter(self) -> str:
        from stockmatch.imaging.decode import IMAGE_SUFFIXES  # noqa: PLC0415 - Pillow must not delay the first window

        patterns = " ".join(f"*{suffix}" for suffix in sorted(IMAGE_SUFFIXES))
        return self.tr("Images ({0})").format(patterns)

    def _folder(self, kind: str) -> str:
        return str(self.session.memory.value(f"folder/{kind}", str(Path.home())))

    def _lay_out(self) -> None:
        self.sheet = QFrame()
        self.sheet.setProperty("role", "sheet")
        sheet = QVBoxLayout(self.sheet)
        sheet.setContentsMargins(1, 0, 0, 0)
        sheet.addWidget(self.settings)
        self.sheet.setFixedWidth(384)
        self.sheet.hide()
        banner = QHBoxLayout()
        banner.setContentsMargins(12, 0, 12, 0)
        banner.addWidget(self.banner)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(banner)
        left.addWidget(self.stack, 1)
        left.addWidget(self.strip)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left, 1)
        middle.addWidget(self.sheet)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.top)
        column.addLayout(middle, 1)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        self.top.open_requested.connect(self.choose_catalogue)
        self.top.sample_requested.connect(self.open_sample)
        self.top.reload_requested.connect(self.session.reopen)
        self.top.cancel_requested.connect(self.session.catalogue.cancel)
        self.top.export_requested.connect(self.choose_export)
        self.top.diagnostics_requested.connect(self.notices.copy_diagnostics)
        self.top.settings_toggled.connect(self._show_settings)
        self.settings.close_requested.connect(self.top.settings.toggle)
        self.work.add_requested.connect(self.choose_photos)
        self.work.export_requested.connect(self.choose_export)
        self.work.sample_photos_requested.connect(self.add_sample_photos)
        self.strip.add_requested.connect(self.choose_photos)
        self.strip.paste_requested.connect(self.paste)
        self.strip.photo_requested.connect(self.session.queue.go_to)

    def _add_shortcuts(self) -> None:
        queue = self.session.queue
        for keys, act in (
            ((QKeySequence.StandardKey.Paste,), self.paste),
            ((QKeySequence.StandardKey.Open,), self.choose_photos),
            ((QKeySequence("Ctrl+Shift+O"),), self.choose_catalogue),
            ((QKeySequence("Ctrl+E"),), self.choose_export),
            ((QKeySequence("Ctrl+,"),), self.top.settings.toggle),
            ((QKeySequence("Ctrl+Z"),), queue.undo),
            ((QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")), queue.redo),
        ):
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setAutoRepeat(False)
            action.triggered.connect(act)
            self.addAction(action)

    def _restore(self) -> None:
        self.resize(*_SIZE)
        geometry = self.session.memory.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.work.restore(self.session.memory)
