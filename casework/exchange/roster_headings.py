"""The headings by which rosters name their columns: the words shipped, and which field a heading means."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files
from typing import TypeAlias

from casework.catalogue import record_type
from casework.chinese import fold
from casework.fields import columns

Headings: TypeAlias = Mapping[str, Collection[str]]
"""The field names of a roster, each with the headings that mean it."""

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_QUOTES = re.compile("[“”\"'‘’]")
_AROUND = re.compile(r"^(?:[*★]|\d+[.、])+|[:*★]+$")
_UNITS = ("百万元", "十万元", "千万元", "亿元", "万元", "千元", "元")
_UNIT = re.compile(rf"(?:^|[(/:,,;]|单位)({'|'.join(_UNITS)}|万|亿)(?:$|[)/,,;])")
_UNIT_WORDS = {"万": "万元", "亿": "亿元"}


def known_headings(type_name: str) -> dict[str, tuple[str, ...]]:
    """The headings known for a record type: the labels we print ourselves, and those in resources/roster_headings.

    A printed label belongs to its own field, whatever else the word may mean elsewhere.
    A name that is no field of the record (district, contact_phone, above_scale) is one the intake
    gives a meaning to. BadInput when there is no such record type.
    """
    labels = {column.name: (column.label, column.field.label) for column in columns(record_type(type_name))}
    printed = {heading_key(label): name for name, both in labels.items() for label in both}
    words = {
        name: [word for word in shipped if printed.get(heading_key(word), name) == name]
        for name, shipped in shipped_headings(type_name).items()
    }
    return {name: (*labels.get(name, ()), *words.get(name, ())) for name in dict.fromkeys((*words, *labels))}


def shipped_headings(type_name: str) -> dict[str, list[str]]:
    """The headings in resources/roster_headings for a record type, by field; none where there is no such file."""
    file = files("resources") / "roster_headings" / f"{type_name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def types_with_headings() -> tuple[str, ...]:
    """The record types for which headings are shipped."""
    found = (files("resources") / "roster_headings").iterdir()
    return tuple(sorted(file.name.removesuffix(".json") for file in found if file.name.endswith(".json")))


def every_heading() -> dict[str, tuple[str, ...]]:
    """All headings shipped, by type and field; to find a header when it is not known what the sheet holds."""
    return {
        f"{type_name}.{name}": words
        for type_name in types_with_headings()
        for name, words in known_headings(type_name).items()
    }


def heading_key(heading: str) -> str:
    """A heading for comparison: without width, blanks, quotation marks, stars, numbering and colons around it."""
    folded = _QUOTES.sub("", fold(heading))
    return _AROUND.sub("", folded) or folded


def fields_by_key(known: Headings) -> dict[str, str]:
    """The field meant by each heading key; the first field that claims a heading keeps it."""
    fields: dict[str, str] = {}
    for name, headings in known.items():
        for heading in headings:
            fields.setdefault(heading_key(heading), name)
    return fields


def field_of(heading: str, fields: Mapping[str, str]) -> str | None:
    """The field meant by a heading (of two rows joined by "/"), or None.

    The whole heading counts first, then without remarks in brackets, then its last row, then its
    first where the last is only a unit of money.
    """
    whole = heading_key(heading)
    bare = heading_key(_IN_BRACKETS.sub("", whole))
    first, *_between, last = [*([""] if "/" not in bare else []), *bare.split("/")]
    candidates = [whole, bare, last] + ([first] if last in _UNITS or last in _UNIT_WORDS else [])
    return next((fields[key] for key in candidates if key in fields), None)


def recognised_columns(headers: Sequence[str], known: Headings) -> dict[str, int]:
    """The column index of each field that a header names; of two columns for one field the first counts."""
    fields = fields_by_key(known)
    found: dict[str, int] = {}
    for index, header in enumerate(headers):
        name = field_of(header, fields) if header else None
        if name is not None:
            found.setdefault(name, index)
    return found


def unit_in(heading: str) -> str:
    """The unit of money that a heading states, 万元 in 注册资本（万元）; empty when it states none."""
    found = _UNIT.search(fold(heading))
    return _UNIT_WORDS.get(found[1], found[1]) if found else ""
