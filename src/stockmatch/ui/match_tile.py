"""How one candidate is painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stockmatch.core.ranking import Candidate
from stockmatch.ui import text
from stockmatch.ui.alike_words import place_title
from stockmatch.ui.evidence_bars import draw_shares
from stockmatch.ui.evidence_words import code_text, seen_before_text
from stockmatch.ui.icons import pixmap
from stockmatch.ui.match_model import KEYS, Role
from stockmatch.ui.scaled import draw_scaled
from stockmatch.ui.theme import Tokens, scaled_font, tokens
from stockmatch.ui.thumbnails import Picture, Thumbnails

RADIUS = 10
_PAD = 10
_BADGE = 24
_BAR = 5
_BAR_ROOM = _BAR + 7
_BESIDE = 4
_SMALL = 120
"""A picture that is less than this high or wide would be covered by what is written over larger ones."""


@dataclass(frozen=True)
class _Places:
    """Where the parts of a tile over its caption go.

    Attributes:
        picture, key, why: the picture, the rank and "Why?".
        mark: a sign instead of a remark in words; None where there is room for words.
    """

    picture: QRect
    key: QRect
    why: QRect
    mark: QRect | None = None


def caption_height(font: QFont, *, hero: bool) -> int:
    """Height of the text under a tile's picture."""
    sku = QFontMetrics(scaled_font(font, 1.25 if hero else 1.0, bold=True)).height()
    small = QFontMetrics(scaled_font(font, 0.92)).height()
    return _BAR_ROOM + sku + (2 if hero else 1) * (small + 3) + _PAD


def fit(image_size: QSize, area: QRect) -> QRect:
    """The largest centred rectangle of the image's shape in an area."""
    size = image_size.scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    rect = QRect(QPoint(0, 0), size)
    rect.moveCenter(area.center())
    return rect


def draw_picture(painter: QPainter, image: QImage, area: QRect, radius: float = 4) -> None:
    """Paint an image as large as the area allows, with slightly rounded corners."""
    draw_scaled(painter, QRectF(fit(image.size(), area)), image, radius)


