"""Words on one line or two."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel


class OneLine(QLabel):
    """One line that is cut with dots where there is no room; its whole is the tooltip then."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._draw(painter, self.contentsRect(), self.text())
        painter.end()

    def _draw(self, painter: QPainter, area: QRect, words: str) -> None:
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, self.alignment(), shown)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class TwoLines(OneLine):
    """The same, but where there is no room it goes on in a second line before it is cut."""

    def _draw(self, painter: QPainter, area: QRect, words: str) -> None:
        layout, option = QTextLayout(words, self.font()), QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(area.width())
        layout.endLayout()
        first, rest = words[: line.textLength()], words[line.textLength() :]
        if not rest:
            super()._draw(painter, area, words)
            return
        height = self.fontMetrics().height()
        upper = QRect(area.left(), area.center().y() - height + 1, area.width(), height)
        super()._draw(painter, upper, first.rstrip())
        super()._draw(painter, upper.translated(0, height), rest)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, 2 * self.fontMetrics().height()))
