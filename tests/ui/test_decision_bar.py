"""The bar of decisions beside the open settings: no decision's name is cut."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from stockmatch.ui.decision_bar import DecisionBar
from stockmatch.ui.keymap import Keymap

WORDS, SIGN = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


def test_undo_and_redo_lose_their_words_before_a_decision_loses_its_own(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = DecisionBar(window)
    bar.show_keys(Keymap())
    window.show()
    bar.resize(5000, 40)
    wide = sum(one.sizeHint().width() for one in (*bar.findChildren(QPushButton), *bar.findChildren(QToolButton))) + 160
    for width, style in ((wide, WORDS), (wide - 90, SIGN), (wide, WORDS)):
        bar.resize(width, bar.height())
        assert {tool.toolButtonStyle() for tool in bar.findChildren(QToolButton)} == {style}
        layout = bar.layout()
        assert layout is not None
        layout.activate()
        assert all(button.width() >= button.sizeHint().width() for button in bar.findChildren(QPushButton))
        assert all(tool.toolTip() for tool in bar.findChildren(QToolButton))
