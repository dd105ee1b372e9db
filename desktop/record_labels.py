"""How records that others refer to are called in what leaves the office."""

from collections.abc import Mapping

from casework.casebook import Casebook


def labels(book: Casebook, type_name: str) -> Mapping[str, str]:
    """How every record of a type is called, by its id; those in the bin too, since others still name them."""
    kind = book.types[type_name]
    return {r.id: r.title() for removed in (False, True) for r in book.select(kind, removed=removed)}
