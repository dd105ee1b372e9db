"""Ten ways of writing 300 real enterprise names, recognised among 20,478; beside plain RapidFuzz over all names."""

import csv
import gzip
import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from casework.insight.duplicates import ASK, LIKELY, SAME, NameIndex
from tests.casework.name_variants import KINDS, variants

SEED = 4
PLAIN = 40
"""How many variants of a kind the plain search is asked for: it takes ten times as long."""
pytestmark = pytest.mark.skipif("HUIFANG_DATA" not in os.environ, reason="HUIFANG_DATA names no folder of real data")


def firms():
    """The real registrations: name, and province and city."""
    with gzip.open(Path(os.environ["HUIFANG_DATA"]) / "enterprises_cn.csv.gz", "rt", encoding="utf-8") as lines:
        return [(row["name"], (row["province"], row["city"])) for row in csv.DictReader(lines)]


def test_ten_kinds_of_variants():
    known = firms()
    names = [name for name, _places in known]
    start = time.perf_counter()
    index = NameIndex((str(place), name, "") for place, name in enumerate(names))
    print(f"\nindex of {len(names)} names built in {time.perf_counter() - start:.2f} s")
    print(f"{'kind':<26}{'top-1':>7}{'same':>7}{'likely':>7}{'ask':>7}{'none':>7}{'wrong':>7}{'ms':>7}"
          f"   plain: {'top-1':>6}{'ms':>7}")  # fmt: skip
    ours = plain = 0.0
    for kind in KINDS:
        tried = variants(kind, known, 300, SEED)
        start = time.perf_counter()
        found = [index.alike(variant, limit=1) for _place, variant in tried]
        ours += (per_name := (time.perf_counter() - start) / len(tried))
        bands = Counter(
            "none" if not best else best[0].band if best[0].id == str(place) else "wrong"
            for (place, _variant), best in zip(tried, found, strict=True)
        )
        right = bands[SAME] + bands[LIKELY] + bands[ASK]
        start = time.perf_counter()
        one = [process.extractOne(variant, names, scorer=fuzz.ratio)[2] for _place, variant in tried[:PLAIN]]
        plain += (plain_per_name := (time.perf_counter() - start) / PLAIN)
        hits = sum(names[got] == names[place] for got, (place, _v) in zip(one, tried, strict=False))
        rates = "".join(f"{bands[band] / len(tried):7.1%}" for band in (SAME, LIKELY, ASK, "none", "wrong"))
        print(f"{kind:<26}{right / len(tried):7.1%}{rates}{per_name * 1000:7.2f}"
              f"          {hits / PLAIN:6.1%}{plain_per_name * 1000:7.2f}")  # fmt: skip
        assert right >= 0.97 * len(tried), kind
    print(f"plain RapidFuzz over all names takes {plain / ours:.0f} times as long")


def test_alarm_on_other_real_names():
    names = [name for name, _places in firms()]
    index = NameIndex((str(place), name, "") for place, name in enumerate(names))
    asked = random.Random(SEED).sample(range(len(names)), 2000)
    found = [index.alike(names[place], leave_out=(str(place),), limit=1) for place in asked]
    bands = Counter(best[0].band if best else "none" for best in found)
    print("\nreal names whose firm is not in the list: " + ", ".join(f"{b} {n / 2000:.2%}" for b, n in bands.items()))
