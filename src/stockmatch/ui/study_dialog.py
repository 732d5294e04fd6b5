"""The dialog of a study: choose the answers, watch, read the report."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from stockmatch.core.progress import Progress
from stockmatch.core.study import StudyResult
from stockmatch.ui import text
from stockmatch.ui.choices import Segments, body_text, button, fit, heading, help_text, page
from stockmatch.ui.icons import icon
from stockmatch.ui.language import spoken, told
from stockmatch.ui.save_path import ask_save_path
from stockmatch.ui.study_desk import Effort


class StudyDialog(QDialog):
    """Stands beside the window while a study runs. Closing it only hides it.

    Attributes:
        language: that of its words.

    Signals:
        start_requested(str, object, object): the file of right answers, the folder of weights or None, the effort.
        stop_requested()
        save_requested(str, str): the report and where a copy of it goes.
    """

    start_requested = Signal(str, object, object)
    stop_requested = Signal()
    save_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Study report"))
        self.setModal(False)
        self.language = spoken()
        self._answers = ""
        self._weights: str | None = None
        self._report = ""
        self._pages = QStackedWidget()
        self._intro, self._running, self._reading = self._make_intro(), self._make_running(), self._make_reading()
        for shown in (self._intro, self._running, self._reading):
            self._pages.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 20, 18)
        column.addWidget(self._pages)
        fit(self, 1000, 700)
        self._show_choices()

    @property
    def idle(self) -> bool:
        """Whether nothing runs and no report is shown."""
        return self._pages.currentWidget() is self._intro

    def begin(self, catalogue: str) -> None:
        """Get ready for a catalogue by its name; a running study and a report stay."""
        self._title.setText(self.tr("Compare models on {0}").format(catalogue))

    def choose_answers(self, path: str) -> None:
        """Take a file of right answers."""
        self._answers = path
        self._show_choices()

    def choose_weights(self, folder: str) -> None:
        """Take a folder of weights files."""
        self._weights = folder
        self._show_choices()

    def show_progress(self, now: Progress) -> None:
        """Show where the study stands."""
        self._pages.setCurrentWidget(self._running)
        words = [text.progress(now), *([told(now.detail)] if isinstance(now.detail, str) else [])]
        self._line.setText(text.join(words))
        self._bar.setRange(0, now.total)
        self._bar.setValue(now.done)
        self._bar.setAccessibleDescription(self._line.text())

    def show_report(self, result: StudyResult, html: str) -> None:
        """Show the finished report."""
        self._report = result.report
        self.reader.setHtml(html)
        self._saved.clear()
        self._go_to(self._reading, self._browser)

    def show_failure(self, message: str) -> None:
        """Go back to the choices and say what was wrong; empty if it was stopped."""
        stopped = self.tr("Stopped. What is finished is kept: start again to go on from there.")
        self._message.setText(message or stopped)
        self._message.show()
        self._go_to(self._intro, self.start)

    def show_saved(self, message: str) -> None:
        """Say whether a copy was saved."""
        self._saved.setText(message)

    def reject(self) -> None:
        """Esc and the close button hide the dialog; a study goes on."""
        self.hide()

    def _go_to(self, shown: QWidget, focus: QPushButton) -> None:
        self._pages.setCurrentWidget(shown)
        focus.setDefault(True)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_intro(self) -> QWidget:
        self._title = heading(self.tr("Compare models"))
        self._message = body_text()
        self._message.hide()
        self._answers_line, self._weights_line = help_text(), help_text()
        self._choose_answers = button(self.tr("Choose &answers…"), icon=icon("folder-open"))
        self._choose_answers.clicked.connect(self._ask_answers)
        self._choose_weights = button(self.tr("Choose &weights folder…"), icon=icon("folder-open"))
        self._choose_weights.clicked.connect(self._ask_weights)
        self.effort: Segments[Effort] = Segments(
            self.tr("How much"),
            [(Effort.QUICK, self.tr("A quick look")), (Effort.WHOLE, self.tr("The whole study"))],
        )
        self.start = button(self.tr("&Start"), "primary")
        self.start.clicked.connect(self._start)
        close = button(self.tr("Close"))
        close.clicked.connect(self.hide)
        about = self.tr(
            "Photos whose product is known tell which model finds it most often, what tuning does to each, and what of "
            "that is chance. Nothing in the catalogue changes, and matching goes on meanwhile."
        )
        length = self.tr("The whole study trains each model dozens of times: hours without a graphics card.")
        return page(
            self._title,
            body_text(about),
            _row(self._choose_answers, self._answers_line),
            _row(self._choose_weights, self._weights_line),
            self.effort,
            help_text(length),
            self._message,
            buttons=(close, self.start),
        )

    def _make_running(self) -> QWidget:
        self._line = help_text()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Studying"))
        self.stop = button(self.tr("S&top"), icon=icon("stop"))
        self.stop.clicked.connect(self._stop)
        hide = button(self.tr("Continue in the &background"))
        hide.clicked.connect(self.hide)
        note = help_text(self.tr("Stop ends after the step under way. What is finished is kept."))
        return page(heading(self.tr("Studying")), self._line, self._bar, note, buttons=(self.stop, hide))

    def _make_reading(self) -> QWidget:
        self.reader = QTextBrowser()
        self.reader.setAccessibleName(self.tr("Report"))
        self.reader.setStyleSheet("background: white; color: #20242a;")  # its figures are drawn on white
        self._saved = help_text()
        again = button(self.tr("&New study"))
        again.clicked.connect(self._again)
        save = button(self.tr("Sa&ve as…"), icon=icon("export"))
        save.clicked.connect(self._save)
        self._browser = button(self.tr("Open in &browser"), "primary")
        self._browser.clicked.connect(self._open)
        return page(self.reader, self._saved, buttons=(again, save, self._browser), grows=self.reader)

    def _show_choices(self) -> None:
        self._answers_line.setText(
            self._answers or self.tr("A CSV file that names for each photo its catalogue image, one pair a line.")
        )
        self._weights_line.setText(self._weights or self.tr("Optional. Else the weights that were downloaded."))
        self.start.setEnabled(bool(self._answers))

    @Slot()
    def _ask_answers(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose the right answers"), "", "CSV (*.csv)")
        if path:
            self.choose_answers(path)

    @Slot()
    def _ask_weights(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder of weights files"))
        if folder:
            self.choose_weights(folder)

    @Slot()
    def _start(self) -> None:
        self._message.hide()
        self.stop.setEnabled(True)
        self._line.setText(self.tr("Getting ready …"))
        self._bar.setRange(0, 0)
        self._go_to(self._running, self.stop)
        self.start_requested.emit(self._answers, self._weights, self.effort.value)

    @Slot()
    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop_requested.emit()

    @Slot()
    def _again(self) -> None:
        self._go_to(self._intro, self.start)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._report))

    @Slot()
    def _save(self) -> None:
        home = str(Path.home() / "study.html")
        path = ask_save_path(self, self.tr("Save the report"), home, "HTML (*.html)", [".html", ".htm"])
        if path:
            self.save_requested.emit(self._report, path)


def _row(choose: QPushButton, chosen: QLabel) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(choose)
    row.addWidget(chosen, 1)
    return holder
