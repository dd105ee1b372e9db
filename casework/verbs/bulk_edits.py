"""One field of many records changed at once: set, cleared, words replaced, something added; each under its rules."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.errors import CaseworkError
from casework.facts import Facts
from casework.fields import CodeList, Column, Kind, column, columns
from casework.language import N_, _
from casework.records import Record
from casework.store.door import Door
from casework.verbs.any_record import correct, is_step

DEEDS = CodeList(
    "bulk_deed",
    {"set": N_("Set"), "clear": N_("Empty"), "replace": N_("Replace words"), "add": N_("Add to it")},
)
_WORDS = (Kind.TEXT, Kind.LONG_TEXT)
_BY_KIND: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("set", "replace", "add", "clear"),
    Kind.LONG_TEXT: ("set", "replace", "add", "clear"),
    Kind.INTEGER: ("set", "add", "clear"),
    Kind.MONEY: ("set", "add", "clear"),
    Kind.DATE: ("set", "add", "clear"),
    Kind.MOMENT: ("set", "clear"),
    Kind.YES_NO: ("set",),
    Kind.CODE: ("set", "clear"),
    Kind.REFERENCE: ("set", "clear"),
}
Progress = Callable[[int, int], bool]
"""Told the records done and the records in all; answers False to cancel."""


class BulkEditCancelled(CaseworkError):
    """The user stopped it; nothing was written."""

    code = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEdit:
    """What is done to one field of every record.

    `value` is what is set or added (days for a date, fen for an amount); `find` the words that `value`
    takes the place of.
    """

    record_type: type[Record]
    field: str
    deed: str
    value: Any = None
    find: str = ""

    @property
    def column(self) -> Column:
        """The field."""
        return column(self.record_type, self.field)

    def applied(self, old: Any) -> Any:
        """What becomes of a value."""
        match self.deed:
            case "clear":
                return self.column.empty
            case "replace":
                return str(old).replace(self.find, str(self.value or "")) if self.find else old
            case "add":
                return self._added(old)
            case _:
                return self.value

    def _added(self, old: Any) -> Any:
        kind = self.column.kind
        if kind in _WORDS:
            joint = "\n" if kind is Kind.LONG_TEXT else ""
            return f"{old}{joint if old else ''}{self.value}"
        if old is None:
            return None if kind is Kind.DATE else self.value
        return old + dt.timedelta(days=self.value) if kind is Kind.DATE else old + self.value

    @property
    def words(self) -> str:
        """The action as the history says it."""
        field = self.column.label
        return _("Change many records: {field}").format(field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkVerdict:
    """What becomes of one record: its value before and after in words, or why a rule refuses it."""

    id: str
    title: str
    old: str
    new: str
    refused: str = ""

    @property
    def is_change(self) -> bool:
        """Whether the record is changed."""
        return not self.refused and self.old != self.new


def bulk_fields(record_type: type[Record]) -> tuple[Column, ...]:
    """The fields of a type that may be changed in bulk: those a user may write and no step of the work owns."""
    return tuple(
        known
        for known in columns(record_type)
        if known.field.editable and known.field.listed and not is_step(record_type.type_name, known.name)
    )


def bulk_deeds(known: Column) -> tuple[str, ...]:
    """What can be done to a field of its kind; what must be given cannot be emptied."""
    return tuple(deed for deed in _BY_KIND[known.kind] if deed != "clear" or not known.field.required)


def change_many(write: Door, edit: BulkEdit, ids: Sequence[str], progress: Progress | None = None) -> list[BulkVerdict]:
    """Changes each of these records by itself; one that a rule refuses stays as it is, and the reason is told."""
    names = _Names(write, edit.column)
    verdicts: list[BulkVerdict] = []
    for done, record_id in enumerate(ids):
        if progress and done % 50 == 0 and not progress(done, len(ids)):
            raise BulkEditCancelled(_("The change was cancelled; nothing was written."))
        verdicts.append(_change_one(write, edit, write.get(edit.record_type, record_id), names))
    return verdicts


def _change_one(write: Door, edit: BulkEdit, record: Record, names: "_Names") -> BulkVerdict:
    before = getattr(record, edit.field)
    after = edit.applied(before)
    title = " ".join(word for word in (getattr(record, "number", ""), record.title()) if word)
    verdict = BulkVerdict(id=record.id, title=title, old=names.words(before), new=names.words(after))
    if after == before:
        return verdict
    try:
        with write.attempt():
            stored = correct(write, Facts({edit.field: after or _nothing(after)}, write), record)
    except CaseworkError as error:
        return BulkVerdict(id=record.id, title=title, old=verdict.old, new=verdict.new, refused=str(error))
    return BulkVerdict(id=record.id, title=title, old=verdict.old, new=names.words(getattr(stored, edit.field)))


def _nothing(value: Any) -> Any:
    """No and 0 are values; an empty text is none."""
    return None if value == "" else value


class _Names:
    """The words of the values of a field; what it refers to is looked up once."""

    def __init__(self, write: Door, known: Column) -> None:
        self._write, self._column = write, known
        self._known: dict[str, str] = {}

    def words(self, value: Any) -> str:
        """The words of a value."""
        if self._column.kind is not Kind.REFERENCE or not value:
            return self._column.text(value)
        if value not in self._known:
            kind = self._write.types[self._column.field.refers_to]
            self._known[value] = self._write.get(kind, value).title()
        return self._known[value]
