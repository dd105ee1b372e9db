"""Lists, timeline, matrix, board and month with facts in them."""

from datetime import date

from PySide6.QtWidgets import QWidget

from casework.entities.appeals import CASE_STATES
from casework.entities.visits import CONTACT_MODES
from tests.widgets.examples import CASES, FIRMS, STATES, SUBJECTS, TODAY, case_columns
from widgets.board import Board, BoardCard, BoardColumn
from widgets.buttons import Button, link_button
from widgets.calendar_month import CalendarMonth, EntryState, MonthEntry, legend
from widgets.cards import Card, CardHead, column_of, row_of
from widgets.charts import Part, StackedBar
from widgets.chip_families import MODE_ICONS, family_of
from widgets.coverage_matrix import CoverageMatrix, MatrixCell, MatrixColumn, MatrixRow, Reach
from widgets.labels import LineLabel
from widgets.pieces import Chip, Person, Ring, Words, caption, fixed
from widgets.record_table import TWO_LINES, RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import GroupRow, TableColumn
from widgets.timeline import Timeline, TimelineEntry
from widgets.tokens import Family
from widgets.typed_days import PLAIN_WEEK


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
