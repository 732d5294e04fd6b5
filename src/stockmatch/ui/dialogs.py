"""When which dialog opens, and what its answers do."""

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from stockmatch.core.catalogue import Preview, Snapshot
from stockmatch.core.errors import WeightsMissing
from stockmatch.core.evidence import Explanation
from stockmatch.core.model import backbone
from stockmatch.core.progress import Progress
from stockmatch.core.ranking import Candidate
from stockmatch.core.table import TABLE_SUFFIXES, ZIP_SUFFIX
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.crash_dialog import CrashDialog
from stockmatch.ui.export_view import ExportView
from stockmatch.ui.import_view import ImportView
from stockmatch.ui.language import spoken, told
from stockmatch.ui.session import Session
from stockmatch.ui.study_desk import Effort

if TYPE_CHECKING:
    from stockmatch.ui.catalogue_dialog import CatalogueDialog
    from stockmatch.ui.main_window import MainWindow
    from stockmatch.ui.study_dialog import StudyDialog
    from stockmatch.ui.tuning_dialog import TuningDialog
    from stockmatch.ui.weights_dialog import WeightsDialog
    from stockmatch.ui.why_dialog import WhyDialog

_log = logging.getLogger(__name__)


class Dialogs(QObject):
    """Owns the window's dialogs; none of them blocks."""

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.imports = ImportView(session, window)
        self.exports = ExportView(session, window)
        self.review: CatalogueDialog | None = None
        self.weights: WeightsDialog | None = None
        self.tuning: TuningDialog | None = None
        self.study: StudyDialog | None = None
        self.crash: CrashDialog | None = None
        self.why: WhyDialog | None = None
        catalogue, models = session.catalogue, session.models
        catalogue.review_needed.connect(self._on_review)
        catalogue.weights_missing.connect(self._on_weights_missing)
        catalogue.in_service.connect(self._on_in_service)
        catalogue.changed.connect(self._on_catalogue_changed)
        catalogue.failed.connect(self._on_catalogue_failed)
        models.downloading.connect(self._on_downloading)
        models.download_failed.connect(self._on_weights_failed)
        models.downloaded.connect(self._on_weights_there)
        models.file_accepted.connect(self._on_weights_there)
        models.file_refused.connect(self._on_file_refused)
        models.tuning_progressed.connect(self._on_tuning_progress)
        models.tuned.connect(self._on_tuned)
        models.tuning_failed.connect(self._on_tuning_failed)
        models.versions_known.connect(self._on_versions)
        session.crashed.connect(self.show_crash)
        session.why.explained.connect(self._on_explained)
        session.why.failed.connect(self._on_why_failed)
        self.attach()

    def attach(self) -> None:
        """Take the window's parts up; they are made anew in another language."""
        top = self._window.top
        self._window.work.why_requested.connect(self.show_why)
        top.tune_requested.connect(self.open_tuning)
        top.study_requested.connect(self.open_study)
        top.problems_requested.connect(self.show_problems)
        top.products_requested.connect(self.show_products)

    def close(self) -> None:
        """Close whatever is open, as the window closes."""
        for dialog in (
            self.review,
            self.imports.dialog,
            self.exports.dialog,
            self.weights,
            self.tuning,
            self.study,
            self.crash,
            self.why,
        ):
            if dialog is not None:
                dialog.blockSignals(True)
                dialog.close()

    @Slot()
    def locate(self) -> None:
        """Ask where the catalogue's folder, zip file or table has gone."""
        suffix = Path(self._session.catalogue.source or "").suffix
        title = self.tr("Where is the catalogue now?")
        if suffix.lower() in TABLE_SUFFIXES | {ZIP_SUFFIX}:
            found, _ = QFileDialog.getOpenFileName(self._window, title, "", f"*{suffix}")
        else:
            found = QFileDialog.getExistingDirectory(self._window, title)
        if found:
            self._session.relocate(found)

    @Slot()
    def show_problems(self) -> None:
        """List what was skipped."""
        snapshot = self._session.catalogue.snapshot
        if snapshot is not None:
            from stockmatch.ui.catalogue_dialog import ProblemsDialog  # noqa: PLC0415 - loaded when opened

            dialog = ProblemsDialog(snapshot.problems, snapshot.duplicates, self._window)
            dialog.save_requested.connect(self._session.save_table)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    @Slot()
    def show_products(self) -> None:
        """List the catalogue's products, those without an image too."""
        snapshot = self._session.catalogue.snapshot
        if snapshot is not None:
            from stockmatch.ui.products_dialog import ProductsDialog  # noqa: PLC0415 - loaded when opened

            dialog = ProductsDialog(snapshot, self._window)
            dialog.save_requested.connect(self._session.save_table)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def offer(self, backbone_id: str) -> None:
        """Show what a backbone brings and costs, with the three ways on."""
        from stockmatch.ui.weights_dialog import WeightsDialog  # noqa: PLC0415 - loaded when opened

        dialog = WeightsDialog(self._window)
        dialog.download_requested.connect(self._session.models.download)
        dialog.cancel_requested.connect(self._session.models.cancel_weights)
        dialog.file_chosen.connect(self._session.models.check_file)
        dialog.classic_chosen.connect(self._on_classic)
        dialog.rejected.connect(self._on_weights_dismissed)
        dialog.finished.connect(self._on_weights_finished)
        self.weights = dialog
        dialog.offer(backbone(backbone_id))
        dialog.open()

    @Slot()
    def open_tuning(self) -> None:
        """Show the tuning dialog, a new one or the one that is running."""
        snapshot = self._session.catalogue.snapshot
        if snapshot is None:
            return
        models = self._session.models
        if self.tuning is not None and self.tuning.idle and self._outdated(self.tuning):
            self.tuning.deleteLater()
            self.tuning = None
        if self.tuning is None:
            from stockmatch.ui.tuning_dialog import TuningDialog  # noqa: PLC0415 - loaded when opened
            from stockmatch.ui.version_flow import VersionFlow  # noqa: PLC0415

            self.tuning = TuningDialog(self._session.thumbnails, self._window)
            VersionFlow(self._session, self.tuning)
            self.tuning.start_requested.connect(models.tune)
            self.tuning.stop_requested.connect(models.stop_tuning)
            self.tuning.keep_requested.connect(models.keep)
            self.tuning.discard_requested.connect(models.discard)
            self.tuning.use_version_requested.connect(models.use_version)
            self.tuning.set_opening(self._session.catalogue.opening is not None)
        if not self.tuning.busy and not self.tuning.isVisible():
            self.tuning.begin(snapshot)
            self.tuning.set_versions(self._window.catalogue_view.versions)
        self.tuning.show()
        self.tuning.raise_()
        self.tuning.activateWindow()

    @Slot()
    def open_study(self) -> None:
        """Show the study dialog, a new one or the one that is running."""
        snapshot, desk = self._session.catalogue.snapshot, self._session.studies
        if snapshot is None:
            return
        if self.study is not None and self.study.idle and self._outdated(self.study):
            self.study.deleteLater()
            self.study = None
        if self.study is None:
            from stockmatch.ui.study_dialog import StudyDialog  # noqa: PLC0415 - loaded when opened

            self.study = StudyDialog(self._window)
            self.study.start_requested.connect(self._start_study)
            self.study.stop_requested.connect(desk.stop)
            self.study.save_requested.connect(desk.save)
            desk.progressed.connect(self.study.show_progress)
            desk.finished.connect(self.study.show_report)
            desk.failed.connect(self.study.show_failure)
            desk.saved.connect(self._on_study_saved)
            desk.save_failed.connect(self.study.show_saved)
        self.study.begin(snapshot.name)
        self.study.show()
        self.study.raise_()
        self.study.activateWindow()

    def _outdated(self, dialog: "TuningDialog | StudyDialog") -> bool:
        """Whether a dialog that is kept between two showings says things in a former language."""
        return not dialog.isVisible() and dialog.language is not spoken()

    @Slot(str, object, object)
    def _start_study(self, answers: str, weights: str | None, effort: Effort) -> None:
        snapshot = self._session.catalogue.snapshot
        if snapshot is not None:
            self._session.studies.begin(snapshot, answers, weights, effort, self._session.settings.device)

    @Slot(str)
    def _on_study_saved(self, path: str) -> None:
        if self.study is not None:
            self.study.show_saved(self.tr("Saved as {0}").format(path))

    @Slot(object)
    def show_why(self, candidate: Candidate) -> None:
        """Show why a candidate is offered for the current photo."""
        snapshot, request = self._session.catalogue.snapshot, self._session.queue.question()
        if self.why is None and snapshot is not None and request is not None:
            from stockmatch.ui.why_dialog import WhyDialog  # noqa: PLC0415 - loaded when opened

            self.why = WhyDialog(self._session.thumbnails, request.photo, snapshot.folder, candidate, self._window)
            self.why.finished.connect(self._on_why_closed)
            self._session.why.ask(request, candidate)
            self.why.open()

    @Slot()
    def _on_why_closed(self) -> None:
        self._session.why.stop()
        if self.why is not None:
            self.why.deleteLater()
        self.why = None

    @Slot(object)
    def _on_explained(self, why: Explanation) -> None:
        if self.why is not None:
            self.why.show_explanation(why)

    @Slot(str)
    def _on_why_failed(self, message: str) -> None:
        if self.why is not None:
            self.why.show_failure(message)

    @Slot(str)
    def show_crash(self, traceback_text: str) -> None:
        """Tell of a bug, once at a time."""
        _log.error(traceback_text)
        if self.crash is None:
            self.crash = CrashDialog(traceback_text, self._window)
            self.crash.finished.connect(self._on_crash_closed)
            self.crash.open()

    @Slot()
    def _on_crash_closed(self) -> None:
        if self.crash is not None:
            self.crash.deleteLater()
        self.crash = None

    @Slot(str, object)
    def _on_review(self, source: str, preview: Preview) -> None:
        from stockmatch.ui.catalogue_dialog import CatalogueDialog  # noqa: PLC0415 - loaded when opened

        self.review = CatalogueDialog(preview, self._session.settings.groups_images(preview.source), self._window)
        self.review.accepted_grouping.connect(partial(self._session.review_accepted, source, preview))
        self.review.rejected.connect(self._session.catalogue.decline)
        self.review.finished.connect(self._on_review_closed)
        self.review.open()

    @Slot()
    def _on_review_closed(self) -> None:
        if self.review is not None:
            self.review.deleteLater()
        self.review = None

    @Slot(object)
    def _on_weights_missing(self, error: WeightsMissing) -> None:
        self._on_catalogue_failed("", told(error))
        if self.weights is None:
            self.offer(error.backbone)

    @Slot(object)
    def _on_downloading(self, progress: Progress) -> None:
        if self.weights is not None:
            self.weights.show_progress(progress)

    @Slot(str)
    def _on_weights_failed(self, message: str) -> None:
        if self.weights is not None:
            self.weights.show_failure(message)

    @Slot(str, str)
    def _on_file_refused(self, _backbone: str, message: str) -> None:
        if self.weights is not None:
            self.weights.show_failure(message)

    @Slot()
    def _on_weights_there(self) -> None:
        if self.weights is not None:
            self.weights.accept()

    @Slot()
    def _on_classic(self) -> None:
        if self.weights is not None:
            self.weights.accept()
        self._session.use_classic()

    @Slot()
    def _on_weights_dismissed(self) -> None:
        self._session.catalogue.revert()

    @Slot()
    def _on_weights_finished(self) -> None:
        if self.weights is not None:
            self.weights.deleteLater()
        self.weights = None

    @Slot(object)
    def _on_in_service(self, snapshot: Snapshot) -> None:
        if self.tuning is not None:
            self.tuning.begin(snapshot)
        if self.study is not None:
            self.study.begin(snapshot.name)

    @Slot(object)
    def _on_tuning_progress(self, progress: Progress) -> None:
        if self.tuning is not None:
            self.tuning.show_progress(progress)

    @Slot(object)
    def _on_tuned(self, report: object) -> None:
        if self.tuning is not None:
            self.tuning.show_report(report)  # type: ignore[arg-type]  # signals carry objects

    @Slot(str)
    def _on_tuning_failed(self, message: str) -> None:
        if self.tuning is not None:
            self.tuning.show_failure(message)

    @Slot()
    def _on_catalogue_changed(self) -> None:
        desk = self._session.catalogue
        if self.tuning is None:
            return
        self.tuning.set_opening(desk.opening is not None)
        if not self.tuning.busy or self._session.models.tuning:
            return
        if desk.progress is not None:
            self.tuning.show_progress(desk.progress)
        elif desk.phase in {Phase.STOPPED, Phase.IDLE} and desk.snapshot is not None:
            self.tuning.begin(desk.snapshot)

    @Slot(str, str)
    def _on_catalogue_failed(self, _source: str, message: str) -> None:
        if self.tuning is not None and self.tuning.busy and not self._session.models.tuning:
            self.tuning.show_failure(message)

    @Slot(object)
    def _on_versions(self, versions: object) -> None:
        if self.tuning is not None:
            self.tuning.set_versions(versions)  # type: ignore[arg-type]  # signals carry objects
