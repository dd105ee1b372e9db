"""What left the office: every export with its number, kind, rows and digest (rule 10)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.fields import CodeList, Field, Kind
from casework.language import N_
from casework.records import NumberField, Record

EXPORT_KINDS = CodeList(
    "export_kind",
    {
        "roster": N_("Roster"),
        "followup": N_("Follow-up sheet"),
        "monthly": N_("Monthly workbook"),
        "case_summary": N_("Case summary"),
        "monthly_summary": N_("Monthly summary"),
        "booklet": N_("Booklet of case summaries"),
        "visit_brief": N_("Visit brief"),
        "round_statement": N_("Round statement"),
        "appeal_sheet": N_("Sheet of a case"),
        "handover_sheet": N_("Handover sheet"),
        "list": N_("Responsibility list"),
        "route_sheet": N_("Route sheet"),
        "matches": N_("Suggested matches"),
        "other": N_("Other export"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecord(Record):
    """One file that left the office; a follow-up sheet keeps the values it was sent out with."""

    type_name: ClassVar[str] = "export_record"
    label: ClassVar[str] = N_("Export")
    happens_on: ClassVar[str] = "made_on"
    number_prefix: ClassVar[str] = "DC"
    names: ClassVar[tuple[str, ...]] = ("number",)

    number: NumberField = ""
    export_kind: Annotated[str, Field(N_("Kind"), codes=EXPORT_KINDS, required=True)]
    made_on: Annotated[dt.date, Field(N_("Made on"), required=True)]
    made_by: Annotated[str, Field(N_("Made by"), search="body")] = ""
    file_name: Annotated[str, Field(N_("File name"), search="title")] = ""
    row_count: Annotated[int, Field(N_("Rows"))] = 0
    unmasked: Annotated[bool, Field(N_("With personal data in full"))] = False
    sent_values: Annotated[str, Field(N_("Values sent out"), kind=Kind.LONG_TEXT, editable=False, listed=False)] = ""
