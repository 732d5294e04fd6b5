"""What a crash leaves, and that the next start finds it, once."""

import faulthandler
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from stockmatch import boot, paths
from stockmatch.crash_file import CrashFile, last_crash

DIES = """
import faulthandler, sys
from pathlib import Path
from stockmatch.crash_file import CrashFile
CrashFile(Path(sys.argv[1])).open()
faulthandler._sigabrt()
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    (tmp_path / "data" / "logs").mkdir(parents=True)
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """The test run's own handlers come back afterwards."""
    handlers, level, enabled = logging.root.handlers[:], logging.root.level, faulthandler.is_enabled()
    yield
    for handler in set(logging.root.handlers) - set(handlers):
        handler.close()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    if enabled:
        faulthandler.enable(sys.__stderr__ or 2)


def window_that(monkeypatch: pytest.MonkeyPatch, run: Any) -> None:
    monkeypatch.setitem(sys.modules, "stockmatch.ui", SimpleNamespace(app=SimpleNamespace(run=run)))


def test_a_hard_crash_is_told_of_once(data_dir: Path) -> None:
    subprocess.run([sys.executable, "-c", DIES, str(data_dir)], check=False, capture_output=True)
    assert "Aborted" in last_crash(data_dir)
    assert last_crash(data_dir) == ""
    assert list((data_dir / "logs").iterdir()) == []


def test_the_file_of_a_running_program_is_left_alone(data_dir: Path) -> None:
    file = CrashFile(data_dir)
    file.open()
    (path,) = (data_dir / "logs").iterdir()
    assert last_crash(data_dir) == ""
    assert path.exists()
    file.close()
    assert not path.exists()


def test_a_data_folder_that_cannot_be_written_is_no_crash(tmp_path: Path) -> None:
    file = CrashFile(tmp_path / "nowhere")
    file.open()
    file.record(ValueError())
    file.close()
    assert last_crash(tmp_path / "nowhere") == ""


def test_an_error_that_ends_the_window_is_offered_at_the_next_start(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    window_that(monkeypatch, broken)
    with pytest.raises(ImportError):
        boot.main(["window", "--data-dir", str(data_dir)])
    assert "libEGL.so.1" in paths.log_file(data_dir).read_text("utf-8")
    (left,) = (data_dir / "logs").glob("crash-*.txt")
    left.rename(left.with_name("crash-old.txt"))  # this process still runs
    offered: list[str] = []

    def well(*given: Any) -> int:
        offered.append(given[-1])
        return 0

    window_that(monkeypatch, well)
    assert boot.main(["window", "--data-dir", str(data_dir)]) == 0
    assert "libEGL.so.1" in offered[0]
    assert not list((data_dir / "logs").glob("crash-*.txt"))


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the streams")
def test_missing_streams_are_opened_on_nothing(catalogue: Path, data_dir: Path) -> None:
    command = [sys.executable, "-m", "stockmatch", "index", str(catalogue), "--data-dir", str(data_dir)]
    done = subprocess.run(["sh", "-c", '"$@" <&- >&- 2>&-', "sh", *command], check=False)
    assert done.returncode == 0
