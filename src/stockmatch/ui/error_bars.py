"""Before and after of a tuning as numbers and bars."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockmatch.core.tuning import TuneFigures
from stockmatch.ui import text
from stockmatch.ui.theme import scaled_font, tokens


@dataclass(frozen=True)
class _Metric:
    """One kind of error, before and after, 0 to 1."""

    name: str
    meaning: str
    before: float
    after: float


@dataclass(frozen=True)
class _Bar:
    """One bar: what it is of, its value 0 to 1, the share of the track it fills, and its colour."""

    when: str
    value: float
    share: float
    colour: QColor


class ErrorBars(QWidget):
    """Top-1 and top-5 error before and after; shorter is better, and the words say so too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = TuneFigures(0.0, 0.0)
        self._after = TuneFigures(0.0, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Error before and after"))

    def show_figures(self, before: TuneFigures, after: TuneFigures) -> None:
        """Show the check's figures."""
        self._before = before
        self._after = after
        words = self.tr("{name}: before {before}, after {after}.")
        spoken = [
            words.format(name=metric.name, before=text.percent(metric.before), after=text.percent(metric.after))
            for metric in self._metrics()
        ]
        self.setAccessibleDescription(" ".join(spoken))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 2 * self._block() + 30)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.border)
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        most = max(0.02, *(value for metric in self._metrics() for value in (metric.before, metric.after)))
        top = 12.0
        for metric in self._metrics():
            self._paint_metric(painter, QRectF(16, top, self.width() - 32, self._block() - 10), metric, most)
            top += self._block() + 4

    def _metrics(self) -> tuple[_Metric, _Metric]:
        one, five = self.tr("Top-1 error"), self.tr("Top-5 error")
        not_first, not_shown = self.tr("the right product is not first"), self.tr("it is not among the first five")
        return (
            _Metric(one, not_first, self._before.top1_error, self._after.top1_error),
            _Metric(five, not_shown, self._before.top5_error, self._after.top5_error),
        )

    def _block(self) -> int:
        return 3 * self.fontMetrics().height() + 30

    def _paint_metric(self, painter: QPainter, area: QRectF, metric: _Metric, most: float) -> None:
        colours = tokens(self)
        height = self.fontMetrics().height()
        title = QRectF(area.left(), area.top(), area.width(), height)
        painter.setFont(scaled_font(self.font(), 1.0, bold=True))
        painter.setPen(colours.text)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip  # Chinese letters are taller than Latin ones
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | middle, metric.name)
        indent = painter.fontMetrics().horizontalAdvance(metric.name) + 8
        painter.setFont(self.font())
        change, tone = self._change(metric)
        metrics = painter.fontMetrics()
        room = int(title.width()) - indent - metrics.horizontalAdvance(change) - 12
        painter.setPen(colours.muted)
        meaning = metrics.elidedText(metric.meaning, Qt.TextElideMode.ElideRight, room)
        painter.drawText(title.adjusted(indent, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | middle, meaning)
        painter.setPen(tone)
        painter.drawText(title, Qt.AlignmentFlag.AlignRight | middle, change)
        after_colour = colours.border_strong if tone is colours.muted else tone
        bars = (
            _Bar(self.tr("Before"), metric.before, metric.before / most, colours.border_strong),
            _Bar(self.tr("After"), metric.after, metric.after / most, after_colour),
        )
        for index, bar in enumerate(bars):
            top = area.top() + (height + 8) * (index + 1)
            self._paint_bar(painter, QRectF(area.left(), top, area.width(), height + 2), bar)

    def _change(self, metric: _Metric) -> tuple[str, QColor]:
        colours = tokens(self)
        points = round((metric.after - metric.before) * 100, 1)
        if points == 0:
            return self.tr("no change"), colours.muted
        words = self.tr("{points} points less") if points < 0 else self.tr("{points} points more")
        return words.format(points=text.number(abs(points), 1)), colours.good if points < 0 else colours.bad

    def _paint_bar(self, painter: QPainter, row: QRectF, bar: _Bar) -> None:
        colours = tokens(self)
        painter.setFont(self.font())
        metrics = painter.fontMetrics()
        left = max(metrics.horizontalAdvance(word) for word in (self.tr("Before"), self.tr("After"))) + 12
        right = metrics.horizontalAdvance("100.0 %") + 16
        painter.setPen(colours.muted)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, bar.when)
        painter.setFont(scaled_font(self.font(), 1.0, bold=True))
        painter.setPen(colours.text)
        value = text.percent(bar.value)
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, value)
        track = QRectF(row.left() + left, row.center().y() - 5, row.width() - left - right, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.hover)
        painter.drawRoundedRect(track, 3, 3)
        if bar.share > 0:
            painter.setBrush(bar.colour)
            painter.drawRoundedRect(QRectF(track.left(), track.top(), max(6.0, track.width() * bar.share), 10), 3, 3)
