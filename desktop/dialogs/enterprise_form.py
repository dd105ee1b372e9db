"""An enterprise added or changed, with a warning while typing that it may be there already."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.entities.enterprises import Enterprise
from casework.fields import columns
from casework.language import N_, _
from desktop.choices import editor_needs
from desktop.dialogs.duplicate_words import band_chip
from desktop.dialogs.form_dialog import FormDialog
from desktop.known_names import Twin
from desktop.session import Session
from widgets.buttons import link_button
from widgets.cards import Card
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Icon, Words, caption
from widgets.record_form import FormSection

_SECTIONS = (
    (N_("Who it is"), [["name"], ["short_name", "uscc"], ["territory_id", "industry_chain"], ["address"]]),
    (N_("What it does"), [["main_business"], ["is_industrial"], ["registered_on", "deregistered_on"]]),
    (
        N_("Figures"),
        [
            ["revenue_year", "revenue", "revenue_before"],
            ["research_spending", "registered_capital", "employees"],
            ["note"],
        ],
    ),
)
_UNITS = {"revenue": "wan", "revenue_before": "wan", "research_spending": "wan", "registered_capital": "wan"}


class EnterpriseForm(FormDialog):
    """Adds an enterprise, or changes the one given; `open_asked` tells one that is there already."""

    open_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None, enterprise: Enterprise | None = None) -> None:
        """Shows the facts of `enterprise`, or empty fields."""
        self._own_id, self._is_over = enterprise.id if enterprise else "", False
        facts = {"enterprise_id": enterprise.id, "version": enterprise.version} if enterprise else {}
        super().__init__(
            session,
            parent,
            title=_("Change an enterprise") if enterprise else _("Add an enterprise"),
            icon="building",
            verb="change_enterprise" if enterprise else "add_enterprise",
            columns=columns(Enterprise),
            sections=[FormSection(title=_(title), rows=rows) for title, rows in _SECTIONS],
            needs=editor_needs(session, Enterprise, **_UNITS),
            draft=f"enterprise {self._own_id}".strip(),
            facts=facts,
            values=enterprise,
            changed_only=enterprise is not None,
            width=680,
        )
        self._twins = Card("warning", margins=(12, 6, 8, 6))
        self._twins.column.setSpacing(2)
        self._twins.add(TextLabel(_("It may be there already:"), size=TextSize.CAPTION))
        self._lines = QVBoxLayout()
        self._twins.column.addLayout(self._lines)
        self._twins.hide()
        self.body.insertWidget(1, self._twins)
        for name in ("name", "uscc"):
            self.form.editor(name).changed.connect(self.look_for_twins)

    def look_for_twins(self) -> None:
        """Asks which enterprises may be the one that is being typed."""
        name, uscc = (str(self.form.editor(field).draft()) for field in ("name", "uscc"))
        self.session.names.ask(name, uscc, self._own_id, self._show_twins)

    def _show_twins(self, twins: list[Twin]) -> None:
        if self._is_over:
            return
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for twin in twins:
            self._lines.addWidget(self._line(twin))
        self._twins.setVisible(bool(twins))

    def twins(self) -> list[str]:
        """What is warned of, line by line."""
        return [label.accessibleName() for label in self._twins.findChildren(LineLabel) if label.isVisible()]

    def done(self, result: int) -> None:
        """What is answered from now on comes too late."""
        self._is_over = True
        super().done(result)

    def _line(self, twin: Twin) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        pieces = [Icon("building", "amber", 14), Words(twin.name), band_chip(twin.band), caption(twin.reason)]
        row.addWidget(LineLabel(pieces, height=26), 1)
        button = link_button(_("Open that one"))
        button.clicked.connect(partial(self._open, twin.id))
        row.addWidget(button)
        return holder

    def _open(self, enterprise_id: str, *_facts: object) -> None:
        self.open_asked.emit(enterprise_id)
        self.reject()
