"""Backups: made page by page, checked, then given their name; kept in rotation; never overwriting (decision 12)."""

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.errors import CaseworkError, FileTrouble
from casework.language import N_, _
from casework.store.connection import OpenFile, bare_connection, in_users_words, open_database
from casework.store.encryption import key_file

_PAGES = 2000
REASONS = {
    "daily": N_("Daily"),
    "import": N_("Before an import"),
    "migration": N_("Before bringing the file up to date"),
    "asked": N_("By hand"),
}
_KEPT = {"daily": 30, "import": 10, "migration": 5}
Progress = Callable[[int, int], bool]
"""Told the pages left and the pages in all; answers False to cancel."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a case file: where, when, why, how big."""

    path: Path
    made_at: dt.datetime
    reason: str
    size: int


def backup_folder(case_file: Path) -> Path:
    """Where the automatic backups of a case file lie: a folder beside it."""
    return case_file.with_name(case_file.stem + ".backups")


def back_up(file: OpenFile, now: dt.datetime, reason: str, progress: Progress | None = None) -> Path:
    """An automatic backup into the backup folder; the oldest of its kind go. Returns its path."""
    folder = backup_folder(file.path)
    folder.mkdir(exist_ok=True)
    target = folder / f"{file.path.stem}-{now:%Y%m%d-%H%M%S}-{reason}{file.path.suffix}"
    if not target.exists():
        copy_to(file, target, progress)
    _rotate(file.path, reason)
    return target


def copy_to(file: OpenFile, target: Path, progress: Progress | None = None) -> Path:
    """A checked copy at `target` (a new file, or a folder to put it in); FileTrouble when it cannot be."""
    if target.is_dir():
        target = target / file.path.name
    if target.exists():
        raise FileTrouble(
            _("{path} already exists; a backup never overwrites.").format(path=target),
            code="exists",
            remedy=_("Give another name or folder."),
        )
    _check_room(file.path, target)
    draft = target.with_name(target.name + ".part")
    try:
        _copy_pages(file, draft, progress)
        _check_copy(draft, file)
        if file.encrypted:
            shutil.copyfile(key_file(file.path), key_file(target))
        draft.rename(target)
    except OSError as error:
        raise FileTrouble(
            _("The backup could not be written to {path}: {why}.").format(path=target, why=error.strerror),
            code="disk",
            remedy=_("Choose another folder."),
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def throwaway_copy(file: OpenFile, target: Path) -> Path:
    """A copy at `target` to try something on: complete, but neither checked nor forced to the disk."""
    _check_room(file.path, target)
    with (
        contextlib.closing(bare_connection(target, file.key_pragma)) as copy,
        in_users_words(file.path, encrypted=file.encrypted),
    ):
        copy.execute("pragma synchronous = off")
        file.database.conn.backup(copy, pages=-1)
    return target


def _copy_pages(file: OpenFile, draft: Path, progress: Progress | None) -> None:
    def told(_status: int, left: int, total: int) -> None:
        if progress and not progress(left, total):
            raise FileTrouble(_("The backup was cancelled; nothing was kept."), code="cancelled")

    copying = contextlib.closing(bare_connection(draft, file.key_pragma))
    with copying as copy, in_users_words(file.path, encrypted=file.encrypted):
        file.database.conn.backup(copy, pages=_PAGES, progress=told)
    with draft.open("rb+") as written:
        os.fsync(written.fileno())


def _check_copy(draft: Path, file: OpenFile) -> None:
    with contextlib.closing(bare_connection(draft, file.key_pragma, immutable=True)) as copy:
        try:
            with in_users_words(draft, encrypted=file.encrypted):
                verdict = copy.execute("pragma integrity_check(1)").fetchone()[0]
        except FileTrouble as error:
            verdict = error.message
    if verdict != "ok":
        raise FileTrouble(
            _("The backup did not pass its check; it was not kept."),
            code="broken",
            remedy=_("Check the case file itself: it may be damaged."),
        )


def _check_room(source: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise FileTrouble(_("There is no folder {path}.").format(path=target.parent), code="missing")
    if shutil.disk_usage(target.parent).free < source.stat().st_size * 1.1:
        raise FileTrouble(
            _("There is not enough room on the disk for a backup."), code="disk", remedy=_("Make room, then try again.")
        )


def _rotate(case_file: Path, reason: str) -> None:
    if reason in _KEPT:
        for old in [b for b in backups(case_file) if b.reason == reason][_KEPT[reason] :]:
            old.path.unlink(missing_ok=True)
            key_file(old.path).unlink(missing_ok=True)


def backups(case_file: Path) -> list[Backup]:
    """The automatic backups of a case file, newest first."""
    found: list[Backup] = []
    for path in backup_folder(case_file).glob(f"{case_file.stem}-*{case_file.suffix}"):
        parts = path.stem.removeprefix(case_file.stem + "-").split("-")
        try:
            made = dt.datetime.strptime("-".join(parts[:2]), "%Y%m%d-%H%M%S")  # noqa: DTZ007 - local time, as named
        except ValueError:
            continue
        found.append(Backup(path, made, "-".join(parts[2:]), path.stat().st_size))
    return sorted(found, key=lambda b: (b.made_at, b.path.name), reverse=True)


def newest_good(case_file: Path, secret: str = "") -> Backup | None:
    """The newest backup that opens and passes its check; None where there is none."""
    for backup in backups(case_file):
        try:
            check_backup(backup.path, secret)
        except CaseworkError:
            continue
        return backup
    return None


def check_backup(path: Path, secret: str = "") -> None:
    """FileTrouble where a backup does not open or its pages do not hang together."""
    file = open_database(path, secret=secret, read_only=True)
    try:
        with in_users_words(path, encrypted=file.encrypted):
            if not quick_check(file.database):
                raise FileTrouble(_("The backup {name} is damaged.").format(name=path.name), code="broken")
    finally:
        file.database.close()


def set_aside(case_file: Path, now: dt.datetime) -> Path:
    """Renames a broken file (with its log and key) so that nothing overwrites it; its new path."""
    aside = case_file.with_name(f"{case_file.stem}.broken-{now:%Y%m%d-%H%M%S}{case_file.suffix}")
    case_file.rename(aside)
    for ending in ("-wal", "-shm"):
        part = case_file.with_name(case_file.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    if key_file(case_file).exists():
        shutil.copyfile(key_file(case_file), key_file(aside))
    return aside


def restore(backup: Path, target: Path, secret: str = "") -> None:
    """Writes a backup to `target`, which must not exist, after checking it."""
    file = open_database(backup, secret=secret, read_only=True)
    try:
        if target.exists():
            raise FileTrouble(
                _("{path} already exists; it is not overwritten.").format(path=target),
                code="exists",
                remedy=_("Give another name, or move the existing file away first."),
            )
        copy_to(file, target)
    finally:
        file.database.close()


def quick_check(database: Any) -> bool:
    """Whether the pages of an open file hang together (SQLite's quick_check)."""
    return database.execute("pragma quick_check(1)").fetchone()[0] == "ok"
