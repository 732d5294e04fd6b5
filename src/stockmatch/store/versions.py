"""The model versions of one catalogue: tuned weights and their cards, saved atomically, and which of them serves."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from stockmatch.core.errors import CatalogueError, RecordsError
from stockmatch.core.message import Message
from stockmatch.core.tuning import ModelVersion, TuneFigures, TuneMethod
from stockmatch.store.database import reading, saving
from stockmatch.store.files import reason, write_atomically, write_json
from stockmatch.store.library import CatalogueEntry
from stockmatch.store.schema import model_versions
from stockmatch.store.version_file import VersionCard, pack

_BASIS = ("method", "check_photos", "confirmed", "catalogue", "imported_at")
"""What of a card is kept beside the figures, so that a list of versions reads no files."""


class VersionStore:
    """The part of a ``CatalogueStore`` that knows model versions."""

    def __init__(self, entry: CatalogueEntry, engine: sa.Engine) -> None:
        self.entry = entry
        self._engine = engine

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
        created = datetime.now(UTC).isoformat(timespec="seconds")
        values = {"model_id": "", "created_at": created, "kept": False, **_measured(figures, card)}
        return self._save(tuned, {"backbone": backbone, "base_model_id": base_model_id, **values}, card)

    def add_imported(self, card: VersionCard, tuned: bytes) -> int:
        """Save a version that was made elsewhere and fits; it is kept, and not in service. Returns its version.

        Raises:
            RecordsError: if it could not be saved; nothing of it stays.
        """
        told = {**card.told(), "imported_at": datetime.now(UTC).isoformat(timespec="seconds")}
        values = {
            "backbone": card.backbone,
            "base_model_id": card.base_model_id,
            "model_id": card.model_id,
            "created_at": card.created_at,
            "kept": True,
            **_measured((card.before, card.after), told),
        }
        return self._save(tuned, values, told)

    def _save(self, tuned: bytes, values: Mapping[str, object], card: Mapping[str, object]) -> int:
        with saving(self._engine) as connection:
            insert = sa.insert(model_versions).values(**values, in_service=False)
            version = int(connection.execute(insert.returning(model_versions.c.version)).scalar_one())
            file = self.tuned_file(version)
            shutil.rmtree(file.parent, ignore_errors=True)  # of a version that was never whole: the power went
            try:
                write_atomically(file, tuned)
                content = {"version": version, "created_at": values["created_at"], **card}
                write_json(file.with_name("card.json"), content)
            except OSError as error:
                shutil.rmtree(file.parent, ignore_errors=True)
                raise RecordsError(
                    Message("The tuned model could not be saved: {reason}.", reason=reason(error))
                ) from error
        return version

    def export_version(self, version: int, path: Path) -> None:
        """Write a kept version to one file, with all that is known of it.

        Raises:
            CatalogueError: if there is no such version.
            WeightsRefused: if its own file is damaged.
            RecordsError: if the file could not be written.
        """
        chosen = (model_versions.c.version == version) & model_versions.c.kept
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(model_versions).where(chosen)).first()
        if row is None:
            raise self._gone(version)
        known = {**self._old_card(version), **row.figures}
        card = VersionCard(
            backbone=row.backbone,
            base_model_id=row.base_model_id,
            model_id=row.model_id,
            created_at=row.created_at,
            catalogue=str(known.get("catalogue") or self.entry.name),
            method=TuneMethod(known.get("method", TuneMethod.BACKBONE)),
            check_photos=int(known.get("check_photos", 0)),
            confirmed=int(known.get("confirmed", 0)),
            before=TuneFigures(**row.figures["before"]),
            after=TuneFigures(**row.figures["after"]),
        )
        packed = pack(card, self.tuned_file(version))
        try:
            write_atomically(path, packed)
        except OSError as error:
            raise RecordsError(
                Message("{file} could not be written: {reason}.", file=path, reason=reason(error))
            ) from error

    def _old_card(self, version: int) -> dict[str, Any]:
        """What its card file says; versions kept by older programs have their method nowhere else."""
        try:
            content = json.loads(self.tuned_file(version).with_name("card.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {name: content[name] for name in _BASIS if name in content} if isinstance(content, dict) else {}

    def name_version(self, version: int, model_id: str) -> None:
        """Record the model id that loading the proposal gave. Raises RecordsError."""
        with saving(self._engine) as connection:
            connection.execute(
                sa.update(model_versions).where(model_versions.c.version == version).values(model_id=model_id)
            )

    def keep_version(self, version: int) -> None:
        """Make a proposal a version that stays, in service or not. Raises RecordsError."""
        with saving(self._engine) as connection:
            connection.execute(sa.update(model_versions).where(model_versions.c.version == version).values(kept=True))

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
            raise self._gone(version)
        return str(found)

    def _gone(self, version: int) -> CatalogueError:
        return CatalogueError(
            Message(
                "Model version {version} of {catalogue} is not there any more. Tune again.",
                version=version,
                catalogue=self.entry.name,
            )
        )

    def require_version(self, version: int, base_model_id: str) -> None:
        """Raise CatalogueError unless there is this version, and of this untuned model; 0 goes with every model."""
        if version and self.base_of(version) != base_model_id:
            raise self._foreign(version)

    def _foreign(self, version: int) -> CatalogueError:
        return CatalogueError(
            Message("Model version {version} does not belong to the backbone in use.", version=version)
        )

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
                    raise self._foreign(version)

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
        return tuple(_version(row) for row in rows)


def _measured(figures: tuple[TuneFigures, TuneFigures], card: Mapping[str, object]) -> dict[str, object]:
    """The column of figures, and what they rest on."""
    before, after = figures
    basis = {name: card[name] for name in _BASIS if name in card}
    return {"figures": {"before": asdict(before), "after": asdict(after), **basis}}


def _version(row: Any) -> ModelVersion:
    figures = row.figures
    return ModelVersion(
        row.version,
        row.model_id,
        row.backbone,
        row.created_at,
        row.in_service,
        row.kept,
        TuneFigures(**figures["before"]),
        TuneFigures(**figures["after"]),
        method=TuneMethod(figures["method"]) if "method" in figures else None,
        check_photos=int(figures.get("check_photos", 0)),
        confirmed=int(figures.get("confirmed", 0)),
        measured_on=str(figures.get("catalogue", "")),
        imported_at=str(figures.get("imported_at", "")),
    )
