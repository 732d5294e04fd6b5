"""What the window does, without widgets: the desks for catalogue, queue and models, and the settings they share."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDeadlineTimer, QObject, QSettings, Signal, Slot

from stockmatch.core.catalogue import Preview, Snapshot
from stockmatch.core.errors import StockmatchError
from stockmatch.core.model import CLASSIC, RECOMMENDED
from stockmatch.core.progress import Report
from stockmatch.core.settings import Settings, same_model
from stockmatch.core.table import ImportPlan
from stockmatch.ui.away_desk import AwayDesk
from stockmatch.ui.catalogue_desk import CatalogueDesk
from stockmatch.ui.claims import Claims
from stockmatch.ui.diagnostics import describe
from stockmatch.ui.export_desk import ExportDesk
from stockmatch.ui.import_desk import ImportDesk
from stockmatch.ui.inbox import Inbox
from stockmatch.ui.jobs import FOREVER, Lane, Task
from stockmatch.ui.language import told
from stockmatch.ui.learn_desk import LearnDesk
from stockmatch.ui.model_desk import ModelDesk
from stockmatch.ui.queue_desk import QueueDesk
from stockmatch.ui.recent import Recent
from stockmatch.ui.retune_desk import RetuneDesk
from stockmatch.ui.settings_desk import SettingsDesk
from stockmatch.ui.study_desk import StudyDesk
from stockmatch.ui.thumbnails import Thumbnails
from stockmatch.ui.trials import ModelTrials
from stockmatch.ui.update_desk import UpdateDesk
from stockmatch.ui.waiting import Waiting
from stockmatch.ui.watch_desk import WatchDesk
from stockmatch.ui.why_desk import WhyDesk

if TYPE_CHECKING:
    from stockmatch.composition import Services


_CANCELLED = ("match", "catalogue", "tune", "learn", "inbox", "export", "watch", "updates")
"""Lanes whose work is given up as the window closes; that of the records is finished."""

_PATIENCE_MS = 10_000
"""With work that was given up and does not end."""


class Session(QObject):
    """One window's work.

    Signals:
        settings_changed(Settings)
        settings_failed(str): they, or a list, could not be saved.
        table_saved(str): a list was written to this file.
        offer(str): a better backbone than Classic could be fetched; answer with ``answer_offer``.
        crashed(str): the traceback of a bug in any lane.
    """

    settings_changed = Signal(object)
    settings_failed = Signal(str)
    table_saved = Signal(str)
    offer = Signal(str)
    crashed = Signal(str)
    _engine_died = Signal(object)

    def __init__(self, services: "Services", settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.settings = settings
        self.memory = QSettings(str(services.data_dir / "window.ini"), QSettings.Format.IniFormat)
        self.recent = Recent(self.memory)
        self.thumbnails = Thumbnails(self)
        names = (*_CANCELLED, "records")
        self._lanes = {name: Lane(name, self) for name in names}
        for lane in self._lanes.values():
            lane.crashed.connect(self.crashed)
        self._saving = SettingsDesk(services, self._lanes["records"], settings, self)
        self._engine_died.connect(self._on_engine_died)
        services.engines.on_death = self._engine_died.emit
        self._claims = Claims(services.data_dir)
        self._catalogue_id = ""
        self._offered = False
        engine = services.engine("catalogue")
        self.catalogue = CatalogueDesk(engine, self._lanes["catalogue"], self.reviewed, self._claims, self)
        self._trials = ModelTrials(self.memory, services.data_dir)
        self.catalogue.trying = self._trials.trying
        self.waiting = Waiting(self.memory, services.data_dir / "waiting", self._lanes["records"], self)
        self.queue = QueueDesk(
            services.engine("match"), self._lanes["match"], self._lanes["records"], self.waiting, self
        )
        self.models = ModelDesk(
            self.memory,
            self.catalogue,
            engine,
            self._lanes["catalogue"],
            tune_engine=services.engine("tune"),
            tune_lane=self._lanes["tune"],
            claims=self._claims,
            parent=self,
        )
        self.retuning = RetuneDesk(self.memory, self.catalogue, self.queue, self.models, self)
        self.studies = StudyDesk(
            services.engine("tune"), self._lanes["tune"], self._lanes["records"], services.data_dir / "studies", self
        )
        self.imports = ImportDesk(engine, self._lanes["catalogue"], self)
        self.exports = ExportDesk(services, self._lanes["export"], self)
        self.away = AwayDesk(services, self.catalogue, self._lanes["export"], self._lanes["watch"], self)
        self.away.back.connect(self.open_catalogue)
        self.watching = WatchDesk(services, self._lanes["watch"], self)
        self.thumbnails.folder_missing.connect(self.watching.suspect)
        self.watching.back.connect(self.thumbnails.retry)
        self.updates = UpdateDesk(services, self._lanes["updates"], self)
        self.why = WhyDesk(services.engine("match"), self._lanes["match"], self)
        self.inbox = Inbox(self._lanes["inbox"], self)
        self.inbox.arrived.connect(self.queue.add_quietly)
        self.inbox.rewritten.connect(self.queue.renew)
        self.queue.left_out.connect(self.inbox.offer_again)
        self.queue.matched.connect(self._on_matched)
        self.queue.opened.connect(self._watch_inbox)
        self.queue.unopened.connect(self._on_unopened)
        self.learning = LearnDesk(services.engine("learn"), self._lanes["learn"], self)
        self.learning.learnt.connect(self._on_learnt)
        self.learning.failed.connect(self.queue.failed)
        for changed in (self.queue.decided, self.queue.undone, self.queue.redone):
            changed.connect(self._learn)
        self.catalogue.changed.connect(self._hold)
        self.catalogue.in_service.connect(self._on_in_service)
        self.catalogue.reverted.connect(self._on_reverted)
        self.models.downloaded.connect(self._on_downloaded)
        self.models.file_accepted.connect(self._on_file_accepted)
        self._take_settings_up()

    def _take_settings_up(self) -> None:
        self.queue.ask_for(self.settings.k, self.settings.colour)
        self._saving.merged.connect(self._on_merged)
        self._saving.failed.connect(self.settings_failed)
        self.settings_changed.connect(self.updates.ask)

    def give_up_trials(self) -> bool:
        """Go on with the model that served last if a former window ended over that of the settings; whether it did."""
        trials, left = self._trials, self._trials.left()
        instead = trials.instead(self.settings, left)
        if instead is not None:
            self._put(instead)
        if left:
            Task(self, self._lanes["records"], lambda _report: trials.forget(left))  # behind the settings
        return instead is not None

    def open_catalogue(self, source: str) -> None:
        """Open a folder of supplier images, a zip file of them, or a table."""
        self.catalogue.open(source, self.settings)

    @property
    def exportable(self) -> tuple[str, str] | None:
        """Id and name of the catalogue in service, else of one with decisions that cannot be opened."""
        snapshot, kept = self.catalogue.snapshot, self.away.kept
        if snapshot is not None:
            return snapshot.catalogue_id, snapshot.name
        return (kept.id, kept.name) if kept is not None else None

    def review_columns(self) -> None:
        """Ask again what the columns of the table in service hold."""
        snapshot = self.catalogue.snapshot
        if snapshot is not None:
            self.catalogue.open(snapshot.source, self.settings, review=True)

    def import_accepted(self, source: str, plan: ImportPlan) -> None:
        """What a table's columns hold was looked over; import it so."""
        self.catalogue.index(source, self.settings, plan)

    def reopen(self) -> None:
        """Try again what did not work."""
        source = self.catalogue.source or self.settings.last_catalogue
        if source is not None:
            self.open_catalogue(source)

    def can_locate(self, source: str | None) -> bool:
        """Whether a folder is that of the catalogue in use, or in use last, so that it may have moved."""
        snapshot = self.catalogue.snapshot
        return source is not None and source == (snapshot.source if snapshot else self.settings.last_catalogue)

    def relocate(self, folder: str) -> None:
        """The catalogue's folder is somewhere else now: its index and decisions stay with it."""
        snapshot, services = self.catalogue.snapshot, self.services
        former = snapshot.source if snapshot is not None else self.settings.last_catalogue

        def work(_report: Report) -> str | None:
            return services.relocate(former, folder) if former is not None else None

        def done(source: str | None) -> None:
            if former is not None and self.reviewed(former):
                self.mark_reviewed(folder)
            if former is not None and source is not None:
                moved = self.settings.relocated(former, source)
                self._set(inboxes=moved.inboxes, grouping=moved.grouping)
                if source != former:
                    self.recent.forget(former)
            self.open_catalogue(folder)

        Task(self, self._lanes["records"], work, done=done, failed=lambda error: self._relocate_failed(folder, error))

    def _relocate_failed(self, folder: str, error: StockmatchError) -> None:
        self.catalogue.failed.emit(folder, told(error))

    def collect_diagnostics(self, then: Callable[[str], object]) -> None:
        """Gather what helps whoever mends a fault, and hand it over."""
        facts = (self.services.data_dir, self.settings, self.catalogue.snapshot)
        Task(self, self._lanes["records"], lambda _report: describe(*facts), done=then)

    def review_accepted(self, source: str, preview: Preview, group_images: bool) -> None:
        """The grouping was looked over; index with or without it, now and whenever this catalogue is opened."""
        self.mark_reviewed(source)
        self._set(grouping=self.settings.with_grouping(preview.source, group_images).grouping)
        self.catalogue.index(source, self.settings)

    def save_table(self, path: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a list that is shown to a CSV or XLSX file; ``table_saved`` or ``settings_failed`` says how it went."""
        services = self.services
        Task(
            self,
            self._lanes["records"],
            lambda _report: services.save_table(path, columns, rows),
            done=lambda _result: self.table_saved.emit(path),
            failed=lambda error: self.settings_failed.emit(told(error)),
        )

    def mark_reviewed(self, source: str) -> None:
        """Do not ask about this folder's grouping again."""
        self.memory.setValue(self._review_key(source), True)

    def reviewed(self, source: str) -> bool:
        """Whether this folder's grouping needs no review: it was looked over before, or ships with the program."""
        return source == str(self.services.sample_catalogue) or bool(
            self.memory.value(self._review_key(source), False, bool)
        )

    def apply(self, settings: Settings) -> None:
        """Take new settings over at once, and index anew where they ask for another model."""
        former, self.settings = self.settings, settings
        self._saving.save(self.settings)
        self.queue.ask_for(settings.k, settings.colour)
        self.settings_changed.emit(settings)
        if former.learn_photos != settings.learn_photos:
            self._learn()
        if former.inboxes != settings.inboxes and self.queue.open:
            self._watch_inbox()
        if not same_model(former, settings):
            self.catalogue.change_settings(settings)

    def use_classic(self) -> None:
        """Go on with the backbone that needs no weights."""
        if self.settings.backbone == CLASSIC:
            self.catalogue.revert()
        else:
            self.apply(replace(self.settings, backbone=CLASSIC))

    def answer_offer(self) -> None:
        """The offer of a better backbone was answered, either way."""
        self._set(offer_answered=True)

    def close(self) -> bool:
        """End the engine process and every thread. False if one still waits for a drive that does not answer.

        What was decided is stored by then, however long that takes, but for what could not be before.
        """
        self.inbox.watch(None)
        self._remember_opening()
        self.queue.close()
        self.models.close()
        for name in _CANCELLED:
            self._lanes[name].cancel_all()
        self.services.engines.stop()
        storing = QDeadlineTimer(_PATIENCE_MS) if self.queue.busy else FOREVER
        ended = [self._lanes["records"].close(finish=True, patience=storing)]
        patience = QDeadlineTimer(_PATIENCE_MS)
        ended += [lane.close(patience=patience) for name, lane in self._lanes.items() if name != "records"]
        ended.append(self.thumbnails.close(patience))
        self._claims.keep("")
        self._trials.close()
        self.waiting.close()
        self.memory.sync()
        return all(ended)

    def _remember_opening(self) -> None:
        """The catalogue that is not whole yet is opened at the next start."""
        opening = self.catalogue.opening if self.catalogue.working else None
        source = str(Path(opening).absolute()) if opening is not None else self.settings.last_catalogue
        if source != self.settings.last_catalogue:
            self.settings = replace(self.settings, last_catalogue=source)
            self._saving.save(self.settings)

    def _review_key(self, source: str) -> str:
        return f"reviewed/{hashlib.sha256(source.encode()).hexdigest()[:16]}"

    @Slot()
    def _hold(self) -> None:
        """Photos that come while another catalogue is opened are for that one, until its queue is there."""
        snapshot = self.catalogue.snapshot
        coming = snapshot is not None and snapshot.catalogue_id != self._catalogue_id
        self.queue.hold(coming or self.catalogue.opening is not None)

    def _on_in_service(self, snapshot: Snapshot) -> None:
        self.thumbnails.refresh()
        self._claims.keep(snapshot.catalogue_id)
        if snapshot.catalogue_id != self._catalogue_id:
            self._catalogue_id = snapshot.catalogue_id
            self.inbox.watch(None)
            services, catalogue_id = self.services, snapshot.catalogue_id
            self.queue.load(snapshot.name, lambda: services.records(catalogue_id))
            self._hold()  # from here on no photo goes to the former queue
        self.watching.watch(snapshot)
        self.recent.note(snapshot)
        if self.settings.last_catalogue != snapshot.source:
            self._set(last_catalogue=snapshot.source)
        self.queue.serve(True)
        self._learn()
        self.models.take_up(snapshot)
        self.models.list_versions()
        if snapshot.backbone == CLASSIC and not self.settings.offer_answered and not self._offered:
            self._offered = True
            self.offer.emit(RECOMMENDED)

    @Slot(int)
    def _on_matched(self, photo_id: int) -> None:
        """What is shown of a photo is the file that was matched."""
        photo = self.queue.queue.find(photo_id)
        if photo is not None:
            self.thumbnails.look_again(photo.path)

    @Slot(str)
    def _on_unopened(self, message: str) -> None:
        """The catalogue serves without its photos; they are tried again when it comes into service again."""
        self._catalogue_id = ""
        self.catalogue.failed.emit(self.catalogue.source or "", message)

    @Slot()
    def _watch_inbox(self) -> None:
        snapshot = self.catalogue.snapshot
        self.inbox.watch(self.settings.inboxes.get(snapshot.source) if snapshot is not None else None)

    def _on_reverted(self, settings: Settings) -> None:
        """What was said of the grouping of another catalogue stays."""
        snapshot = self.catalogue.snapshot
        if snapshot is not None and not same_model(self.settings, settings):
            whole = ("backbone", "weights_files", "similarity", "device", "group_images")
            places = [*((name, None) for name in whole), ("grouping", snapshot.source)]
            self._put(self.settings.taking(settings, places))

    @Slot()
    def _learn(self) -> None:
        """Let the photos count that are confirmed now."""
        if self.queue.serving:
            self.learning.ask(enabled=self.settings.learn_photos)

    @Slot()
    def _on_learnt(self) -> None:
        if self.queue.serving:
            self.queue.serve(True)

    @Slot(object)
    def _on_engine_died(self, error: StockmatchError) -> None:
        self.learning.stop()
        self.queue.serve(False)
        self.catalogue.recover(told(error))

    def _on_downloaded(self, backbone: str) -> None:
        self._use_model(replace(self.settings, backbone=backbone, offer_answered=True))

    def _on_file_accepted(self, backbone: str, path: str) -> None:
        files = {**self.settings.weights_files, backbone: path}
        self._use_model(replace(self.settings, backbone=backbone, weights_files=files, offer_answered=True))

    def _use_model(self, settings: Settings) -> None:
        """Like ``apply``, but also where the settings asked for it before and its weights were not there yet."""
        waiting = same_model(self.settings, settings)
        self.apply(settings)
        if waiting:
            self.catalogue.change_settings(settings)

    def _set(self, **changes: Any) -> None:
        self._put(replace(self.settings, **changes))

    def _put(self, settings: Settings) -> None:
        self.settings = settings
        self._saving.save(self.settings)
        self.settings_changed.emit(self.settings)

    @Slot(object)
    def _on_merged(self, settings: Settings) -> None:
        self.settings = settings
        self.settings_changed.emit(settings)
        if self.queue.open:
            self._watch_inbox()
