"""The annexes of a monthly summary: the table of indicators, and the records behind the figures."""

import datetime as dt
import re

from casework.entities.appeals import Appeal
from casework.insight.case_clocks import CaseClock
from casework.insight.case_story import CaseStory
from exports.monthly_records import case_records
from tests.exports.monthly_figures import (
    figure,
    listing,
    month_of,
    nanchuan,
    question,
    rate,
    told,
)
from tests.exports.monthly_paper import on_paper, pages_of


def test_annex_one_shows_value_target_progress_base_the_period_before_and_the_exact_number(tmp_path):
    previous = told(
        question("南川工业园区", "2024-01..2024-09"),
        figure("procedures_handled", 271, "近300件"),
        rate("satisfaction_rate", 33, 33, "100%（33/33）"),
        rate("on_time_rate", 0, 0, "无数据"),
    )
    figures = told(nanchuan().question, *nanchuan().figures, rate("on_time_rate", 37, 37, "100%（37/37）"))
    pages = pages_of(tmp_path, month_of(figures, previous=previous))
    assert "附件：指标、口径与目标对照表" in pages[1]
    annex = "".join(pages[2:])
    assert "1—10月年度目标进度/基数1—9月口径记录" in annex
    assert "签约23个30个以上76.7%（23/30）" in annex
    assert "66.1亿元100亿元以上66.1%（66.1/100）" in annex
    assert "已配企服专员298家—100%（298/298）" in annex
    assert re.search(r"帮代办手续300余件——近300件.*准确数305件", annex)
    assert "满意率100%—37/3733/33" in annex
    assert "按时办结率100%—37/37—" in annex
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
