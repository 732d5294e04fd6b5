"""Small files that are either the old or the new one, never half of one."""

import errno
import json
import os
import sys
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from stockmatch.core.message import Message
from stockmatch.in_place import put_in_place

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
UNWRITABLE = _FULL | _FORBIDDEN
"""Error numbers after which the next file in the same place will not go better."""


def reason(error: OSError) -> str:
    """What a person should know of a file that could not be written; half a sentence."""
    if error.errno in _FULL:
        return Message("the disk is full")
    if error.errno in _FORBIDDEN:
        return Message("it may not be written")
    return error.strerror or str(error)


def is_there(path: Path) -> bool:
    """Whether a file or folder is there; not where that cannot be told: its name is too long, or its drive is lost."""
    try:
        return path.exists()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is there; as ``is_there``."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether a file is there; as ``is_there``."""
    try:
        return path.is_file()
    except OSError:
        return False


def sync_names(folder: Path) -> None:
    """Have the names of a folder's files on disk, as a power cut would leave them; where the system can do that."""
    if sys.platform == "win32":  # which opens no folder
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``: written beside it, synced, renamed. Raises OSError; the old file stays then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        with temporary.open("xb") as file:  # with the usual rights: tempfile's would shut out everybody else
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Like ``write_atomically``, as readable JSON."""
    write_atomically(path, json.dumps(content, indent=2, ensure_ascii=False).encode("utf-8"))
