"""How much a case summary shows, and in which words."""

from dataclasses import dataclass

from exports.paper_words import PaperWords


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMeasure:
    """How much is shown: so many happenings in so many characters each (38 are a line).

    `is_compact` leaves out declined matches and shortens why an enterprise was not reached.
    """

    happenings: int
    characters: int
    is_compact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWords(PaperWords):
    """The words of a case summary in the measure that fits its page."""

    measure: CaseMeasure
