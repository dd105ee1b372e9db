"""Records of which there is one for a key (a class of a year, a setting): said again, the one there is changed."""

import dataclasses
from typing import TypeVar

from casework.errors import NotFound
from casework.records import Record, Writer

R = TypeVar("R", bound=Record)


def put(write: Writer, record: R) -> R:
    """Saves a record whose id follows from its words: over the one that is there, out of the bin too, or new."""
    try:
        stored = write.get(type(record), record.id or record.identity())
    except NotFound:
        return write.save(record)
    return write.save(dataclasses.replace(record, id=stored.id, version=stored.version))
