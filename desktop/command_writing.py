"""Commands that write into a case file: sample, import, do, undo, redo, backup, restore."""

import argparse
import json
import sys
from pathlib import Path

from casework.casebook import Casebook
from casework.catalogue import record_type
from casework.errors import BadInput, RuleForbids
from casework.exchange.followup import read_returned
from casework.exchange.intake_choices import Choices, policies_of
from casework.exchange.intake_fields import key_choices, understood
from casework.exchange.learned_headings import learned_headings
from casework.exchange.roster import Roster
from casework.fields import to_json
from casework.insight.figures import resolve_scope
from casework.insight.frozen import freeze, frozen_of
from casework.language import _
from casework.periods import parse_period
from casework.records import Clock
from casework.sample import SAMPLE_WRITTEN_ON, write_sample
from casework.store.case_files import restore_backup
from desktop.command_files import Answer, CommandGroup, Declare, actor, clock, now, opened, passphrase
from desktop.command_followup import STALE, take_home
from desktop.command_reading import action_json
from desktop.papers import write_rejected, write_sample_roster


def declare(add: Declare) -> None:
    """Declares the commands with their arguments."""
    sample = add("sample", _("write the sample case file"), make_sample)
    sample.add_argument("file")
    sample.add_argument("--roster", metavar="OUT.xlsx", help=_("the roster that the main job imports"))
    bring = add("import", _("show what an import would do; --apply does it"), bring_in)
    bring.add_argument("file")
    bring.add_argument("workbook")
    bring.add_argument("--as", dest="as_type", metavar="TYPE")
    bring.add_argument("--sheet")
    bring.add_argument("--apply", action="store_true")
    bring.add_argument("--rejected", metavar="OUT.xlsx")
    bring.add_argument("--key", default="", metavar="FIELD", help=_("the field by which rows are known"))
    bring.add_argument("--fill", default="", metavar="FIELDS", help=_("fields that are only filled where blank"))
    bring.add_argument("--keep", default="", metavar="FIELDS", help=_("fields that stay as they are"))
    bring.add_argument(
        "--stale", choices=tuple(STALE), default="ours", help=_("cells of a returned sheet that were changed here too")
    )
    do = add("do", _("one verb of the work; its facts as JSON on standard input"), do_verb)
    do.add_argument("file")
    do.add_argument("verb")
    freezing = add("freeze", _("freeze the figures of a month"), freeze_month)
    freezing.add_argument("file")
    freezing.add_argument("--period", required=True)
    freezing.add_argument("--scope")
    add("undo", _("undo the newest action"), undo).add_argument("file")
    add("redo", _("redo what was undone last"), redo).add_argument("file")
    backup = add("backup", _("a checked copy to a folder or a new file"), back_up)
    backup.add_argument("file")
    backup.add_argument("target")
    restore = add("restore", _("write a backup to a new file"), restore_file)
    restore.add_argument("backup")
    restore.add_argument("file")


def make_sample(given: argparse.Namespace) -> Answer:
    """The sample case file, and the roster of the main job where asked for."""
    path = Path(given.file)
    with Casebook.create(
        path, clock=Clock(SAMPLE_WRITTEN_ON, now), actor=actor(given), passphrase=passphrase(given)
    ) as book:
        with book.change(_("Write the sample")) as write:
            write_sample(write)
        facts = book.info()
        if given.roster:
            write_sample_roster(book, Path(given.roster))
    return 0, facts, [str(path), *([given.roster] if given.roster else [])]


def bring_in(given: argparse.Namespace) -> Answer:
    """The plan of an import, applied with --apply as one action; a returned follow-up sheet is known by itself."""
    returned = read_returned(Path(given.workbook))
    if returned is not None:
        return take_home(given, returned)
    kind = record_type(given.as_type) if given.as_type else None
    with opened(given, writing=given.apply) as book:
        roster = Roster(Path(given.workbook), kind, given.sheet, learned=learned_headings(book))
        plan = book.bring_in(roster, _choices(given, roster), apply=given.apply)
        if given.rejected and plan.rejected:
            write_rejected(book, Path(given.rejected), plan)
    return 0, plan.as_json(), plan.lines()


def _choices(given: argparse.Namespace, roster: Roster) -> Choices:
    """The key and the fields to keep or only to fill, as named on the command line."""
    keys = [key for key in key_choices(roster.kind) if key]
    if given.key and given.key not in keys:
        raise BadInput(
            _("Rows are not known by “{name}”.").format(name=given.key), remedy=_("Choose one of:"), candidates=keys
        )
    return Choices(given.key, policies_of(_names(given.fill), _names(given.keep), understood(roster.kind)))


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def do_verb(given: argparse.Namespace) -> Answer:
    """One verb with its facts; the record as saved."""
    try:
        facts = json.loads(sys.stdin.read() or "{}")
    except ValueError as error:
        raise BadInput(_("Standard input is not JSON: {why}").format(why=error)) from None
    if not isinstance(facts, dict):
        raise BadInput(_("The facts of a verb are one JSON object."))
    with opened(given, writing=True) as book:
        record = book.do(given.verb, facts)
        book.back_up_if_due()
    document = to_json(record)
    return 0, {"type": record.type_name, **document}, [f"{record.id}\t{record.title()}"]


def freeze_month(given: argparse.Namespace) -> Answer:
    """Freezes the figures of a period and scope with the records behind them; a frozen one is not frozen again."""
    period = parse_period(given.period)
    with opened(given, writing=True) as book:
        scope = resolve_scope(book, given.scope) if given.scope else None
        if frozen_of(book, period, scope):
            raise RuleForbids(_("This month is frozen already."), remedy=_("Undo the freezing to freeze it anew."))
        with book.change(_("Freeze a month")) as write:
            record = write.save(freeze(book, period, scope, book.actor))
    return 0, {"id": record.id, "period": record.period, "frozen_on": record.frozen_on}, [period.title()]


def undo(given: argparse.Namespace) -> Answer:
    """Takes back the newest action."""
    with opened(given, writing=True) as book:
        action = book.undo()
    return 0, action_json(action), [_("Undone: {why}").format(why=action.why)]


def redo(given: argparse.Namespace) -> Answer:
    """Does again what was undone last."""
    with opened(given, writing=True) as book:
        action = book.redo()
    return 0, action_json(action), [_("Redone: {why}").format(why=action.why)]


def back_up(given: argparse.Namespace) -> Answer:
    """A checked copy; never overwrites."""
    with opened(given) as book:
        made = book.back_up_to(Path(given.target))
    return 0, {"backup": str(made)}, [str(made)]


def restore_file(given: argparse.Namespace) -> Answer:
    """Writes a checked backup to a new place; a broken file there is set aside first."""
    target = Path(given.file)
    aside = restore_backup(Path(given.backup), target, clock(given).now(), passphrase(given))
    lines = [str(target)] + ([_("The damaged file is kept as {path}.").format(path=aside)] if aside else [])
    return 0, {"file": str(target), "set_aside": str(aside) if aside else None}, lines


WRITING = CommandGroup(("sample", "import", "do", "freeze", "undo", "redo", "backup", "restore"), declare)
