"""The two lines above the grid: what to do, how sure the match is, and how many candidates are enough."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from stockmatch.core.calibration import Presence, enough_candidates, presence
from stockmatch.core.decisions import Photo, Queue
from stockmatch.core.evidence import ColourMode
from stockmatch.core.ranking import PhotoMatch
from stockmatch.ui.choices import Segments
from stockmatch.ui.evidence_words import enough_text, enough_tip, presence_text
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.match_model import KEYS
from stockmatch.ui.one_line import OneLine
from stockmatch.ui.theme import scaled_font, set_role
from stockmatch.ui.words import outcome_words, same_words


class GridHead(QWidget):
    """Always of the same height, so that no tile moves under the pointer when a notice comes or goes.

    Signals:
        colour_chosen(ColourMode)
    """

    colour_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_keys(Keymap())
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
        for button in self.colour.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.colour.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.colour.chosen.connect(self.colour_chosen)
        self.hint, self.enough = OneLine(), OneLine()
        self.hint.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.enough.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.enough.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for line in (self.hint, self.enough):
            line.setTextFormat(Qt.TextFormat.PlainText)
            set_role(line, "tone", "muted")
        above = QHBoxLayout()
        above.addWidget(self.title, 1)
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
        """Which keys confirm."""
        self._keys = [keymap.shown(f"main.confirm_{rank}") for rank in range(1, KEYS + 1)]
        self._compare = keymap.shown("main.compare")

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
        elif photo.decision is not None:
            self.title.setText(outcome_words(photo.decision))
        else:
            self.title.setText(self.tr("Which product is it?"))
        notice = presence(match.p_value, _best_belief(match))
        same = queue.decided_like(photo, match.sha256)
        if photo.decision is not None:
            self._say(self.tr("Choose again to change it"))
        elif same is not None:
            self._say(same_words(same), tone="warn")
        elif notice is not Presence.PRESENT:
            self._say(presence_text(notice), tone="warn")
        else:
            first, last = self._keys[0], self._keys[min(KEYS, shown) - 1]
            keys = f"{first}–{last}" if last != first else first
            self._say(self.tr("Press {0} or click to confirm, {1} to compare").format(keys, self._compare))
        ranks = queue.confirmed_ranks(match.model_id)
        self._show_enough(enough_text(enough_candidates(ranks), len(ranks), shown), enough_tip(len(ranks)))

    def _say(self, words: str, *, tone: str = "muted") -> None:
        self.hint.setText(words)
        self.hint.setToolTip(words)
        set_role(self.hint, "tone", tone)

    def _show_enough(self, words: str, tip: str = "") -> None:
        self.enough.setText(words)
        self.enough.setToolTip(f"{words}\n{tip}" if words else "")


def _best_belief(match: PhotoMatch) -> float:
    """The best product's share of belief, with that of the products its picture cannot tell it from."""
    if not match.candidates:
        return 0.0
    best = match.candidates[0]
    return best.score + sum(other.score for other in match.candidates[1:] if other.sku in best.twins)
