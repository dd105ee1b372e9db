"""Papers in the window: what each page prints, the preview before it leaves, many at once with progress and a stop."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.export_records import ExportRecord
from casework.entities.lists import ResponsibilityList
from casework.entities.projects import Project
from casework.entities.visits import Visit
from desktop.dialogs.paper_batch import PaperBatch
from desktop.dialogs.paper_commands import PagePapers
from desktop.dialogs.paper_preview import PaperPreview, pages_words
from desktop.exporting import ExportDesk
from tests.desktop.page_steps import dialog, settled
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]
FIRM = "示例龙川阀门有限公司"
PAPERS = {
    "enterprises": (
        Enterprise,
        FIRM,
        {"print_summary": "个案摘要", "print_brief": "走访提示单", "print_handover": "工作交接单"},
    ),
    "visits": (Visit, "planned", {"print_visit_brief": "走访提示单", "print_route": "走访路线单"}),
    "rounds": (None, "", {"print_statement": "回访结语"}),
    "appeals": (Appeal, "SQ-0005", {"print_case": "办理单"}),
    "projects": (Project, "XM-0005", {"print_project": "个案摘要"}),
    "lists": (ResponsibilityList, "问题清单", {"print_list": "问题清单"}),
}  # fmt: skip


def shown(window, qtbot, name):
    """The page of that name with the record of its papers."""
    window.show_page(name)
    page = window.page()
    settled(page, qtbot)
    kind, words, papers = PAPERS[name]
    if kind is not None:
        book = stored(window)
        planned = "state = 'planned' and contact_mode = 'on_site'"
        found = book.select(Visit, planned, limit=1)[0] if words == "planned" else book.find(kind, words)
        assert page.show_record(kind.type_name, found.id)
        settled(page, qtbot)
        settled(page, qtbot)
    return page, {command.name: command for command in page.commands()}, papers


@pytest.mark.parametrize("name", PAPERS)
def test_every_page_prints_its_papers(window, qtbot, name):
    page, commands, papers = shown(window, qtbot, name)
    for key, words in papers.items():
        assert commands[key].possible()
        assert commands[key].menu == "file"
        assert commands[key].key
        commands[key].do()
        preview = dialog(PaperPreview, qtbot)
        qtbot.waitUntil(lambda found=preview: found.is_set, timeout=20000)
        assert preview.preview.page_count() >= 1
        assert words in "".join(preview.preview.pages().text(0).split())
        preview.close()
        wait_until_idle(qtbot, page.session)


@pytest.fixture
def preview(window, qtbot):
    page, commands, _papers = shown(window, qtbot, "visits")
    commands["print_route"].do()
    found = dialog(PaperPreview, qtbot)
    qtbot.waitUntil(lambda: found.is_set, timeout=20000)
    yield found
    found.close()
    wait_until_idle(qtbot, page.session)


def test_the_preview_finds_words_and_shows_telephone_numbers_only_when_asked(preview, qtbot):
    preview.preview.words.setText("示例")
    assert preview.preview.hits() > 0
    assert "****" in preview.preview.pages().text(0)
    preview.unmasked.click()
    qtbot.waitUntil(lambda: preview.is_set, timeout=20000)
    assert "****" not in preview.preview.pages().text(0)


def test_a_paper_is_saved_and_stands_in_the_log(preview, window, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "路线.pdf"
    monkeypatch.setattr(ExportDesk, "target_asked", lambda *_asked: target)
    qtbot.keyClick(preview, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: target.name in preview.desk.told(), timeout=20000)
    assert target.read_bytes().startswith(b"%PDF")
    assert [r.export_kind for r in stored(window).select(ExportRecord)] == ["route_sheet"]


def test_what_goes_to_a_printer_is_noted_too(preview, window, qtbot, monkeypatch):
    monkeypatch.setattr("desktop.dialogs.paper_preview.ask_and_print", lambda *_asked: 1)
    preview.ask_printer()
    wait_until_idle(qtbot, window.session)
    (noted,) = stored(window).select(ExportRecord)
    assert (noted.export_kind, noted.row_count) == ("route_sheet", 1)
    assert "纸质" in noted.file_name


def test_the_reader_gets_the_pages_that_are_shown(preview, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(
        "desktop.dialogs.paper_preview.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    preview.open_in_reader()
    assert Path(opened[0]).read_bytes().startswith(b"%PDF")


def test_several_pages_say_how_they_are_turned():
    assert "长边" not in pages_words(1)
    assert "长边" in pages_words(2)


def test_a_refusal_stands_where_it_was_asked(window, qtbot):
    page, _commands, _papers = shown(window, qtbot, "projects")
    book = stored(window)
    alone = book.select(Project, "enterprise_id is null", limit=1)[0]
    PagePapers(page.session, page).of_project(alone.id)
    found = dialog(PaperPreview, qtbot)
    wait_until_idle(qtbot, page.session)
    assert "没有所属企业" in found._warning.text()
    assert not found.is_set
    found.close()


@pytest.fixture
def batch(window, qtbot):
    page, commands, _papers = shown(window, qtbot, "rounds")
    commands["print_round"].do()
    found = dialog(PaperBatch, qtbot)
    yield found
    found.close()
    wait_until_idle(qtbot, page.session)


def test_the_enterprises_of_a_round_become_one_booklet(batch, window, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "汇编.pdf"
    monkeypatch.setattr(ExportDesk, "target_asked", lambda *_asked: target)
    assert batch.total == 18
    batch.go.click()
    qtbot.waitUntil(lambda: target.name in batch.desk.told(), timeout=30000)
    (logged,) = stored(window).select(ExportRecord)
    assert (logged.export_kind, logged.row_count >= 19) == ("booklet", True)


def test_one_file_each_can_be_stopped_and_leaves_nothing(batch, window, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(ExportDesk, "folder_asked", lambda *_asked: tmp_path)
    batch.each.click()
    window.session.progressed.connect(lambda _words, done, _total: done == 2 and window.session.cancel_work())
    batch.go.click()
    qtbot.waitUntil(lambda: "没有写出" in batch.desk.told(), timeout=30000)
    assert list(tmp_path.glob("*.pdf")) == []
    assert stored(window).count(ExportRecord) == 0


def test_a_range_of_pages_is_printed_at_three_hundred_dots(preview, tmp_path):
    from desktop.printing import print_pages

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    printer.setFromTo(1, 1)
    assert print_pages(preview.preview.pages(), printer) == 1
    assert (tmp_path / "纸.pdf").stat().st_size > 10_000
