"""What a field of a record means: its label, its kind, what it refers to; and value ↔ text."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints

from casework.amounts import format_fen, parse_fen
from casework.chinese import fold
from casework.errors import BadInput
from casework.language import N_, _

YES_NO = {True: N_("yes"), False: N_("no")}
_YES = {"是", "yes", "y", "true", "1", "√", "✓", "有", "对"}
_NO = {"否", "no", "n", "false", "0", "×", "✗", "无", "非", ""}


class Kind(StrEnum):
    """What sort of value a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes_no"
    CODE = "code"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class CodeList:
    """The values a coded field may take, each with its English label (translated where shown)."""

    name: str
    labels: Mapping[str, str]

    def label(self, code: str) -> str:
        """The word for `code` in the user's language; a code not known here is shown as it is."""
        return _(self.labels[code]) if code in self.labels else code

    def code(self, text: str) -> str:
        """The code meant by `text` (a code, or its word in any language); BadInput when there is none."""
        wanted = fold(text)
        for code, label in self.labels.items():
            if wanted in (fold(code), fold(label), fold(_(label))):
                return code
        raise BadInput(
            _("“{text}” is not one of the values of this list.").format(text=text),
            remedy=_("Choose one of:"),
            candidates=[self.label(code) for code in self.labels],
        )


@dataclass(frozen=True, slots=True)
class Field:
    """The meaning of one field of a record; never its place on a screen.

    `search` is "title" or "body" when its words are searched; `refers_to` the type name of the record
    its id points to, `type_in` the field beside it that holds that name; `codes` the list of its
    values; `mask` (phone, name, identity) marks personal data and how exports hide it; `also_called`
    other words by which a sheet names it.
    """

    label: str
    kind: Kind | None = None
    required: bool = False
    search: str = ""
    editable: bool = True
    refers_to: str = ""
    type_in: str = ""
    codes: CodeList | None = None
    mask: str = ""
    unit: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a record type, with the conversions between value, stored value and text."""

    name: str
    field: Field
    kind: Kind
    nullable: bool

    @property
    def label(self) -> str:
        """The label in the user's language."""
        return _(self.field.label)

    @property
    def is_personal(self) -> bool:
        """Whether the value is personal data (masked in exports, kept apart in the history)."""
        return bool(self.field.mask)

    def text(self, value: Any) -> str:
        """The value as the user reads it; an empty string where there is none."""
        if value is None or value == "":
            return ""
        match self.kind:
            case Kind.YES_NO:
                return _(YES_NO[bool(value)])
            case Kind.MONEY:
                return format_fen(value)
            case Kind.DATE:
                return value.isoformat()
            case Kind.MOMENT:
                return value.isoformat(sep=" ", timespec="minutes")
            case Kind.CODE:
                return self.field.codes.label(value) if self.field.codes else str(value)
            case _:
                return str(value)

    def parse(self, text: str) -> Any:
        """The value meant by `text`; BadInput, naming the field, when it cannot be understood."""
        try:
            return self._parse(text.strip())
        except BadInput as error:
            raise BadInput(f"{self.label}: {error.message}", remedy=error.remedy, candidates=error.candidates) from None

    def _parse(self, text: str) -> Any:
        if not text and self.kind is not Kind.YES_NO:
            return self.empty
        match self.kind:
            case Kind.YES_NO:
                return _parse_yes_no(text)
            case Kind.MONEY:
                return parse_fen(text)
            case Kind.INTEGER:
                return _parse_integer(text)
            case Kind.DATE:
                return parse_date(text)
            case Kind.MOMENT:
                return _parse_moment(text)
            case Kind.CODE:
                return self.field.codes.code(text) if self.field.codes else text
            case _:
                return text

    @property
    def empty(self) -> Any:
        """The value that says “nothing given”."""
        if self.kind is Kind.YES_NO:
            return False
        if self.nullable or self.kind in (Kind.DATE, Kind.MOMENT):
            return None
        return 0 if self.kind in (Kind.INTEGER, Kind.MONEY) else ""

    def to_stored(self, value: Any) -> Any:
        """The value as SQLite keeps it: ISO dates, 0/1, NULL for a reference to nothing."""
        if self.kind is Kind.REFERENCE:
            return value or None
        if self.kind is Kind.YES_NO:
            return int(value)
        if self.kind in (Kind.DATE, Kind.MOMENT):
            return value.isoformat() if value is not None else None
        return value

    def from_stored(self, value: Any) -> Any:
        """The value as a record holds it, from what SQLite keeps."""
        if self.kind is Kind.REFERENCE:
            return value or ""
        if self.kind is Kind.YES_NO:
            return bool(value)
        if value is not None and self.kind is Kind.DATE:
            return dt.date.fromisoformat(value)
        if value is not None and self.kind is Kind.MOMENT:
            return dt.datetime.fromisoformat(value)
        return value

    def from_json(self, value: Any) -> Any:
        """The value given in JSON (fen as integers, ISO dates, codes or their words); BadInput otherwise."""
        if value is None:
            return self.empty
        if isinstance(value, str):
            return self.parse(value)
        if isinstance(value, bool):
            right = self.kind is Kind.YES_NO
        elif isinstance(value, int):
            right = self.kind in (Kind.INTEGER, Kind.MONEY)
        else:
            right = (self.kind is Kind.DATE and type(value) is dt.date) or (
                self.kind is Kind.MOMENT and isinstance(value, dt.datetime)
            )
        if not right:
            raise BadInput(_("{field}: this value is of the wrong kind.").format(field=self.label))
        return value


