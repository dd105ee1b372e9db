"""The sample case file, made from the data in resources/sample, whose SOURCES.md says what is invented."""

import datetime as dt

from casework.calendar import WorkingCalendar
from casework.entities.settings import working_calendar
from casework.records import Writer
from casework.sample.cooperation import write_cooperation
from casework.sample.enterprises import roster_rows, write_enterprises
from casework.sample.lists import write_lists, write_policies
from casework.sample.nanchuan import write_nanchuan
from casework.sample.office import write_figures, write_office
from casework.sample.regions import write_gaozhu, write_pingwu, write_sichuan
from casework.sample.shelf import Shelf, read_json
from casework.sample.supply import write_projects, write_supply
from casework.sample.zigong import write_cases, write_contacts, write_promises, write_rounds

SAMPLE_TODAY = dt.date(2022, 12, 30)
"""The day from which the sample is looked at (product rule 12)."""
SAMPLE_WRITTEN_ON = dt.date(2024, 12, 31)
"""The day on whose clock it is written: its youngest rows are of October 2024, and no contact may lie in the future."""


def write_sample(write: Writer) -> None:
    """Everything the sample holds, inside the one action that `write` belongs to; twice written, the same rows.

    The clock of `write` stands at SAMPLE_WRITTEN_ON or later; RuleForbids where it does not.
    """
    shelf = Shelf(write)
    write_office(shelf)
    calendar = working_calendar(write)
    _write_zigong(shelf, calendar)
    write_gaozhu(shelf)
    write_pingwu(shelf)
    write_sichuan(shelf)
    write_nanchuan(shelf, calendar)
    write_figures(shelf)


def sample_roster() -> list[list[str | int | float]]:
    """The roster that the main job imports: headings, then 18 rows; money in 万元, 是 for a class of 2022."""
    rows = roster_rows()
    return [[*rows[0]], *([*row.values()] for row in rows)]


def _write_zigong(shelf: Shelf, calendar: WorkingCalendar) -> None:
    published = read_json("published.json")
    write_enterprises(shelf, published["enterprises"])
    write_cooperation(shelf)
    write_rounds(shelf)
    write_contacts(shelf)
    write_cases(shelf, calendar)
    write_promises(shelf)
    for library in (read_json("zigong_libraries.json"), published):
        write_supply(shelf, library)
    write_projects(shelf, read_json("zigong_projects.json") + published["projects"])
    write_lists(shelf)
    write_policies(shelf)
