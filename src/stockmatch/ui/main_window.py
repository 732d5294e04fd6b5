"""The main window: it puts the views together and turns keys and drops into what the session does."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QIcon, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from stockmatch.core.settings import Settings, Theme
from stockmatch.core.table import TABLE_SUFFIXES, ZIP_SUFFIX, is_meant_as_catalogue
from stockmatch.paths import resource
from stockmatch.store.files import is_folder
from stockmatch.ui import intake
from stockmatch.ui.banner import Banner
from stockmatch.ui.catalogue_view import CatalogueView
from stockmatch.ui.choices import room
from stockmatch.ui.choose_flow import ChooseFlow
from stockmatch.ui.compare_flow import CompareFlow
from stockmatch.ui.controls import Controls
from stockmatch.ui.dialogs import Dialogs
from stockmatch.ui.help_flow import HelpFlow
from stockmatch.ui.intake import DropFilter, Intake
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.language import spoken
from stockmatch.ui.leave_flow import LeaveFlow
from stockmatch.ui.narrow_flow import NarrowFlow
from stockmatch.ui.notices import Notices
from stockmatch.ui.pages import MessagePage
from stockmatch.ui.queue_strip import QueueStrip
from stockmatch.ui.review_flow import ReviewFlow
from stockmatch.ui.session import Session
from stockmatch.ui.settings_panel import SettingsPanel
from stockmatch.ui.top_bar import TopBar
from stockmatch.ui.work_area import WorkArea

_SIZE = (1280, 720)
_MINIMUM = (960, 600)
_SHEET_WIDTH, _EDGE = 384, 2


class MainWindow(QMainWindow):
    """One window on one catalogue.

    Attributes:
        ended: whether it was closed and none of its threads runs any more.
    """

    def __init__(self, session: Session, theme: Theme | None = None) -> None:
        """Build it.

        Args:
            session: what it shows and drives; closed with the window.
            theme: instead of the one in the settings.
        """
        super().__init__()
        self.session = session
        self.ended = False
        session.setParent(self)
        self.setWindowTitle("Stockmatch")
        self.setWindowIcon(QIcon(str(resource("icons", "stockmatch-256.png"))))
        self.setMinimumSize(QSize(*_MINIMUM).boundedTo(room(self)))
        self.banner = Banner()
        self.drops = DropFilter(self)
        self.drops.install(self)
        self.drops.dropped.connect(self.take_in)
        self._make_parts()
        self.dialogs = Dialogs(session, self)
        self.notices = Notices(session, self.banner, self)
        self.catalogue_view = CatalogueView(session, self, theme)
        self.help = HelpFlow(session, self)
        self.comparing = CompareFlow(session, self)
        self.reviewing = ReviewFlow(session, self)
        self.narrowing = NarrowFlow(session, self)
        self.choosing = ChooseFlow(session, self)
        self.leaving = LeaveFlow(session, self)
        session.settings_changed.connect(self._on_settings)
        self._connect()
        self._add_shortcuts()
        self._restore()
        self.setFocus()

    def _make_parts(self) -> None:
        """Make what shows words all the time; in another language it is made anew."""
        self._language = spoken()
        self.top = TopBar()
        self.empty = MessagePage()
        self.work = WorkArea(self.session)
        self.strip = QueueStrip(self.session.queue, self.session.thumbnails)
        self.settings = SettingsPanel()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.work)
        self._lay_out()
        self.drops.install(self.work.photo)
        self.drops.hovering.connect(self.work.photo.set_hovering)
        self.drops.hovering.connect(self.empty.set_hovering)

    def _change_language(self) -> None:
        """Say everything in the language now in force; the session, its message and open dialogs stay as they are."""
        shown = self.top.settings.isChecked()
        self.setUpdatesEnabled(False)
        self.work.remember(self.session.memory)
        self._make_parts()
        self.work.restore(self.session.memory)
        for flow in (self.dialogs, self.catalogue_view, self.help, self.narrowing, self.choosing):
            flow.attach()
        self._connect()
        if shown:
            self.top.settings.setChecked(True)
            self.settings.show_language()
        self.setUpdatesEnabled(True)

    def begin(self, source: str | None, photos: Sequence[str]) -> None:
        """Start work once the window is on the screen."""
        self.leaving.tell()
        tried = self.session.settings
        if self.session.give_up_trials():
            self.notices.tell_of_trial(tried, self.session.settings)
        if source is not None:
            self.session.open_catalogue(source)
        self.session.updates.ask(self.session.settings)
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
    def choose_catalogue_file(self) -> None:
        """Ask for a table or zip file that is a catalogue."""
        patterns = " ".join(f"*{suffix}" for suffix in sorted(TABLE_SUFFIXES | {ZIP_SUFFIX}))
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open table or zip file"),
            self._folder("catalogue"),
            self.tr("Tables and zip files ({0})").format(patterns),
        )
        if path:
            self.session.memory.setValue("folder/catalogue", str(Path(path).parent))
            self.session.open_catalogue(path)

    @Slot()
    def open_sample(self) -> None:
        """Open the catalogue that ships."""
        self.session.open_catalogue(str(self.session.services.sample_catalogue))
        self.help.offer_tour()

    @Slot()
    def add_sample_photos(self) -> None:
        """Put the photos that ship into the queue."""
        self.session.queue.add([str(path) for path in self.session.services.sample_photos])

    @Slot()
    def toggle_settings(self) -> None:
        """Show or hide the sheet of settings."""
        self.top.settings.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key, one decision: holding a key down never decides again."""
        if event.key() == Qt.Key.Key_Escape and (self.work.photo.cancel_drag() or self.help.end_tour()):
            return
        if not self.controls.handle(event):
            super().keyPressEvent(event)

    def _show_keys(self) -> None:
        self.work.show_keys(self.controls.keymap)
        self.strip.together.show_keys(self.controls.keymap)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        if dict(settings.keys) != self.controls.keymap.changes:
            self.controls.keymap = Keymap(settings.keys)
            self._show_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        elif event.type() == QEvent.Type.LanguageChange and spoken() is not self._language and self.isVisible():
            self._change_language()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_close():
            event.ignore()
            return
        self.session.memory.setValue("geometry", self.saveGeometry())
        self.work.remember(self.session.memory)
        self.dialogs.close()
        self.help.close()
        self.comparing.close()
        self.reviewing.close()
        self.narrowing.close()
        self.choosing.close()
        self.hide()
        self.ended = self.session.close()
        event.accept()

    def _take_paths(self, paths: Sequence[str]) -> None:
        """Photos; a table or zip file is a catalogue, and so is a single folder or text file while none is open."""
        catalogue, first = self.session.catalogue, Path(paths[0])
        idle = catalogue.snapshot is None and not catalogue.working
        of_files = is_meant_as_catalogue(paths[0]) and (idle or first.suffix.lower() != ".txt")
        if len(paths) == 1 and (of_files or (idle and is_folder(first))):
            self.session.open_catalogue(paths[0])
        else:
            self.session.queue.add(paths)

    @Slot(bool)
    def _show_settings(self, shown: bool) -> None:
        if not shown:
            self.setFocus()  # before the sheet is hidden, or Qt hands the focus to the next button
        self.sheet.setVisible(shown)
        self.sheet.setFixedWidth(max(_SHEET_WIDTH, self.settings.whole_width + _EDGE))  # known once styled
        self._make_room()
        if shown:
            self.settings.setFocus()
        elif self.work.isVisible():
            self.work.grid.setFocus()

    def _make_room(self) -> None:
        self.work.make_room(None if self.sheet.isHidden() else self.width() - self.sheet.width())

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
        self.sheet.setFixedWidth(_SHEET_WIDTH)
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
        if self.isVisible():
            central.show()  # Qt would do so later, and what is not visible takes no focus

    def _connect(self) -> None:
        self.controls = Controls(
            Keymap(self.session.settings.keys),
            self.session.queue,
            self.work,
            show_keys=self.help.show_keys,
            compare=self.comparing.open,
            narrow=self.narrowing.open,
        )
        self._show_keys()
        self.top.open_requested.connect(self.choose_catalogue)
        self.top.file_requested.connect(self.choose_catalogue_file)
        self.top.columns_requested.connect(self.notices.review_columns)
        self.top.recent_requested.connect(self.session.open_catalogue)
        self.top.sample_requested.connect(self.open_sample)
        self.top.reload_requested.connect(self.notices.take_over)
        self.top.cancel_requested.connect(self.session.catalogue.cancel)
        self.top.export_requested.connect(self.dialogs.exports.open)
        self.top.diagnostics_requested.connect(self.notices.copy_diagnostics)
        self.top.settings_toggled.connect(self._show_settings)
        self.settings.close_requested.connect(self.top.settings.toggle)
        self.work.add_requested.connect(self.choose_photos)
        self.work.export_requested.connect(self.dialogs.exports.open)
        self.work.sample_photos_requested.connect(self.add_sample_photos)
        self.strip.add_requested.connect(self.choose_photos)
        self.strip.paste_requested.connect(self.paste)
        self.strip.bulk_requested.connect(self.reviewing.open_bulk)
        self.strip.report_requested.connect(self.reviewing.open_report)
        self.strip.photo_requested.connect(self.session.queue.go_to)

    def _add_shortcuts(self) -> None:
        queue = self.session.queue
        for keys, act in (
            ((QKeySequence.StandardKey.Paste,), self.paste),
            ((QKeySequence.StandardKey.Open,), self.choose_photos),
            ((QKeySequence("Ctrl+Shift+O"),), self.choose_catalogue),
            ((QKeySequence("Ctrl+E"),), self.dialogs.exports.open),
            ((QKeySequence("Ctrl+,"),), self.toggle_settings),
            ((QKeySequence("F1"),), self.help.show_manual),
            ((QKeySequence("Ctrl+Z"),), queue.undo),
            ((QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")), queue.redo),
        ):
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setAutoRepeat(False)
            action.triggered.connect(act)
            self.addAction(action)

    def _restore(self) -> None:
        self.resize(QSize(*_SIZE).boundedTo(room(self)))
        geometry = self.session.memory.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.work.restore(self.session.memory)
