"""Settings: the user, the centre, its working calendar and deadlines, backups, looks."""

from typing import ClassVar

from casework.language import N_
from desktop.pages.page import Page


class SettingsPage(Page):
    """Everything that is set once."""

    name: ClassVar[str] = "settings"
    words: ClassVar[str] = N_("Settings")
    icon: ClassVar[str] = "settings"
