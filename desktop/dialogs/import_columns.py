"""The second step of an import: which sheet, what its rows are and are known by, and what each column means."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from casework.catalogue import RECORD_TYPES
from casework.exchange.cell_values import read_text
from casework.exchange.intake_choices import FIELD_POLICIES, REPLACE, Choices
from casework.exchange.intake_fields import intake_fields, key_choices, key_words
from casework.exchange.roster import Roster
from casework.exchange.roster_headings import types_with_headings
from casework.exchange.sheet_rows import CellError, column_letters
from casework.exchange.workbooks import SheetInfo
from casework.language import _
from casework.records import Record
from widgets.cards import row_of
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Chip, Piece, Words, caption
from widgets.tokens import Family

_SAMPLES = 3
_ALSO_OFFERED = ("commitment", "unit", "person", "list_line", "policy", "event", "partner", "agreement")
"""Types that rosters are made of beside those with headings of their own."""


class ColumnsPart(QWidget):
    """Shows a roster's columns; `sheet_chosen` and `kind_chosen` ask for it to be read anew."""

    sheet_chosen = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        """Empty until a roster is shown."""
        super().__init__()
        self.roster: Roster | None = None
        self.sheet, self.kind, self.key = _box(_("Sheet")), _box(_("The rows are")), _box(_("Known by"))
        self.told = LineLabel(height=24)
        self._meanings: list[tuple[int, QComboBox, QComboBox]] = []
        self._grid = QGridLayout()
        self._arrange()
        self.sheet.activated.connect(self._ask_sheet)
        self.kind.activated.connect(self._choose_kind)

    def _arrange(self) -> None:
        parts: list[QWidget | None] = []
        for words, box in ((_("Sheet"), self.sheet), (_("The rows are"), self.kind), (_("Known by"), self.key)):
            label = TextLabel(words, tone="text2")
            label.setWordWrap(False)
            parts += [label, box]
        holder = QWidget()
        holder.setLayout(self._grid)
        self._grid.setContentsMargins(0, 4, 8, 4)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        for column, stretch in enumerate((2, 4, 3, 2)):
            self._grid.setColumnStretch(column, stretch)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        area.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(row_of(*parts, None, spacing=10))
        column.addWidget(self.told)
        column.addWidget(area, 1)

    def show_roster(self, roster: Roster, sheets: Sequence[SheetInfo]) -> None:
        """Shows what was recognised."""
        self.roster = roster
        with QSignalBlocker(self.sheet), QSignalBlocker(self.kind):
            self.sheet.clear()
            for one in sheets:
                hidden = _("hidden") if one.hidden else ""
                rows = _("{count} rows").format(count=one.rows)
                self.sheet.addItem(" · ".join(filter(None, (one.name, rows, hidden))), one.name)
            self.sheet.setCurrentIndex(self.sheet.findData(roster.table.sheet))
            self.kind.clear()
            for name in dict.fromkeys((*types_with_headings(), *_ALSO_OFFERED, roster.kind.type_name)):
                self.kind.addItem(_(RECORD_TYPES[name].label), name)
            self.kind.setCurrentIndex(self.kind.findData(roster.kind.type_name))
        self._show_columns()

    def _show_columns(self) -> None:
        if self.roster is None:
            return
        self._clear()
        kind, table = self.roster.kind, self.roster.table
        self.key.clear()
        for key in key_choices(kind):
            self.key.addItem(key_words(kind, key), key)
        heads = (_("Column"), _("First values"), _("Means"), _("What is there already"))
        for column, words in enumerate(heads):
            self._grid.addWidget(TextLabel(words, tone="dim"), 0, column)
        means = {at: name for name, at in self.roster.places.items()}
        samples = list(table.rows[: min(_SAMPLES, len(table.rows))])
        row = 0
        for at, heading in enumerate(table.headers):
            values = [read_cell(one.values[at]) for one in samples if at < len(one.values)]
            if not heading and not any(values):
                continue
            row += 1
            self._add_column(row, at, heading, "、".join(filter(None, values)), means.get(at, ""), kind)
        self._grid.setRowStretch(row + 1, 1)
        self._say()

    def _add_column(self, row: int, at: int, heading: str, values: str, name: str, kind: type[Record]) -> None:
        said = heading or _("(no heading)")
        meaning, policy = _box(_("What column {name} means").format(name=said)), _box(_("What is there already"))
        meaning.addItem(_("— do not import —"), "")
        for field in intake_fields(kind):
            meaning.addItem(field.label, field.name)
        meaning.setCurrentIndex(max(0, meaning.findData(name)))
        for code, words in FIELD_POLICIES.items():
            policy.addItem(_(words), code)
        policy.setEnabled(bool(name))
        meaning.activated.connect(partial(self._choose_meaning, at))
        policy.activated.connect(self._policy_chosen)
        letter = caption(column_letters(at), elastic=False)
        self._grid.addWidget(LineLabel([letter, Words(said.replace("\n", " "), bold=True)]), row, 0)
        self._grid.addWidget(LineLabel([caption(values, "text2")]), row, 1)
        self._grid.addWidget(meaning, row, 2)
        self._grid.addWidget(policy, row, 3)
        self._meanings.append((at, meaning, policy))

    def _clear(self) -> None:
        self._meanings.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _say(self) -> None:
        """How much is understood, and what is not taken for a row."""
        if self.roster is None:
            return
        table = self.roster.table
        known = sum(bool(meaning.currentData()) for _at, meaning, _policy in self._meanings)
        total = len(self._meanings)
        words = _("{known} of {total} columns are understood").format(known=known, total=total)
        pieces: list[Piece] = [Chip(words, Family.GREEN if known == total else Family.AMBER)]
        pieces.append(caption(_("heading in row {row}").format(row=table.header_row)))
        if table.ignored:
            left = _("{count} rows are no records (totals, notes)").format(count=len(table.ignored))
            pieces.append(caption(left))
        missing = self.missing()
        if missing:
            pieces.append(Words(_("Still needed: {names}").format(names="、".join(missing)), "red"))
        self.told.set_line(pieces)

    def missing(self) -> list[str]:
        """What no column means and no row can do without."""
        if self.roster is None:
            return []
        names = {meaning.currentData() for _at, meaning, _policy in self._meanings}
        if self.roster.kind.type_name == "enterprise":
            return [] if names & {"name", "uscc"} else [_("Enterprise name")]
        return [] if names - {""} else [_("at least one column")]

    def places(self) -> dict[str, int]:
        """The column of each field as chosen."""
        return {meaning.currentData(): at for at, meaning, _policy in self._meanings if meaning.currentData()}

    def choices(self) -> Choices:
        """The key and the policies as chosen."""
        told = {meaning.currentData(): policy.currentData() for _at, meaning, policy in self._meanings}
        policies = {name: policy for name, policy in told.items() if name and policy != REPLACE}
        return Choices(self.key.currentData() or "", policies)

    def meaning_of(self, heading: str) -> QComboBox:
        """The box that says what the column of that heading means."""
        if self.roster is None:
            raise KeyError(heading)
        at = self.roster.table.headers.index(heading)
        return next(meaning for column, meaning, _policy in self._meanings if column == at)

    def _choose_meaning(self, at: int, _index: int = 0) -> None:
        """A field is meant by one column: the one that meant it before means nothing any more."""
        chosen = next(meaning.currentData() for column, meaning, _policy in self._meanings if column == at)
        for column, meaning, policy in self._meanings:
            if column != at and chosen and meaning.currentData() == chosen:
                meaning.setCurrentIndex(0)
            policy.setEnabled(bool(meaning.currentData()))
        self._say()
        self.changed.emit()

    def _policy_chosen(self, _index: int) -> None:
        self.changed.emit()

    def _ask_sheet(self, _index: int) -> None:
        self.sheet_chosen.emit(str(self.sheet.currentData()))

    def _choose_kind(self, _index: int) -> None:
        if self.roster is not None:
            kind = RECORD_TYPES[str(self.kind.currentData())]
            self.roster.means(kind, self.roster.recognised(kind))
            self._show_columns()
            self.changed.emit()


def read_cell(value: object) -> str:
    """A cell as it stands in the sheet, on one line."""
    text = str(value) if isinstance(value, CellError) else read_text(value)  # pyright: ignore[reportArgumentType] - a cell
    return " ".join(text.split())


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setMaxVisibleItems(16)
    return box
