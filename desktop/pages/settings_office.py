"""What the office sets for itself: deadlines of the service modes, and the words of its own lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal

from casework.casebook import Casebook
from casework.entities.appeals import SERVICE_MODES
from casework.entities.settings import STOP_PHRASES, SYNONYMS, CodeWord, ServiceDeadline
from casework.fields import columns
from casework.language import N_, _
from desktop.choices import editor_needs
from desktop.dialogs.form_dialog import FormDialog
from desktop.session import Session
from widgets.buttons import Button
from widgets.cards import Card, CardHead
from widgets.chip_families import state_chip
from widgets.fonts import TextSize
from widgets.labels import TextLabel
from widgets.pieces import Chip, Piece, Words
from widgets.record_form import FormSection
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn

_LISTS = {
    "industry_chain": (N_("Industry chain"), "enterprise", "industry_chain"),
    "stop_reason": (N_("Reasons to stop a clock"), "appeal_stop", "reason"),
    STOP_PHRASES: (N_("Matching: phrases that say nothing"), "", ""),
    SYNONYMS: (N_("Matching: words that mean the same"), "", ""),
}
"""The lists an office fills itself: their English words, and the field in which their words are used."""


class DeadlinesCard(Card):
    """The two limits of every service mode; a change counts for cases taken in from now on."""

    def __init__(self, session: Session) -> None:
        """Empty until `refresh`."""
        super().__init__(margins=(1, 8, 1, 8))
        self._session = session
        change = RowAction(
            label=_("Change…"), run=self._change, icon="edit", key="F2", hovered=True, may=lambda _row: self._may()
        )
        self.table = RecordTable(_deadline_columns(), name=_("Deadlines"), actions=[change])
        self.table.opened.connect(self._change_current)
        button = Button(_("Change…"), "edit")
        button.clicked.connect(self._change_current)
        button.setEnabled(self._may())
        head = CardHead(_("Deadlines"), _("in working days; for cases taken in from now on"), button)
        head.setContentsMargins(15, 0, 11, 0)
        self.add(head)
        self.add(self.table, 1)
        words = _("Towards the enterprise: from receipt to close. Of the handling unit: from assignment to answer.")
        foot = TextLabel(words, tone="dim", size=TextSize.CAPTION)
        foot.setContentsMargins(15, 0, 15, 0)
        self.add(foot)

    def refresh(self) -> None:
        """Reads the limits anew."""
        self._session.read(lambda book: book.select(ServiceDeadline, order="rowid"), self._show)

    def _show(self, found: Sequence[ServiceDeadline]) -> None:
        self.table.show_rows(found)
        if not self.table.current_id():
            self.table.choose_row(0)

    def _may(self) -> bool:
        return not self._session.book.read_only

    def _change_current(self, *_facts: object) -> None:
        row = self.table.current_row()
        if isinstance(row, ServiceDeadline) and self._may():
            self._change(row)

    def _change(self, known: ServiceDeadline) -> None:
        form = FormDialog(
            self._session,
            self,
            title=SERVICE_MODES.label(known.service_mode),
            icon="timer",
            verb="set_deadline",
            columns=columns(ServiceDeadline),
            sections=[FormSection(rows=[["limit_days", "answer_limit_days"], ["warning_days", "may_stop"]])],
            needs=editor_needs(self._session),
            draft=f"deadline {known.service_mode}",
            facts={"service_mode": known.service_mode},
            values=known,
            changed_only=True,
            width=460,
        )
        form.finished.connect(form.deleteLater)
        form.open()


def _deadline_columns() -> list[TableColumn]:
    def days(name: str) -> TableColumn:
        label = next(c.label for c in columns(ServiceDeadline) if c.name == name)
        return TableColumn(
            key=name,
            label=label,
            text=lambda row: _("{count} days").format(count=getattr(row, name)),
            width=96,
            align_right=True,
        )

    return [
        TableColumn(
            key="mode",
            label=_("Service mode"),
            text=lambda row: SERVICE_MODES.label(row.service_mode),
            pieces=lambda row: [state_chip(SERVICE_MODES, row.service_mode)],
            stretch=True,
        ),
        days("limit_days"),
        days("answer_limit_days"),
        days("warning_days"),
        TableColumn(
            key="may_stop",
            label=_("Stop the clock"),
            text=lambda row: _("allowed") if row.may_stop else _("not allowed"),
            width=86,
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeListRow:
    """One list of the office's own: how many words it has, how many are retired, in how many places they stand."""

    id: str
    label: str
    words: int
    retired: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """One word of a list, and in how many places it stands."""

    id: str
    word: CodeWord
    used: int


