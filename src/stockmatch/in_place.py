"""Giving a file its name once it is whole."""

import sys
import time
from pathlib import Path

_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds; what looks at every new file, as virus scanners do, has let go of it by then."""


def put_in_place(temporary: Path, path: Path) -> None:
    """Rename a file, over another one if need be. Raises OSError.

    Windows refuses while anybody has either of them open, so it is tried again there.
    """
    for pause in _PAUSES if sys.platform == "win32" else ():
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(path)
