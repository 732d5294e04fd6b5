"""What is known about one catalogue's image files, its snapshot version and its model versions."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from stockmatch.core.catalogue import Product
from stockmatch.core.decisions import DecisionKind
from stockmatch.core.errors import CatalogueError, RecordsError
from stockmatch.core.evidence import Region
from stockmatch.core.message import Message
from stockmatch.core.tuning import ModelVersion, TuneFigures
from stockmatch.store.database import open_database, reading, saving
from stockmatch.store.feature_file import FeatureFile
from stockmatch.store.files import reason, write_atomically, write_json
from stockmatch.store.library import CatalogueEntry
from stockmatch.store.schema import decisions, facts, images, model_versions, photos


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


class CatalogueStore:
    """Database, vectors and model versions of one catalogue. Safe to use from several threads and processes."""

    def __init__(self, entry: CatalogueEntry) -> None:
        self.entry = entry
        self._engine = open_database(entry.folder / "catalogue.sqlite3")

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

    # Model versions ----------------------------------------------------------------------------------------------

    def tuned_file(self, version: int) -> Path:
        """Where the tuned weights of a version lie."""
        return self.entry.folder / "models" / f"v{version:04d}" / "tuned.safetensors"

    def propose_version(
        self,
        backbone: str,
        base_model_id: str,
        tuned: bytes,
        figures: tuple[TuneFigures, TuneFigures],
        card: Mapping[str, object],
    ) -> int:
        """Save tuned weights (safetensors bytes) and their card as a proposal; returns its version.

        Raises:
            RecordsError: if it could not be saved; nothing of it stays.
        """
        before, after = figures
        created = datetime.now(UTC).isoformat(timespec="seconds")
        with saving(self._engine) as connection:
            new_version = connection.execute(
                sa.insert(model_versions)
                .values(
                    backbone=backbone,
                    base_model_id=base_model_id,
                    model_id="",
                    created_at=created,
                    kept=False,
                    in_service=False,
                    figures={"before": asdict(before), "after": asdict(after)},
                )
                .returning(model_versions.c.version)
            ).scalar_one()
            version = int(new_version)
            file = self.tuned_file(version)
            shutil.rmtree(file.parent, ignore_errors=True)  # of a version that was never whole: the power went
            try:
                write_atomically(file, tuned)
                write_json(file.with_name("card.json"), {"version": version, "created_at": created, **card})
            except OSError as error:
                shutil.rmtree(file.parent, ignore_errors=True)
                raise RecordsError(
                    Message("The tuned model could not be saved: {reason}.", reason=reason(error))
                ) from error
        return version

    def name_version(self, version: int, model_id: str) -> None:
        """Record the model id that loading the proposal gave. Raises RecordsError."""
        with saving(self._engine) as connection:
            connection.execute(
                sa.update(model_versions).where(model_versions.c.version == version).values(model_id=model_id)
            )

    def discard_version(self, version: int) -> None:
        """Delete a proposal. A kept version stays. Raises RecordsError."""
        chosen = (model_versions.c.version == version) & ~model_versions.c.kept
        with saving(self._engine) as connection:
            gone = connection.execute(sa.delete(model_versions).where(chosen)).rowcount
        if gone:
            shutil.rmtree(self.tuned_file(version).parent, ignore_errors=True)

    def discard_proposals(self) -> None:
        """Delete all proposals, those that a crash left behind too. Raises RecordsError."""
        with reading(self._engine) as connection:
            left = connection.execute(sa.select(model_versions.c.version).where(~model_versions.c.kept)).scalars().all()
        for version in left:
            self.discard_version(version)

    def base_of(self, version: int) -> str:
        """Id of the untuned model of a version. Raises CatalogueError if the version is gone."""
        chosen = sa.select(model_versions.c.base_model_id).where(model_versions.c.version == version)
        with reading(self._engine) as connection:
            found = connection.execute(chosen).scalar()
        if found is None:
            raise CatalogueError(
                Message(
                    "Model version {version} of {catalogue} is not there any more. Tune again.",
                    version=version,
                    catalogue=self.entry.name,
                )
            )
        return str(found)

    def put_in_service(self, version: int, base_model_id: str) -> None:
        """Make a version the one in service for its base model, and keep it; 0 goes back to the untuned model.

        Raises:
            CatalogueError: for a version of another base model.
            RecordsError: if it could not be saved; the former one stays in service.
        """
        same = model_versions.c.base_model_id == base_model_id
        with saving(self._engine) as connection:
            connection.execute(sa.update(model_versions).where(same).values(in_service=False))
            if version:
                chosen = same & (model_versions.c.version == version)
                values = {"in_service": True, "kept": True}
                if not connection.execute(sa.update(model_versions).where(chosen).values(values)).rowcount:
                    raise CatalogueError(
                        Message("Model version {version} does not belong to the backbone in use.", version=version)
                    )

    def version_in_service(self, base_model_id: str) -> int:
        """The version in service for this untuned model; 0 if the untuned one serves."""
        with reading(self._engine) as connection:
            found = connection.execute(
                sa.select(model_versions.c.version).where(
                    model_versions.c.base_model_id == base_model_id, model_versions.c.in_service
                )
            ).scalar()
        if found and self.tuned_file(found).exists():
            return int(found)
        return 0

    def kept_versions(self, base_model_id: str) -> tuple[ModelVersion, ...]:
        """All kept versions of this untuned model, oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                sa.select(model_versions)
                .where(model_versions.c.base_model_id == base_model_id, model_versions.c.kept)
                .order_by(model_versions.c.version)
            ).all()
        return tuple(
            ModelVersion(
                row.version,
                row.model_id,
                row.backbone,
                row.created_at,
                row.in_service,
                row.kept,
                TuneFigures(**row.figures["before"]),
                TuneFigures(**row.figures["after"]),
            )
            for row in rows
        )
