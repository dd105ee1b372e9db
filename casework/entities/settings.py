"""What an office sets for itself inside the case file: centre, deadlines, calendar days, code words."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.calendar import WorkingCalendar, china_calendar
from casework.entities.appeals import SERVICE_MODES
from casework.errors import RuleForbids
from casework.fields import CodeList, Field
from casework.language import N_, _
from casework.records import Reader, Record, named_id

SETTING_KEYS = CodeList(
    "setting_key",
    {
        "centre_name": N_("Name of the centre"),
        "default_scope": N_("Default scope"),
        "sample": N_("Sample file"),
        "silence_days": N_("Days without contact that count as silence"),
        "stalled_days": N_("Days in one stage that count as stalled"),
        "unmatched_days": N_("Days without any match that a demand may wait"),
        "quiet_match_days": N_("Days without progress that an intention may wait"),
        "expiry_days": N_("Days ahead that an expiring agreement is shown"),
        "fresh_days": N_("Days since its last check that a library entry counts as new"),
        "fair_days": N_("Days since its last check after which a library entry is to be checked"),
        "library_expiry_days": N_("Days ahead that an expiring library entry is shown"),
        "print_addressee": N_("Addressee of the monthly summary"),
        "print_body_face": N_("Face of official text (file)"),
        "print_title_face": N_("Face of official titles (file)"),
        "roster_headings": N_("What the headings of rosters mean here"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """One setting of the office, kept in the file so that it travels with it."""

    type_name: ClassVar[str] = "setting"
    label: ClassVar[str] = N_("Setting")
    names: ClassVar[tuple[str, ...]] = ("key",)

    key: Annotated[str, Field(N_("Setting"), codes=SETTING_KEYS, required=True)]
    value: Annotated[str, Field(N_("Value"))] = ""

    def identity(self) -> str:
        """One row a key."""
        return named_id("setting", self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDeadline(Record):
    """The two limits of a service mode, in working days; they count for cases accepted from now on."""

    type_name: ClassVar[str] = "service_deadline"
    label: ClassVar[str] = N_("Deadline of a service mode")

    service_mode: Annotated[str, Field(N_("Service mode"), codes=SERVICE_MODES, required=True)]
    limit_days: Annotated[int, Field(N_("Towards the enterprise"), required=True, unit="working_day")]
    answer_limit_days: Annotated[int, Field(N_("Of the handling unit"), required=True, unit="working_day")]
    warning_days: Annotated[int, Field(N_("Nearly due from"), unit="working_day")] = 2
    may_stop: Annotated[bool, Field(N_("Clock may be stopped"))] = True

    def identity(self) -> str:
        """One row a service mode."""
        return named_id("service_deadline", self.service_mode)

    def check(self, before: Self | None, read: Reader) -> None:
        """Limits of at least one working day; the handling unit's not longer than the enterprise's."""
        if not 1 <= self.answer_limit_days <= self.limit_days:
            raise RuleForbids(
                _("The handling unit's limit lies between one day and the limit towards the enterprise."),
                field="answer_limit_days",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay(Record):
    """A day the office sets itself: a holiday, a make-up day, a local stoppage (decision 21)."""

    type_name: ClassVar[str] = "calendar_day"
    label: ClassVar[str] = N_("Calendar day")

    day: Annotated[dt.date, Field(N_("Date"), required=True)]
    working: Annotated[bool, Field(N_("Working day"))] = False
    name: Annotated[str, Field(N_("Name"))] = ""

    def identity(self) -> str:
        """One row a day."""
        return named_id("calendar_day", self.day.isoformat())


STOP_PHRASES, SYNONYMS = "stop_phrase", "synonym"
"""The lists of words that matching passes over, and of words that mean the same (皮带机=带式输送机)."""
_FEWEST_SYNONYMS = 2


def synonyms(word: str) -> list[str]:
    """The words of one entry of the list of synonyms."""
    return [part.strip() for part in word.replace("＝", "=").split("=") if part.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWord(Record):
    """A word an office adds to one of its own lists (industry chains, stop reasons); retired, never deleted."""

    type_name: ClassVar[str] = "code_word"
    label: ClassVar[str] = N_("Word of a code list")

    list_name: Annotated[str, Field(N_("Code list"), required=True)]
    word: Annotated[str, Field(N_("Word"), required=True, search="title")]
    retired: Annotated[bool, Field(N_("Retired"))] = False

    def identity(self) -> str:
        """One row a list and word."""
        return named_id("code_word", self.list_name, self.word)

    def check(self, before: Self | None, read: Reader) -> None:
        """Words that mean the same are given together: at least two, with = between them."""
        if self.list_name == SYNONYMS and len(synonyms(self.word)) < _FEWEST_SYNONYMS:
            raise RuleForbids(
                _("Words that mean the same are written with = between them."),
                field="word",
                remedy=_("For example: belt conveyor = conveyor belt"),
            )


def setting(read: Reader, key: str, default: str = "") -> str:
    """The value of a setting, or `default` where the office set none."""
    found = read.select(Setting, "key = :key", {"key": key}, limit=1)
    return found[0].value if found else default


def working_calendar(read: Reader) -> WorkingCalendar:
    """The working calendar of the office: the announced days and the days it set itself."""
    days = read.select(CalendarDay, order="day")
    year = read.clock.today.year
    return china_calendar(tuple(range(2018, year + 3)), tuple((d.day, d.working, d.name) for d in days))


def deadline(read: Reader, service_mode: str) -> ServiceDeadline:
    """The limits of a service mode as the office set them; RuleForbids where it set none."""
    found = read.select(ServiceDeadline, "service_mode = :mode", {"mode": service_mode}, limit=1)
    if not found:
        raise RuleForbids(
            _("No deadline is set for this service mode."),
            field="service_mode",
            remedy=_("Set it under Settings › Deadlines."),
        )
    return found[0]
