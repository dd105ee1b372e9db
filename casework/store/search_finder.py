"""Finding in the index: a ranked head of at most some hundred hits, then everything else page by page (decision 14)."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from casework.store.search_query import AskedWords
from casework.store.search_words import LETTERS_MARK, split_keys

TYPE_BITS = 40
"""A document's number is the number of its type, then its own within the type: one type is one range of numbers."""
_MOST = 300
"""Hits looked at while typing; they are ordered in Python (decision 14)."""
_FEWEST_A_TYPE = 12
_COLUMNS = "d.doc, d.type, d.record_id, d.title, d.keys"
_AFTER = "\U0010ffff"


class Likeness(IntEnum):
    """How well a hit answers, best first."""

    EXACT = 0
    STARTS = 1
    SHORT_NAME = 2
    IN_NAME = 3
    SOUNDS = 4
    IN_TEXT = 5
    WITH_GAPS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """The record types that are wanted, each with the SQL condition on its table; none for a type means all of it."""

    types: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that answers, with what it is ordered by."""

    doc: int
    type_name: str
    record_id: str
    title: str
    likeness: Likeness
    place: int

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Likeness, then early in the name, short names first, newest first."""
        return self.likeness, self.place, len(self.title), -self.doc


def range_of(place: str, type_name: str) -> str:
    """SQL: that `place` is the number of a document of this type."""
    number = f"(select number from search_type where type = '{type_name}')"
    return f"{place} between {number} << {TYPE_BITS} and ({number} + 1 << {TYPE_BITS}) - 1"


