"""A list comes back with its columns and its order, and the rows really stand in that order."""

import pytest

from desktop.window import Window
from tests.desktop.page_steps import rows_of, settled
from tests.desktop.window_fixture import settings, theme, window

__all__ = ["settings", "theme", "window"]


@pytest.fixture
def again(window, qtbot):
    """Opens another window over the same file, as tomorrow's."""
    opened = []

    def open_window(page_name):
        window.close()
        tomorrow = Window(window.session, first=page_name)
        opened.append(tomorrow)
        tomorrow.resize(1440, 900)
        with qtbot.waitExposed(tomorrow):
            tomorrow.show()
        settled(tomorrow.page(), qtbot)
        return tomorrow.page()

    yield open_window
    for one in opened:
        one.close()
        one.deleteLater()


def test_the_order_of_projects_is_remembered_and_done(window, qtbot, again):
    window.show_page("projects")
    window.page().show_mode("list")
    settled(window.page(), qtbot)
    table = window.page().list.table
    table.sort_by("name", descending=True)
    table.setColumnWidth(0, 133)
    table.show_column("ladder", shown=True)
    settled(window.page(), qtbot)
    names = [row.project.name for row in rows_of(table)]
    page = again("projects")
    page.show_mode("list")
    settled(page, qtbot)
    assert page.list.table.sorting() == ("name", True)
    assert page.list.table.columnWidth(0) == 133
    assert not page.list.table.is_put_away("ladder")
    assert [row.project.name for row in rows_of(page.list.table)] == names
    assert names != sorted(names)
