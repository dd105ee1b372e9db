"""The operation log: every change with its old and new values, in one chain; undo and redo are read from it."""

import hashlib
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.errors import CaseworkError, NotFound
from casework.language import _
from casework.store.waiting_rows import WaitingRows

Pairs = dict[str, list[Any]]
"""Field name → [old stored value, new stored value]."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action as the history shows it: what, why, who, when; `undone` when it is taken back."""

    group: str
    kind: str
    reverts: str
    actor: str
    at: str
    why: str
    changes: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of one record within an action; values are as SQLite keeps them."""

    dseq: int
    op_id: str
    type_name: str
    record_id: str
    effect: str
    base: int
    fields: Pairs


@dataclass(frozen=True, slots=True)
class Place:
    """How far the log of the running action is, with the rows that still wait to be written."""

    dseq: int
    previous: str
    written: int
    waiting: int
    private: int


class History:
    """Writes and reads the operation log of one open database (decision 10)."""

    def __init__(self, database: Any, device: str) -> None:
        """The log of `database`, written by this `device`."""
        self._db = database
        self._device = device
        self._previous = ""
        self._dseq = 0
        self._action: Mapping[str, str] = {}
        self._written = 0
        self._waiting = WaitingRows[tuple[Any, ...]](self._write)
        self._private = WaitingRows[tuple[str, str]](self._write_private)

    def begin(self, *, why: str, actor: str, at: str, kind: str = "do", reverts: str = "") -> str:
        """Starts an action inside the open transaction; its group id."""
        group = str(uuid.uuid4())
        last = self._db.execute("select dseq, hash from operation order by dseq desc limit 1").fetchone()
        self._dseq, self._previous = last or (0, "")
        self._action = {"group": group, "why": why, "actor": actor, "at": at}
        self._written = 0
        self._waiting.forget()
        self._private.forget()
        self._db.execute(
            "insert into action (id, kind, reverts, actor, at, why) values (?, ?, ?, ?, ?, ?)",
            [group, kind, reverts or None, actor, at, why],
        )
        return group

    def record(
        self, type_name: str, record_id: str, effect: str, base: int, fields: Pairs, personal: frozenset[str]
    ) -> None:
        """Writes one operation; values of `personal` fields go to the side table that can be erased."""
        self._dseq += 1
        self._written += 1
        op_id, salt = str(uuid.uuid4()), os.urandom(12).hex()
        whole = _json(fields)
        digest = _digest(salt, whole)
        private = {name: pair for name, pair in fields.items() if name in personal}
        told = _json({name: pair for name, pair in fields.items() if name not in personal}) if private else whole
        facts = (type_name, record_id, effect, str(base), digest, *self._action.values())
        chained = _chain(self._previous, op_id, self._device, self._dseq, *facts)
        group = self._action["group"]
        self._waiting.add(
            (
                self._dseq,
                op_id,
                self._device,
                group,
                type_name,
                record_id,
                effect,
                base,
                told,
                salt,
                digest,
                self._previous,
                chained,
            )
        )
        if private:
            self._private.add((op_id, _json(private)))
        self._previous = chained

    def _write(self, rows: list[tuple[Any, ...]]) -> None:
        self._db.conn.executemany(
            "insert into operation (dseq, op_id, device, action, type, record_id, effect, base, fields, salt, digest,"
            " previous, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _write_private(self, rows: list[tuple[str, str]]) -> None:
        self._waiting.flush()
        self._db.conn.executemany("insert into personal_value values (?, ?)", rows)

    def finish(self) -> int:
        """Ends the action; an action without any operation leaves no trace. How many operations it has."""
        group = self._action["group"]
        self._waiting.flush()
        self._private.flush()
        if self._written:
            self._db.execute("update action set changes = ? where id = ?", [self._written, group])
        else:
            self._db.execute("delete from action where id = ?", [group])
        return self._written

    @property
    def written(self) -> int:
        """How many operations the running action has so far."""
        return self._written

    def hold(self) -> Place:
        """Where the log stands, to come back to when part of an action is taken back; holds it until `let_go`."""
        private = self._private.hold()  # first: what it writes must follow its operations
        return Place(self._dseq, self._previous, self._written, self._waiting.hold(), private)

    def come_back(self, place: Place) -> None:
        """Stands where it stood before."""
        self._dseq, self._previous, self._written = place.dseq, place.previous, place.written
        self._waiting.take_back(place.waiting)
        self._private.take_back(place.private)

    def let_go(self) -> None:
        """The part of the action is over."""
        self._waiting.let_go()
        self._private.let_go()

    def actions(self, limit: int | None = None, *, record_id: str = "", offset: int = 0) -> list[Action]:
        """The actions from `offset` on, newest first; those that touched one record where its id is given."""
        touched = "where action.id in (select action from operation where record_id = :id)" if record_id else ""
        rows = self._db.execute(
            f"select action.id, action.kind, ifnull(action.reverts, ''), actor, at, why, changes, {_UNDONE}"
            f" from action {touched} order by number desc limit :limit offset :offset",
            {"id": record_id, "limit": -1 if limit is None else limit, "offset": offset},
        ).fetchall()
        return [Action(*row[:7], undone=bool(row[7])) for row in rows]

    def action(self, group: str) -> Action:
        """The action with this group id; NotFound otherwise."""
        row = self._db.execute(
            f"select action.id, kind, ifnull(reverts, ''), actor, at, why, changes, {_UNDONE} from action where id = ?",
            [group],
        ).fetchone()
        if row is None:
            raise NotFound(_("There is no such action in the history."))
        return Action(*row[:7], undone=bool(row[7]))

    def next_undo(self) -> Action | None:
        """The newest action that is done and not yet taken back."""
        row = self._db.execute(
            f"select id from action where kind = 'do' and not {_UNDONE} order by number desc limit 1"
        ).fetchone()
        return self.action(row[0]) if row else None

    def next_redo(self) -> Action | None:
        """The action taken back last, as long as nothing new was done since."""
        row = self._db.execute(
            "select undo.reverts from action as undo where undo.kind = 'undo'"
            " and undo.number = (select max(number) from action as last where last.reverts = undo.reverts)"
            " and not exists (select 1 from action as later where later.kind = 'do' and later.number > undo.number)"
            " order by undo.number desc limit 1"
        ).fetchone()
        return self.action(row[0]) if row else None

    def operations(self, group: str) -> list[Operation]:
        """The operations of an action in the order they were done, personal values included."""
        rows = self._db.execute(
            "select dseq, operation.op_id, type, record_id, effect, base, operation.fields, personal_value.fields,"
            " personal_value.op_id is not null from operation left join personal_value using (op_id)"
            " where action = ? order by dseq",
            [group],
        ).fetchall()
        return [_operation(row) for row in rows]

    def changes_in(self, group: str, limit: int) -> list[Operation]:
        """The first operations of an action, to be looked at; personal values that were erased are left out."""
        rows = self._db.execute(
            "select dseq, operation.op_id, type, record_id, effect, base, operation.fields, personal_value.fields,"
            " personal_value.op_id is not null from operation left join personal_value using (op_id)"
            " where action = ? order by dseq limit ?",
            [group, limit],
        ).fetchall()
        return [_operation(row, erased_is_empty=True) for row in rows]

    def of_record(self, record_id: str) -> list[tuple[Action, Operation]]:
        """Every change of one record, newest first, with the action it belongs to."""
        rows = self._db.execute(
            "select dseq, operation.op_id, type, record_id, effect, base, operation.fields, personal_value.fields,"
            " personal_value.op_id is not null, action from operation left join personal_value using (op_id)"
            " where record_id = ? order by dseq desc",
            [record_id],
        ).fetchall()
        return [(self.action(row[9]), _operation(row, erased_is_empty=True)) for row in rows]

    def last_base(self, record_id: str) -> int:
        """The highest version a record had before one of its operations."""
        row = self._db.execute("select max(base) from operation where record_id = ?", [record_id]).fetchone()
        return row[0] or 0

    def erase_personal(self, record_id: str) -> None:
        """Erases the personal values of a record from the log; the chain still checks (decision 10)."""
        self._db.execute(
            "update personal_value set fields = null where op_id in (select op_id from operation where record_id = ?)",
            [record_id],
        )

    def problems(self) -> list[str]:
        """What is wrong with the chain: gaps, changed or missing operations; empty when it is whole."""
        found: list[str] = []
        previous, expected = "", 1
        for row in self._db.execute(_CHAIN_ROWS):
            (
                dseq,
                op_id,
                device,
                group,
                type_name,
                record_id,
                effect,
                base,
                open_fields,
                private,
                has_private,
                salt,
                digest,
                told_previous,
                told_hash,
                why,
                actor,
                at,
            ) = row
            if dseq != expected:
                found.append(_("The history has a gap before change {n}.").format(n=dseq))
            facts = (type_name, record_id, effect, str(base), digest, group, why, actor, at)
            chained = _chain(told_previous, op_id, device, dseq, *facts)
            if told_previous != previous or chained != told_hash:
                found.append(_("Change {n} of the history was altered.").format(n=dseq))
            if not (has_private and private is None):
                fields = json.loads(open_fields) | (json.loads(private) if private else {})
                if _digest(salt, _json(fields)) != digest:
                    found.append(_("The values of change {n} of the history were altered.").format(n=dseq))
            previous, expected = told_hash, dseq + 1
        return found


_UNDONE = (
    "ifnull((select last.kind = 'undo' from action as last where last.reverts = action.id"
    " order by last.number desc limit 1), 0)"
)
_CHAIN_ROWS = (
    "select dseq, operation.op_id, device, operation.action, type, record_id, effect, base, operation.fields,"
    " personal_value.fields, personal_value.op_id is not null, salt, digest, previous, hash, why, actor, at"
    " from operation join action on action.id = operation.action left join personal_value using (op_id) order by dseq"
)


def _operation(row: Any, *, erased_is_empty: bool = False) -> Operation:
    dseq, op_id, type_name, record_id, effect, base, open_fields, private, has_private = row[:9]
    if has_private and private is None and not erased_is_empty:
        raise CaseworkError(
            _("The personal values of this change were erased; it cannot be taken back."), code="erased"
        )
    fields = json.loads(open_fields) | (json.loads(private) if private else {})
    return Operation(dseq, op_id, type_name, record_id, effect, base, fields)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


def _digest(salt: str, fields: str) -> str:
    return hashlib.sha256((salt + fields).encode()).hexdigest()


def _chain(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()
