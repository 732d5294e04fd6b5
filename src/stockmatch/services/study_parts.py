"""Finished parts of a study, one small file each, whole or not there."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from stockmatch.core.errors import StudyFailed
from stockmatch.core.message import Message
from stockmatch.store.files import write_json

Part = TypeVar("Part")


class PartFolder:
    """Implements ``study.results.PartStore``.

    Args:
        folder: where the files lie; made if it is not there.

    Raises:
        StudyFailed: if nothing can be written there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.damaged: list[str] = []
        """Names of parts that could not be read and were computed anew."""
        try:
            write_json(folder / ".writable", {})
            (folder / ".writable").unlink()
        except OSError as error:
            raise StudyFailed(
                Message(
                    "{folder} cannot be written to ({reason}). Choose another folder with --out.",
                    folder=folder.parent,
                    reason=error.strerror or error,
                )
            ) from error

    def get(self, name: str, facts: Mapping[str, object], kind: type[Part]) -> Part | None:
        """The part if it is there, whole, and of the same facts; else None."""
        path = self._path(name)
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            self.damaged.append(name)
            return None
        if not isinstance(content, dict) or not isinstance(content.get("result"), dict):
            self.damaged.append(name)
            return None
        if content.get("facts") != fingerprint(facts):
            return None
        if content.get("digest") != fingerprint(content["result"]):
            self.damaged.append(name)
            return None
        return kind(**content["result"])

    def put(self, name: str, facts: Mapping[str, object], part: object) -> None:
        """Keep a finished part. Raises StudyFailed if it cannot be written."""
        assert is_dataclass(part)
        assert not isinstance(part, type)
        result: dict[str, Any] = asdict(part)
        try:
            write_json(
                self._path(name),
                {"part": name, "facts": fingerprint(facts), "digest": fingerprint(result), "result": result},
            )
        except OSError as error:
            raise StudyFailed(
                Message(
                    "{path} cannot be written ({reason}). What was finished before is kept; make room, or "
                    "choose another folder with --out.",
                    path=self._path(name),
                    reason=error.strerror or error,
                )
            ) from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def fingerprint(content: Mapping[str, object]) -> str:
    """A digest of something that JSON can hold: 64 hex digits, the same in whatever order it was put together."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
