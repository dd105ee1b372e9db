"""The three libraries as data: what each is called, which fields it shows and asks for, by which verb it grows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.offers import TechOffer
from casework.insight.completeness import incomplete_sql
from casework.insight.freshness import freshness_sql
from casework.language import N_
from casework.records import Record

NEVER_TRIED = "not exists (select 1 from match where match.{table}_id = {table}.id and match.removed_at is null)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """One library; words are English and translated where shown, `rows` are those of its form.

    `checked_field` is the field that says when an entry was last known to be right.
    """

    record_type: type[Record]
    words: str
    one: str
    """what one entry is called"""
    add_words: str
    measure: str
    icon: str
    tone: str
    verb: str
    checked_field: str
    facts: Sequence[str]
    """the fields shown beside the list, in their order"""
    long_facts: Sequence[str]
    rows: Sequence[Sequence[str]]
    quick: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """switches of the filter: their words and their SQL"""

    @property
    def type_name(self) -> str:
        """The type of its entries."""
        return self.record_type.type_name


def _quick(record_type: type[Record], *, open_only: bool) -> dict[str, tuple[str, str]]:
    table = record_type.type_name
    found = {"open": (N_("In the library"), f"{table}.state = 'open'")} if open_only else {}
    return found | {
        "incomplete": (N_("Facts missing"), incomplete_sql(record_type)),
        "to_check": (N_("To be checked"), f"{freshness_sql(table)} in ('to_check', 'expiring', 'expired')"),
        "never_tried": (N_("Never matched"), NEVER_TRIED.format(table=table)),
    }


LIBRARIES = (
    Library(
        record_type=TechDemand,
        words=N_("Demand library"),
        one=N_("Demand"),
        add_words=N_("Add a demand"),
        measure="条",
        icon="lightbulb",
        tone="violet",
        verb="add_demand",
        checked_field="checked_on",
        facts=("field_name", "budget", "due_on", "trl_wanted", "region", "direction"),
        long_facts=("content", "acceptance"),
        rows=(
            ("subject",),
            ("enterprise_id",),
            ("content",),
            ("field_name", "budget"),
            ("due_on", "trl_wanted"),
            ("acceptance",),
            ("direction",),
            ("region", "checked_on"),
            ("posted_on", "expires_on"),
            ("state",),
            ("confidential",),
        ),
        quick=_quick(TechDemand, open_only=True),
    ),
    Library(
        record_type=TechOffer,
        words=N_("Library of results and services"),
        one=N_("Offer"),
        add_words=N_("Add an offer"),
        measure="项",
        icon="beaker",
        tone="teal",
        verb="add_offer",
        checked_field="checked_on",
        facts=("offer_kind", "field_name", "trl", "ip_state", "price", "region", "direction"),
        long_facts=("content", "conditions"),
        rows=(
            ("subject",),
            ("offer_kind", "holder"),
            ("content",),
            ("field_name", "trl"),
            ("ip_state", "price"),
            ("expert_id",),
            ("conditions",),
            ("direction",),
            ("region", "checked_on"),
            ("posted_on", "expires_on"),
            ("state",),
            ("confidential",),
        ),
        quick=_quick(TechOffer, open_only=True),
    ),
    Library(
        record_type=Expert,
        words=N_("Expert library"),
        one=N_("Expert"),
        add_words=N_("Add an expert"),
        measure="位",
        icon="hat_graduation",
        tone="blue",
        verb="add_expert",
        checked_field="last_contacted_on",
        facts=("unit_name", "academic_title", "discipline", "region", "phone", "email", "last_contacted_on"),
        long_facts=("expertise", "works", "note"),
        rows=(
            ("name", "unit_name"),
            ("academic_title", "discipline"),
            ("expertise",),
            ("works",),
            ("region", "last_contacted_on"),
            ("phone", "email"),
            ("note",),
        ),
        quick=_quick(Expert, open_only=False),
    ),
)
"""The libraries in the order of their tabs."""


def library(type_name: str) -> Library | None:
    """The library that holds records of this type; None where none does."""
    return next((one for one in LIBRARIES if one.type_name == type_name), None)
