"""Photo and candidate side by side at the same scale, to be sure before deciding, and to decide."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from stockmatch.core.decisions import DecisionKind
from stockmatch.core.evidence import WHOLE, Explanation, Region
from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.ui import text
from stockmatch.ui.alike_words import place_title
from stockmatch.ui.choices import button, fit
from stockmatch.ui.commands import View
from stockmatch.ui.compare_canvas import CompareCanvas
from stockmatch.ui.evidence_words import score_text
from stockmatch.ui.guard import Guard
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.lens import Lens, scale
from stockmatch.ui.match_model import KEYS, own_name
from stockmatch.ui.theme import set_role
from stockmatch.ui.thumbnails import Thumbnails

_STEP = 1.25


class CompareDialog(QDialog):
    """On the left the photo, or a candidate pinned in its place; on the right the candidate, or the photo in its place.

    Signals:
        decided(DecisionKind, Candidate | None): once, what the person decided here.
        shown(Candidate): this one is on show now, and where it shows the product may be asked for.
    """

    decided = Signal(object, object)
    shown = Signal(object)

    def __init__(
        self,
        thumbnails: Thumbnails,
        keymap: Keymap,
        source: str,
        images: Mapping[str, Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        """Build it.

        Args:
            thumbnails: where pictures come from.
            keymap: which key is which command.
            source: the catalogue's folder.
            images: all images of each product by its key, relative paths.
        """
        super().__init__(parent)
        self._keymap, self._source, self._images = keymap, Path(source), images
        self._match: PhotoMatch | None = None
        self._key = ""
        self._image = 0
        self._pinned: tuple[Candidate, str] | None = None
        self._flipped = False
        self._framed = True
        self._lens = Lens()
        self._regions: dict[tuple[str, str], Region] = {}
        self._guard = Guard()
        self._over = False
        self.setWindowTitle(self.tr("Compare"))
        self.left, self.right = CompareCanvas(thumbnails, "compare left"), CompareCanvas(thumbnails, "compare right")
        self.left_words, self.right_words = QLabel(), QLabel()
        for words in (self.left_words, self.right_words):
            words.setTextFormat(Qt.TextFormat.PlainText)
        for canvas in (self.left, self.right):
            canvas.looked.connect(self._look)
            canvas.resized.connect(self._adjust)
        self.right.painted.connect(self._on_painted)
        self.finished.connect(self._stop)
        self._acts: dict[str, Callable[[], object]] = {
            **{f"compare.show_{rank}": partial(self._jump, rank - 1) for rank in range(1, KEYS + 1)},
            "compare.next": lambda: self._step(1),
            "compare.former": lambda: self._step(-1),
            "compare.next_image": lambda: self._turn(1),
            "compare.former_image": lambda: self._turn(-1),
            "compare.flip": self._flip,
            "compare.pin": self._pin,
            "compare.regions": self._frame,
            "compare.nearer": lambda: self._zoom(_STEP),
            "compare.farther": lambda: self._zoom(1 / _STEP),
            "compare.reset": lambda: self._look(Lens()),
            "compare.variant": lambda: self._decide(DecisionKind.VARIANT),
            "compare.absent": lambda: self._decide(DecisionKind.NOT_IN_CATALOGUE),
            "compare.skip": lambda: self._decide(DecisionKind.SKIPPED),
            "compare.close": self.reject,
        }
        self._lay_out()
        fit(self, 1120, 660)
        self.right.setFocus()  # not a button, which Space would press

    @property
    def candidate(self) -> Candidate | None:
        """The one on show."""
        found = self._match.candidates if self._match is not None else ()
        return next((one for one in found if one.product_key == self._key), None)

    def show_match(self, match: PhotoMatch, product_key: str = "") -> None:
        """Show a photo's candidates, or their better order: the product on show stays if it is still offered.

        Args:
            match: the photo and its candidates.
            product_key: the candidate to begin with.
        """
        self._match = match
        keys = self._keys
        wanted = product_key or self._key
        if wanted not in keys:
            wanted = keys[0] if keys else ""
        self._go(wanted)
        self._show()

    def show_explanation(self, why: Explanation) -> None:
        """Where the product is in a candidate's picture is known now."""
        self._regions[why.product_key, why.image] = why.image_region
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._keymap.command(View.COMPARE, event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self._decide(DecisionKind.CONFIRMED)
        elif command is None:
            super().keyPressEvent(event)
        elif command.repeats or not event.isAutoRepeat():
            self._acts[command.id]()

    def _pictures(self, candidate: Candidate) -> list[str]:
        """The product's images, the one that fits best first."""
        others = self._images.get(candidate.product_key, ())
        return [candidate.image, *(image for image in others if image != candidate.image)]

    @property
    def _keys(self) -> list[str]:
        return [one.product_key for one in self._match.candidates] if self._match is not None else []

    def _go(self, key: str) -> None:
        if key != self._key:
            self._key, self._image = key, 0
            self._guard.begin([key])

    def _step(self, by: int) -> None:
        if self._key in self._keys:
            self._jump(self._keys.index(self._key) + by)

    def _jump(self, place: int) -> None:
        """To the candidate at a place, from 0, itself rather than the photo; it stays where none is."""
        if 0 <= place < len(self._keys):
            self._go(self._keys[place])
            self._flipped = False
            self._show()

    def _turn(self, by: int) -> None:
        if self.candidate is not None:
            self._image = (self._image + by) % len(self._pictures(self.candidate))
            self._show()

    @Slot()
    def _flip(self) -> None:
        self._flipped = not self._flipped
        self._show()

    @Slot()
    def _pin(self) -> None:
        candidate = self.candidate
        if self._pinned is not None or candidate is None:
            self._pinned = None
        else:
            self._pinned = candidate, self._pictures(candidate)[self._image]
        self._show()

    def _frame(self) -> None:
        self._framed = not self._framed
        self._adjust()

    def _zoom(self, factor: float) -> None:
        self._look(self._lens.zoomed(factor, QPointF()))

    @Slot(object)
    def _look(self, lens: Lens) -> None:
        self._lens = lens
        self._adjust()

    @Slot()
    def _adjust(self) -> None:
        """Let both canvases show the product equally large."""
        subjects = [one for one in (self.left.subject, self.right.subject) if one is not None]
        if subjects:
            room = QSizeF(min(self.left.width(), self.right.width()), min(self.left.height(), self.right.height()))
            factor = scale(subjects, room)
            for canvas in (self.left, self.right):
                canvas.look(self._lens, factor, framed=self._framed)

    def _decide(self, kind: DecisionKind) -> None:
        candidate = self.candidate
        if candidate is None or self._over or not self._guard.ready(0, pointer=False):
            return
        self._over = True
        named = kind in {DecisionKind.CONFIRMED, DecisionKind.VARIANT}
        self.decided.emit(kind, candidate if named else None)
        self.accept()

    def _show(self) -> None:
        match, candidate = self._match, self.candidate
        if match is None or candidate is None:
            return
        photo = match.photo, match.region or WHOLE, Path(match.photo).name
        pictures = self._pictures(candidate)
        image = pictures[self._image]
        words = [
            self.tr("{0} of {1}").format(candidate.rank, len(match.candidates)),
            place_title(candidate),
            own_name(candidate),
            candidate.details.colour,
            "" if candidate.alike else candidate.details.size,
            self.tr("score {0}").format(score_text(candidate.score)),
        ]
        if len(pictures) > 1:
            words.append(self.tr("image {0} of {1}").format(self._image + 1, len(pictures)))
        offered = str(self._source / image), self._region(candidate, image), text.join([word for word in words if word])
        left = photo
        if self._pinned is not None:
            pinned, picture = self._pinned
            pinned_words = self.tr("Pinned: {0}").format(pinned.sku)
            left = str(self._source / picture), self._region(pinned, picture), pinned_words
        right = photo if self._flipped else offered
        for canvas, label, (path, region, name) in (
            (self.left, self.left_words, left),
            (self.right, self.right_words, right),
        ):
            canvas.show_picture(path, region, name)
            label.setText(name)
        set_role(self.right_words, "tone", "accent" if self._flipped else "")
        self._adjust()
        self.shown.emit(candidate)

    def _region(self, candidate: Candidate, image: str) -> Region:
        return self._regions.get((candidate.product_key, image), WHOLE)

    @Slot()
    def _on_painted(self) -> None:
        self._guard.painted({0})

    @Slot()
    def _stop(self) -> None:
        self.left.close_picture()
        self.right.close_picture()

    def _lay_out(self) -> None:
        pictures = QGridLayout()  # so that both canvases are of one height, whatever the words above them
        pictures.setHorizontalSpacing(8)
        pictures.setVerticalSpacing(4)
        pictures.setRowStretch(1, 1)
        for column, (label, canvas) in enumerate(((self.left_words, self.left), (self.right_words, self.right))):
            pictures.addWidget(label, 0, column)
            pictures.addWidget(canvas, 1, column)
            pictures.setColumnStretch(column, 1)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        shown = {
            "compare.former": self.tr("Former"),
            "compare.next": self.tr("Next"),
            "compare.flip": self.tr("Flip"),
            "compare.pin": self.tr("Pin"),
        }
        deciding = {
            "compare.variant": self.tr("Variant"),
            "compare.absent": self.tr("Not in catalogue"),
            "compare.skip": self.tr("Skip"),
        }
        for names in (shown, deciding):
            for name, words in names.items():
                made = button(f"{words}   {self._keymap.shown(name)}")
                made.setAccessibleName(words)
                made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                made.clicked.connect(self._acts[name])
                foot.addWidget(made)
            if names is shown:
                foot.addStretch(1)
        confirm = button(self.tr("Confirm   ↵"), "primary")
        confirm.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        confirm.clicked.connect(lambda: self._decide(DecisionKind.CONFIRMED))
        foot.addWidget(confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(pictures, 1)
        layout.addLayout(foot)
