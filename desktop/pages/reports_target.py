"""The annual target of one figure, set, changed or taken away from the report that shows it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from casework.amounts import parse_fen
from casework.entities.targets import COMPARISONS, Target
from casework.errors import BadInput, CaseworkError, NotFound
from casework.fields import column
from casework.insight.figure import Figure, Question
from casework.language import _
from casework.records import named_id
from desktop.dialogs.sheet import Sheet
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.labels import TextLabel
from widgets.segmented import Segmented
from widgets.typed_line import TypedLine, mark_invalid


class TargetSheet(Sheet):
    """What a scope is to reach in the year of the report; an empty number takes the target away."""

    def __init__(self, session: Session, parent: QWidget | None, figure: Figure, question: Question) -> None:
        """Shows the target there is."""
        self._year, self._scope = question.day.year, question.scope
        title = _("Annual target {year}: {figure}").format(year=self._year, figure=figure.label)
        super().__init__(parent, title, "data_trending", width=520)
        self._session, self._figure = session, figure
        self._stored = self._found()
        value = self._stored.value if self._stored else 0
        self.value = TypedLine(self._written(value) if value else "", name=_("Target"))
        self.value.setPlaceholderText(_("30, or for money 100亿元"))
        chosen = self._stored.comparison if self._stored else "at_least"
        self.comparison = Segmented([(code, _(words)) for code, words in COMPARISONS.labels.items()], chosen)
        self.source = TypedLine(self._stored.source if self._stored else "", name=_("Source"))
        self.source.setPlaceholderText(_("Source: the document that sets it"))
        self._trouble = TextLabel(tone="red")
        self._trouble.hide()
        scope = _("Scope: {scope}").format(scope=question.scope_name)
        for part in (TextLabel(scope, tone="text2"), self.value, self.comparison, self.source, self._trouble):
            self.body.addWidget(part)
        save = Button(_("Save"), kind=ButtonKind.PRIMARY, key="Ctrl+Return")
        save.setShortcut("Ctrl+Return")
        save.clicked.connect(self.save)
        self.foot.addWidget(TextLabel(_("An empty number takes the target away."), tone="dim"), 1)
        self.foot.addWidget(save)
        self.value.setFocus()

    def _found(self) -> Target | None:
        """The target that is stored, also one in the bin."""
        words = (self._figure.key, self._scope.id if self._scope else "", str(self._year))
        try:
            found = self._session.book.get(Target, named_id("target", *words))
        except NotFound:
            return None
        return None if found.removed_at else found

    def _written(self, value: int) -> str:
        if self._figure.unit != "fen":
            return str(value)
        return f"{value / 10**10:.10g}亿元" if value >= 10**10 else f"{value / 10**6:.10g}万元"

    def save(self) -> None:
        """Saves the target, or takes it away."""
        text = self.value.text().strip()
        if not text:
            if self._stored:
                facts: dict[str, Any] = {"type": "target", "id": self._stored.id}
                self._session.do("remove", facts, refused=self._refuse)
            self.accept()
            return
        try:
            value = parse_fen(text) if self._figure.unit == "fen" else column(Target, "value").parse(text)
        except BadInput as error:
            self._refuse(error)
            return
        facts = {
            "indicator": self._figure.key,
            "year": self._year,
            "value": value,
            "comparison": self.comparison.value(),
            "source": self.source.text().strip(),
        }
        if self._scope:
            facts["scope"] = self._scope.id
        self._session.do("set_target", facts, then=lambda _saved: self.accept(), refused=self._refuse)

    def _refuse(self, error: CaseworkError) -> None:
        mark_invalid(self.value, invalid=True)
        self._trouble.setText(str(error))
        self._trouble.show()
