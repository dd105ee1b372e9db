"""The records behind the figures of a monthly summary, as its annexes print them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumn:
    """A column of an annex of records: its head, whether figures or words stand in it, and how.

    The one that `is_wide` takes the room the others leave.
    """

    head: str
    is_figure: bool = False
    is_right: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsBehind:
    """The records behind the figure of that key, as an annex prints them: the cells are words already."""

    key: str
    columns: tuple[RecordColumn, ...]
    rows: Sequence[Sequence[str]]
