"""What happened, as a message across the window with what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from stockmatch import __version__
from stockmatch.core.catalogue import Snapshot
from stockmatch.core.exporting import ExportResult
from stockmatch.core.model import CLASSIC, backbone
from stockmatch.core.settings import Settings
from stockmatch.core.updates import Update
from stockmatch.ui import text
from stockmatch.ui.arrivals import Added
from stockmatch.ui.banner import Banner, Level
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.language import told
from stockmatch.ui.session import Session
from stockmatch.ui.version_wishes import VersionWish
from stockmatch.ui.words import chosen_model_words, known_words

if TYPE_CHECKING:
    from stockmatch.ui.main_window import MainWindow

_NAMES_SHOWN = 3

_STANDING = frozenset(
    {"store", "changed", "folder", "inbox", "offer", "update", "crash", "trial", "settings", "waiting"}
)
"""Notices that tell of a state: another one covers them, but does not end them."""

_LOST = "lost: "
"""What such notices are about begins so; each stands for itself."""

Action = tuple[str, Callable[[], None]]


@dataclass(frozen=True)
class _Notice:
    level: Level
    words: str
    actions: tuple[Action, ...]


class Notices(QObject):
    """Turns the session's signals into banner messages; a message goes when what it says is over.

    The latest is shown, but what offers to store a decision comes first. One that stands for a state comes back when
    those that cover it are gone; any other is replaced by the next of its kind.
    """

    def __init__(self, session: Session, banner: Banner, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._banner = banner
        self._window = window
        self._notices: dict[str, _Notice] = {}
        self._taken_out: tuple[int, ...] = ()
        self._shown = ""
        self._waiting = (0, "")
        self._failed_source = ""
        queue, catalogue, models = session.queue, session.catalogue, session.models
        queue.store_failed.connect(self._on_store_failed)
        queue.lost.connect(self._on_lost)
        queue.failed_later.connect(self._on_failed_later)
        queue.decided.connect(self._on_stored)
        queue.failed.connect(self._on_failed)
        queue.added.connect(self._on_added)
        queue.refused.connect(self._on_refused)
        queue.taken_out.connect(self._on_taken_out)
        queue.opened.connect(self._on_other_queue)
        session.exports.exported.connect(self._on_exported)
        models.failed.connect(self._on_failed)
        models.version_unserved.connect(self._on_version_unserved)
        session.settings_failed.connect(self._on_failed)
        session.inbox.gone.connect(self._on_inbox_gone)
        session.inbox.back.connect(self._on_inbox_back)
        session.table_saved.connect(self._on_table_saved)
        session.watching.changed.connect(self._on_files_changed)
        session.watching.gone.connect(self._on_folder_gone)
        session.watching.back.connect(self._on_folder_back)
        session.offer.connect(self._on_offer)
        session.updates.found.connect(self._on_update)
        session.waiting.changed.connect(self._tell_of_waiting)
        catalogue.changed.connect(self._tell_of_waiting)
        catalogue.changed.connect(self._on_catalogue_changed)
        catalogue.failed.connect(self._on_catalogue_failed)
        catalogue.in_use.connect(self._on_in_use)
        catalogue.engine_stopped.connect(self._on_engine_stopped)
        catalogue.in_service.connect(self._on_in_service)
        banner.closed.connect(self._on_closed)

    def refuse(self, words: str) -> None:
        """Say why nothing came of a drop or a paste."""
        self._show("refused", Level.WARNING, words)

    def tell_of_settings(self, words: str) -> None:
        """Say what became of settings that could not be read."""
        self._show("settings", Level.WARNING, words)

    def tell_of_crash(self, report: str) -> None:
        """Say that the last run ended in a crash, and offer what it left."""
        words = self.tr("Stockmatch ended unexpectedly last time. No decision was lost.")

        def look() -> None:
            self._over("crash")
            self._window.dialogs.show_crash(report)

        self._show("crash", Level.WARNING, words, (self.tr("Show report…"), look))

    def tell_of_rescue(self, path: str) -> None:
        """Say where decisions are that could not be stored as the desktop's session ended."""
        words = self.tr("As your session ended, some decisions could not be saved. They are in {0}.")
        self._show_lost(words.format(path))

    def tell_of_trial(self, tried: Settings, instead: Settings) -> None:
        """Say that the last run ended over a model, and which one serves instead."""
        words = self.tr(
            "Stockmatch ended as it changed over to {0}, so it goes on with {1}. You can choose again in the settings."
        )
        self._show("trial", Level.WARNING, words.format(chosen_model_words(tried), chosen_model_words(instead)))

    @Slot()
    def take_over(self) -> None:
        """Index the catalogue in service anew, for its files that have changed; another one that is opened goes on."""
        desk = self._session.catalogue
        if desk.snapshot is None:
            return
        if desk.opening is None:
            self._session.open_catalogue(desk.snapshot.source)
            return
        words = self.tr("{0} is being opened. What has changed in {1} is taken over when that is opened again.")
        self._show("opening", Level.INFO, words.format(Path(desk.opening).name, desk.snapshot.name))

    @Slot()
    def review_columns(self) -> None:
        """Ask again what the columns of the table in service hold; another catalogue that is opened goes on."""
        snapshot = self._session.catalogue.snapshot
        if snapshot is not None:
            self._unless_opening(snapshot.source, self._session.review_columns)

    def _unless_opening(self, source: str, act: Callable[[], None]) -> None:
        """Do something that opens a catalogue, unless that gave up another one that is being opened."""
        opening = self._session.catalogue.opening
        if opening is None or opening == source:
            act()
            return
        words = self.tr("{0} is being opened. Wait until that is done and open {1} again, or cancel it first.")
        self._show("opening", Level.INFO, words.format(Path(opening).name, Path(source).name))

    @Slot()
    def copy_diagnostics(self) -> None:
        """Put on the clipboard what helps whoever mends a fault."""

        def copied(found: str) -> None:
            QGuiApplication.clipboard().setText(found)
            self._show("diagnostics", Level.SUCCESS, self.tr("The diagnostic information is on the clipboard."))

        self._session.collect_diagnostics(copied)

    def _show(self, about: str, level: Level, words: str, *actions: Action) -> None:
        for former in list(self._notices):
            if former == about or not (_stands(former) or _stands(about)):
                del self._notices[former]
        self._notices[about] = _Notice(level, words, actions)
        self._show_first()

    def _over(self, *about: str) -> None:
        for one in about:
            self._notices.pop(one, None)
        if self._shown in about:
            self._show_first()

    def _show_first(self) -> None:
        self._shown = "store" if "store" in self._notices else next(reversed(self._notices), "")
        notice = self._notices.get(self._shown)
        if notice is None:
            self._banner.clear()
        else:
            self._banner.show_message(notice.level, notice.words, notice.actions)

    @Slot(str)
    def _on_store_failed(self, message: str) -> None:
        words = self.tr("The decision is not saved yet. {0}").format(message)
        self._show("store", Level.ERROR, words, (self.tr("Try again"), self._session.queue.retry))

    @Slot(str, object, str)
    def _on_lost(self, name: str, photos: tuple[str, ...], message: str) -> None:
        words = self.tr("In {0}, this is still undecided: {1}. {2}")
        self._show_lost(words.format(name, text.few(photos, _NAMES_SHOWN), message))

    @Slot(str, str)
    def _on_failed_later(self, name: str, message: str) -> None:
        words = self.tr("In {0}, the last change before it was left was not kept. {1}")
        self._show_lost(words.format(name, message))

    @Slot(object, str)
    def _on_version_unserved(self, wish: VersionWish, message: str) -> None:
        words = self.tr("In {0}, the chosen version of the model was not put into service. {1}")
        self._show_lost(words.format(wish.catalogue, message))

    def _show_lost(self, words: str) -> None:
        """The catalogue that is open now has nothing to do with it, so it stays until it is closed by hand."""
        self._show(f"{_LOST}{words}", Level.ERROR, words)

    @Slot(object)
    def _on_stored(self, _decision: object) -> None:
        self._over("refused", "known", "taken out", "exported", "diagnostics", "in use")
        if not self._session.queue.unsaved:
            self._over("store")

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self._show("failure", Level.ERROR, message)

    @Slot(object)
    def _on_added(self, added: Added) -> None:
        self._over("refused", "known")
        if added.known:
            self._show("known", Level.INFO, known_words(added.new, added.known))

    @Slot(object)
    def _on_refused(self, names: tuple[str, ...]) -> None:
        shown = text.few(names, _NAMES_SHOWN)
        if len(names) == 1:
            words = self.tr("There is no photo in {0}. Images such as JPEG, PNG, HEIC or WebP can be added.")
        else:
            words = self.tr("Left out, because they are no images: {0}")
        self._show("refused", Level.WARNING, words.format(shown))

    @Slot(object)
    def _on_taken_out(self, photo_ids: tuple[int, ...]) -> None:
        queue, former = self._session.queue, self._taken_out if "taken out" in self._notices else ()
        self._taken_out = photo_ids
        if not photo_ids:
            words = self.tr("What is decided stays in the queue. Take the decision back first.")
            self._show("taken out", Level.INFO, words)
            return
        if not queue.unsaved:
            self._over("store")
        self._taken_out = gone = (*(one for one in former if queue.queue.find(one) is None), *photo_ids)

        def back() -> None:
            self._over("taken out")
            queue.put_back(gone)

        one = self.tr("{0} taken out of the queue. Its file stays where it is.")
        many = self.tr("{0} taken out of the queue. Their files stay where they are.")
        words = (one if len(gone) == 1 else many).format(text.photos(len(gone)))
        self._show("taken out", Level.SUCCESS, words, (self.tr("Put back"), back))

    @Slot()
    def _on_other_queue(self) -> None:
        """What was said of photos was said of those of the former catalogue, and putting back would find none."""
        self._over("known", "taken out")

    @Slot()
    def _tell_of_waiting(self) -> None:
        desk, count = self._session.catalogue, self._session.waiting.count
        waiting = (count, Path(desk.opening).name if desk.opening is not None else "")
        if waiting == self._waiting:
            return
        self._waiting = waiting
        if not all(waiting):
            self._over("waiting")
            return
        one, many = self.tr("1 photo waits for {0}."), self.tr("{1} wait for {0}.")
        words = (one if count == 1 else many).format(waiting[1], text.photos(count))
        self._show("waiting", Level.INFO, words)

    @Slot()
    def _on_catalogue_changed(self) -> None:
        desk = self._session.catalogue
        if desk.opening is None:
            self._over("opening")
        if desk.phase is Phase.STARTING:
            self._over("catalogue", "in use")

    @Slot(str)
    def _on_files_changed(self, _source: str) -> None:
        words = self.tr("The catalogue's files have changed.")
        self._show("changed", Level.INFO, words, (self.tr("Take over"), self.take_over))

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
            self._failed_source = source
            self._show("catalogue", Level.ERROR, message, *self._folder_actions(source))

    @Slot(str)
    def _on_folder_gone(self, source: str) -> None:
        words = self.tr("The catalogue's folder is gone: {0}. Matching goes on, without its pictures.")
        self._show("folder", Level.WARNING, words.format(source), *self._folder_actions(source))

    @Slot()
    def _on_folder_back(self) -> None:
        self._over("folder")

    @Slot(str)
    def _on_inbox_gone(self, folder: str) -> None:
        words = self.tr("The inbox folder is not there: {0}. Photos come from it again as soon as it is.")
        self._show("inbox", Level.WARNING, words.format(folder))

    @Slot()
    def _on_inbox_back(self) -> None:
        self._over("inbox")

    def _folder_actions(self, source: str) -> tuple[Action, ...]:
        def again() -> None:
            self._unless_opening(source, lambda: self._session.open_catalogue(source))

        def locate() -> None:
            self._unless_opening(source, self._window.dialogs.locate)

        trying = (self.tr("Try again"), again)
        return ((self.tr("Locate folder…"), locate), trying) if self._session.can_locate(source) else (trying,)

    @Slot(str)
    def _on_engine_stopped(self, message: str) -> None:
        self._show("engine", Level.WARNING, message)

    @Slot(object)
    def _on_in_service(self, snapshot: Snapshot) -> None:
        """What was in service before also comes again, by itself, after another catalogue was not opened."""
        self._over("engine", "changed")
        if snapshot.backbone != CLASSIC:
            self._over("offer")
        if snapshot.source == self._failed_source:
            self._over("catalogue")
        if not self._session.queue.unsaved:
            self._over("store")

    @Slot()
    def _on_closed(self) -> None:
        if self._shown == "offer":
            self._session.answer_offer()
        self._over(self._shown)


def _stands(about: str) -> bool:
    return about in _STANDING or about.startswith(_LOST)
