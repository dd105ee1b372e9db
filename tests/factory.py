"""One valid example of each record type, and a small case file that holds them all."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from casework.casebook import Casebook
from casework.catalogue import RECORD_TYPES
from casework.chinese import make_uscc
from casework.records import Clock, Record, named_id
from casework.verbs.keyed_records import put
from casework.verbs.office import set_standard_deadlines

TODAY = dt.date(2022, 12, 30)
"""The day the examples are looked at from."""
ACTOR = "王敏"
_ATTACHED = b"%PDF-1.4 example"


def day(text: str) -> dt.date:
    """The day of an ISO date."""
    return dt.date.fromisoformat(text)


def example_id(type_name: str) -> str:
    """The id of the example of a type: the one its words give it, or a fixed one."""
    keyed = RECORD_TYPES[type_name].identity is not Record.identity
    return _built(type_name, {}).identity() if keyed else named_id("example", type_name)


def example(type_name: str, **changes: Any) -> Any:
    """A valid record of the type, which refers to the examples of other types.

    Without changes it is the one that `example_book` holds; with changes it is another one, not stored
    yet (an enterprise is another one once its credit code is).
    """
    return _built(type_name, {"id": "" if changes else example_id(type_name)} | changes)


def example_book(tmp_path: Path, today: dt.date = TODAY) -> Casebook:
    """An open case file that holds one example of each type; whoever asked for it closes it."""
    path = tmp_path / "示例.huifang"
    path.write_bytes(_example_file())
    return Casebook.open(path, clock=Clock.fixed(today), actor=ACTOR)


@cache
def _example_file() -> bytes:
    """The bytes of the case file of examples, written once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "示例.huifang"
        with Casebook.create(path, clock=Clock.fixed(TODAY), actor=ACTOR) as book:
            _fill(book)
        return path.read_bytes()


def _fill(book: Casebook) -> None:
    with book.change("示例") as write:
        for type_name in RECORD_TYPES:
            put(write, example(type_name))
        set_standard_deadlines(write)
    content = [example("attachment").digest, _ATTACHED]
    book.store.maintain(lambda database: database.execute("insert into attachment_content values (?, ?)", content))


def _built(type_name: str, changes: Mapping[str, Any]) -> Any:
    record_type = RECORD_TYPES[type_name]
    return record_type(**({**_references(type_name), **_VALUES[type_name]} | changes))


def _references(type_name: str) -> dict[str, str]:
    return {name: example_id(other) for name, other in _REFERENCES.get(type_name, {}).items()}


