"""Where the tiles of the grid go: the first one four times as large as the others."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize

GAP = 10
_CELL_WIDTH = 190
_NARROW_WIDTH = 128
_CELL_HEIGHT = 140
_TALLEST = 1.45


def mosaic(count: int, area: QSize) -> list[QRect]:
    """Rectangles for ``count`` tiles, best first, in an area that scrolls downwards.

    The grid has cells of one size; the first tile takes two by two, the next ones the cells beside it, row by row,
    and what is left goes below. Two rows fill the area's height, so that a handful of candidates never scrolls;
    beside the open settings the cells are narrower for that.
    """
    if count <= 0:
        return []
    beside = max(1, -(-(count - 1) // 2))
    least = 4 if area.width() + GAP >= 4 * (_NARROW_WIDTH + GAP) else 3
    columns = min(max(least, (area.width() + GAP) // (_CELL_WIDTH + GAP)), 2 + beside)
    width = (area.width() - GAP * (columns - 1)) // columns
    height = max(_CELL_HEIGHT, min((area.height() - GAP) // 2, round(width * _TALLEST)))

    def cell(column: int, row: int, span: int = 1) -> QRect:
        return QRect(
            column * (width + GAP),
            row * (height + GAP),
            width * span + GAP * (span - 1),
            height * span + GAP * (span - 1),
        )

    places = [(column, row) for row in range(2) for column in range(2, columns)]
    rows_below = -(-max(0, count - 1 - len(places)) // columns)
    places += [(column, 2 + row) for row in range(rows_below) for column in range(columns)]
    return [cell(0, 0, 2), *(cell(column, row) for column, row in places[: count - 1])]


def beyond(rects: Sequence[QRect], row: int, *, down: bool) -> int:
    """The tile nearest to one among those wholly below or above it; the tile itself if there is none."""
    here = rects[row]

    def distance(other: int) -> int:
        way = rects[other].center() - here.center()
        return abs(way.x()) + abs(way.y())

    there = [
        other
        for other, rect in enumerate(rects)
        if (rect.top() > here.bottom() if down else rect.bottom() < here.top())
    ]
    return min(there, key=distance, default=row)
