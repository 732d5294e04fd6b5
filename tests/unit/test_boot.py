"""What happens before the window: what a crash left is found, once; streams are there; a picture is a photo."""

import faulthandler
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

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


def opened_windows(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What each window is opened with from now on; none of them is shown."""
    calls: list[tuple[Any, ...]] = []

    def run(*given: Any) -> tuple[int, Any]:
        calls.append(given)
        return 0, SimpleNamespace(ended=True)

    window_that(monkeypatch, run)
    return calls


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
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    window_that(monkeypatch, broken)
    assert boot.main(["window", "--data-dir", str(data_dir)]) == 1
    assert "A library is missing on this computer: libEGL.so.1" in capsys.readouterr().err
    assert "libEGL.so.1" in paths.log_file(data_dir).read_text("utf-8")
    (left,) = (data_dir / "logs").glob("crash-*.txt")
    left.rename(left.with_name("crash-old.txt"))  # this process still runs
    calls = opened_windows(monkeypatch)
    assert boot.main(["window", "--data-dir", str(data_dir)]) == 0
    assert "libEGL.so.1" in calls[0][-1]
    assert not list((data_dir / "logs").glob("crash-*.txt"))


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the streams")
def test_missing_streams_are_opened_on_nothing(catalogue: Path, data_dir: Path) -> None:
    command = [sys.executable, "-m", "stockmatch", "index", str(catalogue), "--data-dir", str(data_dir)]
    done = subprocess.run(["sh", "-c", '"$@" <&- >&- 2>&-', "sh", *command], check=False)
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no file that is always full")
def test_a_result_that_cannot_be_written_is_told(catalogue: Path, data_dir: Path) -> None:
    command = [sys.executable, "-m", "stockmatch", "index", str(catalogue), "--data-dir", str(data_dir), "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.endswith("stockmatch: The result could not be written: the disk is full.\n")


def test_what_the_terminals_encoding_does_not_know_ends_no_command() -> None:
    code = "from stockmatch import boot; boot.ensure_streams(); print('目錄')"
    env = dict(os.environ, PYTHONIOENCODING="cp1252")
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    assert done.stdout.strip() == rb"\u76ee\u9304"


def test_a_picture_opened_with_the_program_is_a_photo(
    catalogue: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = opened_windows(monkeypatch)
    first, second = str(catalogue / "A-100.png"), str(catalogue / "B-200.png")
    assert boot.main([first, second, "--data-dir", str(data_dir)]) == 0
    assert boot.main([str(catalogue), second, "--data-dir", str(data_dir)]) == 0
    assert [given[1:3] for given in calls] == [(None, [first, second]), (str(catalogue), [second])]


@pytest.mark.parametrize("name", ["list.csv", "list.XLSX", "shirts.zip", "list.xls", "list.ods"])
def test_a_table_or_zip_file_opened_with_the_program_is_a_catalogue(
    name: str, catalogue: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = opened_windows(monkeypatch)
    (catalogue / name).write_bytes(b"x")
    source, photo = str(catalogue / name), str(catalogue / "A-100.png")
    assert boot.main([source, photo, "--data-dir", str(data_dir)]) == 0
    assert [given[1:3] for given in calls] == [(source, [photo])]


CANCELLED_WHILE_IT_DECODES = """
import sys
from stockmatch import __main__, cli
from stockmatch.core.progress import Stage

class Impatient(cli.ProgressLine):
    def __call__(self, progress):
        if progress.stage is Stage.EMBEDDING and progress.done:
            raise KeyboardInterrupt

cli.ProgressLine = Impatient
sys.exit(__main__.main())
"""


def test_a_cancel_while_pictures_are_decoded_ends_as_a_cancel(tmp_path: Path) -> None:
    """Threads that Python stops in the midst of OpenCV had aborted the process."""
    (tmp_path / "catalogue").mkdir()
    noise = np.random.default_rng(0).integers(0, 255, (1200, 1200, 3), np.uint8)
    for number in range(48):
        noise[0, 0] = number
        Image.fromarray(noise).save(tmp_path / "catalogue" / f"{number}.bmp")
    given = ["index", str(tmp_path / "catalogue"), "--backbone", "classic", "--data-dir", str(tmp_path / "data")]
    done = subprocess.run([sys.executable, "-c", CANCELLED_WHILE_IT_DECODES, *given], capture_output=True, check=False)
    assert (done.returncode, done.stderr.split()) == (130, b"Cancelled. What was finished is kept.".split())


CANCELLED_WHILE_IT_LOADS = """
import sys

class Impatient:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            exec("raise KeyboardInterrupt")

sys.meta_path.insert(0, Impatient())
from stockmatch.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize("module", ["multiprocessing", "argparse", "stockmatch.boot", "stockmatch.core.settings"])
def test_a_cancel_while_modules_load_ends_as_a_cancel(module: str) -> None:
    """Where it meets code made at run time, as a dataclass's, Python would end by the signal although it was caught."""
    done = subprocess.run([sys.executable, "-c", CANCELLED_WHILE_IT_LOADS, module], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
