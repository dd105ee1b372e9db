"""The schema agrees with the record types, and every business table is guarded."""

import pytest
import sqlcipher3.dbapi2 as sqlcipher
import sqlite_utils

from casework.catalogue import RECORD_TYPES
from casework.fields import Kind, columns
from casework.store import migrations

WHOLE_NUMBERS = (Kind.INTEGER, Kind.MONEY, Kind.YES_NO)


@pytest.fixture(scope="module")
def fresh():
    database = sqlite_utils.Database(sqlcipher.connect(":memory:", isolation_level=None), execute_plugins=False)
    migrations.migrate(database)
    yield database
    database.close()


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_a_table_has_just_the_columns_of_its_record_type(fresh, name):
    rows = fresh.execute(f'pragma table_info("{name}")').fetchall()
    told = {row[1]: (row[2], bool(row[3])) for row in rows}
    for column in columns(RECORD_TYPES[name]):
        stored, must = told.pop(column.name)
        assert stored == ("INTEGER" if column.kind in WHOLE_NUMBERS else "TEXT"), column.name
        if column.field.required:
            assert must, column.name
        if column.nullable:
            assert not must, column.name
    assert told == {}


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_every_reference_is_a_foreign_key_with_an_index(fresh, name):
    keys = {row[3]: row[2] for row in fresh.execute(f'pragma foreign_key_list("{name}")')}
    references = {c.name: c.field.refers_to for c in columns(RECORD_TYPES[name]) if c.kind is Kind.REFERENCE}
    assert keys == references
    firsts = {
        fresh.execute(f'pragma index_info("{index[1]}")').fetchall()[0][2]
        for index in fresh.execute(f'pragma index_list("{name}")')
    }
    assert set(references) <= firsts


def test_every_business_table_is_strict_and_guarded_against_writes_past_the_door(fresh):
    steps = (name for name in vars(migrations) if name.startswith("BUSINESS_TABLES_"))
    guarded = [table for step in steps for table in getattr(migrations, step)]
    assert sorted(guarded) == sorted(RECORD_TYPES)
    triggers = {row[0] for row in fresh.execute("select name from sqlite_master where type = 'trigger'")}
    assert triggers == {f"{name}_guards_{deed}" for name in RECORD_TYPES for deed in ("insert", "update", "delete")}
    strict = {row[1] for row in fresh.execute("pragma table_list") if row[5]}
    assert set(RECORD_TYPES) <= strict


def test_the_schema_is_frozen(fresh):
    assert migrations.fingerprint(fresh) == FINGERPRINT


FINGERPRINT = "7398ab1ffcb045657c53952bbb65677e776ac66152aa9b16dc061d16f153ef8a"
