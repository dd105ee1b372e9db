"""The head of an enterprise: its name, code and classes, what can be done, and its facts at a glance."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from casework.amounts import format_fen
from casework.chinese import mask_phone
from casework.entities.visits import CONTACT_MODES
from casework.language import _
from casework.pinyin import initials
from desktop.pages.enterprises_facts import EnterpriseFacts
from desktop.pages.enterprises_list import class_family
from widgets.buttons import Button, ButtonKind, icon_button
from widgets.cards import row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Chip, Person, Piece, Words, caption, fixed
from widgets.typed_days import day_words
from widgets.typed_line import below

_COLUMNS = 4
_CODE_GROUPS = (4, 4, 4, 4, 2)


class EnterpriseHead(QWidget):
    """Two lines of head; the page connects what the buttons ask for. `more` is the menu of further acts."""

    back_asked = Signal()
    """Back to the list, where the window shows either list or record."""
    log_asked = Signal()
    plan_asked = Signal()
    edit_asked = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.more = QMenu(self)
        self._code = ""
        self._name = LineLabel(height=34)
        self._chips = LineLabel(height=26)
        self._copy = icon_button("copy", _("Copy the credit code"), height=26)
        self._copy.clicked.connect(self._copy_code)
        self.back = icon_button("chevron_left", _("Back to the list"))
        self.back.clicked.connect(self.back_asked)
        self.back.hide()
        edit = Button(_("Change"), "edit", key="F2")
        plan = Button(_("Plan a visit"), "calendar_clock")
        log = Button(_("Log a contact"), "add", ButtonKind.PRIMARY)
        self._more = icon_button("more_horizontal", _("More"))
        edit.clicked.connect(self.edit_asked)
        plan.clicked.connect(self.plan_asked)
        log.clicked.connect(self.log_asked)
        self._more.clicked.connect(self._open_menu)
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 10, 12, 8)
        place.setSpacing(2)
        first = row_of(self.back, self._name, edit, plan, self._more, log)
        second = row_of(self._chips, self._copy, None, spacing=2)
        self._name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for part in (self._name, self._chips):
            part.setMinimumWidth(40)
        place.addWidget(first)
        place.addWidget(second)

    def show_facts(self, facts: EnterpriseFacts) -> None:
        """Shows an enterprise."""
        enterprise = facts.enterprise
        short = " · ".join(w for w in (enterprise.short_name, initials(enterprise.short_name or "").upper()) if w)
        name = Words(enterprise.name, size=TextSize.PAGE, bold=True)
        self._name.set_line([name, caption(short)] if short else [name])
        self._code = enterprise.uscc
        self._copy.setVisible(bool(enterprise.uscc))
        self._chips.set_line([caption(code_words(enterprise.uscc) or enterprise.number), *class_chips(facts)])

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._code)

    def _open_menu(self) -> None:
        self.more.popup(below(self._more))


def code_words(code: str) -> str:
    """A credit code in groups, as it is read out: 9151 0300 MA6X YZ12 3T."""
    groups: list[str] = []
    for length in _CODE_GROUPS:
        groups.append(code[:length])
        code = code[length:]
    return " ".join(group for group in groups if group)


def class_chips(facts: EnterpriseFacts) -> list[Piece]:
    """The classes with the years in which they held: 高新技术 2021–2023; lapsed ones outlined."""
    chips: list[Piece] = []
    for row in facts.story.classes:
        held = [year for year, state in zip(facts.story.years, row.states, strict=True) if state == "valid"]
        if held:
            years = f"{held[0]}" if held[0] == held[-1] else f"{held[0]}–{held[-1]}"
            is_current = held[-1] == facts.story.as_of.year
            chips.append(Chip(f"{row.label} {years}", class_family(row.class_code), outlined=not is_current))
    return chips


class FactGrid(QWidget):
    """Eight facts in two rows, each with its label above; a fact that is not known is a dash."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._labels: list[tuple[LineLabel, LineLabel]] = []
        for number in range(8):
            label, value = LineLabel(height=18), LineLabel(height=22)
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(label)
            cell.addWidget(value)
            self._grid.addLayout(cell, number // _COLUMNS, number % _COLUMNS)
            self._labels.append((label, value))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 60)

    def show_facts(self, facts: EnterpriseFacts) -> None:
        """Shows the facts of an enterprise."""
        for (label, value), (words, pieces) in zip(self._labels, _facts(facts), strict=True):
            label.set_line([caption(words)])
            value.set_line(list(pieces) or [caption("—")])
            value.setMinimumWidth(40)

    def said(self) -> dict[str, str]:
        """The facts in words, by their labels."""
        return {label.accessibleName(): value.accessibleName() for label, value in self._labels}


def _facts(facts: EnterpriseFacts) -> list[tuple[str, Sequence[Piece]]]:
    enterprise, story = facts.enterprise, facts.story
    year = f" {enterprise.revenue_year}" if enterprise.revenue_year else ""
    return [
        (_("District or park"), [Words(story.territory)] if story.territory else []),
        (_("Industry chain"), [Words(enterprise.industry_chain)] if enterprise.industry_chain else []),
        (_("Commissioner"), _in_charge(facts)),
        (_("Contact person"), _contact(facts)),
        (_("Last contact"), _last(facts)),
        (_("Next contact"), _next(facts, story.as_of)),
        (_("Revenue") + year, _revenue(facts)),
        (_("R&D spending") + year, _research(facts)),
    ]


def _in_charge(facts: EnterpriseFacts) -> list[Piece]:
    found = facts.story.in_charge
    if found is None:
        return []
    since = _("since {month}").format(month=f"{found.since:%Y-%m}")
    return [Person(found.person), Words(found.person, elastic=False), caption(since)]


def _contact(facts: EnterpriseFacts) -> list[Piece]:
    found = facts.story.contact_person
    return [Words(found.name, elastic=False), caption(mask_phone(found.phone), "text2")] if found else []


def _last(facts: EnterpriseFacts) -> list[Piece]:
    if facts.last is None or facts.last.occurred_on is None:
        return []
    day = day_words(facts.last.occurred_on, facts.story.as_of)
    return [fixed(day), caption(CONTACT_MODES.label(facts.last.contact_mode), "text2")]


def _next(facts: EnterpriseFacts, today: dt.date) -> list[Piece]:
    found = facts.story.next_contact
    if found is None or found.on is None:
        return [caption(_("none needed"))] if found and found.none_needed else []
    return [fixed(day_words(found.on, today), "red" if found.on < today else "accent"), caption(found.content)]


def _revenue(facts: EnterpriseFacts) -> list[Piece]:
    if facts.enterprise.revenue is None:
        return []
    pieces: list[Piece] = [fixed(format_fen(facts.enterprise.revenue))]
    growth = facts.story.growth
    if growth is not None:
        arrow, tone = ("↑", "green") if growth >= 0 else ("↓", "red")
        pieces.append(caption(f"{arrow} {abs(growth):.1%}", tone, elastic=False))
    return pieces


def _research(facts: EnterpriseFacts) -> list[Piece]:
    if facts.enterprise.research_spending is None:
        return []
    share = facts.story.research_share
    spent: list[Piece] = [fixed(format_fen(facts.enterprise.research_spending))]
    return [*spent, caption(f"{share:.1%}", elastic=False)] if share is not None else spent
