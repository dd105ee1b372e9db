"""The case file as it stood after an earlier action, read from the operation log without copying the file.

The records that changed since are put back into temporary tables, and a view of each table's own name shows them
in place of the present ones. It costs what was changed since, not what the file holds, and every question that is
asked of the file can be asked of its past. What was written meanwhile by others is put back before the next answer.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.errors import NotFound
from casework.fields import Column, columns
from casework.language import _
from casework.records import Record

_OPERATIONS = """select dseq, type, record_id, effect, base, operation.fields, personal_value.fields
from operation left join personal_value using (op_id) where dseq > ? order by dseq"""
_ANCHOR = """select made.record_id from operation made where made.type = ? and made.effect = 'create' and made.dseq < ?
and exists (select 1 from main."{table}" present where present.id = made.record_id)
and not exists (select 1 from operation again where again.record_id = made.record_id and again.effect = 'create'
and again.dseq > made.dseq) order by made.dseq desc limit 1"""


def last_action_until(database: Any, day: dt.date) -> int:
    """The number of the last action before the first one that was done after `day`, by the day written with it.

    A machine whose clock once stood in the past does not tear the order of the log: the order counts, the days only
    say where it is cut. NotFound where nothing had been written by then.
    """
    after = database.execute("select min(number) from action where substr(at, 1, 10) > ?", [day.isoformat()])
    first_after = after.fetchone()[0]
    before = "" if first_after is None else f"where number < {int(first_after)}"
    number = database.execute(f"select max(number) from action {before}").fetchone()[0]
    if number is None:
        begun = database.execute("select substr(at, 1, 10) from action order by number limit 1").fetchone()
        raise NotFound(
            _("On {day} nothing had been written into this case file yet.").format(day=day),
            remedy=_("It begins on {day}.").format(day=begun[0]) if begun else "",
        )
    return number


def action_that_made(database: Any, record_id: str) -> int:
    """The number of the action in which a record was made (made again after an undo: the last time)."""
    row = database.execute(
        "select action.number from operation join action on action.id = operation.action"
        " where record_id = ? and effect = 'create' order by dseq desc limit 1",
        [record_id],
    ).fetchone()
    if row is None:
        raise NotFound(_("The history does not tell when this record was made."))
    return row[0]


@dataclass(frozen=True, slots=True)
class _Change:
    """One operation as far as putting back needs it: its place, what it did, the version and values before it."""

    dseq: int
    effect: str
    base: int
    before: Mapping[str, Any]


class Past:
    """Temporary views over an open database that show it as it stood after an action."""

    def __init__(self, database: Any, types: Mapping[str, type[Record]], action: int) -> None:
        """The past after the action of that number; nothing is put back yet."""
        self._db = database
        self._types = types
        row = database.execute(
            "select max(dseq) from operation where action ="
            " (select id from action where number <= ? and changes > 0 order by number desc limit 1)",
            [action],
        ).fetchone()
        self._cut: int = row[0] or 0
        self._seen = self._cut
        self._known: dict[str, set[str]] = {}

    def catch_up(self) -> None:
        """Puts back what was written since the last answer; called inside the reading transaction of the next."""
        last = self._db.execute("select max(dseq) from operation").fetchone()[0] or 0
        if last <= self._seen:
            return
        found: defaultdict[tuple[str, str], list[_Change]] = defaultdict(list)
        for dseq, type_name, record_id, effect, base, fields, private in self._db.execute(_OPERATIONS, [self._seen]):
            if record_id not in self._known.get(type_name, ()):
                pairs = json.loads(fields) | (json.loads(private) if private else {})
                before = {name: pair[0] for name, pair in pairs.items()}
                found[type_name, record_id].append(_Change(dseq, effect, base, before))
        for (type_name, record_id), changes in found.items():
            self._put_back(type_name, record_id, changes)
        self._seen = last

    def _put_back(self, type_name: str, record_id: str, changes: Sequence[_Change]) -> None:
        if type_name not in self._known:
            self._known[type_name] = set()
            self._show_past_of(type_name)
        self._known[type_name].add(record_id)
        kept = [column for column in columns(self._types[type_name]) if column.name != "id"]
        present = self._present(type_name, record_id, kept)
        place, values = present or (None, None)
        for change in reversed(changes):
            values = None if change.effect == "create" else self._before(change, values or _empty(kept))
        if values is not None and any(change.effect in ("create", "delete") for change in changes):
            place = self._place(type_name, record_id)
        row = [record_id, values is not None, place, *(values[c.name] if values else None for c in kept)]
        marks = ", ".join("?" for _value in row)
        self._db.execute(f'insert into temp."past_{type_name}" values ({marks})', row)

    def _before(self, change: _Change, values: Mapping[str, Any]) -> dict[str, Any]:
        known = {name: value for name, value in change.before.items() if name in values}
        return {**values, **known, "version": change.base}

    def _present(self, type_name: str, record_id: str, kept: Sequence[Column]) -> tuple[int, dict[str, Any]] | None:
        names = ", ".join(f'"{column.name}"' for column in kept)
        sql = f'select rowid, {names} from main."{type_name}" where id = ?'
        row = self._db.execute(sql, [record_id]).fetchone()
        return None if row is None else (row[0], dict(zip((c.name for c in kept), row[1:], strict=True)))

    def _place(self, type_name: str, record_id: str) -> float:
        """Where a row stood that left its table since (or came again): behind the row that was made before it."""
        made = self._db.execute(
            "select max(dseq) from operation where record_id = ? and effect = 'create' and dseq <= ?",
            [record_id, self._cut],
        ).fetchone()[0]
        anchor = self._db.execute(_ANCHOR.format(table=type_name), [type_name, made]).fetchone()
        behind = 0
        if anchor:
            behind = self._db.execute(f'select rowid from main."{type_name}" where id = ?', [anchor[0]]).fetchone()[0]
        return behind + 0.25 + 0.5 * made / (self._cut + 1)

    def _show_past_of(self, type_name: str) -> None:
        """From now on the name of the table means its rows as they stood."""
        names = [f'"{column.name}"' for column in columns(self._types[type_name]) if column.name != "id"]
        told, name = ", ".join(names), f"past_{type_name}"
        kept, past = f'main."{type_name}"', f'temp."{name}"'
        self._db.execute(
            f'create temp table "{name}" as select id, 0 as stood_then, 0.0 as row_then, {told} from {kept} where false'
        )
        self._db.execute(f'create unique index temp."{name}_by_id" on "{name}" (id)')
        self._db.execute(
            f'create temp view "{type_name}" as select {kept}.rowid as rowid, id, {told} from {kept}'
            f" where id not in (select id from {past})"
            f" union all select row_then, id, {told} from {past} where stood_then"
        )


def _empty(kept: Sequence[Column]) -> dict[str, Any]:
    return {column.name: column.to_stored(column.empty) for column in kept}