_REFERENCES: Mapping[str, Mapping[str, str]] = {
    "person": {"unit_id": "unit"},
    "enterprise": {"territory_id": "unit"},
    "enterprise_alias": {"enterprise_id": "enterprise"},
    "enterprise_class": {"enterprise_id": "enterprise"},
    "commissioner_assignment": {"enterprise_id": "enterprise", "person_id": "person"},
    "contact_person": {"enterprise_id": "enterprise"},
    "partner": {"node_id": "unit"},
    "agreement": {"partner_id": "partner", "territory_id": "unit"},
    "event": {"territory_id": "unit", "host_unit_id": "unit"},
    "mutual_visit": {"territory_id": "unit", "agreement_id": "agreement"},
    "attendance": {"mutual_visit_id": "mutual_visit"},
    "revisit_round": {"territory_id": "unit", "lead_unit_id": "unit"},
    "round_member": {"round_id": "revisit_round", "enterprise_id": "enterprise"},
    "visit": {"enterprise_id": "enterprise", "round_id": "revisit_round", "contact_person_id": "contact_person"},
    "visit_party": {"visit_id": "visit", "unit_id": "unit", "person_id": "person"},
    "common_problem": {"lead_unit_id": "unit"},
    "appeal": {"enterprise_id": "enterprise", "visit_id": "visit", "person_id": "person"},
    "appeal_step": {"appeal_id": "appeal"},
    "appeal_stop": {"appeal_id": "appeal"},
    "commitment": {"enterprise_id": "enterprise", "person_id": "person", "visit_id": "visit"},
    "demand": {"enterprise_id": "enterprise", "visit_id": "visit"},
    "offer": {"expert_id": "expert"},
    "match": {"demand_id": "demand", "offer_id": "offer", "person_id": "person"},
    "match_step": {"match_id": "match", "person_id": "person"},
    "project": {"enterprise_id": "enterprise", "territory_id": "unit"},
    "project_stage": {"project_id": "project"},
    "blocker": {"project_id": "project", "owner_unit_id": "unit"},
    "responsibility_list": {"unit_id": "unit"},
    "list_line": {"list_id": "responsibility_list", "lead_unit_id": "unit", "responsible_person_id": "person"},
    "list_line_unit": {"line_id": "list_line", "unit_id": "unit"},
    "policy": {"unit_id": "unit"},
    "policy_clause": {"policy_id": "policy", "owner_unit_id": "unit"},
    "policy_payout": {"clause_id": "policy_clause", "enterprise_id": "enterprise"},
    "target": {"scope_id": "unit"},
    "figure_wording": {"scope_id": "unit"},
    "reported_figure": {"scope_id": "unit"},
    "frozen_month": {"scope_id": "unit"},
    "month_words": {"scope_id": "unit"},
    "export_profile": {"filter_id": "saved_filter"},
    "attachment": {"owner_id": "appeal"},
    "distinct_pair": {"one_id": "enterprise"},
}
"""Which example each example refers to."""

