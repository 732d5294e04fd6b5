"""Weights, devices, tuning and model versions, asked of the engine process. No widgets."""

from PySide6.QtCore import QObject, QSettings, Signal

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.errors import EngineStopped, StockmatchError
from stockmatch.core.model import BACKBONES, Device, ModelId
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Report
from stockmatch.core.tuning import ModelVersion, TuneReport
from stockmatch.ui.catalogue_desk import CatalogueDesk
from stockmatch.ui.claims import Claims
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.language import told
from stockmatch.ui.version_wishes import VersionWish, VersionWishes


class ModelDesk(QObject):
    """Everything about models that is not indexing.

    Signals:
        downloading(Progress): bytes.
        downloaded(str): the backbone.
        download_failed(str), download_cancelled()
        file_accepted(str, str): backbone and weights file.
        file_refused(str, str): backbone and what is wrong.
        device_known(DeviceInfo), device_refused(str)
        not_installed_known(frozenset): ids of the backbones whose libraries are not installed.
        available_known(frozenset): ids of the backbones whose weights are on this machine.
        tuning_changed(): a tuning began or ended.
        tuning_progressed(Progress), tuned(TuneReport), tuning_failed(str)
        versions_known(tuple of ModelVersion)
        version_unserved(VersionWish, str): it was not put into service, and why; the catalogue desk has not told.
        version_exported(str): to this file.
        version_imported(ModelVersion)
        exchange_failed(str): a version could not be exported or imported; nothing was changed.
        failed(str): keeping, discarding or listing versions did not work.
    """

    downloading = Signal(object)
    downloaded = Signal(str)
    download_failed = Signal(str)
    download_cancelled = Signal()
    file_accepted = Signal(str, str)
    file_refused = Signal(str, str)
    device_known = Signal(object)
    device_refused = Signal(str)
    not_installed_known = Signal(object)
    available_known = Signal(object)
    tuning_changed = Signal()
    tuning_progressed = Signal(object)
    tuned = Signal(object)
    tuning_failed = Signal(str)
    versions_known = Signal(object)
    version_unserved = Signal(object, str)
    version_exported = Signal(str)
    version_imported = Signal(object)
    exchange_failed = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        memory: QSettings,
        catalogue: CatalogueDesk,
        engine: MatchingEngine,
        lane: Lane,
        *,
        tune_engine: MatchingEngine,
        tune_lane: Lane,
        claims: Claims,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._wishes = VersionWishes(memory, claims)
        self._asked: set[VersionWish] = set()
        self._catalogue = catalogue
        self._engine = engine
        self._lane = lane
        self._tune_engine = tune_engine
        self._tune_lane = tune_lane
        self._download: Task | None = None
        self._checking: Task | None = None
        self._tuning: Task | None = None
        self._tuned = ("", "")
        self._listed = ("", "", "")

    @property
    def tuning(self) -> bool:
        return self._tuning is not None

    def download(self, backbone: str) -> None:
        """Fetch pretrained weights."""
        if self._download is not None:
            return

        def ended() -> None:
            self._download = None

        def failed(error: StockmatchError) -> None:
            ended()
            self.download_failed.emit(told(error))

        def done(_result: object) -> None:
            ended()
            self.downloaded.emit(backbone)

        def cancelled() -> None:
            ended()
            self.download_cancelled.emit()

        self._download = Task(
            self,
            self._lane,
            lambda report: self._engine.download_weights(backbone, report),
            done=done,
            failed=failed,
            cancelled=cancelled,
            crashed=cancelled,
            progressed=self.downloading.emit,
        )

    def cancel_weights(self) -> None:
        """No weights are wanted any more, neither those being downloaded nor those of a file being checked."""
        if self._download is not None:
            self._download.cancel()
        if self._checking is not None:
            self._checking.silence()

    def check_file(self, backbone: str, path: str) -> None:
        """Find out whether a weights file fits a backbone."""

        def failed(error: StockmatchError) -> None:
            self.file_refused.emit(backbone, told(error))

        self._checking = Task(
            self,
            self._lane,
            lambda report: self._engine.check_weights(backbone, path, report),
            done=lambda _result: self.file_accepted.emit(backbone, path),
            failed=failed,
        )

    def describe_device(self, wanted: Device) -> None:
        """Find out where models would run."""

        def failed(error: StockmatchError) -> None:
            self.device_refused.emit(told(error))

        Task(
            self,
            self._lane,
            lambda report: self._engine.describe_device(wanted, report),
            done=self.device_known.emit,
            failed=failed,
        )

    def list_available(self) -> None:
        """Find out which backbones' libraries and weights are on this machine; the libraries are known at once."""

        def look(report: Report) -> frozenset[str]:
            return frozenset(known.id for known in BACKBONES if not self._engine.is_installed(known.id, report))

        def work(report: Report) -> frozenset[str]:
            return frozenset(known.id for known in BACKBONES if self._engine.has_weights(known.id, report))

        Task(self, self._lane, look, done=self.not_installed_known.emit, failed=self._on_failed)
        Task(self, self._lane, work, done=self.available_known.emit, failed=self._on_failed)

    def list_versions(self) -> None:
        """Ask for the model versions of the catalogue in service."""

        def done(versions: tuple[ModelVersion, ...]) -> None:
            snapshot = self._catalogue.snapshot
            if snapshot is not None:
                self._listed = snapshot.catalogue_id, snapshot.name, versions[0].model_id
            self.versions_known.emit(versions)

        Task(self, self._lane, self._engine.versions, done=done, failed=self._on_failed)

    def tune(self) -> None:
        """Begin to tune the model in service."""
        if self._tuning is not None:
            return

        def done(report: TuneReport) -> None:
            ended()
            self._tuned = (report.catalogue_id, report.catalogue)
            self.tuned.emit(report)

        def failed(error: StockmatchError) -> None:
            ended()
            self.tuning_failed.emit(told(error))

        def cancelled() -> None:
            ended()
            self.tuning_failed.emit("")

        def ended() -> None:
            if self._tuning is not None:
                self._tuning = None
                self.tuning_changed.emit()

        self._tuning = Task(
            self,
            self._tune_lane,
            self._tune_engine.tune,
            done=done,
            failed=failed,
            cancelled=cancelled,
            crashed=cancelled,
            progressed=self.tuning_progressed.emit,
        )
        self.tuning_changed.emit()

    def stop_tuning(self) -> None:
        """Stop at the last finished step; what was reached is still judged."""
        if self._tuning is not None:
            self._tuning.cancel()

    def keep(self, version: int) -> None:
        """Put the tuning proposed last into service for the catalogue it was made of, whichever is open now."""
        self._wish(VersionWish(*self._tuned, version))
        self.list_versions()  # it is kept although it may not come into service

    def take_up(self, snapshot: Snapshot) -> None:
        """Do what a former window was closed or ended before; what one ended over is told of and not done again."""
        wish = self._wishes.of(snapshot.catalogue_id)
        if wish is None or wish in self._asked:
            return
        if not self._wishes.left(wish):
            self._put_into_service(wish)
            return
        self._keep(wish)
        self._wishes.answered(wish)
        words = self.tr(
            "Stockmatch ended while that was under way, so it is not tried again by itself. You can choose it again "
            "under “Versions”."
        )
        self.version_unserved.emit(wish, words)

    def _wish(self, wish: VersionWish) -> None:
        self._wishes.note(wish)
        self._put_into_service(wish)

    def _keep(self, wish: VersionWish) -> None:
        """Keep a proposal at once, or a tuning that ends before its turn would replace it; its turn tells of errors."""
        if not wish.base_model_id:
            keep = self._tune_engine.keep_version
            Task(self, self._tune_lane, lambda report: keep(wish.catalogue_id, wish.version, report))

    def _put_into_service(self, wish: VersionWish) -> None:
        self._asked.add(wish)
        self._keep(wish)

        def work(report: Report) -> Snapshot:
            with self._wishes.trying(wish):
                if not wish.base_model_id:
                    return self._engine.keep_tuning(wish.catalogue_id, wish.version, report)
                return self._engine.use_version(wish.catalogue_id, ModelId(wish.base_model_id), wish.version, report)

        def answered(error: StockmatchError | None) -> None:
            self._asked.discard(wish)
            self._wishes.answered(wish)
            if error is not None:
                self.version_unserved.emit(wish, told(error))

        self._catalogue.change_version(work, answered)

    def use_version(self, version: int) -> None:
        """Go to one of the versions listed last, for the catalogue and model whose they are; 0 is the untuned one."""
        catalogue_id, name, base_model_id = self._listed
        self._wish(VersionWish(catalogue_id, name, version, base_model_id))

    def discard(self, version: int) -> None:
        """Delete the tuning proposed last."""
        catalogue_id, _name = self._tuned
        Task(
            self,
            self._lane,
            lambda report: self._engine.discard_tuning(catalogue_id, version, report),
            done=lambda _result: self.list_versions(),
            failed=self._on_failed,
        )

    def export_version(self, version: int, path: str) -> None:
        """Write a kept version to a file."""
        Task(
            self,
            self._lane,
            lambda report: self._engine.export_version(version, path, report),
            done=lambda _result: self.version_exported.emit(path),
            failed=self._on_exchange_failed,
        )

    def import_version(self, path: str) -> None:
        """Keep a version from a file, beside the others; the list of versions follows."""

        def done(version: ModelVersion) -> None:
            self.version_imported.emit(version)
            self.list_versions()

        Task(
            self,
            self._lane,
            lambda report: self._engine.import_version(path, report),
            done=done,
            failed=self._on_exchange_failed,
        )

    def close(self) -> None:
        """Leave to the next window what is not answered by now."""
        self._wishes.close()

    def _on_exchange_failed(self, error: StockmatchError) -> None:
        self.exchange_failed.emit(told(error))

    def _on_failed(self, error: StockmatchError) -> None:
        if not isinstance(error, EngineStopped):
            self.failed.emit(told(error))
