"""What matching takes and gives, as plain values: documents in, suggestions with their reasons out."""

from dataclasses import dataclass

from casework.fields import CodeList
from casework.language import N_

BANDS = CodeList("band", {"far_ahead": N_("Far ahead"), "ahead": N_("Ahead"), "rest": N_("The rest")})
"""A band tells how a candidate stands among the others of the same demand; it is no grade."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text to be matched, folded: its title and the rest; `is_open` says whether it may be suggested."""

    id: str
    title: str
    body: str
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """A phrase both sides use and its share of the score; `instead_of` names the word it was found for.

    `in_title` says that it stands in the title of the side that asks, `in_text` in the rest of its text.
    `is_weak`: it adds its share, but lengthens the text so much that the score would be no lower without it;
    such a phrase is counted and not shown.
    """

    text: str
    share: float
    in_title: bool = False
    in_text: bool = False
    instead_of: str = ""
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate at its rank: its score, the sum of the shares of its reasons, and its band.

    `unmentioned` are phrases of the title that asks which do not occur in the candidate. `moved` is how
    many ranks the office's answers moved it up (down where negative). `row` is its place in the engine of now.
    """

    kind: str
    id: str
    rank: int
    score: float
    band: str
    reasons: tuple[Reason, ...] = ()
    unmentioned: tuple[str, ...] = ()
    moved: int = 0
    row: int = -1
