"""What was typed and not yet saved, kept in the case file so that a killed program loses a second at most."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.store.store import Store


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished form: its name (page and record), when it was kept, its values as plain data."""

    name: str
    saved_at: str
    values: Mapping[str, Any]


def keep_draft(store: Store, name: str, values: Mapping[str, Any]) -> None:
    """Keeps the values of a form under `name`, over what was kept before."""
    at = store.clock.now().isoformat(timespec="seconds")
    text = json.dumps(values, ensure_ascii=False)
    store.maintain(
        lambda database: database.execute(
            "insert into draft values (?, ?, ?) on conflict (name) do update"
            " set saved_at = excluded.saved_at, content = excluded.content",
            [name, at, text],
        )
    )


def drop_draft(store: Store, name: str) -> None:
    """Forgets a draft: its form was saved or given up."""
    store.maintain(lambda database: database.execute("delete from draft where name = ?", [name]))


def drafts(store: Store) -> list[Draft]:
    """All drafts, newest first."""
    rows = store.query("select name, saved_at, content from draft order by saved_at desc, name")
    return [Draft(row["name"], row["saved_at"], json.loads(row["content"])) for row in rows]
