"""What a monthly summary tells beside its sentences: the months, the parts, the targets; and its charts."""

from dataclasses import replace

from exports.monthly_course import month_course, parts_words
from exports.monthly_goals import fraction_text, goals_of, missing_words, progress_words, time_gone
from tests.exports.monthly_figures import (
    NANCHUAN_MONTHS,
    figure,
    month_of,
    nanchuan,
    parts_of,
    question,
    round_four,
    told,
)
from tests.exports.monthly_paper import on_paper


def test_the_course_of_the_months_is_told_and_charted_with_the_total_of_the_text(tmp_path):
    modes = {"协调办": 10, "帮代办": 9, "立马办": 9, "入园办": 9}
    month = month_of(nanchuan(), handled_by_month=NANCHUAN_MONTHS, by_mode=modes)
    text = on_paper(tmp_path, month)
    assert "（一）按月情况诉求办理最多的是5月、9月，各5件；10月办理4件，较上月减少1件。" in text
    assert "（二）按服务方式办理的诉求中，协调办10件，帮代办、立马办、入园办各9件，合计37件。" in text
    assert "图1按月办理诉求件，合计37" in text
    assert "图2年度目标进度竖线：时间已过10/12" in text
    assert all(f"{number}月" in text for number in range(1, 11))


def test_a_course_that_does_not_make_the_figure_of_the_text_is_neither_told_nor_charted(tmp_path):
    wrong = (*NANCHUAN_MONTHS[:-1], 5)
    assert month_course(month_of(nanchuan(), handled_by_month=wrong)) is None
    text = on_paper(tmp_path, month_of(nanchuan(), handled_by_month=wrong, by_mode={"协调办": 36, "帮代办": 2}))
    assert "按月" not in text
    assert "按服务方式" not in text
    assert "图1年度目标进度" in text


def test_a_single_month_is_told_within_its_year_from_the_first_month_with_any():
    asked = question("自贡市", "2022-12", today="2022-12-30")
    figures = told(asked, figure("appeals_handled", 4, "4件"))
    course = month_course(month_of(figures, handled_by_month=(0,) * 8 + (5, 0, 0, 4)))
    assert course is not None
    assert course.words == "9—12月，诉求办理最多的是9月，5件；12月办理4件，较上月增加4件。"
    assert course.total == 9
    assert month_course(month_of(figures, handled_by_month=(0,) * 11 + (4,))) is None
    assert month_course(month_of(figures, handled_by_month=(0,) * 9 + (5, 0, 3))) is None


def test_parts_of_a_figure_are_told_where_there_are_several():
    assert parts_words("其中", parts_of("appeals_handled", {"甲": 3, "乙": 3, "丙": 1}), 7) == (
        "其中，甲、乙各3件，丙1件，合计7件。"
    )
    assert parts_words("其中", parts_of("appeals_handled", {"甲": 7}), 7) == ""
    assert parts_words("其中", parts_of("appeals_handled", {"甲": 3, "乙": 3}), 7) == ""
    assert parts_words("其中", None, 7) == ""


def test_progress_and_what_is_missing_to_the_targets():
    month = month_of(nanchuan())
    goals, time = goals_of(month), time_gone(month.figures.question)
    assert progress_words(goals, time) == (
        "签约完成年度目标的76.7%（23/30），协议引资完成66.1%（66.1/100亿元），时间已过83.3%（10/12），均慢于时间进度"
    )
    assert missing_words(goals) == "对照年度目标，还差签约7个、协议引资33.9亿元"
    fast = replace(goals[0], done=25)
    assert progress_words([fast], time).endswith("时间已过83.3%（10/12），不慢于时间进度")
    assert progress_words([fast, goals[1]], time).endswith("，其中协议引资慢于时间进度")
    assert missing_words([replace(goals[0], done=31)]) == ""


def test_a_target_that_is_a_ceiling_is_never_behind_or_missing():
    ceiling = figure("appeals_overdue", 3, "3件", target=(10, "10件以内"))
    goals = goals_of(month_of(told(question("自贡市", "2024-01..2024-10"), ceiling)))
    assert "慢于" not in progress_words(goals, time_gone(question("自贡市", "2024-01..2024-10")))
    assert missing_words(goals) == ""


def test_a_single_month_tells_its_targets_from_january_on(tmp_path):
    target = figure("entries_signed", 23, "23个", target=(30, "30个以上"))
    figures = told(question("南川工业园区", "2024-10"), figure("entries_signed", 2, "2个"))
    text = on_paper(tmp_path, month_of(figures, year_to_date=(target,)))
    assert "2024年10月，签约2个。年初以来，签约完成年度目标的76.7%（23/30）" in text
    assert "下一步对照年度目标，还差签约7个。" in text
    nothing_signed = told(question("南川工业园区", "2024-10"), figure("entries_signed", 0, "0个"))
    text = on_paper(tmp_path, month_of(nothing_signed, year_to_date=(target,)))
    assert "一、项目推进年初以来，签约完成年度目标的76.7%（23/30）" in text


def test_a_frozen_month_takes_nothing_from_the_records_of_today(tmp_path):
    target = figure("entries_signed", 23, "23个", target=(30, "30个以上"))
    figures = told(question("南川工业园区", "2024-10"), figure("entries_signed", 2, "2个"))
    text = on_paper(tmp_path, month_of(figures, year_to_date=(target,), frozen_on="2024-11-02"))
    assert "11月2日定稿" in text
    assert "年度目标" not in text


def test_the_figures_of_a_round_are_never_called_frozen(tmp_path):
    text = on_paper(tmp_path, month_of(round_four(), frozen_on="2022-12-02"))
    assert "定稿" not in text


def test_what_is_late_is_named_as_a_next_step(tmp_path):
    figures = told(
        question("自贡市", "2022-11", round_no=4),
        figure("enterprises_in_round", 18, "18家", sentence="第四轮回访企业18家"),
        figure("enterprises_not_reached", 2, "2家", sentence="未联系2家：示例甲、示例乙"),
        figure("appeals_overdue", 1, "1件"),
    )
    text = on_paper(tmp_path, month_of(figures))
    assert "下一步未联系企业2家、超期诉求1件，须逐件落实。" in text


def test_contacts_are_charted_by_mode_where_the_parts_make_the_total(tmp_path):
    assert "图1按方式走访联系，合计18家次" in on_paper(tmp_path, month_of(round_four()))
    figures = round_four()
    wrong = (replace(f, value=19) if f.key == "contacts_total" else f for f in figures.figures)
    assert "图1" not in on_paper(tmp_path, month_of(told(figures.question, *wrong)))


def test_fractions_say_their_unit_once():
    assert fraction_text("66.1亿元", "100亿元") == "66.1/100亿元"
    assert fraction_text("9000万元", "1亿元") == "9000万元/1亿元"
    assert fraction_text("23个", "30个", with_unit=False) == "23/30"
