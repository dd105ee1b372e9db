"""A row of a roster of any other type: a contact logged, a case taken, or a record by its fields."""

from collections.abc import Mapping
from typing import Any

from casework.entities.appeals import Appeal
from casework.entities.people import Person, Unit
from casework.entities.rounds import RevisitRound
from casework.entities.visits import Visit
from casework.errors import NotFound
from casework.facts import Facts
from casework.fields import Column, Kind, columns
from casework.records import Record, Writer
from casework.verbs.any_record import correct
from casework.verbs.appeals import take_appeal, take_past_appeal
from casework.verbs.visits import log_visit, plan_visit

_STANDS_FOR = {"handler": "person", "assigned_unit": "assigned_unit", "enterprise_uscc": "enterprise"}
_WITHOUT_PLACE = ("contact_name", "contact_phone", "partner", "signed_on", "note")
"""Headings that rosters of these types carry and that no field of theirs keeps; they are told as not understood."""


def understood(record_type: type[Record], name: str) -> bool:
    """Whether a recognised heading has a place in records of this type."""
    fields = {c.name for c in columns(record_type) if c.field.editable or c.name == "number"}
    extra = {"visit": {"round_no", "lead_unit", "lead_person", "members"}}.get(record_type.type_name, set[str]())
    return name in fields or name in _STANDS_FOR or name in extra or (name == "district" and "territory_id" in fields)


class RecordIntake:
    """Takes rows of one record type into a case file, by the same verbs as window and command line."""

    def __init__(self, write: Writer, record_type: type[Record]) -> None:
        """Rows of `record_type` go in through `write`."""
        self._write = write
        self._type = record_type

    def known(self, values: Mapping[str, Any]) -> Record | None:
        """The record a row means: by its number; a contact by enterprise, day and mode."""
        if values.get("number"):
            try:
                return self._write.find(self._type, values["number"])
            except NotFound:
                return None
        if self._type is Visit:
            return self._same_visit(self._facts(values))
        return None

    def _same_visit(self, facts: Mapping[str, Any]) -> Visit | None:
        given = Facts(
            {k: facts[k] for k in ("enterprise", "contact_mode", "occurred_on", "topic") if k in facts}, self._write
        )
        if not (given.given("enterprise") and given.given("occurred_on") and given.given("contact_mode")):
            return None
        draft = given.record(Visit)
        found = self._write.select(
            Visit,
            "enterprise_id = :enterprise and occurred_on = :day and contact_mode = :mode and topic = :topic",
            {
                "enterprise": draft.enterprise_id,
                "day": draft.occurred_on.isoformat() if draft.occurred_on else "",
                "mode": draft.contact_mode,
                "topic": draft.topic,
            },
            limit=1,
        )
        return found[0] if found else None

    def bring(self, values: Mapping[str, Any], known: Record | None) -> Record:
        """Writes a row; the record as stored."""
        facts = self._facts(values)
        given = Facts(facts, self._write)
        if known is not None:
            stored = self._correct(facts, known)
        elif self._type is Visit:
            stored = (log_visit if facts.get("occurred_on") else plan_visit)(self._write, given)
        elif self._type is Appeal:
            stored = (take_past_appeal if facts.get("state") else take_appeal)(self._write, given)
        else:
            stored = self._write.save(self._with_number(given.record(self._type), values))
        if known is None:
            given.nothing_left()
        return stored

    def _correct(self, facts: dict[str, Any], known: Record) -> Record:
        """A known record with the row's values; what only a step may change must already be so."""
        by_name = {c.name: c for c in columns(self._type)}
        told: dict[str, Any] = {}
        for name, value in facts.items():
            column = by_name.get(name) or by_name.get(f"{name}_id")
            if column and not self._says_the_same(column, value, known):
                told[name] = value
        return correct(self._write, Facts(told, self._write), known) if told else known

    def _says_the_same(self, column: Column, value: Any, known: Record) -> bool:
        now = getattr(known, column.name)
        if column.kind is Kind.REFERENCE:
            return self._write.find(self._write.types[column.field.refers_to], str(value)).id == now
        return column.from_json(value) == now

    def _with_number(self, record: Record, values: Mapping[str, Any]) -> Record:
        import dataclasses

        if values.get("number") and record.number_prefix:
            return dataclasses.replace(record, number=values["number"])
        return record

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The row's values under the names the verbs know."""
        facts = {
            k: v
            for k, v in values.items()
            if k not in _WITHOUT_PLACE
            and k not in _STANDS_FOR
            and k not in ("number", "round_no", "lead_unit", "lead_person", "members", "district")
        }
        for name, stands_for in _STANDS_FOR.items():
            if values.get(name):
                facts[stands_for] = values[name]
        if values.get("district"):
            facts["territory"] = self._write.find(Unit, values["district"]).name
        if values.get("round_no"):
            facts["round"] = self._round(str(values["round_no"]))
        participants = self._participants(values)
        if participants:
            facts["participants"] = participants
        return facts

    def _round(self, words: str) -> str:
        """The number or name of a round as rosters write it (4, 第4轮, 第四轮回访)."""
        digits = words.removeprefix("第").removesuffix("回访").removesuffix("轮")
        return self._write.find(RevisitRound, digits if digits.isdigit() else words).id

    def _participants(self, values: Mapping[str, Any]) -> list[dict[str, str]]:
        lead: dict[str, str] = {}
        if values.get("lead_unit"):
            lead["unit"] = values["lead_unit"]
        if values.get("lead_person"):
            lead["person"] = self._person(values["lead_person"])
        members = [{"person": self._person(name), "role": "member"} for name in _names(values.get("members", ""))]
        return ([{**lead, "role": "lead"}] if lead else []) + members

    def _person(self, name: str) -> str:
        found = self._write.select(Person, "name = :name and active = 1", {"name": name}, limit=1)
        return (found[0] if found else self._write.save(Person(name=name))).name


def _names(words: str) -> list[str]:
    for mark in "，,；;/ 　":
        words = words.replace(mark, "、")
    return [name for name in words.split("、") if name]
