"""Records out of the database, and the one door by which they are written into it."""

import contextlib
import dataclasses
from collections.abc import Generator, Iterator, Mapping
from functools import cache
from typing import Any, Protocol, TypeVar

from casework.chinese import fold
from casework.errors import Ambiguous, FileTrouble, NotFound
from casework.fields import Kind, column
from casework.language import _
from casework.records import Changes, Clock, Record
from casework.store import rules
from casework.store.connection import OpenFile, in_users_words, memory_database
from casework.store.door import Door
from casework.store.history import Action, History
from casework.store.past import Past
from casework.store.rehearsal import CountedOnly, NotIndexed
from casework.store.rows import built, selection
from casework.store.search import INDEX_VERSION, SearchIndex
from casework.store.search_words import SearchKeys
from casework.store.searching import Search

R = TypeVar("R", bound=Record)
_CANDIDATES = 8
_INDEX_TABLES = """select sql from sqlite_master where sql is not null
and name in ('search_type', 'search_document', 'search_key', 'search_index') order by rowid"""
_INDEX_FACT = "search_index"


class Store:
    """Select, get and the write door over one open file; the catalogue of types is passed in."""

    def __init__(
        self,
        file: OpenFile,
        types: Mapping[str, type[Record]],
        clock: Clock,
        keys: SearchKeys,
        *,
        rehearsal: bool = False,
        past: Past | None = None,
    ) -> None:
        """A store over an open file, for records of these types; over a copy that is thrown away for a rehearsal.

        With a `past` everything that is read is told as it stood then.
        """
        self._file = file
        self._db = file.database
        self._types = types
        self._clock = clock
        self._keys = keys
        self._past = past
        self.index = (NotIndexed if rehearsal else SearchIndex)(self._db, keys, types)
        self.search = Search(self._db, types)
        self.history = (CountedOnly if rehearsal else History)(self._db, self.fact("device"))

    @property
    def clock(self) -> Clock:
        """The day and moment of the work."""
        return self._clock

    def look_from(self, clock: Clock) -> None:
        """Looks at the work from another day from now on."""
        self._clock = clock

    @property
    def types(self) -> Mapping[str, type[Record]]:
        """Every record type by its name."""
        return self._types

    def fact(self, key: str) -> str:
        """A fact the program keeps about the file itself; empty where there is none."""
        row = self._db.execute("select value from file_fact where key = ?", [key]).fetchone()
        return row[0] if row else ""

    def get(self, record_type: type[R], record_id: str) -> R:
        """The record with this id, from the bin too; NotFound otherwise."""
        rows = self._rows(f"{selection(record_type)} where id = :id", {"id": record_id})
        if not rows:
            raise NotFound(_("There is no {type} with the id {id}.").format(type=_(record_type.label), id=record_id))
        return built(record_type, rows[0])

    def select(
        self,
        record_type: type[R],
        where: str = "",
        values: Mapping[str, Any] | None = None,
        *,
        order: str = "",
        limit: int | None = None,
        offset: int = 0,
        removed: bool = False,
    ) -> list[R]:
        """Records for which the SQL condition holds; `removed` asks for those in the bin instead."""
        sql = f"{selection(record_type)} where removed_at is {'not ' if removed else ''}null"
        if where:
            sql += f" and ({where})"
        sql += f" order by {order or 'rowid'}"
        if limit is not None:
            sql += f" limit {int(limit)} offset {int(offset)}"
        return [built(record_type, row) for row in self._rows(sql, values)]

    def count(self, record_type: type[Record], where: str = "", values: Mapping[str, Any] | None = None) -> int:
        """How many records fulfil the condition, not counting the bin."""
        sql = f'select count(*) from "{record_type.type_name}" where removed_at is null'
        if where:
            sql += f" and ({where})"
        return self._rows(sql, values)[0][0]

    def query(self, sql: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows of a reading SQL statement as dictionaries."""
        with self._reading():
            cursor = self._db.execute(sql, dict(values or {}))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def _rows(self, sql: str, values: Mapping[str, Any] | None) -> list[Any]:
        with self._reading():
            return self._db.execute(sql, dict(values or {})).fetchall()

    @contextlib.contextmanager
    def _reading(self) -> Generator[None]:
        """What is read inside is told as it stood where the past is asked for; errors in the user's words."""
        with self._told():
            if self._past is None:
                yield
                return
            self._db.execute("begin")
            try:
                self._past.catch_up()
                yield
            finally:
                self._db.execute("commit")

    def _told(self) -> contextlib.AbstractContextManager[None]:
        """SQLite's known errors in the user's words."""
        return in_users_words(self._file.path, encrypted=self._file.encrypted)

    def rehearse(self, record: R, known: rules.Known) -> tuple[R | None, R]:
        """The stored record (None for a new one) and the record as it would be stored; RuleForbids otherwise."""
        record = dataclasses.replace(record, id=record.id or record.identity())
        found = self.select(type(record), "id = :id", {"id": record.id}, limit=1)
        before = found[0] if found else None
        record = rules.prepared(record, before, self)
        rules.check(record, before, self, known)
        return before, record

    def find(self, record_type: type[R], words: str) -> R:
        """The one record called so; NotFound or Ambiguous with the candidates otherwise."""
        words = words.strip()
        by_id = self.select(record_type, "id = :words", {"words": words}, limit=1)
        if by_id:
            return by_id[0]
        for condition in _naming(record_type):
            bound = {"words": words, "folded": fold(words)}
            found = self.select(record_type, condition, bound, limit=_CANDIDATES) if words else []
            if len(found) == 1:
                return found[0]
            if found:
                raise Ambiguous(
                    _("“{words}” may be one of several.").format(words=words),
                    remedy=_("Say which:"),
                    candidates=[self._called(r) for r in found],
                )
        raise self._not_found(record_type, words)

    def _not_found(self, record_type: type[Record], words: str) -> NotFound:
        """The error for a name nobody answers to, with those that come near as candidates."""
        near: list[str] = []
        if words and record_type.names:
            column = record_type.names[-1] if record_type.type_name != "enterprise" else "name"
            near = [
                self._called(r)
                for r in self.select(
                    record_type,
                    f"instr({column}, :words) or instr(:words, {column}) and {column} <> ''",
                    {"words": words},
                    limit=_CANDIDATES,
                )
            ]
        return NotFound(
            _("There is no {type} “{words}”.").format(type=_(record_type.label), words=words),
            remedy=_("Did you mean:") if near else _("Check the spelling, or add it first."),
            candidates=near,
        )

    def _called(self, record: Record) -> str:
        return " ".join(w for w in (getattr(record, "number", ""), record.title()) if w)

    @contextlib.contextmanager
    def change(self, why: str, actor: str, *, kind: str = "do") -> Generator[Door]:
        """One action: one transaction, one undo step; everything inside happens, or nothing.

        An action of kind `note` (an export was made) is kept in the history but is no step to undo.
        """
        with self._transaction(), self._door(why, actor, kind=kind) as door:
            yield door
            door.finish()

    def undo(self, actor: str, group: str = "") -> tuple[Action, Changes]:
        """Takes back the newest action (or the given one) and says what it was and what changed."""
        with self._transaction():
            action = self.history.action(group) if group else self.history.next_undo()
            if action is None or action.undone or action.kind != "do":
                raise NotFound(_("There is nothing to undo."))
            with self._door(action.why, actor, kind="undo", reverts=action.group) as door:
                for operation in reversed(self.history.operations(action.group)):
                    door.revert(operation)
                return action, door.finish()

    def redo(self, actor: str) -> tuple[Action, Changes]:
        """Does again what was undone last; NotFound when something new was done since."""
        with self._transaction():
            action = self.history.next_redo()
            if action is None:
                raise NotFound(_("There is nothing to redo."))
            with self._door(action.why, actor, kind="redo", reverts=action.group) as door:
                for operation in self.history.operations(action.group):
                    door.repeat(operation)
                return action, door.finish()

    def maintain(self, deed: "Maintenance") -> None:
        """Runs a deed on the program's own tables (index rebuild, erasure) in one transaction."""
        with self._transaction():
            deed(self._db)

    @contextlib.contextmanager
    def _transaction(self) -> Generator[None]:
        if self._file.read_only:
            raise FileTrouble(
                self._file.why_read_only or _("The case file is open for reading only."), code="read_only"
            )
        with self._told():
            self._db.execute("begin immediate")
            try:
                yield
                self._db.execute("commit")
            except BaseException:
                self._db.rollback()
                raise

    @contextlib.contextmanager
    def _door(self, why: str, actor: str, *, kind: str = "do", reverts: str = "") -> Generator[Door]:
        group = self.history.begin(
            why=why, actor=actor, at=self._clock.now().isoformat(timespec="seconds"), kind=kind, reverts=reverts
        )
        self.index.begin()
        self._db.execute("update write_door set action = ?", [group])
        yield Door(self, self._db, group, why, actor)
        self._db.execute("update write_door set action = null")

    def rebuild_index(self) -> None:
        """Makes the search index anew from the records."""
        with self._transaction():
            self.index.rebuild(self._everything())
            self._db.execute("insert or replace into file_fact values (?, ?)", [_INDEX_FACT, INDEX_VERSION])

    def keep_index_current(self) -> None:
        """Makes the search index anew where another version of the program made it; a file read only keeps it."""
        if not self._file.read_only and self.fact(_INDEX_FACT) != INDEX_VERSION:
            self.rebuild_index()

    def rebuilt_index(self) -> tuple[list[tuple[str, ...]], list[tuple[str, str, str, int]]]:
        """What the index would hold if it were made anew; the file stays as it is."""
        beside = memory_database()
        with contextlib.closing(beside):
            for row in self._rows(_INDEX_TABLES, None):
                beside.execute(row[0])
            index = SearchIndex(beside, self._keys, self._types, self._db)
            index.rebuild(self._everything())
            return index.contents(), index.tokens()

    def _everything(self) -> Iterator[Record]:
        """Every record outside the bin, one at a time: a large file does not fit into memory."""
        for record_type in self._types.values():
            for row in self._db.execute(f"{selection(record_type)} where removed_at is null order by rowid"):
                yield built(record_type, row)

    def close(self) -> None:
        """Closes the file; the write-ahead log goes into it."""
        self._db.close()


class Maintenance(Protocol):
    """A deed on the program's own tables."""

    def __call__(self, database: Any, /) -> None:
        """Does it inside the open transaction."""
        ...


@cache
def _naming(record_type: type[Record]) -> tuple[str, ...]:
    """The conditions by which such a record is called, most exact first."""
    conditions: list[str] = []
    for name in record_type.names:
        if name.startswith("folded_"):
            conditions.append(f"{name} = :folded")
        elif column(record_type, name).kind is Kind.INTEGER:
            conditions.append(f"cast({name} as text) = :words")
        elif f"folded_{name}" in record_type.names:  # one index serves both
            conditions.append(f"folded_{name} = :folded and {name} = :words")
        else:
            conditions.append(f"{name} = :words and {name} <> ''")
    table, owner, name = record_type.also_named_in
    if table:
        conditions.append(f"id in (select {owner} from {table} where {name} = :words and removed_at is null)")
    return tuple(conditions)
