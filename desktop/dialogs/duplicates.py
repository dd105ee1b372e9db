"""Records that may be doubled, those merged, and those said not to be the same; each with what can be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from casework.casebook import Casebook
from casework.entities.mergers import DistinctPair, Merger
from casework.insight.duplicate_pairs import SCANNED, Pair, pairs
from casework.insight.duplicates import BANDS
from casework.language import _
from casework.records import Changes, Record
from desktop.choices import label_of
from desktop.dialogs.duplicate_words import band_chip, band_words, merger_words
from desktop.dialogs.merge_records import MergeRecords
from desktop.dialogs.side_window import SideWindow
from desktop.dialogs.unmerge import UnmergeQuestion
from desktop.session import Session, Told
from widgets.buttons import Button
from widgets.cards import Card, row_of
from widgets.labels import LineLabel
from widgets.pieces import Words, caption, fixed
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.segmented import Segmented
from widgets.table_columns import GroupRow, TableColumn

POSSIBLE, DONE, APART = "possible", "done", "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two records that may be one."""

    id: str
    pair: Pair
    label: str
    one: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRow:
    """A merger, or a word that two are not the same."""

    id: str
    record: Merger | DistinctPair
    label: str
    one: str
    other: str
    on: str
    note: str = ""


class DuplicatesWindow(SideWindow):
    """Looks through the file when it is opened and when asked; the likeliest pairs come first."""

    open_record = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        """Begins to look at once."""
        super().__init__(
            _("Possible duplicates"), _("merge them, or say that they are not the same"), parent, QSize(1080, 640)
        )
        self.session = session
        self._pairs: list[PairRow] = []
        self._is_over = False
        self.tabs = Segmented(
            [(POSSIBLE, _("Possible duplicates")), (DONE, _("Merged records")), (APART, _("Not the same"))], POSSIBLE,
            name=_("Which pairs"),
        )  # fmt: skip
        self.again = Button(_("Look again"), "arrow_sync", key="F5")
        self.found = LineLabel(height=28)
        self.possible = RecordTable(_pair_columns(), name=_("Possible duplicates"), actions=self._pair_actions())
        self.merged = RecordTable(
            _past_columns(_("Merged"), _("Stays")), name=_("Merged records"), actions=self._merged_actions()
        )
        self.apart = RecordTable(
            _past_columns(_("One"), _("The other")), name=_("Not the same"), actions=self._apart_actions()
        )
        self._arrange()
        self.possible.empty.say(_("Looking for duplicates…"))
        self.merged.empty.say(_("Nothing was merged yet."))
        self.apart.empty.say(_("Nothing was said not to be the same."))
        session.changed.connect(self._note_change)
        self.look()

    def _arrange(self) -> None:
        self._views = QStackedWidget()
        for table in (self.possible, self.merged, self.apart):
            card = Card(margins=(1, 1, 1, 7))
            card.add(table, 1)
            self._views.addWidget(card)
        self.column.addWidget(row_of(self.tabs, self.found, None, self.again))
        self.column.addWidget(self._views, 1)
        self.tabs.changed.connect(self.show_tab)
        self.again.clicked.connect(self.look)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.again.click)
        self.possible.opened.connect(partial(self._on_current, self.possible, self._merge))
        self.merged.opened.connect(partial(self._on_current, self.merged, self._unmerge))

    def _pair_actions(self) -> list[RowAction]:
        may = self._may
        return [
            RowAction(label=_("Merge records…"), run=self._merge, icon="merge", key="M", hovered=True, may=may),
            RowAction(
                label=_("Not the same"), run=self._set_apart, icon="dismiss_circle", key="N", hovered=True, may=may
            ),
            RowAction(label=_("Open the first one"), run=partial(self._open, "a"), icon="open"),
            RowAction(label=_("Open the second one"), run=partial(self._open, "b"), icon="open"),
        ]

    def _merged_actions(self) -> list[RowAction]:
        words = _("Take apart…")
        return [RowAction(label=words, run=self._unmerge, icon="branch_fork", key="T", hovered=True, may=self._may)]

    def _apart_actions(self) -> list[RowAction]:
        words = _("Ask again")
        return [RowAction(label=words, run=self._ask_again, icon="arrow_undo", key="A", hovered=True, may=self._may)]

    def show_tab(self, tab: str) -> None:
        """Shows the pairs, the mergers, or what was said not to be the same."""
        self.tabs.set_value(tab)
        self._views.setCurrentIndex((POSSIBLE, DONE, APART).index(tab))
        (self.possible, self.merged, self.apart)[self._views.currentIndex()].setFocus()

    def look(self, *_facts: object) -> None:
        """Looks through the whole file anew."""
        self.again.setEnabled(False)
        self.session.work(_("Looking for duplicates"), _look, self._show_pairs, refused=self._stopped)
        self._read_past()

    def _stopped(self, error: Exception) -> None:
        if not self._is_over:
            self.again.setEnabled(True)
            self.possible.empty.say(str(error))

    def _show_pairs(self, rows: list[PairRow]) -> None:
        if self._is_over:
            return
        self._pairs = rows
        self.again.setEnabled(True)
        self.possible.empty.say(_("No two records look alike."))
        self._show_grouped()

    def _show_grouped(self) -> None:
        grouped: list[object] = []
        for band in BANDS:
            rows = [row for row in self._pairs if row.pair.band == band]
            if rows:
                grouped += [GroupRow(label=band_words(band), note=str(len(rows))), *rows]
        self.possible.show_rows(grouped)
        told = _("{count} pairs").format(count=len(self._pairs)) if self._pairs else ""
        self.found.set_line([caption(told)])

    def _read_past(self) -> None:
        self.session.read(_past, self._show_past)

    def _show_past(self, past: tuple[list[PastRow], list[PastRow]]) -> None:
        if not self._is_over:
            self.merged.show_rows(past[0])
            self.apart.show_rows(past[1])

    def _note_change(self, changes: Changes) -> None:
        """What was merged, removed or set apart meanwhile is no pair any more."""
        gone = {i for ids in changes.removed.values() for i in ids}
        self._pairs = [row for row in self._pairs if not gone & {row.pair.a, row.pair.b}]
        self._show_grouped()
        if changes.touches("merger") or changes.touches("distinct_pair"):
            self._read_past()

    def _may(self, _row: object) -> bool:
        return not self.session.book.read_only

    def _on_current(self, table: RecordTable, deed: Callable[[Any], None], _record_id: str) -> None:
        row = table.current_row()
        if isinstance(row, PairRow | PastRow) and self._may(row):
            deed(row)

    def _merge(self, row: PairRow) -> None:
        dialog = MergeRecords(self.session, self, row.pair.record_type, row.pair.a, row.pair.b)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _set_apart(self, row: PairRow) -> None:
        def told(_pair: Record) -> None:
            self._pairs = [other for other in self._pairs if other.id != row.id]
            self._show_grouped()
            self.session.said.emit(_("Not the same: {one} and {other}").format(one=row.one, other=row.other))

        facts = {"type": row.pair.record_type, "one": row.pair.a, "other": row.pair.b}
        self.session.do("set_apart", facts, then=told)

    def _open(self, side: str, row: PairRow) -> None:
        self.open_record.emit(row.pair.record_type, getattr(row.pair, side))

    def _unmerge(self, row: PastRow) -> None:
        if isinstance(row.record, Merger):
            question = UnmergeQuestion(self.session, self, row.record)
            question.finished.connect(question.deleteLater)
            question.open()

    def _ask_again(self, row: PastRow) -> None:
        self.session.do("remove", {"type": "distinct_pair", "id": row.id}, then=lambda _pair: self.look())

    def done(self, result: int) -> None:
        """What is answered from now on comes too late."""
        self._is_over = True
        self.session.changed.disconnect(self._note_change)
        super().done(result)


