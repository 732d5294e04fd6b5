"""The photo on the left, its candidates on the right, the decisions below them."""

from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from stockmatch.core.decisions import Decision, DecisionKind, Photo, Showing
from stockmatch.core.evidence import ColourMode, Region
from stockmatch.core.filtering import ANY
from stockmatch.core.own_decisions import BULK_NOTE
from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.ui import text
from stockmatch.ui.choices import scaled
from stockmatch.ui.decision_bar import DecisionBar
from stockmatch.ui.filter_fields import filter_words
from stockmatch.ui.grid_head import GridHead
from stockmatch.ui.guard import KEY_MS, POINTER_MS
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.language import told
from stockmatch.ui.match_grid import MatchGrid
from stockmatch.ui.pages import MessagePage
from stockmatch.ui.photo_panel import PhotoPanel
from stockmatch.ui.photo_state import PhotoState
from stockmatch.ui.session import Session
from stockmatch.ui.words import decided_words, retracted_words

_CANDIDATES_WIDTH = 500
"""They find room in that beside the photo; what their side asks for itself depends on the room it has."""


class WorkArea(QWidget):
    """Shows what the session's queue says, and turns keys and clicks into decisions.

    Signals:
        add_requested(), export_requested(), sample_photos_requested()
        why_requested(Candidate): why this one is offered for the current photo.
        narrow_requested(): the person wants to say which products may be offered.
        choice_needed(Candidate): its picture was confirmed, and several products share it.
    """

    add_requested = Signal()
    export_requested = Signal()
    sample_photos_requested = Signal()
    why_requested = Signal(object)
    narrow_requested = Signal()
    choice_needed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = session.queue
        self._since = QElapsedTimer()
        self._photo_id: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._shown: tuple[object, ...] = ()
        self.photo = PhotoPanel(session.thumbnails)
        self.grid = MatchGrid(session.thumbnails)
        self.page = MessagePage()
        self.bar = DecisionBar()
        self.head = GridHead()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.page)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.photo)
        self._right_side = self._right()
        self.splitter.addWidget(self._right_side)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.setProperty("role", "plain")
        self.splitter.setSizes([440, 820])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 0, 12, 0)
        self._column.addWidget(self.splitter)
        self.photo.open_requested.connect(self.add_requested)
        self.photo.region_chosen.connect(self._on_region)
        self.photo.region_moving.connect(self._on_region_moving)
        self.grid.chosen.connect(self._confirm)
        self.grid.why_requested.connect(self.why_requested)
        self.head.colour_chosen.connect(self._on_colour)
        self.head.narrow_requested.connect(self.narrow_requested)
        self.head.all_requested.connect(self.offer_all)
        session.settings_changed.connect(self._on_settings)
        self.bar.not_in_catalogue.connect(self._not_in_catalogue_clicked)
        self.bar.variant.connect(self._variant_clicked)
        self.bar.skip.connect(self._skip_clicked)
        self.bar.undo.connect(self._desk.undo)
        self.bar.redo.connect(self._desk.redo)
        self._desk.photo_changed.connect(self.refresh)
        self._desk.matched.connect(self._look_ahead)
        self._desk.decided.connect(self._on_decided)
        self._desk.redone.connect(self._on_redone)
        self._desk.undone.connect(self._on_undone)
        self._on_settings(session.settings)
        self.refresh()

    def set_bottom_margin(self, pixels: int) -> None:
        """Keep that distance from what is below."""
        self._column.setContentsMargins(12, 0, 12, pixels)

    def make_room(self, width: int | None) -> None:
        """Leave the photo out where it does not fit beside the candidates; with None it is always there."""
        margins = self._column.contentsMargins()
        beside = self.splitter.handleWidth() + margins.left() + margins.right()
        needed = self.photo.minimumWidth() + beside + scaled(self, _CANDIDATES_WIDTH)
        self.photo.setVisible(width is None or width >= needed)

    def restore(self, memory: QSettings) -> None:
        """Put the border between photo and candidates where it was."""
        state = memory.value("splitter")
        if state is not None:
            self.splitter.restoreState(state)

    def remember(self, memory: QSettings) -> None:
        memory.setValue("splitter", self.splitter.saveState())

    @Slot()
    def refresh(self) -> None:
        """Show the current photo and what is known of it."""
        photo, state, match = self._desk.current, self._desk.state, self._desk.match
        if (photo.id if photo is not None else None) != self._photo_id:
            self._photo_id = photo.id if photo is not None else None
            self._since.start()
        desk = self._desk
        around = (len(desk.queue.photos), desk.queue.view, desk.first_waiting, desk.open, desk.serving, desk.only)
        shown = (photo, state, match, desk.looking, *around)
        if shown != self._shown:
            self._shown = shown
            self._show_photo(photo, state, match)
            self._show_candidates(photo, state, match)
        if photo is not None and state is not PhotoState.COMPLETE:
            matched = match.region if match is not None and match.proposed else None
            self.photo.show_region(self._desk.region, matched, editable=state is not PhotoState.FAILED)
        self._look_ahead()
        self._refresh_bar()

    @Slot()
    def _look_ahead(self) -> None:
        """Decode what the next photo will show, so that it is there at once."""
        following = self._desk.outlook.ahead(self._desk.queue.current_id)
        if not following:
            return
        photo = following[0]
        match = self._desk.match_of(photo)
        pictures = [self.photo.picture_of(photo.path), *(self.grid.pictures_of(match) if match is not None else [])]
        self._session.thumbnails.want("next", pictures, urgent=False)

    def confirm_key(self, rank: int) -> None:
        """A number key was pressed."""
        candidate = self.grid.at(rank)
        if candidate is not None:
            self._confirm(candidate)
        else:
            self.grid.reveal(rank)

    def ask_why(self) -> None:
        """The key that asks why a candidate is offered was pressed."""
        candidate = self.grid.candidate
        if candidate is not None and self._desk.state is PhotoState.MATCHED:
            self.why_requested.emit(candidate)

    def variant_key(self) -> None:
        """The marked candidate has the right style, in another colour or size."""
        candidate = self.grid.candidate
        if candidate is not None and self.grid.at(candidate.rank) is not None:
            self._decide_on(DecisionKind.VARIANT, candidate)

    @Slot()
    def _variant_clicked(self) -> None:
        candidate = self.grid.candidate
        if candidate is not None and self._ready(DecisionKind.VARIANT, pointer=True):
            self._decide_on(DecisionKind.VARIANT, candidate)

    @Slot()
    def offer_all(self) -> None:
        """All products may be offered again."""
        if self._desk.only:
            self._take_focus(self.grid)  # before what was pressed is hidden
            self._desk.narrow(ANY)

    def show_keys(self, keymap: Keymap) -> None:
        """Name the keys where they are useful."""
        for part in (self.bar, self.head, self.grid, self.photo):
            part.show_keys(keymap)

    def decide_key(self, kind: DecisionKind) -> None:
        """The key of a decision without a product was pressed."""
        self._decide_plain(kind, pointer=False)

    def _ready(self, kind: DecisionKind, *, pointer: bool) -> bool:
        if self._offered:
            return self.grid.ready_for_pointer if pointer else self.grid.ready_for_keys
        guard = POINTER_MS if pointer else KEY_MS
        return kind is DecisionKind.SKIPPED and self._since.elapsed() >= guard

    @property
    def _offered(self) -> bool:
        """Whether there are candidates on the screen."""
        match = self._desk.match
        return self._desk.state is PhotoState.MATCHED and match is not None and bool(match.candidates)

    def _decide_plain(self, kind: DecisionKind, *, pointer: bool) -> None:
        if self._ready(kind, pointer=pointer):
            self._desk.decide(kind)

    @Slot()
    def _not_in_catalogue_clicked(self) -> None:
        self._decide_plain(DecisionKind.NOT_IN_CATALOGUE, pointer=True)

    @Slot()
    def _skip_clicked(self) -> None:
        self._decide_plain(DecisionKind.SKIPPED, pointer=True)

    def _try_again(self) -> None:
        self._session.thumbnails.refresh()
        self._desk.match_again()

    @Slot(object)
    def _confirm(self, candidate: Candidate) -> None:
        if not candidate.alike:
            self._decide_on(DecisionKind.CONFIRMED, candidate)
        elif self._desk.state is PhotoState.MATCHED:
            self.choice_needed.emit(candidate)

    def _decide_on(self, kind: DecisionKind, candidate: Candidate) -> None:
        if self._desk.state is PhotoState.MATCHED:
            self._desk.decide(kind, candidate)

    @Slot(object)
    def _on_region(self, region: Region | None) -> None:
        self._desk.set_region(region)

    @Slot(object)
    def _on_region_moving(self, region: Region) -> None:
        self._desk.set_region(region, moving=True)

    @Slot(object)
    def _on_colour(self, colour: ColourMode) -> None:
        self._session.apply(replace(self._session.settings, colour=colour))

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self.head.colour.set_value(settings.colour)

    def _show_photo(self, photo: Photo | None, state: PhotoState, match: PhotoMatch | None) -> None:
        waiting = self._desk.first_waiting
        if state is PhotoState.COMPLETE:
            self.photo.show_photo("", "")
        elif photo is not None:
            photos = self._desk.outlook.shown
            place = self.tr("{0} of {1}").format(photos.index(photo) + 1, len(photos))
            together = len(self._desk.queue.together(photo))
            if together > 1:
                place = text.join([self.tr("{0} of one item").format(text.photos(together)), place])
            self.photo.show_photo(photo.path, place, told(match.error or "") if match is not None else "")
        elif waiting:
            self.photo.show_photo(waiting, self.tr("waits for the catalogue"))
        else:
            self.photo.show_photo("", "")

    def _show_candidates(self, photo: Photo | None, state: PhotoState, match: PhotoMatch | None) -> None:
        none_fits = state is PhotoState.MATCHED and not self._offered
        grid = state in {PhotoState.MATCHING, PhotoState.MATCHED} and not none_fits
        self._take_focus(self.grid if grid else self)
        self._stack.setCurrentWidget(self.grid if grid else self.page)
        self.head.setVisible(grid or none_fits)
        self.head.show_filter(self._desk.only)
        if not grid:
            self.grid.show_match(None, "")
        self.bar.setVisible(photo is not None)
        if grid and photo is not None:
            self._show_grid(photo, match)
        elif none_fits and photo is not None and match is not None:
            self.head.show_match(photo, match, self._desk.queue, looking=self._desk.looking)
            words = self.tr("No product of the catalogue fits {0}.").format(filter_words(match.only))
            actions = [(self.tr("All products"), self.offer_all), (self.tr("Change…"), self.narrow_requested.emit)]
            self.page.show_message("filter", self.tr("Nothing to offer"), words, actions)
        elif state is PhotoState.FAILED and match is not None:
            actions = [
                (self.tr("Skip this photo"), self._skip_clicked),
                (self.tr("Try again"), self._try_again),
            ]
            self.page.show_message(
                "warning", self.tr("This photo could not be read"), told(match.error or ""), actions, tint="warn"
            )
        elif state is PhotoState.COMPLETE:
            self._show_complete()
        else:
            self._show_invitation()

    def _take_focus(self, widget: QWidget) -> None:
        """Let the keyboard follow what is shown, unless the person has taken it elsewhere."""
        holder = self.window().focusWidget()
        if holder is None or holder in {self, self.window()} or self._right_side.isAncestorOf(holder):
            self.setFocus()  # before the holder is hidden, or Qt hands the focus to the next button
            widget.setFocus()

    def _show_grid(self, photo: Photo, match: PhotoMatch | None) -> None:
        snapshot, decision = self._session.catalogue.snapshot, photo.decision
        chosen = decision.choice.candidate if decision is not None else None
        source = snapshot.folder if snapshot is not None else ""
        occasion = (photo.id, decision.id if decision is not None else None)
        self.grid.show_match(match, source, chosen.product_key if chosen is not None else "", occasion)
        if match is None:
            self.head.show_waiting(serving=self._desk.serving)
        else:
            self.head.show_match(photo, match, self._desk.queue, looking=self._desk.looking)

    def _show_complete(self) -> None:
        photos = self._desk.queue.photos
        kinds = [photo.decision.choice.kind for photo in photos if photo.decision is not None]
        parts = [
            words.format(kinds.count(kind))
            for kind, words in (
                (DecisionKind.CONFIRMED, self.tr("{0} confirmed")),
                (DecisionKind.VARIANT, self.tr("{0} variants")),
                (DecisionKind.NOT_IN_CATALOGUE, self.tr("{0} not in catalogue")),
                (DecisionKind.SKIPPED, self.tr("{0} skipped")),
            )
            if kind in kinds
        ]
        count = len(photos)
        title = self.tr("All {0} decided").format(text.photos(count)) if count > 1 else self.tr("The photo is decided")
        actions = [
            (self.tr("Export…"), self.export_requested.emit),
            (self.tr("Add photos…"), self.add_requested.emit),
        ]
        if DecisionKind.SKIPPED in kinds:
            actions.insert(0, (self.tr("Look at the skipped"), self._look_at_skipped))
        self.page.show_message("check", title, text.join(parts), actions, tint="good")

    def _look_at_skipped(self) -> None:
        self._desk.look(replace(self._desk.queue.view, showing=Showing.SKIPPED))

    def _show_invitation(self) -> None:
        snapshot = self._session.catalogue.snapshot
        if snapshot is None:
            words = self.tr("Candidates appear here as soon as the catalogue is ready.")
            self.page.show_message("image", self.tr("Getting the catalogue ready"), words, busy=True)
            return
        actions = [(self.tr("Add photos…"), self.add_requested.emit)]
        if snapshot.source == str(self._session.services.sample_catalogue):
            actions.append((self.tr("Try the sample photos"), self.sample_photos_requested.emit))
        words = self.tr("Drop the photos of what arrived. Each is matched against {0}; one key confirms.")
        self.page.show_message(
            "image", self.tr("Ready for photos"), words.format(text.products(len(snapshot.products))), actions
        )

    def _refresh_bar(self) -> None:
        queue, state = self._desk.queue, self._desk.state
        self.bar.show_state(
            can_decide=self._offered,
            can_skip=state in {PhotoState.MATCHED, PhotoState.FAILED, PhotoState.MATCHING},
            can_undo=queue.can_undo,
            can_redo=queue.can_redo,
        )

    @Slot(object)
    def _on_decided(self, decision: Decision) -> None:
        words = decided_words(decision, self._desk.queue)
        chosen = decision.choice.candidate
        if self._session.settings.copy_sku and chosen is not None and decision.choice.note != BULK_NOTE:
            QGuiApplication.clipboard().setText(chosen.sku)
            words = text.join([words, self.tr("SKU copied")])
        self.bar.show_note(words)

    @Slot(object)
    def _on_redone(self, decision: Decision) -> None:
        self.bar.show_note(decided_words(decision, self._desk.queue))

    @Slot(object, int)
    def _on_undone(self, decision: Decision, photos: int) -> None:
        self.bar.show_note(retracted_words(decision, photos, self._desk.queue))

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        right.setMinimumWidth(480)
        return right
