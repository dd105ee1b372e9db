"""Compound files ([MS-CFB]), the container of .xls and .et: the names of their streams, and one taken out."""

import struct
from collections.abc import Collection, Sequence

_NO_SECTOR = 0xFFFFFFFA
_FIRST_TABLES_AT, _FIRST_TABLES = 76, 109
_ENTRY = 128
_SMALL_SECTOR = 64
_ROOT = 5
_SECTOR_SIZES = (512, 4096)


class CompoundFile:
    """A compound file held in memory; ValueError wherever its chains run in a circle or out of the file."""

    def __init__(self, content: bytes) -> None:
        """ValueError when the content is no compound file of a known sector size."""
        self._content = content
        self._size = 1 << int.from_bytes(content[30:31], "little")
        if self._size not in _SECTOR_SIZES:
            raise ValueError("sectors of an unknown size")
        self._most = len(content) // self._size + 1
        self._table = [entry for index in self._table_sectors() for entry in _numbers(self._sector(index))]

        folder = self._chained(self._number(48))
        self._entries = [folder[at : at + _ENTRY] for at in range(0, len(folder) - _ENTRY + 1, _ENTRY)]

    def names(self) -> list[str]:
        """The names of its streams and storages, in lower case."""
        return [_name(entry) for entry in self._entries]

    def stream(self, names: Collection[str]) -> bytes:
        """The content of the first stream with one of these names (in lower case); empty when there is none."""
        for entry in self._entries:
            if _name(entry) in names:
                first, length = _number(entry, 116), _number(entry, 120)
                whole = self._small_stream(first) if length < self._number(56) else self._chained(first)
                return whole[:length]
        return b""

    def _small_stream(self, first: int) -> bytes:
        root = next((entry for entry in self._entries if entry[66] == _ROOT), b"")
        store = self._chained(_number(root, 116))
        table = _numbers(self._chained(self._number(60)))
        return b"".join(
            store[index * _SMALL_SECTOR : (index + 1) * _SMALL_SECTOR] for index in _chain(table, first, len(table))
        )

    def _table_sectors(self) -> list[int]:
        found = [self._number(_FIRST_TABLES_AT + 4 * i) for i in range(_FIRST_TABLES)]
        following = self._number(68)
        while following < _NO_SECTOR and len(found) < self._most:
            *entries, following = _numbers(self._sector(following)) or [_NO_SECTOR]
            found += entries
        return [index for index in found if index < _NO_SECTOR][: self._most]

    def _chained(self, first: int) -> bytes:
        return b"".join(self._sector(index) for index in _chain(self._table, first, self._most))

    def _sector(self, index: int) -> bytes:
        return self._content[(index + 1) * self._size : (index + 2) * self._size]

    def _number(self, at: int) -> int:
        return _number(self._content, at)


def _chain(table: Sequence[int], first: int, most: int) -> list[int]:
    """The sectors from `first` to the end of their chain; ValueError when there are more than `most`."""
    found: list[int] = []
    while first < len(table):
        found.append(first)
        first = table[first]
        if len(found) > most:
            raise ValueError("a chain of sectors runs in a circle")
    return found


def _name(entry: bytes) -> str:
    length = max(0, int.from_bytes(entry[64:66], "little") - 2)
    return entry[:length].decode("utf-16-le", "replace").lower()


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "little")


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
