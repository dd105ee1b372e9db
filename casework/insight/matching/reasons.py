"""Reasons: the terms that make a score, put together to the longest phrases both texts hold, each with its share."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from casework.insight.matching.suggestions import Document, Reason
from casework.insight.matching.terms import IS_HANZI, RUNS, keys_of_run, pair_key, word_key


def reasons(asking: Document, other: Document, shares: Mapping[int, float]) -> tuple[Reason, ...]:
    """The phrases of `asking` that `other` holds too, by their share; together they are the whole score.

    `shares` is what each term (by its key) adds. A term belongs to the longest phrase it stands in;
    a character that stands in none is a reason by itself.
    """
    left = dict(shares)
    runs = {"title": RUNS.findall(asking.title), "body": RUNS.findall(asking.body)}
    theirs = f"{other.title}\x00{other.body}"
    found: list[Reason] = []
    for phrase in _longest(_phrases([*runs["title"], *runs["body"]], theirs, shares)):
        share = sum(left.pop(key, 0.0) for key in keys_of_run(phrase))
        if share > 0:
            found.append(_reason(phrase, share, asking))
    singles = dict.fromkeys(character for part in runs.values() for run in part for character in run)
    found += [_reason(one, left.pop(ord(one)), asking) for one in singles if ord(one) in left]
    return tuple(sorted(found, key=lambda reason: (-reason.share, reason.text)))


def _reason(phrase: str, share: float, asking: Document) -> Reason:
    return Reason(phrase, share, in_title=phrase in asking.title, in_text=phrase in asking.body)


def _phrases(runs: Iterable[str], theirs: str, shares: Mapping[int, float]) -> Iterator[str]:
    for run in dict.fromkeys(runs):
        if not IS_HANZI.match(run):
            if word_key(run) in shares:
                yield run
        elif len(run) > 1:
            yield from _phrases_of_run(run, theirs, shares)


def _phrases_of_run(run: str, theirs: str, shares: Mapping[int, float]) -> Iterator[str]:
    """Every longest part of a run that stands in the other text; neighbouring ones may overlap by a character."""
    common = [pair_key(run[at : at + 2]) in shares for at in range(len(run) - 1)]
    start = 0
    while start < len(common):
        if not common[start]:
            start += 1
            continue
        end = start + 1
        while end < len(common) and common[end] and run[start : end + 2] in theirs:
            end += 1
        yield run[start : end + 1]
        start = end


def _longest(phrases: Iterable[str]) -> list[str]:
    """Each phrase once, the longest first; none that lies within another one."""
    ordered = sorted(dict.fromkeys(phrases), key=lambda phrase: (-len(phrase), phrase))
    kept: list[str] = []
    for phrase in ordered:
        if not any(phrase in longer for longer in kept):
            kept.append(phrase)
    return kept


def keys_of(document: Document) -> set[int]:
    """Every term of a document, by its key."""
    runs = {run for text in (document.title, document.body) for run in RUNS.findall(text)}
    return {key for run in runs for key in keys_of_run(run)}


def unmentioned(asking: Document, other: Document, weigh: Callable[[list[int]], list[float]]) -> tuple[str, ...]:
    """Phrases of the title that asks which the other text does not hold, the weightiest first, at most two.

    What weighs less than the title's pairs usually do (研究, 应用) is left out.
    """
    theirs = f"{other.title}\x00{other.body}"
    runs = [run for run in dict.fromkeys(RUNS.findall(asking.title)) if len(run) > 1]
    pairs = [key for run in runs for key in _telling(run)]
    if not pairs:
        return ()
    usual = sorted(weigh(pairs))[len(pairs) // 2]
    found = {part: weigh(_telling(part)) for run in runs for part in _missing_parts(run, theirs)}
    heavy = {part: sum(weights) for part, weights in found.items() if max(weights) >= usual}
    return tuple(sorted(heavy, key=lambda part: (-heavy[part], part))[:_MOST_UNMENTIONED])


_MOST_UNMENTIONED = 2


def telling_keys(run: str) -> list[tuple[str, int]]:
    """The pairs of a run of hanzi, or the Latin word, each with its key."""
    if not IS_HANZI.match(run):
        return [(run, word_key(run))]
    return [(pair, pair_key(pair)) for pair in (run[at : at + 2] for at in range(len(run) - 1))]


def _telling(run: str) -> list[int]:
    return [key for _pair, key in telling_keys(run)]


def _missing_parts(run: str, theirs: str) -> list[str]:
    """The parts of a run of which no pair of neighbours stands in the other text, two characters at least."""
    if not IS_HANZI.match(run):
        return [] if run in theirs else [run]
    covered = [False] * len(run)
    for at in range(len(run) - 1):
        if run[at : at + 2] in theirs:
            covered[at] = covered[at + 1] = True
    parts = "".join(" " if hidden else character for character, hidden in zip(run, covered, strict=True)).split()
    return [part for part in parts if len(part) > 1]
