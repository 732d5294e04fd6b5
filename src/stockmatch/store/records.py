"""Photos and decisions of one catalogue in its database; implements ``core.ports.Records``."""

import getpass
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from stockmatch.core.decisions import Choice, Decision, Photo, Queue, QueueChange, QueueView
from stockmatch.core.errors import RecordsError
from stockmatch.core.evidence import Region
from stockmatch.core.exporting import Template
from stockmatch.core.message import Message
from stockmatch.store import rows
from stockmatch.store.database import open_database, reading, saving
from stockmatch.store.files import reason, write_atomically
from stockmatch.store.library import CatalogueEntry
from stockmatch.store.schema import audit, decisions, facts, photos

_PLACE = "current_photo"
_VIEW = "queue_view"
_FACTS = (_PLACE, _VIEW)
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
        with reading(self._engine) as connection:
            self._refresh(connection, None)

    def close(self) -> None:
        """Release the database file."""
        self._engine.dispose()

    def load(self) -> Queue:
        """The queue as it was left."""
        return self._queue

    def add_photos(self, paths: Sequence[str], *, stay: bool = False, asked: bool = True) -> Queue:
        with saving(self._engine) as connection:
            now, out = _now(), self._taken_out(connection, paths)
            new = [{"path": path, "added_at": now} for path in paths if path not in out]
            added = [*connection.execute(sa.insert(photos).returning(photos.c.id), new).scalars()] if new else []
            if asked:
                _take_out(connection, out.values(), out=False)
                added += out.values()
            current = self._queue.current
            if added and (current is None or (current.decision is not None and not stay)):
                _set_place(connection, min(added))
        return self._after(added)

    def take_out(self, photo_ids: Sequence[int], then: Sequence[int] = ()) -> Queue:
        found = [self._photos[one] for one in photo_ids if one in self._photos]
        going = {photo.id for photo in found if photo.decision is None}
        staying = [one for one in self._photos if one not in going]
        with saving(self._engine) as connection:
            _take_out(connection, going, out=True)
            of_them = decisions.c.photo_id.in_(going)
            connection.execute(sa.update(decisions).where(of_them).values(redoable=False))
            _set_fact(connection, _VIEW, rows.written_view(replace(self._queue.view, marked=())))
            here = self._queue.current_id
            if here in going and staying:
                undecided = [one for one in staying if self._photos[one].decision is None]
                near = next((one for one in undecided if one > here), (undecided or staying)[-1])
                _set_place(connection, next((one for one in then if one not in going and one in self._photos), near))
        return self._after(sorted(going))

    def put_back(self, photo_ids: Sequence[int]) -> Queue:
        with saving(self._engine) as connection:
            _take_out(connection, photo_ids, out=False)
            if photo_ids:
                _set_place(connection, min(photo_ids))
        return self._after(photo_ids)

    def _taken_out(self, connection: sa.Connection, paths: Sequence[str]) -> dict[str, int]:
        """Those of the paths whose photos were taken out, with their ids."""
        found = connection.execute(sa.select(photos.c.path, photos.c.id).where(photos.c.taken_out)).all()
        return {row.path: row.id for row in found if row.path in set(paths)}

    def add_picture(self, data: bytes, suffix: str) -> Queue:
        """Keep a pasted or dragged picture (an encoded image file) in the catalogue's folder and append it."""
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
        path = self._folder / "photos" / f"pasted_{stamp}_{hashlib.sha256(data).hexdigest()[:6]}{suffix}"
        try:
            write_atomically(path, data)
        except OSError as error:
            raise RecordsError(Message("The picture could not be saved: {reason}.", reason=reason(error))) from error
        return self.add_photos([str(path)])

    def decide(self, choices: Mapping[int, Choice], then: Sequence[int] | None = None) -> QueueChange:
        now, who = _now(), _person()
        ids: list[int] = []
        with saving(self._engine) as connection:
            connection.execute(sa.update(decisions).where(decisions.c.redoable).values(redoable=False))
            for photo_id, choice in choices.items():
                in_force = (decisions.c.photo_id == photo_id) & ~decisions.c.undone
                former = connection.execute(sa.select(decisions.c.id).where(in_force)).scalar()
                connection.execute(sa.update(decisions).where(in_force).values(undone=True))
                values = {"photo_id": photo_id, "decided_by": who, "decided_at": now, "supersedes": former}
                insert = sa.insert(decisions).values(**values, **rows.columns(choice), undone=False, redoable=False)
                ids.append(connection.execute(insert.returning(decisions.c.id)).scalar_one())
                _note(connection, "decide", ids[-1])
            batch = ids[0] if len(ids) > 1 else None
            connection.execute(sa.update(decisions).where(decisions.c.id.in_(ids)).values(batch=batch))
            self._advance(connection, choices.keys(), then)
        first = next(iter(choices))
        decision = Decision(ids[0], first, choices[first], who, now, batch)
        return QueueChange(self._after(list(choices)), decision, len(ids))

    def undo(self) -> QueueChange:
        """Take back the latest decision; its photo becomes the current one again."""
        return self._turn(~decisions.c.undone, decisions.c.id.desc(), undone=True)

    def redo(self, then: Sequence[int] | None = None) -> QueueChange:
        return self._turn(decisions.c.redoable, decisions.c.id.asc(), undone=False, then=then)

    def _turn(
        self,
        which: sa.ColumnElement[bool],
        first: sa.ColumnElement[Any],
        *,
        undone: bool,
        then: Sequence[int] | None = None,
    ) -> QueueChange:
        with saving(self._engine) as connection:
            row = connection.execute(sa.select(decisions).where(which).order_by(first).limit(1)).first()
            if row is None:
                return QueueChange(self._queue)
            together = decisions.c.id == row.id if row.batch is None else which & (decisions.c.batch == row.batch)
            turned = connection.execute(sa.select(decisions).where(together).order_by(decisions.c.id)).all()
            photos_turned = [one.photo_id for one in turned]
            for one in turned:
                chosen = sa.update(decisions).where(decisions.c.id == one.id)
                connection.execute(chosen.values(undone=undone, redoable=undone))
                former = sa.update(decisions).where(decisions.c.id == one.supersedes)
                connection.execute(former.values(undone=not undone))
                _note(connection, "undo" if undone else "redo", one.id)
            if undone:
                _set_place(connection, turned[0].photo_id)
            elif self._queue.current_id in photos_turned:
                self._advance(connection, photos_turned, then)
        return QueueChange(self._after(photos_turned), rows.decision(turned[0]), len(turned))

    def go_to(self, photo_id: int) -> Queue:
        """Remember another photo as the current one."""
        with saving(self._engine) as connection:
            _set_place(connection, photo_id)
        return self._after([])

    def look(self, view: QueueView, photo_id: int | None = None) -> Queue:
        with saving(self._engine) as connection:
            _set_fact(connection, _VIEW, rows.written_view(view))
            if photo_id is not None:
                _set_place(connection, photo_id)
        return self._after([])

    def join(self, photo_ids: Sequence[int]) -> Queue:
        first = min(photo_ids)
        with saving(self._engine) as connection:
            connection.execute(sa.update(photos).where(photos.c.id.in_(photo_ids)).values(item=first))
            _set_fact(connection, _VIEW, rows.written_view(replace(self._queue.view, marked=())))
            _set_place(connection, first)
        return self._after(photo_ids)

    def separate(self, photo_id: int) -> Queue:
        photo = self._photos[photo_id]
        together = [other.id for other in self._queue.together(photo)]
        with saving(self._engine) as connection:
            connection.execute(sa.update(photos).where(photos.c.id.in_(together)).values(item=None))
        return self._after(together)

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
        with reading(self._engine) as connection:
            known = connection.execute(sa.select(facts.c.value).where(facts.c.key == _exported(template))).scalar()
        return frozenset(json.loads(known)) if known else frozenset()

    def mark_exported(self, template: Template, decision_ids: Sequence[int]) -> None:
        """Remember decisions as exported with a template. Raises RecordsError."""
        value = json.dumps(sorted(self.exported(template) | set(decision_ids)))
        with saving(self._engine) as connection:
            connection.execute(sa.insert(facts).prefix_with("OR REPLACE").values(key=_exported(template), value=value))

    def _advance(self, connection: sa.Connection, decided: Collection[int], then: Sequence[int] | None) -> None:
        if then is None:
            last = max(decided)
            later = [photo.id for photo in self._queue.undecided if photo.id > last]
            then = later + [photo.id for photo in self._queue.undecided if photo.id < last]
        place = next((photo_id for photo_id in then if photo_id not in decided), None)
        if place is not None:
            _set_place(connection, place)

    def _after(self, touched: Sequence[int]) -> Queue:
        with reading(self._engine) as connection:
            self._refresh(connection, touched if len(touched) <= _REFRESH_ONE_BY_ONE else None)
        return self._queue

    def _refresh(self, connection: sa.Connection, touched: Sequence[int] | None) -> None:
        """Take these photos (None: all) over from the database."""
        which_photos = sa.true() if touched is None else photos.c.id.in_(touched)
        which_decisions = sa.true() if touched is None else decisions.c.photo_id.in_(touched)
        current = connection.execute(sa.select(decisions).where(~decisions.c.undone, which_decisions)).all()
        in_force = {row.photo_id: rows.decision(row) for row in current}
        for row in connection.execute(sa.select(photos).where(which_photos).order_by(photos.c.id)).all():
            if row.taken_out:
                self._photos.pop(row.id, None)
                continue
            region = Region(*row.region) if row.region is not None else None
            self._photos[row.id] = Photo(row.id, row.path, in_force.get(row.id), region, row.item)
        self._photos = dict(sorted(self._photos.items()))  # those put back go where they were
        known = {
            row.key: row.value for row in connection.execute(sa.select(facts).where(facts.c.key.in_(_FACTS))).all()
        }
        place = known.get(_PLACE)
        redoable = connection.execute(sa.select(decisions.c.id).where(decisions.c.redoable).limit(1)).scalar()
        can_undo = any(photo.decision is not None for photo in self._photos.values())
        self._queue = Queue(
            tuple(self._photos.values()),
            int(place) if place else None,
            can_undo,
            redoable is not None,
            rows.view(known.get(_VIEW)),
        )


def _exported(template: Template) -> str:
    return f"exported_{template.value}"


def _note(connection: sa.Connection, what: str, decision_id: int) -> None:
    connection.execute(sa.insert(audit).values(at=_now(), who=_person(), what=what, decision_id=decision_id))


def _take_out(connection: sa.Connection, photo_ids: Collection[int], *, out: bool) -> None:
    """In or out, a photo is then of no item with others."""
    chosen = sa.update(photos).where(photos.c.id.in_(photo_ids))
    connection.execute(chosen.values(taken_out=out, item=None))


def _set_place(connection: sa.Connection, photo_id: int) -> None:
    _set_fact(connection, _PLACE, str(photo_id))


def _set_fact(connection: sa.Connection, key: str, value: str) -> None:
    connection.execute(sa.insert(facts).prefix_with("OR REPLACE").values(key=key, value=value))
