"""Opening and indexing the catalogue in the engine process, and coming back when that process dies. No widgets."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from stockmatch.core.catalogue import Preview, Snapshot
from stockmatch.core.errors import CatalogueError, EngineStopped, StockmatchError, WeightsMissing
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Progress, Report, ignore
from stockmatch.core.settings import Settings
from stockmatch.core.table import ImportPlan, TablePreview
from stockmatch.ui import text
from stockmatch.ui.claims import CatalogueInUse, Claims
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.language import told
from stockmatch.ui.version_changes import VersionChange, VersionChanges

_RESTARTS = 3
"""So often a source is opened again by itself after the engine died over it, however much later each time."""


class Phase(StrEnum):
    """What the engine does about the catalogue."""

    IDLE = "idle"
    STARTING = "starting"
    SCANNING = "scanning"
    REVIEW = "review"
    INDEXING = "indexing"
    STOPPED = "stopped"
    FAILED = "failed"


class CatalogueDesk(QObject):
    """The catalogue in service, and the one being opened.

    Attributes:
        trying: entered around opening a catalogue with settings, in the lane's thread.

    Signals:
        changed(): phase, source or progress.
        review_needed(str, Preview): a source's grouping is to be looked over; answer with ``index`` or ``decline``.
        columns_needed(str, TablePreview): what a table's columns hold is to be looked over; answered the same way.
        in_service(Snapshot): matching uses it from now on.
        failed(str, str): the folder and what is wrong.
        weights_missing(WeightsMissing)
        reverted(Settings): a change of settings did not come into service; these did and still are.
        engine_stopped(str): the engine died and was started again.
        in_use(str): another window has the catalogue of this name open; nothing has changed here.
    """

    changed = Signal()
    review_needed = Signal(str, object)
    columns_needed = Signal(str, object)
    in_service = Signal(object)
    failed = Signal(str, str)
    weights_missing = Signal(object)
    reverted = Signal(object)
    engine_stopped = Signal(str)
    in_use = Signal(str)

    def __init__(
        self, engine: MatchingEngine, lane: Lane, reviewed: Callable[[str], bool], claims: Claims, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._claims = claims
        self._engine = engine
        self._lane = lane
        self._reviewed = reviewed
        self._task: Task | None = None
        self._settings: Settings | None = None
        self._review = False
        self._changes = VersionChanges(self, lane, self.take)
        self._deaths = 0
        self._died_over: str | None = None
        self._lost = False
        """Whether what was in service went with the engine, and is not back yet."""
        self.trying: Callable[[Settings], AbstractContextManager[object]] = nullcontext
        self.snapshot: Snapshot | None = None
        self.source: str | None = None
        self.phase = Phase.IDLE
        self.progress: Progress | None = None

    @property
    def working(self) -> bool:
        return self.phase in {Phase.STARTING, Phase.SCANNING, Phase.INDEXING}

    @property
    def _in_service(self) -> str | None:
        """The source of the catalogue in service."""
        return self.snapshot.source if self.snapshot is not None else None

    @property
    def opening(self) -> str | None:
        """The source being opened or looked over, if it is another one than that of the catalogue in service."""
        another = self.snapshot is None or self.source != self.snapshot.source
        return self.source if another and (self.working or self.phase is Phase.REVIEW) else None

    def open(self, source: str, settings: Settings, *, review: bool = False) -> None:
        """Look at a folder, zip file or table, then index it.

        Asks for a review first where files would be grouped, and of a table's columns where that was not done for it
        before, or where a ``review`` is wanted.
        """
        self._deaths = 0
        self._drop_task()
        self.source = source
        self._review = review

        def done(preview: Preview | TablePreview) -> None:
            if task.cancelling:  # the wish came behind the last report
                self._stopped()
                return
            if isinstance(preview, TablePreview):
                if preview.known and not review:
                    self._index(source, settings)
                else:
                    self._enter(Phase.REVIEW)
                    self.columns_needed.emit(source, preview)
                return
            grouping = preview.grouping
            if (grouping.grouped or grouping.duplicates) and not self._reviewed(source):
                self._enter(Phase.REVIEW)
                self.review_needed.emit(source, preview)
            else:
                self._index(source, settings)

        def work(report: Report) -> Preview | TablePreview:
            self._claims.check(source)
            return self._engine.preview(source, report)

        task = self._run(Phase.STARTING, work, done)

    def index(self, source: str, settings: Settings, plan: ImportPlan | None = None) -> None:
        """Index a source with the settings' model; the snapshot in service stays until the new one is whole.

        Args:
            source: folder, zip file or table.
            settings: with the model.
            plan: how a table is imported from now on; None for as before.
        """
        self._deaths = 0
        self._index(source, settings, plan)

    def _index(self, source: str, settings: Settings, plan: ImportPlan | None = None) -> None:
        self._drop_task()
        self.source = source
        former = (self.snapshot.source, self._settings) if self.snapshot is not None else None

        def done(snapshot: Snapshot) -> None:
            self._settings = settings
            self.take(snapshot)

        def work(report: Report) -> Snapshot:
            if plan is not None:
                self._engine.plan_import(source, plan, report)
            with self.trying(settings):
                snapshot = self._engine.open_catalogue(source, _sendable(settings), report)
            try:
                self._claims.take(snapshot.catalogue_id, snapshot.name)
            except CatalogueInUse:  # both windows were at it; the engine must not stay with what this one has not got
                if former is not None and former[1] is not None:
                    self._engine.open_catalogue(former[0], _sendable(former[1]), ignore)
                raise
            return snapshot

        self._run(Phase.INDEXING, work, done)

    def change_settings(self, settings: Settings) -> None:
        """Index with the settings' model what is open or being opened; what is to be looked over still is.

        What is being looked over is indexed with them once it is accepted.
        """
        if self.phase in {Phase.STARTING, Phase.SCANNING} and self.source is not None:
            self.open(self.source, settings, review=self._review)
            return
        source = self._in_service if self.phase is Phase.REVIEW else self.source
        if source is not None:
            self.index(source, settings)

    def change_version(
        self, work: Callable[[Report], Snapshot], answered: Callable[[StockmatchError | None], object]
    ) -> None:
        """Run work that puts another version of a model into service, with progress and cancel.

        What is being opened goes on: it is the wish of somebody who has not taken it back. What the engine died over
        too often is opened again for it.

        Args:
            work: what to do, whichever catalogue is in service by then; once more after a newer wish that it had to
                give way to.
            answered: called once it is done, taken back or refused, with why it was refused where no signal tells.
                Not called if the window is closed before.
        """
        change = VersionChange(work, answered)
        self._catch_up()
        if self.working or self.phase is Phase.REVIEW:
            self._changes.run_aside(change)
            return
        if self._changes.stranded and self._in_service is not None and self._settings is not None:
            self._changes.run_aside(change)
            self.index(self._in_service, self._settings)
            return

        def done(snapshot: Snapshot) -> None:
            self._changes.done(change)
            self.take(snapshot)

        self._run(Phase.INDEXING, work, done)
        self._changes.begin(change)

    def cancel(self) -> None:
        """Stop indexing at the next batch (what is done is kept)."""
        if self._task is not None:
            self._task.cancel()

    def decline(self) -> None:
        """What was looked over is not opened."""
        if self.phase is Phase.REVIEW:
            self.source = self._in_service
            self._enter(Phase.IDLE)
            self._revert()

    def recover(self, message: str) -> None:
        """The engine died and was started again: open what was open, unless it has died over that too often.

        Coming into service between two deaths proves nothing: a photo that kills is matched behind that. So they are
        counted until the person asks for something anew.

        What was being listed is listed again, once what was in service is back; what is being looked over stays so.
        """
        reviewing, listing = self.phase is Phase.REVIEW, self.phase in {Phase.STARTING, Phase.SCANNING}
        if self.snapshot is None and (reviewing or self.phase is Phase.IDLE):
            self.engine_stopped.emit(message)
            return
        self._changes.engine_died()
        if self._task is not None and self._task.begun:
            self._changes.end(EngineStopped(message))  # it may be what killed the engine
        self._drop_task()
        source = self._in_service if reviewing else self.source
        deaths = self._deaths + 1 if source == self._died_over else 1
        self._died_over = source
        self._lost = self.snapshot is not None and source != self.snapshot.source
        if deaths > _RESTARTS or source is None or self._settings is None:
            self._enter(Phase.FAILED)
            if deaths > _RESTARTS:
                words = self.tr(
                    "The matching engine stopped {0} times over {1}, which is not opened again by itself. No decision "
                    "was lost."
                )
                message = words.format(text.number(deaths), Path(source or "").name)
            self.failed.emit(source or "", message)
            self._revert()
            return
        self.engine_stopped.emit(message)
        self.reverted.emit(self._settings)  # others may have killed it
        if self.snapshot is not None and (reviewing or listing):
            self._bring_back(self.snapshot.source, self._settings)
            if listing:
                self.open(source, self._settings, review=self._review)
        else:
            self._index(source, self._settings)
        self._deaths = deaths

    def take(self, snapshot: Snapshot) -> None:
        """A snapshot came into service; what is wished for by now goes on."""
        self.snapshot, self._lost = snapshot, False
        self._changes.engine_serves()
        if self._task is None and self.phase is not Phase.REVIEW:
            self.source = snapshot.source
            self._enter(Phase.IDLE)
        self.in_service.emit(snapshot)
        self._catch_up()

    def _bring_back(self, source: str, settings: Settings) -> None:
        """Put what was in service into service again, beside what the person waits for."""

        def work(report: Report) -> Snapshot:
            return self._engine.open_catalogue(source, _sendable(settings), report)

        def failed(error: StockmatchError) -> None:
            if not isinstance(error, EngineStopped):  # that is told of once, by ``recover``
                self.failed.emit(self._in_service or "", told(error))

        Task(self, self._lane, work, done=self.take, failed=failed)

    def _catch_up(self) -> None:
        """Do what had to give way to a wish, once that has come to its end."""
        if not self.working:
            self._changes.catch_up()

    def _run(self, phase: Phase, work: Callable[[Report], object], done: Callable[..., None]) -> Task:
        self._enter(phase)

        def heard(result: object) -> None:
            if self._task is task:
                self._task = None
            done(result)

        task = self._task = Task(
            self,
            self._lane,
            work,
            done=heard,
            failed=self._failed,
            cancelled=self._stopped,
            progressed=self._progressed,
            crashed=self._crashed,
        )
        return task

    def _drop_task(self) -> None:
        """A newer wish replaces the task under way; what that still reports is not heard.

        But what it put into service all the same, past its last report, is what the engine matches against by then.
        """
        if self._task is not None:
            self._changes.give_way()
            self._task.silence(unless_done=self.phase is Phase.INDEXING)
            self._task = None

    def _progressed(self, progress: Progress) -> None:
        if self.phase is Phase.STARTING:
            self.phase = Phase.SCANNING
        self.progress = progress
        self.changed.emit()

    def _crashed(self) -> None:
        """A bug, which the crash report shows."""
        self._failed(CatalogueError(self.tr("Something went wrong inside Stockmatch; nothing was lost.")))

    def _stopped(self) -> None:
        self._task = None
        self._changes.end()
        self._enter(Phase.STOPPED)
        self._revert()

    def _failed(self, error: StockmatchError) -> None:
        self._task = None
        self._changes.end()
        if isinstance(error, CatalogueInUse):
            self.source = self._in_service
            self._enter(Phase.IDLE)
            self.in_use.emit(error.name)
            self._revert()
            return
        self._enter(Phase.FAILED)
        if isinstance(error, WeightsMissing):
            self.weights_missing.emit(error)
            return
        self._say(error)
        self._revert()

    def _say(self, error: StockmatchError) -> None:
        self.failed.emit(self.source or "", told(error))

    def _revert(self) -> None:
        if self.snapshot is None:
            return
        self.source = self.snapshot.source
        if self._settings is not None:
            self.reverted.emit(self._settings)
            if self._lost:
                self._lost = False
                self._index(self.source, self._settings)
        self._catch_up()

    def revert(self) -> None:
        """Give up a change that is waiting for weights."""
        self._revert()

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.progress = None
        self.changed.emit()


def _sendable(settings: Settings) -> Settings:
    """The same without a read-only view, which no pipe takes."""
    return replace(settings, weights_files=dict(settings.weights_files), grouping=dict(settings.grouping))
