"""Which column of a table holds what: one choice for each field."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from stockmatch.core.table import Field, ImportPlan, Table
from stockmatch.ui.details_words import field_name

_SAMPLE_LETTERS = 18
_NAME_LETTERS = 28


class ColumnForm(QWidget):
    """A list of columns beside each field; a column has one field at most.

    Signals:
        changed(): the person chose another column.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._choices: dict[Field, QComboBox] = {}
        self._columns: dict[Field, list[tuple[int, ...]]] = {}
        form = QGridLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        form.setColumnStretch(1, 1)
        for row, field in enumerate(Field):
            choice = QComboBox()
            choice.setMinimumContentsLength(26)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setAccessibleName(field_name(field))
            choice.activated.connect(self._on_activated)
            name = QLabel(field_name(field))
            name.setBuddy(choice)
            form.addWidget(name, row, 0)
            form.addWidget(choice, row, 1)
            self._choices[field] = choice

    def choice(self, field: Field) -> QComboBox:
        """The list beside a field."""
        return self._choices[field]

    def show_table(self, table: Table, plan: ImportPlan) -> None:
        """Show a table's columns, and those of a plan as chosen."""
        self._table = table
        for field, choice in self._choices.items():
            columns = plan.columns(field)
            several = [columns] if len(columns) > 1 else []
            self._columns[field] = [(), *several, *((column,) for column in range(table.width))]
            names = [", ".join(map(self.column_name, chosen)) for chosen in several]
            choice.clear()
            choice.addItem(self.tr("Not in the table"))
            choice.addItems([_cut(name, _NAME_LETTERS + _SAMPLE_LETTERS) for name in names])
            choice.addItems([self._words(column) for column in range(table.width)])
            choice.setCurrentIndex(self._columns[field].index(columns))

    @property
    def fields(self) -> tuple[Field | None, ...]:
        """What each column holds."""
        width = self._table.width if self._table is not None else 0
        fields: list[Field | None] = [None] * width
        for field in self._choices:
            for column in self._chosen(field):
                fields[column] = field
        return tuple(fields)

    def column_name(self, column: int) -> str:
        """A column's name, or its number where it has none."""
        header = self._table.header if self._table is not None else ()
        if column < len(header) and header[column]:
            return header[column]
        return self.tr("Column {0}").format(column + 1)

    def _words(self, column: int) -> str:
        """A column's name and the first thing in it."""
        assert self._table is not None
        sample = next((found for row in self._table.rows if (found := row.cell(column))), "")
        name = _cut(self.column_name(column), _NAME_LETTERS)
        return f"{name}  ({_cut(sample, _SAMPLE_LETTERS)})" if sample else name

    def _on_activated(self) -> None:
        """A column that is chosen for a field is taken from any other."""
        changed = next(field for field, choice in self._choices.items() if choice is self.sender())
        taken = set(self._chosen(changed))
        for field, choice in self._choices.items():
            if field is not changed and taken & set(self._chosen(field)):
                choice.setCurrentIndex(0)
        self.changed.emit()

    def _chosen(self, field: Field) -> tuple[int, ...]:
        columns = self._columns.get(field)
        return columns[self._choices[field].currentIndex()] if columns else ()


def _cut(words: str, most: int) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
