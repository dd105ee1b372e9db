"""The palette: found as typed, chosen by keys, closed without a trace."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.widgets.conftest import click, compose, press, type_in
from widgets.palette import Answering, Palette, PaletteAnswer, PaletteGroup, PaletteHit, PaletteQuestion

FIRMS = ("示例龙川阀门有限公司", "示例自流井流体控制有限公司")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def asked() -> list[str]:
    """The words that were searched for."""
    return []


@pytest.fixture
def palette(shown: Callable, asked: list[str]) -> Palette:
    """A palette over a window with a field."""
    window = QWidget()
    fields = [QLineEdit(window) for _field in range(3)]
    fields[1].setObjectName("before")
    shown(window, 1000, 700)
    fields[1].setFocus()

    def provide(question: PaletteQuestion, answer: Answering) -> None:
        words = question.words
        asked.append(words)
        firms = [
            PaletteHit(id=f"e{n}", title=name, icon="building", marks=(words,))
            for n, name in enumerate(FIRMS)
            if words in name
        ]
        commands = [PaletteHit(id="log", title=f"记一次联系：{words}", icon="add")]
        groups = [
            PaletteGroup(key="enterprise", label="企业", hits=firms, count=len(firms)),
            PaletteGroup(key="command", label="命令", hits=commands if words != "没有" else []),
        ]
        answer(PaletteAnswer(groups=[group for group in groups if question.only in ("", group.key)]))

    return Palette(window, provide, placeholder="搜索")


def test_what_is_typed_is_searched_and_the_first_hit_is_current(palette: Palette, asked: list[str]) -> None:
    palette.open_with()
    type_in(palette.line, "流体")
    assert asked[-1] == "流体"
    assert palette.table.current_row().hit.title == FIRMS[1]
    assert palette.table.current_row().hit.marks == ("流体",)


def test_nothing_is_searched_while_the_input_method_composes(palette: Palette, asked: list[str], qtbot) -> None:
    palette.open_with()
    before = len(asked)
    compose(palette.line, "liu")
    with qtbot.assertNotEmitted(palette.chosen):
        press(palette.line, Qt.Key.Key_Return)
    assert len(asked) == before
    compose(palette.line, "", "流体")
    assert asked[-1] == "流体"


def test_keys_choose_open_beside_and_keep_to_one_kind(palette: Palette, qtbot) -> None:
    palette.open_with("示例")
    press(palette.line, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert palette.table.current_row().hit.id == "log"
    press(palette.line, Qt.Key.Key_Tab)
    assert palette.table.rows_model.rowCount() == 2
    press(palette.line, Qt.Key.Key_Tab)
    press(palette.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as told:
        press(palette.line, Qt.Key.Key_Return, with_=CONTROL)
    assert told.args == ["enterprise", "e1", True]
    assert palette.isVisible()
    palette.open_with("示例")
    with qtbot.waitSignal(palette.chosen) as told:
        press(palette.line, Qt.Key.Key_Return)
    assert told.args == ["enterprise", "e0", False]


def test_it_closes_by_escape_or_a_click_beside_and_gives_the_focus_back(palette: Palette, qtbot) -> None:
    window = palette.window()
    field = window.findChild(QLineEdit, "before")
    palette.open_with()
    assert palette.line.hasFocus()
    with qtbot.waitSignal(palette.closed):
        press(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.focusWidget() is field
    palette.open_with()
    click(palette, 5, 600)
    assert not palette.isVisible()


def test_a_click_on_a_hit_opens_it(palette: Palette, qtbot) -> None:
    palette.open_with("示例")
    rect = palette.table.visualRect(palette.table.rows_model.index(2, 0))
    with qtbot.waitSignal(palette.chosen) as told:
        click(palette.table.viewport(), rect.center().x(), rect.center().y())
    assert told.args == ["enterprise", "e1", False]


def test_nothing_found_is_said_and_enter_does_nothing(palette: Palette, qtbot) -> None:
    palette.open_with("没有")
    assert palette.table.empty.sentence() == "没有找到“没有”。"
    with qtbot.assertNotEmitted(palette.chosen):
        press(palette.line, Qt.Key.Key_Return)


def test_it_keeps_to_its_window(palette: Palette) -> None:
    palette.open_with("示例")
    palette.window().resize(640, 480)
    assert palette.size() == palette.window().size()


class Later:
    """A provider that answers when it is told to, as a search off the window's thread does."""

    def __init__(self) -> None:
        self.questions: list[tuple[PaletteQuestion, Answering]] = []

    def __call__(self, question: PaletteQuestion, answer: Answering) -> None:
        """Keeps the question."""
        self.questions.append((question, answer))

    def answer(self, number: int, *titles: str, count: int | None = 0, key: str = "enterprise") -> None:
        """Answers a question with hits of one group."""
        hits = [PaletteHit(id=title, title=title) for title in titles]
        self.questions[number][1](PaletteAnswer(groups=[PaletteGroup(key=key, label="企业", hits=hits, count=count)]))


