"""Settings in one readable JSON file that holds only what differs from the defaults."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

from stockmatch.core.errors import RecordsError
from stockmatch.core.evidence import ColourMode
from stockmatch.core.message import Message
from stockmatch.core.model import BACKBONES, Device, Similarity
from stockmatch.core.ranking import MAX_K
from stockmatch.core.settings import Language, Settings, Theme
from stockmatch.store.files import reason, write_json


def _backbone(value: object) -> str:
    if value not in {known.id for known in BACKBONES}:
        raise ValueError(value)
    return str(value)


def _k(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_K:
        raise ValueError(value)
    return value


def _words(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise ValueError(value)
    return {str(key): str(word) for key, word in value.items()}


def _flags(value: object) -> Mapping[str, bool]:
    if not isinstance(value, dict):
        raise ValueError(value)
    return {str(key): _flag(flag) for key, flag in value.items()}


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(value)
    return value


_READERS: Mapping[str, Callable[[object], object]] = {
    "backbone": _backbone,
    "weights_files": _words,
    "k": _k,
    "similarity": lambda value: Similarity(str(value)),
    "colour": lambda value: ColourMode(str(value)),
    "learn_photos": _flag,
    "copy_sku": _flag,
    "device": lambda value: Device(str(value)),
    "theme": lambda value: Theme(str(value)),
    "group_images": _flag,
    "grouping": _flags,
    "last_catalogue": _text,
    "offer_answered": _flag,
    "keys": _words,
    "inboxes": _words,
    "updates": _text,
    "language": lambda value: Language(str(value)),
}


def _renewed(content: Mapping[str, object]) -> Mapping[str, object]:
    """The same without what a former version wrote: one inbox for all, which is that of the catalogue opened last."""
    inbox, source = content.get("inbox"), content.get("last_catalogue")
    if isinstance(inbox, str) and isinstance(source, str):
        return {"inboxes": {source: inbox}, **content}
    return content


class SettingsFile:
    """The settings file of one data folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> tuple[Settings, str | None]:
        """The settings, and a message for the person if the file, or part of it, could not be used.

        A file that is no JSON is set aside as ``<name>.damaged``, never deleted.
        """
        try:
            content = json.loads(self._path.read_text("utf-8"))
            if not isinstance(content, dict):
                raise ValueError("not an object")
            content = _renewed(content)
        except FileNotFoundError:
            return Settings(), None
        except OSError as error:
            return Settings(), Message(
                "The settings in {path} cannot be read ({reason}); defaults are used.",
                path=self._path,
                reason=error.strerror,
            )
        except ValueError:
            return Settings(), Message(
                "The settings file was damaged; defaults are used. {kept}", kept=self._set_aside()
            )
        good, bad = {}, []
        for name, read in _READERS.items():
            if name in content:
                try:
                    good[name] = read(content[name])
                except (ValueError, TypeError):
                    bad.append(name)
        message = (
            Message("These settings had impossible values and are at their defaults: {bad}.", bad=", ".join(bad))
            if bad
            else None
        )
        return Settings(**good), message  # type: ignore[arg-type]  # each reader returns its field's type

    def _set_aside(self) -> str:
        aside = self._path.with_suffix(".json.damaged")
        try:
            self._path.replace(aside)
        except OSError as error:
            return Message("It could not be set aside ({reason}).", reason=reason(error))
        return Message("The old file is kept as {file}.", file=aside.name)

    def save(self, settings: Settings) -> None:
        """Write what differs from the defaults. Raises RecordsError; the former file stays then.

        One that cannot be read stays, too: what it holds is not in these settings.
        """
        defaults = Settings()
        content = {}
        for field in fields(Settings):
            value = getattr(settings, field.name)
            if value != getattr(defaults, field.name):
                content[field.name] = dict(value) if isinstance(value, Mapping) else value
        try:
            with suppress(FileNotFoundError):
                self._path.open("rb").close()
        except OSError as error:
            raise RecordsError(
                Message(
                    "The settings in {path} cannot be read ({reason}), so they are not written over.",
                    path=self._path,
                    reason=error.strerror or error,
                )
            ) from error
        try:
            write_json(self._path, content)
        except OSError as error:
            raise RecordsError(Message("The settings could not be saved: {reason}.", reason=reason(error))) from error
