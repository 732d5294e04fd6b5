"""Photo and candidate side by side, with what is the same in both drawn over them."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockmatch.core.evidence import WHOLE, Correspondence, Evidence, Explanation, Point, Region
from stockmatch.ui.evidence_words import points_text
from stockmatch.ui.match_tile import draw_picture, fit
from stockmatch.ui.region_box import framed
from stockmatch.ui.theme import tokens
from stockmatch.ui.thumbnails import Picture, Thumbnails

_GAP = 28
_DOT = 3.5
_RING = 11.0


class WhyPictures(QWidget):
    """Draws an explanation."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._why: Explanation | None = None
        self._paths = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(220)
        self.setAccessibleName(self.tr("Photo and candidate side by side"))
        thumbnails.ready.connect(self._on_ready)

    def sizeHint(self) -> QSize:
        return QSize(760, 420)

    def show_pictures(self, photo: str, image: str) -> None:
        """Show the two pictures, absolute paths, before it is known what is the same in them."""
        self._paths, self._why = (photo, image), None
        self._want()
        self.update()

    def show_explanation(self, why: Explanation, image: str) -> None:
        """Draw what is the same in both.

        Args:
            why: the explanation.
            image: absolute path of its catalogue image.
        """
        self._paths, self._why = (self._paths[0], image), why
        kinds = [one.kind for one in why.correspondences]
        points, places = kinds.count(Evidence.KEYPOINTS), kinds.count(Evidence.PATCHES)
        words = []
        if points:
            words.append(self.tr("{0} are joined by lines").format(points_text(points)))
        if places == 1:
            words.append(self.tr("1 part that looks alike is joined"))
        elif places:
            words.append(self.tr("%Ln parts that look alike are joined", "", places))
        if Evidence.DETAILS in kinds:
            words.append(self.tr("what tells it from look-alikes is ringed"))
        self.setAccessibleDescription(", ".join(words))
        self._want()
        self.update()

    def close_pictures(self) -> None:
        """Nothing needs to be decoded for this any more."""
        self._thumbnails.want("why", [])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens(self)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        places = []
        for path, half in zip(self._paths, self._halves(), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.sunken)
            painter.drawRoundedRect(half, 6, 6)
            image = self._thumbnails.image(self._picture(path))
            inner = half.adjusted(6, 6, -6, -6)
            if image is not None:
                draw_picture(painter, image, inner)
                places.append(QRectF(fit(image.size(), inner)))
            elif reason := self._thumbnails.reason(path):
                painter.setPen(colours.muted)
                painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, reason)
        if self._why is not None and len(places) == len(self._paths):
            for place, region in zip(places, (self._why.photo_region, self._why.image_region), strict=True):
                _frame(painter, place, region, colours.accent, colours.raised)
            for one in reversed(self._why.correspondences):
                draw = _ring if one.kind is Evidence.DETAILS else _join
                draw(painter, one, places[0], places[1], colours.evidence(one.kind))
        painter.end()

    def _halves(self) -> tuple[QRect, QRect]:
        width = (self.width() - _GAP) // 2
        return QRect(0, 0, width, self.height()), QRect(width + _GAP, 0, width, self.height())

    def _picture(self, path: str) -> Picture:
        half = self._halves()[0]
        return Picture.fitting(path, max(half.width(), half.height(), 1) * self.devicePixelRatioF())

    def _want(self) -> None:
        self._thumbnails.want("why", [self._picture(path) for path in self._paths if path])

    @Slot(str)
    def _on_ready(self, path: str) -> None:
        if path in self._paths:
            self.update()


def _frame(painter: QPainter, place: QRectF, region: Region, ink: QColor, ground: QColor) -> None:
    if region == WHOLE:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(ground, 3), QPen(ink, 1.5)):
        painter.setPen(pen)
        painter.drawRect(framed(region, place))


def _join(painter: QPainter, one: Correspondence, photo: QRectF, image: QRectF, tint: QColor) -> None:
    start, end = _at(one.photo, photo), _at(one.image, image)
    line = QColor(tint)
    line.setAlphaF(0.25 + 0.6 * one.strength)
    style = Qt.PenStyle.SolidLine if one.kind is Evidence.KEYPOINTS else Qt.PenStyle.DashLine
    painter.setPen(QPen(line, 1.0 + one.strength, style))
    painter.drawLine(start, end)
    painter.setPen(QPen(QColor("white"), 1))
    painter.setBrush(tint)
    for point in (start, end):
        if one.kind is Evidence.KEYPOINTS:
            painter.drawEllipse(point, _DOT, _DOT)
        else:
            painter.drawRect(QRectF(point.x() - _DOT, point.y() - _DOT, 2 * _DOT, 2 * _DOT))


def _ring(painter: QPainter, one: Correspondence, photo: QRectF, image: QRectF, tint: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor("white"), 5), QPen(tint, 2.5)):
        painter.setPen(pen)
        for point in (_at(one.photo, photo), _at(one.image, image)):
            painter.drawEllipse(point, _RING, _RING)


def _at(point: Point, place: QRectF) -> QPointF:
    return QPointF(place.left() + point[0] * place.width(), place.top() + point[1] * place.height())
