"""Verbs for what an office sets for itself: deadlines, calendar days, settings."""

from casework.entities.settings import CalendarDay, ServiceDeadline, Setting
from casework.facts import Facts, missing
from casework.language import _
from casework.records import Writer
from casework.verbs.appeal_clocks import recalculate_open_cases
from casework.verbs.keyed_records import put

STANDARD_DEADLINES = (
    ServiceDeadline(service_mode="agency", limit_days=10, answer_limit_days=7),
    ServiceDeadline(service_mode="mediation", limit_days=10, answer_limit_days=7),
    ServiceDeadline(service_mode="immediate", limit_days=2, answer_limit_days=1, warning_days=1, may_stop=False),
    ServiceDeadline(service_mode="in_park", limit_days=10, answer_limit_days=5),
)
"""The limits a new case file begins with; each office sets its own."""


def set_standard_deadlines(write: Writer) -> None:
    """Gives a new case file the limits every office begins with; those an office has set already stay."""
    for standard in STANDARD_DEADLINES:
        if not write.count(ServiceDeadline, "service_mode = :mode", {"mode": standard.service_mode}):
            put(write, standard)


def set_deadline(write: Writer, facts: Facts) -> ServiceDeadline:
    """The limits of a `service_mode` for cases accepted from now on; what is not given stays."""
    mode = facts.value(ServiceDeadline, "service_mode")
    if not mode:
        raise missing(_("Service mode"), "service_mode")
    found = write.select(ServiceDeadline, "service_mode = :mode", {"mode": mode}, limit=1)
    return write.save(facts.changed(found[0])) if found else put(write, facts.record(ServiceDeadline))


def set_calendar_day(write: Writer, facts: Facts) -> CalendarDay:
    """A `day` the office sets itself, `working` or not; the due dates of all open cases are worked out anew."""
    facts.rename("on", "day")
    saved = put(write, facts.record(CalendarDay))
    recalculate_open_cases(write)
    return saved


def set_setting(write: Writer, facts: Facts) -> Setting:
    """The `value` of the setting `key`."""
    return put(write, facts.record(Setting))
