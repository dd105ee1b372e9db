"""Which colour family each state has, by the name of its code list and its code."""

from collections.abc import Mapping

from casework.fields import CodeList
from widgets.pieces import Chip
from widgets.tokens import Family

_N, _V, _B, _T = Family.NEUTRAL, Family.VIOLET, Family.BLUE, Family.TEAL
_G, _A, _R = Family.GREEN, Family.AMBER, Family.RED

FAMILIES: Mapping[str, Mapping[str, Family]] = {
    "case_state": {
        "accepted": _N,
        "assigned": _V,
        "in_progress": _B,
        "answered": _T,
        "confirmed": _G,
        "closed": _G,
        "returned": _R,
        "withdrawn": _N,
        "merged": _N,
        "reopened": _V,
    },
    "contact_mode": {
        "on_site": _B,
        "phone": _T,
        "online": _V,
        "symposium": _N,
        "tea_talk": _N,
        "joint_office": _N,
    },
    "visit_state": {"planned": _N, "done": _G, "cancelled": _N},
    "commitment_state": {"open": _A, "kept": _G, "not_kept": _R, "cancelled": _N},
    "demand_state": {"open": _V, "in_project": _B, "met": _G, "withdrawn": _N},
    "offer_state": {"open": _T, "withdrawn": _N},
    "match_state": {
        "accepted": _N,
        "refused": _R,
        "contacted": _B,
        "met": _B,
        "intention": _B,
        "in_project": _G,
    },
    "stage": {
        "promoted": _N,
        "planned": _N,
        "reserved": _V,
        "started": _B,
        "commissioned": _G,
        "contact": _N,
        "intention": _B,
        "signed": _G,
        "pilot": _T,
        "industrialised": _G,
    },
    "blocker_kind": {"hard": _A, "sticking": _A, "blocked": _R},
    "line_state": {"draft": _N, "published": _V, "awaiting_strike_off": _T, "struck_off": _G},
    "event_state": {"planned": _N, "held": _G, "postponed": _A, "cancelled": _N},
    "class_state": {"valid": _G, "lapsed": _N},
    "member_outcome": {"refused": _R, "unreachable": _A},
    "rating": {"satisfied": _G, "basically_satisfied": _T, "dissatisfied": _R, "not_rated": _N},
    "appeal_kind": {"difficulty": _A, "demand": _V, "suggestion": _T},
}
DOTTED = {("case_state", "confirmed")}
MODE_ICONS: Mapping[str, str] = {
    "on_site": "vehicle_car",
    "phone": "call",
    "online": "laptop",
    "symposium": "people_team",
    "tea_talk": "drink_coffee",
    "joint_office": "building",
}
"""The icon of each contact mode; the last three share a colour and differ by it."""


def family_of(list_name: str, code: str) -> Family:
    """The colour family of a code; neutral where none is declared."""
    return FAMILIES.get(list_name, {}).get(code, Family.NEUTRAL)


def state_chip(codes: CodeList, code: str) -> Chip:
    """The chip that shows a code of a list: its word in the user's language, in its colour."""
    return Chip(codes.label(code), family_of(codes.name, code), dot=(codes.name, code) in DOTTED)
