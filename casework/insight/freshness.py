"""How fresh the entries of the three libraries are: checked lately, a while ago, too long ago, or about to expire."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from casework.entities.settings import setting
from casework.fields import CodeList
from casework.language import N_
from casework.records import Reader

FRESHNESS = CodeList(
    "freshness",
    {
        "new": N_("New"),
        "fair": N_("Fairly new"),
        "to_check": N_("To be checked"),
        "expiring": N_("Expires soon"),
        "expired": N_("Expired"),
    },
)
_DEFAULT_DAYS: Mapping[str, int] = {"fresh_days": 60, "fair_days": 90, "library_expiry_days": 14}
_CHECKED: Mapping[str, str] = {
    "demand": "ifnull(demand.checked_on, demand.posted_on)",
    "offer": "ifnull(offer.checked_on, offer.posted_on)",
    "expert": "ifnull(expert.last_contacted_on, '')",
}
"""SQL: the day on which an entry of each library was last known to be right."""


def freshness_days(read: Reader, key: str) -> int:
    """The days of a rule (fresh_days, fair_days, library_expiry_days) as the office set them, else the default."""
    chosen = setting(read, key)
    return int(chosen) if chosen.isdecimal() else _DEFAULT_DAYS[key]


def freshness_sql(type_name: str) -> str:
    """The SQL expression that gives the freshness of a row of this library; `freshness_values` are to be bound."""
    checked = _CHECKED[type_name]
    by_age = f"when {checked} >= :new_since then 'new' when {checked} >= :fair_since then 'fair' else 'to_check'"
    if type_name == "expert":
        return f"case {by_age} end"
    return (
        f"case when {type_name}.expires_on < :today then 'expired'"
        f" when {type_name}.expires_on <= :expiring_until then 'expiring' {by_age} end"
    )


def checked_sql(type_name: str) -> str:
    """The SQL expression for the day on which a row of this library was last checked; empty text for never."""
    return _CHECKED[type_name]


def freshness_values(read: Reader) -> dict[str, Any]:
    """The days that `freshness_sql` compares with, bound by name."""
    today = read.clock.today
    days = {key: freshness_days(read, key) for key in _DEFAULT_DAYS}
    return {
        "today": today.isoformat(),
        "new_since": (today - dt.timedelta(days=days["fresh_days"])).isoformat(),
        "fair_since": (today - dt.timedelta(days=days["fair_days"])).isoformat(),
        "expiring_until": (today + dt.timedelta(days=days["library_expiry_days"])).isoformat(),
    }
