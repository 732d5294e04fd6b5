"""One picture under a lens."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockmatch.core.evidence import WHOLE, Region
from stockmatch.ui.lens import Lens, Subject, placed
from stockmatch.ui.region_box import framed
from stockmatch.ui.theme import tokens
from stockmatch.ui.thumbnails import Picture, Thumbnails

_MOST_SIDE = 3072
_NOTCH = 120
_STEP = 1.25


class CompareCanvas(QWidget):
    """Draws what the lens shows of its picture; the wheel zooms and dragging moves, for all that share the lens.

    Signals:
        looked(Lens): the person wants to look elsewhere.
        resized(): what fits has changed.
        painted(): the picture has come onto the screen.
    """

    looked = Signal(object)
    resized = Signal()
    painted = Signal()

    def __init__(self, thumbnails: Thumbnails, name: str, parent: QWidget | None = None) -> None:
        """Build it.

        Args:
            thumbnails: where pictures come from.
            name: of this view of them.
        """
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._name = name
        self._path = ""
        self._region = WHOLE
        self._lens = Lens()
        self._scale = 1.0
        self._framed = True
        self._from: QPointF | None = None
        self.setMinimumSize(240, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        thumbnails.ready.connect(self._on_ready)

    @property
    def path(self) -> str:
        """The picture shown."""
        return self._path

    @property
    def subject(self) -> Subject | None:
        """The picture as the lens sees it; None while it is not there."""
        image = self._thumbnails.image(self._picture()) if self._path else None
        return Subject(image.size(), self._region) if image is not None else None

    def show_picture(self, path: str, region: Region, words: str) -> None:
        """Show another picture.

        Args:
            path: absolute.
            region: where its product is.
            words: what it is, for screen readers.
        """
        self._path, self._region = path, region
        self.setAccessibleName(words)
        self._want()
        self.update()

    def look(self, lens: Lens, scale: float, *, framed: bool) -> None:
        """Look at it so; ``framed`` draws the product's box."""
        self._lens, self._scale, self._framed = lens, scale, framed
        self._want()
        self.update()

    @property
    def place(self) -> QRectF:
        """Where the whole picture lies on the canvas; empty while it is not there."""
        subject = self.subject
        return placed(subject, self._lens, self._scale, QSizeF(self.size())) if subject is not None else QRectF()

    def close_picture(self) -> None:
        """Nothing needs to be decoded for this any more."""
        self._thumbnails.want(self._name, [])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want()
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            self.looked.emit(self._lens.zoomed(_STEP**notches, self._from_middle(event.position())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            way = (event.position() - self._from) / (self._scale * self._lens.zoom)
            self._from = event.position()
            self.looked.emit(self._lens.moved(-way.x(), -way.y()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens(self)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colours.sunken)
        image = self._thumbnails.image(self._picture())
        if image is not None:
            place = self.place
            painter.drawImage(place, image)
            if self._framed and self._region != WHOLE:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                for pen in (QPen(colours.raised, 3), QPen(colours.accent, 1.5)):
                    painter.setPen(pen)
                    painter.drawRect(framed(self._region, place))
        elif reason := self._thumbnails.reason(self._path):
            painter.setPen(colours.muted)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, reason)
        painter.end()
        self.painted.emit()

    def _from_middle(self, at: QPointF) -> QPointF:
        return (at - QPointF(self.width() / 2, self.height() / 2)) / (self._scale * self._lens.zoom)

    def _picture(self) -> Picture:
        side = max(self.width(), self.height(), 1) * self.devicePixelRatioF()
        return Picture.fitting(self._path, min(_MOST_SIDE, side * max(1.0, self._lens.zoom)))

    def _want(self) -> None:
        self._thumbnails.want(self._name, [self._picture()] if self._path else [])

    @Slot(str)
    def _on_ready(self, path: str) -> None:
        if path == self._path:
            self.resized.emit()
            self.update()
