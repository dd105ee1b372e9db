"""What a list says when it has no rows: one sentence, one button, no drawing."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.language import _
from widgets.buttons import Button, ButtonKind
from widgets.fonts import TextSize
from widgets.labels import TextLabel


def _run(run: Callable[[], object], *_facts: object) -> None:
    run()


class EmptyState(QWidget):
    """A sentence in the middle, a hint below it, and the one thing to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Says nothing yet."""
        super().__init__(parent)
        self._sentence = TextLabel()
        self._hint = TextLabel(tone="dim", size=TextSize.CAPTION)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addStretch(2)
        for label in (self._sentence, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(label)
        self._column.addStretch(3)
        self._button: Button | None = None

    def say(
        self,
        sentence: str,
        *,
        hint: str = "",
        button: str = "",
        icon: str = "",
        key: str = "",
        run: Callable[[], object] | None = None,
        primary: bool = True,
    ) -> None:
        """Shows a sentence and, where `run` is given, the button that does it."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(sentence)
        if self._button is not None:
            self._column.removeWidget(self._button)
            self._button.deleteLater()
            self._button = None
        if run is not None:
            self._button = Button(button, icon, ButtonKind.PRIMARY if primary else ButtonKind.PLAIN, key=key)
            self._button.clicked.connect(partial(_run, run))
            self._column.insertWidget(3, self._button, 0, Qt.AlignmentFlag.AlignHCenter)

    def say_no_hit(self, total: int, conditions: Sequence[str], clear: Callable[[], object]) -> None:
        """Says that the filter leaves nothing of `total` rows, names its conditions and offers to clear it."""
        self.say(
            _("None of {total} rows fulfils the filter.").format(total=total),
            hint=_("; ").join(conditions),
            button=_("Clear the filter"),
            icon="dismiss",
            run=clear,
            primary=False,
        )

    def sentence(self) -> str:
        """What is said."""
        return self._sentence.text()

    def button(self) -> Button | None:
        """The one thing to do, where there is one."""
        return self._button
