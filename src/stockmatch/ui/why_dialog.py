"""Why a candidate is offered: both pictures, what is the same in them, and what each kind of evidence says."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from stockmatch.core.evidence import Evidence, Explanation
from stockmatch.core.ranking import Candidate
from stockmatch.ui.alike_words import alike_text
from stockmatch.ui.choices import body_text, button, fit, heading, help_text
from stockmatch.ui.evidence_bars import ShareBars
from stockmatch.ui.evidence_words import main_reason, seen_before_tip, twins_text
from stockmatch.ui.theme import set_role
from stockmatch.ui.thumbnails import Thumbnails
from stockmatch.ui.why_pictures import WhyPictures


class WhyDialog(QDialog):
    """Shows the pictures at once, and the rest when the engine has answered. Escape closes it."""

    def __init__(
        self, thumbnails: Thumbnails, photo: str, source: str, candidate: Candidate, parent: QWidget | None = None
    ) -> None:
        """Build it.

        Args:
            thumbnails: where the pictures come from.
            photo: absolute path.
            source: the catalogue's folder.
            candidate: the one asked about; what is known of it already is shown meanwhile.
        """
        super().__init__(parent)
        self._source = source
        self.setWindowTitle(self.tr("Why {0}?").format(candidate.sku))
        self.title = heading(self.tr("Why {0} is offered").format(candidate.sku))
        self.words = body_text(main_reason(candidate.shares, seen_before=candidate.seen_before))
        self.pictures = WhyPictures(thumbnails)
        self.pictures.show_pictures(photo, str(Path(source) / candidate.image))
        self.bars = ShareBars()
        self.bars.show_shares(candidate.shares)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(self.tr("Comparing the pictures"))
        self.state = help_text(self.tr("Comparing the pictures…"))
        close = button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.pictures, 1)
        column.addWidget(self.busy)
        column.addWidget(self.bars)
        if same := alike_text(candidate) or twins_text(candidate.twins):
            column.addWidget(help_text(same))
        bars = self.tr("The bars count the confirmed photo, lines and rings only what is shown.")
        self.seen = help_text(f"{seen_before_tip()} {bars}")
        self.seen.setVisible(candidate.seen_before)
        column.addWidget(self.seen)
        self.doubt = help_text(
            self.tr(
                "Photos confirmed for this product have more print in common with each other than with yours, which "
                "counts against it."
            )
        )
        self.doubt.hide()
        column.addWidget(self.doubt)
        column.addLayout(foot)
        self.finished.connect(self.pictures.close_pictures)
        fit(self, 820, 640)
        close.setFocus()

    def show_explanation(self, why: Explanation) -> None:
        """The engine has answered."""
        self.busy.hide()
        self.words.setText(main_reason(why.shares, seen_before=why.seen_before))
        self.bars.show_shares(why.shares)
        self.seen.setVisible(why.seen_before)
        self.doubt.setVisible(why.doubted)
        self.pictures.show_explanation(why, str(Path(self._source) / why.image))
        self.state.setText(self._legend({one.kind for one in why.correspondences}, seen_before=why.seen_before))

    def _legend(self, kinds: Collection[Evidence], *, seen_before: bool) -> str:
        words = []
        if {Evidence.KEYPOINTS, Evidence.PATCHES} & set(kinds):
            words.append(self.tr("Lines join points of the print, dashed lines join parts that look alike."))
        if Evidence.DETAILS in kinds:
            words.append(self.tr("Rings mark what tells it from look-alikes."))
        if not words and seen_before:
            return self.tr("No single places of both pictures agree; the confirmed photo does.")
        return " ".join(words) or self.tr("No single places of both pictures agree; the product as a whole does.")

    def show_failure(self, message: str) -> None:
        """The engine could not answer."""
        self.busy.hide()
        set_role(self.state, "role", "")
        set_role(self.state, "tone", "bad")
        self.state.setText(message)
