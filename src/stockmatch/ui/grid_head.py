"""The two lines above the grid: what to do, how sure the match is, and how many candidates are enough."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from stockmatch.core.calibration import Presence, enough_candidates, presence
from stockmatch.core.decisions import Photo, Queue
from stockmatch.core.evidence import ColourMode
from stockmatch.core.filtering import ANY, ProductFilter
from stockmatch.core.own_decisions import confirmed_ranks, judged_presence, latest_cases
from stockmatch.core.ranking import PhotoMatch
from stockmatch.ui.choices import Segments, button
from stockmatch.ui.evidence_words import enough_text, enough_tip, presence_text
from stockmatch.ui.filter_fields import filter_lines, filter_words
from stockmatch.ui.icons import icon
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.match_model import KEYS
from stockmatch.ui.one_line import OneLine
from stockmatch.ui.theme import scaled_font, set_role
from stockmatch.ui.words import outcome_words, same_words

_CHIP_HEIGHTS = 13
"""How wide the words of a filter may be, in heights of the font."""


class GridHead(QWidget):
    """Always of the same height, so that no tile moves under the pointer when a notice comes or goes.

    Signals:
        colour_chosen(ColourMode)
        narrow_requested(): the person wants to say which products may be offered.
        all_requested(): all may be again.
    """

    colour_chosen = Signal(object)
    narrow_requested = Signal()
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = OneLine()
        self.title.setFont(scaled_font(self.font(), 1.1, bold=True))
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.colour: Segments[ColourMode] = Segments(
            self.tr("Colour"),
            ((ColourMode.ANY, self.tr("Any colour")), (ColourMode.EXACT, self.tr("Exact colour"))),
        )
        tips = {
            ColourMode.ANY: self.tr("Same style, any colour: colour says nothing"),
            ColourMode.EXACT: self.tr("Exact colour: colour counts too"),
        }
        for mode, tip in tips.items():
            self.colour.button(mode).setToolTip(tip)
        for part in self.colour.findChildren(QToolButton):
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.colour.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.colour.chosen.connect(self.colour_chosen)
        self.narrow = QToolButton()
        self.narrow.setIcon(icon("filter"))
        self.narrow.setAccessibleName(self.tr("Narrow the candidates"))
        self.narrow.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.narrow.clicked.connect(self.narrow_requested)
        self.chip = button("", "chip", icon("close", "accent"))
        self.chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.chip.clicked.connect(self.all_requested)
        self.chip.hide()
        self._only = ANY
        self.show_keys(Keymap())
        self.hint, self.enough = OneLine(), OneLine()
        self.hint.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.enough.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.enough.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for line in (self.hint, self.enough):
            line.setTextFormat(Qt.TextFormat.PlainText)
            set_role(line, "tone", "muted")
        above = QHBoxLayout()
        above.addWidget(self.title, 1)
        above.addWidget(self.chip)
        above.addWidget(self.narrow)
        above.addWidget(self.colour)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.hint)
        below.addWidget(self.enough, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 2, 2)
        column.setSpacing(4)
        column.addLayout(above)
        column.addLayout(below)

    def show_keys(self, keymap: Keymap) -> None:
        """Which keys confirm and narrow."""
        self._keys = [keymap.shown(f"main.confirm_{rank}") for rank in range(1, KEYS + 1)]
        self._compare, self._all = keymap.shown("main.compare"), keymap.shown("main.all")
        self.narrow.setToolTip(
            self.tr("Offer only products of one brand or category, or with a word in them ({0})").format(
                keymap.shown("main.narrow")
            )
        )
        self.show_filter(self._only)

    def show_filter(self, only: ProductFilter) -> None:
        """Say which products may be offered, where not all may be; it takes room from the title alone."""
        self._only = only
        words = self.tr("Only {0}").format(filter_words(only))
        width = _CHIP_HEIGHTS * self.fontMetrics().height()
        self.chip.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width).replace("&", "&&"))
        self.chip.setAccessibleName(self.tr("{0}. Press for all products").format(words))
        again = self.tr("All products again ({0})").format(self._all)
        self.chip.setToolTip(f"{filter_lines(only)}\n{again}")
        self.chip.setVisible(bool(only))

    def show_waiting(self, *, serving: bool) -> None:
        """Nothing is known yet."""
        words = self.tr("Finding matches…") if serving else self.tr("Waiting for the matching engine…")
        self.title.setText(words)
        self._say("")
        self._show_enough("")

    def show_match(self, photo: Photo, match: PhotoMatch, queue: Queue, *, looking: bool) -> None:
        """Say what is known of a match.

        Args:
            photo: the photo on the screen.
            match: its candidates.
            queue: the decisions that tell how many candidates are enough.
            looking: whether a better order is under way.
        """
        shown = len(match.candidates)
        if looking:
            self.title.setText(self.tr("Looking closer…"))
        elif not shown:
            self.title.setText(self.tr("No product fits"))
        elif photo.decision is not None:
            self.title.setText(outcome_words(photo.decision))
        else:
            self.title.setText(self.tr("Which product is it?"))
        judged = latest_cases(queue)
        notice = presence(match.p_value, match.best_belief, judged_presence(judged, match.model_id))
        same = queue.decided_like(photo, match.sha256)
        if not shown:
            self._say("")
        elif photo.decision is not None and match.candidates[0].narrowed != bool(self._only) and not looking:
            self._say(self.tr("As it was offered then; choose again to change it"))
        elif photo.decision is not None:
            self._say(self.tr("Choose again to change it"))
        elif same is not None:
            self._say(same_words(same), tone="warn")
        elif notice is not Presence.PRESENT:
            self._say(presence_text(notice), tone="warn")
        else:
            first, last = self._keys[0], self._keys[min(KEYS, shown) - 1]
            keys = f"{first}–{last}" if last != first else first
            self._say(self.tr("Press {0} or click to confirm, {1} to compare").format(keys, self._compare))
        if self._only:
            self._show_enough("")
            return
        ranks = confirmed_ranks(judged, match.model_id)
        self._show_enough(enough_text(enough_candidates(ranks), len(ranks), shown), enough_tip(len(ranks)))

    def _say(self, words: str, *, tone: str = "muted") -> None:
        self.hint.setText(words)
        self.hint.setToolTip(words)
        set_role(self.hint, "tone", tone)

    def _show_enough(self, words: str, tip: str = "") -> None:
        self.enough.setText(words)
        self.enough.setToolTip(f"{words}\n{tip}" if words else "")
