"""How a paper words its days and texts: which day it is looked at from, and whether telephone numbers are hidden."""

import datetime as dt
from dataclasses import dataclass

from casework.chinese import mask_phone

_MOST_OF_A_YEAR = 300  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """The day a paper is looked at from, and whether telephone numbers are hidden (product rule 10)."""

    as_of: dt.date
    masked: bool = True

    def text(self, text: str) -> str:
        """A text as it may be printed."""
        return mask_phone(text) if self.masked else text

    def excerpt(self, text: str, most: int) -> str:
        """The beginning of a text on one line, ending with … after `most` characters; the case file has the rest."""
        line = " ".join(self.text(text).split())
        return line if len(line) <= most else line[: most - 1].rstrip("，、；： ") + "…"

    def day(self, day: dt.date | None) -> str:
        """A day beside others: 11-24, with its year where that is another one; empty for none."""
        if day is None:
            return ""
        return f"{day:%m-%d}" if day.year == self.as_of.year else day.isoformat()

    def next_day(self, day: dt.date | None) -> str:
        """A day ahead: without its year where that follows from the day the paper is looked at from."""
        if day is None:
            return ""
        return f"{day:%m-%d}" if 0 <= (day - self.as_of).days < _MOST_OF_A_YEAR else day.isoformat()

    def month(self, day: dt.date | None) -> str:
        """A day where room is short: 11-24, of other years only year and month."""
        if day is None:
            return ""
        return f"{day:%m-%d}" if day.year == self.as_of.year else f"{day:%Y-%m}"
