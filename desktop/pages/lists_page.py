"""Responsibility lists: each line with lead unit, named person, dates and state, struck off with proof."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import ClassVar

from casework.casebook import Casebook
from casework.entities.lists import ListLine, ListLineUnit, ResponsibilityList
from casework.fields import column
from casework.language import N_, _
from desktop.commands import Command
from desktop.dialogs.act_card import Act, asked
from desktop.dialogs.paper_commands import PagePapers
from desktop.pages.record_desk import Children, Desk, Group, Shelf, SumOf
from desktop.pages.record_page import RecordPage
from widgets.fonts import TextSize
from widgets.pieces import Chip, Icon, Person, Piece, Words, caption, fixed
from widgets.table_columns import TableColumn
from widgets.tokens import Family

_IN_HAND = ("published", "awaiting_strike_off")
_COUNTS = """select list_id as id, count(*) filter (where state <> 'struck_off') as n,
    count(*) filter (where state in ('published', 'awaiting_strike_off') and due_on < :today) as late
from list_line where removed_at is null group by list_id"""
_LATE = "state in ('published', 'awaiting_strike_off') and due_on < :today"
_NEEDED = ("lead_unit_id", "responsible_person_id", "due_on", "next_report_on")
"""What a line needs before it is published (ListLine.check)."""


def _group(line: ListLine, today: dt.date) -> Group:
    if line.state == "struck_off":
        return Group(5, _("Struck off"))
    if line.state == "draft":
        missing = [column(ListLine, name).label for name in _NEEDED if not getattr(line, name)]
        if missing:
            return Group(4, _("Cannot be published yet"), "amber", _("four facts are needed, see the marked cells"))
        return Group(3, _("Ready to be published"))
    if line.due_on and line.due_on < today:
        return Group(0, _("Overdue"), "red")
    if line.state == "awaiting_strike_off":
        return Group(1, _("Waiting to be struck off"), "text", _("the lead unit says it is done; to be checked"))
    return Group(2, _("In hand"))


def _steps(line: ListLine, today: dt.date) -> Sequence[Act]:
    """What can be done with a line next."""
    change = {"type": line.type_name, "id": line.id}
    publish = Act(
        key="publish", words=N_("Publish"), verb="change", icon="checkmark", fixed={**change, "state": "published"}
    )
    ready = Act(
        key="ready",
        words=N_("Reported as done"),
        verb="change",
        icon="checkmark_circle",
        fixed={**change, "state": "awaiting_strike_off"},
    )
    back = Act(key="back", words=N_("Back for more"), verb="change", icon="arrow_undo", fixed=publish.fixed)
    strike = Act(
        key="strike_off",
        words=N_("Strike off"),
        verb="strike_off",
        icon="checkmark",
        title=N_("Strike off the list"),
        hint=N_("with the day and the proof"),
        columns=[
            asked(ListLine, "struck_off_on", required=True),
            asked(ListLine, "proof", required=True),
        ],
        rows=[["struck_off_on"], ["proof"]],
        fixed={"line": line.id},
        start={"struck_off_on": today, "proof": line.proof},
        said=N_("Struck off: {title}"),
    )
    return {"draft": [publish], "published": [ready, strike], "awaiting_strike_off": [strike, back]}.get(line.state, [])


def _needed(line: ListLine, text: str, _today: dt.date) -> Sequence[Piece]:
    """A fact that is missing before the line can be published is marked in its cell."""
    if text:
        return [Words(text)]
    return [Chip(_("missing"), Family.AMBER)] if line.state == "draft" else [caption("—")]


def _person(line: ListLine, text: str, today: dt.date) -> Sequence[Piece]:
    return [Person(text), Words(text)] if text else _needed(line, text, today)


def _due(line: ListLine, text: str, today: dt.date) -> Sequence[Piece]:
    late = line.due_on is not None and line.due_on < today and line.state in _IN_HAND
    return [fixed(text, "red" if late else "text")] if text else _needed(line, text, today)


def _proof_column(sum_of: SumOf) -> Sequence[TableColumn]:
    del sum_of

    def text(line: ListLine) -> str:
        return _("given") if line.proof else "—"

    def pieces(line: ListLine) -> Sequence[Piece]:
        return [Icon("attach", "green", 16, text=_("given"))] if line.proof else [caption("—")]

    return [TableColumn(key="proof", label=_("Proof given"), text=text, pieces=pieces, width=60)]


def _shelf_second(one: ResponsibilityList, names: Mapping[str, str], today: dt.date) -> Sequence[Piece]:
    del today
    if one.published_on is None:
        return [caption(names.get(one.unit_id, "")), Chip(_("Draft"), size=TextSize.KEY)]
    day = _("published {day}").format(day=one.published_on.isoformat())
    return [caption(" · ".join(word for word in (names.get(one.unit_id, ""), day) if word))]


class ListsPage(RecordPage):
    """Lists of any kind and their lines."""

    name: ClassVar[str] = "lists"
    shelf: ClassVar[Shelf | None] = Shelf(
        record_type=ResponsibilityList,
        verb="add_list",
        words=N_("Lists"),
        add_words=N_("New list"),
        empty=N_("Lists with a lead unit, a person and a date for every line stand here."),
        rows=[["name"], ["list_kind", "unit_id"], ["published_on", "exhaustive"]],
        order="instr('policy problem sharing burden_reduction other', list_kind), rowid",
        width=232,
        counts=_COUNTS,
        group=lambda one, _names: _("Of the office's own") if one.list_kind == "other" else _("Standard lists"),
        second=_shelf_second,
    )
    desks: ClassVar[Sequence[Desk]] = (
        Desk(
            record_type=ListLine,
            words=N_("List lines"),
            icon="clipboard_task",
            columns=(
                "number", "subject", "lead_unit_id", "responsible_person_id", "due_on", "next_report_on", "state",
            ),
            stretched="subject",
            widths={
                "number": 88, "lead_unit_id": 150, "responsible_person_id": 110, "due_on": 100, "next_report_on": 100,
                "state": 84,
            },
            extra=_proof_column,
            painted={
                "lead_unit_id": _needed, "responsible_person_id": _person, "due_on": _due, "next_report_on": _needed,
            },
            rows=[
                ["subject", "lead_unit_id", "responsible_person_id", "superior_request"],
                ["due_on", "next_report_on", "addressee", "sent_on"],
                ["content", "reply"],
            ],
            empty=N_("This list has no line yet."),
            add_words=N_("Add a line"),
            verb="add_line",
            within="list_id = :parent",
            parent_field="list_id",
            order="due_on is null, due_on, number",
            wide=True,
            group=_group,
            steps=_steps,
            children=(
                Children(
                    record_type=ListLineUnit,
                    field="line_id",
                    rows=[["unit_id"]],
                    text=lambda one, names: names.get(one.unit_id, ""),
                ),
            ),
        ),
    )  # fmt: skip

    def commands(self) -> tuple[Command, ...]:
        """Those of every record page, and the list on paper."""
        papers = PagePapers(self.session, self)
        return (*super().commands(), *papers.list(self._list_in_view))

    def _list_in_view(self) -> str:
        shown = self.shelf_list.current() if self.shelf_list else None
        return shown.id if shown else ""

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """The lines that are overdue, which call; otherwise those waiting to be struck off."""
        late = book.count(ListLine, _LATE, {"today": book.clock.today.isoformat()})
        if late:
            return late, True
        return book.count(ListLine, "state = 'awaiting_strike_off'"), False
