"""How tables are imported: the plan of each catalogue, and of each supplier's columns."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from stockmatch.core.columns import header_key
from stockmatch.core.errors import RecordsError
from stockmatch.core.message import Message
from stockmatch.core.table import AS_FOUND, Field, ImportPlan, Reading, Table, WebPictures
from stockmatch.store.files import reason, write_json
from stockmatch.store.library import CatalogueEntry


class Plans:
    """Remembers plans in a data folder; a damaged file is as good as none: the person is asked again."""

    def __init__(self, data_dir: Path) -> None:
        self._suppliers = data_dir / "import-plans.json"

    def of_catalogue(self, entry: CatalogueEntry, table: Table) -> ImportPlan | None:
        """The plan that a catalogue was imported with; None if there is none, or the table has other columns now."""
        kept = _read(self._own(entry))
        return _plan(kept) if kept.get("header") == header_key(table.header) else None

    def reading(self, entry: CatalogueEntry) -> Reading:
        """How a catalogue's table was read last time."""
        plan = _plan(_read(self._own(entry)))
        return plan.reading if plan is not None else AS_FOUND

    def of_header(self, table: Table) -> ImportPlan | None:
        """The plan of the last table with these columns, without the place of its images."""
        kept = _read(self._suppliers).get(header_key(table.header))
        return _plan(kept) if table.header and isinstance(kept, dict) else None

    def remember(self, entry: CatalogueEntry, table: Table, plan: ImportPlan) -> None:
        """Keep a plan for its catalogue, and for other tables with the same columns. Raises RecordsError."""
        key = header_key(table.header)
        try:
            write_json(self._own(entry), {"header": key, **_content(plan)})
            if table.header:
                write_json(self._suppliers, {**_read(self._suppliers), key: _content(replace(plan, images=None))})
        except OSError as error:
            raise RecordsError(
                Message(
                    "What the columns hold could not be saved: {reason}. Make room on the disk.",
                    reason=reason(error),
                )
            ) from error

    def _own(self, entry: CatalogueEntry) -> Path:
        return entry.folder / "import-plan.json"


def _content(plan: ImportPlan) -> dict[str, object]:
    return asdict(plan)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _plan(content: Mapping[str, Any]) -> ImportPlan | None:
    try:
        fields = tuple(None if held is None else Field(held) for held in content["fields"])
        web = WebPictures(content.get("web", WebPictures.LEAVE_OUT))
        return ImportPlan(fields, content["images"], Reading(**content["reading"]), web)
    except (KeyError, TypeError, ValueError):
        return None
