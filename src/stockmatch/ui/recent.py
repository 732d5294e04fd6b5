"""The catalogues opened lately, to switch between them."""

import json

from PySide6.QtCore import QSettings

from stockmatch.core.catalogue import Snapshot

_MOST = 9
_KEY = "recent"


class Recent:
    """Kept in the window's memory, the latest first."""

    def __init__(self, memory: QSettings) -> None:
        self._memory = memory

    def others(self, source: str) -> list[tuple[str, str]]:
        """Name and source of the catalogues opened lately but for the one of ``source``."""
        return [known for known in self._load() if known[1] != source]

    def note(self, snapshot: Snapshot) -> None:
        """A catalogue was opened."""
        entries = [(snapshot.name, snapshot.source), *self.others(snapshot.source)]
        self._memory.setValue(_KEY, json.dumps(entries[: _MOST + 1]))

    def forget(self, source: str) -> None:
        """A catalogue is not there any more."""
        self._memory.setValue(_KEY, json.dumps(self.others(source)))

    def _load(self) -> list[tuple[str, str]]:
        """Those of other windows too."""
        self._memory.sync()
        try:
            kept = json.loads(str(self._memory.value(_KEY, "[]")))
            return [(str(name), str(source)) for name, source in kept]
        except (ValueError, TypeError):
            return []
