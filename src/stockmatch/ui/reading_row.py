"""How a table is read: where its images lie, its header, its sheet, its delimiter and its encoding."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLabel, QMenu, QWidget

from stockmatch.core.table import Reading, TablePreview
from stockmatch.ui.choices import button
from stockmatch.ui.icons import icon
from stockmatch.ui.theme import set_role

_ENCODINGS = ("utf-8", "utf-16", "cp1252", "big5", "gb18030", "shift_jis", "latin-1")
_DELIMITERS = (",", ";", "\t", "|")
_PATH_WIDTH = 300


class ReadingRow(QWidget):
    """Shows how a table was read and lets the person say otherwise.

    Signals:
        changed(Reading): read it so.
        images_chosen(str): its images are in this folder or zip file.
    """

    changed = Signal(object)
    images_chosen = Signal(str)

    def __init__(self, source: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start = str(Path(source).parent)
        self._preview: TablePreview | None = None
        self._images = QLabel()
        self._images.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._images, "role", "muted")
        change = button(self.tr("&Images from"), icon=icon("folder-open"))
        menu = QMenu(change)
        menu.addAction(self.tr("A folder…")).triggered.connect(self._ask_folder)
        menu.addAction(self.tr("A zip file…")).triggered.connect(self._ask_zip)
        change.setMenu(menu)
        self.header = QCheckBox(self.tr("The &first row names the columns"))
        self.header.clicked.connect(self._on_changed)
        self.delimiter = self._combo(self.tr("Cells are divided by"))
        self.encoding = self._combo(self.tr("Letters are in"))
        self.sheet = self._combo(self.tr("Sheet"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(change)
        row.addWidget(self._images, 1)
        for widget in (self.header, self.sheet, self.delimiter, self.encoding):
            row.addWidget(widget)

    def show_preview(self, preview: TablePreview) -> None:
        """Show how a table was read."""
        self._preview = preview
        table = preview.table
        metrics = self._images.fontMetrics()
        self._images.setText(metrics.elidedText(preview.images, Qt.TextElideMode.ElideMiddle, _PATH_WIDTH))
        self._images.setToolTip(preview.images)
        self.header.setChecked(bool(table.header))
        words = {",": self.tr("Comma"), ";": self.tr("Semicolon"), "\t": self.tr("Tab"), "|": self.tr("Bar |")}
        _fill(
            self.delimiter, {sign: words.get(sign, sign) for sign in (*_DELIMITERS, table.delimiter)}, table.delimiter
        )
        _fill(self.encoding, {name: name for name in (*_ENCODINGS, table.encoding)}, table.encoding)
        _fill(self.sheet, {name: name for name in (*table.sheets, table.sheet)}, table.sheet)

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.activated.connect(self._on_changed)
        return combo

    @Slot()
    def _on_changed(self) -> None:
        """What the person changed is told; the rest stays for Stockmatch to find out."""
        if self._preview is None:
            return
        table, former = self._preview.table, self._preview.plan.reading

        def chosen(combo: QComboBox, shown: str, before: str | None) -> str | None:
            value = str(combo.currentData() or "")
            return value if value != shown else before

        header = self.header.isChecked()
        reading = Reading(
            header if header != bool(table.header) else former.header,
            chosen(self.delimiter, table.delimiter, former.delimiter),
            chosen(self.encoding, table.encoding, former.encoding),
            chosen(self.sheet, table.sheet, former.sheet),
        )
        self.changed.emit(reading)

    @Slot()
    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where are the table's images?"), self._start)
        if folder:
            self.images_chosen.emit(folder)

    @Slot()
    def _ask_zip(self) -> None:
        title = self.tr("Where are the table's images?")
        path, _ = QFileDialog.getOpenFileName(self, title, self._start, "Zip (*.zip)")
        if path:
            self.images_chosen.emit(path)


def _fill(combo: QComboBox, items: dict[str, str], chosen: str) -> None:
    """Show a choice; nothing where there is none to make."""
    combo.clear()
    for value, words in items.items():
        if value:
            combo.addItem(words, value)
    combo.setCurrentIndex(combo.findData(chosen))
    combo.setVisible(bool(chosen) and combo.count() > 1)
