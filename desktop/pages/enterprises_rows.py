"""The rows of the list of enterprises: which ones in which order, and what a page of them shows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.casebook import Casebook
from casework.entities.appeals import OPEN_STATES
from casework.entities.enterprises import ENTERPRISE_CLASSES, Enterprise
from casework.insight.filter_sql import filter_sql
from casework.insight.names import bound_ids
from casework.insight.promises import OPEN_PROMISES
from casework.insight.silence import silence_days
from casework.records import Reader
from desktop.paged_rows import Listing
from widgets.conditions import Filter

_OPEN_PROMISES = OPEN_PROMISES.replace("commitment.state", "+commitment.state")
"""Asked by enterprise, not by state: a file holds many open promises, an enterprise few."""
_STATES = ", ".join(f"'{state}'" for state in OPEN_STATES)
_ROWS = f"""
select enterprise.id, enterprise.number, enterprise.name, enterprise.short_name, enterprise.uscc,
    enterprise.industry_chain, ifnull(unit.name, '') as place, ifnull(above.name, '') as district,
    (select group_concat(class_code) from enterprise_class where enterprise_id = enterprise.id and year = :year
        and class_state = 'valid' and removed_at is null) as classes,
    (select person.name from commissioner_assignment care join person on person.id = care.person_id
        where care.enterprise_id = enterprise.id and care.from_on <= :today
        and (care.to_on is null or care.to_on >= :today) and care.removed_at is null limit 1) as commissioner,
    last.occurred_on as last_on, last.contact_mode as last_mode, last.next_contact_on, last.no_next_contact,
    (select min(planned_on) from visit where enterprise_id = enterprise.id and +state = 'planned'
        and removed_at is null) as planned_on,
    (select count(*) from appeal where enterprise_id = enterprise.id and state in ({_STATES})
        and removed_at is null) as open_cases,
    (select min(due_on) from appeal where enterprise_id = enterprise.id and state in ({_STATES})
        and stopped = 0 and removed_at is null) as first_due,
    (select count(*) from commitment where enterprise_id = enterprise.id and {_OPEN_PROMISES}
        and commitment.removed_at is null) as open_promises
from json_each(:ids) wanted join enterprise on enterprise.id = wanted.value
left join unit on unit.id = enterprise.territory_id
left join unit above on above.id = unit.parent_id
left join visit last on last.id = (select id from visit where enterprise_id = enterprise.id and +state = 'done'
    and occurred_on <= :today and removed_at is null order by occurred_on desc, number desc limit 1)
order by wanted.key
"""
_BY_PINYIN = (
    "select record_id as id from search_document where type = 'enterprise' and {where}"
    " order by sort_key {down}, record_id {down}"
)
_BY_NUMBER = "select id from enterprise where removed_at is null and {where} order by number {down}, id {down}"
_IS_MINE = (
    "exists (select 1 from commissioner_assignment mine join person on person.id = mine.person_id"
    " where mine.enterprise_id = enterprise.id and person.name = :actor and mine.from_on <= :today"
    " and (mine.to_on is null or mine.to_on >= :today) and mine.removed_at is null)"
)
_IN_ROUND = (
    "exists (select 1 from round_member join revisit_round on revisit_round.id = round_member.round_id"
    " where round_member.enterprise_id = enterprise.id and revisit_round.closed_on is null"
    " and round_member.removed_at is null and revisit_round.removed_at is null)"
)
_SILENT = (
    "not exists (select 1 from visit where visit.enterprise_id = enterprise.id and visit.state = 'done'"
    " and visit.occurred_on > :silent and visit.removed_at is null)"
)
_OF_CLASS = (
    "exists (select 1 from enterprise_class where enterprise_id = enterprise.id and class_code = '{code}'"
    " and year = :year and class_state = 'valid' and removed_at is null)"
)
QUICK: Mapping[str, str] = {
    "mine": _IS_MINE,
    "round": _IN_ROUND,
    "silent": _SILENT,
    **{code: _OF_CLASS.format(code=code) for code in ENTERPRISE_CLASSES.labels},
}
"""The switches of the filter and their SQL over `enterprise`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseRow:
    """An enterprise as the list shows it; `days_silent` are the days since the last contact, None without any."""

    id: str
    number: str
    name: str
    short_name: str
    uscc: str
    place: str
    district: str
    industry_chain: str
    classes: tuple[str, ...]
    commissioner: str
    last_on: dt.date | None
    last_mode: str
    next_on: dt.date | None
    no_next_contact: bool
    days_silent: int | None
    open_cases: int
    has_late_case: bool
    open_promises: int

    @property
    def where(self) -> str:
        """District and park, as far as they are known."""
        return " · ".join(dict.fromkeys(word for word in (self.district, self.place) if word))


