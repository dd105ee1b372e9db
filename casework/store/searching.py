"""Search, the reading side: typed words and conditions in, ranked hits and counts out (decision 14)."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from casework.fields import columns
from casework.records import Record
from casework.store.rows import built, selection
from casework.store.search_finder import Candidate, Likeness, Narrowing, SearchFinder
from casework.store.search_hits import ELSEWHERE, Hit, hit_of
from casework.store.search_query import AskedWords, asked_words

_NO_DAY = -dt.date.max.toordinal()


class Search:
    """Finds records of one open database."""

    def __init__(self, database: Any, types: Mapping[str, type[Record]]) -> None:
        """A search in `database` for records of `types`."""
        self._db = database
        self._types = types
        self.finder = SearchFinder(database)

    def find(
        self,
        words: str,
        narrowing: Narrowing | None = None,
        *,
        limit: int = 50,
        offset: int = 0,
        person: str = "",
        masked: frozenset[str] = ELSEWHERE,
        each: int = 0,
    ) -> list[Hit]:
        """Records that hold all words, likeliest first, from `offset` on; everything is reached by going on.

        With `each` a first look, as while typing: of every type at most so many.

        Likeliest: a name that is just so, one that begins so, short names by their letters, words in a name, in
        any text; then what is `person`'s own (a name or user), then the newest. `masked` as `hit_of`.
        """
        asked = asked_words(words)
        if not asked and narrowing is None:
            return []
        found = self._look(asked, narrowing, each) if each else self._page(asked, narrowing, offset, limit)
        records = self._records(found)
        order = _Order(person, self._person_id(person))
        together = [(one, records[one.record_id]) for one in found if one.record_id in records]
        together.sort(key=lambda pair: order.of(*pair))
        return [replace(hit_of(record, asked.words, masked), likeness=one.likeness) for one, record in together]

    def counts(self, words: str, narrowing: Narrowing | None = None) -> dict[str, int]:
        """How many records of each type `find` reaches."""
        asked = asked_words(words)
        return self.finder.counts(asked, narrowing) if asked or narrowing else {}

    def _look(self, asked: AskedWords, narrowing: Narrowing | None, each: int) -> list[Candidate]:
        """The best few of every type."""
        shown: Counter[str] = Counter()
        found: list[Candidate] = []
        for candidate in self.finder.best(asked, narrowing, first_look=True)[0]:
            shown[candidate.type_name] += 1
            if shown[candidate.type_name] <= each:
                found.append(candidate)
        return found

    def _page(self, asked: AskedWords, narrowing: Narrowing | None, offset: int, limit: int) -> list[Candidate]:
        best, is_all = self.finder.best(asked, narrowing)
        page = best[offset : offset + limit]
        if len(page) < limit and not is_all:
            without = [candidate.doc for candidate in best]
            page += self.finder.rest(asked, narrowing, without, max(0, offset - len(best)), limit - len(page))
        return page

    def _records(self, found: Sequence[Candidate]) -> dict[str, Record]:
        """The found records by their ids."""
        records: dict[str, Record] = {}
        for name in dict.fromkeys(candidate.type_name for candidate in found):
            kind = self._types[name]
            ids = json.dumps([candidate.record_id for candidate in found if candidate.type_name == name])
            sql = f"{selection(kind)} where id in (select value from json_each(?)) and removed_at is null"
            for row in self._db.execute(sql, [ids]):
                record = built(kind, row)
                records[record.id] = record
        return records

    def _person_id(self, name: str) -> str:
        if not name:
            return ""
        row = self._db.execute("select id from person where name = ? and removed_at is null", [name]).fetchone()
        return row[0] if row else ""


class _Order:
    """The order of the hits of one page: likeness, one's own before others', newer before older."""

    def __init__(self, person: str, person_id: str) -> None:
        self._own = {word for word in (person, person_id) if word}

    def of(self, candidate: Candidate, record: Record) -> tuple[Any, ...]:
        """The key to sort by; what has no day comes first and keeps the order of its name."""
        day = getattr(record, record.happens_on, None) if record.happens_on else None
        age = -day.toordinal() if isinstance(day, dt.date) else _NO_DAY
        likeness = Likeness.IN_NAME if candidate.likeness is Likeness.STARTS and day else candidate.likeness
        return likeness, not self._is_own(record), age, candidate.order

    def _is_own(self, record: Record) -> bool:
        names = (c.name for c in columns(type(record)) if c.field.refers_to == "person" or c.name == "author")
        return any(getattr(record, name) in self._own for name in names) if self._own else False
