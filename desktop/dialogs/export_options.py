"""What an export profile says, as a form: columns, rows, groups, parts, what hangs on a record, masks."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QWidget

from casework.entities.export_profiles import CHILDREN_PLACES, DIVISIONS, GROUPINGS, ExportProfile
from casework.entities.saved_filters import SavedFilter
from casework.fields import CodeList
from casework.insight.roster_groups import groupings_of
from casework.language import _
from casework.records import Record
from desktop.roster_orders import RosterOrder
from widgets.column_choice import ColumnChoice
from widgets.fonts import TextSize
from widgets.labels import TextLabel
from widgets.segmented import Segmented
from widgets.typed_line import TypedLine

ON_SCREEN, ALL = "screen", "all"


class ExportOptions(QWidget):
    """Shows and takes the facts of a profile; `changed` is told on every edit."""

    changed = Signal()

    def __init__(self, record_type: type[Record], columns: Sequence[tuple[str, str]], usual: Sequence[str]) -> None:
        """`columns` as (name, label) are those a roster of the type may have, `usual` those it has by itself."""
        super().__init__()
        self._type, self._columns, self._usual = record_type, tuple(columns), tuple(usual)
        self.columns = ColumnChoice(_("Columns"))
        self.columns.setFixedWidth(250)
        self.columns.setMinimumHeight(250)
        self.heading = TypedLine(name=_("Title of the roster"), placeholder=_(record_type.label))
        self.rows = _combo(_("Which rows"), [])
        allowed = groupings_of(record_type)
        groupings = [(code, GROUPINGS.label(code)) for code in GROUPINGS.labels if code in allowed]
        self.grouping = _combo(_("Grouped"), [("", _("No groups")), *groupings])
        self.division = Segmented(_coded(DIVISIONS), "one", name=_("Divided into"))
        self.hanging = _combo(_("Records that hang on it"), _coded(CHILDREN_PLACES))
        self.unmasked = QCheckBox(_("Personal data in full"))
        self._lay_out()
        self._connect()
        self.show_rows(())
        self.columns.show_columns(self._columns, self._usual)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        parts = (
            (_("Title of the roster"), self.heading), (_("Which rows"), self.rows), (_("Grouped"), self.grouping),
            (_("Divided into"), self.division), (_("Records that hang on it"), self.hanging), ("", self.unmasked),
        )  # fmt: skip
        for row, (words, part) in enumerate(parts):
            grid.addWidget(TextLabel(words, tone="text2", size=TextSize.CAPTION), row, 0)
            grid.addWidget(part, row, 1)
        grid.setColumnMinimumWidth(0, 92)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(parts), 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(18)
        line.addWidget(self.columns)
        line.addLayout(grid, 1)

    def _connect(self) -> None:
        self.columns.changed.connect(self.changed)
        self.heading.textEdited.connect(self._tell)
        for combo in (self.rows, self.grouping, self.hanging):
            combo.currentIndexChanged.connect(self._tell)
        self.division.changed.connect(self._tell)
        self.unmasked.clicked.connect(self._tell)

    def show_rows(self, filters: Sequence[SavedFilter]) -> None:
        """The rows that may be chosen: as on screen, all, or what a saved filter finds."""
        kept = self.rows.currentData()
        with QSignalBlocker(self.rows):
            self.rows.clear()
            self.rows.addItem(_("As on screen"), ON_SCREEN)
            self.rows.addItem(_("All records"), ALL)
            for one in filters:
                self.rows.addItem(_("Filter: {name}").format(name=one.name), one.id)
            self.rows.setCurrentIndex(max(0, self.rows.findData(kept)))

    def show_profile(self, profile: ExportProfile | None) -> None:
        """Shows a profile; none begins a new one."""
        blank = profile is None
        with QSignalBlocker(self):
            chosen = self._usual if blank else profile.column_names or self._usual
            self.columns.show_columns(self._columns, chosen)
            self.heading.setText("" if blank else profile.heading)
            _choose(self.rows, ON_SCREEN if blank else profile.filter_id or ALL)
            _choose(self.grouping, "" if blank else profile.grouping)
            self.division.set_value("one" if blank else profile.division)
            _choose(self.hanging, "none" if blank else profile.children_place)
            self.unmasked.setChecked(not blank and profile.unmasked)
        self._tell()

    def facts(self) -> dict[str, object]:
        """The facts of the profile, as its verbs take them."""
        chosen = self.rows.currentData()
        return {
            "exported_type": self._type.type_name,
            "heading": self.heading.text().strip(),
            "columns": "\n".join(self.columns.chosen()),
            "filter_id": None if chosen in (ON_SCREEN, ALL) else chosen,
            "unmasked": self.unmasked.isChecked(),
            "grouping": self._grouping(),
            "division": self._division(),
            "children_place": self.hanging.currentData(),
        }

    def order(self, remarks: Sequence[str] = ()) -> RosterOrder:
        """The order of the roster, over all records until it is told which."""
        return RosterOrder(
            record_type=self._type,
            heading=self.heading.text().strip(),
            columns=self.columns.chosen(),
            unmasked=self.unmasked.isChecked(),
            grouping=self._grouping(),
            division=self._division(),
            children=str(self.hanging.currentData()),
            remarks=tuple(remarks),
        )

    def _grouping(self) -> str:
        return str(self.grouping.currentData() or "")

    def _division(self) -> str:
        return self.division.value() if self._grouping() else "one"

    def _tell(self, *_facts: object) -> None:
        self.division.setEnabled(bool(self._grouping()))
        self.changed.emit()


def _coded(codes: CodeList) -> list[tuple[str, str]]:
    return [(code, codes.label(code)) for code in codes.labels]


def _combo(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for code, words in choices:
        combo.addItem(words, code)
    return combo


def _choose(combo: QComboBox, code: str) -> None:
    with QSignalBlocker(combo):
        combo.setCurrentIndex(max(0, combo.findData(code)))
