"""The workbook of matches: each demand with its best offers, their band and the phrases both sides use."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casework.fields import Kind
from casework.insight.matching.suggestions import BANDS, Suggestion
from casework.language import _
from exports.roster import RosterSheet, write_roster
from exports.roster_columns import JoinedColumn
from exports.workbook_plan import ExportFacts, Written

_MOST_REASONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchLine:
    """One demand with one of its offers; of a confidential side only its number is given."""

    demand_number: str
    demand: str
    demand_confidential: bool
    offer_number: str
    offer: str
    offer_confidential: bool
    suggestion: Suggestion

    def values(self) -> tuple[object, ...]:
        """The cells of its row."""
        one = self.suggestion
        hidden = self.demand_confidential or self.offer_confidential
        reasons = _("; ").join(f"{reason.text} {reason.share:.3f}" for reason in one.reasons[:_MOST_REASONS])
        return (
            self.demand_number,
            _("confidential") if self.demand_confidential else self.demand,
            one.rank,
            BANDS.label(one.band),
            self.offer_number,
            _("confidential") if self.offer_confidential else self.offer,
            f"{one.score:.3f}",
            "" if hidden else reasons,
        )


def write_matches(target: Path, lines: Iterable[MatchLine], facts: ExportFacts) -> Written:
    """Writes the matches to `target`; BadInput where a sheet cannot hold them."""
    rows = [line.values() for line in lines]
    sheet = RosterSheet(
        title=_("Suggested matches: {count}").format(count=len(rows)),
        columns=_columns(),
        rows=rows,
        facts=facts,
        remarks=(_("A band compares the candidates of one demand with each other; it is no grade"),),
        grouped_by="demand_number",
    )
    return write_roster(target, sheet)


def _columns() -> tuple[JoinedColumn, ...]:
    return (
        JoinedColumn(name="demand_number", heading=_("Demand no.")),
        JoinedColumn(name="demand", heading=_("Demand"), kind=Kind.LONG_TEXT),
        JoinedColumn(name="rank", heading=_("Rank"), kind=Kind.INTEGER),
        JoinedColumn(name="band", heading=_("Band")),
        JoinedColumn(name="offer_number", heading=_("Offer no.")),
        JoinedColumn(name="offer", heading=_("Offer"), kind=Kind.LONG_TEXT),
        JoinedColumn(name="score", heading=_("Score")),
        JoinedColumn(name="reasons", heading=_("Words in common, with their share"), kind=Kind.LONG_TEXT),
    )
