"""The main job by the command line, from an empty file to workbook and paper, told again in plain SQL."""

import sqlite3

from openpyxl import load_workbook
from pypdf import PdfReader

from casework.casebook import Casebook
from casework.records import Clock
from tests.desktop.command import Shell
from tests.factory import day

TODAY = "2022-12-30"


def test_from_an_empty_file_to_the_papers(shell: Shell, sample_made, tmp_path):
    path = tmp_path / "案卷.huifang"
    Casebook.create(path, clock=Clock.fixed(day(TODAY)), actor="王敏").close()

    def do(verb, **facts):
        return shell.done("do", path, verb, "--today", TODAY, "--user", "王敏", facts=facts)

    for mode, days in (("agency", (10, 7)), ("mediation", (10, 7))):
        do("set_deadline", service_mode=mode, limit_days=days[0], answer_limit_days=days[1])
    do("add_unit", name="示例供电所", unit_kind="department")

    plan = shell.done("import", path, sample_made / "名册.xlsx", "--apply", "--today", TODAY)
    assert (plan["create"], plan["rejected"], plan["applied"]) == (18, 0, True)
    names = [r["name"] for r in shell.done("list", path, "enterprise")["records"]]

    round_ = do("open_round", round_no=4, opened_on="2022-11-21", due_on="2022-11-30", members=names)
    modes = ["on_site"] * 12 + ["phone"] * 4 + ["online"] * 2
    for place, (name, mode) in enumerate(zip(names, modes, strict=True)):
        do(
            "log_visit",
            enterprise=name,
            round_id=round_["id"],
            contact_mode=mode,
            occurred_on=f"2022-11-{21 + place % 9}",
            findings="设备运行正常",
            next_contact_on="2023-01-09",
            next_contact_note="看首批数据",
            participants=[{"person": plan_person(shell, path), "role": "lead"}],
        )

    case = do(
        "take_appeal",
        enterprise=names[0],
        subject="试验场地临时用电报装",
        service_mode="agency",
        accepted_on="2022-11-24",
    )
    assert case["due_on"] == "2022-12-08"
    refused = shell("do", path, "close_appeal", "--today", TODAY, facts={"appeal": case["number"], "on": "2022-12-01"})
    assert refused.status == 1
    do("move_appeal", appeal=case["number"], state="assigned", on="2022-11-24", unit="示例供电所")
    do("move_appeal", appeal=case["number"], state="in_progress", on="2022-11-25")
    do("move_appeal", appeal=case["number"], state="answered", on="2022-11-30", answer="已完成接入")
    closed = do(
        "close_appeal",
        appeal=case["number"],
        on="2022-12-02",
        evidence="验收单",
        confirmation_mode="phone",
        confirmed_by="示例赵工",
        confirmed_on="2022-12-01",
        rating="satisfied",
    )
    assert closed["state"] == "closed"

    demand = do("add_demand", enterprise=names[0], subject="高温高压球阀阀座动水腐蚀试验", posted_on="2022-11-24")
    do("add_expert", name="示例李教授", unit_name="示例大学", expertise="动水腐蚀试验")
    match = do("accept_match", demand=demand["number"], expert="示例李教授", on="2022-11-24")
    for state, on in (("contacted", "2022-11-25"), ("met", "2022-11-26"), ("intention", "2022-11-28")):
        do("move_match", match=match["number"], state=state, on=on)
    project = do("open_project", match=match["number"], name="动水腐蚀试验段", on="2022-11-28", evidence="意向书")
    signed = do(
        "move_project",
        project=project["number"],
        stage="signed",
        on="2022-12-16",
        evidence="技术服务合同",
        signed_amount="30万元",
    )
    assert (signed["stage"], signed["signed_amount"]) == ("signed", 30_000_000)

    roster, followup = tmp_path / "名册.xlsx", tmp_path / "跟进表.xlsx"
    summary, monthly = tmp_path / "个案摘要.pdf", tmp_path / "月度小结.pdf"
    shell.done("export", path, "roster", "-o", roster, "--today", TODAY)
    do("take_appeal", enterprise=names[1], subject="进厂道路限高", service_mode="mediation", accepted_on="2022-12-13")
    shell.done("export", path, "followup", "--round", 4, "-o", followup, "--today", TODAY)
    shell.done("print", path, "case-summary", "--enterprise", names[0], "-o", summary, "--today", TODAY)
    shell.done("print", path, "monthly-summary", "--period", "2022-11", "--round", 4, "-o", monthly, "--today", TODAY)

    counted = plain_counts(path)
    assert counted == {"enterprises": 18, "on_site": 12, "phone": 4, "online": 2, "closed": 1, "signed": 30_000_000}
    words = {c.value for row in load_workbook(roster).active.iter_rows() for c in row}
    assert set(names) <= words
    lines = [row[0].value for row in load_workbook(followup).worksheets[0].iter_rows(min_row=5) if row[0].value]
    assert len(lines) == 1, "one open case goes out"
    told = text_of(summary)
    for piece in (names[0], "试验场地临时用电报装", "高温高压球阀阀座动水腐蚀试验", "动水腐蚀试验段", "30"):
        assert piece in told
    told = text_of(monthly)
    for piece in ("第四轮回访企业18家", "未联系0家", "12", "4", "2"):
        assert piece in told


def plan_person(shell: Shell, path) -> str:
    """Somebody on our side: the first commissioner the roster brought."""
    return shell.done("list", path, "person", "--limit", 1)["records"][0]["name"]


def plain_counts(path):
    """The same figures by plain SQL, on another SQLite."""
    raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    one = lambda sql: raw.execute(sql).fetchone()[0]
    counts = {"enterprises": one("select count(*) from enterprise")}
    for mode in ("on_site", "phone", "online"):
        counts[mode] = one(f"select count(*) from visit where contact_mode = '{mode}' and state = 'done'")
    counts["closed"] = one("select count(*) from appeal where state = 'closed'")
    counts["signed"] = one("select sum(signed_amount) from project where stage = 'signed'")
    raw.close()
    return counts


def text_of(path) -> str:
    """The words of a PDF without the blanks and breaks between them."""
    return "".join("".join((page.extract_text() or "").split()) for page in PdfReader(path).pages)
