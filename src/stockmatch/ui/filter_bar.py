"""Above the strip: which photos it shows, how many there are of each kind, and in which order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from stockmatch.core.decisions import QueueOrder, QueueView, Showing, Standing
from stockmatch.ui import text
from stockmatch.ui.choices import Choice, Segments, wanted

_SPACING = 8
_ALWAYS = {Showing.ALL, Showing.UNDECIDED}


class FilterBar(QWidget):
    """Filters with their counts; those without any photo step aside. They stand side by side, or fold into a list.

    Signals:
        chosen(QueueView): what the person wants to see.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = QueueView()
        self._names = {
            Showing.ALL: self.tr("All"),
            Showing.UNDECIDED: self.tr("Undecided"),
            Showing.CONFIRMED: self.tr("Confirmed"),
            Showing.VARIANT: self.tr("Variant"),
            Showing.NOT_IN_CATALOGUE: self.tr("Not in catalogue"),
            Showing.SKIPPED: self.tr("Skipped"),
            Showing.FAILED: self.tr("Not readable"),
        }
        self.filters: Segments[Showing] = Segments(self.tr("Show"), list(self._names.items()))
        self.filters.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.filters.chosen.connect(self._on_filter)
        for showing in Showing:
            self.filters.button(showing).setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.folded, self._folded = self._list(list(self._names.items()), self._on_folded)
        self.folded.hide()
        orders = [
            (QueueOrder.TIME, self.tr("As added")),
            (QueueOrder.NAME, self.tr("By name")),
            (QueueOrder.DOUBT, self.tr("Doubtful first")),
        ]
        self.order, self._orders = self._list(orders, self._on_order)
        self.order.setToolTip(self.tr("The order of the photos, which is also the order of deciding"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACING)
        row.addWidget(self.filters)
        row.addWidget(self.folded)
        row.addWidget(self.order)
        self.show_view(self._view, 0, {})

    @property
    def words(self) -> str:
        """What the filters say, side by side."""
        shown = [self.filters.button(showing) for showing in Showing]
        return text.join([button.text() for button in shown if not button.isHidden()])

    def show_view(self, view: QueueView, photos: int, counts: Mapping[Standing, int]) -> None:
        """Show how the queue is looked at.

        Args:
            view: filter and order.
            photos: how many there are in all.
            counts: how many of each standing; a missing one has none.
        """
        self._view = view
        for showing, name in self._names.items():
            count = photos if showing is Showing.ALL else counts.get(Standing(showing.value), 0)
            words = self.tr("{0} {1}").format(name, text.number(count))
            self.filters.set_words(showing, words)
            self._folded[showing].setText(words)
            for one in (self.filters.button(showing), self._folded[showing]):
                one.setVisible(showing in _ALWAYS or count > 0 or showing is view.showing)
                one.setEnabled(count > 0 or showing is Showing.ALL)
        self.filters.set_value(view.showing)
        chosen = self._folded[view.showing]
        chosen.setChecked(True)
        self.folded.setText(chosen.text())
        self.folded.setAccessibleName(self.filters.button(view.showing).accessibleName())
        action = self._orders[view.order]
        action.setChecked(True)
        self.order.setText(action.text())
        self.order.setAccessibleName(self.tr("Order: {0}").format(action.text()))
        self.setVisible(photos > 0)

    def width_wanted(self, *, folded: bool) -> int:
        """How wide it would be with the filters side by side, or folded into a list."""
        return wanted(self.folded if folded else self.filters) + _SPACING + wanted(self.order)

    def fold(self, folded: bool) -> None:
        """Let the filters be a list that opens, or stand side by side."""
        self.filters.setHidden(folded)
        self.folded.setVisible(folded)

    def _list(
        self, options: Sequence[tuple[Choice, str]], chosen: Callable[[QAction], object]
    ) -> tuple[QToolButton, dict[Choice, QAction]]:
        """A button that opens a list, and what is in it."""
        made = QToolButton()
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu, group = QMenu(made), QActionGroup(made)
        actions: dict[Choice, QAction] = {}
        for value, words in options:
            action = QAction(words, menu, checkable=True)
            action.setData(value.value)
            group.addAction(action)
            menu.addAction(action)
            actions[value] = action
        group.triggered.connect(chosen)
        made.setMenu(menu)
        return made, actions

    @Slot(QAction)
    def _on_folded(self, action: QAction) -> None:
        self._on_filter(Showing(action.data()))

    @Slot(object)
    def _on_filter(self, showing: Showing) -> None:
        self.chosen.emit(replace(self._view, showing=showing))

    @Slot(QAction)
    def _on_order(self, action: QAction) -> None:
        self.chosen.emit(replace(self._view, order=QueueOrder(action.data())))
