"""A table model for long lists of plain facts; a row's texts are made when it is first looked at."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex
Item = TypeVar("Item")


class FactTable(QAbstractTableModel):
    """Shows any sequence of values as rows of text; quick with tens of thousands."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = headings
        self._items: Sequence[Any] = ()
        self._texts: Callable[[Any], Sequence[str]] = lambda _item: ()

    def show(
        self,
        items: Sequence[Item],
        texts: Callable[[Item], Sequence[str]],
        headings: Sequence[str] | None = None,
    ) -> None:
        """Show other items.

        Args:
            items: one per row.
            texts: gives the texts of an item's row, one per heading.
            headings: other ones than before; None for the same.
        """
        self.beginResetModel()
        if headings is not None:
            self._headings = headings
        self._items = items
        self._texts = texts
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - an empty value, never changed
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._texts(self._items[index.row()])[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None
