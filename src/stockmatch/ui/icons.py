"""Icons drawn from the monochrome SVGs in ``resources/icons``, tinted with a colour token when they are painted."""

from functools import cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from stockmatch.paths import resource
from stockmatch.ui.theme import tokens

_SPACE = 4


def icon(name: str, tint: str = "text") -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in the colours of the theme, whatever the theme becomes later.

    Args:
        name: without the suffix.
        tint: the colour token it is drawn in (``text``, ``accent_text``, ``warn`` …); disabled, it is drawn in
            ``disabled``, and in a selected row in ``text``.

    Raises:
        FileNotFoundError: if there is no such icon, or it is not an SVG.
    """
    _renderer(name)
    return QIcon(_TintedIcon(name, tint))


def beside_text(button: QAbstractButton, side: int = 16) -> None:
    """Keep a button's icon away from its words: Qt leaves four pixels, so the icon brings more along."""
    button.setIconSize(QSize(side + _SPACE, side))


def pixmap(name: str, side: int, ratio: float, tint: str = "text") -> QPixmap:
    """The icon as a square pixmap of ``side`` device-independent pixels on a screen of that pixel ratio."""
    drawn = QPixmap(_tinted(name, QSize(side, side) * ratio, getattr(tokens(), tint)))
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def _renderer(name: str) -> QSvgRenderer:
    path = resource("icons", f"{name}.svg")
    renderer = QSvgRenderer(str(path))
    if not renderer.isValid():
        raise FileNotFoundError(f"{path} is not an SVG")
    return renderer


def _tinted(name: str, size: QSize, colour: QColor) -> QPixmap:
    key = f"stockmatch-icon:{name}:{size.width()}x{size.height()}:{colour.name()}"
    drawn = QPixmap()
    if QPixmapCache.find(key, drawn):
        return drawn
    drawn = QPixmap(size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    side = min(size.width(), size.height())
    _renderer(name).render(painter, QRectF(0, (size.height() - side) / 2, side, side))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(drawn.rect(), colour)
    painter.end()
    QPixmapCache.insert(key, drawn)
    return drawn


class _TintedIcon(QIconEngine):
    """Draws one SVG in the colour that fits the icon's mode in the theme of the moment."""

    def __init__(self, name: str, tint: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    def _colour(self, mode: QIcon.Mode) -> QColor:
        shown = tokens()
        if mode is QIcon.Mode.Disabled:
            return shown.disabled
        if mode is QIcon.Mode.Selected:
            return shown.text
        colour: QColor = getattr(shown, self._tint)
        return colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        drawn = QPixmap(_tinted(self._name, rect.size() * ratio, self._colour(mode)))
        drawn.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect.topLeft(), drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return _tinted(self._name, size, self._colour(mode))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        return _tinted(self._name, size * scale, self._colour(mode))

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        return size

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._name, self._tint)
