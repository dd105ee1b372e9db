"""What scripts rely on: commands, JSON, exit status; one clear sentence when something is refused."""

import subprocess
import sys

import pytest
from openpyxl import load_workbook

from casework.store.migrations import latest_version
from desktop.command_line import commands, run


def test_info_counts_what_the_sample_holds(shell, sample):
    facts = shell.done("info", sample)
    assert (facts["version"], facts["encrypted"], facts["journal_mode"]) == (latest_version(), False, "wal")
    assert facts["records"]["enterprise"] > 18
    listed = shell.done("list", sample, "enterprise", "--limit", 3)
    assert (len(listed["records"]), listed["total"]) == (3, facts["records"]["enterprise"])


def test_list_filters_and_get_finds_by_any_name(shell, sample):
    found = shell.done("list", sample, "revisit_round", "--where", "round_no=4")
    assert found["total"] == 1
    record = shell.done("get", sample, "enterprise", "示例龙川阀门有限公司")
    assert shell.done("get", sample, "enterprise", record["uscc"])["id"] == record["id"]


def test_search_finds_by_fragment_and_by_pinyin_initials(shell, sample):
    assert shell.done("search", sample, "龙川阀门", "--type", "enterprise")["hits"][0]["title"].startswith(
        "示例龙川阀门"
    )
    titles = [h["title"] for h in shell.done("search", sample, "slcfm")["hits"]]
    assert any("龙川阀门" in t for t in titles)
    assert shell.done("search", sample, "没有这样的词") == {"hits": [], "total": 0}


def test_search_tells_the_total_and_gives_as_many_as_asked(shell, sample):
    all_of_them = shell.done("search", sample, "示例", "--limit", "5000")
    assert all_of_them["total"] == len(all_of_them["hits"]) > 60
    assert len(shell.done("search", sample, "示例", "--limit", "3")["hits"]) == 3
    assert shell.done("search", sample, "示例", "--limit", "0") == {"hits": [], "total": all_of_them["total"]}


def test_search_takes_conditions_and_refuses_those_it_does_not_know(shell, sample):
    cases = shell.done("search", sample, "类型:诉求", "状态:办结")
    assert cases["total"] > 0
    assert {hit["type"] for hit in cases["hits"]} == {"appeal"}
    assert cases["total"] <= shell.done("search", sample, "state:closed", "--type", "appeal")["total"]
    refused = shell("search", sample, "状态:没有这样的状态")
    assert refused.status == 1
    assert refused.json["error"]["message"] == "看不懂条件“状态:没有这样的状态”。"


def test_search_shows_no_telephone_number_and_no_full_name_of_a_contact(shell, sample):
    person = shell.done("list", sample, "contact_person", "--limit", "1")["records"][0]
    (hit,) = shell.done("search", sample, person["phone"], "--type", "contact_person")["hits"]
    assert hit["id"] == person["id"]
    assert person["phone"] not in str(hit)
    assert hit["title"] != person["name"]


def test_do_undo_redo_and_history_tell_the_same_story(shell, sample):
    facts = {
        "enterprise": "示例龙川阀门有限公司",
        "content": "补一份检测报告",
        "unit": "自贡市",
        "due_on": "2023-01-06",
        "promised_on": "2022-12-30",
    }
    made = shell.done("do", sample, "add_commitment", facts=facts)
    assert made["number"].startswith("CN-")
    newest = shell.done("history", sample, "--limit", 1)["actions"][0]
    assert shell.done("undo", sample)["group"] == newest["group"]
    assert shell("get", sample, "commitment", made["id"]).status == 1
    assert shell.done("redo", sample)["group"] == newest["group"]
    assert shell.done("get", sample, "commitment", made["id"])["content"] == "补一份检测报告"


def test_a_sound_file_checks_and_a_damaged_one_does_not(shell, sample):
    assert shell.done("check", sample, "--deep") == {"ok": True, "problems": []}
    damaged = shell.folder / "坏.huifang"
    content = bytearray(sample.read_bytes())
    content[4096 * 5 : 4096 * 7] = b"\x07" * 8192
    damaged.write_bytes(content)
    answered = shell("check", damaged)
    assert answered.status == 1
    assert "损坏" in answered.err + answered.out


def test_backup_and_restore_never_overwrite(shell, sample):
    target = shell.folder / "备份.huifang"
    shell.done("backup", sample, target)
    assert shell("backup", sample, target).status == 1
    assert shell("restore", target, sample).status == 1
    shell.done("restore", target, shell.folder / "恢复.huifang")
    assert shell.done("info", shell.folder / "恢复.huifang") == shell.done("info", sample)


def test_an_encrypted_sample_opens_with_its_passphrase_file_only(shell):
    (shell.folder / "口令.txt").write_text("一个够长的中文口令\n", encoding="utf-8")
    path = shell.folder / "密.huifang"
    shell.done("sample", path, "--passphrase-file", shell.folder / "口令.txt")
    assert shell.done("info", path, "--passphrase-file", shell.folder / "口令.txt")["encrypted"]
    refused = shell("info", path)
    assert (refused.status, refused.json["error"]["code"]) == (1, "locked")
    (shell.folder / "错.txt").write_text("另外一个够长的口令", encoding="utf-8")
    assert shell("info", path, "--passphrase-file", shell.folder / "错.txt").json["error"]["code"] == "wrong_key"


