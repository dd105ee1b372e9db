"""The layout of the follow-up sheet, declared once for writing it and for reading it when it comes home."""

import datetime as dt
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casework.entities.appeals import CASE_STATES, CONFIRMATION_MODES, RATINGS, SERVICE_MODES
from casework.errors import BadInput
from casework.fields import CodeList, Kind
from casework.insight.roster_rows import FollowupRow
from casework.language import N_, _

LAYOUT = "huifang-followup-1"
"""Which layout a sheet has; a changed layout gets a new name, and the old one can still be read."""
SHEET_KEY = "sheet_key"
"""The setting in which the case file keeps the key that signs its sheets (decision 24)."""
META_SHEET = "_meta"
META_MARK = "huifang_followup"
"""The document property that repeats what the sheet `_meta` says."""
HEAD_ROW = 4
"""The row of the headings, from 1: title, source and instruction stand above it."""
FIRST_ROW = HEAD_ROW + 1
OFFERED_STATES = ("accepted", "assigned", "in_progress", "answered", "confirmed", "closed", "returned")
"""The states a unit may fill in; withdrawing, merging and re-opening are decided by the centre."""
_HINT = re.compile(r"\s*[(（][^()（）]*[)）]$")
_LATIN_BREAK = re.compile(r"(?<=[!-~])\n(?=[!-~])")
_SIGNATURE_LENGTH = 32
_HOME = "home"
"""The key, unlike any id, under which the sent values keep what came home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupColumn:
    """One column: `name` is the attribute of FollowupRow it shows; only a `fillable` one is read back.

    `hidden` columns carry what tells the row again: id, version and signature.
    """

    name: str
    heading: str
    kind: Kind = Kind.TEXT
    codes: CodeList | None = None
    fillable: bool = False
    hidden: bool = False

    @property
    def label(self) -> str:
        """The heading in the user's language, broken by hand where it is long."""
        return _(self.heading)

    def shown(self, value: str) -> str:
        """A value as it is compared, in the words of the user."""
        return self.codes.label(value) if self.codes and value else value

    @property
    def title(self) -> str:
        """The heading on one line, without the hint to choose."""
        return _LATIN_BREAK.sub(" ", _HINT.sub("", self.label)).replace("\n", "")

    @property
    def offered(self) -> tuple[str, ...]:
        """The codes its drop-down offers; empty for a column without one."""
        if self.codes is None or not self.fillable:
            return ()
        return OFFERED_STATES if self.codes is CASE_STATES else tuple(self.codes.labels)


