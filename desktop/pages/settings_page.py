"""Settings: the user, the centre, its working calendar and deadlines, persons, backups, looks."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from casework.casebook import Casebook
from casework.entities.people import Person
from casework.entities.settings import CodeWord, ServiceDeadline, setting
from casework.language import N_, _, chosen_language
from casework.store.backup import backups
from desktop.commands import Command
from desktop.dialogs.backups import BackupList
from desktop.pages.page import Page
from desktop.pages.record_tabs import DeskTabs
from desktop.pages.settings_calendar import CalendarCard
from desktop.pages.settings_centre import CentreCard
from desktop.pages.settings_desks import PEOPLE
from desktop.pages.settings_nav import TOPICS, SettingsNav
from desktop.pages.settings_office import CodeListsCard, CodeWordsCard, DeadlinesCard
from desktop.pages.settings_self import EncryptionCard, LooksCard, UserCard
from desktop.session import Session

_TOPIC_OF = {"unit": "people", "person": "people", "service_deadline": "deadlines", "calendar_day": "calendar"}
"""Where a record of these types is set; the others stand with the centre."""


class SettingsPage(Page):
    """The topics at the left; at the right the cards of the office, those of the user, or the persons."""

    name: ClassVar[str] = "settings"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Reads nothing before it is shown."""
        super().__init__(session, parent)
        self.nav = SettingsNav()
        self.user, self.looks, self.encryption = UserCard(session), LooksCard(session), EncryptionCard(session)
        self.centre, self.calendar, self.deadlines = CentreCard(session), CalendarCard(session), DeadlinesCard(session)
        self.lists, self.code_words, self.backups = CodeListsCard(session), CodeWordsCard(session), BackupList(session)
        self.people = DeskTabs(session, PEOPLE)
        self._cards: Mapping[str, QWidget] = {
            "me": self.user,
            "looks": self.looks,
            "encryption": self.encryption,
            "centre": self.centre,
            "calendar": self.calendar,
            "deadlines": self.deadlines,
            "codes": self.lists,
            "backups": self.backups,
        }
        self._lay_out()
        self._connect()
        self.show_topic("calendar")

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._office, self._self = _grid(), _grid()
        office = _grid_of(self._office)
        office.addWidget(self.calendar, 0, 0, 1, 2)
        for number, card in enumerate((self.deadlines, self.backups, self.lists, self.code_words)):
            card.setMinimumHeight(250)
            office.addWidget(card, 1 + number // 2, number % 2)
        me = _grid_of(self._self)
        me.addWidget(self.user, 0, 0, 2, 1)
        me.addWidget(self.looks, 0, 1)
        me.addWidget(self.encryption, 1, 1)
        me.addWidget(self.centre, 2, 0, 1, 2)
        me.setRowStretch(3, 1)
        for part in (self._office, self._self, self.people):
            self._stack.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.nav)
        row.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.nav.chosen.connect(self._go)
        self.lists.chosen.connect(self.code_words.show_list)
        self.looks.asked.connect(self.asked)
        self.people.changed.connect(self._read_people)
        self.session.user_changed.connect(self._read_values)

    def refresh(self) -> None:
        """Reads everything anew."""
        refreshed: tuple[Callable[[], None], ...] = (
            self.user.refresh,
            self.centre.refresh,
            self.calendar.refresh,
            self.deadlines.refresh,
            self.lists.refresh,
            self.code_words.refresh,
            self.backups.refresh,
            self.people.view.refresh,
            self._read_values,
        )
        for read in refreshed:
            read()

    def shows(self) -> frozenset[str]:
        """What is set, and who is there."""
        return frozenset({"setting", "service_deadline", "calendar_day", "code_word", "unit", "person"})

    def show_record(self, type_name: str, record_id: str) -> bool:
        """Goes to where a record of this type is set."""
        self.show_topic(_TOPIC_OF.get(type_name, "codes" if type_name == "code_word" else "centre"))
        view = self.people.find_desk(type_name)
        if view is not None:
            view.choose(record_id)
        return True

    def commands(self) -> tuple[Command, ...]:
        """Finding a setting."""
        return (Command("settings_find", N_("Find a setting"), self._find, "edit", "Ctrl+F", icon="search"),)

    def _find(self) -> None:
        self.nav.find_line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_topic(self, topic_id: str) -> None:
        """Shows the cards of a topic, its own in sight."""
        self.nav.choose(topic_id)
        if topic_id == "people":
            self._stack.setCurrentWidget(self.people)
            return
        area = self._self if topic_id in ("me", "looks", "centre", "encryption") else self._office
        self._stack.setCurrentWidget(area)
        if topic_id in self._cards:
            area.ensureWidgetVisible(self._cards[topic_id], 0, 0)

    def _go(self, topic_id: str) -> None:
        command = next((topic.command for topic in TOPICS if topic.id == topic_id), "")
        if command:
            self.asked.emit(command)
        else:
            self.show_topic(topic_id)

    def _read_people(self) -> None:
        self.people.view.refresh()

    def _read_values(self, *_facts: object) -> None:
        actor = self.session.actor
        self.session.read(lambda book: _values(book, actor), self.nav.show_values)


def _grid() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(QWidget())
    return area


def _grid_of(area: QScrollArea) -> QGridLayout:
    grid = QGridLayout(area.widget())
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(8)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _values(book: Casebook, actor: str) -> dict[str, str]:
    """What is set now, in a word or two beside each topic."""
    newest = backups(book.path)[:1]
    lists = book.query("select count(distinct list_name) as n from code_word where removed_at is null")[0]["n"]
    return {
        "me": actor,
        "looks": "中文" if chosen_language() == "zh_CN" else "English",
        "centre": setting(book, "default_scope"),
        "calendar": str(book.clock.today.year),
        "deadlines": _("{count} modes").format(count=book.count(ServiceDeadline)),
        "codes": _("{count} lists").format(count=max(lists, 2)),
        "people": _("{count} persons").format(count=book.count(Person, "active = 1")),
        "backups": f"{newest[0].made_at:%m-%d}" if newest else _("none"),
        "encryption": _("encrypted") if book.encrypted else _("not encrypted"),
        "words": str(book.count(CodeWord)),
    }
