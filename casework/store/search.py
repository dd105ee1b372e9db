"""The search index, kept in the same transaction as the records: character bigrams, pinyin, abbreviations."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from casework.chinese import bigrams, fold, query_tokens
from casework.fields import Column, Kind, columns
from casework.records import Record
from casework.store.waiting_rows import WaitingRows

_MOST = 300
"""Hits looked at while typing; they are ordered in Python (decision 14)."""
_SNIPPET = 120
_LETTERS = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record: its type, id and title, and the text around the words found."""

    type_name: str
    record_id: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """How a title is found by Latin letters, made by casework.pinyin and handed in."""

    initials: Callable[[str], str]
    grams: Callable[[str], str]
    abbreviations: Callable[[str], tuple[str, ...]]
    sort_key: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is to be done for one record: index it (anew), or take it out where there is no record."""

    record_id: str
    record: Record | None
    is_new: bool


class SearchIndex:
    """The index of one open database (decision 14)."""

    def __init__(self, database: Any, keys: SearchKeys) -> None:
        """The index inside `database`; `keys` make the pinyin of a title."""
        self._db = database
        self._keys = keys
        self._waiting = WaitingRows[_Entry](self._write)

    def begin(self) -> None:
        """A new action: nothing waits to be indexed."""
        self._waiting.forget()

    def put(self, record: Record, *, is_new: bool = False) -> None:
        """Indexes a record that was made or changed, at the end of the action; one in the bin is not found."""
        self._waiting.add(_Entry(record.id, record if record.removed_at is None else None, is_new))

    def drop(self, record_id: str) -> None:
        """Takes a record out of the index, at the end of the action."""
        self._waiting.add(_Entry(record_id, None, is_new=False))

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

    def _write(self, entries: list[_Entry]) -> None:
        """Each record once, as it is in the end; together, which costs half of one by one."""
        last = {entry.record_id: entry.record for entry in entries}
        was_there = {entry.record_id: not entry.is_new for entry in reversed(entries)}
        known = [(record_id,) for record_id in last if was_there[record_id]]
        if known:
            for table, key in (("search_index", "rowid"), ("search_abbreviation", "doc")):
                of_record = "(select doc from search_document where record_id = ?)"
                self._db.conn.executemany(f"delete from {table} where {key} = {of_record}", known)
            self._db.conn.executemany("delete from search_document where record_id = ?", known)
        self._insert([record for record in last.values() if record is not None])

    def _insert(self, records: list[Record]) -> None:
        doc = self._db.execute("select ifnull(max(doc), 0) from search_document").fetchone()[0]
        documents: list[tuple[Any, ...]] = []
        words: list[tuple[int, str, str, str]] = []
        short: list[tuple[str, int]] = []
        for record in records:
            title, body = _words(record)
            if not title and not body:
                continue
            doc += 1
            keys = self._keys
            found_by = keys.initials(title), keys.sort_key(title)
            documents.append((doc, record.type_name, record.id, title, body[:_SNIPPET], *found_by))
            words.append((doc, bigrams(title), bigrams(body), keys.grams(title)))
            short += [(key, doc) for key in keys.abbreviations(title)]
        many = self._db.conn.executemany
        many(
            "insert into search_document (doc, type, record_id, title, snippet, initials, sort_key)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            documents,
        )
        many("insert into search_index (rowid, title_words, body_words, pinyin_words) values (?, ?, ?, ?)", words)
        many("insert into search_abbreviation values (?, ?)", short)

    def find(self, words: str, type_name: str = "", limit: int = 50) -> list[Hit]:
        """Records that hold all words, best first: title before body, early before late, short before long."""
        tokens = query_tokens(words)
        if not tokens:
            return []
        found: dict[int, Hit] = {}
        everything = " AND ".join(tokens)
        self._collect(found, f"{{title_words}} : ({everything})", type_name)
        if len(found) < limit:
            self._collect(found, everything, type_name)
        letters = fold(words)
        if len(found) < limit and _LETTERS.fullmatch(letters):
            self._collect_pinyin(found, letters, type_name)
        return _ordered(found.values(), fold(words).split())[:limit]

    def count(self, words: str, type_name: str = "") -> int:
        """How many records hold all words (pinyin not counted)."""
        tokens = query_tokens(words)
        if not tokens:
            return 0
        return self._db.execute(
            "select count(*) from search_index join search_document on doc = search_index.rowid"
            " where search_index match :match and (:type = '' or type = :type)",
            {"match": " AND ".join(tokens), "type": type_name},
        ).fetchone()[0]

    def _collect(self, found: dict[int, Hit], match: str, type_name: str) -> None:
        rows = self._db.execute(
            "select doc, type, record_id, title, snippet from search_index"
            " join search_document on doc = search_index.rowid"
            " where search_index match :match and (:type = '' or type = :type) limit :most",
            {"match": match, "type": type_name, "most": _MOST},
        )
        _add(found, rows)

    def _collect_pinyin(self, found: dict[int, Hit], letters: str, type_name: str) -> None:
        """By abbreviation, then by contiguous initials, then by initials in order with gaps."""
        bound = {"key": letters, "after": letters + "\x7f", "type": type_name, "most": _MOST}
        head = "select d.doc, d.type, d.record_id, d.title, d.snippet from "
        kind = " and (:type = '' or d.type = :type) limit :most"
        _add(
            found,
            self._db.execute(
                f"{head} search_abbreviation a join search_document d on d.doc = a.doc"
                f" where a.key >= :key and a.key < :after{kind}",
                bound,
            ),
        )
        grams = " ".join(f"_{letters[i : i + 2]}" for i in range(len(letters) - 1))
        _add(
            found,
            self._db.execute(
                f"{head} search_index join search_document d on d.doc = search_index.rowid"
                f" where search_index match :match{kind}",
                {**bound, "match": f'pinyin_words : "{grams}"'},
            ),
        )
        if not found:
            _add(
                found,
                self._db.execute(
                    f"{head} search_document d where d.initials like :gaps{kind}",
                    {**bound, "gaps": "%".join(letters) + "%"},
                ),
            )

    def rebuild(self, records: Iterable[Record]) -> None:
        """Makes the whole index anew from the given records."""
        for table in ("search_index", "search_abbreviation", "search_document"):
            self._db.execute(f"delete from {table}")
        self._waiting.forget()
        for record in records:
            self.put(record, is_new=True)
        self._waiting.flush()

    def contents(self) -> list[tuple[str, ...]]:
        """What is indexed, in a form that two indexes can be compared by."""
        return [
            tuple(row)
            for row in self._db.execute(
                "select type, record_id, title, snippet, initials, sort_key from search_document order by record_id"
            )
        ]

    def tokens(self) -> list[tuple[str, str, str]]:
        """Every indexed token with its column and the record it stands in, to compare two indexes by."""
        self._db.execute(
            "create virtual table if not exists temp.search_tokens using fts5vocab(main, search_index, instance)"
        )
        return sorted(
            tuple(row)
            for row in self._db.execute(
                "select term, col, record_id from temp.search_tokens t join search_document d on d.doc = t.doc"
            )
        )


@cache
def _searched(record_type: type[Record]) -> tuple[tuple[Column, bool], ...]:
    """The columns whose words are searched, each with whether it is (part of) the title."""
    return tuple(
        (c, c.field.search == "title") for c in columns(record_type) if c.field.search and c.kind is not Kind.YES_NO
    )


def _words(record: Record) -> tuple[str, str]:
    """The title words and the body words of a record, from the fields declared as searched."""
    title: list[str] = []
    body: list[str] = []
    for column, is_title in _searched(type(record)):
        text = column.text(getattr(record, column.name))
        if text:
            (title if is_title else body).append(text)
    return " ".join(title), " ".join(body)


def _add(found: dict[int, Hit], rows: Iterable[Any]) -> None:
    for row in rows:
        found.setdefault(row[0], Hit(*row[1:5]))


def _ordered(hits: Iterable[Hit], words: list[str]) -> list[Hit]:
    def key(hit: Hit) -> tuple[int, int, int, str]:
        title = fold(hit.title)
        places = [title.find(word) for word in words]
        missing = sum(place < 0 for place in places)
        return missing, min((p for p in places if p >= 0), default=999), len(title), hit.record_id

    return sorted(hits, key=key)