def draw_skeleton(painter: QPainter, rects: Sequence[QRect]) -> None:
    """Paint the shapes of tiles that are not known yet."""
    colours = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for rect in rects:
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        painter.setBrush(colours.hover)
        painter.drawRoundedRect(rect.adjusted(_PAD, _PAD, -_PAD, -60), 6, 6)
        line = QRect(rect.left() + 12, rect.bottom() - 44, rect.width() // 3, 12)
        painter.drawRoundedRect(line, 4, 4)
        painter.drawRoundedRect(line.translated(0, 20), 4, 4)


class MatchTile(QStyledItemDelegate):
    """Paints a candidate: picture, number key, what speaks for it, SKU, name, score and the gap to the next."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def picture_area(self, rect: QRect, font: QFont, *, hero: bool) -> QRect:
        """Where a tile's picture goes."""
        return self._places(rect, font, hero=hero).picture

    def why_area(self, rect: QRect, font: QFont, *, hero: bool) -> QRect:
        """Where a tile's "Why?" is."""
        return self._places(rect, font, hero=hero).why

    def _places(self, rect: QRect, font: QFont, *, hero: bool) -> _Places:
        """Over the picture's corners; on a small tile beside the picture, where a square one leaves room anyway."""
        area = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD - caption_height(font, hero=hero))
        key = QRect(area.topLeft(), QSize(_BADGE, _BADGE))
        if hero or min(area.width(), area.height()) >= _SMALL:
            metrics = QFontMetrics(scaled_font(font, 0.92))
            why = QRect(0, 0, metrics.horizontalAdvance(self.tr("Why?")) + 16, metrics.height() + 6)
            why.moveBottomRight(area.bottomRight())
            return _Places(area, key, why)
        key.setHeight(min(_BADGE, area.height() // 3))
        why, mark = QRect(key), QRect(key)
        if area.width() - area.height() < _BADGE + _BESIDE:
            why.moveBottomRight(area.bottomRight())
            mark.moveTopRight(area.topRight())
            return _Places(area, key, why, mark)
        why.moveBottom(area.bottom())
        mark.moveTop((key.top() + why.top()) // 2)
        return _Places(area.adjusted(_BADGE + _BESIDE, 0, 0, 0), key, why, mark)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        candidate = index.data(Role.CANDIDATE)
        if not isinstance(candidate, Candidate):
            return
        colours = tokens()
        hero = candidate.rank == 1
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        pressed = bool(option.state & QStyle.StateFlag.State_Sunken)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        confirmed = bool(index.data(Role.CONFIRMED))
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        edge = colours.good if confirmed else colours.accent if hero or hovered or pressed else colours.border
        width = 2.0 if hero or confirmed or hovered or pressed else 1.0
        ground = colours.accent_soft if pressed else colours.hover if hovered and not hero else colours.raised
        _card(painter, rect, ground, QPen(edge, width))
        places = self._places(rect, option.font, hero=hero)
        self._picture(painter, places.picture, str(index.data(Role.PICTURE_PATH)), colours)
        self._caption(painter, rect, index, option.font, colours)
        self._why(painter, places, option.font, colours)
        _key(painter, places.key, candidate.rank, option.font, colours, strong=hero)
        if confirmed and places.mark is not None:
            _sign(painter, places.mark, "check", ink="good", ground=colours.good_soft)
        elif confirmed:
            _ribbon(painter, rect, self.tr("Confirmed"), option.font, ink=colours.good, ground=colours.good_soft)
        elif candidate.seen_before and places.mark is not None:
            _sign(painter, places.mark, "history", ink="accent", ground=colours.accent_soft)
        elif hero or candidate.seen_before:
            words = self._remark(candidate)
            _ribbon(painter, rect, words, option.font, ink=colours.accent, ground=colours.accent_soft)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.text, 2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 4, -4, -4), RADIUS - 3, RADIUS - 3)
        painter.restore()

    def _remark(self, candidate: Candidate) -> str:
        """What is written over a picture: why a candidate is the first, or that it was seen before."""
        seen, coded = seen_before_text(), code_text(candidate)
        if candidate.rank > 1:
            return seen.capitalize()
        if coded:
            return coded[0].upper() + coded[1:]
        best = self.tr("Best match")
        return text.join([best, seen]) if candidate.seen_before else best

    def _picture(self, painter: QPainter, area: QRect, path: str, colours: Tokens) -> None:
        image = self._thumbnails.image(
            Picture.fitting(path, max(area.width(), area.height()) * painter.device().devicePixelRatio())
        )
        if image is not None:
            draw_picture(painter, image, area)
            return
        reason = self._thumbnails.reason(path)
        side = min(48, area.height() // 2, area.width() // 2)
        if side > 8:
            drawn = pixmap("image", side, painter.device().devicePixelRatio(), "border_strong" if reason else "border")
            painter.drawPixmap(area.center() - QPoint(side // 2, side // 2 + (12 if reason else 0)), drawn)
        if reason:
            painter.setPen(colours.muted)
            below = area.adjusted(0, area.height() // 2 + side // 2, 0, 0)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(below, flags, self.tr("Picture cannot be shown"))

    def _caption(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        base: QFont,
        colours: Tokens,
    ) -> None:
        candidate: Candidate = index.data(Role.CANDIDATE)
        hero = candidate.rank == 1
        area = rect.adjusted(_PAD + 2, 0, -_PAD - 2, -_PAD)
        area.setTop(rect.bottom() - caption_height(base, hero=hero))
        big, small = scaled_font(base, 1.25 if hero else 1.0, bold=True), scaled_font(base, 0.92)
        score = str(index.data(Role.SCORE_TEXT))
        draw_shares(painter, QRectF(area.left(), area.top() + 2, area.width(), _BAR), candidate.shares, colours)
        top = QRect(area.left(), area.top() + _BAR_ROOM, area.width(), QFontMetrics(big).height())
        low = QRect(area.left(), top.bottom() + 4, area.width(), QFontMetrics(small).height())
        score_width = QFontMetrics(big).horizontalAdvance(score)
        tint = colours.accent if hero else colours.text
        title = place_title(candidate)
        cramped = QFontMetrics(big).horizontalAdvance(title) + 8 + score_width > top.width()
        if not cramped:
            _text(painter, top, score, big, tint, align=Qt.AlignmentFlag.AlignRight)
        _text(painter, top.adjusted(0, 0, 0 if cramped else -score_width - 8, 0), title, big, colours.text)
        twins, details = str(index.data(Role.TWINS_TEXT)), str(index.data(Role.DETAIL_TEXT))
        words, font, ink = details, small, colours.muted
        if candidate.alike:
            words, ink = twins, colours.text
        elif twins:
            words, ink = text.join([one for one in (details, twins) if one]), colours.warn
        elif cramped:  # the SKU is what the person types elsewhere: it takes the score's place before it is cut short
            words, font, ink = score, scaled_font(base, 0.92, bold=True), tint
        reason, below = str(index.data(Role.REASON_TEXT)) if hero else "", low.translated(0, low.height() + 3)
        gap, metrics = str(index.data(Role.GAP_TEXT)) if hero or not twins else "", QFontMetrics(small)
        gap_width = metrics.horizontalAdvance(gap) + 8 if gap else 0
        if hero:
            with_gap = below if metrics.horizontalAdvance(words) > metrics.horizontalAdvance(reason) else low
        else:  # what the product is called says more than how far it is before the next one
            with_gap = low if QFontMetrics(font).horizontalAdvance(words) + gap_width <= low.width() else QRect()
        for line, said, one, colour in ((low, words, font, ink), (below, reason, small, colours.text)):
            here = gap_width if line == with_gap else 0
            if here:
                _text(painter, line, gap, small, colours.muted, align=Qt.AlignmentFlag.AlignRight)
            _text(painter, line.adjusted(0, 0, -here, 0), said, one, colour, cut=Qt.TextElideMode.ElideRight)

    def _why(self, painter: QPainter, places: _Places, base: QFont, colours: Tokens) -> None:
        painter.setPen(QPen(colours.border_strong, 1))
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(QRectF(places.why).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(scaled_font(base, 0.92))
        painter.setPen(colours.text)
        words = self.tr("Why?") if places.mark is None else "?"
        painter.drawText(places.why, Qt.AlignmentFlag.AlignCenter, words)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(180, 200)


def _card(painter: QPainter, rect: QRect, ground: QColor, pen: QPen) -> None:
    half = pen.widthF() / 2
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), RADIUS, RADIUS)


def _key(painter: QPainter, place: QRect, rank: int, base: QFont, colours: Tokens, *, strong: bool) -> None:
    """The rank, drawn as the key to press where there is one."""
    box = QRectF(place)
    with_key = rank <= KEYS
    painter.setPen(QPen(colours.accent if strong else colours.border_strong, 1) if with_key else Qt.PenStyle.NoPen)
    painter.setBrush(colours.accent if strong else colours.raised)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setFont(scaled_font(base, 1.0, bold=True))
    painter.setPen(colours.accent_text if strong else colours.text if with_key else colours.muted)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(rank))


def _sign(painter: QPainter, place: QRect, name: str, *, ink: str, ground: QColor) -> None:
    """An icon on a round ground, in the colour token ``ink``."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    side = min(place.width(), place.height())
    round_ = QRect(0, 0, side, side)
    round_.moveCenter(place.center())
    painter.drawEllipse(round_)
    inner = round_.adjusted(4, 4, -4, -4)
    painter.drawPixmap(inner.topLeft(), pixmap(name, inner.width(), painter.device().devicePixelRatio(), ink))


def _ribbon(painter: QPainter, rect: QRect, words: str, base: QFont, *, ink: QColor, ground: QColor) -> None:
    font = scaled_font(base, 0.92, bold=True)
    metrics = QFontMetrics(font)
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - 2 * _PAD - _BADGE - 4 - 18)
    width = metrics.horizontalAdvance(words) + 18
    box = QRectF(rect.right() - _PAD - width, rect.top() + _PAD, width, _BADGE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, _BADGE / 2, _BADGE / 2)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _text(
    painter: QPainter,
    area: QRect,
    words: str,
    font: QFont,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(words, cut, max(0, area.width()))
    whole = Qt.TextFlag.TextDontClip  # Chinese letters are taller than the line of a Latin font
    painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter | whole, shown)
