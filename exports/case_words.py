"""How much a case summary shows, and what one of its parts is."""

from dataclasses import dataclass

from exports.drawing import Block
from exports.paper_words import PaperWords


@dataclass(frozen=True, slots=True)
class CasePart:
    """One numbered part: title, body, and in grey what was counted and how."""

    title: str
    body: Block
    note: str = ""


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
