"""Times deeds in turn, so that a machine's changing speed meets all of them alike, and prints ratios."""

import statistics
import time
from collections.abc import Callable, Mapping


def compare(title: str, deeds: Mapping[str, Callable[[], object]], *, rounds: int = 5) -> dict[str, float]:
    """Runs the deeds in turn, `rounds` times after one warm-up; prints and gives the median seconds of each.

    The ratio printed is that of a deed to the last one named: what a user would pick instead.
    """
    spent: dict[str, list[float]] = {name: [] for name in deeds}
    for turn in range(rounds + 1):
        for name, deed in deeds.items():
            start = time.perf_counter()
            deed()
            if turn:
                spent[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in spent.items()}
    *_others, base = medians
    print(f"\n{title}")
    for name, seconds in medians.items():
        low, high = min(spent[name]), max(spent[name])
        ratio = seconds / medians[base]
        print(f"  {name:<46} {seconds:9.4f} s  ({low:.4f}–{high:.4f})  {ratio:6.2f} × {base}")
    return medians


def percentiles(title: str, times: list[float]) -> None:
    """Prints the median and the 95th percentile of single deeds, in milliseconds."""
    ordered = sorted(times)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"  {title:<46} p50 {p50 * 1000:7.2f} ms   p95 {p95 * 1000:7.2f} ms")
