"""A painted line: what gives way where room is short, and how it is said in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from widgets.labels import LineLabel
from widgets.painting import fitted, paint_line
from widgets.pieces import Chip, Icon, Words, caption, fixed, line_width, spoken
from widgets.tokens import DARK, LIGHT, Family, Tokens
from widgets.wrapped import wrapped_lines

SUBJECT = Words("员工子女就学，请协调园区对口学校学位")


@pytest.fixture(autouse=True)
def letters(theme) -> None:
    """Widths are those of the program's own letters."""


@given(room=st.integers(min_value=0, max_value=600), words=st.lists(st.text(max_size=12), max_size=4))
def test_chips_stay_whole_and_numbers_as_long_as_text_can_give_way(room: int, words: list[str]) -> None:
    left, right = (
        [*(Words(text) for text in words), fixed("SQ-0239")],
        [Words("立马办"), Chip("企业确认", Family.GREEN)],
    )
    pieces = [*left, *right]
    widths = fitted(left, room, right)
    text, number, at_right = sum(widths[: len(words)]), widths[len(words)], widths[-2]
    assert widths[-1] == right[-1].width
    assert all(0 <= width <= piece.width + 1 for width, piece in zip(widths, pieces, strict=True))
    if text > 0.01:
        assert at_right == right[0].width + 1
    if text + at_right > 0.01:
        assert number == left[-1].width + 1
    if text + at_right + number > 0.01:
        assert sum(widths) + 6 * (len(pieces) - 1) <= max(room, line_width(pieces)) + len(pieces) + 0.01


def test_nothing_is_painted_over_something_else() -> None:
    left, right = [fixed("超期 123 个工作日")], [Words("协调办"), Chip("督办", Family.RED)]
    widths = fitted(left, 120, right)
    assert sum(widths) + 2 * 6 == pytest.approx(120)
    assert widths[1] == 0


def test_the_longest_text_gives_way_first() -> None:
    short = Words("短")
    widths = fitted([short, SUBJECT], short.width + 80)
    assert widths[0] == short.width + 1
    assert widths[1] < SUBJECT.width


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_a_search_hit_is_laid_on_the_mark_colour(tokens: Tokens) -> None:
    stage = QImage(300, 30, QImage.Format.Format_ARGB32_Premultiplied)
    stage.fill(QColor(tokens.card))
    painter = QPainter(stage)
    paint_line(painter, tokens, QRectF(0, 0, 300, 30), [Words("高压球阀阀座密封", marks=("阀座",))])
    painter.end()
    colours = {stage.pixelColor(x, y).name().upper() for x in range(300) for y in range(30)}
    assert tokens.mark in colours


def test_a_line_is_said_in_words_and_explains_what_is_cut(shown) -> None:
    pieces = [fixed("SQ-0239"), SUBJECT, Chip("企业确认"), Icon("call", text="电话"), Icon("add")]
    assert spoken(pieces) == "SQ-0239 员工子女就学，请协调园区对口学校学位 企业确认 电话"
    label = LineLabel(pieces, [caption("剩 1 个工作日")])
    shown(label, 900, 24)
    assert (label.accessibleName(), label.toolTip()) == (spoken(pieces) + " 剩 1 个工作日", "")
    label.resize(260, 24)
    assert label.toolTip() == label.accessibleName()
    assert label.minimumSizeHint().width() < label.sizeHint().width()


@given(text=st.text(alphabet="阀座密封在动水工况 320h。\n", max_size=60), width=st.integers(20, 300))
def test_wrapped_text_loses_nothing(text: str, width: int) -> None:
    lines = wrapped_lines(text, width)
    assert "".join(lines) == text.replace("\n", "")


def test_too_many_lines_end_with_an_ellipsis() -> None:
    lines = wrapped_lines(SUBJECT.text * 4, 120, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert wrapped_lines("短", 120, most=2) == ("短",)
