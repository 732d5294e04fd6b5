"""Which catalogues this data folder knows, and where their folders of supplier images lie."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from stockmatch.core.errors import CatalogueError
from stockmatch.core.message import Message
from stockmatch.store.files import is_file, reason, write_json

_LOCK_SECONDS = 15
_SAYS_LITTLE = {
    "article list", "articles", "catalog", "catalogue", "data", "export", "images", "inventory", "items", "list",
    "photos", "pictures", "price list", "pricelist", "prices", "product list", "products", "stock", "table",
}  # fmt: skip


@dataclass(frozen=True)
class CatalogueEntry:
    """A known catalogue.

    Attributes:
        id: its own, independent of where its source lies.
        name: for the person.
        source: folder of supplier images, zip file of them, or table, absolute.
        folder: where its database, vectors and model versions are kept.
    """

    id: str
    name: str
    source: str
    folder: Path


class Library:
    """The catalogues of one data folder, each a folder that can be copied or backed up."""

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / "catalogues"

    def entries(self) -> list[CatalogueEntry]:
        """All known catalogues; a folder without a readable card is passed over.

        Raises CatalogueError if the data folder may not be read.
        """
        return self._cards()[0]

    def _cards(self) -> tuple[list[CatalogueEntry], list[OSError]]:
        """All known catalogues, and why cards that are there could not be read."""
        found, unread = list[CatalogueEntry](), list[OSError]()
        try:
            cards = sorted(self._root.glob("*/catalogue.json"))
        except OSError as error:
            raise CatalogueError(
                Message(
                    "The data folder {folder} may not be read ({reason}). Choose another one with --data-dir.",
                    folder=self._root.parent,
                    reason=error.strerror or error,
                )
            ) from error
        for card in cards:
            try:
                content = json.loads(card.read_text("utf-8"))
                found.append(
                    CatalogueEntry(str(content["id"]), str(content["name"]), str(content["source"]), card.parent)
                )
            except FileNotFoundError:
                continue
            except OSError as error:
                unread.append(error)
            except (ValueError, KeyError, TypeError):
                continue
        return found, unread

    def get(self, catalogue_id: str) -> CatalogueEntry:
        """The catalogue of that id. Raises CatalogueError if there is none."""
        for entry in self.entries():
            if entry.id == catalogue_id:
                return entry
        raise CatalogueError(
            Message(
                "There is no catalogue {catalogue_id} in {folder}.", catalogue_id=catalogue_id, folder=self._root.parent
            )
        )

    def find(self, source: Path) -> CatalogueEntry | None:
        """The catalogue whose images lie in ``source``, if it is known."""
        wanted = str(resolved(source))
        return next((entry for entry in self.entries() if entry.source == wanted), None)

    def find_or_create(self, source: Path) -> CatalogueEntry:
        """The catalogue of ``source``, made if new.

        Raises CatalogueError if the data folder cannot be written, or if a card cannot be read that may be its own: a
        second catalogue of one source would hide what was decided in the first.
        """
        known = self.find(source)
        if known is not None:
            return known
        place = resolved(source)
        catalogue_id = uuid.uuid4().hex[:12]
        entry = CatalogueEntry(catalogue_id, _name(place), str(place), self._root / catalogue_id)
        with self._alone():
            other = self.find(source)
            if other is None:
                self._require_cards()
                self._write(entry)
        return other or entry

    def _require_cards(self) -> None:
        for error in self._cards()[1]:
            raise CatalogueError(
                Message(
                    "{file} cannot be read ({reason}), and may belong to this catalogue. Check your rights, or try "
                    "again.",
                    file=error.filename,
                    reason=error.strerror or error,
                )
            )

    def relocate(self, catalogue_id: str, source: Path) -> CatalogueEntry:
        """Point a catalogue at a moved folder. Raises CatalogueError if another catalogue is already there."""
        entry = self.get(catalogue_id)
        place = resolved(source)
        moved = CatalogueEntry(entry.id, _name(place), str(place), entry.folder)
        with self._alone():
            other = self.find(source)
            if other is not None and other.id != catalogue_id:
                raise CatalogueError(
                    Message(
                        "{source} is already the folder of the catalogue “{catalogue}”. Open it instead.",
                        source=source,
                        catalogue=other.name,
                    )
                )
            self._write(moved)
        return moved

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process looks for a catalogue and writes its card meanwhile."""
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with FileLock(self._root / "lock", timeout=_LOCK_SECONDS):
                yield
        except OSError as error:
            raise CatalogueError(
                Message(
                    "The data folder {folder} cannot be written ({reason}). Free space, or choose another "
                    "one with --data-dir.",
                    folder=self._root.parent,
                    reason=reason(error),
                )
            ) from error

    def _write(self, entry: CatalogueEntry) -> None:
        write_json(entry.folder / "catalogue.json", {"id": entry.id, "name": entry.name, "source": entry.source})


def resolved(source: Path) -> Path:
    """Absolute and without links; as it is named where its drive does not answer, which Windows says at this."""
    try:
        return source.resolve()
    except OSError:
        return source.absolute()


def _name(source: Path) -> str:
    """What a source is called; where that says little, by the folder it lies in, and a file by both."""
    folder = source.parent
    if is_file(source):
        little = source.stem.casefold() in _SAYS_LITTLE and folder.name
        return f"{_name(folder)} – {source.stem}" if little else source.stem
    if source.name.casefold() in _SAYS_LITTLE and folder.name:
        return folder.name
    return source.name or str(source)
