"""Rosters leaving the office: a list as it stands on screen, or by a saved profile, in one file or several."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from casework.casebook import Casebook
from casework.entities.export_profiles import ExportProfile
from casework.errors import NotFound
from casework.insight.roster_groups import groups_of
from casework.language import _
from casework.records import Record
from desktop.export_log import Contents, Made, made, refuse_existing
from desktop.record_labels import labels
from desktop.roster_children import child_columns
from desktop.roster_orders import Gathered, RosterOrder, group_column, grouping_words, order_of
from exports.roster import RosterSheet, referred_types, roster_values, write_roster, write_rosters
from exports.roster_columns import JoinedColumn, RosterColumn
from exports.workbook_plan import ExportFacts

Told = Callable[[int, int], bool]
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenRoster:
    """A list as it stands on screen: its title, columns and rows (values, as the columns give them)."""

    title: str
    columns: tuple[JoinedColumn, ...]
    rows: Sequence[Sequence[Any]]
    remarks: tuple[str, ...] = ()
    unmasked: bool = False


def export_screen(book: Casebook, target: Path, roster: ScreenRoster, *, force: bool = False) -> Made:
    """A list as it stands on screen, as a workbook."""

    def write(facts: ExportFacts) -> Contents:
        sheet = RosterSheet(
            title=roster.title,
            columns=roster.columns,
            rows=roster.rows,
            facts=facts,
            remarks=roster.remarks,
            masked=not roster.unmasked,
        )
        written = write_roster(target, sheet)
        return Contents(written.rows, written.warnings)

    return made(book, target, "roster", write, force=force, unmasked=roster.unmasked)


def profile_called(book: Casebook, kind: type[Record], name: str) -> ExportProfile:
    """The export profile of that name for a type; NotFound with the known names otherwise."""
    known = {one.name: one for one in book.select(ExportProfile, "exported_type = :type", {"type": kind.type_name})}
    if name not in known:
        raise NotFound(
            _("There is no export profile “{name}” for this type.").format(name=name),
            remedy=_("The profiles are:"),
            candidates=["full", *sorted(known)],
        )
    return known[name]


def export_profile(
    book: Casebook, target: Path, profile: ExportProfile, *, scope: str = "", force: bool = False
) -> list[tuple[Path, Made]]:
    """A roster by a saved profile; the files that were made, one unless the profile divides by groups."""
    return export_order(book, target, replace(order_of(book, profile), scope=scope), force=force)


def export_order(
    book: Casebook, target: Path, order: RosterOrder, *, force: bool = False, told: Told | None = None
) -> list[tuple[Path, Made]]:
    """A roster as it is ordered; nothing is written where one of its files exists and `force` is not given."""
    gathered = Gathered(book, order)
    if order.grouping and order.division == "files":
        return _export_files(gathered, target, force=force, told=told)
    sheets = _sheets(gathered) if order.grouping else [_whole(gathered)]
    return [(target, _export(gathered, target, sheets, force=force))]


_Sheet = Callable[[ExportFacts], RosterSheet]


def _export_files(gathered: Gathered, target: Path, *, force: bool, told: Told | None) -> list[tuple[Path, Made]]:
    groups = _groups(gathered)
    paths = [target.with_name(f"{target.stem}-{label.translate(_UNSAFE)}{target.suffix}") for label, _ids in groups]
    for path in paths:
        refuse_existing(path, force=force)
    found: list[tuple[Path, Made]] = []
    for path, (label, ids) in zip(paths, groups, strict=True):
        if told and not told(len(found), len(paths)):
            break
        found.append((path, _export(gathered, path, [_part(gathered, label, ids)], force=force, ids=ids)))
    return found


def _export(
    gathered: Gathered, target: Path, sheets: Sequence[_Sheet], *, force: bool, ids: Sequence[str] | None = None
) -> Made:
    title = gathered.order.heading or _(gathered.order.record_type.label)

    def write(facts: ExportFacts) -> Contents:
        made_sheets = [sheet(facts) for sheet in sheets]
        written = write_rosters(target, title, [*made_sheets, *_further(gathered, facts, ids)])
        return Contents(sum(len(list(sheet.rows)) for sheet in made_sheets), written.warnings)

    return made(gathered.book, target, "roster", write, force=force, unmasked=gathered.order.unmasked)


def _groups(gathered: Gathered) -> list[tuple[str, list[str]]]:
    order = gathered.order
    return groups_of(gathered.book, order.record_type, order.grouping, [one.id for one in gathered.records])


def _sheets(gathered: Gathered) -> list[_Sheet]:
    groups = _groups(gathered)
    if gathered.order.division == "sheets":
        return [_part(gathered, label, ids) for label, ids in groups] or [_whole(gathered)]
    return [_grouped(gathered, groups)]


def _whole(gathered: Gathered) -> _Sheet:
    return lambda facts: _sheet(gathered, facts, gathered.columns, gathered.rows())


def _part(gathered: Gathered, label: str, ids: Sequence[str]) -> _Sheet:
    return lambda facts: _sheet(gathered, facts, gathered.columns, gathered.rows(ids), label=label)


def _grouped(gathered: Gathered, groups: Sequence[tuple[str, Sequence[str]]]) -> _Sheet:
    """All groups on one sheet, the group named in front of each row and a stronger line between them."""
    columns = (group_column(gathered.order.grouping), *gathered.columns)
    rows = [[label, *row] for label, ids in groups for row in gathered.rows(ids)]
    remark = grouping_words(gathered.order.grouping)
    return lambda facts: _sheet(gathered, facts, columns, rows, grouped_by="group", remark=remark)


def _sheet(
    gathered: Gathered,
    facts: ExportFacts,
    columns: tuple[RosterColumn, ...],
    rows: list[list[Any]],
    *,
    label: str = "",
    grouped_by: str = "",
    remark: str = "",
) -> RosterSheet:
    order = gathered.order
    title = order.heading or _("Roster: {type}").format(type=_(order.record_type.label))
    count = _("{count} rows").format(count=len(rows))
    return RosterSheet(
        title="　".join(part for part in (title, label, count) if part),
        columns=columns,
        rows=rows,
        facts=facts,
        remarks=(*order.remarks, *([remark] if remark else [])),
        labels=gathered.labels,
        masked=not order.unmasked,
        grouped_by=grouped_by,
        tab=label or title,
        frozen=3 if grouped_by or columns[0].name == "place" else 2,
    )


def _further(gathered: Gathered, facts: ExportFacts, ids: Sequence[str] | None) -> list[RosterSheet]:
    """A sheet for each type of what hangs on the records, each row beside what it hangs on."""
    titles = {record.id: record.title() for record in gathered.records}
    wanted = set(titles if ids is None else ids)
    parent = JoinedColumn(name="parent", heading=_(gathered.order.record_type.label), width=26)
    found: list[RosterSheet] = []
    for kind, field, records in gathered.children.tables:
        columns = child_columns(kind, field)
        here = [record for record in records if getattr(record, field) in wanted]
        values = roster_values(here, columns)
        found.append(
            RosterSheet(
                title="　".join((_(kind.label), _("{count} rows").format(count=len(here)))),
                columns=(parent, *columns),
                rows=[(titles[getattr(one, field)], *row) for one, row in zip(here, values, strict=True)],
                facts=facts,
                labels={name: labels(gathered.book, name) for name in referred_types(columns)},
                masked=not gathered.order.unmasked,
                grouped_by="parent",
                tab=_(kind.label),
                only_filled=bool(here),
            )
        )
    return [sheet for sheet in found if sheet.rows]
