"""The monthly summary: sentences word for word, no empty headings, any scope and period, nothing out of place."""

import re
from dataclasses import replace

import pytest

from casework.insight.figure import FigureSet
from casework.language import choose_language
from exports.monthly_words import opening
from tests.exports.monthly_figures import (
    NANCHUAN_MONTHS,
    YI,
    figure,
    listing,
    month_of,
    nanchuan,
    question,
    rate,
    round_four,
    told,
)
from tests.exports.monthly_paper import FACTS, on_paper, pages_of, printed
from tests.exports.paper import page_texts, words_out_of_place


def published() -> dict[str, FigureSet]:
    """The published figures by the name of their scope and the month they end with."""
    sets = (
        nanchuan(),
        round_four(),
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