def _parse_yes_no(text: str) -> bool:
    word = fold(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadInput(_("“{text}” is neither yes nor no.").format(text=text))


def _parse_integer(text: str) -> int:
    plain = fold(text).replace(",", "")
    try:
        return int(plain)
    except ValueError:
        raise BadInput(_("“{text}” is not a whole number.").format(text=text)) from None


def parse_date(text: str) -> dt.date:
    """The day meant by an ISO date (2022-11-28); BadInput otherwise."""
    try:
        return dt.date.fromisoformat(fold(text))
    except ValueError:
        raise BadInput(_("“{text}” is not a date.").format(text=text), remedy=_("Write it as 2022-11-28.")) from None


def _parse_moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(
            _("“{text}” is not a date with a time.").format(text=text), remedy=_("Write it as 2022-11-28 10:05.")
        ) from None


@cache
def columns(record_type: type) -> tuple[Column, ...]:
    """The declared fields of a record type, in order. The one place where a record type is reflected upon."""
    hints = get_type_hints(record_type, include_extras=True)
    found: list[Column] = []
    for declared in dataclasses.fields(record_type):
        hint: Any = hints[declared.name]
        if get_origin(hint) is Annotated:
            value_type, field = cast("tuple[Any, Field]", get_args(hint))
            found.append(_column(declared.name, value_type, field))
    return tuple(found)


def _column(name: str, value_type: Any, field: Field) -> Column:
    nullable = get_origin(value_type) in (Union, UnionType) and NoneType in get_args(value_type)
    plain = next(a for a in get_args(value_type) if a is not NoneType) if nullable else value_type
    return Column(name, field, field.kind or _kind(plain, field), nullable)


def _kind(plain: type, field: Field) -> Kind:
    if field.refers_to:
        return Kind.REFERENCE
    if field.codes:
        return Kind.CODE
    kinds: dict[type, Kind] = {
        str: Kind.TEXT,
        bool: Kind.YES_NO,
        int: Kind.INTEGER,
        dt.date: Kind.DATE,
        dt.datetime: Kind.MOMENT,
    }
    return kinds[plain]


@cache
def column(record_type: type, name: str) -> Column:
    """The column of that name; BadInput when the record type has none."""
    for candidate in columns(record_type):
        if candidate.name == name:
            return candidate
    raise BadInput(
        _("There is no field “{name}” here.").format(name=name),
        remedy=_("The fields are:"),
        candidates=[c.name for c in columns(record_type)],
    )


def to_json(record: object) -> dict[str, Any]:
    """A record as plain JSON values: fen as integers, ISO dates, ids as text."""
    return {
        c.name: value.isoformat() if isinstance(value := getattr(record, c.name), dt.date) else value
        for c in columns(type(record))
    }
