"""A case file from its making to its restoring: new, opened, brought up to date, checked, replaced by a backup."""

import dataclasses
import datetime as dt
import secrets
import uuid
from pathlib import Path

from casework.errors import FileTrouble
from casework.language import _
from casework.records import Clock
from casework.store import backup
from casework.store.connection import APPLICATION_ID, OpenFile, ended_uncleanly, in_users_words, open_database
from casework.store.encryption import create_key, key_file
from casework.store.migrations import latest_version, migrate


def new_file(path: Path, passphrase: str = "") -> tuple[OpenFile, str]:
    """Makes an empty case file and opens it; with a passphrase an encrypted one, whose recovery key comes with it.

    FileTrouble where one already lies there or none can be made; nothing half made stays.
    """
    if path.exists():
        raise FileTrouble(_("{path} already exists.").format(path=path), code="exists", remedy=_("Give another name."))
    if not path.parent.is_dir():
        raise FileTrouble(_("There is no folder {path}.").format(path=path.parent), code="missing")
    recovery_key = create_key(path, passphrase).recovery_key if passphrase else ""
    try:
        file = open_database(path, secret=passphrase, new=True)
        _prepare_new(file)
    except BaseException:
        for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm"), key_file(path)):
            part.unlink(missing_ok=True)
        raise
    return _latest(file), recovery_key


def opened_file(path: Path, clock: Clock, passphrase: str = "", *, read_only: bool = False) -> OpenFile:
    """Opens a case file: checked after an unclean end, backed up and brought up to date when it is older.

    FileTrouble and NotFound say what is wrong and what to do.
    """
    unclean = ended_uncleanly(path)
    file = open_database(path, secret=passphrase, read_only=read_only)
    _check_after_unclean_end(file, unclean=unclean)
    return _up_to_date(file, clock)


def restore_backup(source: Path, target: Path, now: dt.datetime, passphrase: str = "") -> Path | None:
    """Writes a backup to `target`; a damaged file there is set aside first, a sound one is never replaced.

    Where the damaged file went, or None. FileTrouble when the backup is no good or a sound file lies there.
    """
    aside = None
    if target.exists() and is_damaged(target, passphrase):
        backup.check_backup(source, passphrase)
        aside = backup.set_aside(target, now)
    backup.restore(source, target, passphrase)
    return aside


def is_damaged(path: Path, passphrase: str = "") -> bool:
    """Whether a case file cannot be opened or its pages do not hang together."""
    try:
        file = open_database(path, secret=passphrase, read_only=True)
    except FileTrouble as error:
        if error.code in ("broken", "foreign"):
            return True
        raise
    try:
        with in_users_words(path, encrypted=file.encrypted):
            return not backup.quick_check(file.database)
    except FileTrouble as error:
        return error.code == "broken"
    finally:
        file.database.close()


def _latest(file: OpenFile) -> OpenFile:
    """The same open file, now at the latest version."""
    return dataclasses.replace(file, version=latest_version())


def _prepare_new(file: OpenFile) -> None:
    with in_users_words(file.path, encrypted=file.encrypted):
        file.database.execute(f"pragma application_id = {APPLICATION_ID}")
        migrate(file.database)
        facts = {"device": str(uuid.uuid4()), "file_id": str(uuid.uuid4()), "sheet_key": secrets.token_hex(32)}
        for key, value in facts.items():
            file.database.execute("insert into file_fact values (?, ?)", [key, value])


def _check_after_unclean_end(file: OpenFile, *, unclean: bool) -> None:
    if not unclean:
        return
    with in_users_words(file.path, encrypted=file.encrypted):
        sound = backup.quick_check(file.database)
    if not sound:
        file.database.close()
        raise FileTrouble(
            _("The case file {name} is damaged.").format(name=file.path.name),
            code="broken",
            remedy=_("Nothing was written to it. Restore the newest good backup; the damaged file is kept beside it."),
        )


def _up_to_date(file: OpenFile, clock: Clock) -> OpenFile:
    if file.read_only or file.version >= latest_version():
        return file
    backup.back_up(file, clock.now(), "migration")
    with in_users_words(file.path, encrypted=file.encrypted):
        migrate(file.database)
    return _latest(file)
