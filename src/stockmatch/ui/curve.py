"""The live curve of tuning: error on the photos that choose above, loss below, over the same steps."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockmatch.core.tuning import TuneStep
from stockmatch.ui import text
from stockmatch.ui.theme import Tokens, scaled_font, tokens


@dataclass(frozen=True)
class _Plot:
    """One of the two stacked plots."""

    title: str
    values: Sequence[float]
    low: float
    high: float
    tick: float
    words: Callable[[float], str]
    exact: Callable[[float], str]
    colour: QColor
    area: QRectF

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.area.bottom() - share * self.area.height()

    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.tick)
        return [self.low + index * self.tick for index in range(count + 1)]


def axis(low: float, high: float, *, least_span: float, target: int = 3) -> tuple[float, float, float]:
    """Round bounds and a round tick distance (1, 2 or 5 times a power of ten) around a range.

    Args:
        low, high: the range of the values.
        least_span: the axis spans at least this much, so that noise is not blown up to look like progress.
        target: about how many tick distances.

    Returns:
        Lower bound, upper bound and tick distance; both bounds are multiples of the distance.
    """
    if high - low < least_span:
        middle = (low + high) / 2
        low, high = middle - least_span / 2, middle + least_span / 2
    rough = (high - low) / target
    power = 10.0 ** math.floor(math.log10(rough))
    tick = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    return math.floor(low / tick + 1e-9) * tick, math.ceil(high / tick - 1e-9) * tick, tick


class CurveWidget(QWidget):
    """Error and loss over the steps of a tuning; the mouse or the arrow keys read off a step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[TuneStep, ...] = ()
        self._chosen: int | None = None
        self._read: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 180)
        self.setAccessibleName(self.tr("Curve of the tuning"))
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(480, 280)

    @property
    def steps(self) -> tuple[TuneStep, ...]:
        """The steps drawn."""
        return self._steps

    def clear(self) -> None:
        """Draw no steps."""
        self.set_steps(())

    def append(self, step: TuneStep) -> None:
        """Draw one step more; a step already drawn is replaced."""
        earlier = tuple(known for known in self._steps if known.step < step.step)
        self.set_steps((*earlier, step), self._chosen)

    def set_steps(self, steps: Sequence[TuneStep], chosen: int | None = None) -> None:
        """Draw these steps.

        Args:
            steps: in order.
            chosen: the step whose model is proposed; marked. None for none.
        """
        self._steps = tuple(steps)
        self._chosen = chosen
        if self._read is not None and self._read >= len(self._steps):
            self._read = None
        self._describe()
        self.update()

    def readout(self) -> str:
        """The step under the mouse or keyboard, else the chosen or last one, in words; empty while there is none."""
        if not self._steps:
            return ""
        step = self._steps[self._shown()]
        words = self.tr("Step {step}: error {error}, loss {loss}")
        return words.format(
            step=text.number(step.step), error=text.percent(step.pseudo_error), loss=text.number(step.loss, 3)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colours.accent, 2) if self.hasFocus() else QPen(colours.border, 1))
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(frame, 8, 8)
        painter.setFont(scaled_font(self.font(), 0.88))
        if not self._steps:
            painter.setPen(colours.muted)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.tr("The curve starts with the first step."))
            return
        for plot in self._plots(painter, colours):
            self._paint_axes(painter, plot, colours)
            self._paint_chosen(painter, plot, colours)
            self._paint_values(painter, plot, colours)
        self._paint_steps(painter, colours)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._read_at(event.position().x())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_read(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._set_read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._steps) - 1
        at = self._shown() if self._steps else 0
        moves = {
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        wanted = moves.get(Qt.Key(event.key()))
        if wanted is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._set_read(min(max(wanted, 0), last))

    def _shown(self) -> int:
        """Index of the step read off."""
        if self._read is not None:
            return self._read
        last = len(self._steps) - 1
        return next((index for index, step in enumerate(self._steps) if step.step == self._chosen), last)

    def _set_read(self, index: int | None) -> None:
        if index != self._read:
            self._read = index
            self._describe()
            self.update()

    def _describe(self) -> None:
        if not self._steps:
            self.setAccessibleDescription(self.tr("No steps yet."))
            return
        parts = [self.readout()]
        best = min(self._steps, key=lambda step: step.pseudo_error)
        words = self.tr("Lowest error {error} at step {step}.")
        parts.append(words.format(error=text.percent(best.pseudo_error), step=text.number(best.step)))
        if self._chosen is not None:
            parts.append(self.tr("Step {step} was chosen.").format(step=text.number(self._chosen)))
        self.setAccessibleDescription(" ".join(parts))

    def _edges(self) -> tuple[float, float]:
        width = self.fontMetrics().horizontalAdvance("-0.0000")
        return 14.0 + width, self.width() - 18.0

    def _last_step(self) -> int:
        return max(self._steps[-1].step, 4)

    def _x(self, step: int) -> float:
        left, right = self._edges()
        return left + (right - left) * step / self._last_step()

    def _read_at(self, x: float) -> None:
        if self._steps:
            nearest = min(range(len(self._steps)), key=lambda index: abs(self._x(self._steps[index].step) - x))
            self._set_read(nearest)

    def _plots(self, painter: QPainter, colours: Tokens) -> tuple[_Plot, _Plot]:
        line = painter.fontMetrics().height()
        left, right = self._edges()
        head = line + 8.0
        height = max(20.0, (self.height() - 12.0 - 2 * head - 10.0 - line - 14.0) / 2)
        above = QRectF(left, 10.0 + head, right - left, height)
        below = QRectF(left, above.bottom() + head + 10.0, right - left, height)
        errors = [step.pseudo_error for step in self._steps]
        losses = [step.loss for step in self._steps]
        low, high, tick = axis(min(errors), max(errors), least_span=0.06)
        if low < 0:
            low, high, tick = axis(0.0, max(high, 0.06), least_span=0.06)
        title = self.tr("Error on photos that choose the step")
        percents = partial(text.percent, decimals=0 if tick >= 0.0099 else 1)
        error_plot = _Plot(title, errors, low, min(high, 1.0), tick, percents, text.percent, colours.accent, above)
        low, high, tick = axis(min(losses), max(losses), least_span=0.02)
        figures = partial(text.number, decimals=max(2, -math.floor(math.log10(tick))))
        exact = partial(text.number, decimals=3)
        loss_plot = _Plot(self.tr("Loss"), losses, low, high, tick, figures, exact, colours.muted, below)
        return error_plot, loss_plot

    def _paint_axes(self, painter: QPainter, plot: _Plot, colours: Tokens) -> None:
        line = painter.fontMetrics().height()
        title = QRectF(plot.area.left(), plot.area.top() - line - 6, plot.area.width(), line)
        painter.setPen(colours.text)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip  # Chinese letters are taller than Latin ones
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | middle, plot.title)
        step = self._steps[self._shown()]
        value = plot.values[self._shown()]
        words = self.tr("{value} at step {step}").format(value=plot.exact(value), step=text.number(step.step))
        painter.setPen(colours.text if self._read is not None else colours.muted)
        painter.drawText(title, Qt.AlignmentFlag.AlignRight | middle, words)
        ticks = plot.ticks()
        sparse = math.ceil(1.2 * line * (len(ticks) - 1) / plot.area.height())
        for tick in ticks[:: max(1, sparse)]:
            y = plot.y(tick)
            painter.setPen(QPen(colours.border, 1))
            painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y))
            painter.setPen(colours.muted)
            spot = QRectF(4, y - line / 2, plot.area.left() - 10, line)
            painter.drawText(spot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, plot.words(tick))

    def _paint_chosen(self, painter: QPainter, plot: _Plot, colours: Tokens) -> None:
        if self._chosen is None:
            return
        x = self._x(self._chosen)
        painter.setPen(QPen(colours.good, 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.area.top()), QPointF(x, plot.area.bottom()))

    def _paint_values(self, painter: QPainter, plot: _Plot, colours: Tokens) -> None:
        points = [
            QPointF(self._x(step.step), plot.y(value)) for step, value in zip(self._steps, plot.values, strict=True)
        ]
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(plot.colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path)
        painter.setPen(QPen(colours.raised, 1.5))
        for index, (step, point) in enumerate(zip(self._steps, points, strict=True)):
            read, chosen = index == self._read, step.step == self._chosen
            if read or chosen or len(points) <= 24 or index == len(points) - 1:
                painter.setBrush(colours.good if chosen else plot.colour)
                painter.drawEllipse(point, *((5.0, 5.0) if read or chosen else (3.2, 3.2)))

    def _paint_steps(self, painter: QPainter, colours: Tokens) -> None:
        line = painter.fontMetrics().height()
        top = self.height() - line - 8.0
        _, last, tick = axis(0, self._last_step(), least_span=4, target=6)
        painter.setPen(colours.muted)
        for index in range(round(last / max(tick, 1.0)) + 1):
            step = round(index * max(tick, 1.0))
            if step <= self._last_step():
                spot = QRectF(self._x(step) - 40, top, 80, line)
                painter.drawText(spot, Qt.AlignmentFlag.AlignHCenter, text.number(step))
