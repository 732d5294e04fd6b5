"""How a process of the program ends: its exit codes, and ending although threads are at work. Imports nothing heavy."""

import logging
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
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
