"""The search index, kept in the same transaction as the records: character bigrams, pinyin, codes (decision 14)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from casework.records import Record
from casework.store.rows import built, selection
from casework.store.search_finder import TYPE_BITS
from casework.store.search_words import IndexedWords, SearchKeys, indexed_words, searched_texts, split_keys
from casework.store.waiting_rows import WaitingRows

INDEX_VERSION = "4"
"""What the index holds and how; a file whose index is of another version gets a new one when it is opened."""
TABLES = ("search_index", "search_key", "search_document", "search_type")
_TOGETHER = 500
"""Records indexed together."""
_BULK_HASH, _USUAL_HASH = 1 << 26, 1 << 20
"""Bytes that FTS5 gathers before it writes a segment: for a whole index, and from day to day."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is to be done for one record: index it (anew), or take it out where there is no record."""

    record_id: str
    record: Record | None
    is_new: bool


class SearchIndex:
    """The writer of the index of one open database."""

    def __init__(self, database: Any, keys: SearchKeys, types: Mapping[str, type[Record]], records: Any = None) -> None:
        """The index inside `database` over the records of `types`, which lie in `records` (the same by default)."""
        self._db = database
        self._records = records or database
        self._keys = keys
        self._types = types
        self._named = {kind.also_named_in[0]: kind for kind in types.values() if kind.also_named_in[0]}
        self._waiting = WaitingRows[_Entry](self._write)

    def begin(self) -> None:
        """A new action: nothing waits to be indexed."""
        self._waiting.forget()

    def put(self, record: Record, before: Record | None) -> None:
        """Indexes a record that was made or changed, at the end of the action; one in the bin is not found.

        A name that stands in a record of its own (a former name) is found as its owner.
        """
        if record.type_name in self._named:
            self._put_owners(record, before)
        elif before is None or _is_found_otherwise(record, before):
            self._waiting.add(_Entry(record.id, record if record.removed_at is None else None, before is None))

    def drop(self, record: Record) -> None:
        """Takes a record that leaves its table out of the index, at the end of the action."""
        if record.type_name in self._named:
            self._put_owners(record)
        else:
            self._waiting.add(_Entry(record.id, None, is_new=False))

    def hold(self) -> int:
        """Where the index stands, to come back to when part of an action is taken back; holds it until `let_go`."""
        return self._waiting.hold()

    def come_back(self, place: int) -> None:
        """Forgets what was to be indexed since."""
        self._waiting.take_back(place)

    def let_go(self) -> None:
        """The part of the action is over."""
        self._waiting.let_go()

    def finish(self) -> None:
        """Writes what waits."""
        self._waiting.flush()

    def rebuild(self, records: Iterable[Record]) -> None:
        """Makes the whole index anew from the given records."""
        for table in TABLES:
            self._db.execute(f"delete from {table}")
        self._waiting.forget()
        self._set_hash(_BULK_HASH)
        own = (record for record in records if record.type_name not in self._named)
        while together := list(islice(own, _TOGETHER)):
            self._insert(together, {})
        self._db.execute("insert into search_index(search_index) values ('optimize')")
        self._set_hash(_USUAL_HASH)

    def contents(self) -> list[tuple[str, ...]]:
        """What is indexed, in a form that two indexes can be compared by."""
        rows = self._db.execute("select type, record_id, title, keys, sort_key from search_document order by record_id")
        keys = self._db.execute(
            "select t.type, d.record_id, k.key from search_key k join search_document d on d.doc = k.doc"
            " join search_type t on t.number = k.type order by d.record_id, k.key"
        )
        return [*(tuple(row) for row in rows), *(tuple(row) for row in keys)]

    def tokens(self) -> list[tuple[str, str, str, int]]:
        """Every indexed token with its column, its place and the record it stands in, to compare two indexes by."""
        self._db.execute(
            "create virtual table if not exists temp.search_tokens using fts5vocab(main, search_index, instance)"
        )
        return sorted(
            tuple(row)
            for row in self._db.execute(
                "select term, col, record_id, offset from temp.search_tokens t join search_document d on d.doc = t.doc"
            )
        )

    def _put_owners(self, *named: Record | None) -> None:
        """Indexes the records anew to which names belong, or belonged before."""
        for name in filter(None, named):
            kind = self._named[name.type_name]
            row = self._records.execute(
                f"{selection(kind)} where id = ?", [getattr(name, kind.also_named_in[1])]
            ).fetchone()
            if row is not None:
                owner = built(kind, row)
                self._waiting.add(_Entry(owner.id, owner if owner.removed_at is None else None, is_new=False))

    def _write(self, entries: list[_Entry]) -> None:
        """Each record once, as it is in the end, its document under the number it had."""
        last = {entry.record_id: entry.record for entry in entries}
        was_there = {entry.record_id: not entry.is_new for entry in reversed(entries)}
        known = self._take_out([record_id for record_id in last if was_there[record_id]])
        self._insert([record for record in last.values() if record is not None], known)

    def _take_out(self, ids: Sequence[str]) -> dict[str, int]:
        """Takes records out of all tables; the numbers of their documents."""
        if not ids:
            return {}
        rows = self._db.execute(
            "select record_id, doc, keys from search_document where record_id in (select value from json_each(?))",
            [json.dumps(ids)],
        ).fetchall()
        docs = sorted((doc,) for _id, doc, _keys in rows)
        keys = [(doc >> TYPE_BITS, key, doc) for _id, doc, joined in rows for key in split_keys(joined)]
        many = self._db.conn.executemany
        many("delete from search_index where rowid = ?", docs)
        many("delete from search_key where type = ? and key = ? and doc = ?", keys)
        many("delete from search_document where doc = ?", docs)
        return {record_id: doc for record_id, doc, _keys in rows}

    def _insert(self, records: Sequence[Record], known: Mapping[str, int]) -> None:
        """Indexes records, each under the number it had or the next of its type; in the order of their numbers."""
        others = self._other_names(records)
        made = ((record, indexed_words(record, others.get(record.id, ()), self._keys)) for record in records)
        numbers = _Numbers(self._db, known.values())
        rows = sorted(
            (
                (known.get(record.id) or numbers.next(record.type_name), record, words)
                for record, words in made
                if words
            ),
            key=lambda row: row[0],
        )
        many = self._db.conn.executemany
        many(
            "insert into search_document (doc, type, record_id, title, keys, sort_key) values (?, ?, ?, ?, ?, ?)",
            [(doc, r.type_name, r.id, w.title, w.joined_keys, w.sort_key) for doc, r, w in rows],
        )
        many("insert into search_key values (?, ?, ?)", _key_rows((doc, words) for doc, _record, words in rows))
        many(
            "insert into search_index (rowid, title_words, body_words, title_characters, code_words, pinyin_words)"
            " values (?, ?, ?, ?, ?, ?)",
            [
                (doc, w.title_words, w.body_words, w.title_characters, w.code_words, w.pinyin_words)
                for doc, _record, w in rows
            ],
        )

    def _other_names(self, records: Sequence[Record]) -> Mapping[str, list[str]]:
        """The names that stand in records of their own, by the id of whom they name."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for table, kind in self._named.items():
            ids = [record.id for record in records if record.type_name == kind.type_name]
            if ids:
                _table, owner, name = kind.also_named_in
                for record_id, other in self._records.execute(
                    f"select {owner}, {name} from {table} where removed_at is null"
                    f" and {owner} in (select value from json_each(?)) order by {name}",
                    [json.dumps(ids)],
                ):
                    found[record_id].append(other)
        return found

    def _set_hash(self, size: int) -> None:
        self._db.execute("insert into search_index(search_index, rank) values ('hashsize', ?)", [size])


class _Numbers:
    """The next free number of a document of each type, as long as one batch is written.

    Numbers of documents that were just taken out, to be put back under them, are not free.
    """

    def __init__(self, database: Any, taken: Iterable[int]) -> None:
        self._db, self._taken = database, tuple(taken)
        self._last: dict[str, int] = {}

    def next(self, type_name: str) -> int:
        """A number nobody has."""
        if type_name not in self._last:
            self._last[type_name] = self._highest(type_name)
        self._last[type_name] += 1
        return self._last[type_name]

    def _highest(self, type_name: str) -> int:
        self._db.execute("insert or ignore into search_type (type) values (?)", [type_name])
        number = self._db.execute("select number from search_type where type = ?", [type_name]).fetchone()[0]
        first = number << TYPE_BITS
        row = self._db.execute(
            "select max(doc) from search_document where doc between ? and ?", [first, first + (1 << TYPE_BITS) - 1]
        ).fetchone()
        return max(row[0] or first, *(doc for doc in self._taken if doc >> TYPE_BITS == number), first)


def _key_rows(rows: Iterable[tuple[int, IndexedWords]]) -> Iterator[tuple[int, str, int]]:
    for doc, words in rows:
        for key in words.keys:
            yield doc >> TYPE_BITS, key, doc


def _is_found_otherwise(record: Record, before: Record) -> bool:
    """Whether a change touches anything a record is found by."""
    return record.removed_at != before.removed_at or searched_texts(record) != searched_texts(before)
