"""Field, readiness, money, region and time of a demand beside those of a candidate: lines of their own, no score."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from casework.amounts import format_fen
from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.offers import TechOffer
from casework.language import N_, _
from casework.records import Record

CONDITION_LABELS = {
    "field": N_("Technical field"),
    "readiness": N_("Readiness"),
    "money": N_("Budget"),
    "region": N_("Region"),
    "time": N_("Time"),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a demand wants beside what a candidate gives; `fits` is None where one of them is not known."""

    key: str
    wanted: str
    given: str
    fits: bool | None

    @property
    def label(self) -> str:
        """What is compared, in the user's language."""
        return _(CONDITION_LABELS[self.key])


def conditions(demand: TechDemand, other: Record) -> tuple[Condition, ...]:
    """The lines of a demand beside an offer or an expert; they filter and sort, and never enter the score."""
    if isinstance(other, TechOffer):
        return (
            _field(demand, other.field_name),
            _readiness(demand, other),
            _money(demand, other),
            _region(demand, other.region),
            _time(demand, other),
        )
    if isinstance(other, Expert):
        return (_field(demand, other.discipline), _region(demand, other.region))
    return ()


def _field(demand: TechDemand, given: str) -> Condition:
    return Condition("field", demand.field_name, given, _overlap(demand.field_name, given))


def _region(demand: TechDemand, given: str) -> Condition:
    return Condition("region", demand.region, given, _overlap(demand.region, given))


def _overlap(wanted: str, given: str) -> bool | None:
    """Whether one says what the other says, or a part of it; fields have their parts divided by signs."""
    if not wanted or not given:
        return None
    return bool(_parts(wanted) & _parts(given)) or wanted in given or given in wanted


def _parts(words: str) -> set[str]:
    marked = words.translate(str.maketrans(dict.fromkeys("·・/、，,;；|>›", " ")))
    return set(marked.split())


def _readiness(demand: TechDemand, offer: TechOffer) -> Condition:
    """Technology readiness by GB/T 22900: the offer's level is at least the one that is wanted."""
    wanted = _("level {trl} or more").format(trl=demand.trl_wanted) if demand.trl_wanted else ""
    given = _("level {trl}").format(trl=offer.trl) if offer.trl else ""
    return Condition("readiness", wanted, given, _at_least(offer.trl, demand.trl_wanted))


def _money(demand: TechDemand, offer: TechOffer) -> Condition:
    wanted, given = (format_fen(amount) if amount else "" for amount in (demand.budget, offer.price))
    return Condition("money", wanted, given, _at_least(demand.budget, offer.price))


def _time(demand: TechDemand, offer: TechOffer) -> Condition:
    """Whether the offer still stands when the demand needs it."""
    fits = offer.expires_on >= demand.due_on if demand.due_on and offer.expires_on else None
    given = _("until {day}").format(day=offer.expires_on) if offer.expires_on else ""
    return Condition("time", _day(demand.due_on), given, fits)


def _at_least(has: int | None, needs: int | None) -> bool | None:
    return has >= needs if has and needs else None


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def failing(found: Sequence[Condition]) -> list[str]:
    """What does not fit, each in a few words: 成熟度 3级（要5级及以上）."""
    words = _("{label}: {given}, wanted {wanted}")
    return [words.format(label=one.label, given=one.given, wanted=one.wanted) for one in found if one.fits is False]
