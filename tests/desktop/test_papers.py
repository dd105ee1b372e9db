"""What leaves the office: the sentences of the figures stand on the paper word for word; nothing half written."""

import pytest

from tests.test_main_job import text_of

SCOPES = [
    ("自贡市", "2022-11", ["--round", "4"]),
    ("南川工业园区", "2024-01..2024-10", []),
    ("川渝高竹新区", "2022-12", []),
    ("平武县", "..2020-06", []),
    ("四川省科技厅", "..2020-06", []),
    ("自贡科技园", "2022-12", []),
    ("西部科学城", "2020-10", []),
]


@pytest.mark.parametrize(("scope", "period", "more"), SCOPES, ids=lambda v: v if isinstance(v, str) else "")
def test_the_monthly_summary_carries_the_sentences_of_the_figures(shell, sample, scope, period, more):
    figures = shell.done("figures", sample, "--period", period, "--scope", scope, *more)
    out = shell.folder / "小结.pdf"
    shell.done("print", sample, "monthly-summary", "--period", period, "--scope", scope, *more, "-o", out)
    told = text_of(out)
    sentences = figures["sentences"]
    assert sentences
    for sentence in sentences:
        for clause in sentence.replace("；", "，").split("，"):
            assert "".join(clause.split()) in told, clause


def test_the_case_summary_is_masked_and_tells_the_open_cases(shell, sample):
    out = shell.folder / "摘要.pdf"
    shell.done("print", sample, "case-summary", "--enterprise", "示例龙川阀门有限公司", "-o", out)
    told = text_of(out)
    assert "****" in told
    cases = shell.done("list", sample, "appeal", "--where", f"enterprise_id={_id(shell, sample)}")["records"]
    assert cases
    for case in cases:
        assert case["number"] in told


def test_the_monthly_workbook_has_a_row_for_every_figure(shell, sample):
    figures = shell.done("figures", sample, "--period", "2024-01..2024-10", "--scope", "南川工业园区")["figures"]
    made = shell.done(
        "export",
        sample,
        "monthly",
        "--period",
        "2024-01..2024-10",
        "--scope",
        "南川工业园区",
        "-o",
        shell.folder / "m.xlsx",
    )
    assert made["rows"] == len(figures)


def test_a_paper_that_cannot_be_written_leaves_nothing_and_no_line_in_the_log(shell, sample):
    before = shell.done("info", sample)["records"]["export_record"]
    target = shell.folder / "没有" / "x.pdf"
    refused = shell("print", sample, "case-summary", "--enterprise", "示例龙川阀门有限公司", "-o", target)
    assert refused.status == 1
    assert shell.done("info", sample)["records"]["export_record"] == before


def _id(shell, sample):
    return shell.done("get", sample, "enterprise", "示例龙川阀门有限公司")["id"]
