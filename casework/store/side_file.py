"""A file beside the case file that may be deleted at any time: arrays that are slow to make, encrypted as it is."""

import contextlib
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from casework.store.connection import OpenFile, bare_connection, file_failures
from casework.store.file_system import Place, place_of

_PORTION = 16 << 20
_TABLES = (
    "create table part (name text not null, place integer not null, content blob not null, primary key (name, place))",
    "create table fact (name text primary key not null, value text not null)",
)


class SideFile:
    """Named bytes and facts in an SQLite file of their own, under the key of the case file."""

    def __init__(self, path: Path, key_pragma: str) -> None:
        """At a path, under the key of the case file it belongs to."""
        self._path, self._key = path, key_pragma

    @classmethod
    def beside(cls, file: OpenFile, ending: str) -> "SideFile":
        """Beside an open case file, with this ending after its name."""
        return cls(file.path.with_name(file.path.name + ending), file.key_pragma)

    @property
    def key_pragma(self) -> str:
        """The key it is written under; empty where it is not encrypted."""
        return self._key

    @property
    def path(self) -> Path:
        """Where it lies, or would."""
        return self._path

    @property
    def may_be_written(self) -> bool:
        """Whether it may be kept here: on a local disk, in a folder that can be written."""
        return place_of(self._path) is Place.LOCAL and os.access(self._path.parent, os.W_OK)

    def facts(self) -> dict[str, str]:
        """Its facts; none where there is no such file or it cannot be read."""
        try:
            with self._opened() as database:
                return dict(database.execute("select name, value from fact").fetchall())
        except file_failures():
            return {}

    def read(self, name: str, target: memoryview) -> bool:
        """Fills `target` with the bytes of that name; whether they were all there."""
        filled = 0
        try:
            with self._opened() as database:
                for (content,) in database.execute("select content from part where name = ? order by place", [name]):
                    target[filled : filled + len(content)] = content
                    filled += len(content)
        except file_failures():
            return False
        return filled == len(target)

    def write(self, parts: Iterable[tuple[str, memoryview]], facts: Mapping[str, str]) -> bool:
        """Replaces the file whole; an earlier one stays until this one is complete. Whether it could be written."""
        made = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            made.unlink(missing_ok=True)
            with contextlib.closing(bare_connection(made, self._key)) as database:
                _fill(database, parts, facts)
            made.replace(self._path)
        except file_failures():
            with contextlib.suppress(OSError):
                made.unlink(missing_ok=True)
            return False
        return True

    def append(self, name: str, place: int, content: bytes) -> bool:
        """Adds one part to the file, or replaces it, safely on the disk; whether it could be written."""
        try:
            with contextlib.closing(bare_connection(self._path, self._key)) as database:
                database.execute("insert or replace into part values (?, ?, ?)", [name, place, content])
        except file_failures():
            return False
        return True

    def parts(self, name: str) -> Iterator[bytes]:
        """The parts of that name in their order, without a gap from 0 on; none where it cannot be read."""
        with contextlib.suppress(*file_failures()), self._opened() as database:
            rows = database.execute("select place, content from part where name = ? order by place", [name])
            for expected, (place, content) in enumerate(rows):
                if place != expected:
                    return
                yield content

    def drop(self) -> None:
        """Deletes the file, where there is one."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _opened(self) -> Generator[Any]:
        if not self._path.exists():
            raise FileNotFoundError(self._path)
        with contextlib.closing(bare_connection(self._path, self._key, immutable=True)) as database:
            yield database


def _fill(database: Any, parts: Iterable[tuple[str, memoryview]], facts: Mapping[str, str]) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF"):
        database.execute(f"pragma {pragma}")
    database.execute("begin")
    for table in _TABLES:
        database.execute(table)
    for name, content in parts:
        for place in range(0, max(1, len(content)), _PORTION):
            portion = content[place : place + _PORTION]
            database.execute("insert into part values (?, ?, ?)", [name, place, portion])
    database.executemany("insert into fact values (?, ?)", list(facts.items()))
    database.execute("commit")
