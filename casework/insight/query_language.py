"""What is typed into a search box as words and conditions: 轴承 类型:诉求 状态:逾期 区县:大安 (English names too).

A condition is `name:value`; `,` between values means either, `-` before it means not. Names are 类型, 状态, 区县,
日期, 期限, 经办 (type, state, district, date, due, person) and every field of a record by its label; #0251 asks for
numbers alone, @王 for people. What names no field is an ordinary word.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.catalogue import RECORD_TYPES
from casework.chinese import fold
from casework.entities.appeals import CASE_KINDS
from casework.fields import columns
from casework.insight.query_fields import (
    Asker,
    Test,
    Values,
    codes_called,
    day_test,
    due_test,
    field_tests,
    means,
    person_test,
    place_test,
    state_test,
)
from casework.language import N_, in_all_languages
from casework.records import Record
from casework.store.search_finder import Narrowing, range_of
from casework.store.search_query import asked_words

_CONDITION = re.compile(r'(-?)([^\s:"]+):("[^"]*"|\S*)')
_PIECES = re.compile(r'-?[^\s:"]+:"[^"]*"|\S+')
_EITHER = re.compile("[,，、;；|]")
_SHORTEST_KEY = 2
_PEOPLE = ("contact_person", "person", "expert")
_MARKS = "#@"
TYPE = N_("type")
_KEYS: Mapping[str, Test] = {
    N_("state"): state_test,
    N_("district"): place_test,
    N_("date"): day_test,
    N_("due date"): due_test,
    N_("person"): person_test,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One typed condition: its name, its values (either holds), whether it is negated."""

    key: str
    values: tuple[str, ...]
    negated: bool

    def __str__(self) -> str:
        """As it is typed."""
        return f"{'-' if self.negated else ''}{self.key}:{','.join(self.values)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Typed text understood: plain words, the types and SQL conditions wanted, and what was not understood."""

    words: str
    narrowing: Narrowing | None = None
    conditions: tuple[Condition, ...] = ()
    not_understood: tuple[Condition, ...] = ()


def searched_types() -> dict[str, type[Record]]:
    """The record types that are found as themselves: those with words, without names that stand apart."""
    names = {kind.also_named_in[0] for kind in RECORD_TYPES.values()}
    return {
        name: kind
        for name, kind in RECORD_TYPES.items()
        if name not in names and any(c.field.search for c in columns(kind))
    }


def understood(text: str, asker: Asker, types: Mapping[str, type[Record]] | None = None) -> Query:
    """The query in `text`, over these record types (all by default)."""
    known = types or searched_types()
    words: list[str] = []
    conditions: list[Condition] = []
    for piece in _PIECES.findall(text.replace("：", ":")):
        condition = _condition(piece, known)
        if condition is None:
            words.append(piece)
        elif condition.values:
            conditions.append(condition)
    signs = {word[0] for word in words if word[0] in _MARKS}
    plain = " ".join(filter(None, (word.lstrip(_MARKS) for word in words)))
    if not conditions and not (signs and plain):
        return Query(words=plain)
    return _narrowed(plain, conditions, _signed(known, signs), asker)


def _signed(types: Mapping[str, type[Record]], signs: set[str]) -> dict[str, type[Record]]:
    """The types that are left by # and @ before words."""
    left = dict(types)
    if "@" in signs:
        left = {name: kind for name, kind in left.items() if name in _PEOPLE}
    if "#" in signs:
        left = {name: kind for name, kind in left.items() if kind.number_prefix}
    return left


