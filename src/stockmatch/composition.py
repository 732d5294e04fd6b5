"""The one place that names concrete classes: what the window and the terminal are made of."""

import functools
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stockmatch import paths
from stockmatch.core.exporting import Cell, ExportPreview, ExportRequest, ExportResult, ExportTable
from stockmatch.core.ports import MatchingEngine, Records
from stockmatch.core.progress import Report
from stockmatch.core.settings import Settings
from stockmatch.services.engine_process import EngineProcess, RemoteEngine
from stockmatch.store.settings_file import SettingsFile

if TYPE_CHECKING:
    from stockmatch.core.updates import Update, UpdateSource
    from stockmatch.services.scan import Fingerprint
    from stockmatch.store.library import CatalogueEntry

LANES = ("match", "catalogue", "tune", "learn")
"""Calls to the engine that run side by side."""


def build_engine(data_dir: Path, *, frozen: bool = False, seed: int = 0) -> MatchingEngine:
    """The engine itself, in this process."""
    from stockmatch.services.engine import Engine  # noqa: PLC0415 - loads OpenCV and SQLAlchemy; the window has no need

    return Engine(data_dir, frozen=frozen, seed=seed)


@dataclass(frozen=True)
class Services:
    """What the window needs. Making it costs nothing; ``engines.start()`` starts the engine process.

    Attributes:
        data_dir: the data folder.
        engines: the engine's process.
    """

    data_dir: Path
    engines: EngineProcess

    def engine(self, lane: str) -> MatchingEngine:
        """The engine as seen by one lane of ``LANES``; its methods block."""
        return RemoteEngine(self.engines, lane)

    def records(self, catalogue_id: str) -> Records:
        """Photos and decisions of a catalogue. Opens its database: not for the GUI thread.

        Raises:
            CatalogueError: damaged, newer, or unknown.
        """
        from stockmatch.store.library import Library  # noqa: PLC0415
        from stockmatch.store.records import SqliteRecords  # noqa: PLC0415 - SQLAlchemy would delay the first window

        return SqliteRecords(Library(self.data_dir).get(catalogue_id))

    def decided(self, source: str) -> "CatalogueEntry | None":
        """The catalogue of a source, which may be away, if anything was decided in it. Not for the GUI thread.

        Raises:
            CatalogueError: as ``records`` does.
        """
        from stockmatch.store.library import Library  # noqa: PLC0415

        entry = Library(self.data_dir).find(Path(source))
        if entry is None:
            return None
        with closing(self.records(entry.id)) as records:
            return entry if any(photo.decision is not None for photo in records.load().photos) else None

    def is_there(self, source: str, report: Report) -> bool:
        """Whether a catalogue's files are where they were. Reads folders: not for the GUI thread. Raises Cancelled."""
        from stockmatch.services.sources import is_there  # noqa: PLC0415 - loads Pillow

        return is_there(Path(source), report)

    def preview_export(self, catalogue_id: str, request: ExportRequest, report: Report) -> ExportPreview:
        """What an export of a catalogue's decisions would write. Raises CatalogueError as ``records`` does."""
        from stockmatch.services.exporting import preview_export  # noqa: PLC0415 - loads Pillow

        with closing(self.records(catalogue_id)) as records:
            return preview_export(records, request, report)

    def export(self, catalogue_id: str, request: ExportRequest, report: Report) -> ExportResult:
        """Export a catalogue's decisions. Deciding goes on meanwhile.

        Raises:
            CatalogueError: as ``records`` does.
            RecordsError: if something may not or cannot be written.
            Cancelled: when the report does.
        """
        from stockmatch.services.exporting import export  # noqa: PLC0415 - loads Pillow

        with closing(self.records(catalogue_id)) as records:
            return export(records, request, report)

    def fingerprint(self, source: str, folder: str, report: Report) -> "Fingerprint":
        """What a catalogue's files are like now. Reads folders: not for the GUI thread. Raises Cancelled."""
        from stockmatch.services.scan import fingerprint  # noqa: PLC0415 - loads Pillow

        return fingerprint(Path(source), Path(folder), report)

    def look_for_update(self, source: "UpdateSource", report: Report) -> "Update | None":
        """A newer version if one is announced there. Uses the network. Raises UpdateRefused or Cancelled."""
        from stockmatch.services.updates import look  # noqa: PLC0415 - most people never ask

        return look(source, report)

    def save_table(self, path: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Write a list to a CSV or XLSX file, by its ending. Raises RecordsError."""
        from stockmatch.store.export import write_table  # noqa: PLC0415

        write_table(Path(path), ExportTable(tuple(columns), tuple(map(tuple, rows))))

    def relocate(self, former: str, source: str) -> str | None:
        """Point a catalogue at its moved folder; returns its source from now on, absolute, None if it is not known.

        Raises:
            CatalogueError: if another catalogue is there already.
        """
        from stockmatch.store.library import Library  # noqa: PLC0415

        library = Library(self.data_dir)
        entry = library.find(Path(former))
        return library.relocate(entry.id, Path(source)).source if entry is not None else None

    def load_settings(self) -> tuple[Settings, str | None]:
        """The settings, and a message for the person if their file was damaged."""
        return SettingsFile(self.data_dir / "settings.json").load()

    def save_settings(self, settings: Settings) -> None:
        """Save the settings. Raises RecordsError; the former ones stay then."""
        SettingsFile(self.data_dir / "settings.json").save(settings)

    @property
    def sample_catalogue(self) -> Path:
        """The catalogue that ships."""
        return paths.sample() / "catalogue"

    @property
    def sample_photos(self) -> list[Path]:
        """The employee photos that ship, in order."""
        return sorted((paths.sample() / "photos").glob("*.jpg"))


def build_services(data_dir: Path | None = None) -> Services:
    """Services over a data folder, by default the user's own."""
    folder = data_dir if data_dir is not None else paths.default_data_dir()
    return Services(folder, EngineProcess(functools.partial(build_engine, folder), LANES))
