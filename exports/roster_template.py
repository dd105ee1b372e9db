"""Import templates: an empty roster with headings, drop-downs and one line that says how to fill it in."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from casework.entities.enterprises import Enterprise
from casework.errors import BadInput
from casework.fields import Column, Kind
from casework.language import _
from casework.records import Record
from exports.cell_looks import FILLABLE, HEAD, INSTRUCTION, TITLE
from exports.office_sheet import OfficeSheet
from exports.roster import roster_columns
from exports.roster_columns import JoinedColumn, RosterColumn, table_columns
from exports.sheet_table import INSTRUCTION_HEIGHT, ROW_HEIGHT, TITLE_HEIGHT, TableRows, write_head
from exports.workbook import new_workbook, sheet_title
from exports.workbook_plan import ExportFacts, SheetPlan, TableColumn, Written

TEMPLATE_ROWS = 300
"""How many empty rows are ready to be filled in."""
_HEAD_ROW = 3
_YEARS = (1950, 2100)
_NO_DAY = dt.date(2000, 1, 1)  # in a file that tells no day


def write_template(record_type: type[Record], target: Path) -> Written:
    """Writes the empty roster of a record type to `target`; FileTrouble when it cannot be written.

    Headings of what must be given are yellow. Every heading is one the import recognises. BadInput
    for a record type that only the program itself fills in.
    """
    chosen = template_columns(record_type)
    if not chosen:
        raise BadInput(_("“{type}” is not filled in by hand.").format(type=_(record_type.label)))
    drawn = tuple(_headed(column, look) for column, look in zip(chosen, table_columns(chosen, ()), strict=True))
    title = _("Template: {type}").format(type=_(record_type.label))
    plan = SheetPlan(
        title=sheet_title(_(record_type.label)), widths=tuple(column.width for column in drawn),
        head=(_HEAD_ROW, _HEAD_ROW), frozen_columns=1, footer=title,
    )  # fmt: skip
    with new_workbook(target, title, _no_facts()) as book:
        page = book.add_sheet(plan)
        page.write_line(title, TITLE, TITLE_HEIGHT)
        page.write_line(_instruction(), INSTRUCTION, INSTRUCTION_HEIGHT)
        write_head(page, drawn)
        TableRows(page, drawn, height=ROW_HEIGHT).write_all([[None] * len(drawn)] * TEMPLATE_ROWS)
        _guide(page, chosen)
    return Written(rows=0)


def template_columns(record_type: type[Record]) -> tuple[RosterColumn, ...]:
    """The columns of an import template: what can be entered, for enterprises with what hangs on them."""
    if record_type is Enterprise:
        return _enterprise_columns()
    return tuple(column for column in roster_columns(record_type) if column.field.editable)


def _enterprise_columns() -> tuple[JoinedColumn, ...]:
    words = [
        ("name", _("Enterprise name"), Kind.TEXT, 30), ("uscc", _("Unified social credit code"), Kind.TEXT, 22),
        ("short_name", _("Short name"), Kind.TEXT, 14), ("district", _("District"), Kind.TEXT, 12),
        ("park", _("Park"), Kind.TEXT, 16), ("address", _("Address"), Kind.TEXT, 26),
        ("industry_chain", _("Industry chain"), Kind.TEXT, 14), ("main_business", _("Main business"), Kind.TEXT, 24),
        ("above_scale", _("Above\nscale"), Kind.YES_NO, 6), ("high_tech", _("High-\ntech"), Kind.YES_NO, 6),
        ("st_sme", _("S&T\nSME"), Kind.YES_NO, 6), ("specialised_new", _("Specialised\nand new"), Kind.YES_NO, 7),
        ("little_giant", _("Little\ngiant"), Kind.YES_NO, 8),
        ("gazelle", _("Gazelle\nenterprise"), Kind.YES_NO, 6), ("key_enterprise", _("Key\nenterprise"), Kind.YES_NO, 6),
        ("is_industrial", _("Industrial\nenterprise"), Kind.YES_NO, 6),
        ("revenue_year", _("Year of\nthe data"), Kind.INTEGER, 8), ("revenue", _("Revenue"), Kind.MONEY, 13),
        ("employees", _("Number of\nemployees"), Kind.INTEGER, 9),
        ("commissioner", _("Service\ncommissioner"), Kind.TEXT, 10),
        ("contact_name", _("Contact of the enterprise"), Kind.TEXT, 10),
        ("contact_post", _("Post of\nthe contact"), Kind.TEXT, 10),
        ("contact_phone", _("Telephone of the contact"), Kind.TEXT, 15), ("note", _("Remarks"), Kind.TEXT, 24),
    ]  # fmt: skip
    return tuple(JoinedColumn(name=name, heading=head, kind=kind, width=width) for name, head, kind, width in words)


def _headed(column: RosterColumn, drawn: TableColumn) -> TableColumn:
    required = column.field.required if isinstance(column, Column) else column.name == "name"
    look = replace(drawn.look, number_format="0") if column.kind is Kind.INTEGER else drawn.look
    return replace(drawn, look=look, head=FILLABLE if required else HEAD)


def _instruction() -> str:
    return _(
        "One row each, from row {row} on. Yellow headings must be filled in. Dates as 2022-12-30; yes or no and the "
        "words of lists from the drop-downs; units and persons by their names; amounts in the unit of the heading."
    ).format(row=_HEAD_ROW + 1)


def _guide(page: OfficeSheet, chosen: tuple[RosterColumn, ...]) -> None:
    rows = (_HEAD_ROW + 1, _HEAD_ROW + TEMPLATE_ROWS)
    for place, column in enumerate(chosen):
        codes = column.field.codes if isinstance(column, Column) else column.codes
        if codes:
            page.offer(place, rows, [codes.label(code) for code in codes.labels])
        elif column.kind is Kind.YES_NO:
            page.offer(place, rows, [_("yes"), _("no")])
        elif column.kind is Kind.DATE:
            page.ask_for_day(place, rows, _YEARS)


def _no_facts() -> ExportFacts:
    """A template holds no data of any office."""
    return ExportFacts(export_number="", case_file="", centre="", made_by="", made_on=_NO_DAY, as_of=_NO_DAY)