@pytest.fixture
def later(shown: Callable) -> tuple[Palette, Later]:
    """A palette whose provider answers later."""
    window, provider = QWidget(), Later()
    shown(window, 1000, 700)
    return Palette(window, provider, placeholder="搜索"), provider


def titles(palette: Palette) -> list[str]:
    """The titles of the hits that are shown."""
    rows = [palette.table.row_at(number) for number in range(palette.table.rows_model.rowCount())]
    return [row.hit.title for row in rows if hasattr(row, "hit")]


def test_an_answer_to_what_is_no_longer_asked_is_dropped(later: tuple[Palette, Later]) -> None:
    palette, provider = later
    palette.open_with()
    type_in(palette.line, "流")
    type_in(palette.line, "体")
    provider.answer(2, "新")
    provider.answer(1, "旧")
    assert [question.words for question, _answer in provider.questions] == ["", "流", "流体"]
    assert titles(palette) == ["新"]


def test_the_counts_come_later_and_the_current_hit_stays(later: tuple[Palette, Later]) -> None:
    palette, provider = later
    palette.open_with("流体")
    provider.answer(0, "甲", "乙", count=None)
    press(palette.line, Qt.Key.Key_Down)
    assert palette.table.current_row().hit.title == "乙"
    provider.answer(0, "甲", "乙", count=40)
    assert palette.table.current_row().hit.title == "乙"
    assert palette.table.row_at(0).note == "40"


def test_all_hits_of_one_kind_are_read_page_by_page(later: tuple[Palette, Later]) -> None:
    palette, provider = later
    palette.open_with("流体")
    provider.answer(0, "甲", count=300)
    press(palette.line, Qt.Key.Key_Tab)
    assert (provider.questions[1][0].only, provider.questions[1][0].limit) == ("enterprise", 127)
    provider.answer(1, *(f"第{n}" for n in range(127)), count=300)
    assert palette.table.rows_model.rowCount() == 301
    assert palette.table.row_at(200) is None
    question = provider.questions[2][0]
    assert (question.offset, question.limit) == (127, 128)
    provider.answer(2, *(f"第{n}" for n in range(127, 255)), count=300)
    assert palette.table.row_at(200).hit.title == "第199"


def test_an_earlier_search_fills_the_line_and_stays_open(later: tuple[Palette, Later], qtbot) -> None:
    palette, provider = later
    palette.open_with()
    hit = PaletteHit(id="a", title="轴承 类型:诉求", fills="轴承 类型:诉求")
    provider.questions[0][1](PaletteAnswer(groups=[PaletteGroup(key="earlier", label="搜过", hits=[hit])]))
    with qtbot.assertNotEmitted(palette.chosen):
        press(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert provider.questions[-1][0].words == "轴承 类型:诉求"
