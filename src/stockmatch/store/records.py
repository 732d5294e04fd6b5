"""Photos and decisions of one catalogue in its database; implements ``core.ports.Records``."""

import getpass
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from stockmatch.core.catalogue import Details
from stockmatch.core.codes import CodeSource
from stockmatch.core.decisions import Choice, Decision, DecisionKind, Photo, Queue, QueueChange
from stockmatch.core.errors import RecordsError
from stockmatch.core.evidence import Evidence, EvidenceShare, Region
from stockmatch.core.exporting import Template
from stockmatch.core.ranking import Candidate
from stockmatch.store.database import open_database, saving
from stockmatch.store.files import write_atomically
from stockmatch.store.library import CatalogueEntry
from stockmatch.store.schema import audit, decisions, facts, photos

_PLACE = "current_photo"
_REFRESH_ONE_BY_ONE = 1000


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _person() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


class SqliteRecords:
    """Opens (and makes) the catalogue's database. Use from one thread at a time.

    The queue is read once and kept; every change is committed first and taken over into memory then.
    """

    def __init__(self, entry: CatalogueEntry) -> None:
        self._folder = entry.folder
        self._supplier = entry.name
        self._engine = open_database(entry.folder / "catalogue.sqlite3")
        self._photos: dict[int, Photo] = {}
        with self._engine.connect() as connection:
            self._refresh(connection, None)

    def close(self) -> None:
        """Release the database file."""
        self._engine.dispose()

    def load(self) -> Queue:
        """The queue as it was left."""
        return self._queue

    def add_photos(self, paths: Sequence[str]) -> Queue:
        """Append photos, absolute paths, in order. If all earlier ones are decided the first new one is current."""
        with saving(self._engine) as connection:
            now = _now()
            rows = [{"path": path, "added_at": now} for path in paths]
            added = connection.execute(sa.insert(photos).returning(photos.c.id), rows).scalars().all() if rows else []
            current = self._queue.current
            if added and (current is None or current.decision is not None):
                _set_place(connection, min(added))
        return self._after(added)

    def add_picture(self, data: bytes, suffix: str) -> Queue:
        """Keep a pasted or dragged picture (an encoded image file) in the catalogue's folder and append it."""
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
        path = self._folder / "photos" / f"pasted_{stamp}_{hashlib.sha256(data).hexdigest()[:6]}{suffix}"
        try:
            write_atomically(path, data)
        except OSError as error:
            raise RecordsError(f"The picture could not be saved: {error.strerror or error}.") from error
        return self.add_photos([str(path)])

    def decide(self, photo_id: int, choice: Choice) -> QueueChange:
        """Store a decision; an earlier one on the same photo is superseded. Goes to the next undecided photo."""
        now, who = _now(), _person()
        chosen = choice.candidate
        with saving(self._engine) as connection:
            in_force = (decisions.c.photo_id == photo_id) & ~decisions.c.undone
            former = connection.execute(sa.select(decisions.c.id).where(in_force)).scalar()
            connection.execute(sa.update(decisions).where(in_force).values(undone=True))
            connection.execute(sa.update(decisions).where(decisions.c.redoable).values(redoable=False))
            new_id = connection.execute(
                sa.insert(decisions)
                .values(
                    photo_id=photo_id,
                    kind=choice.kind.value,
                    product_key=chosen.product_key if chosen else None,
                    sku=chosen.sku if chosen else None,
                    name=chosen.name if chosen else None,
                    catalogue_image=chosen.image if chosen else None,
                    rank=chosen.rank if chosen else None,
                    score=chosen.score if chosen else None,
                    margin=chosen.margin if chosen else None,
                    offered=[asdict(candidate) for candidate in choice.offered],
                    photo_sha256=choice.photo_sha256,
                    model_id=choice.model_id,
                    catalogue_version=choice.catalogue_version,
                    decided_by=who,
                    decided_at=now,
                    note=choice.note,
                    undone=False,
                    supersedes=former,
                    redoable=False,
                )
                .returning(decisions.c.id)
            ).scalar_one()
            _note(connection, "decide", new_id)
            self._advance(connection, photo_id)
        return QueueChange(self._after([photo_id]), Decision(new_id, photo_id, choice, who, now))

    def undo(self) -> QueueChange:
        """Take back the latest decision; its photo becomes the current one again."""
        return self._turn(~decisions.c.undone, decisions.c.id.desc(), undone=True)

    def redo(self) -> QueueChange:
        """Restore the decision taken back last."""
        return self._turn(decisions.c.redoable, decisions.c.id.asc(), undone=False)

    def _turn(self, which: sa.ColumnElement[bool], first: sa.ColumnElement[Any], *, undone: bool) -> QueueChange:
        with saving(self._engine) as connection:
            row = connection.execute(sa.select(decisions).where(which).order_by(first).limit(1)).first()
            if row is None:
                return QueueChange(self._queue)
            turned = sa.update(decisions).where(decisions.c.id == row.id)
            connection.execute(turned.values(undone=undone, redoable=undone))
            connection.execute(sa.update(decisions).where(decisions.c.id == row.supersedes).values(undone=not undone))
            _note(connection, "undo" if undone else "redo", row.id)
            if undone:
                _set_place(connection, row.photo_id)
            else:
                self._advance(connection, row.photo_id)
        return QueueChange(self._after([row.photo_id]), _decision(row))

    def go_to(self, photo_id: int) -> Queue:
        """Remember another photo as the current one."""
        with saving(self._engine) as connection:
            _set_place(connection, photo_id)
        return self._after([])

    def set_region(self, photo_id: int, region: Region | None) -> Queue:
        """Remember the part of a photo that the person wants matched; None goes back to the proposal."""
        stored = list(astuple(region)) if region is not None else None
        with saving(self._engine) as connection:
            connection.execute(sa.update(photos).where(photos.c.id == photo_id).values(region=stored))
        return self._after([photo_id])

    @property
    def supplier(self) -> str:
        """The catalogue's name."""
        return self._supplier

    def exported(self, template: Template) -> frozenset[int]:
        """Ids of the decisions that were exported with a template before."""
        with self._engine.connect() as connection:
            known = connection.execute(sa.select(facts.c.value).where(facts.c.key == _exported(template))).scalar()
        return frozenset(json.loads(known)) if known else frozenset()

    def mark_exported(self, template: Template, decision_ids: Sequence[int]) -> None:
        """Remember decisions as exported with a template. Raises RecordsError."""
        value = json.dumps(sorted(self.exported(template) | set(decision_ids)))
        with saving(self._engine) as connection:
            connection.execute(sa.insert(facts).prefix_with("OR REPLACE").values(key=_exported(template), value=value))

    def _advance(self, connection: sa.Connection, decided_id: int) -> None:
        following = self._queue.next_undecided(decided_id)
        if following is not None:
            _set_place(connection, following.id)

    def _after(self, touched: Sequence[int]) -> Queue:
        with self._engine.connect() as connection:
            self._refresh(connection, touched if len(touched) <= _REFRESH_ONE_BY_ONE else None)
        return self._queue

    def _refresh(self, connection: sa.Connection, touched: Sequence[int] | None) -> None:
        """Take these photos (None: all) over from the database."""
        which_photos = sa.true() if touched is None else photos.c.id.in_(touched)
        which_decisions = sa.true() if touched is None else decisions.c.photo_id.in_(touched)
        rows = connection.execute(sa.select(decisions).where(~decisions.c.undone, which_decisions)).all()
        in_force = {row.photo_id: _decision(row) for row in rows}
        for row in connection.execute(sa.select(photos).where(which_photos).order_by(photos.c.id)).all():
            region = Region(*row.region) if row.region is not None else None
            self._photos[row.id] = Photo(row.id, row.path, in_force.get(row.id), region)
        place = connection.execute(sa.select(facts.c.value).where(facts.c.key == _PLACE)).scalar()
        redoable = connection.execute(sa.select(decisions.c.id).where(decisions.c.redoable).limit(1)).scalar()
        can_undo = any(photo.decision is not None for photo in self._photos.values())
        self._queue = Queue(tuple(self._photos.values()), int(place) if place else None, can_undo, redoable is not None)


