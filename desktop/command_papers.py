"""Commands that make workbooks to be handed out: template, export."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from casework.casebook import Casebook
from casework.catalogue import record_type
from casework.entities.people import Person
from casework.language import _
from desktop.command_asked import period_of, round_of, scope_of, told
from desktop.command_files import Answer, CommandGroup, Declare, opened
from desktop.export_log import Made, refuse_existing
from desktop.followup_sheets import SPLITS, SheetOf, export_each, export_followup, of_person
from desktop.monthly_papers import export_monthly
from desktop.papers import export_roster, template


def declare(add: Declare) -> None:
    """Declares the commands with their arguments."""
    empty = add("template", _("an empty roster to fill in"), make_template)
    empty.add_argument("type")
    export = add("export", _("a workbook: roster, followup, monthly"), make_export)
    export.add_argument("file")
    export.add_argument("kind", choices=tuple(_EXPORTS))
    export.add_argument("--type", default="enterprise")
    export.add_argument(
        "--profile", metavar="NAME", help=_("a saved export profile; full: all columns, personal data is not masked")
    )
    export.add_argument("--person")
    export.add_argument("--each", choices=tuple(SPLITS), help=_("one follow-up sheet for each, into the folder OUT"))
    export.add_argument("--round", type=int)
    export.add_argument("--period")
    export.add_argument("--scope")
    for parser in (empty, export):
        parser.add_argument("-o", "--output", required=True, metavar="OUT")
        parser.add_argument("--force", action="store_true", help=_("replace an existing file"))


def make_template(given: argparse.Namespace) -> Answer:
    """An empty roster of a record type."""
    target = Path(given.output)
    refuse_existing(target, force=given.force)
    template(record_type(given.type), target)
    return 0, {"file": str(target)}, [str(target)]


def make_export(given: argparse.Namespace) -> Answer:
    """A workbook of the kind asked for."""
    if given.each and given.kind == "followup":
        return _each_followup(given)
    if given.kind == "roster" and given.profile not in (None, "full"):
        return _by_profile(given)
    with opened(given, writing=True) as book:
        made = _EXPORTS[given.kind](book, given)
    return told(given, made, "rows", _("{path}: {n} rows"))


def _roster(book: Casebook, given: argparse.Namespace) -> Made:
    return export_roster(
        book, Path(given.output), record_type(given.type), scope=scope_of(book, given),
        unmasked=given.profile == "full", force=given.force,
    )  # fmt: skip


def _by_profile(given: argparse.Namespace) -> Answer:
    """A roster by a saved profile, in one file or several."""
    from desktop.rosters import export_profile, profile_called

    with opened(given, writing=True) as book:
        profile = profile_called(book, record_type(given.type), given.profile)
        scope = scope_of(book, given)
        target = Path(given.output)
        found = export_profile(book, target, profile, scope=scope.id if scope else "", force=given.force)
    return _several(found)


def _several(found: Sequence[tuple[Path, Made]]) -> Answer:
    files = [{"file": str(path), "rows": one.count, "export": one.record.number} for path, one in found]
    warnings = [warning for _path, one in found for warning in one.warnings]
    lines = [_("{path}: {n} rows").format(path=path, n=one.count) for path, one in found]
    return 0, {"files": files, "rows": sum(one.count for _path, one in found), "warnings": warnings}, lines + warnings


def _followup(book: Casebook, given: argparse.Namespace) -> Made:
    scope = scope_of(book, given)
    round_ = round_of(book, given, scope)
    person = book.find(Person, given.person) if given.person else None
    which = SheetOf(scope=scope, round=round_)
    return export_followup(book, Path(given.output), of_person(person, which) if person else which, force=given.force)


def _each_followup(given: argparse.Namespace) -> Answer:
    """A sheet for each person or district, into the folder named."""
    folder = Path(given.output)
    folder.mkdir(parents=True, exist_ok=True)
    with opened(given, writing=True) as book:
        scope = scope_of(book, given)
        which = SheetOf(scope=scope, round=round_of(book, given, scope), split=given.each)
        found = export_each(book, folder, which, force=given.force)
    return _several(found)


def _monthly(book: Casebook, given: argparse.Namespace) -> Made:
    scope = scope_of(book, given)
    return export_monthly(
        book, Path(given.output), period_of(given), scope=scope, round_=round_of(book, given, scope), force=given.force
    )


_Make = Callable[[Casebook, argparse.Namespace], Made]
_EXPORTS: dict[str, _Make] = {"roster": _roster, "followup": _followup, "monthly": _monthly}

PAPERS = CommandGroup(("template", "export"), declare)
