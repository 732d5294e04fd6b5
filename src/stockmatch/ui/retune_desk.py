"""When to offer tuning: once enough photos were confirmed since it was last tried here. No widgets."""

from PySide6.QtCore import QObject, QSettings, Signal, Slot

from stockmatch.core.learning import next_tuning, teachers
from stockmatch.core.tuning import ModelVersion, TuneMethod
from stockmatch.ui.catalogue_desk import CatalogueDesk
from stockmatch.ui.model_desk import ModelDesk
from stockmatch.ui.queue_desk import QueueDesk


class RetuneDesk(QObject):
    """Counts confirmed photos, and remembers for each catalogue how many there were when tuning was tried or refused.

    The tuning of a network that serves with all of its weights tuned learns nothing from confirmed photos: there is no
    offer then.

    Signals:
        changed(): what is offered.
    """

    changed = Signal()

    def __init__(
        self, memory: QSettings, catalogue: CatalogueDesk, queue: QueueDesk, models: ModelDesk, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._memory = memory
        self._catalogue = catalogue
        self._queue = queue
        self._models = models
        self._versions: tuple[ModelVersion, ...] | None = None
        self._opened = ""
        self._offered = 0
        for moved in (queue.decided, queue.undone, queue.redone):
            moved.connect(self._look)
        queue.opened.connect(self._on_opened)
        catalogue.in_service.connect(self._on_in_service)
        models.versions_known.connect(self._on_versions)
        models.tuning_changed.connect(self._on_tuning)

    @property
    def photos(self) -> int:
        """How many confirmed photos a tuning could learn from now; 0 where it is not worth offering."""
        return self._offered

    @Slot()
    def dismiss(self) -> None:
        """Not now: ask again with twice as many."""
        self._note()

    @Slot()
    def _look(self) -> None:
        snapshot, versions = self._catalogue.snapshot, self._versions
        count = 0
        if snapshot is not None and versions is not None and not self._models.tuning:
            learning = not any(known.in_service and known.method is TuneMethod.BACKBONE for known in versions)
            count = self._count() if learning else 0
        self._offer(count if count >= next_tuning(self._attempted()) else 0)

    def _offer(self, photos: int) -> None:
        if photos != self._offered:
            self._offered = photos
            self.changed.emit()

    def _count(self) -> int:
        """How many photos of the catalogue in service count; 0 while the queue is not its own."""
        snapshot = self._catalogue.snapshot
        if snapshot is None or snapshot.catalogue_id != self._opened or not self._queue.open:
            return 0
        return teachers(self._queue.queue, {product.key for product in snapshot.products})

    def _key(self) -> str:
        snapshot = self._catalogue.snapshot
        return f"tuned_with/{snapshot.catalogue_id if snapshot is not None else ''}"

    def _attempted(self) -> int:
        known = self._memory.value(self._key(), 0, int)
        return known if isinstance(known, int) else 0

    def _note(self) -> None:
        count = self._count()
        if count:
            self._memory.setValue(self._key(), count)
        self._look()

    @Slot()
    def _on_opened(self) -> None:
        snapshot = self._catalogue.snapshot
        self._opened = snapshot.catalogue_id if snapshot is not None else ""
        self._look()

    @Slot()
    def _on_tuning(self) -> None:
        """A tuning began or ended; what it began with counts, whatever came of it."""
        if self._models.tuning:
            self._note()
        else:
            self._look()

    @Slot(object)
    def _on_in_service(self, _snapshot: object) -> None:
        self._versions = None
        self._look()

    @Slot(object)
    def _on_versions(self, versions: tuple[ModelVersion, ...]) -> None:
        self._versions = versions
        self._look()
