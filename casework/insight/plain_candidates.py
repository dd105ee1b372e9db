"""Offers and experts that use a demand's own words, as a plain list: found by the search index, not graded."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casework.chinese import fold, query_tokens
from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.matches import Match
from casework.entities.offers import TechOffer
from casework.fields import columns
from casework.insight.names import IN_LIST, bound_ids
from casework.records import Reader, Record

MOST_LISTED = 50
_MOST_FOUND = 300
_RUN = re.compile(r"[㐀-鿿]+|[a-z0-9][a-z0-9.-]+")
_HANZI = re.compile(r"[㐀-鿿]")
_EMPTY_WORDS = frozenset(
    (
        "需要", "要求", "进行", "以及", "及其", "技术", "企业", "研究", "提供", "可以", "采用", "使用", "用于", "解决",
        "问题", "目前", "现有", "不能", "能够", "实现", "希望", "公司", "产品", "相关", "达到", "具有", "已经", "开展",
        "对于", "方案", "方法", "项目", "工艺", "工程", "年内", "以内", "以上", "以下", "低于", "高于", "条件", "材料",
        "示例", "设备", "设计", "完成", "连续", "小时",
    )
)  # fmt: skip
"""Pairs of characters that stand in every second demand and tell nothing about it."""
_BETWEEN = "|"
"""Parts the texts of two fields: no phrase runs from one into the other."""
_SKIPPED = ("number", "name", "unit_name", "holder", "phone", "email")
_FIND = (
    "select search_document.type, search_document.record_id from search_index"
    " join search_document on search_document.doc = search_index.rowid"
    " where search_index match :words and search_document.type in ('offer', 'expert') limit :most"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An offer or an expert beside a demand: the phrases both sides use, and the match, where the pair was tried."""

    id: str
    record: TechOffer | Expert
    phrases: tuple[str, ...]
    tried: Match | None

    @property
    def unit(self) -> str:
        """Who offers it, or where the expert works."""
        return self.record.holder if isinstance(self.record, TechOffer) else self.record.unit_name

    @property
    def field_name(self) -> str:
        """The field of technology, or the expert's discipline."""
        return self.record.field_name if isinstance(self.record, TechOffer) else self.record.discipline


def candidates(read: Reader, demand: TechDemand) -> tuple[Candidate, ...]:
    """Offers and experts that share words with a demand, at most 50, and every pair tried before.

    Those that share more of its words stand first; that is an order of looking things up, no measure
    of how well they fit.
    """
    words = " OR ".join(query_tokens(" ".join(_pairs(_own_words(demand)))))
    found = read.query(_FIND, {"words": words, "most": _MOST_FOUND}) if words else []
    tried = _tried(read, demand)
    ids = [row["record_id"] for row in found] + list(tried)
    made = [one for one in beside(read, demand, ids) if one.phrases or one.tried]
    listed = sorted((one for one in made if not one.tried), key=_order)[:MOST_LISTED]
    return tuple(sorted([*listed, *(one for one in made if one.tried)], key=_order))


def beside(read: Reader, demand: TechDemand, ids: Iterable[str]) -> list[Candidate]:
    """These offers and experts beside a demand, in their order; withdrawn offers only where the pair was tried."""
    wanted = list(dict.fromkeys(ids))
    tried = _tried(read, demand)
    bound = bound_ids(wanted)
    records: dict[str, TechOffer | Expert] = {one.id: one for one in read.select(TechOffer, f"id {IN_LIST}", bound)}
    records |= {one.id: one for one in read.select(Expert, f"id {IN_LIST}", bound)}
    own = _own_words(demand)
    return [
        Candidate(
            id=one, record=records[one], phrases=shared_phrases(own, words_of(records[one])), tried=tried.get(one)
        )
        for one in wanted
        if one in records and (getattr(records[one], "state", "open") == "open" or one in tried)
    ]


def _tried(read: Reader, demand: TechDemand) -> Mapping[str, Match]:
    found = read.select(Match, "demand_id = :demand", {"demand": demand.id})
    return {match.offer_id or match.expert_id: match for match in found}


def _order(one: Candidate) -> tuple[int, int, str]:
    in_title = [phrase for phrase in one.phrases if phrase in fold(one.record.title())]
    return -sum(map(len, one.phrases)), -sum(map(len, in_title)), one.id


def _own_words(demand: TechDemand) -> str:
    return _BETWEEN.join(fold(text) for text in (demand.subject, demand.field_name, demand.content))


def words_of(record: Record) -> str:
    """Everything that is searched in an offer or expert, but for names, folded."""
    texts = (
        getattr(record, one.name) for one in columns(type(record)) if one.field.search and one.name not in _SKIPPED
    )
    return _BETWEEN.join(fold(text) for text in texts if text)


def _pairs(text: str) -> Sequence[str]:
    """The pairs of characters and the Latin words of a text that say something, each once."""
    found: dict[str, None] = {}
    for run in _RUN.findall(text):
        pairs = [run[n : n + 2] for n in range(len(run) - 1)] if _HANZI.match(run) else [run]
        found |= dict.fromkeys(pair for pair in pairs if pair not in _EMPTY_WORDS)
    return list(found)


def shared_phrases(own: str, other: str) -> tuple[str, ...]:
    """The longest phrases of `own` that stand in `other` too, each once, the longest first; both folded."""
    found: dict[str, None] = {}
    for run in _RUN.findall(own):
        found |= dict.fromkeys(_shared_in_run(run, other))
    kept = [phrase for phrase in found if not any(phrase != more and phrase in more for more in found)]
    return tuple(sorted(kept, key=lambda phrase: -len(phrase)))


def _shared_in_run(run: str, other: str) -> Iterable[str]:
    if not _HANZI.match(run):
        return [run] if run in other else []
    phrases: list[str] = []
    start = 0
    while start < len(run) - 1:
        end = start + 1
        while end < len(run) and run[start : end + 1] in other:
            end += 1
        phrase = run[start:end]
        if len(phrase) > 1 and phrase not in _EMPTY_WORDS:
            phrases.append(phrase)
        start = max(start + 1, end - 1)
    return phrases
