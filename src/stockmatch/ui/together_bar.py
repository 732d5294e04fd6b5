"""Buttons for several photos of one item: join those picked out, or take an item apart."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from stockmatch.ui import text
from stockmatch.ui.choices import button
from stockmatch.ui.keymap import Keymap, written_modifier
from stockmatch.ui.queue_desk import QueueDesk


class TogetherBar(QWidget):
    """There only when there is something to join or to take apart."""

    def __init__(self, desk: QueueDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.join = self._button(self.tr("Same item"))
        self.join.clicked.connect(desk.join)
        self.clear = self._button(self.tr("None"))
        self.clear.setToolTip(self.tr("Put all photos back that are picked out"))
        self.clear.clicked.connect(self._clear)
        self.separate = self._button(self.tr("Separate"))
        self.separate.clicked.connect(desk.separate)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for made in (self.join, self.clear, self.separate):
            row.addWidget(made)

    def show_keys(self, keymap: Keymap) -> None:
        """Name the keys in tooltips."""
        picking = self.tr("These photos show one item: match and decide them together ({0}). {2}click or {1} picks.")
        self.join.setToolTip(picking.format(keymap.shown("main.join"), keymap.shown("main.mark"), written_modifier()))
        apart = self.tr("These photos are not of one item, after all ({0})")
        self.separate.setToolTip(apart.format(keymap.shown("main.separate")))

    def refresh(self) -> None:
        """Show what can be done."""
        queue = self._desk.queue
        marked, photo = len(queue.view.marked), queue.current
        together = len(queue.together(photo)) if photo is not None else 1
        self.join.setVisible(marked > 0)
        self.join.setEnabled(marked > 1)
        self.join.setText(self.tr("Same item: {0}").format(text.photos(marked)))
        self.clear.setVisible(marked > 0)
        self.separate.setVisible(together > 1 and not marked)
        self.separate.setText(self.tr("One item of {0}: separate").format(text.photos(together)))

    @Slot()
    def _clear(self) -> None:
        self._desk.mark(self._desk.queue.view.marked)

    def _button(self, words: str) -> QPushButton:
        made = button(words, "chip")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.hide()
        return made
