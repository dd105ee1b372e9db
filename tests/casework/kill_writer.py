"""A writer that is killed: saves one enterprise after the other and acknowledges each on standard output."""

import datetime as dt
import sys
from pathlib import Path

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.records import Clock


def main(path: str, first: int, passphrase: str) -> None:
    """Saves forever, from number `first` on."""
    book = Casebook.open(Path(path), clock=Clock.fixed(dt.date(2022, 12, 30)), actor="王敏", passphrase=passphrase)
    number = first
    while True:
        with book.change("新建") as write:
            write.save(Enterprise(name=f"示例企业{number}"))
        print(number, flush=True)  # noqa: T201 - the acknowledgement
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
