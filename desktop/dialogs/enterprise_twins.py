"""Enterprises that may be the one whose name is being typed (rule 7), found while typing."""

from casework.casebook import Casebook
from casework.chinese import fold, name_core, normal_name
from casework.entities.enterprises import Enterprise

_MOST = 4
_SHORTEST = 2


def likely_twins(book: Casebook, name: str, uscc: str, own_id: str = "") -> list[Enterprise]:
    """Enterprises with the same credit code, the same name however written, or the same distinctive words.

    The likeliest first, at most four; the enterprise `own_id` itself is left out.
    """
    found: dict[str, Enterprise] = {}
    code = fold(uscc).upper()
    if code:
        for twin in book.select(Enterprise, "uscc = :code", {"code": code}, limit=1):
            found[twin.id] = twin
    if len(name.strip()) >= _SHORTEST:
        for twin in book.select(Enterprise, "folded_name = :name", {"name": fold(name)}, limit=_MOST):
            found.setdefault(twin.id, twin)
        core = name_core(name)
        hits = book.search(core, "enterprise", limit=_MOST * 2) if len(core) >= _SHORTEST else []
        near = [book.get(Enterprise, hit.record_id) for hit in hits]
        near.sort(key=lambda twin: normal_name(twin.name) != normal_name(name))
        for twin in near:
            found.setdefault(twin.id, twin)
    found.pop(own_id, None)
    return list(found.values())[:_MOST]
