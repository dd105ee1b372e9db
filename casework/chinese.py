"""Chinese text compared: folding, search words, enterprise names, credit codes, masked personal data."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from casework.errors import BadInput
from casework.language import _
from casework.traditional import simplified

HANZI = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_HANZI = re.compile(f"[{HANZI}]")
_RUNS = re.compile(rf"[{HANZI}]+|[^\W_{HANZI}]+")
_BRACKETS = str.maketrans("[]{}〈〉《》「」『』【】〔〕〖〗", "()" * 9)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` for comparison: NFKC, lower case, every bracket round, no white space.

    Traditional characters stay as they are: only search takes 機 for 机.
    """
    return "".join(_plain(text).translate(_BRACKETS).split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


# Search words (decision 14)


def bigrams(text: str) -> str:
    """The search shadow of `text` for FTS5's unicode61: NFKC, lower case, simplified, words joined by a space.

    A run of hanzi (extension planes too) gives its overlapping pairs, then its last character as a
    word of its own; a run of Latin letters or digits stays whole.
    """
    return " ".join(word for run in _RUNS.findall(simplified(_plain(text))) for word in _shadow_words(run))


def _shadow_words(run: str) -> list[str]:
    if not _IS_HANZI.match(run):
        return [run]
    return [run[start : start + 2] for start in range(len(run))]


def query_tokens(words: str) -> list[str]:
    """One FTS5 expression for each word typed, to be joined by a space (all must match).

    Each is a quoted phrase over the words of `bigrams`, open at its end where the last of them may
    be unfinished: 自 gives "自"*, 运输机 gives "运输 输机", LED gives "led"*. Only letters, digits
    and hanzi are taken over, so no FTS5 syntax gets through; a word without any gives nothing.
    """
    phrases = (list(_phrase(_RUNS.findall(word))) for word in simplified(_plain(words)).split())
    return [f'"{" ".join(phrase)}"' + ("" if _is_pair(phrase[-1]) else "*") for phrase in phrases if phrase]


def _phrase(runs: list[str]) -> Iterator[str]:
    for place, run in enumerate(runs):
        shadow = _shadow_words(run)
        may_go_on = place == len(runs) - 1 and len(shadow) > 1
        yield from shadow[:-1] if may_go_on else shadow


def _is_pair(word: str) -> bool:
    return len(word) > 1 and bool(_IS_HANZI.match(word))


# Enterprise names (decision 16)

_PUNCTUATION = re.compile(r"[^\w()]|_")
_PEOPLES = re.compile(
    "(?:(?:蒙古|藏|羌|彝|回|苗|侗|土家|布依|傣|景颇|白|哈尼|壮|傈僳|哈萨克|柯尔克孜|朝鲜|满|瑶|黎|畲|水|佤|拉祜|纳西|仡佬|"
    "仫佬|毛南|怒|独龙|普米|布朗|土|撒拉|保安|东乡|裕固|锡伯|塔吉克|达斡尔|鄂温克|各)族|蒙古|哈萨克|柯尔克孜|维吾尔)+$"
)
_REGION_KIND = re.compile("(?:特别行政区|自治[区州县旗]|(?<!新)区|省|市|地区|盟|州|县|旗)$")
_MUNICIPALITIES = frozenset({"北京", "上海", "天津", "重庆"})
_NO_NAMES_OF_PLACES = frozenset(
    {"市辖区", "市区", "城区", "郊区", "矿区", "林区", "新区", "东区", "西区", "南区", "北区"}
)
_BRACKETED = re.compile(r"\(([^()]*)\)")
_BRACKETED_FORM = re.compile(r"\((?:控股)?(?:集团|股份)\)(?=.)")
_INNER_FORM = re.compile("有限责任公司|股份有限公司|有限公司")
_LEGAL_FORM = re.compile(
    r"(?:(?:控股)?集团)?(?:股份有限|有限责任|有限|股份|总)公司$|(?:(?:控股)?集团|(?<![分子支]))公司$|(?:控股)?集团$"
    r"|(?:合伙企业)?\(?(?:有限|普通|特殊普通)合伙\)?$|(?:个人独资|合伙)企业$"
)
_KIND_OF_HOUSE = re.compile("专业合作社|合作社|研究院|研究所|事务所|经营部|商行|中心|厂$")
_TRADE = re.compile(
    "(?:信息科技|网络科技|智能科技|生物科技|科技|信息技术|技术|商贸|贸易|实业|发展|建筑工程|装饰工程|工程|建设|建筑|建材|装饰|"
    "机械设备|机电设备|医疗器械|机械|机电|设备|电子|电气|环保|新材料|材料|新能源|能源|化工|农业开发|农业|投资管理|投资|"
    "企业管理|餐饮管理|管理|信息咨询|咨询|文化传媒|文化传播|广告|物流|运输|食品|医药|汽车销售|汽车|置业|房地产开发|"
    "物业管理|服务|服饰|家具|电子商务|软件|制造|销售)$"
)
_NO_ROUND_BRACKETS = str.maketrans("", "", "()")
_LONGEST_REGION = 16
_LONGEST_COUNTY = 6
_KEPT_OF_NAME = 4
_KEPT_OF_BODY = 2


@dataclass(frozen=True, slots=True)
class _Region:
    """A province, prefecture or county: its short name, and the provinces (code) where one of that name lies."""

    short: str
    is_province: bool
    provinces: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """An enterprise name taken apart: 自贡市示例东方机械有限公司 is 自贡 / 示例东方机械 / 示例东方."""

    region: str
    body: str
    core: str


def normal_name(name: str) -> str:
    """The comparison form of an enterprise name: two names with the same form mean one enterprise.

    Width, case, brackets and punctuation folded; 省市县区 of leading regions dropped, and the
    province where a finer region follows; the legal form (有限公司, 股份有限公司, 集团…) dropped.
    """
    parts = name_parts(name)
    return parts.region + parts.body


def name_core(name: str) -> str:
    """What is the enterprise's own in its name: no region, no legal form, no trade (科技, 机械设备)."""
    return name_parts(name).core


@lru_cache(maxsize=4096)
def name_parts(name: str) -> NameParts:
    """Region, body (without legal form) and core (without trade) of an enterprise name."""
    bare = _PUNCTUATION.sub("", fold(name))
    bare = _BRACKETED_FORM.sub("", bare)
    bracketed: list[_Region] = []
    for inside in _BRACKETED.findall(bare) if "(" in bare else ():
        places, rest = _leading_regions(inside, [], kept=0)
        if places and not rest:
            bracketed += places
            bare = bare.replace(f"({inside})", "", 1)
    leading, rest = _leading_regions(bare, bracketed)
    body = _INNER_FORM.sub("", _without(_LEGAL_FORM, rest)).translate(_NO_ROUND_BRACKETS)
    core = _without(_TRADE, _without(_TRADE, _without(_KIND_OF_HOUSE, body)))
    return NameParts(region=_joined_regions(leading + bracketed), body=body, core=core)


def _without(ending: re.Pattern[str], text: str) -> str:
    shorter = ending.sub("", text)
    return shorter if len(shorter) >= _KEPT_OF_BODY else text


def _leading_regions(text: str, above: list[_Region], kept: int = _KEPT_OF_NAME) -> tuple[list[_Region], str]:
    """The regions a text begins with, and the rest, of at least `kept` characters where a region lacks its 市 or 县."""
    found: list[_Region] = []
    while length := _leading_region(text, kept) or _leading_county(text, above + found, kept):
        word, text = text[:length], text[length:]
        found.append(_region_words().get(word) or _county_words()[word])
    return found, text


def _leading_region(text: str, kept: int) -> int:
    """How many characters the region is long that the text begins with; 0 where it begins with none."""
    words = _region_words()
    for end in range(min(_LONGEST_REGION, len(text) - min(kept, _KEPT_OF_BODY)), 1, -1):
        if text[:end] in words and (len(text) - end >= kept or _REGION_KIND.search(text[:end])):
            return end
    return 0


def _leading_county(text: str, above: list[_Region], kept: int) -> int:
    """The same for a county without its 县, which counts behind the province or prefecture it lies in, or alone."""
    if kept and not above:
        return 0
    for end in range(min(_LONGEST_COUNTY, len(text) - kept), 1, -1):
        county = _county_words().get(text[:end])
        if county is None or (above and not county.provinces & above[-1].provinces):
            continue
        if not kept or _is_named(text[end:]):
            return end
    return 0


def _is_named(rest: str) -> bool:
    """Whether more than trade and legal form is left: in 成都武侯建筑工程公司 武侯 is the name, no district."""
    bare = _TRADE.sub("", _TRADE.sub("", _LEGAL_FORM.sub("", rest)))
    return len(bare) >= _KEPT_OF_BODY


def _joined_regions(regions: list[_Region]) -> str:
    if len(regions) == 1:
        return regions[0].short
    short = list(dict.fromkeys(region.short for region in regions))
    provinces = {region.short for region in regions if region.is_province} - _MUNICIPALITIES
    return "".join([place for place in short if place not in provinces] or short[-1:])


@lru_cache(maxsize=1)
def _region_words() -> Mapping[str, _Region]:
    """Every word for a region of China that counts by itself.

    Provinces and prefectures with and without 省/市/州, counties only in full: 东方 and 和平 are
    counties, but more often brands. Names from python-stdnum's table of GB/T 2260 codes.
    """
    words: dict[str, _Region] = {}
    for code, name in _places():
        words[name] = _Region(_short_region(name), code.endswith("0000"), _provinces(words, name, code))
        if code.endswith("00"):
            words[_short_region(name)] = words[name]
    return words


@lru_cache(maxsize=1)
def _county_words() -> Mapping[str, _Region]:
    """Every county by its name without 县, 市 or 区."""
    words: dict[str, _Region] = {}
    for code, name in _places():
        short = _short_region(name)
        if not code.endswith("00") and short != name:
            words[short] = _Region(short, is_province=False, provinces=_provinces(words, short, code))
    return words


def _provinces(words: Mapping[str, _Region], name: str, code: str) -> frozenset[str]:
    """The provinces in which places of that name lie, as the first two digits of their codes."""
    return frozenset({code[:2]}) | (words[name].provinces if name in words else frozenset[str]())


def _places() -> Iterator[tuple[str, str]]:
    """Code and name of every province, prefecture and county, those of old too."""
    from stdnum import numdb

    for _length, province, _high, _properties, children in numdb.get("cn/loc").prefixes:
        for _length, code, _high, properties, _none in children:
            for name in re.sub(r"\[[^\]]*\]", "", properties["county"]).split(","):
                if len(name) > 1 and name not in _NO_NAMES_OF_PLACES and "直辖" not in name:
                    yield province + code, name


def _short_region(name: str) -> str:
    stem = _REGION_KIND.sub("", name)
    return next(word for word in (_PEOPLES.sub("", stem), stem, name) if len(word) > 1)


# Unified social credit codes (GB 32100-2015)

_USCC_LENGTH = 18
_USCC_SHAPE = re.compile("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_LOOKALIKES = str.maketrans("IOSZ", "1052")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LARGEST_SERIAL = 999_999


@lru_cache(maxsize=1024)
def check_uscc(code: str) -> str:
    """The credit code without spaces, in capitals and narrow digits; BadInput says what is wrong with it.

    GB 32100-2015: 18 characters without I, O, S, V, Z; the area in places 3 to 8 in digits; the
    last one checks the others. The area need not exist (999999 marks invented codes).
    """
    cleaned = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code)).upper()
    foreign = "".join(dict.fromkeys(re.findall("[^0-9A-HJ-NPQRTUWXY]", cleaned)))
    if foreign:
        likely = cleaned.translate(_LOOKALIKES)
        raise BadInput(
            _("A credit code has no “{characters}”.").format(characters=foreign),
            remedy=_("Letters I, O, S, V and Z never occur in it; look at the licence again."),
            candidates=[likely] if _is_sound(likely) else [],
        )
    if len(cleaned) != _USCC_LENGTH:
        raise BadInput(
            _("A credit code has 18 characters; this one has {count}.").format(count=len(cleaned)),
            remedy=_("Copy it whole from the business licence; 15 digits are an old registration number."),
        )
    if not _USCC_SHAPE.fullmatch(cleaned):
        raise BadInput(_("Characters 3 to 8 of a credit code are the area and must be digits."))
    if not _is_sound(cleaned):
        raise BadInput(
            _("The check character of “{code}” does not fit.").format(code=cleaned),
            remedy=_("At least one character is mistyped; compare it with the licence."),
        )
    return cleaned


