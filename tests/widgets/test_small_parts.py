"""The smaller parts: side bar, notices, buttons, segments, steps, clocks, figures, charts, progress, drop zone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication

from casework.errors import NotFound
from casework.language import choose_language
from tests.widgets.conftest import click, press
from widgets.buttons import Button, icon_button, key_words
from widgets.charts import BarChart, Part, Series, ShareBars, StackedBar
from widgets.clock_ring import ClockFacts, ClockRing
from widgets.drop_zone import DropZone
from widgets.figures import FigureFacts, FigureStrip, FigureTile, StripFigure
from widgets.notice_bar import NoticeBar
from widgets.pieces import Key, Words
from widgets.progress import Progress
from widgets.segmented import Segment, Segmented
from widgets.side_bar import NARROW, WIDE, SideBar, SideEntry, SideItem
from widgets.stepper import Step, Stepper, StepState

OPTIONS = [("on_site", "实地"), ("phone", "电话"), ("online", "线上")]
PAGES = [
    SideEntry(key="today", label="今日", icon="home"),
    SideEntry(key="appeals", label="诉求", icon="chat_bubbles_question", group=1),
    SideEntry(key="settings", label="设置", icon="settings", foot=True),
]


def test_the_side_bar_goes_to_pages_and_tells_what_waits(shown: Callable, qtbot) -> None:
    bar = SideBar(PAGES)
    shown(bar, 184, 400)
    bar.set_count("today", 7)
    bar.set_count("appeals", 19, 2)
    items = {item.entry.key: item for item in bar.findChildren(SideItem)}
    assert [item.accessibleName() for item in items.values()] == ["今日 7 件待办", "诉求 2 超期", "设置"]
    with qtbot.waitSignal(bar.chosen) as told:
        qtbot.mouseClick(items["appeals"], Qt.MouseButton.LeftButton)
    assert (told.args, bar.page()) == (["appeals"], "appeals")
    items["appeals"].setFocus()
    with qtbot.waitSignal(bar.chosen):
        press(items["appeals"], Qt.Key.Key_Up)
    with qtbot.assertNotEmitted(bar.chosen):
        bar.show_page("settings")


def test_a_narrow_side_bar_says_its_words_in_tooltips(shown: Callable) -> None:
    bar = SideBar(PAGES)
    shown(bar, 184, 400)
    item = bar.findChildren(SideItem)[1]
    assert (bar.width(), item.toolTip()) == (WIDE, "")
    bar.set_narrow(narrow=True)
    bar.set_count("appeals", 19, 2)
    assert (bar.width(), item.toolTip()) == (NARROW, "诉求 2 超期")


def test_a_notice_offers_the_way_back_and_leaves_no_timer(shown: Callable, qtbot) -> None:
    from PySide6.QtCore import QTimer

    bar = NoticeBar()
    shown(bar, 600, 40)
    bar.tell("已把 3 件交给周倩", undo=True)
    timer = bar.findChild(QTimer)
    assert (bar.text(), bar.offers_undo, timer.isActive()) == ("已把 3 件交给周倩", True, True)
    with qtbot.waitSignal(bar.undo_asked):
        qtbot.mouseClick(bar.undo_button(), Qt.MouseButton.LeftButton)
    assert (bar.isVisible(), timer.isActive()) == (False, False)
    opened: list[str] = []
    bar.tell("已写好 18 份", action="打开文件夹", run=lambda: opened.append("folder"))
    assert not bar.offers_undo
    qtbot.mouseClick(next(b for b in bar.findChildren(Button) if b.text() == "打开文件夹"), Qt.MouseButton.LeftButton)
    assert opened == ["folder"]
    bar.hide()


def test_a_known_error_is_told_with_its_remedy_and_stays(shown: Callable) -> None:
    from PySide6.QtCore import QTimer

    bar = NoticeBar()
    shown(bar, 600, 40)
    bar.warn(NotFound("没有叫“龙川”的企业。", remedy="可能是：", candidates=["示例龙川阀门", "示例龙川电子"]))
    assert bar.text() == "没有叫“龙川”的企业。 可能是： 示例龙川阀门 / 示例龙川电子"
    assert not bar.findChild(QTimer).isActive()


def test_a_button_says_what_it_does_even_without_words() -> None:
    assert key_words("Ctrl+Return") == "Ctrl+↵"
    assert key_words("Ctrl+Shift+S") == "Ctrl+Shift+S"


def test_a_button_is_never_cut_and_always_named(qtbot) -> None:
    button, bare = Button("保存并到下一家(&S)", "arrow_right", key="Ctrl+Return"), icon_button("add", "新建")
    for each in (button, bare):
        qtbot.addWidget(each)
    spare = button.sizeHint().width() - button.minimumSizeHint().width()
    assert spare == round(Key(key_words("Ctrl+Return")).width) + 6
    assert bare.minimumSizeHint() == bare.sizeHint()
    assert (button.accessibleName(), bare.accessibleName(), bare.toolTip()) == ("保存并到下一家(S)", "新建", "新建")


def test_segments_choose_by_click_arrow_and_digit(shown: Callable, qtbot) -> None:
    made = Segmented(OPTIONS, "on_site", name="方式")
    shown(made, 300, 32)
    told: list[str] = []
    made.changed.connect(told.append)
    segments = made.segments()
    segments[0].setFocus()
    press(segments[0], Qt.Key.Key_Right)
    press(segments[1], Qt.Key.Key_3)
    qtbot.mouseClick(segments[0], Qt.MouseButton.LeftButton)
    assert told == ["phone", "online", "on_site"]
    made.set_value("phone")
    assert (made.value(), told[-1]) == ("phone", "on_site")
    qtbot.mouseClick(segments[1], Qt.MouseButton.LeftButton)
    assert made.value() == "phone"
    assert reachable(made) == [segments[1]]
    qtbot.mouseClick(segments[2], Qt.MouseButton.LeftButton)
    assert reachable(made) == [segments[2]]


def reachable(made: Segmented) -> list[Segment]:
    """The segments at which the tab key stops."""
    return [s for s in made.segments() if s.focusPolicy() == Qt.FocusPolicy.StrongFocus]


def test_an_optional_choice_can_be_taken_back(shown: Callable, qtbot) -> None:
    made = Segmented(OPTIONS, "phone", name="方式", optional=True)
    shown(made, 300, 32)
    qtbot.mouseClick(made.segments()[1], Qt.MouseButton.LeftButton)
    assert made.value() == ""
    qtbot.mouseClick(made.segments()[1], Qt.MouseButton.LeftButton)
    assert made.value() == "phone"
    made.set_value("no such code")
    assert made.value() == ""


def test_steps_are_said_in_words_and_chosen_by_keys(shown: Callable, qtbot) -> None:
    steps = [
        Step(key="accepted", label="受理", note="王敏 11-11", state=StepState.DONE),
        Step(key="confirmed", label="企业确认", state=StepState.CURRENT),
        Step(key="closed", label="办结"),
    ]
    made = Stepper(steps, name="闭环")
    shown(made, 600, 84)
    made.setFocus()
    assert made.accessibleName() == "闭环：企业确认，当前步骤"
    press(made, Qt.Key.Key_Left)
    assert made.accessibleName() == "闭环：受理，已完成，王敏 11-11"
    with qtbot.waitSignal(made.chosen) as told:
        press(made, Qt.Key.Key_Return)
    assert told.args == ["accepted"]
    with qtbot.waitSignal(made.chosen) as told:
        click(made, 580, 20)
    assert told.args == ["closed"]


def test_a_clock_is_said_in_words(qtbot) -> None:
    facts = ClockFacts(used=5, limit=10, stopped=2, running=False, lines=[[Words("到期 11-25")]])
    made = ClockRing("对企业的钟", facts)
    qtbot.addWidget(made)
    assert made.accessibleName() == "对企业的钟：10 个工作日已用 5 个，停钟2天，正在停钟，到期 11-25"
    made.show_clock(ClockFacts(used=0, limit=0))
    assert made.accessibleName() == "对企业的钟：未设时限"


def test_figures_tell_their_base_and_open(shown: Callable, qtbot) -> None:
    facts = FigureFacts(
        key="closed",
        label="办结诉求",
        number="37",
        measure="件",
        base="办结率 92.5%（37/40）",
        comparison="比 9 月 ＋4",
        trace=(1, 2),
    )
    tile = FigureTile(facts)
    shown(tile, 280, 100)
    assert tile.accessibleName() == "办结诉求 37 件，办结率 92.5%（37/40），比 9 月 ＋4"
    with qtbot.waitSignal(tile.clicked):
        press(tile, Qt.Key.Key_Space)
    strip = FigureStrip([StripFigure(key="late", label="已逾期", number="3", measure="项")])
    shown(strip, 400, 70)
    with qtbot.waitSignal(strip.chosen) as told:
        press(strip.findChildren(QAbstractButton)[0], Qt.Key.Key_Space)
    assert told.args == ["late"]
    strip.show_figures([StripFigure(key="a", label="a", number="1"), StripFigure(key="b", label="b", number="2")])
    strip.show_figures([])


def test_charts_say_their_numbers_and_never_a_nought_for_nothing(qtbot) -> None:
    bars, parts, shares = BarChart(name="走访"), StackedBar(name="第四轮"), ShareBars(name="构成")
    for chart in (bars, parts, shares):
        qtbot.addWidget(chart)
    bars.show_series(["9月", "10月"], Series(name="受理", values=(42, 40)), Series(name="办结", values=(30, 37)))
    assert bars.accessibleName() == "走访，受理 9月 42、10月 40，办结 9月 30、10月 37"
    bars.show_series([], Series(name="受理", values=()))
    assert bars.accessibleName() == "走访"
    parts.show_parts([Part(label="实地走访", count=6, tone="blue"), Part(label="未联系", count=0, tone="line")])
    assert parts.accessibleName() == "第四轮：实地走访 6、未联系 0"
    parts.show_parts([])
    shares.show_rows([("用地用能", 14, "14 件", "35.0%")])
    assert shares.accessibleName() == "构成：用地用能 14 件 35.0%"
    for chart in (bars, parts, shares):
        chart.grab()


def test_progress_is_said_cancelled_and_hidden(shown: Callable, qtbot) -> None:
    made = Progress()
    shown(made, 400, 60)
    made.start("正在导入", 132, "行")
    made.advance(82)
    bar = made.findChildren(type(made._bar))[0]
    assert bar.accessibleName() == "正在导入 82 / 132 行"
    assert bar.share == pytest.approx(82 / 132)
    with qtbot.waitSignal(made.cancelled):
        press(made, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(made.cancelled):
        press(made, Qt.Key.Key_Escape)
    made.finish()
    assert not made.isVisible()
    made.start("正在数", cancels=False)
    assert (bar.share, made.cancel.isVisible()) == (0, False)


def test_files_that_fit_are_taken_and_others_refused(shown: Callable, qtbot, tmp_path: Path) -> None:
    zone = DropZone(endings=[".xlsx", ".et"])
    shown(zone, 300, 34)
    data = QMimeData()
    paths = [tmp_path / "名册.XLSX", tmp_path / "名册.exe"]
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    given: list[object] = []
    zone.files_given.connect(given.append)
    zone.refused.connect(given.append)
    assert zone.take(data)
    assert given == ["名册.exe", [str(paths[0])]]
    assert not zone.take(QMimeData())


def test_a_pasted_picture_is_handed_over_as_png(shown: Callable, qtbot) -> None:
    zone = DropZone()
    shown(zone, 300, 34)
    zone.setFocus()
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(picture)
    with qtbot.waitSignal(zone.picture_given) as told:
        press(zone, Qt.Key.Key_V, with_=Qt.KeyboardModifier.ControlModifier)
    assert bytes(told.args[0]).startswith(b"\x89PNG")
    with qtbot.waitSignal(zone.clicked):
        press(zone, Qt.Key.Key_Return)


def test_english_is_spoken_too(qtbot) -> None:
    choose_language("en")
    zone = DropZone()
    qtbot.addWidget(zone)
    assert zone.accessibleName() == "Drop files here, or paste a picture with Ctrl+V"
