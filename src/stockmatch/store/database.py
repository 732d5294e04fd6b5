"""Opening a catalogue's SQLite database safely: migrated, checked, durable."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from stockmatch.core.errors import CatalogueError, RecordsError
from stockmatch.core.message import Message
from stockmatch.store.files import reason

HEAD = "0005"
"""The newest migration; a database at this revision opens without loading Alembic."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 15
_DAMAGE = ("malformed", "not a database", "corrupt")
_LITTLE_ROOM = 1_000_000
"""Bytes; SQLite calls it an I/O error where the files beside the database no longer fit."""

_SQL_ERRORS = (DatabaseError, sqlite3.Error)
"""SQLAlchemy wraps what a statement raises, and not what the settings of a new connection do."""


def open_database(path: Path) -> sa.Engine:
    """Open, and if need be create or migrate, the database at ``path``.

    Before a migration a copy named ``<name>.before-<revision>`` is made.

    Raises:
        CatalogueError: damaged, of a newer Stockmatch, or the folder cannot be written. The file is left untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f"{path.name}.lock"), timeout=_BUSY_SECONDS):
            return _prepared(path)
    except (OSError, *_SQL_ERRORS) as error:
        raise CatalogueError(
            Message(
                "The database {path} cannot be opened ({reason}). Make room on the disk, check your rights, or choose "
                "another data folder with --data-dir.",
                path=path,
                reason=_plain(error, path),
            )
        ) from error


def _prepared(path: Path) -> sa.Engine:
    revision = _inspect(path) if path.exists() else None
    address = sa.URL.create("sqlite+pysqlite", database=str(path))
    engine = sa.create_engine(address, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    try:
        if revision != HEAD:
            if revision is not None:
                _backup(path, revision)
            _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _inspect(path: Path) -> str | None:
    """The database's revision after an integrity check; None if it has no tables yet."""
    with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as connection:
        try:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            verdict = str(error)
            if not any(sign in verdict for sign in _DAMAGE):
                raise
        if verdict != "ok":
            raise CatalogueError(
                Message(
                    "The database {path} is damaged ({reason}). Put back a copy of its folder from your "
                    "backup; Stockmatch has not changed it.",
                    path=path,
                    reason=verdict,
                )
            )
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in tables:
            if tables:
                raise CatalogueError(
                    Message("{path} is not a Stockmatch database. Choose another data folder.", path=path)
                )
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    known = {file.stem.split("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*_*.py")}
    if row is not None and row[0] not in known:
        raise CatalogueError(
            Message(
                "The database {path} was written by a newer Stockmatch. Install the newest version; "
                "nothing was changed.",
                path=path,
            )
        )
    return None if row is None else str(row[0])


def _backup(path: Path, revision: str) -> None:
    target = path.with_name(f"{path.name}.before-{HEAD}-was-{revision}")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _migrate(engine: sa.Engine) -> None:
    from alembic import command  # noqa: PLC0415 - costs start-up time and is seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        # Python's sqlite3 begins no transaction for tables and columns: a migration that is stopped would half stay
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def saving(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that is on disk when the block ends.

    Raises:
        RecordsError: if it could not be saved; nothing of it was.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except _SQL_ERRORS as error:
        raise RecordsError(
            Message(
                "It could not be saved: {reason}. Nothing was lost; make room or try again.",
                reason=_plain(error, _path(engine)),
            )
        ) from error


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection to read with. Raises RecordsError where SQLite cannot: it too needs room on the disk."""
    try:
        with engine.connect() as connection:
            yield connection
    except _SQL_ERRORS as error:
        path = _path(engine)
        raise RecordsError(
            Message(
                "The database {path} cannot be read: {reason}. Nothing was lost; make room or try again.",
                path=path,
                reason=_plain(error, path),
            )
        ) from error


def _path(engine: sa.Engine) -> Path:
    return Path(str(engine.url.database))


def _plain(error: Exception, path: Path) -> str:
    if isinstance(error, OSError):
        return reason(error)
    text = str(getattr(error, "orig", None) or error)
    if "full" in text or (text == "disk I/O error" and shutil.disk_usage(path.parent).free < _LITTLE_ROOM):
        return Message("the disk is full")
    if "locked" in text:
        return Message("another program holds the database")
    if "readonly" in text:
        return Message("the data folder may not be written")
    return text
