"""Exporting decisions: the table, and copies of the photos named by SKU. Nothing that is there is written over."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from stockmatch.core.catalogue import Problem
from stockmatch.core.decisions import Decision, DecisionKind
from stockmatch.core.errors import RecordsError, UnreadableImage
from stockmatch.core.exporting import (
    Decided,
    ExportPreview,
    ExportRequest,
    ExportResult,
    belongs,
    export_table,
    photo_stem,
)
from stockmatch.core.message import Message
from stockmatch.core.ports import Records
from stockmatch.core.progress import Meter, Progress, Report, Stage
from stockmatch.imaging.decode import read_file
from stockmatch.imaging.jpeg import as_jpeg, small_jpeg
from stockmatch.store.export import PICTURE_SIDE, check_name, write_table
from stockmatch.store.files import is_there, write_atomically

_SHOWN_ROWS = 50


def preview_export(records: Records, request: ExportRequest, report: Report) -> ExportPreview:
    """What an export would write; nothing is written, no photo read."""
    report(Progress(Stage.SAVING))
    every = _decided(records)
    before = records.exported(request.template)
    chosen = _chosen(every, request, before)
    copies: dict[int, str] | None = None
    if request.photos is not None:
        copies = {}
        counts: dict[str, int] = {}
        for photo, decision in chosen:
            if (sku := _sku(decision)) is not None:
                stem = photo_stem(sku)
                counts[stem] = counts.get(stem, 0) + 1
                copies[photo.id] = f"{stem}_{counts[stem]}.jpg"
    table = export_table(request.template, chosen, records.supplier, copies, request.address)
    return ExportPreview(
        replace(table, rows=table.rows[:_SHOWN_ROWS]),
        len(table.rows),
        len(chosen),
        sum(not belongs(request.template, decision) for _, decision in every),
        sum(belongs(request.template, decision) and decision.id in before for _, decision in every),
        is_there(Path(request.path)) if request.path else False,
        request.fault,
    )


def export(records: Records, request: ExportRequest, report: Report) -> ExportResult:
    """Copy the photos, write the table, and remember what was exported.

    A copy takes the next free number of its SKU unless the same photo is there already, so that an export that was
    stopped, or is made again, writes nothing twice.

    Raises:
        RecordsError: for another ending than .csv and .xlsx, a table that is there already and may not be replaced, an
            address that is none, or if something cannot be written.
        Cancelled: when the report does; photos that were copied stay.
    """
    path = Path(request.path)
    check_name(path)
    if is_there(path) and not request.overwrite:
        raise RecordsError(
            Message("{path} is there already. Choose another name, or allow it to be replaced.", path=path)
        )
    if request.fault is not None:
        raise RecordsError(request.fault)
    chosen = _chosen(_decided(records), request, records.exported(request.template))
    copier = _Copier(Path(request.photos)) if request.photos is not None else None
    meter = Meter(report, Stage.SAVING, len(chosen))
    pictures: list[bytes | None] = []
    unseen: list[Problem] = []
    for photo, decision in chosen:
        if copier is not None and (sku := _sku(decision)) is not None:
            copier.copy(photo.id, Path(photo.path), decision.choice.photo_sha256, photo_stem(sku))
        if request.with_pictures:
            try:
                pictures.append(small_jpeg(Path(photo.path), PICTURE_SIDE))
            except UnreadableImage as error:
                pictures.append(None)
                unseen.append(Problem(photo.path, Message("{reason} Its row has no picture.", reason=error.message)))
        meter.advance(1)
    copies = copier.names if copier is not None else None
    table = export_table(request.template, chosen, records.supplier, copies, request.address)
    write_table(path, table, pictures, bom=request.with_bom)
    records.mark_exported(request.template, [decision.id for _, decision in chosen])
    if copier is None:
        return ExportResult(str(path), len(table.rows), problems=(*unseen, *table.problems))
    problems = (*copier.problems, *unseen, *table.problems)
    return ExportResult(str(path), len(table.rows), copier.copied, copier.kept, problems)


def _sku(decision: Decision) -> str | None:
    """The SKU that a photo shows; None unless it was confirmed."""
    chosen = decision.choice.candidate
    return chosen.sku if chosen is not None and decision.choice.kind is DecisionKind.CONFIRMED else None


def _decided(records: Records) -> list[Decided]:
    return [(photo, photo.decision) for photo in records.load().photos if photo.decision is not None]


def _chosen(every: Sequence[Decided], request: ExportRequest, before: frozenset[int]) -> list[Decided]:
    return [
        (photo, decision)
        for photo, decision in every
        if belongs(request.template, decision) and not (request.only_new and decision.id in before)
    ]


@dataclass
class _Copier:
    """Copies photos into a folder under names by SKU; never over another file."""

    folder: Path
    names: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    copied: int = 0
    kept: int = 0

    def copy(self, photo_id: int, photo: Path, sha256: str, stem: str) -> None:
        """Copy one photo. What cannot be read, or is not what was decided on any more, is told and passed over.

        Raises:
            RecordsError: if the folder cannot be written.
        """
        try:
            data = read_file(photo)
            if sha256 and hashlib.sha256(data).hexdigest() != sha256:
                raise UnreadableImage(Message("The file has changed since it was decided on."))
            picture = as_jpeg(data)
        except UnreadableImage as error:
            self.problems.append(Problem(str(photo), Message("{reason} It was not copied.", reason=error.message)))
            return
        try:
            self.names[photo_id] = self._place(picture, stem)
        except OSError as error:
            raise RecordsError(
                Message(
                    "The photos could not be copied to {folder} ({reason}). Make room, or choose another folder.",
                    folder=self.folder,
                    reason=error.strerror or error,
                )
            ) from error

    def _place(self, picture: bytes, stem: str) -> str:
        used = set(self.names.values())
        number = 1
        while True:
            name = f"{stem}_{number}.jpg"
            target = self.folder / name
            if name not in used and not target.exists():
                write_atomically(target, picture)
                self.copied += 1
                return name
            if name not in used and target.stat().st_size == len(picture) and target.read_bytes() == picture:
                self.kept += 1
                return name
            number += 1
