"""The figures of a month over 1,000,000 visits beside the same counts in plain sqlite3."""

import dataclasses
import datetime as dt
import sqlite3
import uuid

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.side_by_side import compare
from casework.casebook import Casebook
from casework.entities.people import Unit
from casework.entities.visits import Visit
from casework.insight.figures import compute
from casework.insight.month import month
from casework.periods import parse_period
from casework.records import Clock
from desktop.monthly_papers import print_monthly_summary

VISITS, FIRMS, CASES = 1_000_000, 50_000, 100_000
MODES = ("on_site", "phone", "online", "symposium")
FIRST = dt.date(2020, 1, 1)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A case file of five years, its rows written past the door by opening it on purpose."""
    path = tmp_path_factory.mktemp("large") / "large.huifang"
    Casebook.create(path, clock=Clock.fixed(dt.date(2024, 12, 31)), actor="王敏").close()
    raw = sqlcipher.connect(str(path), isolation_level=None)
    raw.execute("begin")
    raw.execute("update write_door set action = 'benchmark'")
    units = [str(uuid.UUID(int=n + 1)) for n in range(20)]
    raw.executemany(
        "insert into unit (id, version, name, unit_kind) values (?, 1, ?, 'territory')",
        [(u, f"示例区{n}") for n, u in enumerate(units)],
    )
    firms = [str(uuid.UUID(int=10**6 + n)) for n in range(FIRMS)]
    raw.executemany(
        "insert into enterprise (id, version, name, territory_id) values (?, 1, ?, ?)",
        ((f, f"示例企业{n}", units[n % 20]) for n, f in enumerate(firms)),
    )
    raw.executemany(
        "insert into visit (id, version, enterprise_id, territory_id, contact_mode, state, occurred_on,"
        " no_next_contact) values (?, 1, ?, ?, ?, 'done', ?, 1)",
        (
            (
                str(uuid.UUID(int=10**9 + n)),
                firms[n % FIRMS],
                units[n % FIRMS % 20],
                MODES[n % 4],
                (FIRST + dt.timedelta(days=n * 1826 // VISITS)).isoformat(),
            )
            for n in range(VISITS)
        ),
    )
    raw.executemany(
        "insert into appeal (id, version, case_kind, enterprise_id, territory_id, subject, service_mode, state,"
        " accepted_on, closed_on, rating) values (?, 1, 'appeal', ?, ?, '示例', 'agency', 'closed', ?, ?, 'satisfied')",
        (
            (
                str(uuid.UUID(int=10**10 + n)),
                firms[n % FIRMS],
                units[n % FIRMS % 20],
                (FIRST + dt.timedelta(days=n * 1800 // CASES)).isoformat(),
                (FIRST + dt.timedelta(days=n * 1800 // CASES + 9)).isoformat(),
            )
            for n in range(CASES)
        ),
    )
    raw.execute("update write_door set action = null")
    raw.execute("commit")
    raw.execute("analyze")
    raw.close()
    return path


def test_a_month_over_a_million_visits(large):
    book = Casebook.open(large, clock=Clock.fixed(dt.date(2024, 12, 31)), actor="王敏", read_only=True)
    plain = sqlite3.connect(f"file:{large}?mode=ro", uri=True)
    period = parse_period("2024-05")

    def by_hand():
        for mode in MODES:
            plain.execute(
                "select count(*) from visit where removed_at is null and state = 'done' and contact_mode = ?"
                " and occurred_on between '2024-05-01' and '2024-05-31'",
                [mode],
            ).fetchone()
        plain.execute(
            "select count(distinct enterprise_id) from visit where removed_at is null and state = 'done'"
            " and occurred_on between '2024-05-01' and '2024-05-31'"
        ).fetchone()
        plain.execute(
            "select count(*), sum(rating = 'satisfied') from appeal where removed_at is null and"
            " state = 'closed' and closed_on between '2024-05-01' and '2024-05-31'"
        ).fetchone()

    compare(
        "Figures of one month over 1,000,000 visits",
        {
            "ours, every figure with its base and records": lambda: compute(book, period, None, None),
            "plain sqlite3, the six counts of visits and appeals": by_hand,
        },
        rounds=3,
    )
    plain.close()
    book.close()


def test_the_monthly_summary_over_a_million_visits(large, tmp_path):
    """The whole paper with its figures, comparisons, charts and annexes; and the file as of the day before."""
    with Casebook.open(large, clock=Clock.fixed(dt.date(2024, 12, 31)), actor="王敏", read_only=True) as book:
        period, target = parse_period("2024-05"), tmp_path / "小结.pdf"
        scope = book.find(Unit, "示例区3")
        print_monthly_summary(book, target, period, force=True)  # the faces are loaded
        compare(
            "The monthly summary of a file with 1,000,000 visits",
            {
                "the six counts of visits and appeals in plain SQL": lambda: six_counts(book),
                "all figures, every one with base and records": lambda: compute(book, period),
                "figures, the month and the year before, the months of the year": lambda: month(book, period),
                "the summary as PDF, all units": lambda: print_monthly_summary(book, target, period, force=True),
                "the summary as PDF, one of 20 districts": lambda: print_monthly_summary(
                    book, target, period, scope=scope, force=True
                ),
            },
            rounds=3,
        )


def six_counts(book):
    done = "visit where removed_at is null and state = 'done' and occurred_on between '2024-05-01' and '2024-05-31'"
    for mode in MODES:
        book.query(f"select count(*) from {done} and contact_mode = :mode", {"mode": mode})
    book.query(f"select count(distinct enterprise_id) from {done}")
    book.query(
        "select count(*), sum(rating = 'satisfied') from appeal where removed_at is null and state = 'closed'"
        " and closed_on between '2024-05-01' and '2024-05-31'"
    )


def test_the_past_of_a_million_visits(large):
    """As of a day: what it costs follows what was changed since."""
    with Casebook.open(large, clock=Clock.fixed(dt.date(2024, 12, 31)), actor="王敏") as book:
        book.store.look_from(Clock.fixed(dt.date(2025, 1, 2)))
        with book.change("更正") as write:
            for visit in write.select(Visit, "occurred_on between '2024-05-01' and '2024-05-31'", limit=1000):
                write.save(dataclasses.replace(visit, topic="更正"))
        period = parse_period("2024-05")

        def past():
            with book.as_of(dt.date(2024, 12, 31)) as then:
                compute(then, period)

        compare(
            "The figures of a month over 1,000,000 visits, 1,000 of them changed since",
            {"now": lambda: compute(book, period), "as of two days before, opened anew": past},
            rounds=3,
        )
