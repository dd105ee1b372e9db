"""Names of many records at once, by their ids."""

import json
from collections.abc import Iterable

from casework.records import Reader

_NAME_COLUMNS = {
    "enterprise": "iif(short_name <> '', short_name, name)",
    "person": "name",
    "unit": "name",
    "expert": "name",
    "offer": "subject",
    "revisit_round": "name",
    "agreement": "name",
    "event": "name",
    "list_line": "subject",
    "mutual_visit": "number",
    "partner": "name",
    "policy": "name",
    "policy_clause": "subject",
    "responsibility_list": "name",
}
IN_LIST = "in (select value from json_each(:ids))"
"""SQL: among the ids bound as :ids by `bound_ids`."""


def bound_ids(ids: Iterable[str]) -> dict[str, str]:
    """The values that `IN_LIST` binds."""
    return {"ids": json.dumps(sorted({one for one in ids if one}))}


def names_of(read: Reader, type_name: str, ids: Iterable[str]) -> dict[str, str]:
    """The names of these records, enterprises by their short name where they have one; "" stands for none."""
    sql = f'select id, {_NAME_COLUMNS[type_name]} as name from "{type_name}" where id {IN_LIST}'
    return {"": ""} | {row["id"]: row["name"] for row in read.query(sql, bound_ids(ids))}
