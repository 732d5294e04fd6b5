"""The employee's photo, large, with the part of it that is matched; before there is one, the place to drop it."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stockmatch.core.evidence import WHOLE, Region
from stockmatch.ui import text
from stockmatch.ui.choices import button
from stockmatch.ui.icons import pixmap
from stockmatch.ui.keymap import Keymap, written
from stockmatch.ui.match_tile import RADIUS, draw_picture, fit
from stockmatch.ui.region_box import STEP, RegionBox, grown, shifted
from stockmatch.ui.theme import scaled_font, tokens
from stockmatch.ui.thumbnails import Picture, Thumbnails

_MARGIN = 12
_CAPTION = 44
_TOOLS = 34
_ARROWS = {
    int(Qt.Key.Key_Left): (-STEP, 0.0),
    int(Qt.Key.Key_Right): (STEP, 0.0),
    int(Qt.Key.Key_Up): (0.0, -STEP),
    int(Qt.Key.Key_Down): (0.0, STEP),
}


class PhotoPanel(QWidget):
    """Shows one photo as large as there is room, with its name and the box that is matched.

    Signals:
        open_requested(): the person clicked the empty drop area, or pressed Enter on it.
        region_chosen(Region | None): what the person wants matched; None for the proposal.
        region_moving(Region): the same, while the keys that move it are being pressed.
    """

    open_requested = Signal()
    region_chosen = Signal(object)
    region_moving = Signal(object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._path = ""
        self._place = ""
        self._note = ""
        self._hovering = False
        self._region: Region | None = None
        self._box = RegionBox()
        self.whole = self._tool(self.tr("Whole photo"))
        self.whole.clicked.connect(self.choose_whole)
        self.proposal = self._tool(self.tr("Proposed region"))
        self.proposal.clicked.connect(self.choose_proposal)
        self._lay_out()
        self.setMouseTracking(True)
        self.setMinimumWidth(300)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        thumbnails.ready.connect(self._on_ready)
        self.show_photo("", "")

    def show_keys(self, keymap: Keymap) -> None:
        """Name the keys in tooltips."""
        key = keymap.shown("main.whole")
        self.whole.setToolTip(self.tr("Match the whole photo ({0})").format(key))
        self.proposal.setToolTip(self.tr("Go back to the part proposed ({0})").format(key))

    @property
    def path(self) -> str:
        """The photo shown; empty while there is none."""
        return self._path

    def show_photo(self, path: str, place: str, note: str = "") -> None:
        """Show a photo, or with an empty path the drop area.

        Args:
            path: absolute.
            place: where it stands in the queue, for the caption.
            note: what the photo waits for, or why it cannot be shown.
        """
        if path != self._path:
            self._box.cancel()
            self.show_region(None, None)
        self._path, self._place, self._note = path, place, note
        self.setCursor(Qt.CursorShape.ArrowCursor if path else Qt.CursorShape.PointingHandCursor)
        if path:
            self.setAccessibleName(self.tr("Photo {0}, the arrow keys move the region").format(Path(path).name))
        else:
            self.setAccessibleName(self.tr("Drop photos here, or press Enter to choose files"))
        self._describe()
        self.setToolTip(path)
        self._want()
        self.update()

    def show_region(self, chosen: Region | None, matched: Region | None, *, editable: bool = False) -> None:
        """Show the part of the photo that is matched; a box being dragged stays.

        Args:
            chosen: the person's own region; None while the proposal serves.
            matched: what was matched; None where that is not known.
            editable: whether the person can choose another.
        """
        self._region = chosen
        if not self._box.dragging:
            self._box.show(chosen or matched, proposed=chosen is None)
        self.whole.setVisible(editable and chosen != WHOLE)
        self.proposal.setVisible(editable and chosen is not None)
        self._describe()
        self.update()

    def _describe(self) -> None:
        region = self._box.region
        matched = ""
        if self._path and region is not None:
            sides = (region.left, region.right, region.top, region.bottom)
            shares = [text.percent(side, 0) for side in sides]
            matched = self.tr("Matched: {0} to {1} across, {2} to {3} down").format(*shares)
        self.setAccessibleDescription(". ".join(part for part in (self._place, self._note, matched) if part))

    @property
    def region(self) -> Region | None:
        """The box on the screen."""
        return self._box.region

    @Slot()
    def choose_whole(self) -> None:
        """Match the whole photo; where it is matched already, go back to the proposal."""
        if self._editable:
            self.region_chosen.emit(None if self._region == WHOLE else WHOLE)

    @Slot()
    def choose_proposal(self) -> None:
        """Match what is proposed."""
        if self._editable:
            self.region_chosen.emit(None)

    def cancel_drag(self) -> bool:
        """Give up the box being dragged. False if there is none."""
        dragging = self._box.dragging
        self._box.cancel()
        self.update()
        return dragging

    @property
    def _editable(self) -> bool:
        return self.whole.isVisibleTo(self) or self.proposal.isVisibleTo(self)

    @Slot(bool)
    def set_hovering(self, hovering: bool) -> None:
        """Whether photos are being dragged over the window."""
        if hovering != self._hovering:
            self._hovering = hovering
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._editable:
            self._place_box()
            self._box.press(event.position(), new=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._box.dragging:
            self._box.move(event.position())
            self.update()
        elif self._editable:
            self._place_box()
            new = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.setCursor(self._box.cursor(event.position(), new=new))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if not self._path:
            self.open_requested.emit()
        elif self._box.dragging:
            region = self._box.release()
            self.update()
            if region is not None:
                self.region_chosen.emit(region)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._path and not event.isAutoRepeat():
            self.open_requested.emit()
        elif key in _ARROWS and self._editable and not self._box.dragging:
            change = grown if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else shifted
            region = change(self._box.region or WHOLE, *_ARROWS[key])
            self.show_region(region, region, editable=True)
            self.region_moving.emit(region)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        colours = tokens(self)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        empty = not self._path
        if self._hovering or self.hasFocus():
            pen = QPen(colours.accent, 2)
        elif empty:
            pen = QPen(colours.border_strong, 1.5, Qt.PenStyle.DashLine)
        else:
            pen = QPen(colours.border, 1)
        painter.setPen(pen)
        painter.setBrush(colours.accent_soft if self._hovering and empty else colours.raised)
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        if empty:
            self._paint_invitation(painter)
        else:
            self._paint_photo(painter)
            if self._hovering:
                self._paint_hint(painter)
        painter.end()

    def _photo_area(self) -> QRect:
        return self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_CAPTION - _TOOLS)

    def _place_box(self) -> None:
        image = self._thumbnails.image(self.picture_of(self._path)) if self._path else None
        self._box.place(QRectF(fit(image.size(), self._photo_area())) if image is not None else QRectF())

    def _tool(self, words: str) -> QPushButton:
        made = button(words, "chip")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setCursor(Qt.CursorShape.ArrowCursor)
        made.hide()
        return made

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.addWidget(self.whole)
        tools.addWidget(self.proposal)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 8)
        column.addStretch(1)
        column.addLayout(tools)

    def picture_of(self, path: str) -> Picture:
        """A photo at the size at which it would be shown."""
        area = self._photo_area()
        return Picture.fitting(path, max(area.width(), area.height(), 1) * self.devicePixelRatioF())

    def _want(self) -> None:
        self._thumbnails.want("photo", [self.picture_of(self._path)] if self._path else [])

    def _paint_photo(self, painter: QPainter) -> None:
        colours = tokens(self)
        area = self._photo_area()
        image = self._thumbnails.image(self.picture_of(self._path))
        reason = self._note or self._thumbnails.reason(self._path)
        if image is not None:
            draw_picture(painter, image, area, 6)
            self._place_box()
            self._box.paint(painter, colours, focused=self.hasFocus())
        elif reason:
            headline = self.tr("This photo cannot be shown")
            self._message(painter, area, icon=("warning", "warn"), headline=headline, detail=reason)
        caption = QRect(area.left(), area.bottom() + 8, area.width(), _CAPTION - _MARGIN - 4)
        place_width = QFontMetrics(self.font()).horizontalAdvance(self._place)
        painter.setPen(colours.muted)
        painter.drawText(caption, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._place)
        bold = scaled_font(self.font(), 1.0, bold=True)
        painter.setFont(bold)
        painter.setPen(colours.text)
        name = QFontMetrics(bold).elidedText(
            Path(self._path).name, Qt.TextElideMode.ElideMiddle, caption.width() - place_width - 12
        )
        painter.drawText(caption, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_invitation(self, painter: QPainter) -> None:
        headline = self.tr("Drop to add") if self._hovering else self.tr("Drop photos here")
        detail = self.tr("Files, folders or a picture from the browser.\nPaste with {0}, or click to choose files.")
        area = self.rect().adjusted(16, 16, -16, -16)
        words = detail.format(written("Ctrl+V"))
        self._message(painter, area, icon=("photo-add", "accent"), headline=headline, detail=words)

    def _paint_hint(self, painter: QPainter) -> None:
        colours = tokens(self)
        bar = QRect(self._photo_area())
        bar.setTop(bar.bottom() - 40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(bar, 6, 6)
        painter.setFont(scaled_font(self.font(), 1.0, bold=True))
        painter.setPen(colours.accent_text)
        painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, self.tr("Drop to add to the queue"))

    def _message(self, painter: QPainter, area: QRect, *, icon: tuple[str, str], headline: str, detail: str) -> None:
        colours = tokens(self)
        big = scaled_font(self.font(), 1.35, bold=True)
        wrap = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        text_height = QFontMetrics(self.font()).boundingRect(area, wrap, detail).height()
        line = QFontMetrics(big).boundingRect(area, wrap, headline).height()
        top = area.center().y() - (48 + 16 + line + 8 + text_height) // 2
        painter.drawPixmap(QPoint(area.center().x() - 24, top), pixmap(icon[0], 48, self.devicePixelRatioF(), icon[1]))
        painter.setFont(big)
        painter.setPen(colours.text)
        painter.drawText(QRect(area.left(), top + 64, area.width(), line), wrap, headline)
        painter.setFont(self.font())
        painter.setPen(colours.muted)
        painter.drawText(QRect(area.left(), top + 72 + line, area.width(), text_height + 8), wrap, detail)

    @Slot(str)
    def _on_ready(self, path: str) -> None:
        if path == self._path:
            self.update()
