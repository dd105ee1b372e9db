"""A list to Excel: as it stands on screen or by a saved profile, with a look at its first rows before it leaves."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.export_profiles import ExportProfile
from casework.entities.saved_filters import SavedFilter
from casework.language import _
from casework.records import Changes, Record
from desktop.dialogs.export_options import ALL, ON_SCREEN, ExportOptions
from desktop.dialogs.name_profile import NameProfile
from desktop.dialogs.sheet import Sheet
from desktop.export_log import Made
from desktop.exporting import ExportDesk, Make, file_name
from desktop.listed import Ids, Listed
from desktop.paged_rows import RowsOf
from desktop.roster_orders import Gathered, RosterOrder, filtered_ids, offered_columns, usual_columns
from desktop.rosters import ScreenRoster, export_order, export_screen
from desktop.session import Session
from exports.roster_columns import JoinedColumn, heading_of
from widgets.buttons import Button, ButtonKind, icon_button
from widgets.cards import row_of
from widgets.labels import LineLabel
from widgets.pieces import Piece, caption
from widgets.record_table import RecordTable
from widgets.segmented import Segmented
from widgets.table_columns import TableColumn

_LOOKED_AT = 8
_PAUSE = 200
_CHUNK = 500
_READABLE = 24
"""Columns that still read well on A4 across."""
_Look = tuple[int, list[str], list[list[str]]]
"""How many rows leave, the headings, and the first rows in words."""


class ExportRoster(Sheet):
    """Asks how the list leaves; stays open afterwards with what was made."""

    def __init__(self, session: Session, parent: QWidget, listed: Listed) -> None:
        """Begins with the list as it stands on screen."""
        super().__init__(parent, _("Export: {list}").format(list=listed.words), "arrow_export", width=940)
        self._session, self._listed = session, listed
        self._turn = 0
        self._profiles: list[ExportProfile] = []
        self.way = Segmented(
            [("screen", _("As it stands on screen")), ("profile", _("By an export profile"))], "screen", name=_("How")
        )
        offered = offered_columns(session.book, listed.record_type)
        names = [(column.name, heading_of(column).replace("\n", "")) for column in offered]
        usual = usual_columns(session.book, listed.record_type)
        self.options = ExportOptions(listed.record_type, names, usual)
        self.profile = QComboBox()
        self.profile.setAccessibleName(_("Export profile"))
        self.profile.setMinimumWidth(230)
        self.save = Button(_("Save the profile…"), "save", ButtonKind.GHOST)
        self.remove = icon_button("dismiss_circle", _("Remove the profile"))
        self._profile_line = row_of(self.profile, self.save, self.remove, None)
        self._said = LineLabel(height=26)
        self._preview = QVBoxLayout()
        self.desk = ExportDesk(session)
        self.export = Button(_("Export to Excel…"), "arrow_export", ButtonKind.PRIMARY, key="Ctrl+↵")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._arrange()
        self._connect()
        self._read_profiles()
        self._show_way()

    def _arrange(self) -> None:
        self.body.addWidget(row_of(self.way, None, self._profile_line))
        self.body.addWidget(self.options)
        self.body.addWidget(self._said)
        self.body.addLayout(self._preview)
        self.body.addWidget(self.desk)
        self.foot.addStretch(1)
        self.foot.addWidget(self.export)

    def _connect(self) -> None:
        self.way.changed.connect(self._show_way)
        self.profile.currentIndexChanged.connect(self._show_profile)
        self.save.clicked.connect(self._save)
        self.remove.clicked.connect(self._remove)
        self.options.changed.connect(self._timer.start)
        self.export.clicked.connect(self.ask_target)
        self._timer.timeout.connect(self._look)
        self.finished.connect(self._timer.stop)
        self._session.changed.connect(self._note_change)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter exports."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask_target()
        else:
            super().keyPressEvent(event)

    # Profiles

    @property
    def by_profile(self) -> bool:
        """Whether the roster follows a profile."""
        return self.way.value() == "profile"

    def _show_way(self, *_facts: object) -> None:
        for part in (self.options, self._profile_line):
            part.setVisible(self.by_profile)
        self._timer.start()

    def _read_profiles(self) -> None:
        self._session.read(partial(_profiles, self._listed), self._show_profiles)

    def _show_profiles(self, found: tuple[list[ExportProfile], list[SavedFilter]]) -> None:
        kept = self.profile.currentData()
        self._profiles, filters = found
        self.profile.blockSignals(True)
        self.profile.clear()
        self.profile.addItem(_("New profile"), "")
        for one in self._profiles:
            self.profile.addItem(one.name, one.id)
        self.profile.setCurrentIndex(max(0, self.profile.findData(kept)))
        self.profile.blockSignals(False)
        self.options.show_rows(filters)
        self.remove.setEnabled(bool(self.profile.currentData()) and not self._session.book.read_only)
        self.save.setEnabled(not self._session.book.read_only)

    def chosen_profile(self) -> ExportProfile | None:
        """The profile chosen; None for a new one."""
        return next((one for one in self._profiles if one.id == self.profile.currentData()), None)

    def choose_profile(self, profile_id: str) -> None:
        """Shows a profile."""
        self.way.set_value("profile")
        self._show_way()
        self.profile.setCurrentIndex(max(0, self.profile.findData(profile_id)))

    def _show_profile(self, *_facts: object) -> None:
        self.options.show_profile(self.chosen_profile())
        self.remove.setEnabled(self.chosen_profile() is not None and not self._session.book.read_only)

    def _save(self, *_facts: object) -> None:
        asked = NameProfile(self._session, self, self.options.facts(), self._profiles, self.chosen_profile())
        asked.saved.connect(self._saved)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _saved(self, record: Record) -> None:
        self.profile.blockSignals(True)
        if self.profile.findData(record.id) < 0:
            self.profile.addItem(record.title(), record.id)
        self.profile.setCurrentIndex(self.profile.findData(record.id))
        self.profile.blockSignals(False)
        self._read_profiles()

    def _remove(self, *_facts: object) -> None:
        profile = self.chosen_profile()
        if profile is not None:
            self._session.do("remove", {"type": "export_profile", "id": profile.id})
            self.profile.setCurrentIndex(0)

    def _note_change(self, changes: Changes) -> None:
        if self.isVisible() and (changes.touches("export_profile") or changes.touches("saved_filter")):
            self._read_profiles()

    # A look at the first rows

    def _look(self) -> None:
        self._turn += 1
        if self.by_profile:
            question = partial(_look_by_order, self._order(), self._ids())
        else:
            question = partial(_look_at_screen, self._listed.rows_of, tuple(self._listed.columns()), self._listed.ids())
        self._session.read(question, partial(self._show_look, self._turn))

    def _show_look(self, turn: int, found: _Look) -> None:
        if turn != self._turn:
            return
        count, heads, rows = found
        said = _("{count} rows · the first of them:").format(count=count)
        pieces: list[Piece] = [caption(said, elastic=False)]
        if len(heads) > _READABLE:
            wide = _(
                "{count} columns get small on A4; leave some out, or put what hangs on a record on further sheets."
            )
            pieces.append(caption(wide.format(count=len(heads)), "amber"))
        self._said.set_line(pieces)
        self._show_table(heads, rows)
        self.export.setEnabled(count > 0)

    def _show_table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        while (item := self._preview.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        columns = [
            TableColumn(key=str(place), label=head, text=partial(_cell, place), width=_width(place, head, rows))
            for place, head in enumerate(heads)
        ]
        table = RecordTable(columns or [TableColumn(key="", label="", text=str)], row_height=28, name=_("Preview"))
        table.setFixedHeight(32 + 28 * _LOOKED_AT + 16)
        table.show_rows([_Row(str(number), row) for number, row in enumerate(rows)])
        self._preview.addWidget(table)
        table.show()

    # Leaving

    def _order(self) -> RosterOrder:
        return self.options.order(self._remarks())

    def _ids(self) -> Ids | None:
        # the question for the records that leave; None where all of them do
        chosen = str(self.options.rows.currentData())
        if chosen == ALL:
            return None
        if chosen == ON_SCREEN:
            return self._listed.ids()
        return partial(_of_filter, self._listed.record_type, chosen)

    def _remarks(self) -> list[str]:
        told = self._listed.bar.told()
        said = _("Filter: {name}").format(name=_(", ").join(told))
        return [said] if told and self.options.rows.currentData() == ON_SCREEN else []

    def ask_target(self, *_facts: object) -> None:
        """Asks where the roster goes, and makes it."""
        if not self.export.isEnabled() or self.desk.is_busy:
            return
        title = (self.options.heading.text().strip() or self.profile.currentText()) if self.by_profile else ""
        name = file_name(title or self._listed.words, f"{self._session.today:%Y%m%d}", suffix=".xlsx")
        self.desk.ask(name, _("Export to Excel"), self.maker())

    def maker(self) -> Make:
        """What makes the file on the lane for long work."""
        if self.by_profile:
            return partial(_make_by_order, self._order(), self._ids())
        listed = self._listed
        told = listed.bar.told()
        remarks = (_("Filter: {name}").format(name=_(", ").join(told)),) if told else ()
        return partial(_make_screen, listed.words, remarks, listed.rows_of, tuple(listed.columns()), listed.ids())


class _Row:
    """A row of the preview."""

    def __init__(self, row_id: str, cells: Sequence[str]) -> None:
        self.id, self.cells = row_id, cells


def _cell(place: int, row: _Row) -> str:
    return " ".join(row.cells[place].split())


def _width(place: int, head: str, rows: Sequence[Sequence[str]]) -> int:
    longest = max((len(row[place]) for row in rows), default=0)
    return min(240, max(64, 15 * len(head) + 24, 11 * longest + 20))


def _profiles(listed: Listed, book: Casebook) -> tuple[list[ExportProfile], list[SavedFilter]]:
    here = {"type": listed.record_type.type_name}
    profiles = book.select(ExportProfile, "exported_type = :type", here, order="name")
    return profiles, book.select(SavedFilter, "list_name = :list", {"list": listed.name}, order="name")


def _of_filter(kind: type[Record], filter_id: str, book: Casebook) -> list[str]:
    return filtered_ids(book, kind, book.get(SavedFilter, filter_id))


def _with_ids(order: RosterOrder, ids: Ids | None, book: Casebook) -> RosterOrder:
    return order if ids is None else replace(order, ids=tuple(ids(book)))


def _look_by_order(order: RosterOrder, ids: Ids | None, book: Casebook) -> _Look:
    whole = _with_ids(order, ids, book)
    count = book.count(whole.record_type) if whole.ids is None else len(whole.ids)
    heads, rows = Gathered(book, whole, _LOOKED_AT).shown(_LOOKED_AT)
    return count, heads, rows


def _look_at_screen(rows_of: RowsOf, columns: Sequence[TableColumn], ids: Ids, book: Casebook) -> _Look:
    every = ids(book)
    rows = rows_of(book, every[:_LOOKED_AT])
    return len(every), [column.label for column in columns], [[c.text(row) for c in columns] for row in rows]


def _make_by_order(order: RosterOrder, ids: Ids | None, book: Casebook, target: Path) -> Made:
    made = [one for _path, one in export_order(book, target, _with_ids(order, ids, book), force=True)]
    count = sum(one.count for one in made)
    warnings = tuple(warning for one in made for warning in one.warnings)
    if len(made) > 1:
        warnings = (_("{count} files were made, one a group.").format(count=len(made)), *warnings)
    return replace(made[0], count=count, warnings=warnings)


def _make_screen(
    words: str,
    remarks: tuple[str, ...],
    rows_of: RowsOf,
    columns: Sequence[TableColumn],
    ids: Ids,
    book: Casebook,
    target: Path,
) -> Made:
    every = ids(book)
    rows = [
        [column.exported(row) for column in columns]
        for start in range(0, len(every), _CHUNK)
        for row in rows_of(book, every[start : start + _CHUNK])
    ]
    heads = tuple(JoinedColumn(name=c.key, heading=c.label, kind=c.kind, mask=c.mask) for c in columns)
    title = "　".join((words, _("{count} rows").format(count=len(rows))))
    roster = ScreenRoster(title=title, columns=heads, rows=rows, remarks=remarks)
    return export_screen(book, target, roster, force=True)
