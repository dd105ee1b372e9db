"""The sample's office: units, persons, settings, deadlines, and the figures and targets of other offices."""

from casework.entities.people import Person, Unit
from casework.entities.reported_figures import ReportedFigure
from casework.entities.settings import CodeWord, ServiceDeadline, Setting
from casework.entities.targets import FigureWording, Target
from casework.sample.shelf import Shelf, read_json, read_table


def write_office(shelf: Shelf) -> None:
    """The tree of units, the persons on our side, and what the office sets for itself."""
    for row in read_table("units.tsv"):
        shelf.put(Unit, row["name"], row)
    for row in read_table("people.tsv"):
        shelf.put(Person, row["name"], row)
    office = read_json("office.json")
    for row in office["settings"]:
        shelf.put(Setting, row["key"], {"value": row["value"]}, key=row["key"])
    for row in office["deadlines"]:
        shelf.put(ServiceDeadline, row["service_mode"], row)
    for row in office["code_words"]:
        shelf.put(CodeWord, row["word"], row)


def write_figures(shelf: Shelf) -> None:
    """Reported figures with their sources, annual targets, and the wordings of their own that scopes have."""
    data = read_json("figures.json")
    for row in data["reported_figures"]:
        shelf.put(ReportedFigure, f"{row['indicator']} {row['scope']}", row)
    for row in data["targets"]:
        shelf.put(Target, f"{row['indicator']} {row['scope']}", row)
    for row in data["wordings"]:
        shelf.put(FigureWording, f"{row['indicator']} {row['scope']}", row)
