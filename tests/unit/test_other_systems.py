"""What only Windows and macOS say or refuse, told here by stand-ins."""

import errno
import io
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import check_program
import pytest

from stockmatch import boot, in_place, paths
from stockmatch.cli_progress import ProgressLine
from stockmatch.core.errors import CatalogueError
from stockmatch.core.importing import NOTHING_FETCHED
from stockmatch.core.progress import Progress, Stage, ignore
from stockmatch.core.updates import UpdateSource
from stockmatch.models.download import download
from stockmatch.services.engine import Engine
from stockmatch.services.scan import scan
from stockmatch.services.updates import look
from stockmatch.services.web_pictures import fetch_pictures
from stockmatch.store.database import open_database
from stockmatch.store.files import write_atomically
from stockmatch.store.library import Library
from stockmatch.ui.intake import photos_in
from tests.announcer import announcing


def test_a_network_drive_that_is_lost_costs_no_more_than_itself(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, engine = Library(tmp_path / "data"), Engine(tmp_path / "data")
    known = library.find_or_create(catalogue)

    def lost(path: Path, **_options: object) -> Path:
        if path == catalogue:
            raise OSError(errno.EINVAL, "The network location cannot be reached", str(path))  # WinError 1231
        return path

    monkeypatch.setattr(Path, "resolve", lost)
    monkeypatch.setattr(Path, "exists", lost)
    assert library.find(catalogue) == known
    with pytest.raises(CatalogueError, match="network location"):
        engine.preview(str(catalogue), ignore)


def test_a_drive_that_is_not_ready_any_more_is_no_missing_right(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows says of a card reader without its card: a part of the catalogue would pass for the whole."""

    class NotReady(PermissionError):
        winerror = 21

    (catalogue / "winter").mkdir()
    listed, lost = os.scandir, []

    def until_winter(folder: str | Path) -> Iterator[os.DirEntry[str]]:
        lost.extend([True] if Path(folder).name == "winter" else [])
        if lost:
            raise NotReady(errno.EACCES, "The device is not ready", str(folder))
        return listed(folder)

    monkeypatch.setattr(os, "scandir", until_winter)
    with pytest.raises(CatalogueError, match="can no longer be read"):
        scan(catalogue, ignore)
    monkeypatch.setattr(NotReady, "winerror", 5)
    lost.clear()
    assert [problem.file for problem in scan(catalogue, ignore).problems] == ["winter"]


def looked_at(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """A virus scanner of Windows, which lets no file be renamed so many times."""
    renamed, refusals = Path.replace, [PermissionError(errno.EACCES, "Access is denied")] * times

    def rename(path: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return renamed(path, target)

    monkeypatch.setattr(Path, "replace", rename)


@pytest.mark.parametrize(("platform", "times", "written"), [("win32", 3, b"new"), ("win32", 9, b""), ("linux", 1, b"")])
def test_a_file_that_is_looked_at_on_windows_is_renamed_a_moment_later(
    platform: str, times: int, written: bytes, *, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_place, "sys", SimpleNamespace(platform=platform))
    monkeypatch.setattr(in_place, "time", SimpleNamespace(sleep=lambda _seconds: None))
    looked_at(monkeypatch, times)
    file = tmp_path / "settings.json"
    file.write_bytes(b"")
    if written:
        write_atomically(file, b"new")
    else:
        with pytest.raises(PermissionError):
            write_atomically(file, b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [written]


def test_a_data_folder_on_a_server_opens_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite takes no file://server/share, which is how Windows writes the address of such a file."""
    server = PureWindowsPath(r"\\server\share\catalogue.db").as_uri()
    monkeypatch.setattr(Path, "as_uri", lambda _path: server)
    for _ in range(2):
        open_database(tmp_path / "catalogue.db").dispose()


class Console(io.StringIO):
    """Windows' own: it goes back to a line's beginning and heeds no other code."""

    def isatty(self) -> bool:
        return True

    @property
    def line(self) -> str:
        shown: list[str] = []
        for part in self.getvalue().split("\r"):
            shown[: len(part)] = part
        return "".join(shown).rstrip(" ")


def test_progress_is_rewritten_in_place_in_a_console_without_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    monkeypatch.setattr(sys, "stderr", console)
    line = ProgressLine()
    monkeypatch.setattr(line, "_every", 0.0)
    line(Progress(Stage.EMBEDDING, 98, 100, per_second=12.0))
    assert console.line == "Embedding  98 of 100  12.0 images/s"
    line(Progress(Stage.SAVING))
    assert console.line == "Saving"
    line.clear()
    assert console.line == ""


def test_two_windows_lose_no_line_of_the_log_where_it_cannot_be_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boot, "_LOG_BYTES", 2_000)
    monkeypatch.setattr(logging, "basicConfig", lambda **given: handlers.extend(given["handlers"]))
    handlers: list[logging.Handler] = []
    log, renamed = paths.log_file(tmp_path), os.rename

    def open_elsewhere(source: str, target: str) -> None:
        if Path(source) == log:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        renamed(source, target)

    boot.start_logging(tmp_path)
    (handler,) = handlers

    def write(lines: range) -> None:
        for number in lines:
            handler.handle(logging.LogRecord("test", logging.INFO, "", 0, f"line {number:04}", (), None))

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", open_elsewhere)
        write(range(1_000))
    assert len(log.read_text("utf-8").splitlines()) == 1_000
    write(range(1_000, 1_300))
    handler.close()
    assert log.with_name("stockmatch.log.1").exists()
    assert log.read_text("utf-8").endswith("line 1299\n")


def test_the_program_is_checked_with_fonts_and_a_home_of_its_own_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without fonts Qt says so on standard error when it draws offscreen, which fails the check."""
    monkeypatch.setattr(check_program, "os", SimpleNamespace(name="nt", environ={"SYSTEMROOT": "C:/Windows"}))
    env = check_program.Program(["stockmatch"], tmp_path / "home").env
    assert env["QT_QPA_FONTDIR"] == str(Path("C:/Windows/Fonts"))
    assert env["WIN_PD_OVERRIDE_LOCAL_APPDATA"] == str(tmp_path / "home")


def test_what_a_check_of_the_program_finds_is_told_whatever_its_encoding(tmp_path: Path) -> None:
    """Windows gives a program whose output is read the letters of its language: “ and – are no UTF-8 there."""
    code = r"import sys; sys.stderr.buffer.write(b'\x93list.csv\x94 is not there'); sys.exit(1)"
    program = check_program.Program([sys.executable, "-c", code], tmp_path / "home")
    with pytest.raises(check_program.Unexpected, match=r"x93list\.csv"):
        program.run()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system itself is asked")
def test_the_systems_certificates_are_found_by_a_program_that_was_packed_elsewhere(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with announcing(tmp_path, monkeypatch) as server:
        monkeypatch.setattr("truststore._openssl._CA_FILE_CANDIDATES", [os.environ["SSL_CERT_FILE"]])
        for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
            monkeypatch.setenv(name, str(tmp_path / "where OpenSSL was built"))
        server.announce("99.1")
        assert look(UpdateSource.parse(server.source), ignore) is not None
        server.answer = (catalogue / "A-100.png").read_bytes()
        download(server.address, tmp_path / "weights.pth", ignore)
        monkeypatch.setattr("stockmatch.services.web_pictures.check_public", lambda _connected: None)
        for private in (True, False):
            folder = tmp_path / f"pictures {private}"
            assert not fetch_pictures([server.address], folder, ignore, private=private).failures


@pytest.mark.parametrize("folder", ["$RECYCLE.BIN/S-1-5-21", "System Volume Information"])
def test_what_was_deleted_from_a_windows_drive_is_neither_product_nor_photo(catalogue: Path, folder: str) -> None:
    before = scan(catalogue, ignore), photos_in(catalogue)
    (catalogue / folder).mkdir(parents=True)
    (catalogue / "A-100.png").rename(catalogue / folder / "$RQ4711.png")
    left = tuple(file for file in before[0].files if file.path != "A-100.png")
    assert scan(catalogue, ignore).files == left
    assert photos_in(catalogue) == [path for path in before[1] if not path.endswith("A-100.png")]


def test_a_picture_from_the_web_that_is_open_somewhere_is_removed_another_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "former.jpg").write_bytes(b"x")

    def in_use(path: Path) -> None:
        raise PermissionError(errno.EACCES, "The process cannot access the file", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", in_use)
        assert fetch_pictures([], tmp_path, ignore, private=False) == NOTHING_FETCHED
    fetch_pictures([], tmp_path, ignore, private=False)
    assert list(tmp_path.glob("*.jpg")) == []
