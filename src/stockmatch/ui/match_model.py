"""The candidates of the current photo as an item model."""

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl

from stockmatch.core.catalogue import readable_name
from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.ui import text
from stockmatch.ui.alike_words import alike_text
from stockmatch.ui.details_words import details_lines
from stockmatch.ui.evidence_words import (
    are_beliefs,
    code_text,
    code_tip,
    contradiction_text,
    gap_text,
    main_reason,
    score_text,
    seen_before_text,
    seen_before_tip,
    shares_text,
    twins_text,
)

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
    REASON_TEXT = Qt.ItemDataRole.UserRole + 7
    TWINS_TEXT = Qt.ItemDataRole.UserRole + 8


def own_name(candidate: Candidate) -> str:
    """The product's name where it says more than the SKU does, else nothing."""
    return "" if candidate.name in {candidate.sku, readable_name(candidate.sku)} else candidate.name


class MatchModel(QAbstractListModel):
    """One row per candidate, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._candidates: tuple[Candidate, ...] = ()
        self._beliefs = True
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
        self._candidates = match.candidates if match is not None else ()
        self._beliefs = are_beliefs(self._candidates)
        self._source = source
        self._confirmed = confirmed_key
        self.endResetModel()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return self._candidates

    def picture_path(self, candidate: Candidate) -> str:
        """Absolute path of the catalogue image that scored best."""
        return str(Path(self._source) / candidate.image)

    def to_take_away(self, candidate: Candidate) -> QMimeData:
        """A candidate for other programs: the file of its picture, and its SKU as text."""
        taken = QMimeData()
        taken.setUrls([QUrl.fromLocalFile(self.picture_path(candidate))])
        taken.setText(candidate.sku)
        return taken

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._candidates)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._candidates):
            return None
        candidate = self._candidates[index.row()]
        values: dict[int, Callable[[], Any]] = {
            int(Qt.ItemDataRole.DisplayRole): lambda: candidate.sku,
            int(Qt.ItemDataRole.ToolTipRole): lambda: self._tip(candidate),
            int(Qt.ItemDataRole.AccessibleTextRole): lambda: self._spoken(candidate),
            Role.CANDIDATE: lambda: candidate,
            Role.PICTURE_PATH: lambda: self.picture_path(candidate),
            Role.SCORE_TEXT: lambda: score_text(candidate.score),
            Role.GAP_TEXT: lambda: gap_text(candidate, beliefs=self._beliefs),
            Role.CONFIRMED: lambda: self._is_confirmed(candidate),
            Role.DETAIL_TEXT: lambda: self._detail(candidate),
            Role.REASON_TEXT: lambda: (
                contradiction_text(candidate) or main_reason(candidate.shares, seen_before=candidate.seen_before)
            ),
            Role.TWINS_TEXT: lambda: alike_text(candidate) or twins_text(candidate.twins),
        }
        return values[role]() if role in values else None

    def _is_confirmed(self, candidate: Candidate) -> bool:
        return bool(self._confirmed) and self._confirmed in {one.product_key for one in candidate.alike or (candidate,)}

    def _detail(self, candidate: Candidate) -> str:
        """What tells the product from others: name, colour, size, its folder where another has all that, its images."""
        details = candidate.details
        parts = [own_name(candidate), details.colour, details.size]
        same = [other.details for other in self._candidates if other.sku == candidate.sku]
        if sum((other.colour, other.size) == (details.colour, details.size) for other in same) > 1:
            folder = Path(candidate.image).parent.as_posix()
            parts.append(self.tr("top folder") if folder == "." else folder)
        if candidate.images > 1:
            parts.append(text.images(candidate.images))
        return text.join([part for part in parts if part])

    def _tip(self, candidate: Candidate) -> str:
        lines = [candidate.sku, own_name(candidate), *details_lines(candidate.details), candidate.image]
        lines.append(alike_text(candidate) or twins_text(candidate.twins))
        if candidate.images > 1:
            lines.append(self.tr("The best of {0} of this product").format(text.images(candidate.images)))
        figures = [self.tr("Score {0}").format(score_text(candidate.score)), gap_text(candidate, beliefs=self._beliefs)]
        lines.append(text.join([figure for figure in figures if figure]))
        lines.append(shares_text(candidate.shares))
        if candidate.seen_before:
            lines.append(seen_before_tip())
        lines.append(code_tip(candidate))
        return "\n".join(line for line in lines if line)

    def _spoken(self, candidate: Candidate) -> str:
        words = [
            self.tr("Rank {0}, SKU {1}, score {2}").format(candidate.rank, candidate.sku, score_text(candidate.score))
        ]
        if candidate.margin is not None:
            words.append(self.tr("gap {0}").format(f"{candidate.margin:.3g}"))
        words += [
            code_text(candidate),
            contradiction_text(candidate),
            shares_text(candidate.shares),
            alike_text(candidate) or twins_text(candidate.twins),
        ]
        if candidate.seen_before:
            words.append(seen_before_text())
        if self._is_confirmed(candidate):
            words.append(self.tr("confirmed"))
        return ", ".join(word for word in words if word)
