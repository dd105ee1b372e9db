"""Facts for the tests of widgets: cases, enterprises, what a page answers, a document."""

from dataclasses import dataclass
from datetime import date

from casework.entities.appeals import CASE_STATES
from casework.fields import Column, Field, Kind
from widgets.chip_families import state_chip
from widgets.editor import EditorNeeds
from widgets.table_columns import TableColumn

TODAY = date(2022, 11, 24)
FIRMS = ("示例龙川阀门", "示例晨曦氟材", "示例灯光电", "示例釜溪泵业", "示例高新轴承", "示例贡井生物", "示例恒新焊材")
AMOUNT = Column("amount", Field("Amount", kind=Kind.MONEY), Kind.MONEY, nullable=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A row of the list of cases."""

    id: str
    subject: str
    enterprise: str
    state: str
    days: int


SUBJECTS = (
    "试验场地临时用电",
    "危废转移手续帮代办",
    "数控技工招聘 12 人",
    "高企复审材料预审",
    "员工子女就学，请协调园区对口学校学位",
)
STATES = ("accepted", "assigned", "in_progress", "answered", "confirmed")
CASES = tuple(
    CaseRow(id=f"SQ-02{n:02}", subject=SUBJECTS[n % 5], enterprise=FIRMS[n % 7], state=STATES[n % 5], days=n % 7)
    for n in range(40)
)


def needs() -> EditorNeeds:
    """What a page would answer."""
    return EditorNeeds(
        today=TODAY,
        choices=lambda _type, text: [(f"e{n}", firm) for n, firm in enumerate(FIRMS) if text in firm],
        label_of=lambda _type, record_id: FIRMS[int(record_id[1:])],
        neighbours=lambda _name: [30 * 10**6, 50 * 10**6, 40 * 10**6],
    )


def case_columns() -> list[TableColumn]:
    """The columns of the list of cases."""
    return [
        TableColumn(key="number", label="编号", text=lambda r: r.id, width=90, sort_key="number"),
        TableColumn(key="subject", label="事项", text=lambda r: r.subject, stretch=True, sort_key="subject"),
        TableColumn(key="enterprise", label="企业", text=lambda r: r.enterprise, width=130),
        TableColumn(
            key="state",
            label="状态",
            text=lambda r: CASE_STATES.label(r.state),
            pieces=lambda r: [state_chip(CASE_STATES, r.state)],
            width=110,
        ),
        TableColumn(
            key="days", label="剩余工作日", text=lambda r: str(r.days), align_right=True, width=110, sort_key="days"
        ),
    ]


def sample_pdf() -> bytes:
    """Two A4 pages with thirty lines of words each."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595.28, 841.89), invariant=1)
    for page in (1, 2):
        for line in range(30):
            canvas.drawString(57, 780 - 24 * line, f"page {page} line {line}: cases closed {line + page}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
