"""Getting a backbone's pretrained weights: the offer, the download, and the three ways on where it fails."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from stockmatch.core.model import RECOMMENDED, Backbone, backbone
from stockmatch.core.progress import Progress, Stage
from stockmatch.ui import text, words
from stockmatch.ui.choices import body_text, button, fact, fit, heading, help_text, page
from stockmatch.ui.icons import icon
from stockmatch.ui.language import told
from stockmatch.ui.weights_file import ask_for_weights_file

_STEPS = 1000


class WeightsDialog(QDialog):
    """One dialog from the offer to the end of the download; nothing is fetched before the person asks for it.

    Its owner closes it with ``accept`` once the weights are there, or calls ``show_failure``.
    Closing the offer by Esc decides nothing.

    Signals:
        download_requested(str): a backbone's id; also sent by *Try again*.
        cancel_requested(): stop the download, or the check of a file.
        file_chosen(str, str): a backbone's id and the weights file the person picked for it.
        classic_chosen(): go on with Classic.
    """

    download_requested = Signal(str)
    cancel_requested = Signal()
    file_chosen = Signal(str, str)
    classic_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Model weights"))
        self._backbone = backbone(RECOMMENDED)
        self._pages = QStackedWidget()
        self._offer_page = self._build_offer()
        self._progress_page = self._build_progress()
        self._failure_page = self._build_failure()
        for shown in (self._offer_page, self._progress_page, self._failure_page):
            self._pages.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.addWidget(self._pages)
        fit(self, 560, 240)

    def offer(self, offered: Backbone) -> None:
        """Show what a backbone brings, what it costs, and the three ways on."""
        self._backbone = offered
        self._offer_title.setText(self.tr("Better matches with {model}").format(model=offered.title))
        self._offer_about.setText(told(offered.about))
        size = text.download_size(offered.download_mb)
        self._offer_size.setText(self.tr("One download of {size}, kept on this machine.").format(size=size))
        self._offer_terms.setText(words.terms_words(offered))
        self._terms_fact.setVisible(bool(offered.terms))
        self._download.setText(self.tr("&Download {size}").format(size=size))
        self._go_to(self._offer_page, self._download)

    def show_progress(self, now: Progress) -> None:
        """Show how far the download is."""
        title = self.tr("Downloading {model}") if now.stage is Stage.DOWNLOADING else self.tr("Preparing {model}")
        self._progress_title.setText(title.format(model=self._backbone.title))
        self._bar.setRange(0, _STEPS if now.total else 0)
        self._bar.setValue(now.done * _STEPS // now.total if now.total else 0)
        self._bar.setAccessibleDescription(text.progress(now))
        amount = self.tr("{done} of {total}").format(done=text.megabytes(now.done), total=text.megabytes(now.total))
        parts = [] if now.stage is Stage.DOWNLOADING else [text.stage(now.stage)]
        if now.stage is Stage.DOWNLOADING:
            parts.append(amount if now.total else text.megabytes(now.done))
            if now.per_second is not None:
                parts.append(text.rate_in_bytes(now.per_second))
        self._amount.setText(text.join(parts))
        self._left.setText(text.time_left(now.seconds_left) if now.seconds_left is not None else "")
        self._cancel.show()
        if self._pages.currentWidget() is not self._progress_page:
            self._go_to(self._progress_page, self._cancel)

    def show_failure(self, message: str) -> None:
        """Show why it did not work, and the three ways on."""
        self._failure_title.setText(self.tr("No weights for {model} yet").format(model=self._backbone.title))
        self._failure_text.setText(message)
        self._go_to(self._failure_page, self._retry)

    def reject(self) -> None:
        """Esc or the window's close button; while a download or a check runs, they cancel it."""
        if self._pages.currentWidget() is self._progress_page:
            self.cancel_requested.emit()
        super().reject()

    def _go_to(self, shown: QWidget, focus: QWidget) -> None:
        self._pages.setCurrentWidget(shown)
        for choice in (self._download, self._retry):
            choice.setDefault(choice is focus)
        focus.setFocus()

    def _build_offer(self) -> QWidget:
        self._offer_title = heading("")
        self._offer_about = body_text()
        self._offer_size = body_text()
        self._download = button("", "primary")
        self._download.clicked.connect(self._start)
        classic, choose = self._classic_button(), self._file_button()
        self._offer_terms = body_text()
        self._terms_fact = fact("info", self._offer_terms)
        facts = (
            ("check", self._offer_about),
            ("check", self._offer_size),
            ("check", body_text(self.tr("Afterwards it works without a network. Photos never leave this machine."))),
        )
        lead = help_text(self.tr("Stockmatch already works with Classic. You can change the model later in Settings."))
        shown = (*(fact(*each) for each in facts), self._terms_fact)
        return page(self._offer_title, lead, *shown, buttons=(classic, choose, self._download))

    def _build_progress(self) -> QWidget:
        self._progress_title = heading("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Download"))
        self._amount = help_text()
        self._left = help_text()
        self._left.setAlignment(Qt.AlignmentFlag.AlignRight)
        figures = QWidget()
        row = QHBoxLayout(figures)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._amount, 1)
        row.addWidget(self._left, 1)
        about = help_text(self.tr("You can go on matching with the present model meanwhile."))
        self._cancel = button(self.tr("Cancel the download"), icon=icon("stop"))
        self._cancel.clicked.connect(self.reject)
        return page(self._progress_title, about, self._bar, figures, buttons=(self._cancel,))

    def _build_failure(self) -> QWidget:
        self._failure_title = heading("")
        self._failure_text = body_text()
        self._failure_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._retry = button(self.tr("&Try again"), "primary", icon("retry", "accent_text"))
        self._retry.clicked.connect(self._start)
        lead = help_text(self.tr("Nothing is lost: matching goes on with the model in use."))
        return page(
            self._failure_title,
            fact("warning", self._failure_text, "warn"),
            lead,
            buttons=(self._classic_button(), self._file_button(), self._retry),
        )

    def _classic_button(self) -> QWidget:
        made = button(self.tr("Continue with &Classic"))
        made.clicked.connect(self._continue_with_classic)
        return made

    def _file_button(self) -> QWidget:
        made = button(self.tr("Choose a &weights file…"))
        made.clicked.connect(self._pick_file)
        return made

    def _start(self) -> None:
        self.show_progress(Progress(Stage.DOWNLOADING))
        self.download_requested.emit(self._backbone.id)

    def _pick_file(self) -> None:
        path = ask_for_weights_file(self, self._backbone.id)
        if path is not None:
            self._show_checking(Path(path).name)
            self.file_chosen.emit(self._backbone.id, path)

    def _show_checking(self, file: str) -> None:
        self._progress_title.setText(self.tr("Checking {file}").format(file=file))
        self._bar.setRange(0, 0)
        self._amount.clear()
        self._left.clear()
        self._cancel.hide()
        self._go_to(self._progress_page, self._cancel)

    def _continue_with_classic(self) -> None:
        self.accept()
        self.classic_chosen.emit()
