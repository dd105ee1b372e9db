"""A case file in which nothing was written yet: every page opens and says how to begin."""

import pytest

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.records import Clock
from casework.sample import SAMPLE_TODAY
from desktop.dialogs.form_dialog import FormDialog
from desktop.dialogs.import_wizard import ImportWizard
from desktop.navigation import places
from tests.desktop.page_steps import dialog, save, settled
from tests.desktop.window_fixture import settings, theme, window
from widgets.empty_state import EmptyState

__all__ = ["settings", "theme", "window"]


@pytest.fixture
def sample(tmp_path):
    """An empty case file in place of the sample."""
    path = tmp_path / "空.huifang"
    Casebook.create(path, clock=Clock.fixed(SAMPLE_TODAY), actor="王敏").close()
    return path


def test_every_page_opens_on_an_empty_file(window, qtbot):
    for place in places():
        window.show_page(place.name)
        settled(window.page(), qtbot)
        assert window.page().name == place.name


def test_the_first_enterprise_is_added_from_the_empty_page(window, qtbot):
    window.show_page("enterprises")
    page = window.page()
    settled(page, qtbot)
    said = [empty.sentence() for empty in page.findChildren(EmptyState) if empty.isVisible()]
    assert said == ["服务的企业列在这里。", "先把服务的企业登记进来。"]
    page.nothing.button().click()
    form = dialog(FormDialog, qtbot)
    form.form.editor("name").line.setText("示例泵业有限公司")
    save(form, qtbot)
    settled(page, qtbot)
    (made,) = page.session.book.select(Enterprise)
    assert page.enterprise_in_view() == made.id
    assert not page.blank.isVisible()


def test_the_day_of_an_empty_file_begins_with_a_roster(window, qtbot):
    page = window.page()
    settled(page, qtbot)
    assert page.name == "today"
    assert page.list.table.empty.sentence() == "先把服务的企业登记进来。"
    with qtbot.waitSignal(page.asked) as told:
        page.list.table.empty.button().click()
    assert told.args == ["import"]
    dialog(ImportWizard, qtbot).reject()
