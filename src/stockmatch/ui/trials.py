"""What is being tried, noted on disk: what takes down the window with the engine would do so at every start."""

import json
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QSettings

from stockmatch.core.errors import EngineStopped
from stockmatch.core.model import CLASSIC, Device
from stockmatch.core.settings import Settings
from stockmatch.store.files import sync_names
from stockmatch.ui.claims import lock

_TRIED = "model_tried"
_SERVED = "model_served"


def save(memory: QSettings) -> None:
    """Have what is noted on disk, as a power cut would leave it."""
    memory.sync()
    sync_names(Path(memory.fileName()).parent)


@contextmanager
def trying(memory: QSettings, key: str, what: str) -> Iterator[None]:
    """Note under a key that something is tried, for as long as it is; for the thread that does it."""
    own = _again(memory)
    own.setValue(key, what)
    save(own)
    over = True
    try:
        yield
    except EngineStopped:
        over = False  # what ended the engine may end this window next
        raise
    finally:
        if over:
            forget(own, key, what)
            own.sync()


def is_tried(memory: QSettings, key: str, what: str) -> bool:
    """Whether just that is noted under a key."""
    return bool(memory.value(key) == what)


def forget(memory: QSettings, key: str, what: str) -> None:
    """Take the note back, unless there is another by now."""
    if is_tried(memory, key, what):
        memory.remove(key)


class ModelTrials:
    """Which backbone, with which weights and on which device, is tried, and which one served last.

    Each window has a key of its own, and a lock by which others know that it still runs.
    """

    def __init__(self, memory: QSettings, data_dir: Path) -> None:
        self._memory = memory
        self._folder = data_dir / "trials"
        self._name = uuid.uuid4().hex[:12]
        self._lock: QLockFile | None = None

    @contextmanager
    def trying(self, settings: Settings) -> Iterator[None]:
        """Note that the model of the settings is tried, if another one served last; for the thread that does it.

        Classic is not noted: it is what is left where nothing else is.
        """
        memory, what = _again(self._memory), _written(settings)
        if settings.backbone == CLASSIC or is_tried(memory, _SERVED, what):
            yield
        else:
            if self._lock is None:
                self._lock = lock(self._file(self._name))
            with trying(memory, self._key, what):
                yield
        memory.setValue(_SERVED, what)
        memory.remove(self._key)  # that of an engine that died over another one
        memory.sync()

    def left(self) -> frozenset[str]:
        """What former windows that were not closed ended over; to be asked with ``instead``."""
        self._memory.beginGroup(_TRIED)
        noted = {name: str(self._memory.value(name)) for name in self._memory.childKeys()}
        self._memory.endGroup()
        return frozenset(what for name, what in noted.items() if self._ended(name))

    def instead(self, settings: Settings, left: Collection[str]) -> Settings | None:
        """The settings with the model that served last, or Classic, if theirs is left; None if they can be tried."""
        if settings.backbone == CLASSIC or _written(settings) not in left:
            return None
        served = str(self._memory.value(_SERVED, ""))
        found = _with(settings, served) if served and served not in left else None
        return found if found is not None else replace(settings, backbone=CLASSIC, device=Device.AUTO)

    def forget(self, left: Collection[str]) -> None:
        """What was left has been told of; for any thread."""
        memory = _again(self._memory)
        memory.beginGroup(_TRIED)
        for name in memory.childKeys():
            if memory.value(name) in left and self._ended(name):
                memory.remove(name)
        memory.endGroup()
        memory.sync()

    def close(self) -> None:
        """The window is closed in order: what it was at may be tried at the next start."""
        self._memory.remove(self._key)
        if self._lock is not None:
            self._lock.unlock()

    @property
    def _key(self) -> str:
        return f"{_TRIED}/{self._name}"

    def _ended(self, name: str) -> bool:
        found = lock(self._file(name)) if name != self._name else None
        if found is not None:
            found.unlock()
        return found is not None

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.lock"


def _again(memory: QSettings) -> QSettings:
    """The same for another thread."""
    return QSettings(memory.fileName(), memory.format())


def _written(settings: Settings) -> str:
    model = settings.model
    return json.dumps([model.backbone, model.weights_file, settings.device.value])


def _with(settings: Settings, written: str) -> Settings | None:
    """The settings with a model that was written down; None where that cannot be read."""
    try:
        backbone, file, device = json.loads(written)
        others: dict[str, Any] = {one: own for one, own in settings.weights_files.items() if one != backbone}
        files = others if file is None else {**others, backbone: file}
        return replace(settings, backbone=backbone, weights_files=files, device=Device(device))
    except (ValueError, TypeError):
        return None