REFUSED = [
    ("info", "没有.huifang"),
    ("get", "{sample}", "enterprise", "没有的企业"),
    ("get", "{sample}", "飞船", "x"),
    ("list", "{sample}", "enterprise", "--where", "没有的字段=1"),
    ("list", "{sample}", "enterprise", "--where", "没有等号"),
    ("figures", "{sample}", "--period", "去年"),
    ("figures", "{sample}", "--period", "2022-11", "--scope", "没有的地方"),
    ("figures", "{sample}", "--period", "2022-11", "--round", "99"),
    ("export", "{sample}", "roster", "--type", "飞船", "-o", "x.xlsx"),
    ("export", "{sample}", "roster", "-o", "没有的文件夹/x.xlsx"),
    ("print", "{sample}", "case-summary", "-o", "x.pdf"),
    ("print", "{sample}", "case-summary", "--enterprise", "示例", "-o", "x.pdf"),
    ("do", "{sample}", "没有的动作"),
    ("import", "{sample}", "没有.xlsx"),
    ("sample", "{sample}"),
    ("backup", "{sample}", "没有的文件夹/b.huifang"),
    ("info", "{sample}", "--today", "昨天"),
    ("info", "{sample}", "--passphrase-file", "没有.txt"),
]


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_cannot_be_done_is_refused_with_one_clear_sentence(shell, sample, words, monkeypatch):
    monkeypatch.chdir(shell.folder)
    answered = shell(*(word.format(sample=sample) for word in words))
    assert answered.status == 1
    assert answered.err.count("\n") == 1
    assert "Traceback" not in answered.err
    assert answered.json["error"]["message"]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answered.err)


@pytest.mark.parametrize(
    "words", [("info",), ("figures", "x"), ("print", "x", "传单", "-o", "y"), ("list", "x", "y", "--limit", "几")]
)
def test_wrong_usage_is_status_two(shell, words):
    assert shell(*words).status == 2


def test_a_bug_is_told_without_a_traceback_and_kept_in_the_log(shell, sample, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("casework.casebook.Casebook.info", lambda _self: 1 // 0)
    answered = shell("info", sample)
    assert answered.status == 1
    assert "ZeroDivisionError" not in answered.err
    assert "ZeroDivisionError" in (tmp_path / "huifang" / "huifang.log").read_text(encoding="utf-8")


def test_an_existing_output_is_replaced_only_when_told_to(shell, sample):
    out = shell.folder / "名册.xlsx"
    shell.done("export", sample, "roster", "-o", out)
    assert shell("export", sample, "roster", "-o", out).status == 1
    shell.done("export", sample, "roster", "-o", out, "--force")
    logged = shell.done("list", sample, "export_record")["records"]
    assert [r["number"] for r in logged] == ["DC-20221230-01", "DC-20221230-02"]


def test_an_export_is_logged_but_is_no_step_to_undo(shell, sample):
    before = shell.done("history", sample, "--limit", 1)["actions"][0]
    shell.done("export", sample, "roster", "-o", shell.folder / "a.xlsx")
    assert shell.done("history", sample, "--limit", 1)["actions"][0]["kind"] == "note"
    assert shell.done("undo", sample)["group"] == before["group"]


def test_rosters_mask_telephones_unless_the_profile_says_otherwise(shell, sample):
    for profile, masked in (((), True), (("--profile", "full"), False)):
        out = shell.folder / f"{masked}.xlsx"
        shell.done("export", sample, "roster", *profile, "-o", out)
        words = {str(c.value) for row in load_workbook(out).active.iter_rows() for c in row if c.value}
        assert any("****" in w for w in words) is masked


def test_a_template_filled_in_comes_home_as_an_import(shell, sample):
    out = shell.folder / "模板.xlsx"
    shell.done("template", "enterprise", "-o", out)
    book = load_workbook(out)
    sheet = book.active
    heads = {str(c.value).replace("\n", ""): c.column for c in sheet[3] if c.value}
    sheet.cell(4, heads["企业名称"], "示例新来的有限公司")
    book.save(out)
    plan = shell.done("import", sample, out)
    assert (plan["type"], plan["create"], plan["applied"]) == ("enterprise", 1, False)


@pytest.mark.parametrize("command", ["info", "figures", "list", "export"])
def test_no_command_loads_qt(sample, tmp_path, command):
    words = {
        "info": ["info", sample],
        "figures": ["figures", sample, "--period", "2022-11"],
        "list": ["list", sample, "visit"],
        "export": ["export", sample, "roster", "-o", str(tmp_path / "r.xlsx")],
    }[command]
    code = (
        "import sys; from desktop.command_line import run; status = run(sys.argv[1:]);"
        "print(sorted(m for m in sys.modules if m.startswith(('PySide6', 'shiboken6'))), status, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True, check=False)
    assert ran.stderr.strip().endswith("[] 0"), ran.stderr


def test_every_command_has_help_in_chinese(capsys):
    for command in commands():
        assert run([command, "--help", "--lang", "zh_CN"]) == 0
    assert "名册" in capsys.readouterr().out


def test_a_month_is_frozen_once(shell, sample):
    frozen = shell.done("freeze", sample, "--period", "2022-11", "--scope", "自贡市")
    assert (frozen["period"], frozen["frozen_on"]) == ("2022-11", "2022-12-30")
    assert shell("freeze", sample, "--period", "2022-11", "--scope", "自贡市").status == 1
    assert shell.done("undo", sample)["why"] == "月度定稿"
    shell.done("freeze", sample, "--period", "2022-11", "--scope", "自贡市")


def test_duplicates_are_told_with_band_and_reason(shell, sample):
    facts = {"name": "示例龙川阀门股份公司", "confirm": True}
    twin = shell.done("do", sample, "add_enterprise", facts=facts)["id"]
    found = [p for p in shell.done("duplicates", sample)["pairs"] if twin in (p["a"], p["b"])]
    assert [(p["band"], p["score"]) for p in found] == [("same", 100.0)]
    assert found[0]["reason"].startswith("名称")
    assert shell.done("duplicates", sample, "--type", "expert") == {"pairs": []}
    assert shell("duplicates", sample, "--type", "visit").status == 2
