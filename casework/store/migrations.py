"""The schema of a case file as a row of frozen steps; an older file is brought up to date by the missing ones."""

import hashlib
from importlib.resources import files
from typing import Any

BUSINESS_TABLES_1 = (
    "unit",
    "person",
    "enterprise",
    "enterprise_alias",
    "enterprise_class",
    "commissioner_assignment",
    "contact_person",
    "partner",
    "agreement",
    "event",
    "mutual_visit",
    "attendance",
    "revisit_round",
    "round_member",
    "visit",
    "visit_party",
    "common_problem",
    "appeal",
    "appeal_step",
    "appeal_stop",
    "commitment",
    "expert",
    "demand",
    "offer",
    "match",
    "match_step",
    "project",
    "project_stage",
    "blocker",
    "responsibility_list",
    "list_line",
    "list_line_unit",
    "policy",
    "policy_clause",
    "policy_payout",
    "target",
    "figure_wording",
    "reported_figure",
    "attachment",
    "export_record",
    "frozen_month",
    "setting",
    "service_deadline",
    "calendar_day",
    "code_word",
)
BUSINESS_TABLES_3 = ("saved_filter", "export_profile")
BUSINESS_TABLES_4 = ("merger", "distinct_pair")
BUSINESS_TABLES_7 = ("month_words",)
STEPS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""The frozen steps, oldest first; the version of a file is how many of them it has."""

_NEW_TABLES = {
    "0001": BUSINESS_TABLES_1,
    "0003": BUSINESS_TABLES_3,
    "0004": BUSINESS_TABLES_4,
    "0007": BUSINESS_TABLES_7,
}
"""The business tables that a step brings; each is guarded."""


def latest_version() -> int:
    """The version that this program writes."""
    return len(STEPS)


def migrate(database: Any) -> None:
    """Brings an open database up to the latest version, each step in a transaction of its own."""
    from casework.store.tables_library import Migrations

    steps = Migrations("huifang")

    for step in STEPS:

        @steps(name=step)
        def take(database: Any, step: str = step) -> None:
            _take(step, database)

    steps.apply(database)
    database.execute(f"pragma user_version = {latest_version()}")


def _take(step: str, database: Any) -> None:
    """One step: its SQL, and the guard of the business tables that it brings."""
    database.executescript(_sql(step))
    for table in _NEW_TABLES.get(step, ()):
        database.executescript(_guard(table))


def _sql(step: str) -> str:
    return (files("casework") / "store" / "schema" / f"{step}.sql").read_text(encoding="utf-8")


def _guard(table: str) -> str:
    """Triggers that abort any write to a business table outside the one write door (decision 8)."""
    return "".join(
        f'CREATE TRIGGER {table}_guards_{deed.lower()} BEFORE {deed} ON "{table}"'
        " WHEN (SELECT action FROM write_door) IS NULL"
        " BEGIN SELECT RAISE(ABORT, 'a write outside the write door'); END;\n"
        for deed in ("INSERT", "UPDATE", "DELETE")
    )


def fingerprint(database: Any) -> str:
    """A digest of the whole schema, to show that a migrated file and a fresh one are the same."""
    rows = database.execute(
        "select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite_%' order by type, name"
    ).fetchall()
    return hashlib.sha256(repr([tuple(r) for r in rows]).encode()).hexdigest()