def _look(book: Casebook, told: Told) -> list[PairRow]:
    found = [pair for record_type in SCANNED for pair in pairs(book, record_type, told)]
    found.sort(key=lambda pair: (BANDS.index(pair.band), -pair.score))
    return [
        PairRow(
            id=f"{pair.a} {pair.b}",
            pair=pair,
            label=_(book.types[pair.record_type].label),
            one=label_of(book, pair.record_type, pair.a),
            other=label_of(book, pair.record_type, pair.b),
        )
        for pair in found
    ]


def _past(book: Casebook) -> tuple[list[PastRow], list[PastRow]]:
    mergers = [
        PastRow(
            id=m.id, record=m, label=_(book.types[m.record_type].label), one=m.merged_name, other=m.kept_name,
            on=m.merged_on.isoformat(), note=merger_words(m, book.types),
        )
        for m in book.select(Merger, order="merged_on desc, rowid desc")
    ]  # fmt: skip
    apart = [
        PastRow(
            id=p.id, record=p, label=_(book.types[p.record_type].label),
            one=label_of(book, p.record_type, p.one_id), other=label_of(book, p.record_type, p.other_id),
            on=p.decided_on.isoformat() if p.decided_on else "", note=p.reason,
        )
        for p in book.select(DistinctPair, order="decided_on desc, rowid desc")
    ]  # fmt: skip
    return mergers, apart


def _pair_columns() -> Sequence[TableColumn]:
    return [
        TableColumn(key="band", label=_("How likely"), text=lambda r: band_words(r.pair.band),
                    pieces=lambda r: [band_chip(r.pair.band)], width=108),
        TableColumn(key="label", label=_("Type"), text=lambda r: r.label, width=88),
        TableColumn(key="one", label=_("One"), text=lambda r: r.one, width=250),
        TableColumn(key="other", label=_("The other"), text=lambda r: r.other, width=250),
        TableColumn(key="reason", label=_("Why"), text=lambda r: r.pair.reason, stretch=True,
                    pieces=lambda r: [Words(r.pair.reason, "text2")]),
    ]  # fmt: skip


def _past_columns(one: str, other: str) -> Sequence[TableColumn]:
    return [
        TableColumn(key="label", label=_("Type"), text=lambda r: r.label, width=88),
        TableColumn(key="one", label=one, text=lambda r: r.one, width=300),
        TableColumn(key="other", label=other, text=lambda r: r.other, width=300),
        TableColumn(key="on", label=_("When"), text=lambda r: r.on, pieces=lambda r: [fixed(r.on)], width=104),
        TableColumn(key="note", label=_("Note"), text=lambda r: r.note, stretch=True),
    ]
