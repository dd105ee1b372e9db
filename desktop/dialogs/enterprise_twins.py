"""Enterprises that may be the one whose name is being typed (rule 7), found while typing."""

from casework.casebook import Casebook
from casework.chinese import fold, name_core, normal_name
from casework.entities.enterprises import Enterprise

_MOST = 4
_SHORTEST = 2
_ENDING, _LONG_ENOUGH = 2, 6


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
        for twin in _near(book, name):
            found.setdefault(twin.id, twin)
    found.pop(own_id, None)
    return list(found.values())[:_MOST]


def _near(book: Casebook, name: str) -> list[Enterprise]:
    """Enterprises whose name holds the distinctive words, or all of them but the last two characters (集团, 股份)."""
    core = name_core(name)
    for words in (core, core[:-_ENDING] if len(core) >= _LONG_ENOUGH else ""):
        hits = book.search(words, "enterprise", limit=_MOST * 2) if len(words) >= _SHORTEST else []
        if hits:
            near = [book.get(Enterprise, hit.record_id) for hit in hits]
            return sorted(near, key=lambda twin: normal_name(twin.name) != normal_name(name))
    return []
