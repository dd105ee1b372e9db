"""The case summary: one page where it fits, over pages where it does not, nothing cut, kinds of money never added."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from casework.insight.case_clocks import CaseClock
from casework.language import choose_language
from exports.case_summary import write_case_summary
from exports.paper_facts import PaperFacts
from tests.exports.case_stories import TODAY, bare_story, ordinary_story, with_cases, with_facts
from tests.exports.paper import page_texts, words_out_of_place

FACTS = PaperFacts(centre="示例技术转移中心", made_by="王敏", made_on=TODAY)
YI = 100_000_000 * 100


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory):
    choose_language("zh_CN")
    return ordinary_story(tmp_path_factory.mktemp("story"))


@pytest.fixture
def bare(tmp_path):
    return bare_story(tmp_path)


def printed(tmp_path: Path, story, **given) -> bytes:
    target = tmp_path / "摘要.pdf"
    result = write_case_summary(target, story, **({"facts": FACTS} | given))
    content = target.read_bytes()
    assert result.missing == frozenset()
    assert result.pages == len(page_texts(content))
    return content


def pages_of(tmp_path: Path, story, **given) -> list[str]:
    return page_texts(printed(tmp_path, story, **given))


def test_an_ordinary_enterprise_stands_on_one_page_with_all_its_parts(tmp_path, ordinary):
    content = printed(tmp_path, ordinary)
    (page,) = page_texts(content)
    for words in (
        "企业服务个案摘要",
        f"个案{ordinary.enterprise.number}依据截至2022年12月30日的记录",
        "示例龙川阀门有限公司（简称龙阀）",
        "91999999MA10000929",
        "自贡市·板仓工业园",
        "王敏（2021-03起，接周倩）",
        "赵工技术总监100****0016",
        "2.36亿元（2021年度，同比增长12.4%）",
        "1087.5万元（2021年度，占4.6%）",
        "一、资质与各轮联系",
        "第一轮03-20实地走访赵工",
        "第三轮—未联系——",
        "下次01-09——看试验段首批数据",
        "二、时间线",
        "三、诉求与办件",
        "诉求2件、手续1件、纠纷1件；办结2件，在办2件；满意率100%（1/1）",
        "四、需求与撮合",
        "五、项目",
        "卡点10天：验收指标企业未定",
        "六、未兑现的承诺",
        "三家检测机构名单，问100****0017王敏→赵工",
        "经办人审核人企业阅知",
    ):
        assert words in page
    assert words_out_of_place(content, tmp_path) == []


def test_an_enterprise_of_which_only_the_name_is_known_has_no_empty_parts(tmp_path, bare):
    content = printed(tmp_path, bare)
    (page,) = page_texts(content)
    assert "示例新办企业" in page
    assert page.count("—") == 7  # every fact but the name
    assert "经办人" in page
    assert not re.search("[一二三四五六]、", page)
    assert "0" not in page.replace("2022", "").replace("12月30日", "").replace("GA-0001", "")


def test_numbers_are_consecutive_where_parts_are_left_out(tmp_path, ordinary):
    (page,) = pages_of(tmp_path, replace(ordinary, rounds=(), classes=(), next_contact=None, demands=(), projects=()))
    assert re.findall("[一二三四五六]、(?:时间线|诉求与办件|未兑现的承诺)", page) == [
        "一、时间线",
        "二、诉求与办件",
        "三、未兑现的承诺",
    ]


@pytest.mark.parametrize("missing", ["classes", "rounds"])
def test_classes_and_rounds_stand_alone_where_the_other_is_missing(tmp_path, ordinary, missing):
    given = {"rounds": (), "next_contact": None} if missing == "rounds" else {"classes": ()}
    (page,) = pages_of(tmp_path, replace(ordinary, **given))
    assert ("一、资质" in page) is (missing == "rounds")
    assert ("一、各轮联系" in page) is (missing == "classes")
    assert ("当年有效" in page) is (missing == "rounds")


def test_telephone_numbers_are_masked_unless_told_otherwise(tmp_path, ordinary):
    (masked,) = pages_of(tmp_path, ordinary)
    assert "10000000016" not in masked
    assert "10000000017" not in masked
    assert "联系方式已遮蔽" in masked
    (full,) = pages_of(tmp_path, ordinary, masked=False)
    assert "10000000016" in full
    assert "10000000017" in full
    assert "联系方式已遮蔽" not in full


def test_kinds_of_money_stand_apart_and_are_never_added(tmp_path, ordinary):
    (page,) = pages_of(tmp_path, ordinary)
    assert "意向金额合同金额到账金额" in page
    assert "30万元28万元9万元" in page
    for total in ("58万元", "37万元", "67万元", "合计"):
        assert total not in page
    assert "协议引资" not in page
    invested = replace(ordinary.projects[0], project=replace(ordinary.projects[0].project, agreed_investment=YI))
    (page,) = pages_of(tmp_path, replace(ordinary, projects=(invested,)))
    assert "意向金额协议引资合同金额到账金额" in page
    assert "30万元1亿元28万元9万元" in page


def test_a_ladder_shows_days_of_this_year_and_months_of_others(tmp_path, ordinary):
    (page,) = pages_of(tmp_path, ordinary)
    assert re.search(r"对接2021-11意向11-28签约—中试—产业化—|2021-11.*11-28", page)


def test_every_case_says_its_state_clock_and_rating(tmp_path, ordinary):
    (page,) = pages_of(tmp_path, ordinary)
    open_appeal = next(case for case in ordinary.cases if case.appeal.subject == "试验场地临时用电")
    over = open_appeal.clock.used - 10
    assert f"试验场地临时用电帮代办超期{open_appeal.clock.used}/10超{over}个工作日未评价（在办）" in page
    assert re.search(r"出口退税单证补办帮代办办结\d+/10按时满意电话", page)
    assert re.search(r"【纠纷】外协件扣款帮代办受理\d+个工作日未评价（在办）", page)


def test_cases_in_hand_stand_before_newer_ones_that_are_closed(tmp_path, ordinary):
    newest_first = sorted(ordinary.cases, key=lambda case: case.clock.is_open)
    (page,) = pages_of(tmp_path, replace(ordinary, cases=tuple(newest_first), happenings=()))
    closed = [case.appeal.subject for case in newest_first if not case.clock.is_open]
    in_hand = [case.appeal.subject for case in newest_first if case.clock.is_open]
    assert max(map(page.index, in_hand)) < min(map(page.index, closed))


def test_the_figures_of_a_clock_push_its_word_aside(tmp_path, ordinary):
    case = ordinary.cases[0]
    years_over = replace(case, clock=CaseClock(used=1234, limit=1000, is_open=False))
    content = printed(tmp_path, replace(ordinary, cases=(years_over,)))
    assert "1234/1000超234个工作日" in "".join(page_texts(content))
    assert words_out_of_place(content, tmp_path) == []


def test_a_merged_case_has_no_clock_and_no_rating(tmp_path, ordinary):
    case = ordinary.cases[0]
    merged = replace(case, appeal=replace(case.appeal, state="merged"), clock=replace(case.clock, is_open=False))
    (page,) = pages_of(tmp_path, replace(ordinary, cases=(merged,)))
    assert re.search("并案——", page)


def test_promises_tell_whether_they_are_late_or_carried_over(tmp_path, ordinary):
    late, in_time = ordinary.promises
    carried = replace(in_time, commitment=replace(in_time.commitment, carried_from_id="earlier"))
    (page,) = pages_of(tmp_path, replace(ordinary, promises=(late, carried)))
    assert "2022-12-23逾期" in page
    assert "2023-01-06已结转" in page
    assert "共2条" in page


def test_a_demand_without_a_match_says_so(tmp_path, ordinary):
    (page,) = pages_of(tmp_path, ordinary)
    assert "阀杆耐蚀涂层完整度：缺详细内容、预算、验收指标、需求期限、期望成熟度尚未撮合" in page
    assert "1/12已联系" in page


def test_a_compact_summary_says_what_it_leaves_out(tmp_path, ordinary):
    demand = ordinary.demands[1] if ordinary.demands[1].matches else ordinary.demands[0]
    match = demand.matches[0]
    refused = replace(match, match=replace(match.match, state="refused", reason="对方任务涉密"))
    longer = replace(demand, matches=(match, refused))
    seen: list[bool] = []
    for count in range(4, 30):
        story = replace(with_cases(ordinary, count), demands=(longer,))
        pages = pages_of(tmp_path, story)
        text = "".join(pages)
        assert ("不合适的1对未列" in text) is ("对方任务涉密" not in text)
        seen.append("未列" in text)
        if len(pages) > 1:
            break
    assert seen == [False] * seen.index(True) + [True] * sum(seen) + [False]  # all, then less, then two pages


def test_the_timeline_is_as_long_as_the_page_allows(tmp_path, ordinary):
    happening = ordinary.happenings[0]
    many = tuple(replace(happening, text=f"第{n}次走访") for n in range(30))
    shown: list[int] = []
    for count in (0, 4, 8, 40):
        story = replace(with_cases(ordinary, count), happenings=many)
        shown.append("".join(pages_of(tmp_path, story)).count("次走访"))
    assert shown[0] == 12
    assert shown == [*sorted(shown[:-1], reverse=True), 12]
    assert min(shown) >= 4
    (page,) = pages_of(tmp_path, replace(with_cases(ordinary, 0), happenings=many))
    assert "近12条，共30条" in page


# --- over pages and extremes ---


def test_five_hundred_cases_run_over_pages_with_everything_repeated_that_must_be(tmp_path, ordinary):
    pages = pages_of(tmp_path, with_cases(ordinary, 500))
    assert len(pages) > 10
    text = "".join(pages)
    assert all(text.count(f"SQ-{n:04d}") >= 1 for n in range(1, 501))
    listed = [page for page in pages if "SQ-0" in page and "诉求编号" in page]
    assert sum(len(re.findall(r"厂区排洪沟清淤第\d+段帮代办", page)) for page in listed) == 500
    assert all("三、诉求与办件（续）" in page for page in listed[1:])
    assert all("示例龙川阀门有限公司企业服务个案摘要（续）" in page for page in pages[1:])
    assert [page.count("企业阅知") for page in pages] == [0] * (len(pages) - 1) + [1]


def test_signatures_never_stand_alone(tmp_path, ordinary):
    turned = 0
    for count in range(10, 60, 5):
        pages = pages_of(tmp_path, replace(with_cases(ordinary, count), promises=(), projects=(), demands=()))
        turned += len(pages) > 1
        assert "SQ-" in pages[-1]
        assert "企业阅知" in pages[-1]
    assert turned


NAMES = ("川", "龙川", "龙川阀门", "示例龙川高温高压特种阀门及流体机械成套装备制造股份有限公司")
AMOUNTS = ((100, "1元"), (12_345_67, "12345.67元"), (4056 * YI, "4056亿元"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("fen", "text"), AMOUNTS)
def test_names_and_amounts_of_any_length_are_neither_cut_nor_overlapping(tmp_path, ordinary, name, fen, text):
    story = with_facts(ordinary, name=name, revenue=fen, revenue_before=100, research_spending=fen)
    contact = replace(ordinary.contact_person, name=name)
    project = replace(
        ordinary.projects[0].project, name=name, intended_amount=fen, signed_amount=fen, received_amount=fen
    )
    promise = replace(ordinary.promises[0], promised_by=name)
    story = replace(
        story, contact_person=contact, promises=(promise,), projects=(replace(ordinary.projects[0], project=project),)
    )
    content = printed(tmp_path, story)
    text_of_all = "".join(page_texts(content))
    assert name in text_of_all
    assert f"{name}技术总监" in text_of_all
    assert f"{text}{text}{text}" in text_of_all
    assert words_out_of_place(content, tmp_path) == []


@pytest.mark.parametrize("count", [0, 1, 19, 60])
def test_nothing_is_out_of_place_with_few_or_many_cases(tmp_path, ordinary, count):
    assert words_out_of_place(printed(tmp_path, with_cases(ordinary, count)), tmp_path) == []


def test_long_texts_are_shortened_with_a_mark_or_wrap(tmp_path, ordinary):
    happening = replace(ordinary.happenings[0], text="很长的联系情况，" * 40)
    content = printed(tmp_path, replace(ordinary, happenings=(happening,) * 3))
    assert "".join(page_texts(content)).count("…") == 3
    assert words_out_of_place(content, tmp_path) == []


def test_growth_is_told_up_down_and_where_a_per_cent_would_tell_nothing(tmp_path, ordinary):
    def revenue(now: int, before: int) -> str:
        return "".join(
            pages_of(tmp_path, with_facts(ordinary, revenue=now, revenue_before=before, research_spending=0))
        )

    assert "同比下降12.5%" in revenue(7 * YI, 8 * YI)
    assert "与上年持平" in revenue(YI, YI)
    assert "为上年的十倍以上" in revenue(YI, 100)


def test_an_enterprise_off_the_register_says_so(tmp_path, ordinary):
    (page,) = pages_of(tmp_path, with_facts(ordinary, deregistered_on=dt.date(2022, 10, 31)))
    assert "（简称龙阀，2022-10-31注销）" in page
    (page,) = pages_of(tmp_path, with_facts(ordinary, deregistered_on=dt.date(2023, 10, 31)))
    assert "注销" not in page


def test_a_sample_says_so_on_every_page(tmp_path, ordinary):
    story = with_cases(ordinary, 60)
    sample = replace(FACTS, sample=True)
    assert all("示例数据" in page for page in pages_of(tmp_path, story, facts=sample))
    assert not any("示例数据" in page for page in pages_of(tmp_path, story))


def test_two_runs_give_equal_bytes(tmp_path, ordinary):
    assert printed(tmp_path, ordinary) == printed(tmp_path, ordinary)


def test_in_english_too(tmp_path, ordinary):
    choose_language("en")
    text = "".join(pages_of(tmp_path, ordinary))
    assert "Casesummary" in text
    assert "Promisesstilltobekept" in text
