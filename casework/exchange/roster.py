"""A recognised sheet: its table, what its rows are, and which column means what — as shipped, learned, or chosen."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from casework.catalogue import RECORD_TYPES, record_type
from casework.errors import BadInput
from casework.exchange.intake_fields import understood
from casework.exchange.roster_headings import heading_key, known_headings, recognised_columns, types_with_headings
from casework.exchange.row_values import KnownColumns
from casework.exchange.workbooks import SheetTable, read_table
from casework.fields import columns
from casework.language import _
from casework.records import Record

Learned = Mapping[str, Mapping[str, str]]
"""What the office chose before: type name → heading (as `heading_key`) → field, "" for a column left out."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_NO_LEARNED: Learned = {}


class Roster:
    """A sheet whose rows are records of one type."""

    def __init__(
        self,
        path: Path,
        kind: type[Record] | None = None,
        sheet: str | None = None,
        *,
        learned: Learned = _NO_LEARNED,
        progress: Callable[[int], bool] | None = None,
        fallback: type[Record] | None = None,
    ) -> None:
        """Reads the sheet; BadInput where its rows cannot be understood as records of any type.

        With a `fallback` they are taken for records of that type then, and the user says what the columns mean.
        """
        known = known_headings(kind.type_name) if kind else None
        table = read_table(path, sheet=sheet, known_headings=known, progress=progress)
        self.file_name = path.name
        self.table = table
        self._learned = learned
        self.kind = kind or self._best_kind() or fallback or record_type(_unknown(table))
        self._set_places(self.recognised(self.kind))
        if not self.places and fallback is None:
            _unknown(table)

    def recognised(self, kind: type[Record]) -> dict[str, int]:
        """The column of each field, were the rows of this type: by what the office learned, then by what is shipped."""
        found = recognised_columns(self.table.headers, known_headings(kind.type_name))
        learned = self._learned.get(kind.type_name, {})
        for at, heading in enumerate(self.table.headers):
            chosen = learned.get(heading_key(heading)) if heading else None
            if chosen is not None:
                found = {name: place for name, place in found.items() if place != at and name != chosen}
                if chosen:
                    found[chosen] = at
        return {name: at for name, at in found.items() if name in understood(kind)}

    def _best_kind(self) -> type[Record] | None:
        """The type whose headings, shipped or learned, fit best; None where none fits."""
        fits = {name: len(self.recognised(RECORD_TYPES[name])) for name in (*types_with_headings(), *self._learned)}
        best = max(fits, key=lambda name: fits[name])
        return RECORD_TYPES[best] if fits[best] else None

    def means(self, kind: type[Record], places: Mapping[str, int]) -> None:
        """From now on the rows are of this type and its columns mean this; the user said so."""
        self.kind = kind
        self._set_places(places)

    def lessons(self) -> dict[str, str]:
        """What is to be learned from the columns as they are: headings that mean something else than recognised."""
        customary = recognised_columns(self.table.headers, known_headings(self.kind.type_name))
        customary = {name: at for name, at in customary.items() if name in understood(self.kind)}
        usual = {at: name for name, at in customary.items()}
        now = {at: name for name, at in self.places.items()}
        learned: dict[str, str] = {}
        for at, heading in enumerate(self.table.headers):
            if heading and now.get(at, "") != usual.get(at, ""):
                learned[heading_key(heading)] = now.get(at, "")
        return learned

    def _set_places(self, places: Mapping[str, int]) -> None:
        self.places = dict(places)
        self.columns = KnownColumns(self.kind, self.places, self.table)
        used = set(self.places.values())
        self.ignored = tuple(h for at, h in enumerate(self.table.headers) if h and at not in used)
        title = next((c.name for c in columns(self.kind) if c.field.search == "title" and c.name in self.places), "")
        self.title_place = self.places.get(title, self.places.get("enterprise_id"))

    @property
    def year(self) -> int | None:
        """The one year the titles above the table name."""
        years = {int(year) for title in self.table.titles for year in _YEAR.findall(title)}
        return years.pop() if len(years) == 1 else None


def _unknown(table: SheetTable) -> str:
    raise BadInput(
        _("The headings of sheet “{sheet}” are not understood.").format(sheet=table.sheet),
        remedy=_("Say what the rows are with --as, or use the headings of a template. The headings are:"),
        candidates=[h for h in table.headers if h],
    )
