"""Opening the file: place, lock, key, pragmas, version; and SQLite's errors in the user's words."""

import contextlib
import os
import re
import sys
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from casework.errors import FileTrouble, NotFound
from casework.language import _
from casework.store.encryption import is_encrypted, open_key
from casework.store.file_system import Place, place_of
from casework.store.migrations import latest_version

APPLICATION_ID = 0x54544357
_OLDEST_SQLITE = (3, 51, 3)
"""Before it, SQLite may corrupt a file when a WAL is reset (decision 6)."""
_HEADER = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open database with what is known of its file."""

    path: Path
    database: Any
    version: int
    encrypted: bool
    read_only: bool
    why_read_only: str = ""
    key_pragma: str = ""


def open_database(path: Path, *, secret: str = "", read_only: bool = False, new: bool = False) -> OpenFile:
    """Opens a case file; FileTrouble (missing, foreign, broken, wrong key, old SQLite) says what to do."""
    encrypted = is_encrypted(path)
    if not new:
        _check_before(path, encrypted=encrypted)
    why = _why_read_only(path)
    read_only = read_only or bool(why)
    if new and read_only:
        raise FileTrouble(why, code="place", remedy=_("Make the case file on this computer's own disk."))
    key = open_key(path, _need_secret(secret)) if encrypted else ""
    with in_users_words(path, encrypted=encrypted):
        database = _connect(path, key=key, read_only=read_only)
        try:
            version = 0 if new else _check_identity(database, path)
            if version > latest_version():
                why = _("The file was written by a newer version of the program; it is open for reading only.")
                database.execute("pragma query_only = ON")
                read_only = True
            if not read_only:
                _prepare_for_writing(database)
        except BaseException:
            database.close()
            raise
    return OpenFile(path, database, version, encrypted, read_only, why, f"x'{key}'" if key else "")


def open_with_key(path: Path, key_pragma: str, *, throwaway: bool = False) -> OpenFile:
    """Opens a copy of an open case file with the same data key; a throwaway one need not survive anything."""
    database = _connect(path, key=key_pragma[2:-1], read_only=False)
    if throwaway:
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF"):
            database.execute(f"pragma {pragma}")
    else:
        _prepare_for_writing(database)
    return OpenFile(path, database, latest_version(), bool(key_pragma), read_only=False, key_pragma=key_pragma)


def open_beside(file: OpenFile, why: str) -> OpenFile:
    """A second connection to an open file, for reading only; `why` is told to whoever wants to write."""
    with in_users_words(file.path, encrypted=file.encrypted):
        database = _connect(file.path, key=file.key_pragma[2:-1], read_only=True)
    return replace(file, database=database, read_only=True, why_read_only=why)


def _need_secret(secret: str) -> str:
    if not secret:
        raise FileTrouble(
            _("This case file is encrypted."), code="locked", remedy=_("Give its passphrase or the recovery key.")
        )
    return secret


def _check_before(path: Path, *, encrypted: bool) -> None:
    if not path.exists():
        raise NotFound(
            _("There is no case file {path}.").format(path=path),
            remedy=_("Check the name, or make a new case file."),
        )
    if path.is_dir():
        raise FileTrouble(_("{path} is a folder, not a case file.").format(path=path), code="foreign")
    try:
        with path.open("rb") as start:
            header = start.read(16)
    except OSError:
        raise FileTrouble(
            _("{path} cannot be read.").format(path=path),
            code="no_rights",
            remedy=_("Ask for the right to read this file."),
        ) from None
    if not encrypted and header != _HEADER:
        raise foreign(path)


def foreign(path: Path) -> FileTrouble:
    """The error for a file that is no case file or no longer looks like one."""
    return FileTrouble(
        _("{name} is not a case file, or its beginning is destroyed.").format(name=path.name),
        code="foreign",
        remedy=_("Choose another file, or restore the newest good backup."),
    )


def _why_read_only(path: Path) -> str:
    move = _("Move it to this computer's own disk to work in it.")
    reasons = {
        Place.REMOTE: _("The file lies on a network share; it is open for reading only."),
        Place.REMOVABLE: _("The file lies on a removable disk; it is open for reading only."),
        Place.SYNCED: _("The file lies in a folder that is synchronised; it is open for reading only."),
    }
    place = place_of(path)
    if place is not Place.LOCAL:
        return f"{reasons[place]} {move}"
    if path.exists() and not os.access(path, os.W_OK):
        return _("You have no right to change this file; it is open for reading only.")
    if not os.access(path.parent, os.W_OK):
        return _("You have no right to write into this folder; the file is open for reading only.")
    return ""


def _connect(path: Path, *, key: str, read_only: bool) -> Any:
    import sqlcipher3.dbapi2 as sqlite

    from casework.store.tables_library import Database

    if sqlite.sqlite_version_info < _OLDEST_SQLITE:
        raise FileTrouble(
            _("The SQLite of this installation ({version}) is too old to be safe.").format(
                version=sqlite.sqlite_version
            ),
            code="old_sqlite",
            remedy=_("Install the program anew."),
        )
    connection = sqlite.connect(_address(path, read_only=read_only), uri=True, isolation_level=None)
    if key:
        connection.execute(f"pragma key = \"x'{key}'\"")
    for pragma in _PRAGMAS:
        connection.execute(f"pragma {pragma}")
    return Database(connection, execute_plugins=False)


def memory_database() -> Any:
    """An empty database in memory, to try something beside a file that must not change."""
    import sqlcipher3.dbapi2 as sqlite

    from casework.store.tables_library import Database

    return Database(sqlite.connect(":memory:", isolation_level=None), execute_plugins=False)


def bare_connection(path: Path, key_pragma: str, *, immutable: bool = False) -> Any:
    """A connection to a copy that is being made (or, immutable, looked at), without our settings."""
    import sqlcipher3.dbapi2 as sqlite

    mode = "mode=ro&immutable=1" if immutable else "mode=rwc"
    connection = sqlite.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    if key_pragma:
        connection.execute(f'pragma key = "{key_pragma}"')
    return connection


def _address(path: Path, *, read_only: bool) -> str:
    """The file as an SQLite URI; a file that cannot have a journal beside it is read as immutable."""
    mode = "ro" if read_only else "rwc"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    wal = path.with_name(path.name + "-wal")
    if read_only and not os.access(path.parent, os.W_OK) and not wal.exists():
        address += "&immutable=1"
    return address


_PRAGMAS = (
    "cipher_log_level = NONE",
    "busy_timeout = 5000",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
)


def _prepare_for_writing(database: Any) -> None:
    """The journal that loses nothing (decision 7); only once the file is known to be ours."""
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = FAST"):
        database.execute(f"pragma {pragma}")
    if sys.platform == "darwin":
        database.execute("pragma fullfsync = ON")
        database.execute("pragma checkpoint_fullfsync = ON")


def _check_identity(database: Any, path: Path) -> int:
    """The schema version of a case file; a foreign SQLite file is refused."""
    application_id = database.execute("pragma application_id").fetchone()[0]
    if application_id != APPLICATION_ID:
        raise FileTrouble(
            _("{name} is a database of another program.").format(name=path.name),
            code="foreign",
            remedy=_("Choose a case file of this program."),
        )
    return database.execute("pragma user_version").fetchone()[0]


@contextlib.contextmanager
def in_users_words(path: Path, *, encrypted: bool = False) -> Generator[None]:
    """Turns SQLite's known errors into FileTrouble with what to do; everything else is a bug and passes."""
    import sqlcipher3.dbapi2 as sqlite

    try:
        yield
    except sqlite.DatabaseError as error:
        known = _known_error(str(error), path, encrypted=encrypted)
        if known is None:
            raise
        raise known from error


