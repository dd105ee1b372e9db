"""The figures above the list of Today; each is a filter of the list."""

from collections import Counter

from casework.language import _
from desktop.pages.today_day import Day
from desktop.pages.today_rows import KINDS
from widgets.figures import StripFigure
from widgets.pieces import Piece, caption

_CONTACTS = ("contact", "visit")


def strip_figures(day: Day) -> list[StripFigure]:
    """The six figures in their order."""
    told = day.agenda
    contacts = [item for kind in _CONTACTS for item in told.of_kind(kind)]
    late_promises = sum(promise.is_overdue for promise in told.promises)
    handled, measure = number_and_measure(told.handled_this_month.text)
    return [
        StripFigure(
            key="overdue",
            label=_("Overdue"),
            number=str(len(told.overdue)),
            measure=_("items"),
            tone="red" if told.overdue else "text",
            more=_by_kind(Counter(item.kind for item in told.overdue)),
        ),
        StripFigure(
            key="today",
            label=_("Due today"),
            number=str(len(told.today)),
            measure=_("items"),
            tone="amber" if told.today else "text",
            more=_by_kind(Counter(item.kind for item in told.today)),
        ),
        StripFigure(
            key="contacts",
            label=_("Contacts until Sunday"),
            number=str(sum(told.totals[kind] for kind in _CONTACTS)),
            measure=_("items"),
            more=_note(_("{count} overdue"), sum(item.is_overdue for item in contacts)),
        ),
        StripFigure(
            key="promises",
            label=_("Promises to keep"),
            number=str(told.open_promises),
            measure=_("lines"),
            more=_note(_("{count} overdue"), late_promises),
        ),
        StripFigure(
            key="matches",
            label=_("Matches to follow up"),
            number=str(told.open_matches),
            measure=_("pairs"),
        ),
        StripFigure(
            key="handled",
            label=_("Appeals closed this month"),
            number=handled,
            measure=measure,
            tone="green" if told.handled_this_month.value else "text",
            more=[caption(told.satisfaction_this_month.sentence)],
        ),
    ]


def number_and_measure(text: str) -> tuple[str, str]:
    """A count as it is printed, parted into its number and its measure word (English has none)."""
    number = "".join(sign for sign in text if sign.isascii())
    return number.strip(), text[len(number) :].strip()


def _by_kind(counts: Counter[str]) -> list[Piece]:
    """The two kinds of which there are most: 诉求 2 · 承诺 1."""
    told = [f"{_(KINDS[kind][0])} {count}" for kind, count in counts.most_common(2)]
    return [caption(" · ".join(told))] if told else []


def _note(words: str, count: int) -> list[Piece]:
    return [caption(words.format(count=count))] if count else []
