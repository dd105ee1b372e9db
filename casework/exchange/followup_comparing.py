"""Each cell of a returned sheet: what was sent out (base), what came back (theirs), what stands now (ours)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from casework.chinese import fold
from casework.entities.appeals import Appeal
from casework.entities.export_records import ExportRecord
from casework.errors import BadInput
from casework.exchange.cell_values import is_blank, read_day, read_text
from casework.exchange.followup_layout import (
    FILLABLE,
    OFFERED_STATES,
    FollowupColumn,
    is_genuine_row,
    plain_values,
    read_home_values,
    read_sent_values,
)
from casework.exchange.followup_reading import ReturnedRow, ReturnedSheet
from casework.exchange.sheet_rows import LONGEST_TEXT, CellValue
from casework.fields import CodeList, Kind
from casework.insight.roster_rows import FollowupRow, followup_rows_of
from casework.language import _, in_every_language
from casework.records import Reader

Values = Mapping[str, str]
"""Fillable columns by name, as they are compared: codes, ISO days, text; empty where there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell that came back otherwise than it went out, and that does not stand here already.

    `base` is None where it is not known any more what was sent out. `is_stale` says that a person
    must choose: it was changed here too, or it was filled in together with a state that was.
    """

    column: FollowupColumn
    base: str | None
    theirs: str
    ours: str
    is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFinding:
    """What a row says: the case it means, its differences, or why it is refused; `remarks` for the user.

    `export` is the number under which the row went out.
    """

    row: ReturnedRow
    record_id: str = ""
    title: str = ""
    export: str = ""
    differences: tuple[Difference, ...] = ()
    refusal: str = ""
    remarks: tuple[str, ...] = ()


class Comparison:
    """Compares the rows of a returned sheet with a case file; made for one sheet."""

    def __init__(self, read: Reader, sheet: ReturnedSheet, key: str) -> None:
        """`key` signs the sheets of the case file (decision 24). BadInput for a sheet of another case file."""
        self._sheet, self._key = sheet, key
        sent = read.select(ExportRecord, "export_kind = 'followup'", order="rowid desc")
        self.exports = {record.number: record for record in sent}
        self._numbers = self._likely_numbers()
        self._of_row = {row.number: self._export_of(row) for row in sheet.rows}
        self._refuse_foreign()
        self._ids: defaultdict[str, list[int]] = defaultdict(list)
        for row in sheet.rows:
            if self._of_row[row.number]:
                self._ids[_id(row)].append(row.number)
        self._now = followup_rows_of(read, read.clock.today, self._ids)
        self._known = {id_ for id_ in self._ids if id_ in self._now or _lies_in_the_bin(read, id_)}
        self._base = {number: _base_of(record) for number, record in self.exports.items() if number in self.used}

    @property
    def used(self) -> tuple[str, ...]:
        """The numbers of the exports whose rows stand in the sheet."""
        return tuple(dict.fromkeys(number for number in self._of_row.values() if number))

    def _likely_numbers(self) -> list[str]:
        """The exports a row may have gone out with, the one named by the sheet first."""
        meta = self._sheet.meta
        named = [meta.export_number] if meta else []
        return list(dict.fromkeys([*named, *self.exports]))

    def _export_of(self, row: ReturnedRow) -> str:
        """The number of the export whose signature the row carries; empty where none does."""
        record_id, version, signature = _id(row), _version(row), _text(row, "signature")
        if not (record_id and signature) or version is None:
            return ""
        found = (n for n in self._numbers if is_genuine_row(self._key, n, record_id, version, signature))
        return next(found, "")

    def _refuse_foreign(self) -> None:
        """BadInput where neither the sheet nor any of its rows was sent out by this case file."""
        meta = self._sheet.meta
        if any(self._of_row.values()) or (meta and meta.is_genuine(self._key)):
            return
        words = _("“{name}” was sent out from another case file ({case_file}).")
        if meta is None:
            words = _("No row of “{name}” was sent out from this case file.")
        raise BadInput(
            words.format(name=self._sheet.file_name, case_file=meta.case_file if meta else ""),
            remedy=_("Open the case file it was sent out from and take it back there."),
        )

    def finding(self, row: ReturnedRow) -> RowFinding:
        """What one row says."""
        export, record_id = self._of_row[row.number], _id(row)
        now = self._now.get(record_id) if export else None
        found = RowFinding(row=row, record_id=record_id if export else "", title=_title(row, now), export=export)
        refusal = self._refusal(row, export, record_id)
        if refusal or now is None:
            return _refused(found, refusal or _("The case is no longer in the case file."))
        try:
            theirs = {column.name: self._read(column, row) for column in FILLABLE if column.name in row.cells}
        except BadInput as error:
            return _refused(found, str(error))
        return self._compared(found, now, theirs)

    def _refusal(self, row: ReturnedRow, export: str, record_id: str) -> str:
        if not record_id:
            return _("The row was not sent out with the sheet; a new case is taken in as one.")
        if not export:
            return _("The row lacks the signature it was sent out with; it was changed, or comes from elsewhere.")
        others = [number for number in self._ids[record_id] if number != row.number]
        if others:
            listed = "、".join(map(str, others))
            return _("The case stands in the sheet more than once, also in row {rows}.").format(rows=listed)
        if record_id in self._known and record_id not in self._now:
            return _("The case lies in the recycle bin.")
        return ""

    def _read(self, column: FollowupColumn, row: ReturnedRow) -> str:
        """A cell as it is compared; BadInput, naming the column, for a value that is none."""
        cell = row.cells[column.name]
        try:
            return "" if is_blank(cell) else _value(column, cell, date_1904=self._sheet.date_1904)
        except BadInput as error:
            raise BadInput(
                f"{column.title}: {error.message}", remedy=error.remedy, candidates=error.candidates
            ) from None

    def _compared(self, found: RowFinding, now: FollowupRow, theirs: Values) -> RowFinding:
        base = self._base.get(found.export, {}).get(now.id) or self._unknown_base(found.row, now)
        ours = plain_values(now)
        changed = [c for c in FILLABLE if theirs.get(c.name) and not _same(theirs[c.name], _told(base, c.name))]
        open_ = [c for c in changed if not _same(theirs[c.name], ours[c.name])]
        if any(c.name == "state" and theirs["state"] not in OFFERED_STATES for c in open_):
            return _refused(found, _("Withdrawing, merging and re-opening a case is decided by the centre."))
        stale = {c.name for c in open_ if not _same(ours[c.name], _told(base, c.name))}
        differences = tuple(
            Difference(
                column=c,
                base=_told(base, c.name),
                theirs=theirs[c.name],
                ours=ours[c.name],
                is_stale="state" in stale or c.name in stale,
            )
            for c in open_
        )
        remarks = _remarks(base, theirs, nothing_new=bool(changed) and not open_)
        return replace(found, record_id=now.id, differences=differences, remarks=remarks)

    def _unknown_base(self, row: ReturnedRow, now: FollowupRow) -> Values | None:
        """Where nothing is kept of what was sent: what stands now, as long as the case has the version sent."""
        return plain_values(now) if _version(row) == now.version else None


def _base_of(record: ExportRecord) -> dict[str, dict[str, str]]:
    """What was sent out, with what came home since in its place."""
    sent, home = read_sent_values(record.sent_values), read_home_values(record.sent_values)
    return {key: {**values, **home.get(key, {})} for key, values in sent.items()}


def _lies_in_the_bin(read: Reader, record_id: str) -> bool:
    return bool(read.select(Appeal, "id = :id", {"id": record_id}, removed=True))


def _refused(found: RowFinding, refusal: str) -> RowFinding:
    return replace(found, refusal=refusal)


def _text(row: ReturnedRow, name: str) -> str:
    cell = row.cells.get(name)
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)


def _id(row: ReturnedRow) -> str:
    return _text(row, "id").lower()


def _version(row: ReturnedRow) -> int | None:
    text = fold(_text(row, "version")).removesuffix(".0")
    return int(text) if text.isdecimal() else None


def _title(row: ReturnedRow, now: FollowupRow | None) -> str:
    words = (now.number, now.subject) if now else (_text(row, "number"), _text(row, "subject"))
    return " ".join(word for word in words if word)


def _value(column: FollowupColumn, cell: CellValue, *, date_1904: bool) -> str:
    if column.kind is Kind.DATE:
        day = read_day(cell, date_1904=date_1904)
        return day.isoformat() if isinstance(day, dt.date) else ""
    text = settled(read_text(cell))
    return _code(column, column.codes, text) if column.codes else text


def _code(column: FollowupColumn, codes: CodeList, text: str) -> str:
    """The code of a word in any language; BadInput for a word that is none, or none a unit may choose."""
    wanted = fold(text)
    code = next((c for c, word in codes.labels.items() if wanted in map(fold, (c, *in_every_language(word)))), "")
    if not code:
        raise BadInput(
            _("“{text}” is not one of the values of this list.").format(text=text),
            remedy=_("Choose one of:"),
            candidates=[codes.label(one) for one in column.offered],
        )
    return code


def settled(text: str) -> str:
    """Text as it is compared: without blanks at the ends of its lines, and not longer than a cell can hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()[:LONGEST_TEXT]


def _told(base: Values | None, name: str) -> str | None:
    return None if base is None else base.get(name, "")


def _same(one: str, other: str | None) -> bool:
    return other is not None and settled(one) == settled(other)


def _remarks(base: Values | None, theirs: Values, *, nothing_new: bool) -> tuple[str, ...]:
    """What the user is told of a row beside its changes."""
    emptied = [c.title for c in FILLABLE if not theirs.get(c.name, "-") and not is_blank(_told(base, c.name))]
    told = [_("An emptied cell deletes nothing: {columns}.").format(columns="、".join(emptied))] if emptied else []
    return (*told, *([_("It stands in the case file already.")] if nothing_new else []))
