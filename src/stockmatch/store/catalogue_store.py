"""What is known about one catalogue's image files, its snapshot version and its model versions."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from stockmatch.core.catalogue import Product
from stockmatch.core.decisions import DecisionKind
from stockmatch.core.errors import RecordsError
from stockmatch.core.evidence import Region
from stockmatch.core.message import Message
from stockmatch.store.database import open_database, reading, saving
from stockmatch.store.feature_file import FeatureFile
from stockmatch.store.files import reason, write_json
from stockmatch.store.library import CatalogueEntry
from stockmatch.store.schema import decisions, facts, images, photos
from stockmatch.store.versions import VersionStore


@dataclass(frozen=True)
class FileRecord:
    """What was found about one file of the catalogue.

    Attributes:
        path: relative, forward slashes.
        sha256: of its bytes; empty where it could not be read.
        size, mtime_ns: as the file system gave them; a file is read again when either changes.
        problem: why it was skipped, None for a readable image.
    """

    path: str
    sha256: str
    size: int
    mtime_ns: int
    problem: str | None = None


@dataclass(frozen=True)
class ConfirmedPhoto:
    """A photo and the product it was confirmed for.

    Attributes:
        path: absolute; the file may be gone.
        sha256: content hash of the photo that was decided on.
        product_key: the product.
        region: the part of it that shows the product, as the person drew it; None for the proposal.
    """

    path: str
    sha256: str
    product_key: str
    region: Region | None


class CatalogueStore(VersionStore):
    """Database, vectors and model versions of one catalogue. Safe to use from several threads and processes."""

    def __init__(self, entry: CatalogueEntry) -> None:
        super().__init__(entry, open_database(entry.folder / "catalogue.sqlite3"))

    def close(self) -> None:
        """Let go of the database; what is asked afterwards opens it again."""
        self._engine.dispose()

    def features(self, model_id: str, dtype: np.dtype[np.void], version: int) -> FeatureFile:
        """The images' features under one model, how they are laid out and what they mean."""
        return FeatureFile(self.entry.folder / "features" / model_id, dtype, version)

    def calibration(self, model_id: str) -> dict[str, Any] | None:
        """What was learnt of the catalogue under one model; None if nothing, or if it is damaged: it can be rebuilt."""
        try:
            known = json.loads(self._calibration_file(model_id).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return known if isinstance(known, dict) else None

    def save_calibration(self, model_id: str, learnt: Mapping[str, object]) -> None:
        """Keep what was learnt of the catalogue under one model. Raises RecordsError."""
        try:
            write_json(self._calibration_file(model_id), learnt)
        except OSError as error:
            raise RecordsError(
                Message(
                    "What was learnt of the catalogue could not be saved: {reason}. Make room on the disk, "
                    "or check your rights.",
                    reason=reason(error),
                )
            ) from error

    def _calibration_file(self, model_id: str) -> Path:
        return self.entry.folder / "features" / model_id / "calibration.json"

    def files(self) -> dict[str, FileRecord]:
        """All known files by path."""
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(images)).all()
        return {row.path: FileRecord(row.path, row.sha256, row.size, row.mtime_ns, row.problem) for row in rows}

    def save_files(self, records: Iterable[FileRecord]) -> None:
        """Insert or replace records. Raises RecordsError."""
        rows = [asdict(record) for record in records]
        if rows:
            with saving(self._engine) as connection:
                connection.execute(sa.insert(images).prefix_with("OR REPLACE"), rows)

    def forget_files(self, paths: Sequence[str]) -> None:
        """Drop records of files that are gone. Raises RecordsError."""
        if paths:
            with saving(self._engine) as connection:
                connection.execute(
                    sa.delete(images).where(images.c.path == sa.bindparam("gone")), [{"gone": path} for path in paths]
                )

    def confirmed_photos(self) -> list[ConfirmedPhoto]:
        """Each photo once, by its content, with the product it was confirmed for last; the latest decision first."""
        wanted = (
            sa.select(
                photos.c.path, photos.c.region, decisions.c.photo_sha256, decisions.c.product_key, decisions.c.kind
            )
            .join_from(decisions, photos)
            .where(~decisions.c.undone, decisions.c.photo_sha256 != "", decisions.c.kind != DecisionKind.SKIPPED)
            .order_by(decisions.c.id.desc())
        )
        with reading(self._engine) as connection:
            rows = connection.execute(wanted).all()
        latest: dict[str, ConfirmedPhoto | None] = {}
        for row in rows:
            region = Region(*row.region) if row.region is not None else None
            counts = row.kind == DecisionKind.CONFIRMED and row.product_key is not None
            photo = ConfirmedPhoto(row.path, row.photo_sha256, row.product_key, region) if counts else None
            latest.setdefault(row.photo_sha256, photo)
        return [photo for photo in latest.values() if photo is not None]

    def snapshot_version(self, products: Sequence[Product]) -> int:
        """The version of this state of the catalogue; counts up when products or image contents changed."""
        content = [
            [p.key, p.sku, p.name, [[i.path, i.sha256] for i in p.images], *filter(None, astuple(p.details))]
            for p in products
        ]
        digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()
        with saving(self._engine) as connection:
            known = {row.key: row.value for row in connection.execute(sa.select(facts)).all()}
            version = int(known.get("snapshot_version", "0"))
            if known.get("snapshot_digest") == digest:
                return version
            rows = [
                {"key": "snapshot_version", "value": str(version + 1)},
                {"key": "snapshot_digest", "value": digest},
            ]
            connection.execute(sa.insert(facts).prefix_with("OR REPLACE"), rows)
        return version + 1
