"""The manual's text with its pictures, which ship beside it."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from stockmatch.paths import resource
from stockmatch.ui.language import spoken
from stockmatch.ui.theme import tokens

_MARGIN = 18
_PAUSE_MS = 60


class ManualPage(QTextBrowser):
    """Shows each picture as wide as the text, or smaller where it has no more pixels; smooth on every screen."""

    def __init__(self, html: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the text gets narrower as it loads
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._html = html
        self._language = spoken().value
        self._pictures: dict[str, QImage] = {}
        self._shown_for: tuple[int, bool] = (0, False)
        self._read = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._show)
        self._show()

    @property
    def room(self) -> int:
        """How wide a picture may be."""
        return max(1, self.viewport().width() - 2 * _MARGIN)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture of the window's language, by its file's name alone."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        file = name.toString() if isinstance(name, QUrl) else name
        if file not in self._pictures:
            self._pictures[file] = QImage(str(resource("help") / "pictures" / self._language / file))
        picture = self._pictures[file]
        return None if picture.isNull() else self._fitting(picture)

    @property
    def place(self) -> int:
        """The number of the paragraph at the top."""
        return self.cursorForPosition(QPoint(_MARGIN, 0)).blockNumber()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._later.isActive():
            self._read = self.place
        super().resizeEvent(event)
        self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self._later.isActive():
            self._read = self.place
            self._later.start()

    def _fitting(self, picture: QImage) -> QImage:
        ratio = self.devicePixelRatioF()
        width = min(self.room, picture.width())
        size = QSize(width, round(picture.height() * width / picture.width()))
        smooth = Qt.TransformationMode.SmoothTransformation
        colours = picture.convertToFormat(QImage.Format.Format_RGB32)
        drawn = colours.scaled(size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        drawn.setDevicePixelRatio(ratio)
        painter = QPainter(drawn)
        painter.setPen(tokens().border_strong)
        painter.drawRect(QRect(0, 0, size.width() - 1, size.height() - 1))
        painter.end()
        return drawn

    @Slot()
    def _show(self) -> None:
        """Lay the text out anew, with the paragraph at the top that was there."""
        wanted = (self.room, tokens().dark)
        if wanted == self._shown_for:
            return
        self._shown_for = wanted
        read = self._read
        self.setHtml(self._html)
        document = self.document()
        document.setDocumentMargin(_MARGIN)
        top = document.documentLayout().blockBoundingRect(document.findBlockByNumber(read)).top()
        self.verticalScrollBar().setValue(round(top) if read else 0)
