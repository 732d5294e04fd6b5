"""A quiet line in the top bar that offers tuning, and goes when it is answered."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from stockmatch.ui import text
from stockmatch.ui.choices import button, mark
from stockmatch.ui.icons import icon
from stockmatch.ui.one_line import OneLine
from stockmatch.ui.theme import set_role


class RetuneOffer(QFrame):
    """Takes room that is free there, never the keyboard, and moves nothing below it.

    Signals:
        taken(): the person wants to look at tuning.
        dismissed(): not now.
    """

    taken = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "offer")
        self._words = OneLine()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_role(self._words, "tone", "muted")
        self.take = button(self.tr("Tune…"), "link")
        self.take.clicked.connect(self.taken)
        self.later = QToolButton()
        self.later.setIcon(icon("close"))
        self.later.setIconSize(QSize(14, 14))
        self.later.setToolTip(self.tr("Not now; asks again once there are twice as many"))
        self.later.setAccessibleName(self.tr("Not now"))
        self.later.clicked.connect(self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 2, 0)
        row.setSpacing(6)
        row.addWidget(mark("tune", "accent", 16))
        row.addWidget(self._words, 1)
        for choice in (self.take, self.later):
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(choice)

    def show_photos(self, photos: int) -> None:
        """Say how many confirmed photos tuning can learn from."""
        words = self.tr("Learn from {photos} you confirmed").format(photos=text.photos(photos))
        self._words.setText(words)
        self._words.setToolTip(words)
        self.take.setAccessibleName(self.tr("{words}: tune on catalog").format(words=words))
