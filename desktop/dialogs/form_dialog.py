"""A form over the fields of one record, saved by a verb: for everything that needs no layout of its own."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casework.errors import BadInput, CaseworkError
from casework.fields import Column
from casework.language import _
from casework.records import Record
from casework.verbs.questions import Questioned
from desktop.dialogs.draft_offer import DraftOffer
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.stands_in_the_way import StandsInTheWay
from desktop.drafts import DraftKeeper
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.editor import Editor, EditorNeeds
from widgets.record_form import FormSection, RecordForm


class FormDialog(Sheet):
    """Saves what was typed by `verb`, with `facts` that are not asked for. `saved` tells the record as stored.

    What the rules refuse stands at its field; what they only question can be confirmed. Drafts are kept.
    """

    saved = Signal(object)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        *,
        title: str,
        icon: str,
        verb: str,
        columns: Sequence[Column],
        sections: Sequence[FormSection],
        needs: EditorNeeds,
        draft: str,
        facts: Mapping[str, Any] | None = None,
        values: Record | Mapping[str, Any] | None = None,
        changed_only: bool = False,
        make: Mapping[str, Callable[[Column], Editor]] | None = None,
        width: int = 640,
    ) -> None:
        """`values` are shown to begin with; `changed_only` hands over only what was changed in them."""
        super().__init__(parent, title, icon, width=width)
        self.session, self._verb, self._facts = session, verb, dict(facts or {})
        self._changed_only = changed_only
        self.form = RecordForm(columns, sections, needs, make=make)
        if values is not None:
            self.form.set_values(values)
        self._draft = DraftKeeper(session, draft, self._gather, self)
        self._offer = DraftOffer()
        self._question = StandsInTheWay()
        self._question.confirmed.connect(partial(self.save, confirm=True))
        self.body.addWidget(self._offer)
        self.body.addWidget(self.form)
        self.body.addWidget(self._question)
        self._make_foot()
        self.form.changed.connect(self._touched)
        self.form.submitted.connect(self.save)
        self._take_up_draft()
        self.form.focus_first()

    def _make_foot(self) -> None:
        self._cancel = Button(_("Cancel"), kind=ButtonKind.GHOST, key="Esc")
        self._save = Button(_("Save"), kind=ButtonKind.PRIMARY, key="Ctrl+Return")
        self.foot.addStretch(1)
        for button, run in ((self._cancel, self.reject), (self._save, self.save)):
            self.foot.addWidget(button)
            button.clicked.connect(partial(_run, run))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._save.click)

    def _gather(self) -> Mapping[str, Any]:
        return self.form.draft() if self.form.is_dirty else {}

    def _take_up_draft(self) -> None:
        draft = self._draft.found()
        if draft:
            begin = self.form.draft()
            self.form.restore(draft.values)
            self._offer.say_taken_up(draft, partial(self._begin_anew, begin))

    def _begin_anew(self, begin: Mapping[str, Any]) -> None:
        self.form.restore(begin)
        self._draft.forget()

    def _touched(self) -> None:
        self._question.hide()
        self._draft.touch()

    def facts(self) -> dict[str, Any]:
        """What the verb is told; a subclass adds what it asks beside the form."""
        given = self.form.changed_values() if self._changed_only else self.form.values()
        return {**given, **self._facts}

    def save(self, *, confirm: bool = False) -> None:
        """Saves, when every field is understood."""
        if not self.form.check():
            return
        try:
            facts = self.facts()
        except BadInput as error:
            self._question.say(error)
            return
        self._set_saving(saving=True)
        told = {**facts, "confirm": True} if confirm else facts
        self.session.do(self._verb, told, then=self._saved, refused=self._refused)

    def _set_saving(self, *, saving: bool) -> None:
        self.is_saving = saving
        self._save.setEnabled(not saving)

    def _saved(self, record: Record) -> None:
        self._set_saving(saving=False)
        self._draft.forget()
        self.saved.emit(record)
        self.accept()

    def _refused(self, error: CaseworkError) -> None:
        self._set_saving(saving=False)
        if isinstance(error, Questioned) or not self.form.show_refusal(error):
            self._question.say(error)

    def question(self) -> str:
        """What stands in the way; empty where nothing does."""
        return self._question.said()

    def done(self, result: int) -> None:
        """What was typed and not saved stays as a draft."""
        self._draft.stop()
        super().done(result)


def _run(run: Callable[[], object], *_facts: object) -> None:
    run()