def _exported(template: Template) -> str:
    return f"exported_{template.value}"


def _note(connection: sa.Connection, what: str, decision_id: int) -> None:
    connection.execute(sa.insert(audit).values(at=_now(), who=_person(), what=what, decision_id=decision_id))


def _set_place(connection: sa.Connection, photo_id: int) -> None:
    connection.execute(sa.insert(facts).prefix_with("OR REPLACE").values(key=_PLACE, value=str(photo_id)))


def _candidate(stored: Mapping[str, Any]) -> Candidate:
    """A candidate as it was offered; those of older versions had less."""
    shares = [EvidenceShare(Evidence(s["kind"]), s["share"], s["points"]) for s in stored.get("shares", ())]
    twins, details = tuple(stored.get("twins", ())), Details(**stored.get("details", {}))
    read_from = CodeSource(stored["read_from"]) if stored.get("read_from") else None
    restored = {"shares": tuple(shares), "twins": twins, "details": details, "read_from": read_from}
    return Candidate(**{**stored, **restored})


def _decision(row: Any) -> Decision:
    offered = tuple(_candidate(stored) for stored in row.offered)
    chosen = None
    if row.product_key is not None:
        chosen = Candidate(row.rank, row.product_key, row.sku, row.name, row.catalogue_image, row.score, row.margin)
        shown = next((candidate for candidate in offered if candidate.product_key == row.product_key), chosen)
        chosen = replace(
            chosen,
            images=shown.images,
            shares=shown.shares,
            twins=shown.twins,
            seen_before=shown.seen_before,
            details=shown.details,
            code=shown.code,
            read_from=shown.read_from,
        )
    choice = Choice(
        DecisionKind(row.kind), chosen, offered, row.photo_sha256, row.model_id, row.catalogue_version, row.note
    )
    return Decision(row.id, row.photo_id, choice, row.decided_by, row.decided_at)
