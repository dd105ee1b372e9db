"""The command `match`: a demand of a case file, all of its demands, or any texts without a case file."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from casework.casebook import Casebook
from casework.entities.demands import TechDemand
from casework.errors import BadInput
from casework.exchange.match_tables import TextRow, read_texts, write_table
from casework.insight.matching.suggestions import BANDS, Document, Suggestion
from casework.language import _
from desktop.command_files import Answer, CommandGroup, Declare, opened
from desktop.export_log import refuse_existing
from desktop.matches_export import export_matches

_TOP = 10
_HEADER = ("demand_id", "offer_id", "rank", "score", "band", "reasons")


def declare(add: Declare) -> None:
    """Declares the command with its arguments."""
    match = add("match", _("offers and experts for a demand, with reasons"), match_texts)
    match.add_argument("file", nargs="?", help=_("a case file; without one, tables of texts are matched"))
    match.add_argument("--demand", metavar="ID", help=_("the demand of the case file that is asked"))
    match.add_argument("--kind", choices=("offer", "expert"), default="offer")
    match.add_argument("--all", action="store_true", help=_("every open demand of the case file, into a workbook"))
    match.add_argument("--text", metavar="T", help=_("a demand in words"))
    match.add_argument("--demands", metavar="D.csv", help=_("demands, with the columns id, title, content"))
    match.add_argument("--offers", metavar="O.csv", help=_("offers, with the columns id, title, content"))
    match.add_argument("--top", type=int, default=_TOP, metavar="N")
    match.add_argument("-o", "--output", metavar="OUT")
    match.add_argument("--force", action="store_true", help=_("replace an existing file"))


def match_texts(given: argparse.Namespace) -> Answer:
    """One of the four forms, by what was given."""
    if given.top < 1:
        raise BadInput(_("--top counts from 1."))
    if given.file and given.demand:
        return _one_demand(given)
    if given.file and given.all:
        return _all_demands(given)
    if given.text is not None and given.offers:
        return _one_text(given)
    if given.demands and given.offers:
        return _tables(given)
    raise BadInput(
        _("Say what is to be matched."),
        remedy=_(
            "Give FILE --demand ID, FILE --all -o OUT.xlsx, --text T --offers O.csv, or"
            " --demands D.csv --offers O.csv -o OUT.csv."
        ),
    )


def _target(given: argparse.Namespace) -> Path:
    if not given.output:
        raise BadInput(_("Say where the result goes with -o."))
    target = Path(given.output)
    refuse_existing(target, force=given.force)
    return target


def _one_demand(given: argparse.Namespace) -> Answer:
    with opened(given) as book:
        demand = book.find(TechDemand, given.demand)
        matches = _candidates(book, demand, given.kind, given.top)
    return 0, {"matches": matches}, _lines(matches)


def _candidates(book: Casebook, demand: TechDemand, kind: str, top: int) -> list[dict[str, Any]]:
    from casework.insight.matching.asking import suggest
    from casework.insight.matching.candidates import candidates

    found = suggest(book.matching, "demand", demand.id, (kind,), most=top)
    return [
        _as_json(one.suggestion, one.record.title(), one.against)
        for one in candidates(book, demand, found.suggestions)
        if one.suggestion
    ]


def _as_json(one: Suggestion, title: str, against: Iterable[str]) -> dict[str, Any]:
    shares = [round(reason.share, 6) for reason in one.reasons]
    return {
        "id": one.id,
        "title": title,
        "score": round(sum(shares), 6),
        "band": one.band,
        "reasons": [{"text": reason.text, "share": share} for reason, share in zip(one.reasons, shares, strict=True)],
        "against": [{"text": words} for words in against],
    }


def _lines(matches: Sequence[dict[str, Any]]) -> list[str]:
    told = [
        "\t".join(
            (
                str(rank),
                BANDS.label(one["band"]),
                f"{one['score']:.3f}",
                one["title"],
                _(", ").join(reason["text"] for reason in one["reasons"][:5]),
            )
        )
        for rank, one in enumerate(matches, start=1)
    ]
    return told or [_("Nothing shares a word with this demand.")]


def _all_demands(given: argparse.Namespace) -> Answer:
    target = _target(given)
    with opened(given, writing=True) as book:
        made = export_matches(book, target, most=given.top, force=given.force)
    document = {"file": given.output, "rows": made.count, "export": made.record.number}
    return 0, document, [_("{path}: {n} rows").format(path=given.output, n=made.count)]


def _one_text(given: argparse.Namespace) -> Answer:
    offers = read_texts(Path(given.offers))
    titles = {row.id: row.title for row in offers}
    listed = next(_matched([TextRow("", "", given.text)], offers, given.top))[1]
    against = _("does not mention {words}")
    matches = [
        _as_json(one, titles[one.id], [against.format(words=_(", ").join(one.unmentioned))] if one.unmentioned else [])
        for one in listed
    ]
    return 0, {"matches": matches}, _lines(matches)


def _tables(given: argparse.Namespace) -> Answer:
    target = _target(given)
    demands, offers = read_texts(Path(given.demands)), read_texts(Path(given.offers))
    rows = (_row(demand.id, one) for demand, listed in _matched(demands, offers, given.top) for one in listed)
    count = write_table(target, _HEADER, rows)
    document = {"file": given.output, "demands": len(demands), "offers": len(offers), "rows": count}
    return 0, document, [_("{path}: {n} rows").format(path=given.output, n=count)]


def _row(demand_id: str, one: Suggestion) -> tuple[object, ...]:
    reasons = _("; ").join(f"{reason.text} {reason.share:.3f}" for reason in one.reasons[:5])
    return demand_id, one.id, one.rank, round(one.score, 6), one.band, reasons


def _matched(
    demands: Sequence[TextRow], offers: Sequence[TextRow], top: int
) -> Iterator[tuple[TextRow, list[Suggestion]]]:
    """Each demand with its best offers; both tables count for how rare a word is."""
    from casework.insight.matching.asking import explained, question
    from casework.insight.matching.engine import Engine
    from casework.insight.matching.word_lists import WordLists

    engine = Engine(("demand", "offer"))
    theirs = {("offer", row.id): _document(row) for row in offers}
    engine.fill("offer", [list(theirs.values())])
    engine.fill("demand", [[_document(row) for row in demands if row.id]])
    engine.settle()
    for row in demands:
        asked = question(engine, _document(row), WordLists())
        listed = engine.suggestions(engine.candidates(("offer",), asked.query), top)
        yield row, explained(engine, asked, listed, theirs)


def _document(row: TextRow) -> Document:
    from casework.insight.matching.terms import plain

    return Document(row.id, plain(row.title), plain(row.content))


MATCHING = CommandGroup(("match",), declare)
