"""The content of case summaries as typst source: the same facts, tables and words, one enterprise a page."""

from collections.abc import Iterable, Iterator, Sequence

from casework.amounts import format_fen
from casework.entities.appeals import RATINGS, SERVICE_MODES
from casework.entities.visits import CONTACT_MODES
from casework.insight.case_story import CaseStory, EnterpriseStory
from casework.insight.open_matters import case_mark
from casework.insight.promises import Promise
from casework.insight.story_supply import ProjectStory

_HEAD = """#set page(paper: "a4", margin: (x: 19mm, top: 10mm, bottom: 15mm),
  footer: context [#text(8pt)[示例技术转移中心　企业服务个案摘要 #h(1fr) 第 #counter(page).display() 页]])
#set text(font: "Huifang Serif", size: 9pt, lang: "zh")
#set table(stroke: (x, y) => (bottom: 0.35pt + luma(200)), inset: (x: 4pt, y: 2.2pt))
#show heading: set text(font: "Huifang Sans", size: 10.5pt)
#outline(title: "目录", depth: 1)
"""


def typst_source(stories: Sequence[EnterpriseStory]) -> str:
    """One document with contents and every summary on a page of its own."""
    return _HEAD + "\n".join("\n".join(_summary(story)) for story in stories)


def _summary(story: EnterpriseStory) -> Iterator[str]:
    yield "#pagebreak()"
    yield f'#align(center)[#text(21pt, weight: "bold")[企业服务个案摘要]]\n= {_text(story.enterprise.name)}'
    yield _table(4, [], _facts(story))
    yield "== 资质与各轮联系"
    yield _table(5, ["资质类别", *map(str, story.years)], _classes(story))
    yield _table(5, ["轮次", "日期", "方式", "对方", "结果"], _rounds(story))
    yield "== 时间线"
    happenings = story.happenings[:12]
    yield _table(4, [], [[one.happened_on.isoformat(), one.kind, one.person, one.text[:76]] for one in happenings])
    yield "== 诉求与办件"
    yield _table(6, ["编号", "事项", "服务方式", "状态", "用时 / 时限", "企业评价"], map(_case, story.cases))
    yield "== 需求与撮合"
    yield _table(4, ["供给", "单位", "名次", "进展"], _matches(story))
    yield "== 项目"
    heads = ["项目", "阶段与进入日期", "意向金额", "合同金额", "到账金额"]
    yield _table(5, heads, map(_project, story.projects))
    yield "== 未兑现的承诺"
    yield _table(5, ["承诺内容", "承诺人 → 对象", "来源", "兑现期限", "状态"], map(_promise, story.promises))
    yield _table(3, [], [["经办人", "审核人", "企业阅知"], ["日　期", "日　期", "日　期"]])


def _facts(story: EnterpriseStory) -> list[list[str]]:
    firm, person = story.enterprise, story.contact_person
    return [
        ["企业名称", firm.name, "统一社会信用代码", firm.uscc],
        ["所在地", story.territory, "产业链", firm.industry_chain],
        ["企服专员", story.in_charge.person if story.in_charge else "", "企业联系人", person.name if person else ""],
        ["营业收入", _money(firm.revenue), "研发投入", _money(firm.research_spending)],
    ]


def _classes(story: EnterpriseStory) -> list[list[str]]:
    return [[row.label, *("■" if state else "·" for state in row.states)] for row in story.classes]


def _rounds(story: EnterpriseStory) -> Iterator[list[str]]:
    for found in story.rounds:
        cell = found.cell
        mode = CONTACT_MODES.label(cell.mode) if cell.mode else "未联系"
        yield [found.round.name, str(cell.occurred_on or ""), mode, found.met_with, cell.reason]


def _case(case: CaseStory) -> list[str]:
    appeal, clock = case.appeal, case.clock
    rating = RATINGS.label(appeal.rating) if appeal.rating else "未评价"
    mode, state = SERVICE_MODES.label(appeal.service_mode), case_mark(appeal, clock)[1]
    return [appeal.number, appeal.subject, mode, state, f"{clock.text} {clock.word}", rating]


def _matches(story: EnterpriseStory) -> list[list[str]]:
    matches = [match for found in story.demands for match in found.matches]
    return [[match.supply, match.unit, match.rank_text, match.state_text] for match in matches]


def _project(found: ProjectStory) -> list[str]:
    project = found.project
    ladder = " → ".join(f"{step.label} {step.entered_on or '—'}" for step in found.ladder)
    amounts = (project.intended_amount, project.signed_amount, project.received_amount)
    return [project.name, ladder, *map(_money, amounts)]


def _promise(one: Promise) -> list[str]:
    given = one.commitment
    between = f"{one.promised_by} → {given.promised_to}"
    return [given.content, between, one.source, given.due_on.isoformat(), one.state_text]


def _table(columns: int, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = ", ".join(f"[{_text(cell)}]" for row in rows for cell in row)
    if not cells:
        return ""
    header = f"table.header({', '.join(f'[*{_text(word)}*]' for word in head)}), " if head else ""
    return f"#table(columns: {columns}, {header}{cells})"


def _money(fen: int | None) -> str:
    return format_fen(fen) if fen is not None else "—"


def _text(words: str) -> str:
    """A text without what typst takes for markup."""
    return "".join(f"\\{char}" if char in "#*_`$@<>[]\\~/=-+" else char for char in words)
