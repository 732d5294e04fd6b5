"""The use cases around models: open a catalogue, match, tune, choose among tunings; implements ``MatchingEngine``."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path

from stockmatch.core.catalogue import Preview, Problem, Snapshot
from stockmatch.core.errors import CatalogueError, StockmatchError, WeightsRefused
from stockmatch.core.evidence import Explanation
from stockmatch.core.learning import Learning
from stockmatch.core.message import Message
from stockmatch.core.model import CLASSIC, Device, DeviceInfo, ModelId, ModelRef
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.ranking import MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.core.study import StudyRequest, StudyResult
from stockmatch.core.table import ImportCheck, ImportPlan, Reading, TablePreview
from stockmatch.core.tuning import ModelVersion, TuneReport
from stockmatch.matching.adapter import holds_parts_adapter, read_parts_adapter
from stockmatch.models.extras import installed
from stockmatch.models.loading import identify, load_embedder
from stockmatch.services import scan, sources
from stockmatch.services.calibrating import calibrated
from stockmatch.services.importing import Importer
from stockmatch.services.indexing import index_catalogue
from stockmatch.services.serving import LoadedModel, Serving
from stockmatch.services.sources import Listing, SourceKind
from stockmatch.services.version_exchange import import_version
from stockmatch.store.catalogue_store import CatalogueStore
from stockmatch.store.library import CatalogueEntry, Library, resolved


class Engine:
    """Owns the model and the index in service. ``match`` may run beside any other method.

    Args:
        data_dir: the data folder.
        frozen: never use a tuned version.
        seed: of the random choices in tuning and of the pseudo-photos that a catalogue is learnt from.
    """

    def __init__(self, data_dir: Path, *, frozen: bool = False, seed: int = 0) -> None:
        self._library = Library(data_dir)
        self._importer = Importer(data_dir)
        self._frozen = frozen
        self._seed = seed
        self._serving: Serving | None = None
        self._changing = threading.Lock()
        self._swapping = threading.Lock()

    @property
    def serving(self) -> Serving:
        """The catalogue in service. Raises CatalogueError if none is open."""
        if self._serving is None:
            raise CatalogueError(Message("No catalogue is open. Open the folder with the supplier's images first."))
        return self._serving

    def preview(self, source: str, report: Report) -> Preview | TablePreview:
        path = resolved(Path(source))
        if sources.kind_of(path) is SourceKind.TABLE:
            return self._importer.preview(path, None, None, report)
        return sources.preview(path, report)

    def preview_table(self, source: str, reading: Reading, images: str | None, report: Report) -> TablePreview:
        return self._importer.preview(Path(source), reading, images, report)

    def check_import(self, source: str, plan: ImportPlan, report: Report) -> ImportCheck:
        return self._importer.check(Path(source), plan, report)

    def plan_import(self, source: str, plan: ImportPlan, report: Report) -> None:
        report(Progress(Stage.SAVING))
        self._importer.remember(Path(source), plan)

    def open_catalogue(self, source: str, settings: Settings, report: Report) -> Snapshot:
        with self._changing:
            path = Path(source)
            sources.kind_of(path)
            report(Progress(Stage.LOADING_MODEL))
            entry = self._library.find_or_create(path)
            former = self._serving
            same = former is not None and former.store.entry == entry
            store = former.store if former is not None and same else CatalogueStore(entry)
            try:
                following = self._prepare(store, settings, self._model(store, settings), report)
                self._serve(following)
            finally:
                for opened in (store, former.store if former is not None else store):
                    self._close_unused(opened)
            return following.snapshot

    def _serve(self, following: Serving) -> None:
        """Put a catalogue into service; what ``learn`` finds for the former one meanwhile does not replace it."""
        with self._swapping:
            self._serving = following

    def _close_unused(self, store: CatalogueStore) -> None:
        """Let go of the database of a catalogue that is not in service."""
        if self._serving is None or store is not self._serving.store:
            store.close()

    def _prepare(self, store: CatalogueStore, settings: Settings, model: LoadedModel, report: Report) -> Serving:
        """The catalogue indexed under a model; what is in service stays so until the caller replaces it."""
        listing = self._listing(store.entry, settings, report)
        indexed = index_catalogue(store, listing, model.embedder, report)
        serving = calibrated(Serving(store, settings, model, indexed), report, seed=self._seed)
        former = self._serving
        if former is not None and former.model.embedder.model_id == model.embedder.model_id and former.store is store:
            serving.knows_photos_of(former)
        return serving.with_learnt(serving.confirmed.known()) if settings.learn_photos else serving

    def _listing(self, entry: CatalogueEntry, settings: Settings, report: Report) -> Listing:
        source = Path(entry.source)
        kind = sources.kind_of(source)
        stamp = ""
        with suppress(OSError):  # what is gone is told of where it is read
            stamp = scan.stamp(source)  # before that: what comes into it meanwhile is a change
        if kind is SourceKind.TABLE:
            found = self._importer.listing(source, entry, report)
        else:
            grouped = settings.groups_images(entry.source)
            found = sources.list_images(source, entry, group_images=grouped, report=report)
        return replace(found, digest=found.digest + stamp)

    def _model(self, store: CatalogueStore, settings: Settings, version: int | None = None) -> LoadedModel:
        """The model of the settings, in the version asked for.

        None asks for the version in service; where that is damaged, the untuned model serves and says so.
        """
        ref = settings.model
        base_id = identify(ref)
        in_service = 0 if self._frozen else store.version_in_service(base_id)
        wanted = in_service if version is None else version
        tuned = replace(ref, tuned_file=str(store.tuned_file(wanted))) if wanted else ref
        try:
            return self._load(tuned, base_id, wanted, settings.device)
        except WeightsRefused as error:
            if version is not None or not wanted:
                raise
            reason = Message(
                "The tuned model cannot be used, so the untuned one serves: {reason} Tune again.",
                reason=error.message,
            )
            problem = Problem(Message("tuned model v{version}", version=wanted), reason)
            return replace(self._load(ref, base_id, 0, settings.device), problem=problem)

    def _load(self, ref: ModelRef, base_id: ModelId, version: int, device: Device) -> LoadedModel:
        parts = ref.tuned_file is not None and holds_parts_adapter(ref.tuned_file)
        network = replace(ref, tuned_file=None) if parts else ref
        current = self._serving
        known = (current.model.embedder.model_id, current.settings.device) if current is not None else None
        if current is not None and known == (identify(network), device):
            embedder, note = current.model.embedder, current.model.device_note
        else:
            embedder = load_embedder(network, device)
            note = None if ref.backbone == CLASSIC else self._device(device).note
        channels = embedder.look_size.channels
        adapter = read_parts_adapter(ref.tuned_file, channels) if parts and ref.tuned_file else None
        return LoadedModel(ref, base_id, version, identify(ref), embedder, note, adapter)

    def match(self, request: MatchRequest, report: Report) -> PhotoMatch:
        report(Progress(Stage.MATCHING))
        return self.serving.match(request, report)

    def learn(self, enabled: bool, report: Report) -> Learning:
        serving = self.serving
        learnt, complete = serving.confirmed.described(report) if enabled else (None, True)
        following = serving.with_learnt(learnt)
        following.settings = replace(serving.settings, learn_photos=enabled)
        with self._swapping:
            if self._serving is not serving:
                return Learning(changed=False)  # the newer one is asked for its own photos
            self._serving = following
        former = serving.learnt
        return Learning(learnt is not former and (learnt is None or not learnt.same(former)), complete)

    def explain(self, request: MatchRequest, product_key: str, report: Report) -> Explanation:
        report(Progress(Stage.MATCHING))
        return self.serving.explain(request, product_key)

    def tune(self, report: Report) -> TuneReport:
        from stockmatch.services.own_photos import own_photos  # noqa: PLC0415 - both load torch, which matching with
        from stockmatch.services.tuning import tune  # noqa: PLC0415 - Classic never needs

        serving = self.serving
        model, store = serving.model, serving.store
        outcome, weights = tune(serving, report, seed=self._seed)
        version, model_id, own = None, serving.snapshot.model_id, None
        if weights is not None:
            report(Progress(Stage.SAVING))
            store.discard_proposals()
            card = {
                "backbone": model.ref.backbone,
                "base_model_id": model.base_id,
                "tuned_from": model.model_id,
                "catalogue": store.entry.name,
                "catalogue_version": serving.snapshot.version,
                **asdict(outcome),
            }
            version = store.propose_version(
                model.ref.backbone, model.base_id, weights, (outcome.before, outcome.after), card
            )
            tuned = replace(model.ref, tuned_file=str(store.tuned_file(version)))
            model_id = identify(tuned)
            store.name_version(version, model_id)
            if not outcome.stopped:  # who stopped it waits for an answer
                with suppress(StockmatchError):  # the proposal is worth more than the examples of it
                    proposal = self._load(tuned, model.base_id, version, serving.settings.device)
                    own = own_photos(serving, proposal, outcome, report, seed=self._seed)
            self._close_unused(store)
        return TuneReport(
            **vars(outcome),
            base_model_id=serving.snapshot.model_id,
            model_id=model_id,
            version=version,
            catalogue_id=store.entry.id,
            catalogue=serving.snapshot.name,
            catalogue_version=serving.snapshot.version,
            own=own,
        )

    def keep_version(self, catalogue_id: str, version: int, report: Report) -> None:
        report(Progress(Stage.SAVING))
        with self._store_of(catalogue_id) as store:
            store.base_of(version)
            store.keep_version(version)

    def keep_tuning(self, catalogue_id: str, version: int, report: Report) -> Snapshot:
        with self._changing, self._store_of(catalogue_id) as store:
            base_id = ModelId(store.base_of(version))
            store.keep_version(version)
            return self._put_in_service(store, base_id, version, report)

    def use_version(self, catalogue_id: str, base_model_id: ModelId, version: int, report: Report) -> Snapshot:
        with self._changing, self._store_of(catalogue_id) as store:
            store.require_version(version, base_model_id)
            return self._put_in_service(store, base_model_id, version, report)

    def _put_in_service(self, store: CatalogueStore, base_id: ModelId, version: int, report: Report) -> Snapshot:
        serving = self.serving
        if store is not serving.store or base_id != serving.model.base_id:
            store.put_in_service(version, base_id)
            return serving.snapshot
        report(Progress(Stage.LOADING_MODEL))
        model = self._model(serving.store, serving.settings, version)
        following = self._prepare(serving.store, serving.settings, model, report)
        serving.store.put_in_service(version, model.base_id)
        self._serve(following)
        return following.snapshot

    def discard_tuning(self, catalogue_id: str, version: int, report: Report) -> None:
        report(Progress(Stage.SAVING))
        with self._store_of(catalogue_id) as store:
            store.discard_version(version)

    @contextmanager
    def _store_of(self, catalogue_id: str) -> Iterator[CatalogueStore]:
        """The store of a catalogue, in service or not. Raises CatalogueError if there is none."""
        store = self.serving.store
        if store.entry.id != catalogue_id:
            store = CatalogueStore(self._library.get(catalogue_id))
        try:
            yield store
        finally:
            self._close_unused(store)

    def versions(self, report: Report) -> tuple[ModelVersion, ...]:
        report(Progress(Stage.SCANNING))
        model, store = self.serving.model, self.serving.store
        kept = store.kept_versions(model.base_id)
        untuned = ModelVersion(
            0, model.base_id, model.ref.backbone, "", in_service=not any(v.in_service for v in kept), kept=True
        )
        return (untuned, *kept)

    def export_version(self, version: int, path: str, report: Report) -> None:
        report(Progress(Stage.SAVING))
        self.serving.store.export_version(version, Path(path))

    def import_version(self, path: str, report: Report) -> ModelVersion:
        serving = self.serving
        with self._changing:
            return import_version(serving.store, serving.model, Path(path), report)

    def download_weights(self, backbone: str, report: Report) -> None:
        from stockmatch.models.pretrained import download_pretrained  # noqa: PLC0415 - loads torch

        download_pretrained(backbone, report)

    def is_installed(self, backbone: str, report: Report) -> bool:
        report(Progress(Stage.SCANNING))
        return installed(backbone)

    def has_weights(self, backbone: str, report: Report) -> bool:
        report(Progress(Stage.SCANNING))
        if backbone == CLASSIC:
            return True
        from stockmatch.models.pretrained import has_pretrained  # noqa: PLC0415 - loads torch

        return has_pretrained(backbone)

    def check_weights(self, backbone: str, weights_file: str, report: Report) -> None:
        report(Progress(Stage.LOADING_MODEL))
        load_embedder(ModelRef(backbone, weights_file), Device.CPU)

    def describe_device(self, wanted: Device, report: Report) -> DeviceInfo:
        report(Progress(Stage.LOADING_MODEL))
        return self._device(wanted)

    def study(self, request: StudyRequest, report: Report) -> StudyResult:
        from stockmatch.services.study import study  # noqa: PLC0415 - loads torch, SciPy and jinja2

        return study(request, report)

    def _device(self, wanted: Device) -> DeviceInfo:
        from stockmatch.models.device import choose_device  # noqa: PLC0415 - loads torch

        chosen = choose_device(wanted)
        return DeviceInfo(chosen.name, chosen.why_not_cuda)
