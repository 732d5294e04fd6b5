"""Which model version a person wants in service, noted until that is answered, across a restart too."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from PySide6.QtCore import QSettings


@dataclass(frozen=True)
class VersionWish:
    """A version is to serve.

    Attributes:
        catalogue_id: of the catalogue that it was chosen for, and
        catalogue: that one's name.
        version: 0 is the untuned model.
        base_model_id: the untuned model; empty for a proposal, which is to be kept and knows its own.
    """

    catalogue_id: str
    catalogue: str
    version: int
    base_model_id: str = ""


class VersionWishes:
    """One for each catalogue, the latest: putting it into service may have to wait for hours of indexing."""

    def __init__(self, memory: QSettings) -> None:
        self._memory = memory
        self._closed = False

    def note(self, wish: VersionWish) -> None:
        self._memory.setValue(_key(wish.catalogue_id), json.dumps(asdict(wish)))

    def of(self, catalogue_id: str) -> VersionWish | None:
        """What is not answered yet, in another window either."""
        self._memory.sync()
        with suppress(ValueError, TypeError):
            return VersionWish(**json.loads(str(self._memory.value(_key(catalogue_id), ""))))
        return None

    def answered(self, wish: VersionWish) -> None:
        """Forget it, unless there is a newer one."""
        if not self._closed and self.of(wish.catalogue_id) == wish:
            self._memory.remove(_key(wish.catalogue_id))

    def close(self) -> None:
        """Leave what is not answered by now to the next window: closing gives up all work, which is no answer."""
        self._closed = True


def _key(catalogue_id: str) -> str:
    return f"version_wished/{catalogue_id}"
