"""The record beside a plain list: its head, the steps it may take, its form, and what belongs to it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from casework.casebook import Casebook
from casework.fields import Kind, columns
from casework.language import N_, _
from casework.records import Record
from desktop.choices import editor_needs
from desktop.dialogs.act_card import Act, ActCard
from desktop.dialogs.form_dialog import FormDialog
from desktop.pages.record_desk import Children, Desk
from desktop.pages.record_rows import names_in
from desktop.session import Session
from widgets.buttons import Button, icon_button
from widgets.cards import Card, CardHead, column_of, row_of
from widgets.chip_families import state_chip
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Piece, Words, caption
from widgets.record_form import FormSection

WIDTH = 340
HEIGHT = 336
"""How high a record below a wide list is."""
_HEAD_WIDTH = 280


class RecordRail(QScrollArea):
    """Shows one record to be changed, or an empty form for a new one. `saved` tells the record as stored."""

    saved = Signal(str)

    def __init__(self, session: Session, desk: Desk) -> None:
        """Empty."""
        super().__init__()
        self._session, self._desk = session, desk
        self._record: Record | None = None
        self._parent_id = ""
        self.card: ActCard | None = None
        if desk.wide:
            self.setFixedHeight(HEIGHT)
        else:
            self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def record(self) -> Record | None:
        """The record shown; None for a new one and for none."""
        return self._record

    def show_nothing(self) -> None:
        """No record is current."""
        self._record = None
        self._fill([], [])

    def show_record(self, record: Record) -> None:
        """Shows a record: its steps, its form, what belongs to it."""
        self._record = record
        act = Act(
            key="change",
            words=N_("Save"),
            verb="change",
            columns=columns(self._desk.record_type),
            rows=self._desk.rows,
            title=N_("What is recorded"),
            fixed={"type": record.type_name, "id": record.id},
            start={c.name: getattr(record, c.name) for c in columns(type(record))},
            only_changed=True,
            said=N_("Saved: {title}"),
        )
        head = Card(margins=(16, 10, 16, 12))
        head.add(LineLabel(_over(record), height=22))
        head.add(TextLabel(record.title(), size=TextSize.RECORD, bold=True))
        steps = list(self._desk.steps(record, self._session.today))
        if steps and not self._session.book.read_only:
            head.add(row_of(*(self._step_button(step) for step in steps), None))
        self._fill([head, *self._children(record)], [self._act_card(act, f"{record.type_name} {record.id}")])

    def show_new(self, parent_id: str) -> None:
        """An empty form; the new record hangs on `parent_id` where the desk says so."""
        self._record, self._parent_id = None, parent_id
        desk = self._desk
        fixed = {desk.parent_field: parent_id} if desk.parent_field else {}
        if desk.verb == "add":
            fixed["type"] = desk.record_type.type_name
        start = {c.name: c.empty for c in columns(desk.record_type)} | dict(desk.start)
        act = Act(
            key="add",
            words=N_("Add it"),
            verb=desk.verb,
            columns=columns(desk.record_type),
            rows=desk.rows,
            title=desk.add_words,
            fixed=fixed,
            start=start,
            said=N_("Added: {title}"),
        )
        self._fill([], [self._act_card(act, f"{desk.record_type.type_name} new {parent_id}")])
        self.focus_form()

    def focus_form(self, *_facts: object) -> None:
        """The first field of the form gets the focus."""
        if self.card is not None:
            self.card.form.focus_first()

    def _act_card(self, act: Act, draft: str) -> ActCard:
        asked = {name for row in act.rows for name in row}
        shown = Act(
            key=act.key, words=act.words, verb=act.verb, rows=act.rows, title=act.title, fixed=act.fixed,
            columns=[c for c in act.columns if c.name in asked],
            start={name: value for name, value in act.start.items() if name in asked},
            only_changed=act.only_changed, said=act.said,
        )  # fmt: skip
        needs = editor_needs(self._session, self._desk.record_type, **self._desk.money_units)
        card = ActCard(self._session, shown, needs, draft=draft, surface="card")
        card.taken.connect(self._tell_saved)
        self.card = card
        return card

    def _tell_saved(self, record: Record) -> None:
        self.saved.emit(record.id)

    # Steps

    def _step_button(self, step: Act) -> Button:
        button = Button(_(step.words), step.icon)
        button.clicked.connect(partial(self._take_step, step))
        return button

    def _take_step(self, step: Act, *_facts: object) -> None:
        """A step that needs nothing is taken at once; otherwise its card asks."""
        if step.is_ready and not step.columns:
            self._session.do(step.verb, step.given({}), then=self._tell_saved)
            return
        record = self._record
        if record is None:
            return
        needs = editor_needs(self._session, self._desk.record_type, **self._desk.money_units)
        card = ActCard(self._session, step, needs, draft=f"{step.key} {record.id}", may_leave=True)
        card.taken.connect(self._tell_saved)
        card.left.connect(partial(self.show_record, record))
        self.card = card
        self._fill([], [card])
        card.form.focus_first()

    # What belongs to it

    def _children(self, record: Record) -> list[QWidget]:
        return [self._children_card(record, children) for children in self._desk.children]

    def _children_card(self, record: Record, children: Children) -> Card:
        found = _children_of(self._session.book, children, record.id)
        names = names_in(self._session.book, found)
        add = icon_button("add", _("Add"), height=28)
        add.clicked.connect(partial(self._add_child, record, children))
        add.setEnabled(not self._session.book.read_only)
        card = Card(margins=(16, 6, 10, 10))
        card.column.setSpacing(2)
        card.add(CardHead(_(children.record_type.label), str(len(found)) if found else "", add))
        for child in found:
            remove = icon_button("dismiss", _("Move to the recycle bin"), height=24)
            remove.clicked.connect(partial(self._remove_child, child))
            remove.setEnabled(not self._session.book.read_only)
            card.add(row_of(LineLabel([Words(children.text(child, names))], height=26), remove, spacing=4))
        return card

    def _add_child(self, record: Record, children: Children, *_facts: object) -> None:
        kind = children.record_type
        form = FormDialog(
            self._session,
            self,
            title=_(kind.label),
            icon="add",
            verb="add",
            columns=columns(kind),
            sections=[FormSection(rows=children.rows)],
            needs=editor_needs(self._session, kind),
            draft=f"{kind.type_name} of {record.id}",
            facts={"type": kind.type_name, children.field: record.id},
            width=460,
        )
        form.finished.connect(form.deleteLater)
        form.open()

    def _remove_child(self, child: Record, *_facts: object) -> None:
        self._session.do("remove", {"type": child.type_name, "id": child.id})

    # The column

    def _fill(self, about: Sequence[QWidget], form: Sequence[QWidget]) -> None:
        """Shows these cards in place of what was there; what was typed there is kept as a draft."""
        for card in self.findChildren(ActCard):
            card.keep()
        if not form:
            self.card = None
        if self._desk.wide:
            side = _column(about)
            side.setFixedWidth(_HEAD_WIDTH)
            side.setVisible(bool(about))
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(side)
            row.addWidget(_column(form), 1)
        else:
            holder = _column([*about[:1], *form, *about[1:]])
        self.setWidget(holder)
        self.setVisible(bool(about or form))


def _column(parts: Sequence[QWidget]) -> QWidget:
    return column_of(*parts, None)


def _children_of(book: Casebook, children: Children, record_id: str) -> list[Record]:
    found: list[Record] = []
    found += book.select(children.record_type, f"{children.field} = :id", {"id": record_id}, limit=200)
    return found


def _over(record: Record) -> list[Piece]:
    """The line above the title: type, number, state."""
    pieces: list[Piece] = [caption(_(record.label), elastic=False)]
    number = getattr(record, "number", "")
    if number:
        pieces.append(caption(number, "text2", elastic=False))
    state = next((c for c in columns(type(record)) if c.name == "state" and c.kind is Kind.CODE), None)
    if state is not None and state.field.codes is not None:
        pieces.append(state_chip(state.field.codes, getattr(record, "state", "")))
    return pieces
