"""The roster of enterprises: classes of a year, service and contacts in groups, ready to print and to import again."""

from collections.abc import Iterable, Sequence
from typing import Any

from casework.entities.visits import CONTACT_MODES
from casework.fields import Kind
from casework.insight.roster_rows import EnterpriseRosterRow
from casework.language import _
from exports.roster import RosterSheet
from exports.roster_columns import JoinedColumn
from exports.workbook_plan import ExportFacts

_PLACE_NAMES = ("district", "park")


def enterprise_columns(year: int) -> tuple[JoinedColumn, ...]:
    """The columns of the roster of enterprises with the classes of `year`, headed as an import knows them."""
    return (
        JoinedColumn(name="place", heading=_("Serial no."), kind=Kind.INTEGER, width=5.5, align="center"),
        JoinedColumn(name="name", heading=_("Enterprise name"), width=26),
        JoinedColumn(name="uscc", heading=_("Unified social credit code"), width=21, align="center"),
        JoinedColumn(name="district", heading=_("District"), width=9.5, align="center"),
        JoinedColumn(name="park", heading=_("Park"), width=12),
        JoinedColumn(name="industry_chain", heading=_("Industry chain"), width=12),
        *_class_columns(_("Classes ({year})").format(year=year)),
        JoinedColumn(name="revenue", heading=_("Revenue"), kind=Kind.MONEY, width=11),
        *_service_columns(_("Service")),
        *_contact_columns(_("Contacts")),
        JoinedColumn(name="open_appeals", heading=_("Open\nappeals"), kind=Kind.INTEGER, width=6, align="center"),
    )


def _class_columns(group: str) -> tuple[JoinedColumn, ...]:
    headings = {
        "above_scale": (_("Above\nscale"), 5.5), "high_tech": (_("High-\ntech"), 5.5),
        "st_sme": (_("S&T\nSME"), 5.5), "specialised_new": (_("Specialised\nand new"), 6.0),
        "little_giant": (_("Little\ngiant"), 7.0), "gazelle": (_("Gazelle\nenterprise"), 5.5),
        "key_enterprise": (_("Key\nenterprise"), 5.5),
    }  # fmt: skip
    return tuple(
        JoinedColumn(name=name, heading=heading, kind=Kind.YES_NO, group=group, width=width)
        for name, (heading, width) in headings.items()
    )


def _service_columns(group: str) -> tuple[JoinedColumn, ...]:
    return (
        JoinedColumn(name="commissioner", heading=_("Service\ncommissioner"), group=group, width=8, align="center"),
        JoinedColumn(name="contact_name", heading=_("Contact of the enterprise"), group=group, width=9, align="center"),
        JoinedColumn(
            name="contact_phone", heading=_("Telephone of the contact"), group=group, mask="phone", width=13.5,
            align="center",
        ),
    )  # fmt: skip


def _contact_columns(group: str) -> tuple[JoinedColumn, ...]:
    return (
        JoinedColumn(name="last_contact_on", heading=_("Last contact"), kind=Kind.DATE, group=group, width=11.5),
        JoinedColumn(
            name="last_contact_mode", heading=_("How contacted"), kind=Kind.CODE, codes=CONTACT_MODES, group=group,
            width=9.5,
        ),
        JoinedColumn(name="next_contact", heading=_("Next contact"), kind=Kind.DATE, group=group, width=11.5),
    )  # fmt: skip


def enterprise_sheet(
    rows: Sequence[EnterpriseRosterRow], facts: ExportFacts, *, scope: str, year: int, masked: bool = True
) -> RosterSheet:
    """The roster of these enterprises; `scope` is the name of the place, `year` that of the classes in the rows."""
    chosen = enterprise_columns(year)
    return RosterSheet(
        title=_("Roster of enterprises: {scope}, {count}").format(scope=scope, count=len(rows)),
        columns=chosen,
        rows=[[enterprise_value(row, column, place) for column in chosen] for place, row in enumerate(rows, start=1)],
        facts=facts,
        remarks=tuple(_remarks(rows, year)),
        masked=masked,
        frozen=3,
    )


def enterprise_value(row: EnterpriseRosterRow, column: JoinedColumn, place: int) -> Any:
    """What stands in a column of this enterprise, the `place`th of the roster."""
    if column.name == "place":
        return place
    if column.name == "next_contact":
        return _("none needed") if row.no_next_contact else row.next_contact_on
    if column.name in _PLACE_NAMES:
        return getattr(row, column.name) or "—"
    return getattr(row, column.name) or None


def _remarks(rows: Iterable[EnterpriseRosterRow], year: int) -> list[str]:
    found = [_("Classes of {year}").format(year=year)]
    years = sorted({row.revenue_year for row in rows if row.revenue_year and row.revenue is not None})
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}—{years[-1]}"
        found.append(_("Revenue of {year}").format(year=span))
    return [*found, _("Sorted by pinyin")]
