"""A catalogue that cannot be opened: whether anything was decided in it, and when its files are back. No widgets."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from stockmatch.ui.catalogue_desk import CatalogueDesk, Phase
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.watch_desk import AGAIN_MS

if TYPE_CHECKING:
    from stockmatch.composition import Services
    from stockmatch.store.library import CatalogueEntry


class AwayDesk(QObject):
    """Follows the catalogue desk while it has failed and nothing is in service.

    Attributes:
        kept: the catalogue, if anything was decided in it.
        waiting: whether its files are away, and looked for.

    Signals:
        changed(): one of these.
        back(str): the files were away and are there; the catalogue's source.
    """

    changed = Signal()
    back = Signal(str)

    def __init__(
        self, services: "Services", catalogue: CatalogueDesk, records_lane: Lane, files_lane: Lane, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._catalogue = catalogue
        self._records_lane = records_lane
        self._files_lane = files_lane
        self._source: str | None = None
        self._finding: Task | None = None
        self._looking: Task | None = None
        self.kept: CatalogueEntry | None = None
        self.waiting = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._look)
        catalogue.changed.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        desk = self._catalogue
        source = desk.source if desk.phase is Phase.FAILED and desk.snapshot is None else None
        if source == self._source:
            return
        self._source, self.kept, self.waiting = source, None, False
        self._again.stop()
        for task in (self._finding, self._looking):
            if task is not None:
                task.silence()
        if source is not None:
            services = self._services
            self._finding = Task(self, self._records_lane, lambda _report: services.decided(source), done=self._take)
            self._look()

    def _take(self, kept: "CatalogueEntry | None") -> None:
        self.kept = kept
        self.changed.emit()

    @Slot()
    def _look(self) -> None:
        source, services = self._source, self._services
        if source is None:
            return

        def done(there: bool) -> None:
            if there and self.waiting:
                self.back.emit(source)
            elif not there:
                self._again.start(AGAIN_MS)
                if not self.waiting:
                    self.waiting = True
                    self.changed.emit()

        self._looking = Task(self, self._files_lane, lambda report: services.is_there(source, report), done=done)
