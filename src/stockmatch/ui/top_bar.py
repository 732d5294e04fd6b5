"""Across the top: the catalogue, what indexing does, the model in use, and the tools."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.progress import Progress
from stockmatch.core.table import is_table
from stockmatch.ui import text
from stockmatch.ui.icons import beside_text, icon
from stockmatch.ui.keymap import written
from stockmatch.ui.one_line import OneLine
from stockmatch.ui.retune_offer import RetuneOffer
from stockmatch.ui.theme import scaled_font, set_role

_COUNTS_WIDTH = 220
"""What is wider, as in large text, may be cut short."""


class TopBar(QFrame):
    """Emits what the person asks for; shows what it is told.

    Signals:
        open_requested(): a folder; file_requested(): a table or zip file.
        columns_requested(), products_requested(), sample_requested(), problems_requested(), cancel_requested(),
        tune_requested(), export_requested(), study_requested(), diagnostics_requested(), keys_requested()
        recent_requested(str): a catalogue opened lately, by its source.
        settings_toggled(bool)
    """

    open_requested = Signal()
    file_requested = Signal()
    columns_requested = Signal()
    products_requested = Signal()
    recent_requested = Signal(str)
    sample_requested = Signal()
    reload_requested = Signal()
    problems_requested = Signal()
    cancel_requested = Signal()
    tune_requested = Signal()
    export_requested = Signal()
    study_requested = Signal()
    keys_requested = Signal()
    diagnostics_requested = Signal()
    settings_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "topbar")
        self.name = QLabel()
        self.name.setFont(scaled_font(self.font(), 1.2, bold=True))
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.counts = OneLine()
        set_role(self.counts, "role", "muted")
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self.name)
        titles.addWidget(self.counts)
        self.open_button = self._tool("folder-open", self.tr("Catalogue"), self.tr("Open a catalogue folder"))
        self.open_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add_menu()
        self.problems = QPushButton(icon("warning", "warn"), "")
        set_role(self.problems, "role", "quiet")
        self.problems.clicked.connect(self.problems_requested)
        self.chip = QPushButton()
        set_role(self.chip, "role", "chip")
        self.chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.tune = QPushButton(icon("tune"), self.tr("Tune on catalog"))
        self.tune.setToolTip(self.tr("Adapt the model to this catalogue; shows before and after, and you decide"))
        self.tune.clicked.connect(self.tune_requested)
        self.offer = RetuneOffer()
        self.offer.taken.connect(self.tune_requested)
        self._offered = 0
        self.export = QPushButton(icon("export"), self.tr("Export…"))
        self.export.setToolTip(self.tr("Save decisions as CSV or Excel, or for a shop ({0})").format(written("Ctrl+E")))
        self.export.clicked.connect(self.export_requested)
        for wordy in (self.problems, self.tune, self.export):
            beside_text(wordy)
        self.keys = self._tool("keyboard", "", self.tr("Show all keys"))
        self.keys.clicked.connect(self.keys_requested)
        self.settings = self._tool("settings", "", self.tr("Settings"))
        self.settings.setCheckable(True)
        self.settings.toggled.connect(self.settings_toggled)
        self.chip.clicked.connect(self.settings.toggle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.open_button)
        layout.addLayout(titles)
        layout.addWidget(self.problems)
        layout.addStretch(1)
        layout.addWidget(self._progress_group())
        layout.addWidget(self.offer)
        layout.addStretch(1)
        for widget in (self.chip, self.tune, self.export, self.keys, self.settings):
            layout.addWidget(widget)
        for widget in (self.open_button, self.problems, self.chip, self.tune, self.export, self.keys, self.settings):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_catalogue(None, "")
        self.show_progress(None, working=False, cancellable=False)

    def _add_menu(self) -> None:
        menu = QMenu(self.open_button)
        for words, signal in (
            (self.tr("Open catalogue folder…"), self.open_requested),
            (self.tr("Open table or zip file…"), self.file_requested),
            (self.tr("Columns of the table…"), self.columns_requested),
            (self.tr("Products…"), self.products_requested),
            (self.tr("Look for changed files"), self.reload_requested),
            (self.tr("Use the sample"), self.sample_requested),
            (self.tr("Study report…"), self.study_requested),
            (self.tr("Copy diagnostic information"), self.diagnostics_requested),
        ):
            action = QAction(words, menu)
            action.triggered.connect(signal)
            menu.addAction(action)
        _, _, self._columns, self._products, self._reload, _, self._study, _ = menu.actions()
        self._recent = menu.addMenu(self.tr("Switch to"))
        self.open_button.setMenu(menu)

    def show_catalogue(self, snapshot: Snapshot | None, opening: str) -> None:
        """Show the catalogue in service, or the name of the folder being opened."""
        self.tune.setEnabled(snapshot is not None)
        self._reload.setEnabled(snapshot is not None)
        self._products.setEnabled(snapshot is not None)
        self._columns.setEnabled(snapshot is not None and is_table(snapshot.source))
        self._study.setEnabled(snapshot is not None)
        self.chip.setVisible(snapshot is not None)
        problems = len(snapshot.problems) + len(snapshot.duplicates) if snapshot is not None else 0
        self.problems.setVisible(problems > 0)
        self.problems.setText(self.tr("1 problem") if problems == 1 else self.tr("{0} problems").format(problems))
        self.problems.setToolTip(self.tr("Files that were skipped and SKUs that occur twice"))
        if snapshot is None:
            self.name.setText(opening or "Stockmatch")
            self.counts.setText("" if opening else self.tr("No catalogue open"))
            self.counts.setVisible(not opening)  # the name alone is in the middle
            return
        self.name.setText(self.name.fontMetrics().elidedText(snapshot.name, Qt.TextElideMode.ElideMiddle, 240))
        self.name.setToolTip(snapshot.source)
        self.counts.show()
        self.counts.setText(text.join([text.products(len(snapshot.products)), text.images(snapshot.image_count)]))
        self.counts.setToolTip(self.counts.text())
        self.counts.setMinimumWidth(min(_COUNTS_WIDTH, self.counts.sizeHint().width()))

    def show_recent(self, catalogues: Sequence[tuple[str, str]]) -> None:
        """Offer catalogues to switch to, by name and source."""
        self._recent.clear()
        self._recent.setToolTipsVisible(True)
        for number, (name, source) in enumerate(catalogues, 1):
            action = self._recent.addAction(f"&{number}  {name.replace('&', '&&')}")
            action.setToolTip(source)
            action.setData(source)
            action.triggered.connect(self._on_recent)
        self._recent.setEnabled(bool(catalogues))

    @Slot()
    def _on_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.recent_requested.emit(str(action.data()))

    def show_model(self, words: str, tip: str) -> None:
        """Say which model is in use."""
        self.chip.setText(words)
        self.chip.setToolTip(tip)
        self.chip.setAccessibleName(self.tr("Model in use: {0}").format(words))

    def show_offer(self, photos: int) -> None:
        """Offer tuning on so many confirmed photos, while nothing else needs the room; 0 takes the offer back."""
        self._offered = photos
        if photos:
            self.offer.show_photos(photos)
        self.offer.setVisible(photos > 0 and self._progress.isHidden())

    def show_progress(self, progress: Progress | None, *, working: bool, cancellable: bool, name: str = "") -> None:
        """Show what indexing does, without being in the way; the catalogue's ``name`` if it is not the one shown."""
        self._progress.setVisible(working)
        self.show_offer(self._offered)
        if not working:
            return
        known = progress is not None and progress.total > 0
        self._bar.setRange(0, progress.total if progress is not None and known else 0)
        self._bar.setValue(progress.done if progress is not None and known else 0)
        words = text.progress(progress) if progress is not None else self.tr("Starting the matching engine…")
        self._words.setText(text.join([name, words]) if name else words)
        self._words.setToolTip(self._words.text())
        self._cancel.setVisible(cancellable)

    def _progress_group(self) -> QWidget:
        self._progress = QWidget()
        self._words = OneLine()
        set_role(self._words, "role", "muted")
        self._words.setMinimumWidth(160)  # a narrow window cuts it short; the tooltip has all of it
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Indexing"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Stop here; what is done is kept"))
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(self.cancel_requested)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(column)
        row.addWidget(self._cancel)
        return self._progress

    def _tool(self, name: str, words: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setIconSize(QSize(20, 20))
        button.setText(words)
        if words:
            beside_text(button, 20)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button
