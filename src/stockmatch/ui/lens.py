"""How pictures of different sizes are looked at together: the product is equally large in each, wherever one looks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

from stockmatch.core.evidence import Region

LEAST, MOST = 0.25, 24.0
_FILLED = 0.94
"""How much of a view the products fill at zoom 1."""


@dataclass(frozen=True)
class Lens:
    """Where one looks. Lengths are in product sizes: the square root of the area of the product's box.

    Attributes:
        zoom: 1 shows the product as large as every view has room for it.
        across, down: from the middle of the product to what is in the middle of the view.
    """

    zoom: float = 1.0
    across: float = 0.0
    down: float = 0.0

    def zoomed(self, factor: float, at: QPointF) -> "Lens":
        """Nearer or farther, with the point ``at`` (from the middle of the view, in product sizes) staying in place."""
        zoom = min(MOST, max(LEAST, self.zoom * factor))
        kept = 1 - self.zoom / zoom
        return Lens(zoom, self.across + at.x() * kept, self.down + at.y() * kept)

    def moved(self, across: float, down: float) -> "Lens":
        """Another place at the same zoom."""
        return replace(self, across=self.across + across, down=self.down + down)


@dataclass(frozen=True)
class Subject:
    """A picture and where its product is.

    Attributes:
        size: of the whole picture, in any unit: only its shape matters.
        region: the box of the product.
    """

    size: QSize
    region: Region

    @property
    def box(self) -> QRectF:
        """The product's box in units of the picture."""
        size, region = self.size, self.region
        width, height = region.right - region.left, region.bottom - region.top
        return QRectF(
            region.left * size.width(), region.top * size.height(), width * size.width(), height * size.height()
        )

    @property
    def unit(self) -> float:
        """One product size in units of the picture."""
        return float((self.box.width() * self.box.height()) ** 0.5)


def scale(subjects: Sequence[Subject], view: QSizeF) -> float:
    """Pixels of one product size at zoom 1: the largest at which the product of every picture fits a view."""
    boxes = [(subject.box.width() / subject.unit, subject.box.height() / subject.unit) for subject in subjects]
    return _FILLED * min(min(view.width() / width, view.height() / height) for width, height in boxes)


def placed(subject: Subject, lens: Lens, scale: float, view: QSizeF) -> QRectF:
    """Where the whole picture lies in a view, in pixels.

    Args:
        subject: the picture.
        lens: where one looks.
        scale: from ``scale``, of all pictures that are looked at together.
        view: the size of the view.
    """
    shown = scale * lens.zoom
    ratio = shown / subject.unit
    middle = subject.box.center()
    left = view.width() / 2 - lens.across * shown - middle.x() * ratio
    top = view.height() / 2 - lens.down * shown - middle.y() * ratio
    return QRectF(left, top, subject.size.width() * ratio, subject.size.height() * ratio)
