"""Commands that make files to be handed out: template, export, print."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from casework.casebook import Casebook
from casework.catalogue import record_type
from casework.entities.enterprises import Enterprise
from casework.entities.people import Person, Unit
from casework.entities.rounds import RevisitRound
from casework.errors import BadInput
from casework.insight.figures import resolve_round, resolve_scope
from casework.language import _
from casework.periods import Period, parse_period
from desktop.command_files import Answer, CommandGroup, Declare, opened
from desktop.export_log import Made, refuse_existing
from desktop.followup_sheets import SPLITS, SheetOf, export_each, export_followup, of_person
from desktop.papers import (
    export_monthly,
    export_roster,
    print_case_summary,
    print_monthly_summary,
    template,
)


def declare(add: Declare) -> None:
    """Declares the commands with their arguments."""
    empty = add("template", _("an empty roster to fill in"), make_template)
    empty.add_argument("type")
    export = add("export", _("a workbook: roster, followup, monthly"), make_export)
    export.add_argument("file")
    export.add_argument("kind", choices=tuple(_EXPORTS))
    export.add_argument("--type", default="enterprise")
    export.add_argument("--profile", choices=("full",), help=_("full: personal data is not masked"))
    export.add_argument("--person")
    export.add_argument("--each", choices=tuple(SPLITS), help=_("one follow-up sheet for each, into the folder OUT"))
    paper = add("print", _("a paper as PDF"), make_paper)
    paper.add_argument("file")
    paper.add_argument("kind", choices=tuple(_PAPERS))
    paper.add_argument("--enterprise", metavar="NAME-OR-USCC")
    for parser in (export, paper):
        parser.add_argument("--round", type=int)
        parser.add_argument("--period")
        parser.add_argument("--scope")
    for parser in (empty, export, paper):
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
    with opened(given, writing=True) as book:
        made = _EXPORTS[given.kind](book, given)
    return _told(given, made, "rows", _("{path}: {n} rows"))


def make_paper(given: argparse.Namespace) -> Answer:
    """A paper of the kind asked for."""
    with opened(given, writing=True) as book:
        made = _PAPERS[given.kind](book, given)
    return _told(given, made, "pages", _("{path}: {n} pages"))


def _told(given: argparse.Namespace, made: Made, unit: str, words: str) -> Answer:
    """What was made, and what the user should know of it; warnings go to stderr."""
    for warning in made.warnings:
        print(warning, file=sys.stderr)  # noqa: T201 - the message itself
    document = {"file": given.output, unit: made.count, "export": made.record.number, "warnings": list(made.warnings)}
    return 0, document, [words.format(path=given.output, n=made.count)]


def _roster(book: Casebook, given: argparse.Namespace) -> Made:
    return export_roster(
        book, Path(given.output), record_type(given.type), scope=_scope(book, given),
        unmasked=given.profile == "full", force=given.force,
    )  # fmt: skip


def _followup(book: Casebook, given: argparse.Namespace) -> Made:
    scope = _scope(book, given)
    round_ = _round(book, given, scope)
    person = book.find(Person, given.person) if given.person else None
    which = SheetOf(scope=scope, round=round_)
    return export_followup(book, Path(given.output), of_person(person, which) if person else which, force=given.force)


def _each_followup(given: argparse.Namespace) -> Answer:
    """A sheet for each person or district, into the folder named."""
    folder = Path(given.output)
    folder.mkdir(parents=True, exist_ok=True)
    with opened(given, writing=True) as book:
        scope = _scope(book, given)
        which = SheetOf(scope=scope, round=_round(book, given, scope), split=given.each)
        found = export_each(book, folder, which, force=given.force)
    files = [{"file": str(path), "rows": one.count, "export": one.record.number} for path, one in found]
    lines = [_("{path}: {n} rows").format(path=path, n=one.count) for path, one in found]
    return 0, {"files": files, "rows": sum(one.count for _path, one in found)}, lines


def _monthly(book: Casebook, given: argparse.Namespace) -> Made:
    scope = _scope(book, given)
    return export_monthly(
        book, Path(given.output), _period(given), scope=scope, round_=_round(book, given, scope), force=given.force
    )


def _case_summary(book: Casebook, given: argparse.Namespace) -> Made:
    if not given.enterprise:
        raise BadInput(_("Say which enterprise with --enterprise."))
    return print_case_summary(book, Path(given.output), book.find(Enterprise, given.enterprise), force=given.force)


def _monthly_summary(book: Casebook, given: argparse.Namespace) -> Made:
    scope = _scope(book, given)
    return print_monthly_summary(
        book, Path(given.output), _period(given), scope=scope, round_=_round(book, given, scope), force=given.force
    )


def _scope(book: Casebook, given: argparse.Namespace) -> Unit | None:
    return resolve_scope(book, given.scope) if given.scope else None


def _round(book: Casebook, given: argparse.Namespace, scope: Unit | None) -> RevisitRound | None:
    return resolve_round(book, given.round, scope) if given.round else None


def _period(given: argparse.Namespace) -> Period:
    if not given.period:
        raise BadInput(_("Say which period with --period, as 2022-11 or 2024-01..2024-10."))
    return parse_period(given.period)


_Make = Callable[[Casebook, argparse.Namespace], Made]
_EXPORTS: dict[str, _Make] = {"roster": _roster, "followup": _followup, "monthly": _monthly}
_PAPERS: dict[str, _Make] = {"case-summary": _case_summary, "monthly-summary": _monthly_summary}

PAPERS = CommandGroup(("template", "export", "print"), declare)
