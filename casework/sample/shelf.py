"""The sample's data files, and the shelf that turns their rows into records whose ids follow from their keys."""

import csv
import dataclasses
import json
from collections.abc import Collection, Mapping
from importlib.resources import files
from typing import Any, TypeVar

from casework.entities.enterprises import Enterprise
from casework.fields import Column, Kind, columns
from casework.records import Record, Writer, named_id
from casework.verbs.keyed_records import put

R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]
_ID = "_id"


def read_json(name: str) -> Any:
    """What a JSON file of resources/sample holds."""
    return json.loads((files("resources") / "sample" / name).read_text("utf-8"))


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated table of resources/sample, by the words of its first line."""
    lines = (files("resources") / "sample" / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


class Shelf:
    """Saves rows of the data files as records, and remembers each under the key by which other rows call it."""

    def __init__(self, write: Writer) -> None:
        """A shelf that saves inside the action of `write`."""
        self.write = write
        self._known: dict[tuple[str, str], Record] = {}

    def put(self, record_type: type[R], key: str, row: Row, /, *, without: Collection[str] = (), **fixed: Any) -> R:
        """The record a row describes, saved: its words are field names, references are keys, money is written out.

        `without` names the words that are no fields of it, `fixed` adds values; an unknown word is a ValueError.
        """
        own = {word: value for word, value in row.items() if word not in ("key", *without)}
        return self.add(self.built(record_type, own, **fixed), key)

    def built(self, record_type: type[R], row: Row, /, **fixed: Any) -> R:
        """The record a row describes, not saved yet."""
        own = dict(row)
        values = {c.name: self._value(c, own.pop(_word(c))) for c in columns(record_type) if _word(c) in own}
        if own:
            raise ValueError(f"{record_type.type_name}: unknown words {', '.join(own)}")
        return record_type(**{**values, **fixed})

    def add(self, record: R, key: str) -> R:
        """A new record, saved under an id that follows from its key, or from its own words where its type says so."""
        saved = put(self.write, dataclasses.replace(record, id=_identity(record, key)))
        self._known[record.type_name, key] = saved
        return saved

    def change(self, record: R, key: str, /, **values: Any) -> R:
        """A record put here before, saved with other values."""
        saved = self.write.save(dataclasses.replace(record, **values))
        self._known[record.type_name, key] = saved
        return saved

    def known(self, record_type: type[R], key: str) -> R:
        """The record put under this key; KeyError where there is none."""
        found = self._known[record_type.type_name, key]
        if not isinstance(found, record_type):
            raise KeyError(key)
        return found

    def holds(self, record_type: type[Record], key: str) -> bool:
        """Whether a record of this type was put under this key."""
        return (record_type.type_name, key) in self._known

    def _value(self, column: Column, value: Any) -> Any:
        if column.kind is Kind.REFERENCE:
            return self._known[column.field.refers_to, str(value)].id if value else ""
        return column.from_json(value)


def _word(column: Column) -> str:
    return column.name.removesuffix(_ID) if column.kind is Kind.REFERENCE else column.name


def _identity(record: Record, key: str) -> str:
    has_words = not isinstance(record, Enterprise) or bool(record.uscc)
    if has_words and type(record).identity is not Record.identity:
        return record.identity()
    return named_id("sample", record.type_name, key)
