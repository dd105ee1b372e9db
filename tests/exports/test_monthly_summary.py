"""The monthly summary: sentences word for word, no empty headings, charts that agree, annexes, any scope and period."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from casework.entities.appeals import Appeal
from casework.insight.case_clocks import CaseClock
from casework.insight.case_story import CaseStory
from casework.insight.figure import FigureSet
from casework.language import choose_language
from exports.monthly_course import month_course, parts_words
from exports.monthly_goals import fraction_text, goals_of, missing_words, progress_words, time_gone
from exports.monthly_records import RecordColumn, RecordsBehind, case_records
from exports.monthly_summary import write_monthly_summary
from exports.monthly_words import opening
from exports.paper_facts import PaperFacts
from tests.exports.monthly_figures import (
    NANCHUAN_MONTHS,
    YI,
    figure,
    month_of,
    nanchuan,
    parts_of,
    question,
    rate,
    told,
)
from tests.exports.paper import page_texts, words_out_of_place

FACTS = PaperFacts(
    centre="示例技术转移中心", made_by="王敏", made_on=dt.date(2024, 11, 4), addressee="园区企业服务工作领导小组"
)


def printed(tmp_path: Path, month, *, facts: PaperFacts = FACTS, **given) -> tuple[bytes, int]:
    target = tmp_path / "小结.pdf"
    result = write_monthly_summary(target, month, facts=facts, **given)
    assert result.missing == frozenset()
    return target.read_bytes(), result.pages


def pages_of(tmp_path: Path, month, **given) -> list[str]:
    return page_texts(printed(tmp_path, month, **given)[0])


def on_paper(tmp_path: Path, month, **given) -> str:
    """The whole text, page numbers and marks in the foot included."""
    return "".join(pages_of(tmp_path, month, **given))


def published() -> dict[str, FigureSet]:
    """The published figures by the name of their scope and the month they end with."""
    sets = (
        nanchuan(),
        told(
            question("自贡市", "2022-11", round_no=4),
            figure("enterprises_in_round", 18, "18家", sentence="第四轮回访企业18家"),
            figure("enterprises_not_reached", 0, "0家"),
            figure("contacts_total", 18, "18家次"),
            figure("contacts_on_site", 9, "9家次"),
            figure("contacts_phone", 5, "5家次"),
            figure("contacts_online", 4, "4家次"),
        ),
        told(
            question("川渝高竹新区", "2022-12"),
            figure("projects_signed", 34, "34个"),
            figure("signed_amount", 107_929 * YI // 100, "1079.29亿元（近1080亿元）", unit="fen", records=34),
            figure("signed_on_site", 9, "9个", base=(9, 34)),
            figure("signed_on_site_amount", 4_248 * YI // 10, "424.8亿元", unit="fen", base=(4248, 107929), records=9),
            figure("projects_promoted", 203, "203个"),
            figure("promoted_amount", 4056 * YI, "4056亿元", unit="fen", records=203),
        ),
        told(
            question("平武县", "..2020-06"),
            figure("visit_batches", 30, "30批次"),
            figure("visit_persons", 285, "285人"),
            figure("joint_meetings", 10, "10次"),
            figure("cooperation_projects", 44, "44个", words="协作项目", unit="个"),
        ),
        told(
            question("四川省科技厅", "..2020-06"),
            figure("cooperation_projects", 173, "170余项"),
            figure("cooperation_funds", 7_683_4000_00, "近7700万元", unit="fen", records=173),
        ),
        told(
            question("自贡市", "2022-12"),
            figure("platforms", 318, "318个", sentence="创新平台318个（自贡市）", source="年报"),
        ),
        told(
            question("西部科学城", "2020-10"),
            figure("suggestions", 712, "712条", source="示例简报"),
            figure("participants", 674, "670余人次", source="示例简报"),
        ),
    )
    return {f"{figures.question.scope_name} {figures.question.period.code}": figures for figures in sets}


SCOPES = (
    "南川工业园区 2024-01..2024-10",
    "自贡市 2022-11",
    "川渝高竹新区 2022-12",
    "平武县 ..2020-06",
    "四川省科技厅 ..2020-06",
    "自贡市 2022-12",
    "西部科学城 2020-10",
)


@pytest.mark.parametrize("scope", SCOPES)
def test_every_sentence_is_printed_word_for_word(tmp_path, scope):
    figures = published()[scope]
    assert figures.sentences
    text = on_paper(tmp_path, month_of(figures))
    for sentence in figures.sentences:
        assert sentence in text
    assert figures.question.scope_name in text
    assert figures.question.period.title() in text


def test_the_published_sentences_are_those_of_the_acceptance():
    sentences = [sentence for figures in published().values() for sentence in figures.sentences]
    for accepted in (
        "第四轮回访企业18家，实地走访9家次，电话沟通5家次，线上联系4家次，未联系0家",
        "帮代办手续300余件；协调解决纠纷150余件；办理诉求37件，满意率100%（37/37）",
        "签约项目34个，金额1079.29亿元（近1080亿元），其中现场签约9个，424.8亿元；推介项目203个，4056亿元",
        "签约23个（年度目标30个以上），协议引资66.1亿元（年度目标100亿元以上），新开工28个，新投产31个",
        "互访30批次285人，联席会议10次，协作项目44个",
        "合作项目170余项，经费近7700万元",
        "创新平台318个（自贡市）",
        "意见建议712条，参与670余人次",
        "工业企业314家，规上97家；重点企业298家，已配企服专员298家",
    ):
        assert accepted in sentences


def test_a_period_without_records_has_no_headings_no_annex_and_no_numbers(tmp_path):
    content, pages = printed(tmp_path, month_of(told(question("平武县", "2022-02"))))
    text = "".join(page_texts(content))
    assert pages == 1
    assert "本期没有登记可统计的工作记录。" in text
    assert "一、" not in text
    assert "附件" not in text
    assert set(re.findall(r"\d+", text.replace("—1—", ""))) == {"2022", "2", "1", "28", "2024", "11", "4"}


def test_only_parts_that_tell_something_are_numbered_in_order(tmp_path):
    figures = told(
        question("自贡市", "2022-12"),
        figure("appeals_handled", 0, "0件"),
        rate("satisfaction_rate", 0, 0, "无数据"),
        figure("demands_posted", 2, "2条"),
        figure("visit_batches", 1, "1批次"),
    )
    text = on_paper(tmp_path, month_of(figures))
    assert "一、供需、撮合与承诺" in text
    assert "二、区域合作" in text
    for word in ("三、", "诉求与办件", "满意率", "无数据", "0件"):
        assert word not in text


def test_a_reported_figure_is_printed_with_its_source_in_text_and_annex(tmp_path):
    reported = figure("platforms", 318, "318个", sentence="创新平台318个（自贡市）", source="示例统计公报")
    foreign = figure("示例指标", 7, "7项", unit="项", words="示例指标", source="示例简报")
    pages = pages_of(tmp_path, month_of(told(question("自贡市", "2022-12"), reported, foreign)))
    assert "一、上报数创新平台318个（自贡市）。示例指标7项。来源：示例统计公报、示例简报。" in pages[0]
    assert "来源：示例统计公报" in pages[1]
    assert "示例指标7项" in pages[1]


def test_the_addressee_stands_only_where_one_is_given(tmp_path):
    month = month_of(nanchuan())
    assert "园区企业服务工作领导小组：" in on_paper(tmp_path, month)
    assert "小结现将" in on_paper(tmp_path, month, facts=replace(FACTS, addressee=""))


def test_the_opening_names_scope_days_as_of_and_how_final_it_is():
    words = "本文各数的范围均为南川工业园区，期间为2024年1月1日至10月31日，时点数截至10月31日，"
    assert words + "11月4日据案卷记录汇总。" in opening(month_of(nanchuan()), FACTS.made_on)
    assert words + "11月5日定稿。" in opening(month_of(nanchuan(), frozen_on="2024-11-05"), FACTS.made_on)
    without_day_numbers = opening(month_of(published()["川渝高竹新区 2022-12"]), FACTS.made_on)
    assert "时点数" not in without_day_numbers
    assert "期间为2022年12月1日至12月31日" in without_day_numbers
    assert "截至2020年6月" in opening(month_of(published()["四川省科技厅 ..2020-06"]), FACTS.made_on)


def test_office_and_date_share_a_page_with_the_end_of_the_text(tmp_path):
    for many in range(0, 60, 3):
        figures = [
            figure(f"示例指标{n}", 7, "7项", unit="项", words=f"示例指标{n}", source="简报") for n in range(many)
        ]
        pages = pages_of(tmp_path, month_of(told(question("自贡市", "2022-12"), *figures)))
        (signed,) = [page for page in pages if page.count("2024年11月4日") and "示例技术转移中心" in page]
        assert "示例技术转移中心2024年11月4日" in signed
        assert re.search(r"。(附件：.*)?示例技术转移中心", signed)


def test_a_heading_never_stands_last_on_a_page(tmp_path):
    base = nanchuan()
    for many in range(0, 44, 4):
        longer = figure("demands_posted", 2, "2条" + "很" * 26 * many)
        figures = told(base.question, *base.figures, longer)
        pages = pages_of(tmp_path, month_of(figures, handled_by_month=NANCHUAN_MONTHS))
        for page in pages:
            assert not re.search(r"([一二三四五六]、|（[一二三]）)\w+$", page)


def test_a_sample_says_so_on_every_page(tmp_path):
    month = month_of(nanchuan())
    assert all("示例数据" in page for page in pages_of(tmp_path, month, facts=replace(FACTS, sample=True)))
    assert not any("示例数据" in page for page in pages_of(tmp_path, month))


def test_a_very_long_source_goes_on_over_the_page(tmp_path):
    long = figure("platforms", 318, "318个", sentence="创新平台318个（自贡市）", source="公报" * 700)
    text = on_paper(tmp_path, month_of(told(question("自贡市", "2022-12"), long)))
    assert text.count("公报") == 1400


def test_two_runs_give_equal_bytes(tmp_path):
    month = month_of(nanchuan(), handled_by_month=NANCHUAN_MONTHS)
    assert printed(tmp_path, month)[0] == printed(tmp_path, month)[0]


# --- what follows from the figures ---


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
    assert "图1按方式走访联系，合计18家次" in on_paper(tmp_path, month_of(published()["自贡市 2022-11"]))
    figures = published()["自贡市 2022-11"]
    wrong = (replace(f, value=19) if f.key == "contacts_total" else f for f in figures.figures)
    assert "图1" not in on_paper(tmp_path, month_of(told(figures.question, *wrong)))


def test_fractions_say_their_unit_once():
    assert fraction_text("66.1亿元", "100亿元") == "66.1/100亿元"
    assert fraction_text("9000万元", "1亿元") == "9000万元/1亿元"
    assert fraction_text("23个", "30个", with_unit=False) == "23/30"


# --- annexes ---


def test_annex_one_shows_value_target_progress_base_the_period_before_and_the_exact_number(tmp_path):
    previous = told(
        question("南川工业园区", "2024-01..2024-09"),
        figure("procedures_handled", 271, "近300件"),
        rate("satisfaction_rate", 33, 33, "100%（33/33）"),
    )
    pages = pages_of(tmp_path, month_of(nanchuan(), previous=previous))
    assert "附件：指标、口径与目标对照表" in pages[1]
    annex = "".join(pages[2:])
    assert "1—10月年度目标进度/基数1—9月口径记录" in annex
    assert "签约23个30个以上76.7%（23/30）" in annex
    assert "66.1亿元100亿元以上66.1%（66.1/100）" in annex
    assert "已配企服专员298家—100%（298/298）" in annex
    assert re.search(r"帮代办手续300余件——近300件.*准确数305件", annex)
    assert "满意率100%—37/3733/33" in annex
    assert "“1—9月”栏按同一口径计算" in annex


def test_columns_for_which_there_is_nothing_are_left_out(tmp_path):
    pages = pages_of(tmp_path, month_of(told(question("自贡市", "2022-12"), figure("demands_posted", 2, "2条"))))
    assert "附件：指标与口径对照表" in pages[0]
    assert "指标12月口径记录" in pages[1]
    for word in ("年度目标", "进度", "注："):
        assert word not in pages[1]


def test_zeros_and_repetitions_are_not_listed(tmp_path):
    figures = told(
        question("自贡市", "2022-12"),
        figure("entries_signed", 2, "2个"),
        figure("projects_signed", 2, "2个"),
        figure("entries_started", 0, "0个"),
        rate("satisfaction_rate_with_basic", 0, 5, "0%（0/5）"),
    )
    annex = pages_of(tmp_path, month_of(figures))[1]
    assert "签约2个" in annex
    for word in ("签约项目", "新开工", "含基本满意"):
        assert word not in annex


def listing(count: int, key: str = "appeals_handled") -> RecordsBehind:
    columns = (RecordColumn(head="编号", is_figure=True), RecordColumn(head="事项", is_wide=True))
    return RecordsBehind(key=key, columns=columns, rows=[(f"SQ-{n:04d}", "用电报装") for n in range(1, count + 1)])


def test_annex_two_holds_every_record_behind_the_figure(tmp_path):
    pages = pages_of(tmp_path, month_of(nanchuan()), behind=[listing(37)])
    assert "附件：1.指标、口径与目标对照表2.办理诉求37件明细" in pages[1]
    assert pages[2].startswith("—3—附件1指标、口径与目标对照表")
    annex = "".join(page for page in pages if "SQ-" in page)
    assert "附件2办理诉求37件明细范围：南川工业园区" in annex
    assert all(annex.count(f"SQ-{n:04d}") == 1 for n in range(1, 38))
    assert "统计时" not in annex


def test_records_that_are_not_those_counted_are_told(tmp_path):
    text = on_paper(tmp_path, month_of(nanchuan()), behind=[listing(36)])
    assert "办理诉求36件明细" in text
    assert "统计时37条，现有36条" in text


def test_records_of_an_unknown_figure_and_empty_lists_make_no_annex(tmp_path):
    assert "附件2" not in on_paper(tmp_path, month_of(nanchuan()), behind=[listing(3, "无此指标"), listing(0)])


def test_five_hundred_records_run_over_pages_with_their_head(tmp_path):
    pages = pages_of(tmp_path, month_of(nanchuan()), behind=[listing(500)])
    listed = [page for page in pages if "SQ-" in page]
    assert len(listed) > 10
    assert all("序号编号事项" in page for page in listed)
    assert sum(page.count("SQ-") for page in listed) == 500


def test_cases_are_listed_by_day_with_their_clock_and_rating():
    def case(number: str, closed: str) -> CaseStory:
        return CaseStory(
            appeal=Appeal(
                id=number,
                number=number,
                enterprise_id="e",
                subject="用电报装",
                accepted_on=dt.date(2024, 1, 2),
                closed_on=dt.date.fromisoformat(closed),
                rating="satisfied",
                confirmation_mode="seal",
            ),
            clock=CaseClock(used=9, limit=10, is_open=False),
        )

    records = case_records(
        "appeals_handled", [case("SQ-2", "2024-02-01"), case("SQ-1", "2024-01-09")], {"e": "示例云岭机电有限公司"}
    )
    assert records.rows[0] == ("SQ-1", "示例云岭机电", "用电报装", "帮代办", "01-09", "9/10", "满意　企业盖章")
    over_years = case_records("appeals_handled", [case("SQ-2", "2023-12-01"), case("SQ-1", "2024-01-09")], {})
    assert [row[4] for row in over_years.rows] == ["2023-12-01", "2024-01-09"]


# --- extremes ---

NAMES = ("川", "自贡", "平武县城", "示例国家级高新技术产业开发区暨流体机械与核技术应用产业创新示范园区")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("fen", "text"), [(100, "1元"), (4056 * YI, "4056亿元"), (12_345_67, "12345.67元")])
def test_names_and_amounts_of_any_length_are_neither_cut_nor_overlapping(tmp_path, name, fen, text):
    figures = told(
        question(name, "2024-01..2024-10"),
        figure("projects_signed", 34, "34个"),
        figure("signed_amount", fen, text, unit="fen", records=34, target=(4056 * YI, "4056亿元以上")),
        figure("signed_on_site_amount", fen, text, unit="fen", base=(fen, 4056 * YI), records=9),
    )
    content, _pages = printed(tmp_path, month_of(figures, previous=figures), facts=replace(FACTS, centre=name))
    pages = page_texts(content)
    assert f"{name}2024年1—10月企业服务工作月度小结" in pages[0]
    assert text in pages[-1]
    assert words_out_of_place(content, tmp_path) == []


def test_a_month_of_every_figure_has_nothing_out_of_place(tmp_path):
    month = month_of(
        nanchuan(), previous=nanchuan(), handled_by_month=NANCHUAN_MONTHS, by_mode={"协调办": 36, "帮代办": 1}
    )
    content, _pages = printed(tmp_path, month, behind=[listing(37)])
    assert words_out_of_place(content, tmp_path) == []


def test_in_english_too(tmp_path):
    choose_language("en")
    figures = told(question("Zigong", "2022-12"), figure("demands_posted", 2, "2"))
    text = on_paper(tmp_path, month_of(figures))
    assert "Zigong,December2022" in text
    assert "1.Demands,matchesandpromises" in text
