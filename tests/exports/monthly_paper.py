"""A monthly summary printed for tests, its text read back."""

import datetime as dt
from pathlib import Path

from exports.monthly_summary import write_monthly_summary
from exports.paper_facts import PaperFacts
from tests.exports.paper import page_texts

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