def _known_error(message: str, path: Path, *, encrypted: bool) -> FileTrouble | None:
    if re.search("not a database|file is encrypted", message) and not encrypted:
        return foreign(path)
    if re.search("not a database|malformed|disk image|hmac check|file is encrypted|unsupported file format", message):
        return FileTrouble(
            _("The case file {name} is damaged.").format(name=path.name),
            code="broken",
            remedy=_("Nothing was written to it. Restore the newest good backup; the damaged file is kept beside it."),
        )
    if "locked" in message or "busy" in message:
        return FileTrouble(
            _("Another program is writing to the case file."), code="busy", remedy=_("Try again in a moment.")
        )
    if "disk is full" in message or "disk I/O error" in message:
        return FileTrouble(
            _("The disk is full or cannot be written; nothing was changed."),
            code="disk",
            remedy=_("Make room on the disk and try again."),
        )
    if "readonly" in message or "unable to open" in message:
        return FileTrouble(
            _("The case file {name} cannot be opened for writing.").format(name=path.name),
            code="no_rights",
            remedy=_("Ask for the right to write to this file and its folder."),
        )
    return None


def file_failures() -> tuple[type[Exception], ...]:
    """What a file that may be lost raises when it is missing, broken, foreign or cannot be written."""
    import sqlcipher3.dbapi2 as sqlite

    return (OSError, sqlite.DatabaseError)


def ended_uncleanly(path: Path) -> bool:
    """Whether the last program to use the file did not close it: its write-ahead log was left behind."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


class WindowLock:
    """One window a file (decision 7a): held by the operating system, so it goes with the process."""

    def __init__(self, path: Path) -> None:
        """A lock for the case file at `path`, not yet taken."""
        self._path = path.with_name(path.name + ".lock")
        self._file: IO[bytes] | None = None

    def take(self) -> None:
        """Takes the lock; FileTrouble when another window has the file open.

        In a folder that cannot be written there is none: a file there is open for reading only.
        """
        try:
            file = self._path.open("a+b")
        except OSError:
            return
        try:
            _lock(file)
        except OSError:
            file.close()
            raise FileTrouble(
                _("The case file is already open in another window."),
                code="open_elsewhere",
                remedy=_("Use that window, or close it first."),
            ) from None
        self._file = file

    def give_back(self) -> None:
        """Gives the lock back."""
        if self._file:
            self._file.close()
            self._file = None


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
