"""Candidates as the office looks at them: each record with its reasons, conditions, counter-reasons and history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.matches import Match
from casework.entities.offers import TechOffer
from casework.insight.matching.conditions import Condition, conditions, failing
from casework.insight.matching.feedback import pair_of
from casework.insight.matching.suggestions import Reason, Suggestion
from casework.insight.matching.track_record import TrackRecord, track_records
from casework.insight.names import IN_LIST, bound_ids
from casework.language import _
from casework.records import Reader, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An offer or expert beside a demand, or a demand beside an offer.

    `suggestion` is None where it was found by the user's own words or tried before, and does not fit
    by its text. `tried` is the match of the pair.
    """

    record: TechOffer | Expert | TechDemand
    suggestion: Suggestion | None
    conditions: tuple[Condition, ...]
    track: TrackRecord
    tried: Match | None

    @property
    def id(self) -> str:
        """The id of its record."""
        return self.record.id

    @property
    def unit(self) -> str:
        """Who offers it, or where the expert works."""
        if isinstance(self.record, TechDemand):
            return ""
        return self.record.holder if isinstance(self.record, TechOffer) else self.record.unit_name

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it was found, the weightiest first."""
        return self.suggestion.reasons if self.suggestion else ()

    @property
    def against(self) -> tuple[str, ...]:
        """What speaks against it, in words: what it does not mention, what was tried, its load, what does not fit."""
        return (*self.doubts, *failing(self.conditions))

    @property
    def doubts(self) -> tuple[str, ...]:
        """What speaks against it beside the conditions."""
        found: list[str] = []
        if self.suggestion and self.suggestion.unmentioned:
            found.append(_("does not mention {words}").format(words=_(", ").join(self.suggestion.unmentioned)))
        refused = [tried for tried in self.track.tried if tried.state == "refused"]
        found += [tried.in_words for tried in refused[:1]]
        if isinstance(self.record, Expert) and self.track.load:
            found.append(_("{count} pairs under way").format(count=self.track.load))
        return tuple(found)


def candidates(read: Reader, asking: TechDemand | TechOffer, suggestions: Sequence[Suggestion]) -> list[Candidate]:
    """The suggestions for a demand (offers, experts) or for an offer (demands), with what stands beside the score."""
    records = _records(read, suggestions)
    tried = _tried(read, asking)
    tracks = _tracks(read, asking, suggestions)
    return [
        Candidate(
            record=record,
            suggestion=one,
            conditions=_conditions(asking, record),
            track=tracks.get((one.kind, one.id), TrackRecord()),
            tried=tried.get((one.kind, one.id)),
        )
        for one in suggestions
        if (record := records.get((one.kind, one.id)))
    ]


def plain_candidates(
    read: Reader, asking: TechDemand | TechOffer, pairs: Iterable[tuple[str, str]], known: Sequence[Candidate]
) -> list[Candidate]:
    """Records by kind and id beside what is asked, in their order; those that are `known` keep their suggestion."""
    by_pair = {(one.record.type_name, one.id): one for one in known}
    wanted = list(dict.fromkeys(pairs))
    missing = [
        Suggestion(kind=kind, id=one, rank=0, score=0.0, band="") for kind, one in wanted if (kind, one) not in by_pair
    ]
    for one in candidates(read, asking, missing):
        by_pair[one.record.type_name, one.id] = replace(one, suggestion=None)
    return [by_pair[pair] for pair in wanted if pair in by_pair]


def tried_pairs(read: Reader, asking: TechDemand | TechOffer) -> list[tuple[str, str]]:
    """Kind and id of everything that was tried with a demand or an offer."""
    return list(_tried(read, asking))


def _records(read: Reader, wanted: Sequence[Suggestion]) -> dict[tuple[str, str], TechOffer | Expert | TechDemand]:
    found: list[TechOffer | Expert | TechDemand] = []
    for record_type in (TechOffer, Expert, TechDemand):
        ids = [one.id for one in wanted if one.kind == record_type.type_name]
        if ids:
            found += read.select(record_type, f"id {IN_LIST}", bound_ids(ids))
    return {(record.type_name, record.id): record for record in found}


def _conditions(asking: TechDemand | TechOffer, other: Record) -> tuple[Condition, ...]:
    if isinstance(asking, TechDemand):
        return conditions(asking, other)
    return conditions(other, asking) if isinstance(other, TechDemand) else ()


def _tried(read: Reader, asking: TechDemand | TechOffer) -> Mapping[tuple[str, str], Match]:
    found = read.select(Match, f"{asking.type_name}_id = :id", {"id": asking.id})
    if isinstance(asking, TechOffer):
        return {("demand", match.demand_id): match for match in found}
    return {pair_of(match): match for match in found}


def _tracks(
    read: Reader, asking: TechDemand | TechOffer, wanted: Sequence[Suggestion]
) -> Mapping[tuple[str, str], TrackRecord]:
    if isinstance(asking, TechOffer):
        return {}
    found: dict[tuple[str, str], TrackRecord] = {}
    for kind in ("offer", "expert"):
        ids = [one.id for one in wanted if one.kind == kind]
        for one, track in track_records(read, kind, ids).items() if ids else ():
            others = tuple(tried for tried in track.tried if tried.demand_id != asking.id)
            found[kind, one] = replace(track, tried=others)
    return found
