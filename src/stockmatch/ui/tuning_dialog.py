"""The dialog of tuning: start, watch, judge, keep or discard, and go back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.progress import Progress
from stockmatch.core.tuning import ModelVersion, TuneReport
from stockmatch.ui.choices import fit
from stockmatch.ui.language import spoken
from stockmatch.ui.thumbnails import Thumbnails
from stockmatch.ui.tuning_pages import FailurePage, IntroPage, RunningPage, WaitPage
from stockmatch.ui.tuning_report import ReportPage
from stockmatch.ui.version_list import VersionList


class TuningDialog(QDialog):
    """Stands beside the window while tuning runs. Closing it only hides it: work goes on, a report waits.

    Attributes:
        language: that of its words.
        versions: the list beside the pages.

    Signals:
        start_requested(), stop_requested()
        keep_requested(int), discard_requested(int): a proposed version; never sent for one that is not better.
        use_version_requested(int): go to another kept version; 0 is the untuned model.
    """

    start_requested = Signal()
    stop_requested = Signal()
    keep_requested = Signal(int)
    discard_requested = Signal(int)
    use_version_requested = Signal(int)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tune on catalog"))
        self.setModal(False)
        self.language = spoken()
        self._snapshot: Snapshot | None = None
        self._undecided = self._opening = False
        self._intro, self._running, self._report = IntroPage(), RunningPage(), ReportPage(thumbnails)
        self._wait, self._failure = WaitPage(), FailurePage()
        self._pages = QStackedWidget()
        for shown in (self._intro, self._running, self._report, self._wait, self._failure):
            self._pages.addWidget(shown)
        self.versions = VersionList()
        self.versions.setFixedWidth(max(250, 17 * self.fontMetrics().height()))
        divider = QFrame()
        divider.setProperty("role", "divider")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 20, 18)
        row.setSpacing(20)
        row.addWidget(self._pages, 1)
        row.addWidget(divider)
        row.addWidget(self.versions)
        self._connect()
        fit(self, 880, 680)

    @property
    def idle(self) -> bool:
        """Whether nothing runs and nothing waits for an answer."""
        return not self.busy and not self._undecided

    @property
    def busy(self) -> bool:
        """Whether tuning runs or a version is being put into service."""
        return self._pages.currentWidget() in (self._running, self._wait)

    def begin(self, snapshot: Snapshot) -> None:
        """Get ready for a catalogue; ends *saving*, but leaves a running tuning and an undecided report alone."""
        self._snapshot = snapshot
        self._intro.show_catalogue(snapshot)
        self._report.show_catalogue(snapshot)
        if self._pages.currentWidget() is not self._running and not self._undecided:
            self._go_to(self._intro, self._intro.start)

    def show_progress(self, now: Progress) -> None:
        """Show where tuning, or putting a version into service, stands."""
        if self._pages.currentWidget() is self._wait:
            self._wait.show_progress(now)
            return
        if self._pages.currentWidget() is not self._running:
            self._running.reset()
            self._go_to(self._running, self._running.background)
        self._running.show_progress(now)

    def show_report(self, report: TuneReport) -> None:
        """Show what tuning found. Keep is there only for a model that the check found better."""
        self._undecided = self._report.show_report(report, self._snapshot)
        self._go_to(self._report, self._report.keep if self._undecided else self._report.close_button)

    def show_failure(self, message: str) -> None:
        """Show why tuning, or putting a version into service, did not work.

        Args:
            message: for the person; empty if it was stopped before there was anything to judge.
        """
        self._undecided = False
        self._failure.show_message(message)
        self._go_to(self._failure, self._failure.close_button)

    def show_saving(self) -> None:
        """Show that a version is being put into service; ``begin`` or ``show_failure`` ends it."""
        self._undecided = False
        self._wait.reset()
        self._go_to(self._wait, self._wait.background)

    def set_opening(self, opening: bool) -> None:
        """While another catalogue is opened no version can be chosen: its list is about to take this one's place."""
        self._opening = opening
        self._let_use()

    def set_versions(self, versions: tuple[ModelVersion, ...]) -> None:
        """Show the versions of the model in service."""
        self.versions.set_versions(versions)

    def reject(self) -> None:
        """Esc and the close button hide the dialog; nothing is stopped, kept or discarded by that."""
        self.hide()

    def _connect(self) -> None:
        self._intro.start_requested.connect(self._start)
        self._running.stop_requested.connect(self.stop_requested)
        self._report.keep_requested.connect(self._keep)
        self._report.discard_requested.connect(self._discard)
        self._failure.again_requested.connect(self._to_intro)
        self.versions.use_requested.connect(self._use)
        for closing in (
            self._intro.close_requested,
            self._running.hide_requested,
            self._wait.hide_requested,
            self._failure.close_requested,
        ):
            closing.connect(self.hide)
        self._report.close_requested.connect(self._close_report)

    def _go_to(self, shown: QWidget, focus: QPushButton) -> None:
        self._pages.setCurrentWidget(shown)
        for choice in self._pages.findChildren(QPushButton):
            choice.setDefault(choice is focus)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._let_use()

    def _let_use(self) -> None:
        self.versions.set_usable(not self.busy and not self._undecided and not self._opening)

    def _to_intro(self) -> None:
        self._undecided = False
        self._go_to(self._intro, self._intro.start)

    def _start(self) -> None:
        self._running.reset()
        self._go_to(self._running, self._running.background)
        self.start_requested.emit()

    def _keep(self, version: int) -> None:
        self.show_saving()
        self.keep_requested.emit(version)

    def _discard(self, version: int) -> None:
        self._to_intro()
        self.discard_requested.emit(version)

    def _use(self, version: int) -> None:
        self.show_saving()
        self.use_version_requested.emit(version)

    def _close_report(self) -> None:
        self._to_intro()
        self.hide()
