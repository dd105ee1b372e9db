"""The running program: first start, new files, the sample, files that do not open, languages, faults."""

import datetime as dt
import shutil

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog

from casework.casebook import Casebook
from casework.entities.people import Person, Unit
from casework.entities.settings import setting
from casework.language import choose_language
from casework.records import Clock
from casework.store.encryption import change_passphrase, key_file
from desktop.dialogs.crash import Crash, diagnosis
from desktop.dialogs.first_start import FirstStart
from desktop.dialogs.open_file import OpenTrouble
from desktop.dialogs.passphrase import NewPassphrase, RecoveryKey
from desktop.program import Program, Start
from desktop.settings import Settings
from desktop.window import Window
from widgets.theme import Scheme, Theme

SECRET = "一个够长的中文口令"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A user of one's own: documents, settings and log in a folder of the test."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "Documents").mkdir()
    return tmp_path


@pytest.fixture
def started(qapp, qtbot, home):
    """Starts programs and ends them."""
    programs = []
    qapp.setQuitOnLastWindowClosed(False)

    def start(file=None, **said):
        program = Program(qapp, Settings(), Start(file=file, **said), Theme(qapp, Scheme.LIGHT))
        programs.append(program)
        program.start()
        return program

    yield start
    for program in programs:
        program.end()
        program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setQuitOnLastWindowClosed(True)


def question(kind):
    """The open question of this kind."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1, found
    return found[0]


def wait_for_window(qtbot, program):
    """Until the program shows a window on a case file that has done what could wait."""
    qtbot.waitUntil(lambda: program.window is not None and not program.window.is_busy, timeout=60000)
    return program.window


def wait_for_question(qtbot, kind):
    """Until a question of this kind is asked."""
    qtbot.waitUntil(
        lambda: any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets()), timeout=20000
    )
    return question(kind)


def fill_in(first, *, encrypted):
    """Answers the two questions of the start window."""
    first.user_name.line.setText("王敏")
    first.centre.line.clear()
    first.centre.line.insert("自贡技术转移中心（示例）")
    first.centre.line.textEdited.emit(first.centre.text())
    first.territories.line.setText("自贡市（示例）、板仓工业园（示例）")
    first.encrypted.setChecked(encrypted)


def test_the_first_start_makes_a_case_file_with_the_user_in_it(started, qtbot, home):
    program = started()
    first = program.surface
    assert isinstance(first, FirstStart)
    fill_in(first, encrypted=False)
    assert first.file_name.text() == "自贡技术转移中心（示例）"
    first.go_on.click()
    window = wait_for_window(qtbot, program)
    book = window.session.book
    assert book.path == home / "Documents" / "回访" / "自贡技术转移中心（示例）.huifang"
    assert [(p.name, p.role) for p in book.select(Person)] == [("王敏", "caseworker")]
    assert {u.name for u in book.select(Unit)} == {"自贡技术转移中心（示例）", "自贡市（示例）", "板仓工业园（示例）"}
    assert setting(book, "centre_name") == "自贡技术转移中心（示例）"
    assert setting(book, "default_scope") == "自贡市（示例）"
    assert "王敏 · 服务专员" in window.status.text()
    assert Settings().get("last_file") == str(book.path)


def test_the_next_start_opens_the_last_file(started, qtbot, home):
    first = started()
    fill_in(first.surface, encrypted=False)
    first.surface.go_on.click()
    path = wait_for_window(qtbot, first).session.book.path
    first.end()
    again = started()
    assert wait_for_window(qtbot, again).session.book.path == path
    assert again.window.session.actor == "王敏"


def test_a_name_is_needed_and_said_at_its_field(started):
    first = started().surface
    first.user_name.line.clear()
    first.go_on.click()
    assert first.user_name.error() == "姓名必填。"
    first.user_name.line.setText("王敏")
    first.centre.line.clear()
    first.go_on.click()
    assert first.centre.error()


@pytest.mark.parametrize(
    ("folder", "name", "said"),
    [("OneDrive", "自贡中心", "同步盘"), ("", "自贡/中心", "不能含有"), ("", "", "名字")],
)
def test_a_file_that_may_not_lie_there_is_refused_at_its_field(started, home, folder, name, said):
    first = started().surface
    fill_in(first, encrypted=False)
    first.file_name.line.setText(name)
    first.folder.line.setText(str(home / folder))
    first.go_on.click()
    assert said in (first.file_name.error() or first.folder.error())


def test_an_encrypted_file_is_made_with_a_recovery_key_that_opens_it(started, qtbot, home):
    program = started()
    fill_in(program.surface, encrypted=True)
    program.surface.go_on.click()
    asked = question(NewPassphrase)
    asked.first.line.setText("太短")
    asked._check()
    assert "8" in asked.first.error()
    asked.first.line.setText(SECRET)
    asked.second.line.setText(SECRET + "错")
    asked._check()
    assert asked.second.error() == "两次输入不一致。"
    asked.second.line.setText(SECRET)
    asked._check()
    shown = wait_for_question(qtbot, RecoveryKey)
    key = shown._key
    assert not shown.go_on.isEnabled()
    shown.reject()
    assert shown.isVisible()
    shown.kept.setChecked(True)
    shown.go_on.click()
    window = wait_for_window(qtbot, program)
    path = window.session.book.path
    assert window.session.book.encrypted
    assert key_file(path).exists()
    program.end()
    again = started()
    trouble = question(OpenTrouble)
    trouble.secret.line.setText("不是这个口令")
    trouble.act.click()
    trouble = wait_for_question(qtbot, OpenTrouble)
    assert "打不开" in trouble.secret.error() or trouble.secret.error()
    trouble.secret.line.setText(key)
    trouble.act.click()
    assert wait_for_window(qtbot, again).session.book.path == path


def test_the_sample_is_written_once_and_opened_from_its_own_day(started, qtbot, home):
    program = started()
    first = program.surface
    first.user_name.line.setText("王敏")
    first._choose("sample")
    first.go_on.click()
    assert not first.go_on.isEnabled()
    window = wait_for_window(qtbot, program)
    assert window.session.is_sample
    assert window.session.today == dt.date(2022, 12, 30)
    assert Settings().get("last_file") is None
    path = window.session.book.path
    window.open_sample()
    assert program.window is window
    program.end()
    again = started()
    again.surface.user_name.line.setText("王敏")
    again.surface._choose("sample")
    again.surface.go_on.click()
    assert wait_for_window(qtbot, again).session.book.path == path


@pytest.fixture
def broken(home, sample):
    """A case file of one's own whose pages are destroyed, with a good backup beside it."""
    path = home / "坏案卷.huifang"
    shutil.copy(sample, path)
    with Casebook.open(path, clock=Clock.fixed(dt.date(2022, 12, 30)), actor="王敏") as book:
        book.back_up("daily")
    content = bytearray(path.read_bytes())
    content[0:16] = b"\x00" * 16
    path.write_bytes(content)
    return path