def list_condition(kind: type[Record], text: str, asker: Asker) -> tuple[str, dict[str, Any]]:
    """The SQL condition on the table of one record type for text typed above its list, with its bound values.

    The same words and conditions as in the search box; a condition that this type does not know fits nothing.
    """
    query = understood(text, asker, {kind.type_name: kind})
    values = Values(dict(query.narrowing.values) if query.narrowing else {})
    sql = [query.narrowing.types.get(kind.type_name, "false") or "true"] if query.narrowing else []
    asked = asked_words(query.words)
    if asked:
        found = f"search_index match {values.add(asked.anywhere)} and {range_of('search_index.rowid', kind.type_name)}"
        sql.append(
            f'"{kind.type_name}".id in (select record_id from search_document where doc in'
            f" (select rowid from search_index where {found}))"
        )
    return " and ".join(f"({one})" for one in sql) or "true", values.bound


def _condition(piece: str, types: Mapping[str, type[Record]]) -> Condition | None:
    """A piece of the text as a condition; None where it names no field."""
    found = _CONDITION.fullmatch(piece)
    if found is None or not _is_key(found[2], types):
        return None
    values = tuple(value for value in _EITHER.split(found[3].strip('"')) if value)
    return Condition(key=found[2], values=values, negated=bool(found[1]))


def _is_key(key: str, types: Mapping[str, type[Record]]) -> bool:
    if means(key, TYPE) or any(means(key, name) for name in _KEYS):
        return True
    return len(key) >= _SHORTEST_KEY and any(field_tests(kind, key) for kind in types.values())


def _narrowed(words: str, conditions: Sequence[Condition], types: Mapping[str, type[Record]], asker: Asker) -> Query:
    values = Values()
    wanted = dict.fromkeys(types, "")
    missed: list[Condition] = []
    for condition in conditions:
        told = dict(_types_meant(condition, types, values) if means(condition.key, TYPE) else ())
        if not means(condition.key, TYPE):
            told = {name: sql for name in wanted if (sql := _sql(types[name], condition, values, asker))}
        if not told:
            missed.append(condition)
        wanted = {name: _both(sql, told[name]) for name, sql in wanted.items() if name in told}
    narrowing = Narrowing(types=wanted, values=values.bound)
    return Query(words=words, narrowing=narrowing, conditions=tuple(conditions), not_understood=tuple(missed))


def _both(first: str, second: str) -> str:
    return f"{first} and {second}" if first and second else first or second


def _types_meant(condition: Condition, types: Mapping[str, type[Record]], values: Values) -> Iterator[tuple[str, str]]:
    """The record types a condition on the type leaves, with the SQL that tells kinds of cases apart."""
    found: dict[str, list[str]] = {}
    for word in condition.values:
        for name, sql in _types_called(word, types, values):
            found.setdefault(name, []).append(sql)
    if condition.negated:
        yield from (
            (name, f"not ({' or '.join(found[name])})" if name in found else "")
            for name in types
            if name not in found or all(found[name])
        )
        return
    for name, sqls in found.items():
        yield name, f"({' or '.join(sqls)})" if all(sqls) else ""


def _types_called(word: str, types: Mapping[str, type[Record]], values: Values) -> Iterator[tuple[str, str]]:
    """The types of that name: the one called just so, else those whose names hold the word; kinds of cases too."""
    wanted = fold(word)
    kinds = codes_called(CASE_KINDS, word) if "appeal" in types else []
    called = {name: {fold(said) for said in in_all_languages(kind.label)} | {name} for name, kind in types.items()}
    exact = [name for name, words in called.items() if wanted in words]
    if kinds and not exact:
        yield "appeal", f'"appeal".case_kind in ({", ".join(values.add(code) for code in kinds)})'
        return
    yield from ((name, "") for name in exact or (n for n, said in called.items() if any(wanted in s for s in said)))


def _sql(kind: type[Record], condition: Condition, values: Values, asker: Asker) -> str:
    """The SQL of a condition on one record type; empty where the type does not know it."""
    tests = [test for name, test in _KEYS.items() if means(condition.key, name)] or field_tests(kind, condition.key)
    ways = [sql for value in condition.values for test in tests if (sql := test(kind, value, values, asker))]
    if not ways:
        return ""
    return f"{'not ' if condition.negated else ''}({' or '.join(f'({way})' for way in ways)})"
