"""What the window shows of the catalogue: top bar, the page before there is one, the model in use."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.errors import WeightsMissing
from stockmatch.core.model import DeviceInfo
from stockmatch.core.progress import Progress
from stockmatch.core.settings import Settings, Theme
from stockmatch.core.tuning import ModelVersion
from stockmatch.ui import text
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.language import speak, told
from stockmatch.ui.session import Session
from stockmatch.ui.theme import apply_theme
from stockmatch.ui.words import model_words

if TYPE_CHECKING:
    from stockmatch.ui.main_window import MainWindow


class CatalogueView(QObject):
    """Keeps the window's frame in step with the session."""

    def __init__(self, session: Session, window: "MainWindow", theme: Theme | None) -> None:
        super().__init__(window)
        self._theme = theme
        self._session = session
        self._window = window
        self._versions: tuple[ModelVersion, ...] = ()
        self._device_asked = False
        self._message = ""
        self._tuning: Progress | None = None
        session.catalogue.changed.connect(self.refresh)
        session.catalogue.failed.connect(self._on_failed)
        session.away.changed.connect(self.refresh)
        session.catalogue.weights_missing.connect(self._on_weights_missing)
        session.catalogue.in_service.connect(self._on_in_service)
        session.queue.photo_changed.connect(self.refresh)
        session.settings_changed.connect(self._on_settings)
        session.models.versions_known.connect(self._on_versions)
        session.models.tuning_changed.connect(self._on_tuning_changed)
        session.models.tuning_progressed.connect(self._on_tuning_progressed)
        session.retuning.changed.connect(self._show_offer)
        session.models.device_known.connect(self._on_device)
        session.models.device_refused.connect(self._on_device_refused)
        session.models.file_refused.connect(self._on_file_refused)
        self.attach()

    def attach(self) -> None:
        """Take the window's parts up; they are made anew in another language."""
        session, window = self._session, self._window
        session.models.not_installed_known.connect(window.settings.set_not_installed)
        session.models.available_known.connect(window.settings.set_available)
        window.settings.changed.connect(session.apply)
        window.settings.weights_file_chosen.connect(session.models.check_file)
        session.updates.failed.connect(window.settings.updates.show_problem)
        window.top.settings_toggled.connect(self._on_settings_opened)
        window.top.offer.dismissed.connect(session.retuning.dismiss)
        self._show_offer()
        self._show_settings(session.settings)
        window.settings.set_catalogue(session.catalogue.snapshot)
        self._show_recent()
        self.refresh()

    @property
    def versions(self) -> tuple[ModelVersion, ...]:
        """The model versions of the catalogue in service."""
        return self._versions

    @Slot()
    def refresh(self) -> None:
        """Show where the catalogue stands."""
        desk, window = self._session.catalogue, self._window
        opening = Path(desk.source).name if desk.source is not None and desk.phase is not Phase.IDLE else ""
        window.top.show_catalogue(desk.snapshot, opening)
        indexing = desk.phase is Phase.INDEXING
        working = desk.snapshot is not None or (bool(self._session.queue.waiting) and desk.working)
        another = opening if desk.snapshot is not None and desk.opening is not None else ""
        window.top.show_progress(desk.progress, working=desk.working and working, cancellable=indexing, name=another)
        away = self._session.away
        window.top.export.setEnabled(bool(self._session.queue.queue.photos) or away.kept is not None)
        if desk.snapshot is not None:
            self._show_model()
            if not desk.working and self._session.models.tuning:
                window.top.show_progress(self._tuning, working=self._tuning is not None, cancellable=False)
        window.stack.setCurrentWidget(window.work if working else window.empty)
        strip = desk.snapshot is not None and bool(self._session.queue.queue.photos)
        window.strip.setVisible(strip)
        window.work.set_bottom_margin(0 if strip else 12)
        if not working:
            self._show_empty()

    def _show_model(self) -> None:
        snapshot = self._session.catalogue.snapshot
        if snapshot is None:
            return
        words = model_words(snapshot, self._versions)
        lines = [self.tr("Model in use: {0}").format(words)]
        if snapshot.device_note:
            lines.append(told(snapshot.device_note))
        desk = self._session.catalogue
        if desk.phase is Phase.INDEXING:
            lines.append(self.tr("Another index is being made; this one serves until it is whole."))
        self._window.top.show_model(words, "\n".join(lines))
        self._window.settings.set_model_in_use(words)

    def _show_empty(self) -> None:
        desk, page = self._session.catalogue, self._window.empty
        open_folder = (self.tr("Open catalogue folder…"), self._window.choose_catalogue)
        if desk.phase is Phase.IDLE:
            page.show_message(
                "folder-open",
                self.tr("Open a catalogue to begin"),
                self.tr("Your photos are kept. Open the catalogue to match them against, and they are next.")
                if self._session.queue.waiting
                else self.tr(
                    "A folder or zip of the supplier's pictures, named by SKU, or a table. It stays as it is."
                ),
                [
                    open_folder,
                    (self.tr("Open table or zip…"), self._window.choose_catalogue_file),
                    (self.tr("Use the sample"), self._window.open_sample),
                ],
                tint="accent",
            )
        elif desk.phase is Phase.FAILED:
            actions, sentences = [(self.tr("Try again"), self._session.reopen)], [self._message]
            if self._session.can_locate(desk.source):
                actions.append((self.tr("Locate folder…"), self._window.dialogs.locate))
            if self._session.away.kept is not None:
                actions.append((self.tr("Export…"), self._window.dialogs.exports.open))
                sentences.append(self.tr("Your decisions are safe on this machine, and can be exported."))
            if self._session.away.waiting:
                sentences.append(self.tr("The catalogue opens by itself as soon as its files are there."))
            title = self.tr("The catalogue could not be opened")
            page.show_message("warning", title, "\n".join(sentences), [*actions, open_folder], tint="warn")
        elif desk.phase is Phase.STOPPED:
            words = self.tr("What is indexed already is kept and will not be done again.")
            go_on = (self.tr("Go on"), self._session.reopen)
            page.show_message("stop", self.tr("Indexing was stopped"), words, [go_on, open_folder])
        elif desk.phase is Phase.STARTING:
            words = self.tr("This takes a moment. Photos can be dropped already.")
            page.show_message("folder-open", self.tr("Starting the matching engine…"), words, busy=True)
        else:
            progress = desk.progress
            words = text.progress(progress) if progress is not None else ""
            stop = (self.tr("Cancel"), desk.cancel)
            name = Path(desk.source).name if desk.source is not None else ""
            title = self.tr("Indexing {0}").format(name)
            done, total = (progress.done, progress.total) if progress is not None else (0, 0)
            page.show_progress("folder-open", title, words, stop, done=done, total=total)

    @Slot()
    def _show_offer(self) -> None:
        self._window.top.show_offer(self._session.retuning.photos)

    @Slot(object)
    def _on_in_service(self, snapshot: Snapshot) -> None:
        self._message = ""
        self._device_asked = False
        self._window.settings.set_catalogue(snapshot)
        self._show_recent()
        self._window.setWindowTitle(f"{snapshot.name} – Stockmatch")
        if self._window.top.settings.isChecked():
            self._on_settings_opened(True)

    def _show_recent(self) -> None:
        snapshot = self._session.catalogue.snapshot
        self._window.top.show_recent(self._session.recent.others(snapshot.source if snapshot is not None else ""))

    @Slot(object)
    def _on_weights_missing(self, error: WeightsMissing) -> None:
        self._on_failed("", told(error))

    @Slot(str, str)
    def _on_failed(self, _source: str, message: str) -> None:
        self._message = message
        self.refresh()

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            speak(app, settings.language)
            apply_theme(app, self._theme if self._theme is not None else settings.theme)
        self._show_settings(settings)

    def _show_settings(self, settings: Settings) -> None:
        self._window.settings.set_settings(settings)
        self._device_asked = False
        if self._window.top.settings.isChecked():
            self._on_settings_opened(True)

    @Slot(object)
    def _on_versions(self, versions: tuple[ModelVersion, ...]) -> None:
        self._versions = versions
        self._show_model()

    @Slot()
    def _on_tuning_changed(self) -> None:
        self._tuning = None
        self.refresh()

    @Slot(object)
    def _on_tuning_progressed(self, progress: Progress) -> None:
        self._tuning = progress
        self.refresh()

    @Slot(bool)
    def _on_settings_opened(self, shown: bool) -> None:
        """Which devices and weights there are is asked only when somebody looks: it loads torch."""
        if shown and not self._device_asked:
            self._device_asked = True
            self._session.models.describe_device(self._session.settings.device)
            self._session.models.list_available()

    @Slot(object)
    def _on_device(self, info: DeviceInfo) -> None:
        self._window.settings.set_device(info)

    @Slot(str)
    def _on_device_refused(self, message: str) -> None:
        self._window.settings.set_device(DeviceInfo(self.tr("none"), message))

    @Slot(str, str)
    def _on_file_refused(self, _backbone: str, message: str) -> None:
        self._window.settings.show_weights_problem(message)