class SearchFinder:
    """Reads the index of one open database."""

    def __init__(self, database: Any) -> None:
        """A finder in `database`."""
        self._db = database

    def best(
        self, asked: AskedWords, narrowing: Narrowing | None, *, first_look: bool = False
    ) -> tuple[list[Candidate], bool]:
        """The best hits, best first, and whether they are all; otherwise they are the likeliest of every type.

        A `first_look`, as while typing, looks through fewer texts, and through none for a beginning that many words
        share where names answer already.
        """
        found: dict[int, Candidate] = {}
        parts = self._parts(narrowing)
        if not asked:
            quota = _quota(parts) if narrowing else 0
            rows = [row for part in parts for row in self._newest(part, quota)]
            return [_candidate(row, Likeness.IN_TEXT, asked) for row in rows], len(rows) < quota
        is_all = True
        for likeness, rows, fit in self._answers(asked, parts, found, first_look=first_look):
            is_all = fit
            for row in rows:
                if row[0] not in found:
                    found[row[0]] = _candidate(row, likeness, asked)
            if likeness is Likeness.IN_NAME and first_look and asked.is_dear and found:
                return _in_order(found), False
        if not found and asked.gaps:
            for row in self._with_gaps(asked, parts):
                found[row[0]] = _candidate(row, Likeness.WITH_GAPS, asked)
        return _in_order(found), is_all

    def counts(self, asked: AskedWords, narrowing: Narrowing | None) -> dict[str, int]:
        """How many hits there are of each type; of names with gaps between the letters as many as are looked at."""
        counted: dict[str, int] = {}
        for part in self._parts(narrowing):
            sql = f"select count(*) from {part.source(asked)} where {part.where(asked)}"
            if number := self._db.execute(sql, part.bound(asked)).fetchone()[0]:
                counted[part.type_name] = number
        if not counted and asked.gaps:
            for row in self._with_gaps(asked, self._parts(narrowing)):
                counted[row[1]] = counted.get(row[1], 0) + 1
        return counted

    def rest(
        self, asked: AskedWords, narrowing: Narrowing | None, without: list[int], offset: int, limit: int
    ) -> list[Candidate]:
        """What comes after the ranked head: type by type, hits in names before hits in texts, newest first."""
        found: list[Candidate] = []
        for part in self._parts(narrowing):
            for likeness, match in part.halves(asked):
                if len(found) >= limit:
                    return found
                bound = {**part.bound(asked), "match": match, "without": json.dumps(without)}
                kept = f"{part.where(asked)} and d.doc not in (select value from json_each(:without))"
                source = part.source(asked, titled=True)
                if offset:
                    count = self._db.execute(f"select count(*) from {source} where {kept}", bound).fetchone()[0]
                    if count <= offset:
                        offset -= count
                        continue
                bound |= {"most": limit - len(found), "from": offset}
                order = f"order by {part.newest_first(asked)} limit :most offset :from"
                sql = f"select {_COLUMNS} from {source} where {kept} {order}"
                found += [_candidate(row, likeness, asked) for row in self._db.execute(sql, bound)]
                offset = 0
        return found

    def _parts(self, narrowing: Narrowing | None) -> list["_Part"]:
        """The types to be looked through, one range of documents each; those without documents are left out."""
        wanted = narrowing.types if narrowing else None
        values: Mapping[str, Any] = narrowing.values if narrowing else {}
        rows = self._db.execute(
            "select number, type from search_type where exists (select 1 from search_document"
            f" where doc between number << {TYPE_BITS} and (number + 1 << {TYPE_BITS}) - 1) order by number"
        )
        return [
            _Part(number, name, wanted[name] if wanted else "", values)
            for number, name in rows
            if wanted is None or name in wanted
        ]

    def _answers(
        self, asked: AskedWords, parts: list["_Part"], found: Mapping[int, Candidate], *, first_look: bool
    ) -> Iterator[tuple[Likeness, list[Any], bool]]:
        """Rows in the order of their likeness, each time with whether they are all; the last holds all others."""
        quota = _FEWEST_A_TYPE if first_look else _quota(parts)
        for start in asked.starts:
            likeness = Likeness.SHORT_NAME if start.startswith(LETTERS_MARK) else Likeness.STARTS
            yield likeness, [row for part in parts for row in self._starting(part, start, quota)], False
        for likeness, match in (
            (Likeness.SHORT_NAME, asked.short),
            (Likeness.IN_NAME, asked.title),
            (Likeness.IN_TEXT, asked.anywhere),
        ):
            if first_look:  # a type of which enough is found is not looked through for what is less like
                counted = Counter(candidate.type_name for candidate in found.values())
                parts = [part for part in parts if counted[part.type_name] < _FEWEST_A_TYPE]
            if match and parts:
                yield (
                    likeness,
                    *self._matching(match, parts, quota if likeness is Likeness.IN_TEXT else _quota(parts), found),
                )

    def _starting(self, part: "_Part", start: str, most: int) -> list[Any]:
        sql = (
            f"select {_COLUMNS} from search_key k join search_document d on d.doc = k.doc{part.join}"
            f" where k.type = :number and k.key >= :start and k.key < :end{part.condition} order by k.key limit :most"
        )
        bound = {**part.values, "number": part.number, "start": start, "end": start + _AFTER, "most": most}
        return self._db.execute(sql, bound).fetchall()

    def _matching(
        self, match: str, parts: list["_Part"], quota: int, known: Collection[int] = ()
    ) -> tuple[list[Any], bool]:
        """Matches of all types at once, where they are few; else the newest of each type. Whether they are all."""
        if len(parts) > 1 and not any(part.condition for part in parts) and self._are_few(match):
            return self._new_ones(match, parts, known), True
        by_type = [self._newest(part, quota, match) for part in parts]
        return [row for rows in by_type for row in rows], all(len(rows) < quota for rows in by_type)

    def _new_ones(self, match: str, parts: list["_Part"], known: Collection[int]) -> list[Any]:
        """All matches but those known already, whose documents need not be read again."""
        docs = self._db.execute("select rowid from search_index where search_index match ?", [match]).fetchall()
        wanted = {part.type_name for part in parts}
        rows = self._db.execute(
            f"select {_COLUMNS} from search_document d where d.doc in (select value from json_each(?))",
            [json.dumps([doc for (doc,) in docs if doc not in known])],
        )
        return [row for row in rows if row[1] in wanted]

    def _are_few(self, match: str) -> bool:
        """Whether fewer documents match than are looked at."""
        sql = f"select count(*) from (select 1 from search_index where search_index match ? limit {_MOST})"
        return self._db.execute(sql, [match]).fetchone()[0] < _MOST

    def _newest(self, part: "_Part", most: int, match: str = "") -> list[Any]:
        asked = AskedWords((), "", match, match)
        sql = (
            f"select {_COLUMNS} from {part.source(asked, titled=True)} where {part.where(asked)}"
            f" order by {part.newest_first(asked)} limit :most"
        )
        return self._db.execute(sql, {**part.bound(asked), "most": most}).fetchall()

    def _with_gaps(self, asked: AskedWords, parts: list["_Part"]) -> list[Any]:
        """Names whose initials hold the typed letters in order, beginning with the first."""
        first = LETTERS_MARK + asked.letters[0]
        found: list[Any] = []
        for part in parts:
            sql = (
                f"select {_COLUMNS} from (select distinct doc from search_key where type = :number and key >= :start"
                f" and key < :end and key glob :gaps limit :most) k join search_document d on d.doc = k.doc{part.join}"
                f" where true{part.condition}"
            )
            bound = {**part.values, "number": part.number, "start": first, "end": first + _AFTER}
            found += self._db.execute(sql, {**bound, "gaps": asked.gaps, "most": _MOST}).fetchall()
        return found


