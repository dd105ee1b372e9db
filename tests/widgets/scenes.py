"""Every widget with facts in it, as a page would show it, to be looked at and to be checked for what is cut."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from casework.entities.appeals import CASE_STATES
from casework.entities.visits import CONTACT_MODES, Visit
from casework.errors import BadInput
from casework.fields import Column, Field, Kind, columns
from widgets.board import Board, BoardCard, BoardColumn
from widgets.buttons import Button, ButtonKind, icon_button, link_button
from widgets.calendar_month import CalendarMonth, EntryState, MonthEntry, legend
from widgets.cards import Card, CardHead, column_of, row_of
from widgets.charts import BarChart, Part, Series, ShareBars, StackedBar
from widgets.chip_families import MODE_ICONS, family_of, state_chip
from widgets.clock_ring import ClockFacts, ClockRing
from widgets.code_editor import CodeEditor
from widgets.conditions import Condition, Filter
from widgets.coverage_matrix import CoverageMatrix, MatrixCell, MatrixColumn, MatrixRow, Reach
from widgets.day_grid import DayPopup
from widgets.document_preview import DocumentPreview
from widgets.drop_zone import DropZone
from widgets.editor import EditorNeeds
from widgets.figures import FigureFacts, FigureStrip, FigureTile, StripFigure
from widgets.filter_bar import FilterBar
from widgets.labels import LineLabel
from widgets.notice_bar import NoticeBar
from widgets.palette import Palette, PaletteGroup, PaletteHit
from widgets.pieces import Bar, Chip, Icon, Person, Ring, Words, caption, fixed
from widgets.progress import Progress
from widgets.record_form import FormSection, RecordForm
from widgets.record_table import TWO_LINES, RecordTable
from widgets.row_actions import RowAction
from widgets.segmented import Segmented
from widgets.side_bar import SideBar, SideEntry
from widgets.stepper import Step, Stepper, StepState
from widgets.table_columns import GroupRow, TableColumn
from widgets.timeline import Timeline, TimelineEntry
from widgets.tokens import Family
from widgets.typed_days import PLAIN_WEEK

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


def table() -> QWidget:
    """A table with group lines and actions."""
    actions = [RowAction(label="记联系", icon="add", run=print, hovered=True, key="Ctrl+L")]
    made = RecordTable(case_columns(), name="诉求", actions=actions)
    made.show_rows([GroupRow(label="逾期", note="3 项", icon="warning", tone="red"), *CASES])
    made.show_sort("days", descending=True)
    made.choose_row(3)
    made.set_marks(["用电"])
    head = CardHead("要办的事", "40 项", link_button("全部"), Button("导出", "arrow_export"))
    card = Card(margins=(1, 8, 1, 7))
    card.add(row_of(head, margins=(15, 0, 11, 0)))
    card.add(made, 1)
    return card


def two_line_list() -> QWidget:
    """A list of enterprises in two lines."""
    column = TableColumn(
        key="enterprise",
        label="企业",
        text=lambda r: r.enterprise,
        pieces=lambda r: [Words(f"{r.enterprise}有限公司"), Chip(f"诉求 {r.days}", Family.BLUE)],
        right=lambda r: [fixed(f"{r.days} 天", "red" if r.days > 4 else "dim")],
        second=lambda _r: [caption("高新区 ・ 流体机械")],
        stretch=True,
    )
    made = RecordTable([column], header=False, row_height=TWO_LINES, name="企业")
    made.show_rows(CASES[:7])
    made.choose_row(3)
    empty = RecordTable([column], header=False, name="需求")
    empty.empty.say("企业想要什么技术，记在这里。", button="加第一条需求", icon="add", key="Ctrl+Shift+X", run=print)
    empty.show_rows([])
    nothing = RecordTable([column], header=False, name="需求")
    nothing.empty.say_no_hit(64, ["区县：大安区", "状态：在库"], print)
    nothing.show_rows([])
    cards = [Card(margins=(1, 7, 1, 7)) for _list in range(3)]
    for card, part in zip(cards, (made, empty, nothing), strict=True):
        card.add(part, 1)
    return row_of(*cards)


def form() -> QWidget:
    """The form of a contact, half wrong."""
    made = RecordForm(
        columns(Visit),
        [
            FormSection(
                title="记一次联系",
                rows=[
                    ["enterprise_id"],
                    ["contact_mode"],
                    ["occurred_on", "counterpart", "visit_purpose"],
                    ["findings"],
                    ["next_contact_on", "next_contact_note"],
                    ["is_revisit", "no_next_contact"],
                ],
            )
        ],
        needs(),
        make={"contact_mode": lambda column: CodeEditor(column, segments=True)},
    )
    made.set_values(
        {
            "enterprise_id": "e0",
            "contact_mode": "phone",
            "occurred_on": TODAY,
            "findings": "阀座密封在 320 ℃ 动水工况下约 400 小时失效。",
            "is_revisit": True,
            "visit_purpose": "revisit",
        }
    )
    made.editor("next_contact_on").set_draft("+9")
    made.show_error("next_contact_note", "要说明下次联系谈什么。")
    money = RecordForm([AMOUNT], [FormSection(rows=[["amount"]])], needs())
    money.restore({"amount": "300000亿"})
    card = Card()
    card.add(made, 1)
    card.add(money)
    card.add(
        row_of(None, Button("取消", key="Esc"), Button("保存", "checkmark", ButtonKind.PRIMARY, key="Ctrl+Return"))
    )
    return card


def bars() -> QWidget:
    """Side bars wide and narrow, notices, buttons, segments, filter, progress, drop zones."""
    entries = [
        SideEntry(key="today", label="今日", icon="home"),
        SideEntry(key="enterprises", label="企业", icon="building", group=1),
        SideEntry(key="rounds", label="回访轮次", icon="arrow_repeat_all", group=1),
        SideEntry(key="appeals", label="诉求", icon="chat_bubbles_question", group=1),
        SideEntry(key="settings", label="设置", icon="settings", foot=True),
    ]
    wide, narrow = SideBar(entries), SideBar(entries)
    narrow.set_narrow(narrow=True)
    for side in (wide, narrow):
        side.set_count("today", 7)
        side.set_count("appeals", 19, 2)
        side.show_page("enterprises")
    done, wrong = NoticeBar(), NoticeBar()
    done.tell("已把 3 件交给周倩", undo=True)
    wrong.warn(BadInput("这个文件正被别的程序打开。", remedy="在 WPS 里关掉它，再试一次。"))
    bar = FilterBar(columns(Visit), needs(), placeholder="在走访中查找", quick=[("mine", "我的与协办")])
    group = (Condition(field="contact_mode", test="is", value="phone"),)
    other = (Condition(field="occurred_on", test="from", value="2022-11-01"), Condition(field="round_id", test="empty"))
    bar.set_filter(Filter(words="阀座", quick=("mine",), groups=(group, other)))
    progress = Progress()
    progress.start("正在写 示例荣州新材.xlsx", 18, "份")
    progress.advance(11)
    buttons = row_of(
        Button("记一次联系", "add", ButtonKind.PRIMARY, key="Ctrl+N"),
        Button("打印走访单", "print"),
        Button("更多", opens=True),
        Button("退回", kind=ButtonKind.DANGER),
        icon_button("more_horizontal", "更多"),
        link_button("打开矩阵"),
        None,
    )
    off = Button("不可用", kind=ButtonKind.PRIMARY)
    off.setEnabled(False)
    modes = [(code, CONTACT_MODES.label(code), MODE_ICONS[code]) for code in CONTACT_MODES.labels]
    pieces = [
        Ring(0.7, "amber"),
        fixed("剩 1 个工作日", "amber"),
        Person("王敏"),
        Bar(0.6),
        Icon("vehicle_car", "blue"),
    ]
    content = column_of(
        buttons,
        row_of(off, Segmented([("mine", "我的"), ("all", "全中心")], "mine", name="范围"), None),
        Segmented(modes, "on_site", name="方式", wide=True),
        bar,
        LineLabel(pieces, [state_chip(CASE_STATES, "confirmed")]),
        progress,
        DropZone(),
        DropZone("把名册拖到这里", endings=[".xlsx"], pictures=False, height=90),
        None,
        done,
        wrong,
    )
    return row_of(wide, narrow, content)


def timeline() -> QWidget:
    """A timeline with all it may hold."""
    made = Timeline("时间线")
    visit = TimelineEntry(
        id="v1",
        on=TODAY,
        when="今天",
        by="09:30",
        icon="vehicle_car",
        family=Family.BLUE,
        title="实地走访",
        note=[Chip("第四轮"), Words("王敏、林知远（示例大学） 访 赵工", "text2")],
        body="阀座密封在 320 ℃ 动水工况下 400 小时失效，愿出试验段费用 30 万元。" * 4,
        chips=[Chip("需求 XQ-118", Family.VIOLET, "lightbulb"), Chip("承诺 1 条", Family.AMBER, "ribbon_star")],
    )
    made.set_entries(
        [
            visit,
            TimelineEntry(
                id="m",
                on=date(2022, 11, 22),
                when="11-22",
                by="李卓然",
                icon="handshake",
                family=Family.VIOLET,
                title="撮合",
                note=[Words("高温高压动水腐蚀试验技术 ↔ XQ-118", "text2"), Chip("意向", Family.BLUE)],
                body="专家同意出具试验方案，企业法务看合同文本。",
            ),
            TimelineEntry(
                id="p",
                on=date(2022, 12, 8),
                when="12-08",
                by="王敏",
                icon="call",
                family=Family.TEAL,
                title="计划电话沟通",
                planned=True,
            ),
            TimelineEntry(id="n", on=date(2022, 3, 22), when="03-22", by="王敏", icon="vehicle_car", title="首次建档"),
        ]
    )
    made.choose("m")
    card = Card()
    card.add(CardHead("时间线", "46"))
    card.add(made, 1)
    return card


def matrix() -> QWidget:
    """Eighteen enterprises in four rounds."""
    rounds = [
        MatrixColumn(key=f"r{n}", label=f"第{'一二三四'[n - 1]}轮", note=f"{18 - n}/18", current=n == 4)
        for n in (1, 2, 3, 4)
    ]
    modes = ("on_site", "phone", "online")

    def cell(row: int, column: int) -> MatrixCell:
        if column == 3 and row % 4 == 3:
            return MatrixCell(reach=Reach.MISSING)
        if column == 2 and row % 7 == 3:
            return MatrixCell(reach=Reach.REFUSED if row == 3 else Reach.MISSING)
        mode = modes[(row + column) % 3]
        came = [("chat_bubbles_question", "诉求")] if (row + column) % 3 == 0 else []
        return MatrixCell(
            reach=Reach.REACHED,
            mode=mode,
            mode_words=CONTACT_MODES.label(mode),
            day=f"{3 * column + 2}-2{row % 9}",
            yielded=came,
        )

    rows = [
        MatrixRow(
            id=f"e{n}",
            label=FIRMS[n % 7],
            person="王敏",
            cells=[cell(n, c) for c in range(4)],
            carried=[Chip("1 条", Family.AMBER)] if n % 3 == 2 else (),
        )
        for n in range(18)
    ]
    made = CoverageMatrix("覆盖矩阵")
    made.show_matrix(rounds, rows)
    made.choose("e3", "r4")
    parts = StackedBar(name="第四轮")
    parts.show_parts(
        [
            Part(label="实地走访", count=6, tone="blue"),
            Part(label="电话沟通", count=4, tone="teal"),
            Part(label="线上联系", count=3, tone="violet"),
            Part(label="未联系", count=5, tone="line"),
        ]
    )
    head = Card()
    head.add(parts)
    body = Card(margins=(1, 7, 1, 7))
    body.add(made, 1)
    return column_of(head, body)


def board() -> QWidget:
    """The board of cases."""
    made = Board("诉求看板")
    families = (Family.NEUTRAL, Family.VIOLET, Family.BLUE, Family.TEAL, Family.GREEN)

    def card(n: int) -> BoardCard:
        return BoardCard(
            id=f"c{n}",
            number=f"SQ-02{n:02}",
            title=SUBJECTS[n % 5],
            note=FIRMS[n % 7],
            chips=[Chip("督办", Family.RED)] if n == 4 else (),
            foot=[Ring(0.2 * (n % 6), "red" if n == 4 else "neutral"), caption(f"剩 {n} 个工作日", "text2")],
            foot_right=[caption("帮代办", "text2"), Person("王敏")],
        )

    made.show_columns(
        [
            BoardColumn(
                key=state,
                label=CASE_STATES.label(state),
                family=families[n],
                cards=[card(5 * k + n) for k in range(4 - n % 3)],
                adds=n == 0,
                more=2 if n == 2 else 0,
                hint="拖到这里办结前，会先要答复、凭据、企业确认和评价。" if n == 4 else "",
            )
            for n, state in enumerate(STATES)
        ]
    )
    made.choose("c4")
    return made


def case_parts() -> QWidget:
    """Steps, clocks, figures, charts."""
    steps = Stepper(
        [
            Step(key="accepted", label="受理", note="王敏 11-11", state=StepState.DONE),
            Step(key="assigned", label="交办", note="周倩 11-11", state=StepState.DONE),
            Step(key="in_progress", label="办理中", note="园区社事办 11-14", state=StepState.DONE),
            Step(key="answered", label="答复", note="园区社事办 11-22", state=StepState.DONE),
            Step(key="confirmed", label="企业确认", note="等 何女士", state=StepState.CURRENT),
            Step(key="closed", label="办结"),
        ],
        name="闭环",
    )
    ours = ClockRing(
        "对企业的钟",
        ClockFacts(
            used=9,
            limit=10,
            tone="amber",
            lines=[
                [Words("到期"), fixed("11-25 周五", "amber", bold=True), Chip("剩 1 个工作日", Family.AMBER)],
                [caption("11-11 受理，扣周末 4 天", "text2")],
                [caption("无停钟；国务院公布的调休已计入", "text2")],
            ],
        ),
    )
    theirs = ClockRing(
        "对承办单位的钟",
        ClockFacts(
            used=5, limit=5, stopped=2, tone="green", lines=[[Words("已答复"), Chip("按时", Family.GREEN, "checkmark")]]
        ),
    )
    none = ClockRing("对承办单位的钟", ClockFacts(used=0, limit=0, lines=[[caption("没有定时限")]]))
    clocks = [Card(), Card(), Card()]
    for card, clock in zip(clocks, (ours, theirs, none), strict=True):
        card.add(clock)
    strip = FigureStrip(
        [
            StripFigure(
                key="late",
                label="已逾期",
                number="3",
                measure="项",
                tone="red",
                more=[caption("诉求 2 ・ 承诺 1", "text2")],
            ),
            StripFigure(
                key="due", label="今天到期", number="4", measure="项", tone="amber", more=[caption("已办 1", "text2")]
            ),
            StripFigure(
                key="closed",
                label="本月办结诉求",
                number="37",
                measure="件",
                tone="green",
                more=[caption("满意率 100%（37/37）", "text2")],
            ),
        ]
    )
    tile = FigureFacts(
        key="contacts",
        label="走访与联系",
        number="64",
        measure="家次",
        base="实地 31 ・ 电话 21 ・ 线上 12",
        comparison="比 9 月 ＋11",
        comparison_tone="green",
        trace=(40, 44, 50, 46, 53, 64),
        locked=True,
    )
    changed = FigureFacts(
        key="closed",
        label="办结诉求",
        number="1,079.29",
        measure="亿元",
        base="办结率 92.5%（37/40）",
        comparison="与 9 月持平",
        chip=Chip("记录已变 1", Family.AMBER, "history"),
    )
    months = [f"{n}月" for n in range(1, 11)]
    chart = BarChart(name="受理与办结")
    accepted = Series(name="受理", values=(16, 20, 22, 21, 23, 28, 32, 36, 42, 40))
    chart.show_series(months, accepted, Series(name="办结", values=(13, 18, 20, 20, 18, 25, 29, 34, 30, 37)), target=35)
    one = BarChart(name="走访")
    one.show_series(months, Series(name="走访", values=(16, 20, 22, 21, 23, 28, 32, 36, 42, 40)))
    nothing = BarChart(name="没有")
    nothing.show_series([], Series(name="没有", values=()))
    shares = ShareBars(name="构成")
    shares.show_rows(
        [("用地用能", 14, "14 件", "35.0%"), ("人才招工", 9, "9 件", "22.5%"), ("其他", 4, "4 件", "10.0%")]
    )
    charts = [Card(), Card(), Card(), Card()]
    for card, part in zip(charts, (chart, one, nothing, shares), strict=True):
        card.add(part, 1)
    top = Card()
    top.add(steps)
    tiles = row_of(FigureTile(tile), FigureTile(changed), FigureTile(tile))
    return column_of(top, row_of(*clocks), strip, tiles, row_of(*charts))


def month() -> QWidget:
    """A month of visits."""
    made = CalendarMonth("走访月历")
    modes = tuple(CONTACT_MODES.labels)

    def entry(n: int) -> MonthEntry:
        day = date(2022, 11, 1 + (n * 5) % 30)
        mode = modes[n % 6]
        late = EntryState.DONE if day <= TODAY else EntryState.PLANNED
        state = EntryState.MISSED if n == 3 else EntryState.ELSEWHERE if n == 9 else late
        return MonthEntry(
            id=f"v{n}",
            on=day,
            label=FIRMS[n % 7],
            state=state,
            icon=MODE_ICONS[mode],
            family=family_of("contact_mode", mode),
            words=CONTACT_MODES.label(mode),
        )

    made.show_month(TODAY, [entry(n) for n in range(48)], today=TODAY, calendar=PLAIN_WEEK)
    made.choose_entry("v7")
    card = Card(margins=(1, 7, 1, 7))
    card.add(row_of(LineLabel([fixed("2022年11月", bold=True)], legend()), margins=(15, 0, 15, 0)))
    card.add(made, 1)
    return card


def day_popup() -> QWidget:
    """The month under a date field."""
    holder = QWidget()
    made = DayPopup(holder, TODAY, PLAIN_WEEK)
    made.setParent(holder)
    made.grid.show_day(date(2022, 12, 8))
    made.move(8, 8)
    return holder


def palette() -> QWidget:
    """The palette over a page."""
    window = two_line_list()

    def provide(words: str) -> list[PaletteGroup]:
        hits = [
            PaletteHit(
                id="e0",
                title="示例龙川阀门有限公司",
                note="主营 阀座密封、球阀 ・ 高新区",
                icon="building",
                right=[caption("今天联系")],
            ),
            PaletteHit(id="e1", title="示例自流井流体控制有限公司", note="主营 调节阀座、阀杆", icon="building"),
        ]
        commands = [PaletteHit(id="log", title=f"记一次联系：{words}", icon="add", right=[fixed("Ctrl+N", "dim")])]
        return [
            PaletteGroup(key="enterprise", label="企业", hits=hits, count=2),
            PaletteGroup(key="command", label="命令", hits=commands),
        ]

    window.resize(1100, 640)
    made = Palette(window, provide, placeholder="搜索企业、诉求、项目，或输入命令")
    made.open_with("阀座")
    return window


def preview() -> QWidget:
    """A document of two pages."""
    made = DocumentPreview()
    made.show_document(sample_pdf())
    made.words.setText("38")
    return made


def sample_pdf() -> bytes:
    """Two pages with words on them, drawn by Qt."""
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
    from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20))
    writer.setResolution(96)
    painter = QPainter(writer)
    for page in (1, 2):
        for line in range(30):
            painter.drawText(QRectF(0, 24 * line, 600, 24), f"page {page} line {line}: cases closed {line + page}")
        if page == 1:
            writer.newPage()
    painter.end()
    return bytes(buffer.data().data())


SCENES: dict[str, tuple[Callable[[], QWidget], int, int]] = {
    "table": (table, 960, 420),
    "two_line_list": (two_line_list, 1100, 420),
    "form": (form, 620, 620),
    "bars": (bars, 1100, 640),
    "timeline": (timeline, 720, 460),
    "matrix": (matrix, 960, 720),
    "board": (board, 1180, 560),
    "case_parts": (case_parts, 1180, 800),
    "month": (month, 860, 600),
    "day_popup": (day_popup, 280, 300),
    "palette": (palette, 1100, 640),
    "preview": (preview, 900, 640),
}
"""Each scene with the size it is looked at."""
