"""The filter bar above a list: quick words, switches, condition chips and saved filters."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from casework.fields import Column
from casework.language import _
from widgets.buttons import icon_button
from widgets.chip_button import ChipButton
from widgets.condition_popup import ConditionPopup
from widgets.conditions import Condition, Filter, condition_words
from widgets.editor import EditorNeeds
from widgets.flow import FlowLayout
from widgets.fonts import TextSize
from widgets.labels import TextLabel
from widgets.tokens import Family
from widgets.typed_line import TypedLine, below

_NO_LIMIT = 16_777_215  # Qt's own
PAUSE = 160
"""Milliseconds without typing after which the words are searched for."""


class FilterBar(QWidget):
    """`changed` tells the whole filter as it is now: after a pause in typing, at once for everything else.

    `saved_chosen`, `save_asked` and `saved_asked` concern filters kept under a name, `edit_asked` asks for
    all conditions at once; whoever keeps the list answers them.
    """

    changed = Signal(object)
    saved_chosen = Signal(str)
    save_asked = Signal()
    saved_asked = Signal()
    edit_asked = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        needs: EditorNeeds,
        *,
        placeholder: str = "",
        quick: Sequence[tuple[str, str]] = (),
        stacked: bool = False,
    ) -> None:
        """`columns` may be filtered by; `quick` are switches as (key, words); `stacked` fits a narrow pane."""
        super().__init__()
        self._columns = {column.name: column for column in columns}
        self.needs = needs
        self._filter = Filter()
        self._saved: tuple[str, ...] = ()
        self.words = TypedLine(placeholder=placeholder, name=placeholder or _("Filter"))
        self.words.set_trailing("search")
        self.words.setClearButtonEnabled(False)
        self.words.setMinimumWidth(180)
        self.words.setMaximumWidth(320)
        self._quick = {key: ChipButton(label, checkable=True) for key, label in quick}
        self._add = ChipButton(_("Filter"), "add", outlined=True, hint=_("Add a condition"))
        self._menu_button = icon_button("filter", _("Saved filters"), height=28)
        self._popup: ConditionPopup | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._lay_out(stacked=stacked)
        self._connect()

    def _lay_out(self, *, stacked: bool) -> None:
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        place.addLayout(row)
        row.addWidget(self.words, 2)
        holder = QWidget()
        self._flow = FlowLayout(holder, gap=4)
        for chip in self._quick.values():
            self._flow.addWidget(chip)
        self._flow.addWidget(self._add)
        self._conditions: list[QWidget] = []
        if stacked:
            self.words.setMaximumWidth(_NO_LIMIT)
            place.addWidget(holder)
        else:
            row.addWidget(holder, 3, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._menu_button)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._typed)
        self.words.entered.connect(self._tell)
        self._timer.timeout.connect(self._tell)
        for chip in self._quick.values():
            chip.toggled.connect(self._switched)
        self._add.clicked.connect(self.ask_condition)
        self._menu_button.clicked.connect(self._open_menu)

    def filter(self) -> Filter:
        """What the list is narrowed to."""
        quick = tuple(key for key, chip in self._quick.items() if chip.isChecked())
        return Filter(words=self.words.text().strip(), quick=quick, groups=self._filter.groups)

    def set_filter(self, wanted: Filter) -> None:
        """Shows a filter; tells nobody."""
        for part in (self.words, *self._quick.values()):
            part.blockSignals(True)
        self.words.setText(wanted.words)
        for key, chip in self._quick.items():
            chip.setChecked(key in wanted.quick)
        for part in (self.words, *self._quick.values()):
            part.blockSignals(False)
        self._filter = wanted
        self._show_conditions()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The fields that may be filtered by."""
        return tuple(self._columns.values())

    @property
    def switches(self) -> dict[str, str]:
        """The switches by their keys, in words."""
        return {key: chip.text() for key, chip in self._quick.items()}

    def apply(self, wanted: Filter) -> None:
        """Shows a filter and tells it; conditions on fields that are not here, and unknown switches, are left out."""
        groups = (tuple(c for c in group if c.field in self._columns) for group in wanted.groups)
        quick = tuple(key for key in wanted.quick if key in self._quick)
        self.set_filter(Filter(words=wanted.words, quick=quick, groups=tuple(group for group in groups if group)))
        self._tell()

    def clear(self) -> None:
        """Filters nothing any more, and tells so."""
        self.apply(Filter())

    def told(self) -> list[str]:
        """The filter in words, one sentence a condition, for a list without a hit."""
        current = self.filter()
        words = [_("“{words}”").format(words=current.words)] if current.words else []
        words += [self._quick[key].text() for key in current.quick]
        return words + [condition_words(c, self._columns[c.field]) for group in current.groups for c in group]

    def set_saved(self, names: Sequence[str]) -> None:
        """The names of the saved filters."""
        self._saved = tuple(names)

    def ask_condition(self) -> None:
        """Opens the small form for one more condition."""
        self.popup().open_at(below(self._add), joins=bool(self._filter.groups))

    def popup(self) -> ConditionPopup:
        """The small form, made when it is first asked for."""
        if self._popup is None:
            self._popup = ConditionPopup(self, self.columns, self.needs)
            self._popup.made.connect(self._made)
            self._popup.whole_asked.connect(self.edit_asked)
        return self._popup

    def _typed(self) -> None:
        self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        self.changed.emit(self.filter())

    def _switched(self, _on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._tell()

    def _made(self, condition: Condition, alternative: bool) -> None:  # noqa: FBT001 - a signal's fact
        self._filter = self._filter.with_condition(condition, alternative=alternative)
        self._show_conditions()
        self._tell()

    def _remove(self, group: int, place: int, *_facts: object) -> None:
        self._filter = self._filter.without_condition(group, place)
        self._show_conditions()
        self._add.setFocus()
        self._tell()

    def _show_conditions(self) -> None:
        for old in self._conditions:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._conditions = []
        self._flow.removeWidget(self._add)
        for number, group in enumerate(self._filter.groups):
            if number:
                word = TextLabel(_("or"), tone="dim", size=TextSize.CAPTION)
                word.setFixedHeight(24)
                self._conditions.append(word)
            self._conditions += [self._condition_chip(number, n, c) for n, c in enumerate(group)]
        for part in self._conditions:
            self._flow.addWidget(part)
            part.show()
        self._flow.addWidget(self._add)
        self.updateGeometry()

    def _condition_chip(self, group: int, place: int, condition: Condition) -> ChipButton:
        words = condition_words(condition, self._columns[condition.field])
        chip = ChipButton(
            words, "dismiss", family=Family.BLUE, hint=_("Take away the condition “{words}”").format(words=words)
        )
        chip.clicked.connect(partial(self._remove, group, place))
        return chip

    def menu(self) -> QMenu:
        """Saved filters, all conditions at once, keeping this one, clearing."""
        menu = QMenu(self)
        for name in self._saved:
            menu.addAction(name).triggered.connect(partial(self._emit_name, self.saved_chosen, name))
        if self._saved:
            menu.addSeparator()
        menu.addAction(_("All conditions…")).triggered.connect(partial(self._emit, self.edit_asked))
        keep = menu.addAction(_("Save this filter…"))
        keep.setEnabled(not self.filter().is_empty)
        keep.triggered.connect(partial(self._emit, self.save_asked))
        if self._saved:
            menu.addAction(_("Saved filters…")).triggered.connect(partial(self._emit, self.saved_asked))
        clear = menu.addAction(_("Clear the filter"))
        clear.setEnabled(not self.filter().is_empty)
        clear.triggered.connect(self.clear)
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self._menu_button))

    def _emit_name(self, signal: SignalInstance, name: str, *_facts: object) -> None:
        signal.emit(name)

    def _emit(self, signal: SignalInstance, *_facts: object) -> None:
        signal.emit()
