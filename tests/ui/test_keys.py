"""Keys: one meaning each in a view, rebindable, shown from the list they are made from, never deciding twice."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockmatch.ui.commands import View, commands
from stockmatch.ui.keymap import Keymap, name_of
from stockmatch.ui.keys_dialog import KeysDialog, KeysOverlay
from stockmatch.ui.manual_dialog import ManualDialog
from tests.ui.driver import OpenWindow, stored_decisions, until_decided, until_ready

NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
IDS = [command.id for command in commands()]


def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held)


@given(st.dictionaries(st.sampled_from([*IDS, "of.a.newer.one"]), st.sampled_from("ABNSZVKJ1239?"), max_size=12))
def test_a_key_means_one_thing_in_a_view_whatever_the_settings_say(changes: dict[str, str]) -> None:
    keymap = Keymap(changes)
    for view in View:
        keys = [keymap.key(command.id) for command in keymap.commands if command.view is view]
        assert len(set(keys)) == len(keys)
    assert Keymap(keymap.changes).changes == keymap.changes


def test_names_of_keys() -> None:
    assert name_of(press(Qt.Key.Key_Z)) == "Z"
    assert name_of(press(Qt.Key.Key_Z, SHIFT)) == "Shift+Z"
    assert name_of(press(Qt.Key.Key_Question, SHIFT)) == "?"  # with Shift here, without elsewhere
    assert name_of(press(Qt.Key.Key_1, SHIFT)) == "1"
    assert name_of(press(Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)) == "1"
    assert name_of(press(Qt.Key.Key_Space)) == "Space"
    assert name_of(press(Qt.Key.Key_N, CONTROL)) == ""
    assert name_of(press(Qt.Key.Key_Shift, SHIFT)) == ""


def test_a_taken_key_is_refused_with_the_reason(qtbot: QtBot) -> None:
    dialog = KeysDialog(Keymap())
    qtbot.addWidget(dialog)
    dialog.show()
    used: list[Keymap] = []
    dialog.changed.connect(used.append)
    skip = dialog.key_button("main.skip")
    QTest.mouseClick(skip, Qt.MouseButton.LeftButton)
    assert skip.text() == "Press a key…"
    QTest.keyClick(skip, Qt.Key.Key_N)
    assert dialog.message.text() == "N is the key of “Not in catalogue”. Give that another key first."
    QTest.keyClick(skip, Qt.Key.Key_Left)
    assert dialog.message.text().startswith("← moves about")
    assert used == []
    QTest.keyClick(skip, Qt.Key.Key_E)
    assert skip.text() == "E"
    assert [keymap.changes for keymap in used] == [{"main.skip": "E"}]
    QTest.mouseClick(skip, Qt.MouseButton.LeftButton)
    QTest.keyClick(skip, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert skip.text() == "E"


def test_the_overlay_shows_every_command_with_its_key(qtbot: QtBot) -> None:
    keymap = Keymap({"main.skip": "E", "compare.show_2": "A"})
    overlay = KeysOverlay(keymap)
    qtbot.addWidget(overlay)
    overlay.show()
    for command in keymap.commands:
        assert command.family or f"{keymap.shown(command.id)} {command.words}" in overlay.lines
    assert "E Skip" in overlay.lines
    assert "1–9 Confirm the candidate of that number" in overlay.lines
    assert "1 A 3 4 5 6 7 8 9 Show the candidate of that number" in overlay.lines
    page = ManualDialog(keymap)
    qtbot.addWidget(page)
    words = page.page.toPlainText()
    assert all((command.family or command.words) in words for command in keymap.commands)
    assert "$" not in words
    assert "⇧Z Redo" in overlay.lines
    QTest.keyClick(overlay, Qt.Key.Key_Question)
    assert not overlay.isVisible()


def test_only_what_moves_may_be_held_down() -> None:
    held = {command.id for command in commands() if command.repeats}
    moving = {"next", "former", "next_image", "former_image", "nearer", "farther"}
    assert {name.split(".")[1] for name in held} == moving


def test_keys_through_the_window(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos)
    until_ready(qtbot, window)
    main = {command.id for command in commands() if command.view is View.MAIN}
    assert set(window.controls._acts) == main  # a command without an act would be a key that does nothing
    QTest.keyClick(window, Qt.Key.Key_Question, SHIFT)
    overlay = window.help.keys
    assert isinstance(overlay, KeysOverlay)
    assert overlay.isVisible()
    QTest.keyClick(overlay, Qt.Key.Key_N)  # closes it, and decides nothing
    assert not overlay.isVisible()
    assert not window.session.queue.busy

    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help.manual is not None
    assert window.help.manual.isVisible()
    window.help.manual.reject()

    window.help.change_keys()
    dialog = window.help.keys
    assert isinstance(dialog, KeysDialog)
    for name, key in (("main.variant", Qt.Key.Key_E), ("main.confirm_1", Qt.Key.Key_A)):
        QTest.mouseClick(dialog.key_button(name), Qt.MouseButton.LeftButton)
        QTest.keyClick(dialog.key_button(name), key)
    dialog.accept()
    assert window.work.bar._variant.text() == "Variant   E"

    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_E, NONE, "e", autorep=True)
    QApplication.sendEvent(window, held)
    QTest.keyClick(window, Qt.Key.Key_V)
    QTest.keyClick(window, Qt.Key.Key_1)
    assert not window.session.queue.busy
    window.work.grid.setFocus()
    QTest.keyClick(window.work.grid, Qt.Key.Key_Right)
    marked = window.work.grid.candidate
    assert marked is not None
    QTest.keyClick(window.work.grid, Qt.Key.Key_E)
    QTest.keyClick(window.work.grid, Qt.Key.Key_E)  # a double press
    until_decided(qtbot, window, 1)
    (row,) = stored_decisions(tmp_path / "data")
    assert (row["kind"], row["sku"], row["rank"]) == ("variant", marked.sku, 2)
    QTest.keyClick(window, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[2]))
    QTest.keyClick(window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[1]))
    QTest.keyClick(window, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: window.strip.filters.filters.value.value == "undecided")
    window.close()

    again = open_window()
    until_ready(qtbot, again)
    assert again.work.bar._variant.text() == "Variant   E"
    QTest.keyClick(again, Qt.Key.Key_A)
    until_decided(qtbot, again, 2)
