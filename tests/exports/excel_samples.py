"""What the tests of our workbooks stand on: the facts of an export, rows of a roster and of a follow-up sheet."""

import datetime as dt
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from casework.chinese import make_uscc
from casework.insight.roster_rows import EnterpriseRosterRow, FollowupRow
from exports.workbook_plan import ExportFacts

TODAY = dt.date(2022, 12, 30)
KEY = "0f" * 32
FACTS = ExportFacts(
    export_number="DC-20221230-02",
    case_file="示例中心.huifang",
    centre="示例技术转移中心",
    made_by="周倩",
    made_on=TODAY,
    as_of=TODAY,
)


def sheet_of(path: Path, title: str = "") -> Any:
    """A sheet of a workbook we wrote: the first, or the one of that title."""
    book = load_workbook(path)
    return book[title] if title else book.worksheets[0]


def table_of(sheet: Any, head: int) -> list[dict[str, Any]]:
    """The rows below a head as heading (without line breaks) → value."""
    rows = sheet.iter_rows(min_row=head, values_only=True)
    heads = [str(cell or "").replace("\n", "") for cell in next(rows)]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def enterprise_row(serial: int = 1, **values: Any) -> EnterpriseRosterRow:
    """An enterprise as a roster shows it."""
    given: dict[str, Any] = {
        "id": f"e{serial}", "number": f"GA-{serial:04d}", "name": f"示例第{serial}企业有限公司",
        "short_name": f"示例{serial}", "uscc": make_uscc("999999", serial), "territory": "示例市 / 示例区",
        "district": "示例区", "park": "", "industry_chain": "装备制造", "above_scale": True, "high_tech": False,
        "st_sme": False, "specialised_new": False, "little_giant": False, "gazelle": False, "key_enterprise": True,
        "revenue_year": 2021, "revenue": 236_000_000_00, "commissioner": "王敏", "contact_name": "钱经理",
        "contact_phone": "10012340016", "last_contact_on": dt.date(2022, 12, 8), "last_contact_mode": "phone",
        "next_contact_on": dt.date(2023, 1, 9), "no_next_contact": False, "open_appeals": 2,
    }  # fmt: skip
    return EnterpriseRosterRow(**given | values)


def followup_row(serial: int = 1, **values: Any) -> FollowupRow:
    """An open case as it goes out."""
    given: dict[str, Any] = {
        "id": f"00000000-0000-4000-8000-{serial:012d}", "version": serial, "number": f"SQ-{serial:04d}",
        "case_kind": "appeal", "enterprise": "示例阀门", "subject": "试验场地临时用电报装", "service_mode": "immediate",
        "unit": "示例供电所", "accepted_on": dt.date(2022, 12, 26), "due_on": dt.date(2023, 1, 4), "remaining": 3,
        "stopped": False, "state": "in_progress", "progress": "", "answered_on": None, "confirmation_mode": "",
        "confirmed_by": "", "rating": "",
    }  # fmt: skip
    return FollowupRow(**given | values)
