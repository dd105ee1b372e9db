"""Reads files by the front door of an import in a process of its own; one JSON line a file says what each cost."""

import json
import resource
import sys
import time
from pathlib import Path

from casework.errors import CaseworkError
from casework.exchange.followup import read_returned
from casework.exchange.workbooks import read_table
from casework.language import choose_language


def used() -> float:
    """The processor seconds of this process and of the children that ended."""
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime


def verdict_of(path: Path) -> str:
    """What an import says of a file at its door."""
    try:
        return "followup" if read_returned(path) else f"table {len(read_table(path).rows)}"
    except CaseworkError as error:
        return "refused" if error.message and error.remedy else f"refused without a remedy: {error}"


def main(paths: list[str]) -> None:
    """One line a file: verdict, processor seconds, seconds, and the most memory this process ever held, in MB."""
    choose_language("zh_CN")
    for name in paths:
        before, began = used(), time.perf_counter()
        verdict = verdict_of(Path(name))
        told = {"file": name, "verdict": verdict, "processor": used() - before, "seconds": time.perf_counter() - began}
        told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(told, ensure_ascii=False), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main(sys.argv[1:])
