"""Which version is wished for and which catalogues were opened, in a memory that several windows share."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.errors import Cancelled, CatalogueError, EngineStopped
from stockmatch.core.model import ModelId
from stockmatch.ui.claims import Claims
from stockmatch.ui.recent import Recent
from stockmatch.ui.version_wishes import VersionWish, VersionWishes

_OTHER_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from stockmatch.ui.claims import Claims
from stockmatch.ui.version_wishes import VersionWish, VersionWishes
memory = QSettings(sys.argv[1], QSettings.Format.IniFormat)
wishes = VersionWishes(memory, Claims(Path(sys.argv[1]).parent))
wishes.answered(VersionWish("id", "Nord", 1, "base"))
if sys.argv[2:]:
    wishes.note(VersionWish("id", "Nord", int(sys.argv[2]), "base"))
memory.sync()
"""

_ENDED_AS_IT_TRIED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from stockmatch.ui.claims import Claims
from stockmatch.ui.version_wishes import VersionWish, VersionWishes
folder = Path(sys.argv[1])
claims = Claims(folder)
claims.take(sys.argv[2], "Nord")
wish = VersionWish("id", "Nord", 1, "base")
wishes = VersionWishes(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat), claims)
wishes.note(wish)
wishes._memory.sync()
with wishes.trying(wish):
    os._exit(0)
"""


@pytest.mark.parametrize("newer", [None, 2])
def test_what_another_window_has_answered_or_noted_since_is_what_is_wished_for(
    tmp_path: Path, newer: int | None
) -> None:
    file, wish = tmp_path / "window.ini", VersionWish("id", "Nord", 1, "base")
    wanted = VersionWish("id", "Nord", newer, "base") if newer is not None else None
    memory = QSettings(str(file), QSettings.Format.IniFormat)
    wishes = VersionWishes(memory, Claims(tmp_path))
    wishes.note(wish)
    memory.sync()
    arguments = [str(file), *([str(newer)] if newer is not None else [])]
    subprocess.run([sys.executable, "-c", _OTHER_WINDOW, *arguments], check=True, timeout=60)
    assert wishes.of("id") == wanted
    wishes.answered(wish)
    memory.sync()
    assert wishes.of("id") == wanted


_ENDED_AS_IT_WAS_NOTED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from stockmatch.ui.claims import Claims
from stockmatch.ui.version_wishes import VersionWish, VersionWishes
file = Path(sys.argv[1])
wishes = VersionWishes(QSettings(str(file), QSettings.Format.IniFormat), Claims(file.parent))
wishes.note(VersionWish("id", "Nord", 1))
os._exit(0)
"""


def test_what_is_wished_for_is_on_disk_as_soon_as_it_is_noted(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    subprocess.run([sys.executable, "-c", _ENDED_AS_IT_WAS_NOTED, str(file)], check=True, timeout=60)
    memory = QSettings(str(file), QSettings.Format.IniFormat)
    assert VersionWishes(memory, Claims(tmp_path)).of("id") == VersionWish("id", "Nord", 1)


@pytest.mark.parametrize("catalogue_id", ["id", "another"])
def test_what_a_window_ended_over_is_known_but_not_what_another_window_does_to_a_catalogue_it_has_not_got(
    tmp_path: Path, catalogue_id: str
) -> None:
    subprocess.run([sys.executable, "-c", _ENDED_AS_IT_TRIED, str(tmp_path), catalogue_id], check=True, timeout=60)
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    wishes, wish = VersionWishes(memory, Claims(tmp_path)), VersionWish("id", "Nord", 1, "base")
    assert wishes.of("id") == wish
    assert wishes.left(wish) == (catalogue_id == "id")
    wishes.answered(wish)
    assert wishes.of("id") is None
    wishes.note(wish)
    assert not wishes.left(wish)


@pytest.mark.parametrize(
    ("error", "left"), [(None, False), (Cancelled(), False), (CatalogueError("No."), False), (EngineStopped(""), True)]
)
def test_what_was_put_off_in_order_is_not_taken_for_what_a_window_ended_over(
    tmp_path: Path, error: Exception | None, left: bool
) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    claims, wish = Claims(tmp_path), VersionWish("id", "Nord", 1, "base")
    claims.take("id", "Nord")
    wishes = VersionWishes(memory, claims)
    wishes.note(wish)

    def work() -> None:
        with wishes.trying(wish):
            assert wishes.left(wish)
            if error is not None:
                raise error

    if error is None:
        work()
    else:
        with pytest.raises(type(error)):
            work()
    assert wishes.left(wish) == left
    assert wishes.of("id") == wish


_OPENED_ELSEWHERE = """
import sys
from PySide6.QtCore import QSettings
from stockmatch.core.catalogue import Snapshot
from stockmatch.core.model import ModelId
from stockmatch.ui.recent import Recent
memory = QSettings(sys.argv[1], QSettings.Format.IniFormat)
Recent(memory).note(Snapshot("b", "South", "/south", 1, ModelId("classic"), "classic", ()))
memory.sync()
"""


def test_what_another_window_has_opened_is_among_the_catalogues_opened_lately(tmp_path: Path) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    recent = Recent(memory)
    assert recent.others("") == []
    subprocess.run([sys.executable, "-c", _OPENED_ELSEWHERE, memory.fileName()], check=True, timeout=60)
    recent.note(Snapshot("a", "North", "/north", 1, ModelId("classic"), "classic", ()))
    assert recent.others("/north") == [("South", "/south")]
