"""A row of an enterprise roster: the enterprise, its district and park, classes, commissioner and contact."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.chinese import check_uscc, fold
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import ENTERPRISE_CLASSES, NOT_A_NAME, Enterprise, EnterpriseClass
from casework.entities.people import UNDER, Person, Unit
from casework.entities.settings import setting
from casework.errors import Ambiguous, RuleForbids
from casework.exchange.cell_values import read_yes_no
from casework.exchange.intake_choices import Choices
from casework.exchange.intake_fields import intake_fields
from casework.exchange.intake_plan import Candidate
from casework.exchange.likely_twins import LikelyTwins, as_candidate
from casework.facts import Facts
from casework.fields import columns
from casework.language import _
from casework.records import Reader, Writer
from casework.verbs.enterprises import add_alias, assign_commissioner, change_enterprise, new_enterprise, set_class
from casework.verbs.people import add_contact_person

_BESIDE = frozenset(field.name for field in intake_fields(Enterprise) if field.beside)
_STATED = ("registered_capital",)
"""What a roster takes from the register of firms: a capital of ten yuan is real there."""
_ALIASES = """select enterprise_id, enterprise_alias.name, alias_kind, uscc from enterprise_alias
join enterprise on enterprise.id = enterprise_id
where enterprise_alias.removed_at is null and enterprise.removed_at is null"""


class EnterpriseIntake:
    """Takes rows of an enterprise roster into a case file; classes count for the year of the roster."""

    def __init__(self, write: Writer, choices: Choices, year: int | None = None) -> None:
        """Rows go in through `write`; without a year, classes count for the year of its day."""
        self._write = write
        self._choices = choices
        self._year = year or write.clock.today.year
        self._likely = LikelyTwins()
        self._full: dict[str, str] = {}
        self._named: dict[str, dict[str, None]] = {}
        self._coded: dict[str, str] = {}
        self._units: dict[tuple[str, str], str] = {}
        self._home = _default_scope(write)
        for row in write.query("select id, name, short_name, uscc from enterprise where removed_at is null"):
            self._remember(row["id"], row["name"], row["uscc"], row["short_name"])
        self._former_codes: set[str] = set()
        for row in write.query(_ALIASES):
            if row["alias_kind"] == "code":
                self._coded.setdefault(row["name"], row["enterprise_id"])
                self._former_codes.add(row["name"])
            elif row["alias_kind"] not in NOT_A_NAME:
                self._named.setdefault(fold(row["name"]), {})[row["enterprise_id"]] = None
                self._likely.add(row["enterprise_id"], row["name"], row["uscc"])
        in_bin = write.query("select uscc, name from enterprise where removed_at is not null and uscc <> ''")
        self._in_bin: dict[str, str] = {row["uscc"]: row["name"] for row in in_bin}

    def known(self, values: Mapping[str, Any]) -> tuple[Enterprise | None, str]:
        """The enterprise a row means and by what: the key chosen, else credit code, name, short name or alias."""
        if not values.get("name") and not values.get("uscc"):
            raise RuleForbids(_("The enterprise name is missing."), field="name")
        match self._choices.key:
            case "uscc":
                return self._by_code(values)
            case "name":
                return self._by_name(values, self._full_names(values))
            case "number":
                return self._by_number(values)
            case _:
                found = self._by_code(values)
                return found if found[0] else self._by_name(values, list(self._named.get(_folded(values), ())))

    def _by_code(self, values: Mapping[str, Any]) -> tuple[Enterprise | None, str]:
        code = check_uscc(values["uscc"]) if values.get("uscc") else ""
        if code not in self._coded:
            return None, ""
        return self._write.get(Enterprise, self._coded[code]), _("The credit code is the same.")

    def _by_number(self, values: Mapping[str, Any]) -> tuple[Enterprise | None, str]:
        number = str(values.get("number", ""))
        found = self._write.select(Enterprise, "number = :number", {"number": number}, limit=1) if number else []
        return (found[0], _("The number is the same.")) if found else (None, "")

    def _full_names(self, values: Mapping[str, Any]) -> list[str]:
        known = self._full.get(_folded(values))
        return [known] if known else []

    def _by_name(self, values: Mapping[str, Any], ids: Sequence[str]) -> tuple[Enterprise | None, str]:
        """By name, from memory: a roster of 100,000 rows asks 100,000 times. A name never joins unlike codes."""
        found = [self._write.get(Enterprise, record_id) for record_id in ids]
        if values.get("uscc"):
            found = [enterprise for enterprise in found if not enterprise.uscc]
        if len(found) > 1:
            raise Ambiguous(
                _("“{words}” may be one of several.").format(words=values["name"]),
                remedy=_("Say which:"),
                candidates=[f"{enterprise.number} {enterprise.name}" for enterprise in found],
            )
        if not found:
            return None, ""
        same = fold(found[0].name) == _folded(values)
        return found[0], _("The name is the same.") if same else _("Another name of it is the same.")

    def by_code(self, uscc: str) -> tuple[str, bool] | None:
        """The name of whoever has this credit code, and whether it lies in the bin (`Twins`)."""
        if uscc in self._coded:
            return self._write.get(Enterprise, self._coded[uscc]).name, False
        return (self._in_bin[uscc], True) if uscc in self._in_bin else None

    def by_name(self, folded_name: str) -> tuple[str, str] | None:
        """The name and number of an enterprise of this name (`Twins`)."""
        if folded_name not in self._full:
            return None
        twin = self._write.get(Enterprise, self._full[folded_name])
        return twin.name, twin.number

    def like(self, values: Mapping[str, Any]) -> list[Candidate]:
        """The likely duplicates of a row that is not known; two unlike sound codes are never one firm."""
        if not values.get("name"):
            return []
        code = str(values.get("uscc", ""))
        found = self._likely.alike(values["name"], check_uscc(code) if code else "")
        return [as_candidate(one, self._write.get(Enterprise, one.id).name) for one in found]

    def bring(self, values: Mapping[str, Any], known: Enterprise | None, *, confirmed: bool = False) -> Enterprise:
        """Writes a row: the enterprise and everything the roster says of it. The enterprise as stored."""
        own = {k: v for k, v in values.items() if k not in _BESIDE}
        own |= {"confirm": True} if confirmed else {}
        territory = self._territory(values)
        if own.get("uscc"):
            own["uscc"] = check_uscc(own["uscc"])
        if known is None:
            stored = new_enterprise(self._write, Facts(own, self._write), self, _STATED, territory_id=territory)
        else:
            own |= {"territory_id": territory} if territory else {}
            self._leave_what_it_is_called(own, known)
            stored = change_enterprise(self._write, Facts({**own, "enterprise_id": known.id}, self._write), _STATED)
        self._write_classes(stored, values)
        self._write_commissioner(stored, values)
        self._write_contact(stored, values)
        if values.get("former_name") and not self._has_alias(stored, values["former_name"]):
            self._run(add_alias, {"enterprise_id": stored.id, "name": values["former_name"], "alias_kind": "former"})
        if known is None:
            self._remember(stored.id, stored.name, stored.uscc, stored.short_name)
        return stored

    def _leave_what_it_is_called(self, own: dict[str, Any], known: Enterprise) -> None:
        """A row that names an enterprise by another name or a former code does not rename it."""
        if own.get("uscc") in self._former_codes and known.uscc != own["uscc"]:
            del own["uscc"]
            own.pop("name", None)
        elif known.id in self._named.get(fold(own.get("name", "")), ()) and fold(own["name"]) != known.folded_name:
            del own["name"]

    def shown(self, record: Enterprise | None, values: Mapping[str, Any]) -> dict[str, str]:
        """What the file says now about what a row says beside the fields, as text, to be compared before and after."""
        if record is None:
            return {}
        enterprise = record
        told = [code for code in ENTERPRISE_CLASSES.labels if code in values]
        classes = self._classes(enterprise.id) if told else set[str]()
        shown = {code: _("yes") if code in classes else "" for code in told}
        if "district" in values or "park" in values:
            place = (
                _path(self._write, self._write.get(Unit, enterprise.territory_id)) if enterprise.territory_id else ""
            )
            shown["park" if "park" in values else "district"] = place
        if "commissioner" in values:
            shown["commissioner"] = self._commissioner(enterprise.id)
        if "former_name" in values and self._has_alias(enterprise, values["former_name"]):
            shown["former_name"] = values["former_name"]
        if "contact_name" in values or "contact_phone" in values:
            shown |= self._shown_contact(enterprise, values)
        return shown

    def _place(self, enterprise: Enterprise) -> str:
        """A park with the district it lies in, any other place by its name."""
        if not enterprise.territory_id:
            return ""
        home = self._write.get(Unit, enterprise.territory_id)
        above = self._write.get(Unit, home.parent_id).name if home.unit_kind == "park" and home.parent_id else ""
        return "·".join(filter(None, (above, home.name)))

    def _shown_contact(self, enterprise: Enterprise, values: Mapping[str, Any]) -> dict[str, str]:
        own = self._write.select(ContactPerson, "enterprise_id = :id", {"id": enterprise.id})
        same = next((person for person in own if person.name == values.get("contact_name")), None)
        shown = {"contact_name": "、".join(person.name for person in own)}
        for key in ("post", "phone", "email"):
            if f"contact_{key}" in values:
                shown[f"contact_{key}"] = getattr(same, key) if same else ""
        return shown

    def allowed(self, values: Mapping[str, Any], known: Enterprise, now: Mapping[str, str]) -> dict[str, Any]:
        """What of a row may be written into a known enterprise, as the user chose; `now` is what is `shown`."""
        if not self._choices.policies:
            return dict(values)
        filled = {name for name in values if name in _BESIDE and now.get(name)}
        filled |= {c.name for c in columns(Enterprise) if getattr(known, c.name) not in (c.empty, "", None)}
        filled |= {"district", "park"} if known.territory_id else set()
        told = self._choices.allowed(values, filled - {"contact_name"})
        names = now.get("contact_name", "").split("、")
        if names != [""] and values.get("contact_name") not in names and self._choices.policies.get("contact_name"):
            told.pop("contact_name", None)
        if "contact_name" not in told:
            told = {name: value for name, value in told.items() if not name.startswith("contact_")}
        return told

    def _remember(self, record_id: str, name: str, uscc: str, short_name: str) -> None:
        self._likely.add(record_id, name, uscc)
        folded = fold(name)
        self._full.setdefault(folded, record_id)
        if uscc:
            self._coded[uscc] = record_id
        self._named.setdefault(folded, {})[record_id] = None
        if short_name:
            self._named.setdefault(fold(short_name), {})[record_id] = None

    def _run(self, verb: Any, facts: dict[str, Any]) -> None:
        given = Facts(facts, self._write)
        verb(self._write, given)
        given.nothing_left()

    def _territory(self, values: Mapping[str, Any]) -> str:
        if not (values.get("district") or values.get("park")):
            return ""
        home = self._home
        district = self._unit(values["district"], home, "territory") if values.get("district") else ""
        return self._unit(values["park"], district or home, "park") if values.get("park") else district

    def _unit(self, name: str, parent_id: str, kind: str) -> str:
        """The unit of that name below its parent, else the one anywhere; a new one where there is none.

        Only units found are remembered: one made for this row goes when the row is refused.
        """
        known = self._units.get((name, parent_id))
        if known:
            return known
        named = "(name = :name or short_name = :name)"
        below = (
            self._write.select(Unit, f"{named} and id in {UNDER}", {"name": name, "scope": parent_id})
            if parent_id
            else []
        )
        found = below or self._write.select(Unit, named, {"name": name})
        if len(found) > 1:
            raise Ambiguous(
                _("“{words}” may be one of several.").format(words=name),
                remedy=_("Say which:"),
                candidates=[_path(self._write, unit) for unit in found],
            )
        if not found:
            return self._write.save(Unit(name=name, unit_kind=kind, parent_id=parent_id)).id
        self._units[name, parent_id] = found[0].id
        return found[0].id

    def _classes(self, enterprise_id: str) -> set[str]:
        rows = self._write.select(
            EnterpriseClass,
            "enterprise_id = :id and year = :year and class_state = 'valid'",
            {"id": enterprise_id, "year": self._year},
        )
        return {row.class_code for row in rows}

    def _write_classes(self, enterprise: Enterprise, values: Mapping[str, Any]) -> None:
        told = [code for code in ENTERPRISE_CLASSES.labels if code in values]
        has = self._classes(enterprise.id) if told else set[str]()
        for code in told:
            said = read_yes_no(values[code])
            if said and code not in has:
                self._run(set_class, {"enterprise_id": enterprise.id, "class_code": code, "year": self._year})
            elif said is False and code in has:
                self._run(
                    set_class,
                    {"enterprise_id": enterprise.id, "class_code": code, "year": self._year, "class_state": "lapsed"},
                )

    def _commissioner(self, enterprise_id: str) -> str:
        rows = self._write.query(
            "select person.name from commissioner_assignment join person on person.id = person_id"
            " where enterprise_id = :id and commissioner_assignment.removed_at is null and from_on <= :day"
            " and (to_on is null or to_on >= :day)",
            {"id": enterprise_id, "day": self._write.clock.today.isoformat()},
        )
        return rows[0]["name"] if rows else ""

    def _write_commissioner(self, enterprise: Enterprise, values: Mapping[str, Any]) -> None:
        name = values.get("commissioner", "")
        if not name or self._commissioner(enterprise.id) == name:
            return
        people = self._write.select(Person, "name = :name and active = 1", {"name": name})
        if len(people) > 1:
            raise Ambiguous(_("There are several persons called {name}.").format(name=name))
        person = people[0] if people else self._write.save(Person(name=name))
        self._run(
            assign_commissioner,
            {"enterprise_id": enterprise.id, "person_id": person.id, "from_on": self._write.clock.today},
        )

    def _write_contact(self, enterprise: Enterprise, values: Mapping[str, Any]) -> None:
        name = values.get("contact_name", "")
        if not name:
            if values.get("contact_phone"):
                raise RuleForbids(_("A contact telephone needs the name of the contact person."), field="contact_name")
            return
        said = {key: values[f"contact_{key}"] for key in ("post", "phone", "email") if values.get(f"contact_{key}")}
        own = self._write.select(ContactPerson, "enterprise_id = :id", {"id": enterprise.id})
        same = next((person for person in own if person.name == name), None)
        if same is None:
            self._run(add_contact_person, {"enterprise_id": enterprise.id, "name": name, "is_main": not own, **said})
        else:
            self._write.save(Facts(said, self._write).changed(same))

    def _has_alias(self, enterprise: Enterprise, name: str) -> bool:
        return bool(
            self._write.query(
                "select 1 as n from enterprise_alias where enterprise_id = :id and name = :name and removed_at is null",
                {"id": enterprise.id, "name": name},
            )
        )


def _folded(values: Mapping[str, Any]) -> str:
    return fold(values["name"]) if values.get("name") else ""


def _default_scope(read: Reader) -> str:
    name = setting(read, "default_scope")
    found = read.select(Unit, "id = :name or name = :name", {"name": name}, limit=1) if name else []
    return found[0].id if found else ""


def _path(read: Reader, unit: Unit) -> str:
    names = [unit.name]
    while unit.parent_id:
        unit = read.get(Unit, unit.parent_id)
        names.insert(0, unit.name)
    return "·".join(names)
