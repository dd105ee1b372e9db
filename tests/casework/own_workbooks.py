"""Every workbook that the project itself can make, each with the verdict that an import of it must come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.casebook import Casebook
from casework.exchange.followup import read_returned
from casework.exchange.intake import Roster
from casework.exchange.roster_headings import types_with_headings
from casework.periods import parse_period
from casework.records import Record
from desktop import papers
from desktop.followup_sheets import SheetOf, export_each, export_followup
from tests.casework.returned_sheets import Edited


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A workbook of ours; `verdict` is followup, empty (a template), home (nothing new), told (a plan or a refusal).

    `rows` are those below its header, where that is known.
    """

    path: Path
    verdict: str
    kind: type[Record] | None = None
    rows: int | None = None


def templates(book: Casebook, folder: Path, names: Sequence[str] = ()) -> list[Own]:
    """The empty rosters to be filled in, of all types or of those named."""
    found: list[Own] = []
    for name in names or types_with_headings():
        path = folder / f"模板-{name}.xlsx"
        papers.template(book.types[name], path)
        found.append(Own(path=path, verdict="empty", kind=book.types[name]))
    return found


def rosters(book: Casebook, folder: Path, names: Sequence[str] = ()) -> list[Own]:
    """The rosters of the types that can be imported (or of those named): such a roster brings nothing new home."""
    found: list[Own] = []
    for name in names or types_with_headings():
        path = folder / f"名册-{name}.xlsx"
        made = papers.export_roster(book, path, book.types[name])
        found.append(Own(path=path, verdict="home", kind=book.types[name], rows=made.count))
    return found


def other_rosters(book: Casebook, folder: Path) -> list[Own]:
    """The rosters of all other types: whatever an import makes of them, it says so."""
    found: list[Own] = []
    for name in set(book.types) - set(types_with_headings()):
        path = folder / f"其他-{name}.xlsx"
        papers.export_roster(book, path, book.types[name])
        found.append(Own(path=path, verdict="told"))
    return found


def followups(book: Casebook, folder: Path) -> list[Own]:
    """The follow-up sheets, all in one and one for each person and district."""
    path = folder / "跟进表.xlsx"
    export_followup(book, path)
    found = [Own(path=path, verdict="followup", rows=14)]
    for split in ("person", "district"):
        for one, made in export_each(book, folder, SheetOf(split=split)):
            found.append(Own(path=one, verdict="followup", rows=made.count))
    return found


def reports(book: Casebook, folder: Path) -> list[Own]:
    """The monthly workbook, and the roster of the main job."""
    monthly, sample = folder / "月报.xlsx", folder / "示例名册.xlsx"
    papers.export_monthly(book, monthly, parse_period("2022-11"))
    papers.write_sample_roster(book, sample)
    return [Own(path=monthly, verdict="told"), Own(path=sample, verdict="home", rows=18)]


def returned_sheets(book: Casebook, folder: Path) -> list[Own]:
    """A follow-up sheet that was filled in wrongly, and what it was refused for."""
    rejected = folder / "退回.xlsx"
    returned = folder / "填坏的跟进表.xlsx"
    export_followup(book, returned)
    edited = Edited.open(returned)
    edited.fill("SQ-0024", state="乱填状态")
    sheet = read_returned(edited.save())
    assert sheet is not None
    papers.write_rejected(book, rejected, book.take_home(sheet))
    return [
        Own(path=rejected, verdict="followup", rows=1),
        Own(path=returned, verdict="followup", rows=14),
    ]


def own_workbooks(book: Casebook, folder: Path) -> list[Own]:
    """All of them, made from an open case file."""
    makers = (templates, rosters, other_rosters, followups, reports, returned_sheets)
    return [own for make in makers for own in make(book, folder)]


def told_of(book: Casebook, own: Own) -> tuple[int, int, int]:
    """What an import would do with it: rows created, updated, left as they are (a follow-up sheet creates none)."""
    sheet = read_returned(own.path)
    if sheet is not None:
        plan = book.take_home(sheet)
        return 0, plan.count("update"), plan.count("unchanged") + plan.count("rejected")
    plan = book.bring_in(Roster(own.path, own.kind))
    return plan.count("create"), plan.count("update"), plan.count("unchanged") + plan.count("rejected")