def enterprise_rows(read: Reader, ids: Sequence[str]) -> list[EnterpriseRow]:
    """The rows of these enterprises, in their order."""
    today = read.clock.today
    values = {"today": today.isoformat(), "year": today.year} | _ids(ids)
    return [_row(row, today) for row in read.query(_ROWS, values)]


def _ids(ids: Sequence[str]) -> dict[str, str]:
    """The ids as they are bound, in their order (`bound_ids` sorts them)."""
    import json

    return bound_ids(()) | {"ids": json.dumps(list(ids))}


def _row(row: Mapping[str, Any], today: dt.date) -> EnterpriseRow:
    last_on = _day(row["last_on"])
    following = [day for day in (_day(row["next_contact_on"]), _day(row["planned_on"])) if day]
    classes = (row["classes"] or "").split(",")
    first_due = _day(row["first_due"])
    return EnterpriseRow(
        id=row["id"],
        number=row["number"],
        name=row["name"],
        short_name=row["short_name"],
        uscc=row["uscc"],
        place=row["place"],
        district=row["district"],
        industry_chain=row["industry_chain"],
        classes=tuple(code for code in ENTERPRISE_CLASSES.labels if code in classes),
        commissioner=row["commissioner"] or "",
        last_on=last_on,
        last_mode=row["last_mode"] or "",
        next_on=min(following, default=None),
        no_next_contact=bool(row["no_next_contact"]) and not following,
        days_silent=(today - last_on).days if last_on else None,
        open_cases=row["open_cases"],
        has_late_case=first_due is not None and first_due < today,
        open_promises=row["open_promises"],
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def enterprise_listing(
    book: Casebook, wanted: Filter, actor: str, sort: str = "", *, descending: bool = False
) -> Listing:
    """The enterprises a filter leaves, by pinyin (decision 5: the order of the search index) or by number.

    Everything, and what words find, is answered by an index; other filters are read beside the window.
    """
    down = "desc" if descending else ""
    today = book.clock.today
    where, values = filter_sql(book, Enterprise, wanted, QUICK)
    silent = today - dt.timedelta(days=silence_days(book, "not_contacted"))
    values |= {"actor": actor, "today": today.isoformat(), "year": today.year, "silent": silent.isoformat()}
    if where == "true":
        every = "select count(*) as n from search_document where type = 'enterprise'"
        by = _BY_NUMBER if sort == "number" else _BY_PINYIN
        return Listing(ids=by.format(where="true", down=down), count=every)
    chosen = f"record_id in (select id from enterprise where removed_at is null and {where})"
    only_words = bool(wanted.words) and not wanted.quick and not wanted.groups
    bound = {name: value for name, value in values.items() if f":{name}" in where}
    if sort == "number":
        return Listing(ids=_BY_NUMBER.format(where=where, down=down), bound=bound, at_once=only_words)
    return Listing(ids=_BY_PINYIN.format(where=chosen, down=down), bound=bound, at_once=only_words)


def place_of(listing: Listing, enterprise_id: str, book: Casebook) -> int:
    """At which place of a listing an enterprise stands; -1 where its filter leaves it out."""
    ranked = f"select id, row_number() over () - 1 as place from ({listing.ids})"
    found = book.query(f"select place from ({ranked}) where id = :own", {**listing.bound, "own": enterprise_id})
    return int(found[0]["place"]) if found else -1
