"""A crash leaves its stack in a file, which the next start tells of."""

import faulthandler
import os
import traceback
from pathlib import Path
from typing import TextIO

_PATTERN = "crash-*.txt"


class CrashFile:
    """``logs/crash-<process id>.txt``, there while the program runs and removed at its good end.

    Args:
        data_dir: the data folder; where it cannot be written there is no file.
    """

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "logs" / f"crash-{os.getpid()}.txt"
        self._file: TextIO | None = None

    def open(self) -> None:
        """Let a hard crash write its stack from now on."""
        try:
            self._file = self._path.open("w", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._file)

    def record(self, error: BaseException) -> None:
        """Write an error that ends the program, and keep the file."""
        if self._file is not None:
            traceback.print_exception(error, file=self._file)
            self._end()

    def close(self) -> None:
        """The program ends well: remove the file, unless an error was recorded."""
        if self._file is not None:
            self._end()
            self._path.unlink(missing_ok=True)

    def _end(self) -> None:
        faulthandler.disable()
        assert self._file is not None
        self._file.close()
        self._file = None


def last_crash(data_dir: Path) -> str:
    """What the latest crash left, told once: all files of programs that run no more are removed. Empty if none."""
    report = ""
    found = [path for path in (data_dir / "logs").glob(_PATTERN) if not _running(path)]
    for path in sorted(found, key=lambda path: path.stat().st_mtime):
        try:
            text = path.read_text("utf-8", errors="replace")
            path.unlink()
        except OSError:  # on Windows: it is open, so its program runs
            continue
        report = text or report
    return report


def _running(path: Path) -> bool:
    """Whether the program of a crash file runs; on Windows, where asking would end it, not known and never said."""
    number = path.stem.removeprefix("crash-")
    if os.name == "nt" or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
