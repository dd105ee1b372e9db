"""What of a record is matched: titles and texts of demands and offers, what experts can, wrote and did."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from casework.insight.matching.suggestions import Document
from casework.insight.matching.terms import plain
from casework.records import Reader

KINDS = ("demand", "offer", "expert")
_PORTION = 20_000
_OF_EXPERT = (
    "select id, expertise as title, works || char(10)"
    " || ifnull((select group_concat(subject, char(10)) from (select subject from offer"
    "   where offer.expert_id = expert.id and removed_at is null order by offer.id)), '') || char(10)"
    " || ifnull((select group_concat(subject, char(10)) from (select demand.subject from match"
    "   join demand on demand.id = match.demand_id where match.expert_id = expert.id"
    "   and match.state <> 'refused' and match.removed_at is null order by match.id)), '') || char(10)"
    " || ifnull((select group_concat(name, char(10)) from (select name from project"
    "   where project.expert_id = expert.id and removed_at is null order by project.id)), '') as body,"
    " 1 as is_open, rowid as place from expert where removed_at is null"
)
_SQL: Mapping[str, str] = {
    "demand": "select id, subject as title, iif(confidential, '', content || char(10) || acceptance) as body,"
    " state = 'open' as is_open, rowid as place from demand where removed_at is null",
    "offer": "select id, subject as title, iif(confidential, '', content || char(10) || conditions) as body,"
    " state = 'open' as is_open, rowid as place from offer where removed_at is null",
    "expert": _OF_EXPERT,
}
"""A confidential demand or offer is matched by its title alone, so nothing else of it can become a reason."""
_TOUCHED = (
    "select distinct type, record_id, json_extract(fields, '$.expert_id[0]') as before,"
    " json_extract(fields, '$.expert_id[1]') as after from operation where dseq > :since"
    " and type in ('demand', 'offer', 'expert', 'match', 'project')"
)
_EXPERTS_BEHIND = (
    "select expert_id as id from match where id in (select value from json_each(:ids)) and expert_id is not null"
    " union select expert_id from match where demand_id in (select value from json_each(:ids))"
    " and expert_id is not null"
    " union select expert_id from offer where id in (select value from json_each(:ids)) and expert_id is not null"
    " union select expert_id from project where id in (select value from json_each(:ids)) and expert_id is not null"
)


def count(read: Reader, kind: str) -> int:
    """How many records a library has."""
    return read.query(f"select count(*) as n from {kind} where removed_at is null")[0]["n"]


def every(read: Reader, kind: str) -> Iterator[list[Document]]:
    """All documents of a library, in portions."""
    last = -1
    while rows := read.query(
        f"{_SQL[kind]} and rowid > :last order by rowid limit :most", {"last": last, "most": _PORTION}
    ):
        yield [_document(row) for row in rows]
        last = rows[-1]["place"]


def these(read: Reader, kind: str, ids: Iterable[str]) -> dict[str, Document]:
    """The documents with these ids; those that are removed are left out."""
    sql = f"{_SQL[kind]} and id in (select value from json_each(:ids))"
    return {row["id"]: _document(row) for row in read.query(sql, {"ids": json.dumps(list(ids))})}


def _document(row: Mapping[str, str | int]) -> Document:
    title, body = plain(str(row["title"])), plain(str(row["body"])).strip()
    return Document(str(row["id"]), title, body, is_open=bool(row["is_open"]))


def touched(read: Reader, since: int) -> dict[str, Sequence[str]]:
    """The documents whose text may have changed since an operation, by kind."""
    rows = read.query(_TOUCHED, {"since": since})
    found = {kind: {row["record_id"] for row in rows if row["type"] == kind} for kind in KINDS}
    behind = json.dumps([row["record_id"] for row in rows if row["type"] != "expert"])
    found["expert"] |= {row[side] for row in rows for side in ("before", "after") if row[side]}
    if len(behind) > len("[]"):
        found["expert"] |= {row["id"] for row in read.query(_EXPERTS_BEHIND, {"ids": behind})}
    return {kind: sorted(ids) for kind, ids in found.items() if ids}


def place_of(read: Reader) -> tuple[int, str]:
    """Where the history of the file stands: its last operation and that operation's hash."""
    rows = read.query("select dseq, hash from operation order by dseq desc limit 1")
    return (rows[0]["dseq"], rows[0]["hash"]) if rows else (0, "")


def goes_on_from(read: Reader, dseq: int, digest: str) -> bool:
    """Whether the history of the file holds this very operation."""
    rows = read.query("select hash from operation where dseq = :dseq", {"dseq": dseq})
    return bool(rows) and rows[0]["hash"] == digest
