"""Above the strip: which photos it shows, how many there are of each kind, and in which order."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from stockmatch.core.decisions import QueueOrder, QueueView, Showing, Standing
from stockmatch.ui import text
from stockmatch.ui.choices import Segments

_ALWAYS = {Showing.ALL, Showing.UNDECIDED}


class FilterBar(QWidget):
    """Filters with their counts; those without any photo step aside.

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
        self.order = QToolButton()
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.order.setToolTip(self.tr("The order of the photos, which is also the order of deciding"))
        menu, group = QMenu(self.order), QActionGroup(self)
        self._orders: dict[QueueOrder, QAction] = {}
        for order, words in (
            (QueueOrder.TIME, self.tr("As added")),
            (QueueOrder.NAME, self.tr("By name")),
            (QueueOrder.DOUBT, self.tr("Doubtful first")),
        ):
            action = QAction(words, menu, checkable=True)
            action.setData(order.value)
            group.addAction(action)
            menu.addAction(action)
            self._orders[order] = action
        group.triggered.connect(self._on_order)
        self.order.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.filters)
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
            button = self.filters.button(showing)
            button.setToolTip(words)  # a narrow window cuts it short
            button.setVisible(showing in _ALWAYS or count > 0 or showing is view.showing)
            button.setEnabled(count > 0 or showing is Showing.ALL)
        self.filters.set_value(view.showing)
        action = self._orders[view.order]
        action.setChecked(True)
        self.order.setText(action.text())
        self.order.setAccessibleName(self.tr("Order: {0}").format(action.text()))
        self.setVisible(photos > 0)

    @Slot(object)
    def _on_filter(self, showing: Showing) -> None:
        self.chosen.emit(replace(self._view, showing=showing))

    @Slot(QAction)
    def _on_order(self, action: QAction) -> None:
        self.chosen.emit(replace(self._view, order=QueueOrder(action.data())))
