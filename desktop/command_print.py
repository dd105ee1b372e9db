"""The command `print`: every kind of paper as PDF, with what each kind needs to be told."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from casework.casebook import Casebook
from casework.entities.appeals import OPEN_STATES, Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.lists import ResponsibilityList
from casework.entities.people import UNDER, Person
from casework.entities.visits import Visit
from casework.errors import BadInput, NotFound
from casework.insight.coverage import coverage
from casework.language import _
from casework.periods import Period, parse_period
from casework.pinyin import pinyin_sort_key
from desktop.command_asked import period_of, round_of, scope_of, told
from desktop.command_files import Answer, CommandGroup, Declare, opened
from desktop.export_log import Made, refuse_existing
from desktop.monthly_papers import print_monthly_summary
from desktop.paper_kinds import (
    Paper,
    appeal_sheet_paper,
    case_summary_paper,
    handover_sheet_paper,
    lists_paper,
    print_paper,
    round_statement_paper,
    route_sheet_paper,
    visit_brief_paper,
)

_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)


def declare(add: Declare) -> None:
    """Declares the command with its arguments."""
    paper = add("print", _("a paper as PDF"), make_paper)
    paper.add_argument("file")
    paper.add_argument("kind", choices=tuple(_KINDS))
    paper.add_argument("--enterprise", metavar="NAME-OR-USCC")
    paper.add_argument("--round", type=int)
    paper.add_argument("--period")
    paper.add_argument("--scope")
    paper.add_argument("--case", metavar="NUMBER", help=_("which case an appeal sheet is of"))
    paper.add_argument("--visit", metavar="NUMBER", help=_("which planned visit a brief is for"))
    paper.add_argument("--list", metavar="NAME", help=_("which list; all of the scope where none is named"))
    paper.add_argument("--person", help=_("who hands over, or whose route it is"))
    paper.add_argument("--to", metavar="PERSON", help=_("who takes over"))
    paper.add_argument("--profile", choices=("full",), help=_("full: personal data is not masked"))
    paper.add_argument("-o", "--output", required=True, metavar="OUT")
    paper.add_argument("--force", action="store_true", help=_("replace an existing file"))


def make_paper(given: argparse.Namespace) -> Answer:
    """A paper of the kind asked for."""
    refuse_existing(Path(given.output), force=given.force)
    with opened(given, writing=True) as book:
        made = _KINDS[given.kind](book, given)
    return told(given, made, "pages", _("{path}: {n} pages"))


def _print(gather: Callable[[Casebook, argparse.Namespace], Paper], book: Casebook, given: argparse.Namespace) -> Made:
    unmasked = given.profile == "full"
    return print_paper(book, Path(given.output), gather(book, given), unmasked=unmasked, force=given.force)


def _enterprise(book: Casebook, given: argparse.Namespace) -> Enterprise:
    if not given.enterprise:
        raise BadInput(_("Say which enterprise with --enterprise."))
    return book.find(Enterprise, given.enterprise)


def _case_summary(book: Casebook, given: argparse.Namespace) -> Paper:
    return case_summary_paper(_enterprise(book, given), book)


def _visit_brief(book: Casebook, given: argparse.Namespace) -> Paper:
    if given.visit:
        visit = book.find(Visit, given.visit)
        return visit_brief_paper(book.get(Enterprise, visit.enterprise_id), visit, book)
    return visit_brief_paper(_enterprise(book, given), None, book)


def _round_statement(book: Casebook, given: argparse.Namespace) -> Paper:
    found = round_of(book, given, scope_of(book, given))
    if found is None:
        raise BadInput(_("Say which round with --round."))
    return round_statement_paper(found, book)


def _appeal_sheet(book: Casebook, given: argparse.Namespace) -> Paper:
    return appeal_sheet_paper(_cases(book, given), book)


def _cases(book: Casebook, given: argparse.Namespace) -> Sequence[Appeal]:
    """The case named; else those accepted in the period, or the open ones, of the enterprise or scope.

    Of an enterprise without an open case, all its cases. BadInput where nothing was named, NotFound
    where there is no such case.
    """
    if given.case:
        return [book.find(Appeal, given.case)]
    if not (given.enterprise or given.period or given.scope):
        raise BadInput(_("Say which case with --case, or whose with --enterprise, --scope or --period."))
    where, values = _conditions(book, given)
    asked = " and ".join(where)
    found = book.select(Appeal, asked, values, order="accepted_on, number")
    if not given.period:
        found = [case for case in found if case.state in OPEN_STATES] or (found if given.enterprise else [])
    if not found:
        raise NotFound(_("There is no such case."), remedy=_("Name another enterprise, scope or period."))
    return found


def _conditions(book: Casebook, given: argparse.Namespace) -> tuple[list[str], dict[str, str]]:
    where: list[str] = ["1"]
    values: dict[str, str] = {}
    if given.enterprise:
        where.append("enterprise_id = :enterprise")
        values["enterprise"] = _enterprise(book, given).id
    if scope := scope_of(book, given):
        where.append(f"territory_id in {UNDER}")
        values["scope"] = scope.id
    if given.period:
        period = period_of(given)
        where.append("accepted_on between :first and :last")
        values |= {"first": period.first, "last": period.last}
    return where, values


def _lists(book: Casebook, given: argparse.Namespace) -> Paper:
    if given.list:
        return lists_paper([book.find(ResponsibilityList, given.list)], book)
    scope = scope_of(book, given)
    where = f"unit_id in {UNDER}" if scope else ""
    found = book.select(ResponsibilityList, where, {"scope": scope.id if scope else ""}, order="published_on, name")
    if not found:
        raise NotFound(_("There is no list here."), remedy=_("Name another scope, or a list with --list."))
    return lists_paper(found, book)


def _route_sheet(book: Casebook, given: argparse.Namespace) -> Paper:
    today = book.clock.today
    days = parse_period(given.period) if given.period else Period(today, today)
    person = book.find(Person, given.person) if given.person else None
    return route_sheet_paper(days, person, scope_of(book, given), book)


def _handover_sheet(book: Casebook, given: argparse.Namespace) -> Paper:
    if not given.person:
        raise BadInput(_("Say who hands over with --person."))
    successor = book.find(Person, given.to) if given.to else None
    return handover_sheet_paper(book.find(Person, given.person), successor, book)


def _monthly_summary(book: Casebook, given: argparse.Namespace) -> Made:
    scope = scope_of(book, given)
    return print_monthly_summary(
        book, Path(given.output), period_of(given), scope=scope, round_=round_of(book, given, scope), force=given.force
    )


def _booklet(book: Casebook, given: argparse.Namespace) -> Made:
    from desktop.paper_batches import print_booklet

    return print_booklet(
        book, Path(given.output), _chosen(book, given), title=_subject(book, given),
        unmasked=given.profile == "full", force=given.force,
    )  # fmt: skip


def _chosen(book: Casebook, given: argparse.Namespace) -> list[Enterprise]:
    """The enterprises of the round, else of the scope, else all; by pinyin. NotFound where there is none."""
    scope = scope_of(book, given)
    round_ = round_of(book, given, scope)
    if given.enterprise:
        return [_enterprise(book, given)]
    if round_:
        return [book.get(Enterprise, row.enterprise_id) for row in coverage(book, round_, earlier_rounds=0).rows]
    where = f"territory_id in {UNDER}" if scope else ""
    found = book.select(Enterprise, where, {"scope": scope.id if scope else ""})
    if not found:
        raise NotFound(_("There is no enterprise here."), remedy=_("Name another scope or round."))
    return sorted(found, key=lambda enterprise: pinyin_sort_key(enterprise.name))


def _subject(book: Casebook, given: argparse.Namespace) -> str:
    """What the enterprises of a booklet have in common, as its contents tell it."""
    scope = scope_of(book, given)
    round_ = round_of(book, given, scope)
    return round_.name if round_ else scope.name if scope else ""


_Make = Callable[[Casebook, argparse.Namespace], Made]
_KINDS: dict[str, _Make] = {
    "case-summary": partial(_print, _case_summary),
    "booklet": _booklet,
    "visit-brief": partial(_print, _visit_brief),
    "round-statement": partial(_print, _round_statement),
    "appeal-sheet": partial(_print, _appeal_sheet),
    "monthly-summary": _monthly_summary,
    "list": partial(_print, _lists),
    "handover-sheet": partial(_print, _handover_sheet),
    "route-sheet": partial(_print, _route_sheet),
}

PRINTING = CommandGroup(("print",), declare)