COLUMNS = (
    FollowupColumn(name="number", heading=N_("Case no.")),
    FollowupColumn(name="enterprise", heading=N_("Enterprise")),
    FollowupColumn(name="subject", heading=N_("Subject of the case")),
    FollowupColumn(name="service_mode", heading=N_("Service\nmode"), kind=Kind.CODE, codes=SERVICE_MODES),
    FollowupColumn(name="unit", heading=N_("Responsible unit")),
    FollowupColumn(name="accepted_on", heading=N_("Accepted on"), kind=Kind.DATE),
    FollowupColumn(name="due_on", heading=N_("To be done by"), kind=Kind.DATE),
    FollowupColumn(name="remaining", heading=N_("Working\ndays left"), kind=Kind.INTEGER),
    FollowupColumn(
        name="state", heading=N_("State of handling\n(choose)"), kind=Kind.CODE, codes=CASE_STATES, fillable=True
    ),
    FollowupColumn(name="progress", heading=N_("Progress of handling"), kind=Kind.LONG_TEXT, fillable=True),
    FollowupColumn(name="answered_on", heading=N_("Date of answer"), kind=Kind.DATE, fillable=True),
    FollowupColumn(
        name="confirmation_mode",
        heading=N_("Enterprise confirmed\n(choose)"),
        kind=Kind.CODE,
        codes=CONFIRMATION_MODES,
        fillable=True,
    ),
    FollowupColumn(name="confirmed_by", heading=N_("Confirming\nperson"), fillable=True),
    FollowupColumn(name="rating", heading=N_("Satisfaction\n(choose)"), kind=Kind.CODE, codes=RATINGS, fillable=True),
    FollowupColumn(name="id", heading=N_("Id of the record"), hidden=True),
    FollowupColumn(name="version", heading=N_("Version sent"), kind=Kind.INTEGER, hidden=True),
    FollowupColumn(name="signature", heading=N_("Row signature"), hidden=True),
)
FILLABLE = tuple(column for column in COLUMNS if column.fillable)
HIDDEN = tuple(column for column in COLUMNS if column.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMeta:
    """What a follow-up sheet says about itself on its sheet `_meta` and in its document properties."""

    export_number: str
    case_file: str
    made_on: dt.date
    as_of: dt.date
    made_by: str
    row_count: int
    layout: str = LAYOUT
    columns: tuple[str, ...] = tuple(column.name for column in COLUMNS)
    signature: str = ""

    def values(self) -> dict[str, str]:
        """Its fields as text, in the order in which they are written."""
        return {
            "layout": self.layout,
            "export_number": self.export_number,
            "case_file": self.case_file,
            "made_on": self.made_on.isoformat(),
            "as_of": self.as_of.isoformat(),
            "made_by": self.made_by,
            "row_count": str(self.row_count),
            "columns": ",".join(self.columns),
            "signature": self.signature,
        }

    def signed(self, key: str) -> "SheetMeta":
        """The same with its signature by the key of the case file."""
        said = {name: text for name, text in self.values().items() if name != "signature"}
        return replace(self, signature=_signature(key, said))

    def is_genuine(self, key: str) -> bool:
        """Whether the case file with this key wrote it so."""
        return _same(self.signed(key).signature, self.signature)


def read_meta(values: Mapping[str, str]) -> SheetMeta:
    """What `SheetMeta.values` wrote; BadInput when it is no follow-up sheet of a known layout."""
    try:
        meta = SheetMeta(**_fields(values))
    except (KeyError, ValueError):
        meta = None
    if meta is None or meta.layout != LAYOUT:
        raise BadInput(
            _("This is no follow-up sheet that this version can read."),
            remedy=_("Take the file as it was sent out; columns and hidden sheets must not be changed."),
        )
    return meta


def _fields(values: Mapping[str, str]) -> dict[str, Any]:
    return {
        "layout": values["layout"],
        "export_number": values["export_number"],
        "case_file": values["case_file"],
        "made_on": dt.date.fromisoformat(values["made_on"]),
        "as_of": dt.date.fromisoformat(values["as_of"]),
        "made_by": values["made_by"],
        "row_count": int(values["row_count"]),
        "columns": tuple(values["columns"].split(",")),
        "signature": values.get("signature", ""),
    }


def new_sheet_key() -> str:
    """A new key for the setting `sheet_key`: 256 bits of chance as hexadecimal text."""
    return secrets.token_hex(32)


def row_signature(key: str, export_number: str, record_id: str, version: int) -> str:
    """What proves that a row went out with this export, for this record in this version and with these columns."""
    return _signature(key, [LAYOUT, export_number, record_id, version, [column.name for column in FILLABLE]])


def is_genuine_row(key: str, export_number: str, record_id: str, version: int, signature: str) -> bool:
    """Whether a row that came home carries the signature it was sent out with."""
    return _same(row_signature(key, export_number, record_id, version), signature)


def sent_values(rows: Sequence[FollowupRow]) -> str:
    """The values of the fillable columns as they went out, for ExportRecord.sent_values; dates as ISO text."""
    sent = {row.id: plain_values(row) for row in rows}
    return json.dumps(sent, ensure_ascii=False, separators=(",", ":"))


def read_sent_values(text: str) -> dict[str, dict[str, str]]:
    """What `sent_values` wrote: record id → column name → value as text, empty where nothing was sent."""
    kept: dict[str, Any] = json.loads(text) if text else {}
    return {key: values for key, values in kept.items() if key != _HOME}


def read_home_values(text: str) -> dict[str, dict[str, str]]:
    """What has come home of a sheet so far: record id → column name → the value that was taken in or decided upon."""
    kept: dict[str, Any] = json.loads(text) if text else {}
    return kept.get(_HOME, {})


def with_home_values(text: str, home: Mapping[str, Mapping[str, str]]) -> str:
    """The values sent out with those that came home beside them: what came home once is not compared again."""
    known = read_home_values(text)
    merged = {key: {**known.get(key, {}), **home.get(key, {})} for key in (*known, *home)}
    return json.dumps({**read_sent_values(text), _HOME: merged}, ensure_ascii=False, separators=(",", ":"))


def plain_values(row: FollowupRow) -> dict[str, str]:
    """The fillable columns of a row as they are compared: codes, ISO days, text; empty where there is nothing."""
    return {column.name: _plain(getattr(row, column.name)) for column in FILLABLE}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else value or ""


def _signature(key: str, said: object) -> str:
    """HMAC-SHA256 over the JSON of what is said, its first 128 bits (RFC 2104 allows half the length)."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(bytes.fromhex(key), text.encode(), hashlib.sha256).hexdigest()[:_SIGNATURE_LENGTH]


def _same(right: str, given: str) -> bool:
    return hmac.compare_digest(right.encode(), given.encode())