@dataclass(frozen=True, slots=True)
class _Part:
    """One record type (or a row of them) as the index is asked for it."""

    number: int
    type_name: str
    sql: str
    values: Mapping[str, Any]
    last: int = 0

    @property
    def join(self) -> str:
        """The table of the type, where its columns are asked for."""
        return f' join "{self.type_name}" on "{self.type_name}".id = d.record_id' if self.sql else ""

    @property
    def condition(self) -> str:
        """The condition on that table."""
        return f" and ({self.sql})" if self.sql else ""

    def source(self, asked: AskedWords, *, titled: bool = False) -> str:
        """What is selected from; `titled` with the documents even where only their number is matched."""
        if not asked:
            return f"search_document d{self.join}"
        if not titled and not self.sql:
            return "search_index"
        return f"search_index join search_document d on d.doc = search_index.rowid{self.join}"

    def where(self, asked: AskedWords) -> str:
        """The condition: the words, the type, and what is asked of its columns."""
        if not asked:
            return f"d.doc between :low and :high{self.condition}"
        return f"search_index match :match and search_index.rowid between :low and :high{self.condition}"

    def bound(self, asked: AskedWords) -> dict[str, Any]:
        """The values of `where`."""
        low, high = self.number << TYPE_BITS, ((self.last or self.number) + 1 << TYPE_BITS) - 1
        return {**self.values, "low": low, "high": high} | ({"match": asked.anywhere} if asked else {})

    def newest_first(self, asked: AskedWords) -> str:
        """The order in which later documents come first, without sorting."""
        return "search_index.rowid desc" if asked else "d.doc desc"

    def halves(self, asked: AskedWords) -> tuple[tuple[Likeness, str], ...]:
        """The matches in names and those in texts alone: together everything, each once."""
        if not asked:
            return ((Likeness.IN_TEXT, ""),)
        return (
            (Likeness.IN_NAME, asked.title),
            (Likeness.IN_TEXT, f"({asked.anywhere}) NOT ({asked.title})"),
        )


def _quota(parts: list[_Part]) -> int:
    """How many hits of each type are looked at."""
    return max(_FEWEST_A_TYPE, _MOST // max(1, len(parts)))


def _in_order(found: Mapping[int, Candidate]) -> list[Candidate]:
    return sorted(found.values(), key=lambda candidate: candidate.order)


def _candidate(row: Any, likeness: Likeness, asked: AskedWords) -> Candidate:
    """A row with its likeness made exact by what its keys hold."""
    doc, type_name, record_id, title, joined = row
    place = joined.find(asked.words[0]) if asked.words else 0
    if likeness is Likeness.STARTS and asked.start in split_keys(joined):
        likeness = Likeness.EXACT
    elif likeness is Likeness.IN_NAME and place < 0:
        likeness = Likeness.SOUNDS
    return Candidate(doc, type_name, record_id, title, likeness, max(place, 0))
