"""Every widget with facts in it, as a page would show it, to be looked at and to be checked for what is cut."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casework.entities.appeals import CASE_STATES
from casework.entities.visits import CONTACT_MODES, Visit
from casework.errors import BadInput
from casework.fields import columns
from tests.widgets.examples import (
    AMOUNT,
    TODAY,
    needs,
    sample_pdf,
)
from tests.widgets.list_scenes import board, matrix, month, table, timeline, two_line_list
from widgets.buttons import Button, ButtonKind, icon_button, link_button
from widgets.cards import Card, column_of, row_of
from widgets.charts import BarChart, Series, ShareBars
from widgets.chip_families import MODE_ICONS, state_chip
from widgets.clock_ring import ClockFacts, ClockRing
from widgets.code_editor import CodeEditor
from widgets.conditions import Condition, Filter
from widgets.day_grid import DayPopup
from widgets.document_preview import DocumentPreview
from widgets.drop_zone import DropZone
from widgets.figures import FigureFacts, FigureStrip, FigureTile, StripFigure
from widgets.filter_bar import FilterBar
from widgets.labels import LineLabel
from widgets.notice_bar import NoticeBar
from widgets.palette import Answering, Palette, PaletteAnswer, PaletteGroup, PaletteHit, PaletteQuestion
from widgets.pieces import Bar, Chip, Icon, Person, Ring, Words, caption, fixed
from widgets.progress import Progress
from widgets.record_form import FormSection, RecordForm
from widgets.segmented import Segmented
from widgets.side_bar import SideBar, SideEntry
from widgets.stepper import Step, Stepper, StepState
from widgets.tokens import Family
from widgets.typed_days import PLAIN_WEEK


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


def day_popup() -> QWidget:
    """The month under a date field."""
    holder = QWidget()
    made = DayPopup(holder, TODAY, PLAIN_WEEK)
    made.setParent(holder, Qt.WindowType.Widget)
    made.adjustSize()
    made.show()
    made.grid.show_day(date(2022, 12, 8))
    made.move(8, 8)
    return holder


def palette() -> QWidget:
    """The palette over a page."""
    window = two_line_list()

    def provide(question: PaletteQuestion, answer: Answering) -> None:
        words = question.words
        hits = [
            PaletteHit(
                id="e0",
                title="示例龙川阀门有限公司",
                note="主营 阀座密封、球阀 ・ 高新区",
                marks=("阀座",),
                icon="building",
                right=[caption("今天联系")],
            ),
            PaletteHit(id="e1", title="示例自流井流体控制有限公司", note="主营 调节阀座、阀杆", icon="building"),
        ]
        commands = [PaletteHit(id="log", title=f"记一次联系：{words}", icon="add", right=[fixed("Ctrl+N", "dim")])]
        groups = [
            PaletteGroup(key="enterprise", label="企业", hits=hits, count=2),
            PaletteGroup(key="command", label="命令", hits=commands),
        ]
        answer(PaletteAnswer(groups=groups))

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
