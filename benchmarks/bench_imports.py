"""20,000 rows of an enterprise roster taken in: read, planned with the search for duplicates, applied, undone."""

import csv
import gzip
import os
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from casework.casebook import Casebook
from casework.chinese import make_uscc
from casework.entities.enterprises import Enterprise
from casework.exchange.roster import Roster
from casework.records import Clock
from tests.factory import day

ROWS = 20_500


def firms() -> Iterator[tuple[str, ...]]:
    """Name, code, district, address, capital: real registrations where HUIFANG_DATA names them, else made-up ones."""
    folder = os.environ.get("HUIFANG_DATA", "")
    source = Path(folder) / "enterprises_cn.csv.gz"
    if folder and source.exists():
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield row["name"], row["uscc"], row["city"], row["address"], row["capital"]
    else:
        for number in range(ROWS):
            yield (
                f"示例自贡{number}号机械制造有限公司",
                make_uscc("999999", number),
                "大安区",
                f"示例路{number}号",
                f"{number % 900 + 1}万元",
            )


def test_twenty_thousand_rows(tmp_path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    sheet.append(["企业名称", "统一社会信用代码", "区县", "地址", "注册资本"])
    for row, _number in zip(firms(), range(ROWS), strict=False):
        sheet.append(row)
    book.save(tmp_path / "名册.xlsx")
    print("\nEnterprise roster")
    with Casebook.create(tmp_path / "a.huifang", clock=Clock.fixed(day("2022-12-30")), actor="王敏") as case:
        start = time.perf_counter()
        roster = Roster(tmp_path / "名册.xlsx")
        read = time.perf_counter()
        plan = case.bring_in(roster)
        planned = time.perf_counter()
        done = case.bring_in(roster, apply=True)
        applied = time.perf_counter()
        again = case.bring_in(roster)
        replanned = time.perf_counter()
        case.undo()
        undone = time.perf_counter()
        assert case.count(Enterprise) == 0
        assert again.count("create") == again.count("update") == 0
        assert plan.count("create") == done.count("create")
        counts = {v: done.count(v) for v in ("create", "update", "unchanged", "duplicate", "rejected")}
    for what, seconds in (
        ("read", read - start),
        ("plan", planned - read),
        ("apply", applied - planned),
        ("second plan (no change)", replanned - applied),
        ("undo", undone - replanned),
    ):
        print(f"  {what:<26} {seconds:7.2f} s")
    print(f"  plan and apply together       {applied - start:7.2f} s")
    print(f"  {counts}, planned {plan.count('create')} new")
