"""The page of the tuning dialog that says what came of it, and asks whether to keep it."""

from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.tuning import TuneMethod, TuneReport
from stockmatch.ui import text
from stockmatch.ui.choices import Segments, body_text, button, heading, help_text, page
from stockmatch.ui.curve import CurveWidget
from stockmatch.ui.error_bars import ErrorBars
from stockmatch.ui.icons import icon
from stockmatch.ui.language import told
from stockmatch.ui.own_photos_view import OwnPhotosView
from stockmatch.ui.thumbnails import Thumbnails
from stockmatch.ui.tuning_pages import fill


class Proof(StrEnum):
    """What is shown below the figures of the check."""

    OWN = "own"
    CURVE = "curve"


class ReportPage(QWidget):
    """Before and after on the check, and the decision; a model that is not better cannot be kept from here."""

    keep_requested = Signal(int)
    discard_requested = Signal(int)
    close_requested = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._shown: TuneReport | None = None
        self._title = heading("")
        self._reason = body_text()
        self._bars = ErrorBars()
        self._basis = help_text()
        self._tuned_on = help_text()
        self.curve = CurveWidget()
        self.own = OwnPhotosView(thumbnails)
        self.proof: Segments[Proof] = Segments(
            self.tr("Shown below"),
            ((Proof.OWN, self.tr("Your photos")), (Proof.CURVE, self.tr("Course of the tuning"))),
        )
        self.proof.chosen.connect(self._show_proof)
        self._proofs = QStackedWidget()
        for shown in (self.own, self.curve):
            self._proofs.addWidget(shown)
        self.keep = button(self.tr("&Keep"), "primary", icon("check", "accent_text"))
        self.keep.clicked.connect(self._keep)
        self.discard = button(self.tr("&Discard"))
        self.discard.clicked.connect(self._discard)
        self.close_button = button(self.tr("Close"), "primary")
        self.close_button.clicked.connect(self.close_requested)
        choices = (self.discard, self.keep, self.close_button)
        said = (self._title, self._reason, self._bars, self._basis, self._tuned_on, self.proof, self._proofs)
        fill(self, page(*said, buttons=choices, grows=self._proofs))

    def show_report(self, report: TuneReport, now: Snapshot | None) -> bool:
        """Show a report; returns whether there is something to keep.

        Args:
            report: what tuning found.
            now: the catalogue in service, which may be another one by now, or have changed.
        """
        keepable = report.better and report.version is not None and report.after.top1_error <= report.before.top1_error
        self._shown = report
        self._title.setText(self.tr("The tuned model is better") if keepable else self.tr("The model stays as it was"))
        self._reason.setText(told(report.reason))
        self._bars.show_figures(report.before, report.after)
        self._basis.setText(self._basis_words(report))
        self.show_catalogue(now)
        self.curve.set_steps(report.steps, report.chosen_step if keepable else None)
        own = report.own if keepable else None
        if own is not None:
            self.own.show_photos(own)
        self.proof.setVisible(own is not None)
        self.proof.set_value(Proof.CURVE if own is None else Proof.OWN)
        self._show_proof(self.proof.value)
        self.keep.setVisible(keepable)
        self.discard.setVisible(keepable)
        self.close_button.setVisible(not keepable)
        return keepable

    def show_catalogue(self, now: Snapshot | None) -> None:
        """Say which state of which catalogue was tuned on, beside the one that is in service now."""
        report = self._shown
        if report is None:
            return
        words = self.tr("Tuned on version {version} of “{catalogue}”.")
        parts = [words.format(version=text.number(report.catalogue_version), catalogue=report.catalogue)]
        if now is not None and now.catalogue_id != report.catalogue_id:
            parts.append(self.tr("Another catalogue is open now; keeping it counts for the one it was tuned on."))
        elif now is not None and now.version != report.catalogue_version:
            changed = self.tr("The catalogue has changed since: it is at version {version} now.")
            parts.append(changed.format(version=text.number(now.version)))
        self._tuned_on.setText(" ".join(parts))

    def _basis_words(self, report: TuneReport) -> str:
        words = self.tr(
            "Checked on {photos} made for the check, which chose nothing; {products} took part. Time: {time}."
        )
        photos = text.pseudo_photos(report.check_photos)
        if report.method is TuneMethod.PARTS:
            words = self.tr(
                "Checked on {photos} you confirmed, of products that taught and chose nothing; {products} took part. "
                "Time: {time}."
            )
            photos = text.photos(report.check_photos)
        basis = words.format(
            photos=photos,
            products=text.products(report.products),
            time=text.duration(report.seconds),
        )
        return self.tr("You stopped it early. {basis}").format(basis=basis) if report.stopped else basis

    @Slot(object)
    def _show_proof(self, which: Proof) -> None:
        self._proofs.setCurrentWidget(self.own if which is Proof.OWN else self.curve)

    @Slot()
    def _keep(self) -> None:
        if self._shown is not None and self._shown.version is not None:
            self.keep_requested.emit(self._shown.version)

    @Slot()
    def _discard(self) -> None:
        if self._shown is not None and self._shown.version is not None:
            self.discard_requested.emit(self._shown.version)
