"""Gathers every open demand with its best offers from an open case file and has the workbook made."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from casework.casebook import Casebook
from casework.entities.demands import TechDemand
from casework.entities.offers import TechOffer
from desktop.export_log import Contents, Made, made
from exports.workbook_plan import ExportFacts

Told = Callable[[int, int], bool]
"""Told how much of long work is done of how much; answers False to stop."""


def export_matches(
    book: Casebook, target: Path, *, most: int = 10, told: Told | None = None, force: bool = False
) -> Made:
    """Every open demand with its best offers as a workbook; Stopped where `told` says so, then nothing is written."""
    from exports.matches_sheet import write_matches

    def write(facts: ExportFacts) -> Contents:
        written = write_matches(target, _lines(book, most, told or _unheard), facts)
        return Contents(written.rows, written.warnings)

    return made(book, target, "matches", write, force=force)


def _unheard(_done: int, _total: int) -> bool:
    return True


def _lines(book: Casebook, most: int, told: Told) -> Iterator[Any]:
    from casework.insight.matching.whole import every_match
    from exports.matches_sheet import MatchLine

    for matched in every_match(book.matching, most, told):
        demand = book.get(TechDemand, matched.demand_id)
        for one in matched.suggestions:
            offer = book.get(TechOffer, one.id)
            yield MatchLine(
                demand_number=demand.number,
                demand=demand.subject,
                demand_confidential=demand.confidential,
                offer_number=offer.number,
                offer=offer.subject,
                offer_confidential=offer.confidential,
                suggestion=one,
            )