class CodeListsCard(Card):
    """The lists whose words the office sets; `chosen` tells the one whose words are to be shown."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        """Empty until `refresh`."""
        super().__init__(margins=(1, 8, 1, 8))
        self._session = session
        self.table = RecordTable(_list_columns(), name=_("Code lists"))
        self.table.current_changed.connect(self.chosen)
        head = CardHead(_("Code lists"), _("retired, never deleted"))
        head.setContentsMargins(15, 0, 11, 0)
        self.add(head)
        self.add(self.table, 1)

    def refresh(self) -> None:
        """Reads the lists anew."""
        self._session.read(_code_lists, self._show)

    def _show(self, rows: Sequence[CodeListRow]) -> None:
        self.table.show_rows(rows)
        if not self.table.current_id():
            self.table.choose_row(0)


class CodeWordsCard(Card):
    """The words of one list: added, retired, taken up again."""

    def __init__(self, session: Session) -> None:
        """Empty until `show_list`."""
        super().__init__(margins=(1, 8, 1, 8))
        self._session, self._list = session, ""
        retire = RowAction(
            label=_("Retire"), run=partial(self._set_retired, True), icon="pause", hovered=True, may=_is_used_word
        )
        take_up = RowAction(
            label=_("Use again"), run=partial(self._set_retired, False), icon="play", hovered=True, may=_is_retired
        )
        self.table = RecordTable(_word_columns(), name=_("Words"), actions=[retire, take_up])
        self.table.empty.say(_("This list has no word of the office's own yet."))
        self.add_button = Button(_("Add a word"), "add")
        self.add_button.clicked.connect(self._add)
        self.add_button.setEnabled(not session.book.read_only)
        self._head = CardHead("", "", self.add_button)
        self._head.setContentsMargins(15, 0, 11, 0)
        self.add(self._head)
        self.add(self.table, 1)

    def show_list(self, list_name: str) -> None:
        """Shows the words of a list."""
        self._list = list_name
        self.refresh()

    def refresh(self) -> None:
        """Reads the words anew."""
        wanted = self._list
        if wanted:
            self._session.read(lambda book: _words_of(book, wanted), partial(self._show, wanted))

    def _show(self, list_name: str, rows: Sequence[WordRow]) -> None:
        if list_name != self._list:
            return
        retired = sum(row.word.retired for row in rows)
        note = _("{count} words, {retired} retired").format(count=len(rows), retired=retired)
        self._head.set_title(_list_label(list_name), note)
        self.table.show_rows(rows)

    def _add(self, *_facts: object) -> None:
        form = FormDialog(
            self._session,
            self,
            title=_("Add a word"),
            icon="add",
            verb="add",
            columns=columns(CodeWord),
            sections=[FormSection(rows=[["word"]])],
            needs=editor_needs(self._session),
            draft=f"word of {self._list}",
            facts={"type": "code_word", "list_name": self._list},
            width=420,
        )
        form.finished.connect(form.deleteLater)
        form.open()

    def _set_retired(self, retired: bool, row: WordRow) -> None:  # noqa: FBT001 - what the action sets
        if not self._session.book.read_only:
            self._session.do("change", {"type": "code_word", "id": row.id, "retired": retired})


def _is_used_word(row: WordRow) -> bool:
    return not row.word.retired


def _is_retired(row: WordRow) -> bool:
    return row.word.retired


def _list_label(name: str) -> str:
    return _(_LISTS[name][0]) if name in _LISTS else name


def _code_lists(book: Casebook) -> Sequence[CodeListRow]:
    rows = book.query(
        "select list_name, count(*) as words, sum(retired) as retired from code_word where removed_at is null"
        " group by list_name"
    )
    known = {row["list_name"]: (int(row["words"]), int(row["retired"])) for row in rows}
    return [
        CodeListRow(
            id=name,
            label=_list_label(name),
            words=known.get(name, (0, 0))[0],
            retired=known.get(name, (0, 0))[1],
            used=sum(_used(book, name).values()),
        )
        for name in dict.fromkeys([*_LISTS, *known])
    ]


def _words_of(book: Casebook, list_name: str) -> Sequence[WordRow]:
    used = _used(book, list_name)
    words = book.select(CodeWord, "list_name = :name", {"name": list_name}, order="retired, rowid")
    return [WordRow(id=word.id, word=word, used=used.get(word.word, 0)) for word in words]


def _used(book: Casebook, list_name: str) -> Mapping[str, int]:
    """How often each word stands in the field that the list belongs to."""
    if list_name not in _LISTS:
        return {}
    _label, table, column = _LISTS[list_name]
    if not table:
        return {}
    rows = book.query(
        f"select {column} as word, count(*) as n from {table} where removed_at is null and {column} <> ''"
        f" group by {column}"
    )
    return {row["word"]: int(row["n"]) for row in rows}


def _places(count: int) -> str:
    return _("{count} places").format(count=count)


def _list_columns() -> list[TableColumn]:
    return [
        TableColumn(key="label", label=_("Name"), text=lambda r: r.label, stretch=True),
        TableColumn(key="words", label=_("Entries"), text=lambda r: str(r.words), width=64, align_right=True),
        TableColumn(key="retired", label=_("Retired"), text=lambda r: str(r.retired), width=64, align_right=True),
        TableColumn(key="used", label=_("Used"), text=lambda r: _places(r.used), width=84, align_right=True),
    ]


def _word_columns() -> list[TableColumn]:
    def pieces(row: WordRow) -> list[Piece]:
        if row.word.retired:
            return [Words(row.word.word, "dim"), Chip(_("Retired"))]
        return [Words(row.word.word)]

    return [
        TableColumn(key="word", label=_("Word"), text=lambda r: r.word.word, pieces=pieces, stretch=True),
        TableColumn(key="used", label=_("Used"), text=lambda r: _places(r.used), width=84, align_right=True),
    ]
