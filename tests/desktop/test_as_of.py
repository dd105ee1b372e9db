"""Lists, records and figures as of an earlier day, from the command line and in the window."""

import dataclasses
import datetime as dt

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.entities.visits import Visit
from casework.records import Clock


def test_lists_and_figures_are_told_as_of_an_earlier_day(shell, tmp_path):
    path = tmp_path / "案卷.huifang"
    firm = Enterprise(name="示例甲公司")
    with Casebook.create(path, clock=Clock.fixed(dt.date(2022, 12, 1)), actor="王敏") as book:
        firm = stored(book, firm)
        stored(book, visit_of(firm, dt.date(2022, 12, 1)))
        book.store.look_from(Clock.fixed(dt.date(2022, 12, 9)))
        stored(book, dataclasses.replace(firm, name="示例乙公司"))
        stored(book, visit_of(firm, dt.date(2022, 12, 2)))
    now, then = ((), ("--as-of", "2022-12-08"))
    for day, name, visits in ((now, "示例乙公司", 2), (then, "示例甲公司", 1)):
        listed = shell.done("list", path, "enterprise", *day)
        assert ([record["name"] for record in listed["records"]], listed["total"]) == ([name], 1)
        assert shell.done("get", path, "enterprise", firm.id, *day)["name"] == name
        told = shell.done("figures", path, "--period", "2022-12", *day)
        assert next(f for f in told["figures"] if f["key"] == "contacts_phone")["value"] == visits
        assert told["stood_on"] == (day[1] if day else None)
    refused = shell("list", path, "enterprise", "--as-of", "2022-11-30")
    assert refused.status == 1
    assert "2022-12-01" in refused.err


def stored(book, record):
    with book.change("试") as write:
        return write.save(record)


def visit_of(firm, day):
    return Visit(enterprise_id=firm.id, contact_mode="phone", state="done", occurred_on=day, no_next_contact=True)
