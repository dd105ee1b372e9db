"""The net under all tests holds: a warning in the log fails, Qt has no screen, real data is asked for."""

import os

import pytest
from PySide6.QtWidgets import QApplication

pytest_plugins = ["pytester"]


@pytest.fixture
def inner(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> pytest.Pytester:
    """A test run of its own, with the project's conftest."""
    pytester.makeconftest((request.config.rootpath / "tests" / "conftest.py").read_text("utf-8"))
    return pytester


def test_a_warning_in_the_log_fails_the_test(inner: pytest.Pytester, logged_warnings: list[str]) -> None:
    inner.makepyfile(
        """
        import logging

        def test_noisy():
            logging.getLogger("x").warning("planted")

        def test_expected(logged_warnings):
            logging.getLogger("x").error("planted")
            assert logged_warnings == ["ERROR x: planted"]
            logged_warnings.clear()
        """
    )
    inner.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=2, errors=1)
    assert logged_warnings == ["WARNING x: planted", "ERROR x: planted"]
    logged_warnings.clear()


def test_a_test_without_real_data_is_skipped_with_the_reason(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HUIFANG_DATA", raising=False)
    inner.makepyfile("def test_real(field_data): field_data('firms.csv')")
    result = inner.runpytest("-rs", "-p", "no:cacheprovider")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*HUIFANG_DATA does not name a folder*"])


def test_qt_draws_where_it_was_told_to(qapp: QApplication) -> None:
    assert qapp.platformName() == os.environ["QT_QPA_PLATFORM"]