_VALUES: Mapping[str, Mapping[str, Any]] = {
    "unit": {"name": "示例市", "unit_kind": "territory"},
    "person": {"name": ACTOR, "post": "服务专员", "phone": "10012345678"},
    "enterprise": {
        "name": "示例龙川阀门有限公司",
        "short_name": "示例龙川阀门",
        "uscc": make_uscc("999999", 1),
        "industry_chain": "阀门",
        "is_industrial": True,
        "registered_on": day("2009-05-18"),
    },
    "enterprise_alias": {"name": "龙川阀门", "alias_kind": "short"},
    "enterprise_class": {"class_code": "key_enterprise", "year": 2022},
    "commissioner_assignment": {"from_on": day("2022-01-04")},
    "contact_person": {"name": "赵工", "post": "技术总监", "phone": "10023456789", "is_main": True},
    "partner": {"name": "示例大学", "partner_kind": "university", "partner_country": "中国"},
    "agreement": {"name": "示例校地合作协议", "signed_on": day("2022-06-01"), "expires_on": day("2025-05-31")},
    "event": {
        "event_kind": "st_fair",
        "name": "示例科交会",
        "edition": 2,
        "state": "held",
        "held_on": day("2022-11-10"),
    },
    "mutual_visit": {"occurred_on": day("2022-09-06"), "visit_direction": "received", "other_side": "示例区"},
    "attendance": {"unit_name": "示例区", "person_times": 9},
    "revisit_round": {"round_no": 4, "name": "第四轮回访", "opened_on": day("2022-11-21"), "due_on": day("2022-12-30")},
    "round_member": {},
    "visit": {
        "contact_mode": "on_site",
        "visit_purpose": "revisit",
        "is_revisit": True,
        "state": "done",
        "occurred_on": day("2022-11-24"),
        "topic": "阀座密封试验",
        "findings": "阀座密封在动水工况下约400小时失效，希望借用试验回路。",
        "next_contact_on": day("2022-12-08"),
        "next_contact_note": "问送检结果",
        "author": ACTOR,
    },
    "visit_party": {"party_role": "lead"},
    "common_problem": {"subject": "园区临时用电"},
    "appeal": {
        "subject": "试验场地临时用电",
        "service_mode": "agency",
        "accepted_on": day("2022-11-24"),
        "limit_days": 10,
        "answer_limit_days": 7,
        "due_on": day("2022-12-09"),
    },
    "appeal_step": {"state": "accepted", "happened_on": day("2022-11-24"), "actor": ACTOR},
    "appeal_stop": {"from_on": day("2022-11-28"), "to_on": day("2022-11-28"), "reason": "等企业补材料"},
    "commitment": {"content": "三家检测机构名单", "promised_on": day("2022-11-24"), "due_on": day("2022-11-28")},
    "expert": {"name": "林知远", "unit_name": "示例大学", "discipline": "流体机械", "expertise": "密封与腐蚀"},
    "demand": {
        "subject": "高温高压球阀阀座动水腐蚀试验",
        "content": "在320摄氏度动水工况下考核阀座密封寿命。",
        "budget": 30_000_000,
        "posted_on": day("2022-11-24"),
    },
    "offer": {"subject": "高温水回路密封考核", "holder": "示例大学", "posted_on": day("2022-05-10"), "trl": 7},
    "match": {"state": "accepted", "opened_on": day("2022-11-25"), "rank": 1, "candidates": 12},
    "match_step": {"state": "accepted", "happened_on": day("2022-11-25")},
    "project": {"name": "示例精密泵阀产业园二期", "ladder": "investment", "agreed_investment": 42_000_000_000},
    "project_stage": {"stage": "planned", "entered_on": day("2022-11-01"), "evidence": "示例会议纪要"},
    "blocker": {"blocker_kind": "hard", "subject": "用地指标差12亩", "since_on": day("2022-11-20")},
    "responsibility_list": {"name": "问题清单", "list_kind": "problem"},
    "list_line": {
        "subject": "特种设备检验排期",
        "due_on": day("2022-12-31"),
        "next_report_on": day("2022-12-20"),
        "state": "published",
    },
    "list_line_unit": {},
    "policy": {"name": "示例惠企政策二十条", "document_no": "示例发〔2022〕1号"},
    "policy_clause": {"clause_no": "第三条", "subject": "研发投入补助", "ceiling": 100_000_000},
    "policy_payout": {"batch": "2022年第一批", "due_amount": 20_000_000},
    "target": {"indicator": "entries_signed", "year": 2022, "value": 30},
    "figure_wording": {"indicator": "cooperation_projects", "words": "协作项目", "measure": "个"},
    "reported_figure": {
        "indicator": "platforms",
        "as_of": day("2022-12-01"),
        "value": 318,
        "measure": "个",
        "source": "示例年报",
    },
    "attachment": {
        "owner_type": "appeal",
        "file_name": "回执.pdf",
        "digest": hashlib.sha256(_ATTACHED).hexdigest(),
        "size": len(_ATTACHED),
    },
    "export_record": {"export_kind": "roster", "made_on": day("2022-12-01"), "file_name": "企业名册.xlsx"},
    "saved_filter": {"list_name": "enterprises", "name": "阀门产业链", "content": '{"any_of": []}', "saved_by": ACTOR},
    "export_profile": {"exported_type": "enterprise", "name": "分专员名册", "grouping": "person"},
    "month_words": {"period": "2022-11", "part": "cases", "words": "本月{appeals_handled}均已回访。"},
    "frozen_month": {"period": "2022-11", "frozen_on": day("2022-12-02"), "figures": "[]"},
    "setting": {"key": "centre_name", "value": "示例转移中心"},
    "service_deadline": {"service_mode": "agency", "limit_days": 10, "answer_limit_days": 7},
    "calendar_day": {"day": day("2022-11-14"), "working": False, "name": "园区停电检修"},
    "code_word": {"list_name": "stop_reason", "word": "等企业补材料"},
    "merger": {
        "record_type": "expert",
        "kept_id": named_id("example", "expert"),
        "merged_id": named_id("example", "other expert"),
        "merged_on": day("2022-12-01"),
    },
    "distinct_pair": {"record_type": "enterprise", "other_id": named_id("example", "other enterprise")},
}
"""The values of each example beside its references."""