def _is_sound(cleaned: str) -> bool:
    return bool(_USCC_SHAPE.fullmatch(cleaned)) and cleaned[-1] == _last_of_uscc(cleaned[:-1])


def is_uscc(code: str) -> bool:
    """Whether `code` is a sound credit code, whatever its width, case and spaces."""
    try:
        check_uscc(code)
    except BadInput:
        return False
    return True


def make_uscc(area: str, serial: int) -> str:
    """A sound credit code of a company for samples and tests, both check characters right.

    `area` six digits (999999 for invented enterprises), `serial` 0 to 999999.
    """
    if not re.fullmatch("[0-9]{6}", area) or not 0 <= serial <= _LARGEST_SERIAL:
        raise ValueError("an area of six digits and a serial from 0 to 999999")
    organisation = f"MA{serial:06d}"
    total = sum(int(c, 36) * weight for c, weight in zip(organisation, _ORGANISATION_WEIGHTS, strict=True))
    front = f"91{area}{organisation}{'0123456789X0'[11 - total % 11]}"
    return front + _last_of_uscc(front)


def _last_of_uscc(front: str) -> str:
    from stdnum.cn import uscc

    return uscc.calc_check_digit(front)


# Personal data in exports (product rule 10)

_GAP = "[ \u00a0\u3000.－—–-]?"
_PHONE = re.compile(rf"1\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)|\d(?:{_GAP}\d){{4,}}")


def mask_phone(text: str) -> str:
    """Every telephone number in `text` without its middle: 100****0016, 0813-***1234 for a landline."""
    return _PHONE.sub(lambda found: _masked_number(found[0]), text)


def _masked_number(number: str) -> str:
    digits = [place for place, char in enumerate(number) if char.isdigit()]
    front = 4 if number.startswith("0") else min(5, max(0, len(digits) - 8))
    hidden = set(digits[front:-4])
    return "".join("*" if place in hidden else char for place, char in enumerate(number))


def mask_name(text: str) -> str:
    """A person's name down to its first character: 示** for three characters."""
    name = text.strip()
    return name[:1] + "*" * (len(name) - 1)


def mask_identity(text: str) -> str:
    """An identity number down to its first three and last two characters."""
    number = text.strip()
    shown = number[:3], number[-2:]
    return shown[0] + "*" * (len(number) - 5) + shown[1] if len(number) > 5 else "*" * len(number)  # noqa: PLR2004
