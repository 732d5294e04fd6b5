"""What happens before anything else: arguments, logging, crash file, and the choice of window or terminal."""

import argparse
import io
import logging
import logging.handlers
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from stockmatch import arguments, paths
from stockmatch.cli_words import escaped, say
from stockmatch.composition import Services, build_services
from stockmatch.core.table import is_meant_as_catalogue
from stockmatch.crash_file import CrashFile, last_crash
from stockmatch.ending import EXIT_DONE, EXIT_FAILED, leave
from stockmatch.store.files import is_file

_LOG_BYTES = 1_000_000


def ensure_streams() -> None:
    """Open the standard streams that a program without a console does not have, on nothing.

    Libraries write to them unasked; and a file opened later in a missing one's place would get what is meant for it.
    What the encoding of one does not know is written as ``\\u76ee``: on Windows a pipe knows no Chinese path.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class _LogFile(logging.handlers.RotatingFileHandler):
    """Grows on while it cannot be set aside: Windows renames no file that another window has open too."""

    def doRollover(self) -> None:  # noqa: N802 - logging's name
        try:
            super().doRollover()
        except OSError:
            self.maxBytes += _LOG_BYTES  # when it is tried again


def start_logging(data_dir: Path) -> None:
    """Log to a rotating file in the data folder; where it cannot be written, to standard error."""
    handler: logging.Handler
    try:
        paths.log_file(data_dir).parent.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(paths.log_file(data_dir), maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    logging.basicConfig(
        level=logging.INFO, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )


def main(given: Sequence[str] | None = None) -> int:
    """Run Stockmatch with command-line arguments (None: those of the process); returns the exit code.

    Raises:
        KeyboardInterrupt: while modules were still loading.
    """
    options = arguments.parse(sys.argv[1:] if given is None else given)
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        return _run(options)
    except BrokenPipeError:  # whoever read standard output has gone, and so may we
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED


def _run(options: argparse.Namespace) -> int:
    if options.command == arguments.SELF_TEST:
        from stockmatch.self_test import run as self_test  # noqa: PLC0415 - loads Qt and torch

        return self_test(as_json=options.json)
    if options.command != arguments.WINDOW:
        from stockmatch import cli  # noqa: PLC0415 - loads what the window need not wait for

        return cli.run(options)
    return _window(options)


def _window(options: argparse.Namespace) -> int:
    data_dir = (options.data_dir or paths.default_data_dir()).absolute()
    start_logging(data_dir)
    crashed = "" if options.screenshot else last_crash(data_dir)
    crash_file = CrashFile(data_dir)
    crash_file.open()
    services = build_services(data_dir)
    source, photos = options.source, options.photos
    if source is not None and is_file(source) and not is_meant_as_catalogue(str(source)):  # as "Open with" gives it
        source, photos = None, [source, *photos]
    source, photos = str(source.absolute()) if source else None, [str(photo.absolute()) for photo in photos]
    if options.sample:
        source, photos = str(services.sample_catalogue), [str(photo) for photo in services.sample_photos]
    try:
        if options.screenshot is not None:
            return _picture(services, source, photos, options.screenshot)
        from stockmatch.ui import app  # noqa: PLC0415 - Qt loads here, torch only in the engine's process

        status, window = app.run(services, source, photos, crashed)
    except Exception as error:
        logging.getLogger(__name__).exception("Stockmatch ends")
        crash_file.record(error)
        if not isinstance(error, ImportError):
            raise
        say(f"stockmatch: A library is missing on this computer: {error}. Install it first.")
        return EXIT_FAILED
    finally:
        crash_file.close()
    if not window.ended:
        leave(status)
    return status


def _picture(services: Services, source: str | None, photos: Sequence[str], out: Path) -> int:
    """Match in the real window, print the ranks, save a picture of the window."""
    from stockmatch.ui import screenshots  # noqa: PLC0415

    if screenshots.no_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        found = screenshots.take(services, source, photos, out)
    except TimeoutError as error:
        say(f"stockmatch: {error}")
        return EXIT_FAILED
    for match in found:
        ranked = "   ".join(f"{c.rank}. {c.sku} {c.score:.2f}" for c in match.candidates)
        print(escaped(f"{Path(match.photo).name}: {match.error or ranked}"))
    print(escaped(f"The window is pictured in {out}"))
    return EXIT_DONE
