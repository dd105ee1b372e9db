"""The facts given to a verb: plain values of a script or a form in, records out, and nothing left unread."""

import dataclasses
import difflib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Literal, TypeVar, cast, overload

from casework.errors import BadInput, RuleForbids
from casework.fields import Column, Kind, column, columns
from casework.language import _
from casework.records import Reader, Record

R = TypeVar("R", bound=Record)
_ID = "_id"


class Facts:
    """What one verb is told: values by the names of record fields, each taken once by the verb that knows it.

    Values are those of JSON (text, whole numbers, yes or no, null) or dates. A field that refers to
    another record is given by its id (`enterprise_id`) or by any words that call it (`enterprise`).
    """

    def __init__(
        self, values: Mapping[str, Any], read: Reader, *, place: str = "", outer: "Facts | None" = None
    ) -> None:
        """Facts as given; `read` finds what they refer to; `place` and `outer` say where they stand."""
        self._values = dict(values)
        self._read = read
        self._place = place
        self._outer = outer
        self._known: dict[str, None] = {}
        self._taken: set[str] = set()
        self._inner: dict[str, list[Facts]] = {}

    def given(self, *names: str) -> bool:
        """Whether one of these facts is given (null counts: it empties a field)."""
        self._known.update(dict.fromkeys(names))
        return any(name in self._values for name in names)

    def take(self, name: str, default: Any = None) -> Any:
        """The plain value of a fact; `default` where it is not given or null."""
        self._known[name] = None
        self._taken.add(name)
        value = self._values.get(name)
        return default if value is None else value

    def rename(self, alias: str, name: str) -> None:
        """Lets `alias` stand for the fact `name` (`on` for the natural day); BadInput where both are given."""
        self._known[alias] = None
        if alias not in self._values:
            return
        if name in self._values:
            raise _given_twice(alias, name)
        self._values[name] = self._values.pop(alias)

    def value(self, record_type: type[Record], name: str, default: Any = None) -> Any:
        """The value of the fact that is called and written like a field of `record_type`."""
        known = column(record_type, name)
        names = _fact_names(known)
        if not self.given(*names) or all(self.take(one) is None for one in names):
            return default
        found = self._given_value(known)
        return default if found in (None, "") else found

    @property
    def confirmed(self) -> bool:
        """Whether the user, asked about something unlikely, said `confirm: true` here or further out."""
        if self.take("confirm", default=False) is True:
            return True
        return self._outer is not None and self._outer.confirmed

    @overload
    def reference(self, name: str, record_type: type[R], *, required: Literal[True]) -> R: ...

    @overload
    def reference(self, name: str, record_type: type[R], *, required: bool = False) -> R | None: ...

    def reference(self, name: str, record_type: type[R], *, required: bool = False) -> R | None:
        """The record called by `name` (words) or `name_id`; NotFound, Ambiguous, or missing where it is required."""
        by_words, by_id = self.take(name), self.take(name + _ID)
        if by_words is not None and by_id is not None:
            raise _given_twice(name, name + _ID)
        if by_words not in (None, ""):
            return self._read.find(record_type, _words(_(record_type.label), by_words))
        if by_id not in (None, ""):
            return self._read.get(record_type, _words(_(record_type.label), by_id))
        if required:
            raise missing(_(record_type.label), name)
        return None

    def names(self, name: str) -> list[str]:
        """The names or ids listed under `name`; one alone may stand without a list."""
        found = self.take(name, default=[])
        listed = cast("Sequence[Any]", found) if isinstance(found, list | tuple) else (found,)
        return [_words(name, item) for item in listed]

    def each(self, name: str, *, called: str = "") -> "list[Facts]":
        """The facts listed under `name`, one object each; a plain text is understood as the fact `called`."""
        found = self.take(name, default=[])
        if not isinstance(found, list | tuple):
            raise BadInput(_("“{name}” must be a list.").format(name=self._place + name))
        if name not in self._inner:
            items = enumerate(cast("Sequence[Any]", found))
            self._inner[name] = [self._inside(f"{name}[{number}]", item, called) for number, item in items]
        return self._inner[name]

    def _inside(self, name: str, item: Any, called: str) -> "Facts":
        values: Any = {called: item} if called and isinstance(item, str) else item
        if not isinstance(values, Mapping):
            raise BadInput(_("“{name}” must be an object with facts.").format(name=self._place + name))
        place = f"{self._place}{name}."
        return Facts(cast("Mapping[str, Any]", values), self._read, place=place, outer=self)

    def record(
        self,
        record_type: type[R],
        defaults: Mapping[str, Any] | None = None,
        /,
        *,
        without: Collection[str] = (),
        **fixed: Any,
    ) -> R:
        """A new record from the facts that are its fields, except those named in `without`.

        `defaults` stand where nothing is given, `fixed` values follow from the step: facts that say
        otherwise are refused (BadInput). RuleForbids names a required field that is missing.
        """
        values = {**(defaults or {}), **self._field_values(record_type, fixed, without), **fixed}
        for declared in dataclasses.fields(record_type):
            if declared.default is dataclasses.MISSING and declared.name not in values:
                raise missing(column(record_type, declared.name).label, declared.name)
        return record_type(**values)

    def changed(self, record: R, /, *, without: Collection[str] = (), **fixed: Any) -> R:
        """`record` with the facts that are its fields, except those named in `without`.

        `version`, where it is given, is the version the user looked at: the write door refuses the
        change (Conflict) when the record was changed since.
        """
        values = self._field_values(type(record), fixed, without)
        if self.given("version"):
            values["version"] = column(type(record), "version").from_json(self.take("version"))
        return dataclasses.replace(record, **{**values, **fixed})

    def nothing_left(self) -> None:
        """BadInput when a fact was given that nobody knows; the known ones are named."""
        for inner in (facts for listed in self._inner.values() for facts in listed):
            inner.nothing_left()
        left = next((name for name in self._values if name not in self._taken), "")
        if left:
            near = difflib.get_close_matches(left, self._known, n=3)
            raise BadInput(
                _("“{name}” is not a fact this step knows.").format(name=self._place + left),
                remedy=_("Did you mean:") if near else _("The facts are:"),
                candidates=near or sorted(self._known),
            )

    def _field_values(
        self, record_type: type[Record], fixed: Mapping[str, Any], without: Collection[str]
    ) -> dict[str, Any]:
        """The given values of the fields a user may write; what is fixed may only be repeated."""
        values: dict[str, Any] = {}
        for known, names in _editable(record_type):
            if known.name in without:
                continue
            self._known.update(names)
            if not any(name in self._values for name in names):
                continue
            values[known.name] = self._given_value(known)
            if known.name in fixed and values[known.name] != fixed[known.name]:
                raise BadInput(
                    _("{field} follows from this step and cannot be given with it.").format(field=known.label)
                )
        return values

    def _given_value(self, known: Column) -> Any:
        if known.kind is not Kind.REFERENCE:
            self._known[known.name] = None
            self._taken.add(known.name)
            value = self._values.get(known.name)
            return known.empty if value is None else known.from_json(value)
        found = self.reference(known.name.removesuffix(_ID), self._read.types[known.field.refers_to])
        return found.id if found else ""


def missing(label: str, name: str) -> RuleForbids:
    """The refusal where a required fact, called `label` by the user, is not given."""
    return RuleForbids(_("{field} is missing.").format(field=label), field=name)


def _fact_names(known: Column) -> tuple[str, ...]:
    """The names by which the value of a field may be given, the plainest first."""
    return (known.name.removesuffix(_ID), known.name) if known.kind is Kind.REFERENCE else (known.name,)


@cache
def _editable(record_type: type[Record]) -> tuple[tuple[Column, dict[str, None]], ...]:
    """The fields of a record type that a user may write, each with the names by which it may be given."""
    return tuple((c, dict.fromkeys(_fact_names(c))) for c in columns(record_type) if c.field.editable)


def _words(label: str, value: Any) -> str:
    """The words of a name; a number counts as its digits (round 4)."""
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise BadInput(_("{field}: this value is of the wrong kind.").format(field=label))


def _given_twice(one: str, other: str) -> BadInput:
    return BadInput(_("Give either “{one}” or “{other}”, not both.").format(one=one, other=other))
