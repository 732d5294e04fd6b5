"""The shares of the kinds of evidence as one slim bar, and as labelled bars."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockmatch.core.evidence import EvidenceShare
from stockmatch.ui import text
from stockmatch.ui.evidence_words import kind_text, points_text, shares_text
from stockmatch.ui.theme import Tokens, tokens

_GAP = 2.0
_BAR = 8.0


def draw_shares(painter: QPainter, area: QRectF, shares: Sequence[EvidenceShare], colours: Tokens) -> None:
    """Paint the shares side by side, in the order of the kinds, over the whole width."""
    shown = [share for share in shares if share.share > 0]
    room = area.width() - _GAP * (len(shown) - 1)
    whole = sum(share.share for share in shown)
    left = area.left()
    painter.setPen(Qt.PenStyle.NoPen)
    for share in shown:
        width = room * share.share / whole
        painter.setBrush(colours.evidence(share.kind))
        painter.drawRoundedRect(QRectF(left, area.top(), width, area.height()), 2, 2)
        left += width + _GAP


class ShareBars(QWidget):
    """One labelled bar per kind of evidence, with its share in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[EvidenceShare, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What speaks for it"))

    def show_shares(self, shares: Sequence[EvidenceShare]) -> None:
        """Show these shares, also those that are nothing."""
        self._shares = tuple(shares)
        self.setAccessibleDescription(shares_text(shares))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, self._line() * len(self._shares))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, metrics = tokens(self), QFontMetrics(self.font())
        names = [kind_text(share.kind) for share in self._shares]
        figures = [self._figure(share) for share in self._shares]
        before = max((metrics.horizontalAdvance(name) for name in names), default=0) + 12
        behind = max((metrics.horizontalAdvance(figure) for figure in figures), default=0) + 12
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, share in enumerate(self._shares):
            line = QRectF(0, row * self._line(), self.width(), self._line())
            painter.setPen(colours.text)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, names[row])
            track = QRectF(before, line.center().y() - _BAR / 2, self.width() - before - behind, _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.sunken)
            painter.drawRoundedRect(track, 3, 3)
            if share.share > 0:
                painter.setBrush(colours.evidence(share.kind))
                track.setWidth(max(3.0, track.width() * share.share))
                painter.drawRoundedRect(track, 3, 3)
            painter.setPen(colours.muted)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, figures[row])
        painter.end()

    def _line(self) -> int:
        return QFontMetrics(self.font()).height() + 7

    def _figure(self, share: EvidenceShare) -> str:
        figure = text.percent(share.share, 0)
        return f"{figure} ({points_text(share.points)})" if share.points else figure
