"""The pages of the tuning dialog but for the report: what will happen, how it goes, and what did not work."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.model import backbone
from stockmatch.core.progress import Progress, Stage
from stockmatch.core.tuning import LEAST_PRODUCTS, TuneStep
from stockmatch.ui import text
from stockmatch.ui.choices import body_text, button, fact, heading, help_text, page
from stockmatch.ui.curve import CurveWidget
from stockmatch.ui.icons import icon

_STEPS = 1000


def fill(holder: QWidget, content: QWidget) -> None:
    """Let the content take all of the holder."""
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)


def _bar(name: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setAccessibleName(name)
    bar.setRange(0, 0)
    return bar


def _show_in(bar: QProgressBar, now: Progress, words: str) -> None:
    bar.setRange(0, _STEPS if now.total else 0)
    bar.setValue(now.done * _STEPS // now.total if now.total else 0)
    bar.setAccessibleDescription(words)


class IntroPage(QWidget):
    """What tuning will do, before anything happens."""

    start_requested = Signal()
    close_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = heading("")
        self._what = body_text()
        self._short = body_text()
        self.start = button(self.tr("&Start tuning"), "primary", icon("tune", "accent_text"))
        self.start.clicked.connect(self.start_requested)
        close = button(self.tr("Close"))
        close.clicked.connect(self.close_requested)
        lead = help_text(self.tr("Tuning teaches the model the differences between the products of this catalogue."))
        answers = self.tr("It makes its own practice photos from the supplier's pictures. Nothing is asked of you.")
        confirmed = self.tr("From 30 confirmed photos on, it learns from those and is checked on them.")
        meanwhile = self.tr("You can go on matching meanwhile, and stop it at any time.")
        promise = self.tr("Nothing changes unless it proves better on a check and you choose to keep it.")
        content = page(
            self._title,
            lead,
            fact("search", self._what),
            fact("photo-add", body_text(answers)),
            fact("check", body_text(confirmed)),
            fact("play", body_text(meanwhile)),
            fact("check", body_text(promise)),
            self._short,
            buttons=(close, self.start),
        )
        fill(self, content)

    def show_catalogue(self, snapshot: Snapshot) -> None:
        """Say with which model and on how many products."""
        model = backbone(snapshot.backbone).title
        self._title.setText(self.tr("Tune {model} on this catalogue").format(model=model))
        words = self.tr("It works with {model} on {products} with {images}.")
        self._what.setText(
            words.format(
                model=model,
                products=text.products(len(snapshot.products)),
                images=text.images(snapshot.image_count),
            )
        )
        enough = len(snapshot.products) >= LEAST_PRODUCTS
        least = self.tr("Tuning needs at least {0} different products, or it cannot tell whether anything got better.")
        self._short.setText(least.format(LEAST_PRODUCTS))
        self._short.setVisible(not enough)
        self.start.setEnabled(enough)


class RunningPage(QWidget):
    """Live curves, the step, the time left, and Stop."""

    stop_requested = Signal()
    hide_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = help_text()
        self._bar = _bar(self.tr("Tuning"))
        self.curve = CurveWidget()
        self.stop = button(self.tr("S&top"), icon=icon("stop"))
        self.stop.clicked.connect(self._stop)
        self.background = button(self.tr("Continue in the &background"))
        self.background.clicked.connect(self.hide_requested)
        self._note = help_text()
        self._stage: Stage | None = None
        title = heading(self.tr("Tuning"))
        choices = (self.stop, self.background)
        content = page(title, self._line, self._bar, self.curve, self._note, buttons=choices, grows=self.curve)
        fill(self, content)

    def reset(self) -> None:
        """Begin with an empty curve."""
        self.curve.clear()
        self.stop.setEnabled(True)
        self._stage = None
        self._line.setText(self.tr("Getting ready …"))
        self._note.setText(self.tr("Stop ends early and still judges what was reached. Nothing changes by itself."))
        self._bar.setRange(0, 0)

    def show_progress(self, now: Progress) -> None:
        """Show where it stands; the detail may carry a step. A check that began can be stopped in its turn."""
        if now.stage is Stage.CHECKING and self._stage is not Stage.CHECKING:
            self.stop.setEnabled(True)
            self._note.setText(self.tr("Stop skips the rest of the check. What is not proven by then is not offered."))
        self._stage = now.stage
        if isinstance(now.detail, TuneStep):
            if now.detail.step == 0:
                self.curve.clear()
            self.curve.append(now.detail)
        words = text.progress(now)
        self._line.setText(words)
        _show_in(self._bar, now, words)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        judged = self.tr("Stopping after this step; then the check judges what was reached.")
        nothing = self.tr("Stopping. What is not proven yet is not offered.")
        self._note.setText(judged if self._stage is Stage.TUNING and len(self.curve.steps) > 1 else nothing)
        self.stop_requested.emit()


class WaitPage(QWidget):
    """Putting a version into service, which indexes the catalogue with it."""

    hide_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = help_text()
        self._bar = _bar(self.tr("Putting the model into service"))
        self.background = button(self.tr("Continue in the &background"))
        self.background.clicked.connect(self.hide_requested)
        about = self.tr("The catalogue is made ready for it. Until that is done, the model in use goes on serving.")
        title = heading(self.tr("Putting the model into service"))
        fill(self, page(title, body_text(about), self._bar, self._line, buttons=(self.background,)))

    def reset(self) -> None:
        """Begin anew."""
        self._line.setText(self.tr("Getting ready …"))
        self._bar.setRange(0, 0)

    def show_progress(self, now: Progress) -> None:
        """Show where it stands."""
        self._line.setText(text.progress(now))
        _show_in(self._bar, now, text.progress(now))


class FailurePage(QWidget):
    """Why it could not be done, or that it was stopped before anything was proven."""

    again_requested = Signal()
    close_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._message = body_text()
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        again = button(self.tr("&Back to the start"), icon=icon("retry"))
        again.clicked.connect(self.again_requested)
        self.close_button = button(self.tr("Close"), "primary")
        self.close_button.clicked.connect(self.close_requested)
        self._title = heading("")
        self._reason = fact("warning", self._message, "warn")
        about = body_text(self.tr("The model in service is unchanged."))
        fill(self, page(self._title, self._reason, about, buttons=(again, self.close_button)))

    def show_message(self, message: str) -> None:
        """Show why; an empty message means that it was stopped."""
        stopped = self.tr("Stopped before anything was proven")
        self._title.setText(self.tr("That did not work") if message else stopped)
        self._message.setText(message)
        self._reason.setVisible(bool(message))
