"""Invented demands and offers in any number: fragments of real texts where HUIFANG_DATA is set, put together anew."""

import csv
import gzip
import os
import random
import re
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.casework.labelled_matches import labelled_set

_PARTS = re.compile("[,，。；;、.:：（）()|]")
_MEAN_LENGTH = 62


@cache
def fragments() -> tuple[str, ...]:
    """Pieces of 5 to 40 characters: of the public papers and registrations, else of our own labelled set."""
    folder = Path(os.environ.get("HUIFANG_DATA", ""))
    papers, firms = folder / "csl_papers_dev.csv", folder / "enterprises_cn.csv.gz"
    if os.environ.get("HUIFANG_DATA") and papers.exists() and firms.exists():
        with papers.open(encoding="utf-8") as lines:
            texts = [f"{row['title']}，{row['abstract']}" for row in csv.DictReader(lines)]
        with gzip.open(firms, "rt", encoding="utf-8") as lines:
            texts += [row["scope_first_160"] for row in csv.DictReader(lines)]
    else:
        known = labelled_set()
        texts = [f"{one.title}，{one.content}" for one in (*known.demands, *known.offers)]
    pieces = (piece.strip() for text in texts for piece in _PARTS.split(text))
    return tuple(piece for piece in pieces if 5 <= len(piece) <= 40)


def texts(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """So many times id, title and content, about 67 characters together; the same for the same seed."""
    chance = random.Random(seed)
    pieces = fragments()
    for number in range(count):
        chosen = [chance.choice(pieces)]
        while sum(map(len, chosen)) < _MEAN_LENGTH:
            chosen.append(chance.choice(pieces))
        yield str(uuid.UUID(int=seed * 10**9 + number)), chosen[0], "，".join(chosen[1:])