def test_a_broken_file_is_set_aside_and_the_newest_good_backup_taken(started, qtbot, broken):
    program = started(broken, user="王敏")
    trouble = question(OpenTrouble)
    qtbot.waitUntil(trouble.act.isEnabled, timeout=20000)
    trouble.act.click()
    window = wait_for_window(qtbot, program)
    assert window.session.book.path == broken
    assert window.session.book.count(Person) > 1
    aside = list(broken.parent.glob("坏案卷.broken-*.huifang"))
    assert len(aside) == 1
    assert aside[0].name in " ".join(notice.text for notice in window.tools.notices.told) + window.notices.text()


def test_a_broken_file_without_backup_says_so_and_the_start_window_comes(started, qtbot, home):
    path = home / "别的.huifang"
    path.write_bytes(b"no case file at all" * 100)
    program = started(path, user="王敏")
    trouble = question(OpenTrouble)
    qtbot.waitUntil(lambda: "没有完好的备份" in trouble._offer.accessibleName(), timeout=20000)
    assert not trouble.act.isEnabled()
    trouble.reject()
    assert isinstance(program.surface, FirstStart)


def test_a_file_open_in_another_window_is_told(started, qtbot, sample):
    first = started(sample, user="王敏")
    wait_for_window(qtbot, first)
    started(sample, user="李卓然")
    trouble = question(OpenTrouble)
    assert trouble.windowTitle() == "案卷没有打开"
    trouble.reject()


