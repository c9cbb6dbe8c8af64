"""The ledger's file: an SQLite database that is made whole or not at all.

An older one is copied before it is upgraded; one that a newer filmc wrote is not opened.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from filmc.base.failpoints import failpoint
from filmc.produce.ledger.head import place
from filmc.produce.ledger.trouble import damaged, newer

APPLICATION = 0x66696C6D
"""Marks the file as ours: "film"."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        (
            "CREATE TABLE events (seq INTEGER PRIMARY KEY, intent TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,"
            " facts TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT"
        ),
        "CREATE INDEX events_of_intent ON events (intent)",
        "CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events only grow'); END",
        "CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events only grow'); END",
        # Where each purchase stands: the fold of its events, kept so that sums are quick. `verify` folds again.
        (
            "CREATE TABLE purchases (intent TEXT PRIMARY KEY, take TEXT NOT NULL, film TEXT NOT NULL,"
            " run TEXT NOT NULL, provider TEXT NOT NULL, shot TEXT NOT NULL, model TEXT NOT NULL, state TEXT NOT NULL,"
            " currency TEXT NOT NULL, estimate INTEGER NOT NULL, billed INTEGER, held INTEGER NOT NULL,"
            " spent INTEGER NOT NULL, facts TEXT NOT NULL, key TEXT UNIQUE, claims INTEGER NOT NULL,"
            " done INTEGER NOT NULL) STRICT, WITHOUT ROWID"
        ),
        "CREATE INDEX purchases_of_take ON purchases (take) WHERE claims",
        "CREATE INDEX purchases_unfinished ON purchases (intent) WHERE NOT done",
    ),
    (
        "ALTER TABLE purchases ADD COLUMN plan TEXT NOT NULL DEFAULT ''",
        # What a ceiling sums over stands in an index, whole: rows with all their facts are never read for it.
        "CREATE INDEX purchases_of_film ON purchases (film, shot, currency, spent, held)",
        "CREATE INDEX purchases_of_run ON purchases (run, provider, currency, spent, held)",
        "CREATE INDEX purchases_of_provider ON purchases (provider, currency, spent, held)",
        "CREATE INDEX purchases_of_plan ON purchases (plan, provider, currency, spent, held)",
    ),
)
"""Step n leads from version n to version n + 1; the first makes a new ledger. Steps are added, never changed."""


def connect(path: Path, wait: float) -> sqlite3.Connection:
    """Return a connection to the ledger at `path`, made if there is none, upgraded if it is older.

    `wait`: seconds to wait for another writer. Fault E1001 for a file that is no ledger, E1002 for a newer one;
    sqlite3.Error and OSError as they come.
    """
    noted = place(path).exists()  # asked first: another process may be making the ledger just now
    if not path.exists():
        if noted:
            raise damaged(path, "the file is gone")
        _create(path)
    if path.stat().st_size == 0:  # SQLite would take it for a new one
        raise damaged(path, "the file is empty")
    connection = _opened(path, wait)
    try:
        _adopt(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def expected() -> list[tuple[str, ...]]:
    """Return the schema of a ledger of this version, as SQLite tells it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        _take_steps(model, 0)
        return schema(model)


def schema(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return what tables, indexes and triggers there are: kind, name, table, definition."""
    return connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY 2").fetchall()


def _opened(path: Path, wait: float) -> sqlite3.Connection:
    # `mode=rw`: a file that vanished meanwhile is an error, never a new and empty ledger.
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=wait, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: past the drive's own cache
    connection.execute("PRAGMA checkpoint_fullfsync = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _create(path: Path) -> None:
    """Make a new ledger aside and link it to its name; where another process was quicker, its ledger stands."""
    failpoint("ledger.before_create")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as aside:
        new = Path(aside) / path.name
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            _take_steps(connection, 0)
            connection.execute("COMMIT")
        _sync(new)
        failpoint("ledger.created_aside")
        with suppress(FileExistsError):
            os.link(new, path)
    _sync(path.parent)
    failpoint("ledger.after_create")


def _adopt(connection: sqlite3.Connection, path: Path) -> None:
    [mark] = connection.execute("PRAGMA application_id").fetchone()
    if mark != APPLICATION:
        raise damaged(path, "it does not begin as a ledger of filmc does")
    version = _version(connection)
    if version > len(STEPS):
        raise newer(path, version, len(STEPS))
    if version < 1:
        raise damaged(path, f"there is no version {version} of it")
    if version < len(STEPS):
        _upgrade(connection, path)
    [mode] = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise damaged(path, f"its journal is {mode!r}")


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the ledger beside itself, then bring it to this version, in one transaction that keeps others out."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # another process may have been quicker
        if version < len(STEPS):
            _back_up(path, version)
            _take_steps(connection, version)
        failpoint("ledger.before_upgrade")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have undone it already
            connection.execute("ROLLBACK")
        raise
    failpoint("ledger.after_upgrade")


def _back_up(path: Path, version: int) -> None:
    failpoint("ledger.before_backup")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as aside:
        copy = Path(aside) / path.name
        with closing(_opened(path, 0)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        _sync(copy)
        failpoint("ledger.copied_aside")
        copy.replace(path.with_name(f"{path.name}.version-{version}"))
    _sync(path.parent)
    failpoint("ledger.after_backup")


def _take_steps(connection: sqlite3.Connection, version: int) -> None:
    for step in STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def _version(connection: sqlite3.Connection) -> int:
    [version] = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _sync(path: Path) -> None:
    """Make a file, or the names in a folder, durable."""
    if os.name == "nt" and path.is_dir():  # a folder can not be opened there; NTFS journals its names
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
