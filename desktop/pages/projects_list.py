"""The projects as a table: stage, kinds of money in columns of their own, days in stage, what holds them up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from casework.entities.people import UNDER
from casework.entities.projects import BLOCKER_KINDS, LADDER_STAGES, LADDERS, STAGES, Project
from casework.fields import column, columns
from casework.insight.filter_sql import filter_sql
from casework.insight.project_board import ProjectCard, project_cards
from casework.language import _
from desktop.choices import editor_needs
from desktop.listed import Listed
from desktop.paged_rows import Listing, PagedList
from desktop.pages.projects_acts import MONEY
from desktop.session import Session
from widgets.cards import Card, row_of
from widgets.chip_families import state_chip
from widgets.conditions import Condition, Filter
from widgets.filter_bar import FilterBar
from widgets.pieces import Piece, caption, fixed
from widgets.record_table import RecordTable
from widgets.table_columns import TableColumn

_HELD_UP = (
    "project.id in (select project_id from blocker where cleared_on is null and removed_at is null"
    " and project_id is not null)"
)
_QUICK = {
    "held_up": _HELD_UP,
    "on_site": "project.signed_on_site = 1",
    **{ladder: f"project.ladder = '{ladder}'" for ladder in LADDER_STAGES},
}
_BY_PINYIN = "(select sort_key from search_document where record_id = {id})"
_ORDERS = {
    "since": "project.stage_entered_on",
    "number": "project.rowid",
    "name": _BY_PINYIN.format(id="project.id"),
    "enterprise": _BY_PINYIN.format(id="project.enterprise_id"),
    "person": _BY_PINYIN.format(id="project.person_id"),
    **{name: f"project.{name}" for name in MONEY},
}
"""An office has thousands of projects, not hundreds of thousands: any of their columns sorts at once."""


def _money_column(name: str, *, hidden: bool = False) -> TableColumn:
    known = column(Project, name)

    def words(row: ProjectCard) -> str:
        return known.text(getattr(row.project, name))

    return TableColumn(
        key=name,
        label=known.label,
        text=words,
        pieces=lambda row: [fixed(words(row))],
        width=112,
        align_right=True,
        sort_key=name,
        hidden=hidden,
    )


def _held_up(row: ProjectCard) -> Sequence[Piece]:
    if row.blocker is None:
        return []
    days = caption(_("{days} days").format(days=row.blocked_days), elastic=False)
    return [state_chip(BLOCKER_KINDS, row.blocker.blocker_kind), days]


def _stage(row: ProjectCard) -> Sequence[Piece]:
    return [state_chip(STAGES, row.project.stage)] if row.project.stage else []


def _since(row: ProjectCard) -> str:
    return row.project.stage_entered_on.isoformat() if row.project.stage_entered_on else ""


def project_columns() -> tuple[TableColumn, ...]:
    """What the table shows; rarer kinds of money are hidden until they are asked for."""
    shown = ("agreed_investment", "signed_amount", "received_amount")
    return (
        TableColumn(
            key="number", label=_("No."), text=lambda row: row.project.number, width=92, sort_key="number",
        ),
        TableColumn(
            key="name", label=column(Project, "name").label, text=lambda row: row.project.name, stretch=True,
            sort_key="name",
        ),
        TableColumn(
            key="enterprise", label=_("Enterprise"), text=lambda row: row.enterprise, width=150, sort_key="enterprise"
        ),
        TableColumn(
            key="ladder", label=_("Ladder"), text=lambda row: LADDERS.label(row.project.ladder), width=100, hidden=True
        ),
        TableColumn(
            key="stage", label=_("Stage"), text=lambda row: STAGES.label(row.project.stage), pieces=_stage, width=84
        ),
        TableColumn(key="since", label=_("In this stage since"), text=_since, width=128, sort_key="since"),
        *(_money_column(name, hidden=name not in shown) for name in MONEY),
        TableColumn(
            key="held_up", label=_("Held up by"), width=130, pieces=_held_up,
            text=lambda row: row.blocker.subject if row.blocker else "",
        ),
        TableColumn(
            key="person", label=_("Handled by"), text=lambda row: row.person, width=80, sort_key="person"
        ),
    )  # fmt: skip


class ProjectsList(Card):
    """Filter and table; `chosen` tells the current project, `opened` Enter on it, `counted` how many there are."""

    chosen = Signal(str)
    opened = Signal(str)
    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        """Empty until it is refreshed."""
        super().__init__(margins=(1, 8, 1, 7))
        self._session, self._total = session, 0
        self._scope_id = ""
        words = {
            "held_up": _("Held up"),
            "on_site": _("Signed on site"),
            **{ladder: LADDERS.label(ladder) for ladder in LADDER_STAGES},
        }
        self.bar = FilterBar(
            [one for one in columns(Project) if one.field.listed],
            editor_needs(session),
            placeholder=_("Find among the projects"),
            quick=list(words.items()),
        )
        self.table = RecordTable(project_columns(), name=_("Projects"))
        self.table.show_sort("since", descending=True)
        self._paged = PagedList(session, self.table, lambda read, ids: list(project_cards(read, ids)))
        self._paged.counted.connect(self._count)
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.sorted_by.connect(self._sort)
        self.bar.changed.connect(self._narrowed)
        self.add(row_of(self.bar, margins=(13, 0, 13, 0)))
        self.add(self.table, 1)

    def refresh(self, scope_id: str = "") -> None:
        """Reads the table anew."""
        self._scope_id = scope_id
        wanted = self.bar.filter()
        if wanted.is_empty:
            self.table.empty.say(_("What grows out of demands and matches stands here as a project."))
        else:
            self.table.empty.say_no_hit(self._total, self.bar.told(), self.bar.clear)
        self.table.set_marks([wanted.words] if wanted.words else [])
        where, values = filter_sql(self._session.book, Project, wanted, _QUICK)
        place = (
            "ifnull(project.territory_id, (select territory_id from enterprise where enterprise.id ="
            f" project.enterprise_id)) in {UNDER}"
        )
        here = f" and {place}" if scope_id else ""
        key, descending = self.table.sorting()
        order = f"{_ORDERS[key]}{' desc' if descending else ''} nulls last, project.rowid"
        sql = f"select project.id from project where {where}{here} and project.removed_at is null order by {order}"
        self._paged.show(Listing(ids=sql, bound={**values, "scope": scope_id}, at_once=False))

    def listed(self) -> Listed:
        """The list as every list is handled."""
        return Listed(
            name="projects",
            words=_("Projects"),
            record_type=Project,
            bar=self.bar,
            table=self.table,
            ids=self._paged.ids,
            rows_of=project_cards,
            columns=self.table.shown_columns,
        )

    def show_stage(self, ladder: str, stage: str) -> None:
        """Narrows the table to the projects that stand in a stage."""
        label = STAGES.label(stage)
        condition = Condition(field="stage", test="is", value=stage, words=label)
        self.bar.set_filter(Filter(quick=(ladder,), groups=((condition,),)))

    def choose(self, project_id: str) -> bool:
        """Makes a project current; False where it is not among the rows at hand."""
        return self.table.choose(project_id)

    def _sort(self, _key: str, _descending: bool) -> None:  # noqa: FBT001 - a signal's fact
        self.refresh(self._scope_id)

    def _narrowed(self, _wanted: Filter) -> None:
        self.refresh(self._scope_id)

    def _count(self, count: int) -> None:
        if self.bar.filter().is_empty:
            self._total = count
        self.counted.emit(count)