def test_a_file_of_a_newer_program_can_be_read_and_says_so(started, qtbot, sample):
    raw = sqlcipher.connect(str(sample))
    raw.execute("pragma user_version = 99")
    raw.close()
    window = wait_for_window(qtbot, started(sample, user="王敏"))
    assert "新版" in window.banner.text()
    assert not window.may_write()
    assert not window.top.log_contact.isEnabled()


def test_a_file_in_a_synchronised_folder_is_read_only_and_can_be_copied_here(started, qtbot, home, sample):
    folder = home / "OneDrive"
    folder.mkdir()
    path = folder / "共享案卷.huifang"
    shutil.copy(sample, path)
    program = started(path, user="王敏")
    window = wait_for_window(qtbot, program)
    assert "同步" in window.banner.text()
    assert not window.may_write()
    assert not window.top.log_contact.isEnabled()
    window.move_asked.emit()
    qtbot.waitUntil(lambda: program.window is not window and program.window is not None, timeout=20000)
    moved = wait_for_window(qtbot, program)
    assert moved.session.book.path == home / "Documents" / "回访" / "共享案卷.huifang"
    assert moved.may_write()
    assert moved.banner.isHidden()


def test_another_language_makes_the_window_anew_on_the_same_file(started, qtbot, sample):
    program = started(sample, user="王敏")
    before = wait_for_window(qtbot, program)
    before.show_page("lists")
    before.choose_language("en")
    qtbot.waitUntil(lambda: program.window is not before, timeout=10000)
    after = wait_for_window(qtbot, program)
    assert after.session is before.session
    assert after.page().name == "lists"
    assert after.top.menus.actions()[0].text() == "&File"
    assert Settings().get("language") == "en"
    choose_language("zh_CN")


def test_another_scheme_is_shown_at_once_and_remembered(started, qtbot, sample):
    program = started(sample, user="王敏")
    window = wait_for_window(qtbot, program)
    window.run_command("theme_dark")
    assert window.palette().window().color().lightness() < 100
    assert Settings().get("theme") == "dark"
    window.run_command("theme_light")


def test_closing_the_file_brings_the_start_window_back(started, qtbot, sample):
    program = started(sample, user="王敏")
    wait_for_window(qtbot, program)
    program.window.run_command("close_file")
    assert isinstance(program.surface, FirstStart)
    assert program.window is None


def test_the_start_window_can_be_left_without_losing_the_open_file(started, qtbot, sample):
    program = started(sample, user="王敏")
    window = wait_for_window(qtbot, program)
    window.run_command("new_file")
    assert isinstance(program.surface, FirstStart)
    program.surface.close()
    assert program.surface is window


def test_a_fault_is_logged_and_told_without_case_data(started, qtbot, sample, logged_warnings):
    program = started(sample, user="王敏")
    wait_for_window(qtbot, program)
    try:
        raise ValueError("示例龙川阀门 10000000000")
    except ValueError as bug:
        program.tell_bug(bug)
        program.tell_bug(bug)
        told = diagnosis(bug)
    assert "ValueError" in told
    assert "test_program.py" in told
    assert "龙川" not in told
    assert [line.split(":")[0] for line in logged_warnings] == ["ERROR huifang"] * 2
    logged_warnings.clear()
    crash = question(Crash)
    crash.accept()
    assert program.surface is program.window


def test_a_passphrase_is_changed_in_the_settings(started, qtbot, home):
    path = home / "密.huifang"
    Casebook.create(path, clock=Clock.fixed(dt.date(2022, 12, 30)), actor="王敏", passphrase=SECRET).close()
    program = started(path, user="王敏")
    trouble = question(OpenTrouble)
    trouble.secret.line.setText(SECRET)
    trouble.act.click()
    window = wait_for_window(qtbot, program)
    window.show_page("settings")
    card = window.page().encryption
    card._old.line.setText(SECRET)
    card.change.click()
    asked = question(NewPassphrase)
    for line in (asked.first.line, asked.second.line):
        line.setText("换成另外一个口令")
    asked._check()
    qtbot.waitUntil(lambda: "口令已更换" in window.notices.text(), timeout=20000)
    change_passphrase(path, "换成另外一个口令", SECRET)


def test_questions_leave_nothing_open():
    assert [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog | Window) and w.isVisible()] == []
