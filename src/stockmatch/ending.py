"""How a process of the program ends: its exit codes, and ending although threads are at work. Imports nothing heavy."""

import os
import sys
import threading
from typing import NoReturn

EXIT_DONE, EXIT_FAILED, EXIT_CANCELLED = 0, 1, 130
"""Exit codes; wrong usage is argparse's own 2."""


def at_work() -> bool:
    """Whether threads work that nobody waits for, as those that decode do after a cancel."""
    return any(type(thread) is threading.Thread and thread.daemon for thread in threading.enumerate())


def leave(status: int) -> NoReturn:
    """End although threads work: Python would wait for a drive's, and stop others in a library, which may abort."""
    import logging  # noqa: PLC0415 - the program's first module loads little

    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # as in a program without a console, so early
            stream.flush()
    os._exit(status)
