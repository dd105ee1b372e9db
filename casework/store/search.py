"""The search index, kept in the same transaction as the records: character bigrams, pinyin, abbreviations."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from casework.chinese import bigrams, fold, query_tokens
from casework.fields import Kind, columns
from casework.records import Record

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


class SearchIndex:
    """The index of one open database (decision 14)."""

    def __init__(self, database: Any, keys: SearchKeys) -> None:
        """The index inside `database`; `keys` make the pinyin of a title."""
        self._db = database
        self._keys = keys

    def put(self, record: Record) -> None:
        """Indexes a record that was made or changed; a record in the bin is not found."""
        self.drop(record.id)
        if record.removed_at is not None:
            return
        title, body = _words(record)
        if not title and not body:
            return
        document = self._db.execute(
            "insert into search_document (type, record_id, title, snippet, initials, sort_key)"
            " values (?, ?, ?, ?, ?, ?)",
            [
                record.type_name,
                record.id,
                title,
                body[:_SNIPPET],
                self._keys.initials(title),
                self._keys.sort_key(title),
            ],
        ).lastrowid
        self._db.execute(
            "insert into search_index (rowid, title_words, body_words, pinyin_words) values (?, ?, ?, ?)",
            [document, bigrams(title), bigrams(body), self._keys.grams(title)],
        )
        for key in self._keys.abbreviations(title):
            self._db.execute("insert into search_abbreviation values (?, ?)", [key, document])

    def drop(self, record_id: str) -> None:
        """Takes a record out of the index."""
        row = self._db.execute("select doc from search_document where record_id = ?", [record_id]).fetchone()
        if row is None:
            return
        self._db.execute("delete from search_index where rowid = ?", [row[0]])
        self._db.execute("delete from search_abbreviation where doc = ?", [row[0]])
        self._db.execute("delete from search_document where doc = ?", [row[0]])

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
        for record in records:
            self.put(record)

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


def _words(record: Record) -> tuple[str, str]:
    """The title words and the body words of a record, from the fields declared as searched."""
    title: list[str] = []
    body: list[str] = []
    for column in columns(type(record)):
        if column.field.search:
            value = getattr(record, column.name)
            text = column.text(value) if column.kind is not Kind.YES_NO else ""
            if text:
                (title if column.field.search == "title" else body).append(text)
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
