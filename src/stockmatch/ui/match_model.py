"""The candidates of the current photo as an item model, and the words for their figures."""

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from stockmatch.core.catalogue import readable_name
from stockmatch.core.model import Similarity
from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.ui import text

Index = QModelIndex | QPersistentModelIndex

KEYS = 9
"""How many candidates have a number key."""


class Role(IntEnum):
    """What a tile needs beyond its text."""

    CANDIDATE = Qt.ItemDataRole.UserRole + 1
    PICTURE_PATH = Qt.ItemDataRole.UserRole + 2
    SCORE_TEXT = Qt.ItemDataRole.UserRole + 3
    GAP_TEXT = Qt.ItemDataRole.UserRole + 4
    CONFIRMED = Qt.ItemDataRole.UserRole + 5
    DETAIL_TEXT = Qt.ItemDataRole.UserRole + 6


def score_text(score: float, similarity: Similarity) -> str:
    """A score for the person: a cosine with two decimals, a distance without its sign."""
    if similarity is Similarity.COSINE:
        return f"{score:.2f}"
    return QCoreApplication.translate("MatchGrid", "distance {0}").format(f"{-score:.3g}")


def gap_text(candidate: Candidate, similarity: Similarity) -> str:
    """How far a candidate is ahead of the next one; empty where there is none."""
    if candidate.margin is None:
        return ""
    figure = f"{candidate.margin:.3f}" if similarity is Similarity.COSINE else f"{candidate.margin:.3g}"
    if candidate.rank == 1:
        return QCoreApplication.translate("MatchGrid", "{0} ahead of the next").format(figure)
    return QCoreApplication.translate("MatchGrid", "{0} ahead").format(figure)


def own_name(candidate: Candidate) -> str:
    """The product's name where it says more than the SKU does, else nothing."""
    return "" if candidate.name in {candidate.sku, readable_name(candidate.sku)} else candidate.name


class MatchModel(QAbstractListModel):
    """One row per candidate, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._match: PhotoMatch | None = None
        self._source = ""
        self._confirmed = ""

    def show(self, match: PhotoMatch | None, source: str, confirmed_key: str = "") -> None:
        """Replace the candidates.

        Args:
            match: None for none.
            source: the catalogue's folder.
            confirmed_key: the product that is decided on already, if any.
        """
        self.beginResetModel()
        self._match = match
        self._source = source
        self._confirmed = confirmed_key
        self.endResetModel()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return self._match.candidates if self._match is not None else ()

    def picture_path(self, candidate: Candidate) -> str:
        """Absolute path of the catalogue image that scored best."""
        return str(Path(self._source) / candidate.image)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.candidates)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._match is None or not index.isValid() or index.row() >= len(self.candidates):
            return None
        candidate = self.candidates[index.row()]
        similarity = self._match.similarity
        values: dict[int, Callable[[], Any]] = {
            int(Qt.ItemDataRole.DisplayRole): lambda: candidate.sku,
            int(Qt.ItemDataRole.ToolTipRole): lambda: self._tip(candidate, similarity),
            int(Qt.ItemDataRole.AccessibleTextRole): lambda: self._spoken(candidate, similarity),
            Role.CANDIDATE: lambda: candidate,
            Role.PICTURE_PATH: lambda: self.picture_path(candidate),
            Role.SCORE_TEXT: lambda: score_text(candidate.score, similarity),
            Role.GAP_TEXT: lambda: gap_text(candidate, similarity),
            Role.CONFIRMED: lambda: candidate.product_key == self._confirmed,
            Role.DETAIL_TEXT: lambda: self._detail(candidate),
        }
        return values[role]() if role in values else None

    def _detail(self, candidate: Candidate) -> str:
        """What tells the product from others: its name, its folder where the SKU is offered twice, its images."""
        parts = [own_name(candidate)]
        if sum(other.sku == candidate.sku for other in self.candidates) > 1:
            folder = Path(candidate.image).parent.as_posix()
            parts.append(self.tr("top folder") if folder == "." else folder)
        if candidate.images > 1:
            parts.append(text.images(candidate.images))
        return text.join([part for part in parts if part])

    def _tip(self, candidate: Candidate, similarity: Similarity) -> str:
        lines = [candidate.sku]
        if name := own_name(candidate):
            lines.append(name)
        lines.append(candidate.image)
        if candidate.images > 1:
            lines.append(self.tr("The best of {0} of this product").format(text.images(candidate.images)))
        lines.append(self.tr("Similarity {0}").format(score_text(candidate.score, similarity)))
        return "\n".join(lines)

    def _spoken(self, candidate: Candidate, similarity: Similarity) -> str:
        words = self.tr("Rank {0}, SKU {1}, similarity {2}").format(
            candidate.rank, candidate.sku, score_text(candidate.score, similarity)
        )
        if candidate.margin is not None:
            words += self.tr(", gap {0}").format(f"{candidate.margin:.3g}")
        if candidate.product_key == self._confirmed:
            words += self.tr(", confirmed")
        return words
