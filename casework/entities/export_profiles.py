"""How a roster leaves the office, kept under a name: columns, rows, masks, groups, and what hangs on a record."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.entities.saved_filters import refuse_same_name
from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import Reader, Record

GROUPINGS = CodeList(
    "roster_grouping",
    {"person": N_("By person"), "district": N_("By district"), "round": N_("By revisit round")},
)
DIVISIONS = CodeList(
    "roster_division",
    {"one": N_("One sheet"), "sheets": N_("A sheet for each group"), "files": N_("A file for each group")},
)
CHILDREN_PLACES = CodeList(
    "roster_children",
    {"none": N_("Left out"), "columns": N_("In columns of their own"), "sheets": N_("On further sheets")},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportProfile(Record):
    """A way to write rosters of one record type; `columns` are field names, one a line, none meaning all."""

    type_name: ClassVar[str] = "export_profile"
    label: ClassVar[str] = N_("Export profile")
    names: ClassVar[tuple[str, ...]] = ("name",)

    exported_type: Annotated[str, Field(N_("Type of records"), required=True, listed=False)]
    name: Annotated[str, Field(N_("Name"), required=True)]
    heading: Annotated[str, Field(N_("Title of the roster"))] = ""
    columns: Annotated[str, Field(N_("Columns"), kind=Kind.LONG_TEXT, listed=False)] = ""
    filter_id: Annotated[str, Field(N_("Saved filter"), refers_to="saved_filter")] = ""
    unmasked: Annotated[bool, Field(N_("Personal data in full"))] = False
    grouping: Annotated[str, Field(N_("Grouped"), codes=GROUPINGS)] = ""
    division: Annotated[str, Field(N_("Divided into"), codes=DIVISIONS, required=True)] = "one"
    children_place: Annotated[str, Field(N_("Records that hang on it"), codes=CHILDREN_PLACES, required=True)] = "none"

    def title(self) -> str:
        """Its name."""
        return self.name

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of its columns in their order; empty where all are meant."""
        return tuple(name for name in self.columns.split() if name)

    def check(self, before: Self | None, read: Reader) -> None:
        """One profile a name and type; parts only where there are groups to part by."""
        if self.exported_type not in read.types:
            raise RuleForbids(_("There is no record type “{name}”.").format(name=self.exported_type))
        refuse_same_name(self, self.name, "exported_type = :place", self.exported_type, read)
        if self.division != "one" and not self.grouping:
            raise RuleForbids(
                _("Without groups there is nothing to divide by."),
                field="division",
                remedy=_("Choose by what the rows are grouped."),
            )
