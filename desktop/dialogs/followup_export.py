"""Which follow-up sheet is to go out: all open cases, those of one person or district, or one file for each."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casework.casebook import Casebook
from casework.insight.followup_shares import Share
from casework.language import N_, _
from desktop.dialogs.sheet import Sheet
from desktop.followup_sheets import SheetOf, shares
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.labels import LineLabel
from widgets.pieces import Chip, Piece, Words, caption, fixed
from widgets.record_table import RecordTable
from widgets.segmented import Segmented
from widgets.table_columns import TableColumn
from widgets.tokens import Family

_SPLITS = {"": N_("All in one"), "person": N_("By person"), "district": N_("By district")}
_HEIGHT = 268


class FollowupExport(Sheet):
    """Asks whose open cases; `chosen` tells which, and whether a file is wanted for each of the split."""

    chosen = Signal(object, bool)

    def __init__(self, session: Session, parent: QWidget | None, which: SheetOf, split: str = "person") -> None:
        """Narrowed to the scope and the round of `which` from the start."""
        super().__init__(parent, _("Send out follow-up sheets"), "arrow_export", width=560)
        self._session, self._which = session, which
        self._shares: list[Share] = []
        name = _(which.round.label) + f" {which.round.title()}" if which.round else _("All open cases")
        self._about = LineLabel([Words(name, bold=True)])
        self.split = Segmented([(code, _(words)) for code, words in _SPLITS.items()], split, name=_("Whose cases"))
        self.table = RecordTable(_columns(), name=_("Whose cases"))
        words = _("The sheet has locked facts and yellow columns to fill in; it comes home with “Take a sheet back”.")
        self.note = LineLabel([caption(words)])
        self.one = Button(_("This one…"), "arrow_export", ButtonKind.PRIMARY, key="Ctrl+Return")
        self.each = Button(_("One file for each…"), "folder")
        self._arrange()
        self.split.changed.connect(self._show_split)
        self.table.current_changed.connect(self._offer)
        self.table.opened.connect(self._choose_one)
        self.one.clicked.connect(self._choose_one)
        self.each.clicked.connect(self._choose_each)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.one.click)
        self._show_split(split)

    def _arrange(self) -> None:
        self.table.setFixedHeight(_HEIGHT)
        for part in (self._about, self.split, self.table, self.note):
            self.body.addWidget(part)
        self.body.setAlignment(self.split, Qt.AlignmentFlag.AlignLeft)
        leave = Button(_("Cancel"), kind=ButtonKind.GHOST, key="Esc")
        leave.clicked.connect(self.reject)
        self.foot.addStretch(1)
        for button in (leave, self.each, self.one):
            self.foot.addWidget(button)

    def _show_split(self, split: str) -> None:
        """Reads who has how many open cases."""
        self.one.setEnabled(False)
        self.each.setEnabled(False)
        which = replace(self._which, split=split or "person")
        self._session.read(lambda book: _read(book, which), self._show)

    def _show(self, read: tuple[str, list[Share]]) -> None:
        split, found = read
        wanted = self.split.value()
        if (wanted or "person") != split:
            return
        self._shares = found if wanted else [_together(found)]
        self.table.empty.say(_("There is no open case."))
        self.table.show_rows(self._shares if found else [])
        if found:
            self.table.choose_row(0)
        several = bool(wanted) and len(found) > 1
        self.each.setVisible(bool(wanted))
        self.each.setEnabled(several)
        self.each.set_words(_("One file for each ({count})…").format(count=len(found)))
        self._offer()
        self.table.setFocus()

    def _offer(self, _id: str = "") -> None:
        self.one.setEnabled(self._share() is not None)

    def _share(self) -> Share | None:
        """The row that is chosen."""
        row = self.table.current_row()
        return row if isinstance(row, Share) else None

    def _choose_one(self, *_facts: object) -> None:
        share, split = self._share(), self.split.value()
        if share is not None:
            which = replace(self._which, split=split, of=share) if split else self._which
            self._tell(which, each=False)

    def _choose_each(self, *_facts: object) -> None:
        self._tell(replace(self._which, split=self.split.value()), each=True)

    def _tell(self, which: SheetOf, *, each: bool) -> None:
        self.accept()
        self.chosen.emit(which, each)


def _read(book: Casebook, which: SheetOf) -> tuple[str, list[Share]]:
    return which.split, shares(book, which)


def _together(found: list[Share]) -> Share:
    cases, overdue = (sum(getattr(share, name) for share in found) for name in ("cases", "overdue"))
    return Share(id="all", name=_("All open cases"), cases=cases, overdue=overdue)


def _columns() -> list[TableColumn]:
    return [
        TableColumn(key="name", label=_("Whose"), text=_name, pieces=_name_pieces, stretch=True),
        TableColumn(
            key="cases", label=_("Open cases"), text=lambda row: str(row.cases), width=110, align_right=True,
            pieces=lambda row: [fixed(str(row.cases))],
        ),
        TableColumn(
            key="overdue", label=_("Overdue"), text=lambda row: str(row.overdue or ""), width=100,
            pieces=lambda row: [Chip(str(row.overdue), Family.RED)] if row.overdue else [],
        ),
    ]  # fmt: skip


def _name(row: Share) -> str:
    return row.name or _("without a name")


def _name_pieces(row: Share) -> list[Piece]:
    return [Words(row.name)] if row.name else [caption(_("without a name"))]
