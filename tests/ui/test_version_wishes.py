"""Which version is wished for, in a memory that several windows share."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from stockmatch.ui.version_wishes import VersionWish, VersionWishes

_OTHER_WINDOW = """
import sys
from PySide6.QtCore import QSettings
from stockmatch.ui.version_wishes import VersionWish, VersionWishes
memory = QSettings(sys.argv[1], QSettings.Format.IniFormat)
wishes = VersionWishes(memory)
wishes.answered(VersionWish("id", "Nord", 1, "base"))
if sys.argv[2:]:
    wishes.note(VersionWish("id", "Nord", int(sys.argv[2]), "base"))
memory.sync()
"""


@pytest.mark.parametrize("newer", [None, 2])
def test_what_another_window_has_answered_or_noted_since_is_what_is_wished_for(
    tmp_path: Path, newer: int | None
) -> None:
    file, wish = tmp_path / "window.ini", VersionWish("id", "Nord", 1, "base")
    wanted = VersionWish("id", "Nord", newer, "base") if newer is not None else None
    memory = QSettings(str(file), QSettings.Format.IniFormat)
    wishes = VersionWishes(memory)
    wishes.note(wish)
    memory.sync()
    arguments = [str(file), *([str(newer)] if newer is not None else [])]
    subprocess.run([sys.executable, "-c", _OTHER_WINDOW, *arguments], check=True, timeout=60)
    assert wishes.of("id") == wanted
    wishes.answered(wish)
    memory.sync()
    assert wishes.of("id") == wanted
