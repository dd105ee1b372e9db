"""Everything that hangs on a record carried over to another one: found through the catalogue, nothing forgotten."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from casework.entities.mergers import DistinctPair
from casework.errors import NotFound, RuleForbids
from casework.fields import columns
from casework.records import Reader, Record, Writer

_ONE_AT_A_TIME = ("commissioner_assignment", "match")
"""Types whose rule excludes a second one beside the first: what clashes is left out, the others always go over."""


@dataclass(frozen=True, slots=True)
class Link:
    """A field by which records of a type point to another record; `type_field` tells of which type, where it varies."""

    type_name: str
    field: str
    type_field: str

    def condition(self) -> str:
        """The SQL by which rows point to the record `:id` of the type `:type`."""
        return f"{self.field} = :id" + (f" and {self.type_field} = :type" if self.type_field else "")


def links_to(types: Mapping[str, type[Record]], type_name: str) -> tuple[Link, ...]:
    """Every field of every record type that may point to a record of this type."""
    return tuple(
        Link(record_type.type_name, column.name, column.field.type_in)
        for record_type in types.values()
        for column in columns(record_type)
        if column.field.refers_to == type_name or column.field.type_in
    )


def linked(read: Reader, type_name: str, record_id: str, *, removed: bool = False) -> Iterator[tuple[Link, Record]]:
    """Every record that points to this one, with the field by which it does."""
    for link in links_to(read.types, type_name):
        values = {"id": record_id, "type": type_name} if link.type_field else {"id": record_id}
        for row in read.select(read.types[link.type_name], link.condition(), values, removed=removed):
            yield link, row


def counted(read: Reader, type_name: str, record_id: str) -> dict[str, int]:
    """How many records of each type point to this one, not counting the bin."""
    found: dict[str, int] = {}
    for link in links_to(read.types, type_name):
        values = {"id": record_id, "type": type_name} if link.type_field else {"id": record_id}
        many = read.count(read.types[link.type_name], link.condition(), values)
        if many:
            found[link.type_name] = found.get(link.type_name, 0) + many
    return found


class Carrier:
    """Points to another record what pointed to one; tells what it carried and what clashed."""

    def __init__(self, write: Writer) -> None:
        """Nothing carried yet."""
        self._write = write
        self.carried: Counter[str] = Counter()
        self.left_out: list[Record] = []

    def over(self, type_name: str, merged_id: str, kept_id: str) -> None:
        """Carries over what points to `merged_id`, from the bin too, so that it can come back from there."""
        for removed in (True, False):
            for link, row in list(linked(self._write, type_name, merged_id, removed=removed)):
                self._carry(row, replace(row, **{link.field: kept_id}))

    def _carry(self, row: Record, moved: Record) -> None:
        if isinstance(moved, DistinctPair) and moved.one_id == moved.other_id:
            self._write.remove(row)
        elif row.id == row.identity():
            self._carry_keyed(row, moved)
        elif row.type_name in _ONE_AT_A_TIME and row.removed_at is None:
            self._carry_if_allowed(row, moved)
        else:
            self._write.carry(moved)
            self._count(row)

    def _carry_if_allowed(self, row: Record, moved: Record) -> None:
        try:
            with self._write.attempt():
                self._write.save(moved)
        except RuleForbids:
            self._leave_out(row)
        else:
            self._count(row)

    def _carry_keyed(self, row: Record, moved: Record) -> None:
        """A record whose id follows from its words gets a new id; where that one is there already, it stays."""
        if row.removed_at is not None:
            return
        there = _stored(self._write, moved)
        if there is not None and there.removed_at is None:
            self.over(row.type_name, row.id, there.id)
            self._leave_out(row)
            return
        version = there.version if there else 0
        new = self._write.save(replace(moved, id=moved.identity(), version=version))
        self.over(row.type_name, row.id, new.id)
        self._write.remove(row)
        self._count(row)

    def _leave_out(self, row: Record) -> None:
        self._write.remove(row)
        self.left_out.append(row)

    def _count(self, row: Record) -> None:
        if row.removed_at is None:
            self.carried[row.type_name] += 1


def _stored(read: Reader, moved: Record) -> Record | None:
    try:
        return read.get(type(moved), moved.identity())
    except NotFound:
        return None
