"""The sample's partners by country, agreements, events with their attendance, and mutual visits of Zigong."""

from collections.abc import Iterable

from casework.entities.events import Attendance, Event, MutualVisit
from casework.entities.partners import Agreement, Partner
from casework.sample.shelf import Row, Shelf, read_json


def write_cooperation(shelf: Shelf) -> None:
    """Partners and agreements first, since rounds, visits and projects hang under them."""
    data = read_json("cooperation.json")
    for row in data["partners"]:
        shelf.put(Partner, row["key"], row)
    for row in data["agreements"]:
        shelf.put(Agreement, row["key"], row)
    write_events(shelf, [*data["events"], *read_json("published.json")["events"]])
    for row in data["mutual_visits"]:
        visit = shelf.put(MutualVisit, row["key"], row, without=("person_times",))
        came = Attendance(mutual_visit_id=visit.id, unit_name=visit.other_side, person_times=row["person_times"])
        shelf.add(came, f"互访 {row['key']}")


def write_events(shelf: Shelf, rows: Iterable[Row]) -> None:
    """Events, and how many came from where."""
    for row in rows:
        event = shelf.put(Event, row["key"], row, without=("attendance",))
        for unit, persons in row.get("attendance", ()):
            shelf.add(Attendance(event_id=event.id, unit_name=unit, person_times=persons), f"{row['key']} {unit}")
