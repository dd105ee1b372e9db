"""How many days something is over or has left, in words: 超2个工作日, 剩5个工作日."""

from casework.language import ngettext


def days_over(days: int, *, working: bool) -> str:
    """By how many days the day has passed; `working` days or those of the calendar."""
    if working:
        said = ngettext("{days} working day over", "{days} working days over", days)
    else:
        said = ngettext("{days} day over", "{days} days over", days)
    return said.format(days=days)


def days_left(days: int) -> str:
    """How many working days there are left."""
    return ngettext("{days} working day left", "{days} working days left", days).format(days=days)
