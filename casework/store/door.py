"""The one write door: rules, row, operation and search words of a change, inside one transaction."""

import contextlib
import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Generator, Mapping
from typing import Any, Protocol, TypeVar, cast

from casework.errors import CaseworkError, Conflict, RuleForbids
from casework.fields import columns
from casework.language import _
from casework.records import Changes, Clock, Reader, Record
from casework.store import rules
from casework.store.history import History, Operation, Pairs
from casework.store.rows import any_user, built, columns_by_name, insertion, selection, shape, stored_values
from casework.store.search import SearchIndex

R = TypeVar("R", bound=Record)
_OF_THE_ROW = ("id", "version")
"""Fields that stand in every operation by themselves."""


class _Inside(Reader, Protocol):
    """What the door needs of its store: reading, the log and the index."""

    history: History
    index: SearchIndex


class Door:
    """The writer inside one action; made by Store.change, never by hand (decision 8)."""

    def __init__(self, store: _Inside, database: Any, group: str, why: str, actor: str) -> None:
        """A door into `store`, open for the action `group`."""
        self._store = store
        self._db = database
        self._group = group
        self._why = why
        self._actor = actor
        self._touched: list[tuple[str, str, str]] = []
        self._known: rules.Known = set()
        self._numbers: dict[str, int] = {}
        self.changes = Changes(group, why)
        self.get = store.get
        self.select = store.select
        self.count = store.count
        self.query = store.query
        self.find = store.find

    @property
    def clock(self) -> Clock:
        """The day and moment of the work."""
        return self._store.clock

    @property
    def types(self) -> Mapping[str, type[Record]]:
        """Every record type by its name."""
        return self._store.types

    @property
    def actor(self) -> str:
        """Who does it."""
        return self._actor

    def save(self, record: R) -> R:
        """The record as stored. New without an id or when its id is not there yet; else changed.

        Raises RuleForbids where a rule forbids it, Conflict where someone changed it meanwhile.
        """
        if not record.id:
            record = dataclasses.replace(record, id=record.identity())
        before = self._stored(type(record), record.id)
        record = rules.prepared(record, before, self._store)
        if before is not None and record == before:
            return before
        if before is not None and record.version != before.version:
            raise Conflict(
                _("“{title}” was changed by someone else meanwhile.").format(title=before.title()),
                remedy=_("Look at the new values and enter yours again."),
            )
        rules.check(record, before, self._store, self._known)
        return self._write(record, before, number=self._number_for(record) if before is None else "")

    def remove(self, record: Record) -> None:
        """Puts the record into the bin, its children with it."""
        self._bin(record, self.clock.now().replace(microsecond=0))

    def restore(self, record: Record) -> None:
        """Takes the record out of the bin, with the children that went there in the same action."""
        if record.removed_at is None:
            return
        parent = next((c for c in columns(type(record)) if c.field.refers_to and c.field.required), None)
        if parent is not None and self.get(self.types[parent.field.refers_to], getattr(record, parent.name)).removed_at:
            raise RuleForbids(
                _("What “{title}” belongs to is in the bin too.").format(title=record.title()),
                remedy=_("Restore that first."),
            )
        self._unbin(record, record.removed_by)

    def carry(self, record: R) -> R:
        """The record as stored, pointed from one record to another as a merger does; its own rules are not asked.

        What was allowed when it was entered stays, whatever it says beside its new neighbours.
        """
        before = self._stored(type(record), record.id)
        return record if before is None or before == record else self._write(record, before)

    @property
    def written(self) -> int:
        """How many changes this action has written so far."""
        return self._store.history.written

    @contextlib.contextmanager
    def attempt(self) -> Generator[None]:
        """A part of the action that may fail by itself: an error inside takes back this part and goes on up."""
        history, index, touched = self._store.history, self._store.index, len(self._touched)
        place, indexed, numbers = history.hold(), index.hold(), dict(self._numbers)
        self._db.execute("savepoint attempt")
        try:
            yield
        except BaseException:
            self._db.execute("rollback to attempt")
            history.come_back(place)
            index.come_back(indexed)
            self._numbers = numbers
            del self._touched[touched:]
            self._known.clear()
            raise
        finally:
            history.let_go()
            index.let_go()
            self._db.execute("release attempt")

    def revert(self, operation: Operation) -> None:
        """Takes one operation back; Conflict when its values are no longer what it made them."""
        record_type = self.types[operation.type_name]
        now = self._stored(record_type, operation.record_id)
        if operation.effect == "create":
            if now is not None:
                self._expect(now, {n: new for n, (_old, new) in operation.fields.items()})
                self._delete(now)
        elif now is not None:
            self._expect(now, {n: new for n, (_old, new) in operation.fields.items()})
            self._put_back(now, {n: old for n, (old, _new) in operation.fields.items()})

    def repeat(self, operation: Operation) -> None:
        """Does one operation again; Conflict when its values are no longer what it started from."""
        record_type = self.types[operation.type_name]
        now = self._stored(record_type, operation.record_id)
        if operation.effect == "create":
            values = {n: new for n, (_old, new) in operation.fields.items()}
            self._create_again(record_type, operation.record_id, values)
        elif now is not None:
            self._expect(now, {n: old for n, (old, _new) in operation.fields.items()})
            self._put_back(now, {n: new for n, (_old, new) in operation.fields.items()})

    def finish(self) -> Changes:
        """Ends the action and says what it did."""
        self.changes = Changes(
            self._group,
            self._why,
            created=self._ids("create"),
            updated=self._ids("change"),
            removed=self._ids("remove", "delete"),
        )
        self._db.conn.executemany("insert or replace into counter values (?, ?)", list(self._numbers.items()))
        self._store.index.finish()
        self._store.history.finish()
        return self.changes

    def _stored(self, record_type: type[R], record_id: str) -> R | None:
        row = self._db.execute(f"{selection(record_type)} where id = ?", [record_id]).fetchone()
        return None if row is None else built(record_type, row)

    def _number_for(self, record: Record) -> str:
        """The number a new record gets; empty where its type has none or it brings one."""
        if not record.number_prefix or cast("Any", record).number:
            return ""
        return self._next_number(record.number_prefix)

    def _next_number(self, prefix: str) -> str:
        """Numbers follow one another within an action; the counter is written at its end."""
        last = self._numbers.get(prefix)
        if last is None:
            row = self._db.execute("select last from counter where prefix = ?", [prefix]).fetchone()
            last = row[0] if row else 0
        last += 1
        self._numbers[prefix] = last
        return f"{prefix}-{last:04d}"

    def _write(self, record: R, before: R | None, effect: str = "", number: str = "") -> R:
        base = before.version if before is not None else 0
        given: dict[str, Any] = {"number": number} if number else {}
        stored = dataclasses.replace(record, version=max(base, record.version) + 1, **given)
        fields = _difference(stored, before)
        if before is None:
            self._db.execute(insertion(type(record)), stored_values(stored))
        else:
            self._update(stored, [*fields, "version"])
        self._log(stored, "create" if before is None else "change", base, fields)
        self._touch(effect or ("create" if before is None else "change"), stored)
        self._store.index.put(stored, before)
        return stored

    def _update(self, record: Record, names: list[str]) -> None:
        by_name = columns_by_name(type(record))
        assignments = ", ".join(f'"{name}" = ?' for name in names)
        values = [by_name[name].to_stored(getattr(record, name)) for name in names]
        self._db.execute(f'update "{record.type_name}" set {assignments} where id = ?', [*values, record.id])

    def _log(self, record: Record, effect: str, base: int, fields: Pairs) -> None:
        personal = shape(type(record)).personal
        self._store.history.record(record.type_name, record.id, effect, base, fields, personal)

    def _touch(self, effect: str, record: Record) -> None:
        self._touched.append((effect, record.type_name, record.id))

    def _ids(self, *effects: str) -> dict[str, tuple[str, ...]]:
        """The ids touched with one of these effects, by type name."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for effect, type_name, record_id in self._touched:
            if effect in effects:
                found[type_name][record_id] = None
        return {type_name: tuple(ids) for type_name, ids in found.items()}

    def _bin(self, record: Record, at: dt.datetime) -> None:
        before = self._stored(type(record), record.id)
        if before is None or before.removed_at is not None:
            return
        for type_name, name in record.children:
            for child in self.select(self.types[type_name], f"{name} = :id", {"id": record.id}):
                self._bin(child, at)
        self._known.discard((record.type_name, record.id))
        self._write(dataclasses.replace(before, removed_at=at, removed_by=self._group), before, "remove")

    def _unbin(self, record: Record, group: str) -> None:
        before = self._stored(type(record), record.id)
        if before is None or before.removed_at is None or before.removed_by != group:
            return
        restored = dataclasses.replace(before, removed_at=None, removed_by="")
        restored.check(before, self._store)
        self._write(restored, before)
        for type_name, name in record.children:
            for child in self.select(self.types[type_name], f"{name} = :id", {"id": record.id}, removed=True):
                self._unbin(child, group)

    def _expect(self, record: Record, expected: Mapping[str, Any]) -> None:
        by_name = columns_by_name(type(record))
        for name, value in expected.items():
            if by_name[name].to_stored(getattr(record, name)) != value:
                raise Conflict(
                    _("“{title}” was changed since ({field}); this action cannot be taken back by itself.").format(
                        title=record.title(), field=by_name[name].label
                    ),
                    remedy=_("Undo the later changes first."),
                )

    def _put_back(self, now: Record, given: Mapping[str, Any]) -> None:
        by_name = columns_by_name(type(now))
        values = {name: by_name[name].from_stored(value) for name, value in given.items()}
        effect = "remove" if values.get("removed_at") else "change"
        self._write(dataclasses.replace(now, **values), now, effect)

    def _delete(self, now: Record) -> None:
        """A creation taken back: the row leaves the table; its operations stay."""
        if self._is_used(now):
            raise CaseworkError(
                _("“{title}” is used by later records; undo those first.").format(title=now.title()), code="used"
            )
        fields = {name: [new, old] for name, (old, new) in _difference(now, None).items()}
        self._db.execute(f'delete from "{now.type_name}" where id = ?', [now.id])
        self._log(now, "delete", now.version, fields)
        self._touch("delete", now)
        self._store.index.drop(now)

    def _is_used(self, record: Record) -> bool:
        used = any_user(tuple(self.types.values()), record.type_name)
        return bool(used) and bool(self._db.execute(f"select {used}", {"id": record.id}).fetchone()[0])

    def _create_again(self, record_type: type[Record], record_id: str, given: Mapping[str, Any]) -> None:
        by_name = columns_by_name(record_type)
        values = {name: by_name[name].from_stored(value) for name, value in given.items()}
        empty = {c.name: c.empty for c in columns(record_type)}
        version = self._store.history.last_base(record_id)
        whole: dict[str, Any] = {**empty, **values, "id": record_id, "version": version}
        self._write(record_type(**whole), None)


def _difference(record: Record, before: Record | None) -> Pairs:
    """The changed fields with old and new stored value; of a new record those that are not empty."""
    known = shape(type(record))
    now = stored_values(record)
    then = known.empty if before is None else stored_values(before)
    return {
        name: [old, new]
        for name, old, new in zip(known.names, then, now, strict=True)
        if old != new and name not in _OF_THE_ROW
    }
