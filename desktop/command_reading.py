"""Commands that only read: info, get, list, figures, search, history, check."""

import argparse
from typing import Any

from casework.catalogue import RECORD_TYPES, record_type
from casework.errors import BadInput
from casework.fields import column, to_json
from casework.insight.figures import compute, resolve_round, resolve_scope
from casework.insight.query_fields import Asker
from casework.insight.query_language import searched_types, understood
from casework.insight.splits import SPLITS
from casework.language import _
from casework.periods import parse_period
from casework.store.history import Action
from casework.store.search_finder import Narrowing
from casework.store.search_hits import Hit
from desktop.command_files import Answer, CommandGroup, Declare, add_as_of, opened, opened_as_of


def declare(add: Declare) -> None:
    """Declares the commands with their arguments."""
    add("info", _("what a case file holds"), info).add_argument("file")
    get = add("get", _("one record"), get_record)
    for name in ("file", "type", "id"):
        get.add_argument(name)
    add_as_of(get)
    listing = add("list", _("records of a type"), list_records)
    listing.add_argument("file")
    listing.add_argument("type")
    listing.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")
    listing.add_argument("--limit", type=int)
    add_as_of(listing)
    _declare_figures(add)
    _declare_history(add)


def _declare_figures(add: Declare) -> None:
    figures = add("figures", _("the figures of a period and scope"), show_figures)
    figures.add_argument("file")
    figures.add_argument("--period", required=True)
    figures.add_argument("--scope")
    figures.add_argument("--round", type=int)
    figures.add_argument("--by", choices=tuple(SPLITS))
    add_as_of(figures)


def _declare_history(add: Declare) -> None:
    search = add("search", _("records that hold the words"), search_records)
    search.add_argument("file")
    search.add_argument("words", nargs="+")
    search.add_argument("--type")
    search.add_argument("--limit", type=int, default=50)
    history = add("history", _("what was done, newest first"), show_history)
    history.add_argument("file")
    history.add_argument("--type")
    history.add_argument("--id")
    history.add_argument("--limit", type=int, default=50)
    check = add("check", _("whether the file is whole"), check_file)
    check.add_argument("file")
    check.add_argument("--deep", action="store_true")


def info(given: argparse.Namespace) -> Answer:
    """Version, encryption, journal mode, counts."""
    with opened(given) as book:
        facts = book.info()
    lines = [f"{_(RECORD_TYPES[name].label)}\t{n}" for name, n in facts["records"].items() if n]
    return 0, facts, [_("Version {n}").format(n=facts["version"]), *lines]


def get_record(given: argparse.Namespace) -> Answer:
    """One record by its id, or by what it is called."""
    with opened_as_of(given) as book:
        record = book.find(record_type(given.type), given.id)
    document = to_json(record)
    return 0, document, [f"{name}\t{value}" for name, value in document.items()]


def list_records(given: argparse.Namespace) -> Answer:
    """Records of a type that fulfil all FIELD=VALUE conditions."""
    kind = record_type(given.type)
    conditions: list[str] = []
    values: dict[str, Any] = {}
    for place, condition in enumerate(given.where):
        name, equals, text = condition.partition("=")
        if not equals:
            raise BadInput(_("Write a condition as FIELD=VALUE: {condition}").format(condition=condition))
        wanted = column(kind, name)
        conditions.append(f'"{wanted.name}" is :v{place}')
        values[f"v{place}"] = wanted.to_stored(wanted.from_json(text))
    where = " and ".join(conditions)
    with opened_as_of(given) as book:
        records = book.select(kind, where, values, limit=given.limit)
        total = book.count(kind, where, values)
    return 0, {"records": [to_json(r) for r in records], "total": total}, [f"{r.id}\t{r.title()}" for r in records]


def show_figures(given: argparse.Namespace) -> Answer:
    """The figures with their customary wording, base, target, source."""
    period = parse_period(given.period)
    with opened_as_of(given) as book:
        scope = resolve_scope(book, given.scope) if given.scope else None
        the = resolve_round(book, given.round, scope) if given.round else None
        result = compute(book, period, scope, the, by=given.by)
        stood_on = book.clock.today.isoformat() if book.is_past else None
    return 0, result.as_json() | {"stood_on": stood_on}, list(result.sentences)


def search_records(given: argparse.Namespace) -> Answer:
    """Hits of a search, likeliest first; personal data is masked, and nothing is shown of what is confidential."""
    if given.limit < 0:
        raise BadInput(_("A limit is no less than 0."))
    types = {given.type: record_type(given.type)} if given.type else searched_types()
    with opened(given) as book:
        query = understood(" ".join(given.words), Asker(today=book.clock.today, actor=book.actor), types)
        narrowing = query.narrowing or (Narrowing(types={given.type: ""}) if given.type else None)
        if query.not_understood:
            raise BadInput(
                _("Nothing is known by “{condition}”.").format(condition=query.not_understood[0]),
                remedy=_("Write conditions as type:…, state:…, district:…, or by the label of a field."),
            )
        total = sum(book.search_counts(query.words, narrowing=narrowing).values())
        hits = book.search(query.words, limit=given.limit, narrowing=narrowing)
    rows = [{"type": h.type_name, "id": h.record_id, "title": h.title, "snippet": h.snippet} for h in hits]
    lines = [_("{shown} of {total}").format(shown=len(hits), total=total), *map(_line, hits)]
    return 0, {"hits": rows, "total": total}, lines


def _line(hit: Hit) -> str:
    return "\t".join(part for part in (_(RECORD_TYPES[hit.type_name].label), hit.title, hit.snippet) if part)


def show_history(given: argparse.Namespace) -> Answer:
    """Actions, newest first; those of one record with --type and --id."""
    with opened(given) as book:
        record_id = book.find(record_type(given.type), given.id).id if given.type and given.id else (given.id or "")
        actions = book.actions(given.limit, record_id=record_id)
    rows = [action_json(a) for a in actions]
    return 0, {"actions": rows}, [f"{a.at}\t{a.actor}\t{a.why}\t{a.changes}" for a in actions]


def action_json(action: Action) -> dict[str, Any]:
    """An action as the command line tells it."""
    return {
        "group": action.group,
        "at": action.at,
        "actor": action.actor,
        "why": action.why,
        "changes": action.changes,
        "kind": action.kind,
        "undone": action.undone,
    }


def check_file(given: argparse.Namespace) -> Answer:
    """Integrity, chain, search index, references; status 1 when something is wrong."""
    with opened(given) as book:
        found = book.check(deep=given.deep)
    document = {"ok": not found, "problems": [{"code": p.code, "text": p.text} for p in found]}
    return int(bool(found)), document, [p.text for p in found] or [_("The case file is whole.")]


READING = CommandGroup(("info", "get", "list", "figures", "search", "history", "check"), declare)
