"""What the person sees of a bug: plain words first, the details for whoever mends it."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from stockmatch import __version__
from stockmatch.ui.choices import body_text, button, fit, heading, help_text, mark


class CrashDialog(QDialog):
    """Says that something went wrong and nothing was lost, and lets the details be copied."""

    def __init__(self, traceback_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self._report = self.tr("Stockmatch {version}").format(version=__version__) + "\n" + traceback_text
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(mark("warning", "warn", 24))
        title.addWidget(heading(self.tr("Something went wrong in Stockmatch")), 1)
        self._details = QPlainTextEdit(self._report)
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setTabChangesFocus(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setAccessibleName(self.tr("Details"))
        self._details.hide()
        self._copy = button(self.tr("&Copy details"))
        self._copy.clicked.connect(self._copy_details)
        self._toggle = button(self.tr("Show &details"), "link")
        self._toggle.clicked.connect(self._show_details)
        close = button(self.tr("Go on"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._toggle)
        row.addStretch(1)
        row.addWidget(self._copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addLayout(title)
        column.addWidget(body_text(self.tr("Nothing was lost: every decision is saved the moment you make it.")))
        about = self.tr(
            "You can go on working. If it happens again, send the details to whoever looks after Stockmatch."
        )
        column.addWidget(help_text(about))
        column.addWidget(self._details, 1)
        column.addLayout(row)
        fit(self, 560, 170)
        close.setFocus()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(self.tr("Copied"))

    def _show_details(self) -> None:
        self._toggle.hide()
        self._details.show()
        self.resize(self.width(), self.height() + 18 * self.fontMetrics().height())
        self._details.setFocus()
