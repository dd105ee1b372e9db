"""A row of a roster of any other type: a contact logged, a case taken, a project opened, or a record by its fields."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.entities.people import Person, Unit
from casework.entities.projects import Project
from casework.entities.rounds import RevisitRound
from casework.errors import Ambiguous, NotFound
from casework.exchange.intake_choices import Choices
from casework.exchange.intake_fields import KNOWN_BY, STANDS_FOR, key_words
from casework.exchange.intake_plan import Candidate
from casework.facts import Facts
from casework.fields import Column, Kind, column, columns
from casework.language import _
from casework.records import Record, Writer
from casework.verbs import any_record, appeals, commitments, lists, partners, people, policies, projects, supply, visits
from casework.verbs.any_record import correct

_NOT_FACTS = (*STANDS_FOR, "number", "round_no", "lead_unit", "lead_person", "members", "district")
_MADE_BY: Mapping[str, Callable[[Writer, Facts], Record]] = {
    "contact_person": people.add_contact_person,
    "person": people.add_person,
    "unit": people.add_unit,
    "demand": supply.add_demand,
    "offer": supply.add_offer,
    "expert": supply.add_expert,
    "commitment": commitments.add_commitment,
    "project": projects.open_project,
    "responsibility_list": lists.add_list,
    "list_line": lists.add_line,
    "partner": partners.add_partner,
    "agreement": partners.add_agreement,
    "event": partners.add_event,
    "mutual_visit": partners.add_mutual_visit,
    "policy": policies.add_policy,
    "policy_clause": policies.add_clause,
    "policy_payout": policies.add_payout,
}
"""The verb by which window and scripts make such a record; what has none here is added by its fields."""

_FIELD_OF = {"entered_on": "stage_entered_on"}
"""Facts of a verb and the field in which the record keeps them."""


class RecordIntake:
    """Takes rows of one record type into a case file, by the same verbs as window and command line."""

    def __init__(self, write: Writer, record_type: type[Record], choices: Choices) -> None:
        """Rows of `record_type` go in through `write`."""
        self._write = write
        self._type = record_type
        self._choices = choices
        known_by = KNOWN_BY.get(record_type.type_name, record_type.names[-1:])
        self._known_by = [column(record_type, name) for name in known_by]

    def known(self, values: Mapping[str, Any]) -> tuple[Record | None, str]:
        """The record a row means and by what: the key chosen, else its number, else what such records are known by."""
        key = self._choices.key
        if values.get("number") and key in ("", "number"):
            try:
                return self._write.find(self._type, str(values["number"])), _("The number is the same.")
            except NotFound:
                return None, ""
        if key == "number" or not self._known_by:
            return None, ""
        by = [column(self._type, key)] if key else self._known_by
        facts = self._facts(values)
        told = {c.name: value for c in by if (value := self._told(c, facts)) not in (None, "")}
        if not told or any(c.field.required and c.name not in told for c in by):
            return None, ""
        return self._same(told, by)

    def _told(self, known: Column, facts: Mapping[str, Any]) -> Any:
        given = Facts(facts, self._write)
        if known.kind is Kind.REFERENCE:
            found = given.reference(known.name.removesuffix("_id"), self._write.types[known.field.refers_to])
            return found.id if found else ""
        return given.value(self._type, known.name)

    def _same(self, told: Mapping[str, Any], by: list[Column]) -> tuple[Record | None, str]:
        """The record that agrees in all of it; a field the row does not tell says nothing against."""
        conditions = " and ".join(f"{name} = :{name}" for name in told)
        by_name = {c.name: c for c in by}
        stored = {name: by_name[name].to_stored(value) for name, value in told.items()}
        found = self._write.select(self._type, conditions, stored, limit=2)
        if len(found) > 1:
            raise Ambiguous(
                _("Several records are meant by this row."),
                remedy=_("Add a column with their numbers."),
                candidates=[" ".join(w for w in (getattr(one, "number", ""), one.title()) if w) for one in found],
            )
        if not found:
            return None, ""
        words = key_words(self._type, "") if len(by) > 1 else by[0].label
        return found[0], _("The same: {words}").format(words=words)

    def like(self, values: Mapping[str, Any]) -> list[Candidate]:
        """Nobody: only enterprises are compared by likeness."""
        del values
        return []

    def shown(self, record: Record | None, values: Mapping[str, Any]) -> dict[str, str]:
        """Nothing: everything a row tells stands in the record's own fields."""
        del record, values
        return {}

    def allowed(self, values: Mapping[str, Any], known: Record, now: Mapping[str, str]) -> dict[str, Any]:
        """What of a row may be written into a known record, as the user chose."""
        del now
        filled = {c.name for c in columns(self._type) if getattr(known, c.name) not in (c.empty, "", None)}
        filled |= {name.removesuffix("_id") for name in filled}
        filled |= {name for name, stands_for in STANDS_FOR.items() if stands_for in filled}
        return self._choices.allowed(values, filled)

    def bring(self, values: Mapping[str, Any], known: Record | None, *, confirmed: bool = False) -> Record:
        """Writes a row; the record as stored."""
        facts = self._facts(values)
        if known is not None:
            return self._correct(facts, known)
        told: dict[str, Any] = {"confirm": True} if confirmed else {}
        given = Facts({**facts, **told}, self._write)
        stored = self._made(given, facts, values)
        given.given("confirm")
        given.take("confirm")
        given.nothing_left()
        return stored

    def _made(self, given: Facts, facts: Mapping[str, Any], values: Mapping[str, Any]) -> Record:
        match self._type.type_name:
            case "visit":
                return (visits.log_visit if facts.get("occurred_on") else visits.plan_visit)(self._write, given)
            case "appeal":
                return (appeals.take_past_appeal if facts.get("state") else appeals.take_appeal)(self._write, given)
            case name if name in _MADE_BY:
                return self._numbered(_MADE_BY[name](self._write, given), values)
            case name:
                return any_record.add(self._write, Facts({**facts, "type": name}, self._write))

    def _correct(self, facts: dict[str, Any], known: Record) -> Record:
        """A known record with the row's values; what only a step may change must already be so."""
        by_name = {c.name: c for c in columns(self._type)}
        told: dict[str, Any] = {}
        for name, value in facts.items():
            column = by_name.get(_FIELD_OF.get(name, name)) or by_name.get(f"{name}_id")
            if column and not self._says_the_same(column, value, known):
                told[column.name.removesuffix("_id")] = value
        return correct(self._write, Facts(told, self._write), known) if told else known

    def _says_the_same(self, column: Column, value: Any, known: Record) -> bool:
        now = getattr(known, column.name)
        if column.kind is Kind.REFERENCE:
            return self._write.find(self._write.types[column.field.refers_to], str(value)).id == now
        return column.from_json(value) == now

    def _numbered(self, record: Record, values: Mapping[str, Any]) -> Record:
        """The record under the number the roster gives it, where its type is numbered."""
        import dataclasses

        if values.get("number") and record.number_prefix:
            return self._write.save(dataclasses.replace(record, number=str(values["number"])))
        return record

    def _facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The row's values under the names the verbs know."""
        facts = {k: v for k, v in values.items() if k not in _NOT_FACTS}
        for name, stands_for in STANDS_FOR.items():
            if values.get(name):
                facts[stands_for] = values[name]
        if values.get("district"):
            facts["territory"] = self._write.find(Unit, values["district"]).name
        if self._type is Project and "stage_entered_on" in facts:
            facts["entered_on"] = facts.pop("stage_entered_on")
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
