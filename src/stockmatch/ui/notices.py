"""What happened, as a message across the window with what can be done about it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from stockmatch import __version__
from stockmatch.core.exporting import ExportResult
from stockmatch.core.model import backbone
from stockmatch.core.updates import Update
from stockmatch.ui import text
from stockmatch.ui.arrivals import Added
from stockmatch.ui.banner import Banner, Level
from stockmatch.ui.language import told
from stockmatch.ui.session import Session
from stockmatch.ui.words import known_words

if TYPE_CHECKING:
    from stockmatch.ui.main_window import MainWindow

_NAMES_SHOWN = 3


class Notices(QObject):
    """Turns the session's signals into banner messages; a message goes when what it says is over."""

    def __init__(self, session: Session, banner: Banner, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._banner = banner
        self._window = window
        self._about = ""
        queue, catalogue, models = session.queue, session.catalogue, session.models
        queue.store_failed.connect(self._on_store_failed)
        queue.decided.connect(self._on_stored)
        queue.failed.connect(self._on_failed)
        queue.added.connect(self._on_added)
        queue.refused.connect(self._on_refused)
        session.exports.exported.connect(self._on_exported)
        models.failed.connect(self._on_failed)
        session.settings_failed.connect(self._on_failed)
        session.inbox.gone.connect(self._on_inbox_gone)
        session.inbox.back.connect(self._on_inbox_back)
        session.table_saved.connect(self._on_table_saved)
        session.watching.changed.connect(self._on_files_changed)
        session.offer.connect(self._on_offer)
        session.updates.found.connect(self._on_update)
        session.in_use_elsewhere.connect(self._on_in_use)
        catalogue.failed.connect(self._on_catalogue_failed)
        catalogue.engine_stopped.connect(self._on_engine_stopped)
        catalogue.in_service.connect(self._on_in_service)
        session.thumbnails.folder_missing.connect(self._on_folder_missing)
        banner.closed.connect(self._on_closed)

    def refuse(self, words: str) -> None:
        """Say why nothing came of a drop or a paste."""
        self._show("refused", Level.WARNING, words)

    def tell_of_crash(self, report: str) -> None:
        """Say that the last run ended in a crash, and offer what it left."""
        words = self.tr("Stockmatch ended unexpectedly last time. No decision was lost.")

        def look() -> None:
            self._over("crash")
            self._window.dialogs.show_crash(report)

        self._show("crash", Level.WARNING, words, (self.tr("Show report…"), look))

    @Slot()
    def copy_diagnostics(self) -> None:
        """Put on the clipboard what helps whoever mends a fault."""

        def copied(found: str) -> None:
            QGuiApplication.clipboard().setText(found)
            self._show("diagnostics", Level.SUCCESS, self.tr("The diagnostic information is on the clipboard."))

        self._session.collect_diagnostics(copied)

    def _show(self, about: str, level: Level, words: str, *actions: object) -> None:
        if self._about == "store" != about and self._session.queue.unsaved:  # what offers to store it comes first
            return
        self._about = about
        self._banner.show_message(level, words, actions)  # type: ignore[arg-type]  # pairs of words and callables

    def _over(self, *about: str) -> None:
        if self._about in about:
            self._about = ""
            self._banner.clear()

    @Slot(str)
    def _on_store_failed(self, message: str) -> None:
        words = self.tr("The decision is not saved yet. {0}").format(message)
        self._show("store", Level.ERROR, words, (self.tr("Try again"), self._session.queue.retry))

    @Slot(object)
    def _on_stored(self, _decision: object) -> None:
        self._over("refused", "known", "exported", "diagnostics", *(() if self._session.queue.unsaved else ("store",)))

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self._show("", Level.ERROR, message)

    @Slot(object)
    def _on_added(self, added: Added) -> None:
        self._over("refused", "known")
        if added.known:
            self._show("known", Level.INFO, known_words(added.new, added.known))

    @Slot(object)
    def _on_refused(self, names: tuple[str, ...]) -> None:
        shown = ", ".join(names[:_NAMES_SHOWN]) + (" …" if len(names) > _NAMES_SHOWN else "")
        if len(names) == 1:
            words = self.tr("There is no photo in {0}. Images such as JPEG, PNG, HEIC or WebP can be added.")
        else:
            words = self.tr("Left out, because they are no images: {0}")
        self._show("refused", Level.WARNING, words.format(shown))

    @Slot(str)
    def _on_files_changed(self, _source: str) -> None:
        words = self.tr("The catalogue's files have changed.")
        self._show("changed", Level.INFO, words, (self.tr("Take over"), self._session.reopen))

    @Slot(str)
    def _on_table_saved(self, path: str) -> None:
        self._show("exported", Level.SUCCESS, self.tr("Saved as {0}").format(path))

    @Slot(object)
    def _on_exported(self, result: ExportResult) -> None:
        one, many = self.tr("1 row exported to {0}"), self.tr("{1} rows exported to {0}")
        words = (one if result.rows == 1 else many).format(result.path, text.number(result.rows))
        if result.copied:
            words = text.join([words, self.tr("photos copied: {0}").format(text.number(result.copied))])

        def reveal() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(result.path).parent)))

        self._show("exported", Level.SUCCESS, words, (self.tr("Show folder"), reveal))

    @Slot(str)
    def _on_offer(self, backbone_id: str) -> None:
        offered = backbone(backbone_id)
        words = self.tr("Classic works at once. {0} recognises more ({1} to download once): {2}").format(
            offered.title, text.download_size(offered.download_mb), told(offered.about)
        )

        def look() -> None:
            self._session.answer_offer()
            self._over("offer")
            self._window.dialogs.offer(backbone_id)

        def later() -> None:
            self._session.answer_offer()
            self._over("offer")

        self._show("offer", Level.INFO, words, (self.tr("Get it…"), look), (self.tr("Not now"), later))

    @Slot(object)
    def _on_update(self, update: Update) -> None:
        words = self.tr("Stockmatch {0} can be had; this is {1}.").format(update.version, __version__)

        def visit() -> None:
            self._over("update")
            QDesktopServices.openUrl(QUrl(update.page))

        later = (self.tr("Not now"), lambda: self._over("update"))
        self._show("update", Level.INFO, words, (self.tr("Show page"), visit), later)

    @Slot(str)
    def _on_in_use(self, name: str) -> None:
        words = self.tr("{0} is open in another window. Work there, or open another catalogue here.").format(name)
        self._show("in use", Level.WARNING, words, (self.tr("Open another…"), self._window.choose_catalogue))

    @Slot(str, str)
    def _on_catalogue_failed(self, source: str, message: str) -> None:
        if self._session.catalogue.snapshot is not None:
            self._show("catalogue", Level.ERROR, message, *self._folder_actions(source))

    @Slot(str)
    def _on_folder_missing(self, folder: str) -> None:
        snapshot = self._session.catalogue.snapshot
        if snapshot is None or self._about == "catalogue":
            return
        if Path(folder).is_relative_to(snapshot.folder):
            words = self.tr("The catalogue's folder is gone: {0}. Matching goes on, without its pictures.")
            self._show(
                "catalogue", Level.WARNING, words.format(snapshot.source), *self._folder_actions(snapshot.source)
            )

    @Slot(str)
    def _on_inbox_gone(self, folder: str) -> None:
        words = self.tr("The inbox folder is not there: {0}. Photos come from it again as soon as it is.")
        self._show("inbox", Level.WARNING, words.format(folder))

    @Slot()
    def _on_inbox_back(self) -> None:
        self._over("inbox")

    def _folder_actions(self, source: str) -> tuple[object, ...]:
        again = (self.tr("Try again"), lambda: self._session.open_catalogue(source))
        if not self._session.can_locate(source):
            return (again,)
        return (self.tr("Locate folder…"), self._window.dialogs.locate), again

    @Slot(str)
    def _on_engine_stopped(self, message: str) -> None:
        self._show("engine", Level.WARNING, message)

    @Slot(object)
    def _on_in_service(self, _snapshot: object) -> None:
        if self._session.catalogue.snapshot is not None:  # else it is open in another window
            self._over("catalogue", "engine", "in use", "changed")

    @Slot()
    def _on_closed(self) -> None:
        if self._about == "offer":
            self._session.answer_offer()
        self._about = ""
