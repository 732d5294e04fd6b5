"""Which model version a person wants in service, noted until that is answered, across a restart too."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass

from PySide6.QtCore import QSettings

from stockmatch.ui.claims import Claims
from stockmatch.ui.trials import forget, is_tried, save, trying


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
    """One for each catalogue, the latest: putting it into service may have to wait for hours of indexing.

    That it is being tried is noted, too: what takes down the window with the engine would do so at every start.
    """

    def __init__(self, memory: QSettings, claims: Claims) -> None:
        self._memory = memory
        self._claims = claims
        self._closed = False

    def note(self, wish: VersionWish) -> None:
        self._memory.setValue(_key(wish.catalogue_id), _written(wish))
        save(self._memory)

    def of(self, catalogue_id: str) -> VersionWish | None:
        """What is not answered yet, in another window either."""
        self._memory.sync()
        with suppress(ValueError, TypeError):
            return VersionWish(**json.loads(str(self._memory.value(_key(catalogue_id), ""))))
        return None

    @contextmanager
    def trying(self, wish: VersionWish) -> Iterator[None]:
        """Note on disk that this is tried, for as long as it is; for the thread that does it.

        Only of a catalogue that this window has: what is noted of it later, another one left. A catalogue that the
        window has not got is not served by its engine, so its version is a line in a database.
        """
        if not self._claims.has(wish.catalogue_id):
            yield
            return
        with trying(self._memory, _tried(wish.catalogue_id), _written(wish)):
            yield

    def left(self, wish: VersionWish) -> bool:
        """Whether a former window ended as it tried this, and was not closed."""
        return is_tried(self._memory, _tried(wish.catalogue_id), _written(wish))

    def answered(self, wish: VersionWish) -> None:
        """Forget it, unless there is a newer one."""
        if self._closed:
            return
        forget(self._memory, _tried(wish.catalogue_id), _written(wish))
        if self.of(wish.catalogue_id) == wish:
            self._memory.remove(_key(wish.catalogue_id))

    def close(self) -> None:
        """Leave what is not answered by now to the next window: closing gives up all work, which is no answer."""
        self._closed = True


def _written(wish: VersionWish) -> str:
    return json.dumps(asdict(wish))


def _key(catalogue_id: str) -> str:
    return f"version_wished/{catalogue_id}"


def _tried(catalogue_id: str) -> str:
    return f"version_tried/{catalogue_id}"
