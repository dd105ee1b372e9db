"""Asks before a merger is taken apart: what goes back, and what stays with the record that carried on."""

from functools import partial

from PySide6.QtWidgets import QWidget

from casework.casebook import Casebook
from casework.entities.mergers import Merger
from casework.errors import CaseworkError
from casework.language import _
from casework.records import Record
from casework.verbs.unmerging import Outlook, outlook
from desktop.dialogs.duplicate_words import counted_words
from desktop.dialogs.question import Question
from desktop.dialogs.stands_in_the_way import StandsInTheWay
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.labels import TextLabel


class UnmergeQuestion(Question):
    """Counts what will happen before it happens; one step to undo."""

    def __init__(self, session: Session, parent: QWidget | None, merger: Merger) -> None:
        """Counts beside the window's thread."""
        super().__init__(_("Take the merger apart?"), merger.title(), parent)
        self.session, self._merger, self._is_over = session, merger, False
        self._told = TextLabel(_("Counting…"))
        self._trouble = StandsInTheWay()
        self.take_apart = Button(_("Take apart"), "branch_fork", ButtonKind.PRIMARY)
        self.take_apart.clicked.connect(self._do)
        self.column.addWidget(self._told)
        self.column.addWidget(self._trouble)
        self.end_with(self.take_apart)
        session.read(partial(_outlook, merger), self._show)

    def told(self) -> str:
        """What is said to happen."""
        return self._told.text()

    def _show(self, seen: Outlook) -> None:
        if self._is_over:
            return
        types, kept = self.session.book.types, self._merger.kept_name
        back = counted_words(seen.back, types)
        stay = counted_words(seen.added_since + seen.changed_since, types)
        lines = [_("Both records stand again, each with its own values.")]
        lines += (
            [_("Goes back to {name}: {counts}.").format(name=self._merger.merged_name, counts=back)] if back else []
        )
        lines += [_("Added since, stays with {name}: {counts}.").format(name=kept, counts=stay)] if stay else []
        self._told.setText("\n".join(lines))

    def _do(self) -> None:
        self.take_apart.setEnabled(False)
        self.session.do("unmerge_records", {"merger": self._merger.id}, then=self._done, refused=self._refused)

    def _done(self, record: Record) -> None:
        self.session.said.emit(_("Taken apart: {title}").format(title=record.title()))
        self.accept()

    def _refused(self, error: CaseworkError) -> None:
        self.take_apart.setEnabled(True)
        self._trouble.say(error)

    def done(self, result: int) -> None:
        """What is answered from now on comes too late."""
        self._is_over = True
        super().done(result)


def _outlook(merger: Merger, book: Casebook) -> Outlook:
    return outlook(book, merger)
