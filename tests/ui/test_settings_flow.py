"""What the settings learn from the engine."""

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from stockmatch.core.model import BACKBONES
from stockmatch.models.extras import LIBRARIES
from stockmatch.ui.backbone_list import BackboneList
from tests.ui.driver import READY_MS, OpenWindow, until_open


def test_the_settings_say_which_networks_are_installed(open_window: OpenWindow, qtbot: QtBot, catalogue: Path) -> None:
    missing = any(find_spec(name) is None for name in LIBRARIES["fashion"])
    window = open_window(catalogue)
    until_open(qtbot, window)
    with qtbot.waitSignal(window.session.models.available_known, timeout=READY_MS):
        window.top.settings.click()
    view = window.settings.findChild(BackboneList)
    assert view is not None
    spoken = {
        item.id: str(view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row, item in enumerate(BACKBONES)
    }
    said = {known for known, words in spoken.items() if "Not installed" in words}
    assert said == ({item.id for item in BACKBONES if item.extra} if missing else set())
