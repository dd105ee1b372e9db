"""The frame of the window: pages, menus, keys, notices, counts, and nothing left behind."""

from tests.desktop.window_fixture import settings, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]


def test_the_window_opens(window, qtbot):
    window.count()
    wait_until_idle(qtbot, window.session)
    assert window.windowTitle().endswith("回访")
