"""One entry of a library to be read: its facts, what it lacks, how fresh it is, what it was matched with."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from casework.casebook import Casebook
from casework.chinese import mask_identity, mask_phone
from casework.entities.matches import MATCH_STATES
from casework.fields import Column, Kind, column
from casework.insight.completeness import essentials, missing_facts
from casework.insight.freshness import freshness_days
from casework.language import _
from desktop.choices import label_of
from desktop.pages.libraries_kinds import Library
from desktop.pages.libraries_list import completeness_tone, freshness_chip
from desktop.pages.libraries_rows import Entry
from desktop.session import Session
from widgets.buttons import icon_button, link_button
from widgets.cards import column_of, row_of
from widgets.chip_families import state_chip
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Chip, Icon, Words, caption
from widgets.tokens import Family

_MOST_MATCHES = 8
_MASKS = {"phone": mask_phone, "identity": mask_identity}
_FAMILIES = {"demand": Family.VIOLET, "offer": Family.TEAL, "expert": Family.BLUE}
_MATCHES = (
    "select match.id, match.number, match.state, {others} as other"
    " from match join demand on demand.id = match.demand_id left join offer on offer.id = match.offer_id"
    " left join expert on expert.id = match.expert_id"
    " where match.{table}_id = :id and match.removed_at is null order by match.opened_on desc limit :most"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedMatch:
    """A match of the entry: the other side by its words, and how far it came."""

    id: str
    number: str
    state: str
    other: str


def matches_of(book: Casebook, kept: Library, record_id: str) -> list[TriedMatch]:
    """What an entry was matched with, the newest first."""
    others = "ifnull(offer.subject, expert.name)" if kept.type_name == "demand" else "demand.subject"
    sql = _MATCHES.format(table=kept.type_name, others=others)
    return [TriedMatch(**row) for row in book.query(sql, {"id": record_id, "most": _MOST_MATCHES})]


class EntryFacts(QScrollArea):
    """The entry; `open_asked` tells a record to open, `fact_asked` the field that is to be filled in."""

    open_asked = Signal(str, str)
    fact_asked = Signal(str)

    def __init__(self, session: Session, kept: Library) -> None:
        """Empty until an entry is shown."""
        super().__init__()
        self._session, self._library = session, kept
        self._unmasked = False
        self._entry: Entry | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def show_entry(self, entry: Entry) -> None:
        """Shows an entry; personal data masked until the user wants to see it."""
        if self._entry is None or entry.id != self._entry.id:
            self._unmasked = False
        self._entry = entry
        parts = [*self._head(entry), *self._texts(entry), self._facts(entry)]
        parts += [_rule(), *self._completeness(entry), _rule(), *self._freshness(entry), *self._matches(entry)]
        holder = column_of(*parts, None, spacing=6, margins=(16, 12, 14, 8))
        self.setWidget(holder)
        holder.setAutoFillBackground(False)  # setWidget switches it on

    def _head(self, entry: Entry) -> list[QWidget]:
        record, kept = entry.record, self._library
        kind = Chip(_(kept.one), _FAMILIES[kept.type_name], icon=kept.icon)
        states = column(kept.record_type, "state").field.codes if hasattr(record, "state") else None
        state = [state_chip(states, record.state)] if states else []
        head: list[QWidget] = [
            LineLabel([kind, caption(record.number, elastic=False)], state),
            TextLabel(record.title(), size=TextSize.RECORD, bold=True),
        ]
        if entry.enterprise:
            line = LinkLine([Icon("building", "accent"), Words(entry.enterprise, "accent")])
            line.clicked.connect(lambda: self.open_asked.emit("enterprise", record.enterprise_id))
            head.append(line)
        return head

    def _texts(self, entry: Entry) -> list[QWidget]:
        parts: list[QWidget] = []
        for name in self._library.long_facts:
            text = getattr(entry.record, name)
            if text:
                parts.append(LineLabel([caption(column(self._library.record_type, name).label)], height=20))
                parts.append(TextLabel(text))
        return parts

    def _facts(self, entry: Entry) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, name in enumerate(self._library.facts):
            known = column(self._library.record_type, name)
            grid.addWidget(TextLabel(known.label, tone="dim"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(known, getattr(entry.record, name)), number, 1)
        grid.setColumnMinimumWidth(0, 76)
        return holder

    def _value(self, known: Column, value: object) -> QWidget:
        if known.kind is Kind.REFERENCE:
            return TextLabel(label_of(self._session.book, known.field.refers_to, str(value)) if value else "—")
        text = known.text(value)
        mask = _MASKS.get(known.field.mask)
        if mask is None or not text:
            return TextLabel(text or "—")
        eye = icon_button("eye_off" if self._unmasked else "eye", _("Show or hide personal data"), height=24)
        eye.clicked.connect(self._lift_mask)
        return row_of(TextLabel(text if self._unmasked else mask(text)), eye, spacing=4)

    def _lift_mask(self) -> None:
        self._unmasked = not self._unmasked
        if self._entry:
            self.show_entry(self._entry)

    def _completeness(self, entry: Entry) -> list[QWidget]:
        told = Words(f"{entry.given} / {entry.essentials}", completeness_tone(entry), bold=True, elastic=False)
        hint = [] if not entry.missing else [caption(_("complete entries are matched better"))]
        head = LineLabel([Words(_("Completeness"), bold=True, elastic=False), told], hint)
        lacking = {one.name for one in missing_facts(entry.record)}
        every = essentials(self._library.record_type)
        return [head, *(self._missing(one) if one.name in lacking else _given(one) for one in every)]

    def _missing(self, one: Column) -> QWidget:
        fill = link_button(_("Fill in"), hint=_("Fill in: {field}").format(field=one.label))
        fill.clicked.connect(lambda _on=False, name=one.name: self.fact_asked.emit(name))
        fill.setEnabled(not self._session.book.read_only)
        return row_of(LineLabel([Icon("circle", "amber"), Words(one.label, "amber")]), None, fill, spacing=4)

    def _freshness(self, entry: Entry) -> list[QWidget]:
        book, today = self._session.book, self._session.today
        checked = _("last checked {day}").format(day=entry.checked_on) if entry.checked_on else _("never checked")
        days = [freshness_days(book, key) for key in ("fresh_days", "fair_days")]
        rule = _("new up to {new} days, fairly new up to {fair}, then to be checked").format(new=days[0], fair=days[1])
        lines: list[QWidget] = [
            LineLabel([Words(_("Freshness"), bold=True), Words(checked, elastic=False)], [freshness_chip(entry)]),
            TextLabel(rule, tone="dim", size=TextSize.CAPTION),
        ]
        expires_on = getattr(entry.record, "expires_on", None)
        if expires_on:
            left = (expires_on - today).days
            words = _("valid until {day}, {days} days left") if left >= 0 else _("expired on {day}")
            lines.append(TextLabel(words.format(day=expires_on, days=left), tone="text2" if left >= 0 else "red"))
        return lines

    def _matches(self, entry: Entry) -> list[QWidget]:
        found = matches_of(self._session.book, self._library, entry.id)
        if not found:
            return [_rule(), LineLabel([Words(_("Matches"), bold=True), caption(_("never matched"))])]
        note = caption(_("{count} pairs tried").format(count=entry.matches))
        lines: list[QWidget] = [_rule(), LineLabel([Words(_("Matches"), bold=True, elastic=False), note])]
        for one in found:
            number = caption(one.number, elastic=False)
            line = LinkLine([number, Words(one.other)], [state_chip(MATCH_STATES, one.state)])
            line.clicked.connect(lambda _on=False, match_id=one.id: self.open_asked.emit("match", match_id))
            lines.append(line)
        return lines


def _given(one: Column) -> QWidget:
    return LineLabel([Icon("checkmark_circle", "green"), Words(one.label)])


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("surface", "rule")
    line.setFixedHeight(1)
    return line
