"""Marks tell their rank without colour; charts tell the same figure as the text."""

import pytest

from exports.charts import Bars, ChartPair, ChartTitle, Goal, GoalBars, Share, SplitBar
from exports.marks import (
    STATE_FORMS,
    Chip,
    ChipForm,
    Clock,
    Ladder,
    Marked,
    Step,
    YearMark,
    state_chip,
    year_marks_legend,
)
from exports.styles import FIGURE, OFFICIAL_LEADING
from tests.exports.paper import page_texts, print_paper

TITLE = ChartTitle(number="图1", name="按月办理诉求", unit="件，合计37")
MONTHS = [(f"{month}月", count) for month, count in enumerate((2, 3, 4, 3, 5, 4, 4, 3, 5, 4), 1)]


def drawn(block) -> tuple[str, str]:
    """The text and the drawing operators of a page that holds one block."""
    import io

    import pypdf

    content, _ = print_paper(lambda: [block])
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    return page_texts(content)[0], page.get_contents().get_data().decode("latin-1")


@pytest.mark.parametrize("code", [*STATE_FORMS, "anything_else"])
def test_every_state_prints_its_word(code):
    assert "词语" in drawn(state_chip(code, "词语"))[0]


def test_the_forms_of_chips_differ_without_colour():
    def shape(form):
        operators = drawn(Chip("词", form, "#000000"))[1]
        return (
            operators.count(" c "),
            "] 0 d" in operators and "[1.6" in operators,
            "Bold" in form,
            operators.count("re") + operators.count(" B"),
        )

    forms = {form: drawn(Chip("词", form, "#000000"))[1] for form in ChipForm}
    assert len(set(forms.values())) == len(ChipForm)
    assert shape(ChipForm.WAITING)[1]
    assert not shape(ChipForm.PLAIN)[1]
    assert shape(ChipForm.URGENT)[0] > shape(ChipForm.PLAIN)[0]


def test_a_chip_too_long_for_its_room_is_cut():
    chip = Chip("很长的办理状态名称" * 3)
    assert chip.natural_width > 150
    chip.fit(60)
    assert "…" in drawn_at_width(chip, 60)


def drawn_at_width(block, width) -> str:
    from exports.table_layout import TableColumn, plain_row
    from exports.tables import DataTable

    return drawn(DataTable([TableColumn(width=width, head="甲"), TableColumn(head="乙")], [plain_row(block, "")]))[0]


def test_a_clock_tells_used_days_limit_and_word():
    assert "9/20停钟27日" in drawn(Clock(9, 20, "停钟27日"))[0]
    assert "4/2超2日" in drawn(Clock(4, 2, "超2日"))[0]
    assert "0/0未定" in drawn(Clock(0, 0, "未定"))[0]


def test_a_ladder_tells_every_stage_and_its_date():
    steps = [
        Step(word="对接", entered="11-24"),
        Step(word="意向"),
        Step(word="签约", entered="12-16"),
        Step(word="中试"),
    ]
    assert drawn(Ladder(steps, 2))[0].endswith("对接11-24意向—签约12-16中试—")


def test_marks_of_years_differ_and_have_a_legend():
    assert len({drawn(YearMark(state))[1] for state in ("valid", "lapsed", "none")}) == 3
    assert year_marks_legend() == "■ 当年有效　⊠ 到期未续　· 无"


def test_a_marked_text_runs_over_lines_beside_its_chip():
    marked = Marked(Chip("合并"), "先联系李科长，" * 20, FIGURE)
    assert marked.fit(200) > 5 * FIGURE.leading
    assert drawn(marked)[0].count("先联系李科长，") == 20


def test_a_chart_carries_every_number_and_refuses_another_total():
    text = drawn(Bars(TITLE, MONTHS, total=37))[0]
    assert "图1按月办理诉求件，合计37" in text
    assert all(f"{count}{label}" in text for label, count in MONTHS)
    with pytest.raises(ValueError, match="38"):
        Bars(TITLE, MONTHS, total=38)


def test_charts_are_whole_lines_high():
    goals = GoalBars(
        TITLE,
        [Goal(name="签约项目", fraction="23/30个", percent="76.7%", done=23 / 30)],
        time_gone=10 / 12,
        time_words="时间 83.3%",
    )
    pair = ChartPair(Bars(TITLE, MONTHS, total=37), goals, "范围：示例园区")
    assert pair.fit(442) == pytest.approx(6 * OFFICIAL_LEADING)
    text = drawn(pair)[0]
    assert "76.7%" in text
    assert "23/30个" in text
    assert "时间83.3%" in text
    long_note = ChartPair(Bars(TITLE, MONTHS, total=37), goals, "范围与口径" * 60)
    assert long_note.fit(442) % OFFICIAL_LEADING == pytest.approx(0, abs=0.001) or long_note.fit(442) > pair.fit(442)


def test_goals_beyond_their_target_stay_inside_the_bar():
    goal = Goal(name="签约项目", fraction="40/30个", percent="133.3%", done=40 / 30)
    assert "133.3%" in drawn(GoalBars(TITLE, [goal], time_gone=1, time_words="时间 100%"))[0]


def test_a_split_bar_tells_parts_and_fractions_and_refuses_another_total():
    shares = [
        Share(word="实地走访", count=9, counted="9家"),
        Share(word="电话沟通", count=5, counted="5家"),
        Share(word="线上联系", count=4, counted="4家"),
        Share(word="未联系", count=0, counted="0家"),
    ]
    text = drawn(SplitBar(shares, total=18))[0]
    assert "实地走访9家9/18" in text
    assert "线上联系4家4/18" in text
    assert "未联系" not in text
    with pytest.raises(ValueError, match="19"):
        SplitBar(shares, total=19)


def test_small_parts_of_a_split_bar_keep_their_words_apart():
    shares = [
        Share(word="实地走访", count=97, counted="97家"),
        *[Share(word=word, count=1, counted="1家") for word in ("电话沟通", "线上联系", "座谈会")],
    ]
    bar = SplitBar(shares, total=100)
    assert bar.fit(400) > SplitBar(shares[:1], total=97).fit(400)
    text = drawn(bar)[0]
    assert all(f"{word}1家1/100" in text for word in ("电话沟通", "线上联系", "座谈会"))


def test_a_chart_of_nothing_still_prints():
    assert "0" in drawn(Bars(TITLE, [("1月", 0)], total=0))[0]
    drawn(SplitBar([], total=0))
    drawn(Bars(TITLE, [], total=0))
