"""The window says that a newer version can be had: only if asked to, and downloads nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from stockmatch.core.settings import Settings
from tests.announcer import Announcer, announcing
from tests.ui.driver import READY_MS, OpenWindow, button


@pytest.fixture
def announcer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Announcer]:
    with announcing(tmp_path, monkeypatch) as found:
        yield found


def test_a_newer_version_is_told_and_its_page_opened(
    announcer: Announcer, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl.toString(url)))
    announcer.announce("99.0")
    window = open_window(settings=Settings(updates=announcer.source))
    qtbot.waitUntil(lambda: "Stockmatch 99.0 can be had" in window.banner.text, timeout=READY_MS)
    assert button(window.banner, "Not now").isEnabled()
    button(window.banner, "Show page").click()
    assert opened == ["https://example.org/get"]
    assert window.banner.text == ""
    assert announcer.asked == ["/stockmatch.json"]


def test_nobody_is_asked_until_the_person_gives_an_address(
    announcer: Announcer, open_window: OpenWindow, qtbot: QtBot
) -> None:
    announcer.announce("99.0")
    window = open_window()
    window.top.settings.setChecked(True)
    choice = window.settings.updates
    assert choice.field.text() == ""
    choice.field.setText("https://example.org")
    choice.field.editingFinished.emit()
    assert "no address of announcements" in choice.problem.text()
    assert announcer.asked == []
    choice.field.setText(announcer.source)
    choice.field.editingFinished.emit()
    qtbot.waitUntil(lambda: "99.0" in window.banner.text, timeout=READY_MS)
    assert window.session.settings.updates == announcer.source


def test_a_failure_is_shown_beside_the_setting_and_disturbs_nobody(
    announcer: Announcer, open_window: OpenWindow, qtbot: QtBot
) -> None:
    announcer.answer = b"<html>"
    window = open_window(settings=Settings(updates=announcer.source))
    qtbot.waitUntil(lambda: "no announcement" in window.settings.updates.problem.text(), timeout=READY_MS)
    assert window.banner.text == ""
