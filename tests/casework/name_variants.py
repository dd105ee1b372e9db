"""Ten ways in which offices write one enterprise name, made from a registered name (never with the code under test)."""

import random
import re
from collections.abc import Callable, Mapping

_FORM = re.compile("(集团)?(股份有限公司|有限责任公司|有限公司)$")
_REGION_WORD = "[一-龥]{2,5}?(?:市|自治县|县|区)"
_SIGN_OF_REGION = re.compile("(?<=..)(?:自治[区州县]|[省市县区])")
_TRADE = re.compile(
    "(?:信息|网络|智能|生物)?科技|(?:信息)?技术|商贸|贸易|实业|发展|(?:建筑|装饰)?工程|机械设备|机电设备|机械|设备|电子|电气|环保|"
    "(?:新)?材料|(?:新)?能源|化工|(?:农业)?开发|(?:企业|投资)管理|咨询|文化传媒|广告|物流|运输|食品|医药|汽车销售|服务|软件|制造|销售"
)
_SHORTEST_OWN = 2
_MISTAKES = "科技华新龙源东方天成"


def _split(name: str, places: tuple[str, str]) -> tuple[str, str, str]:
    """Leading region as written, what is the firm's own, legal form; province and city are told by the register."""
    province, city = (re.escape(place.rstrip("省市")) for place in places)
    form = _FORM.search(name)
    own = name[: form.start()] if form else name
    region = re.match(f"(?:{province}省?)?(?:{city}市?)?(?:{_REGION_WORD})?", own)
    end = region.end() if region else 0
    if len(_TRADE.sub("", own[end:])) < _SHORTEST_OWN:
        end = 0
    return own[:end], own[end:], form.group() if form else ""


def _no_form(name: str, places: tuple[str, str], _chance: random.Random) -> str:
    region, own, _form = _split(name, places)
    return region + own


def _short_region(name: str, places: tuple[str, str], _chance: random.Random) -> str:
    region, own, form = _split(name, places)
    return _SIGN_OF_REGION.sub("", region) + own + form


def _no_region(name: str, places: tuple[str, str], _chance: random.Random) -> str:
    _region, own, form = _split(name, places)
    return own + form


def _full_width(name: str, _places: tuple[str, str], _chance: random.Random) -> str:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    return wide.replace("公司", "公司　", 1)


def _brackets(name: str, places: tuple[str, str], _chance: random.Random) -> str:
    if "（" in name or "(" in name:
        return name.translate(str.maketrans("（）()", "()〔〕"))
    region, own, form = _split(name, places)
    return f"{own}（{_SIGN_OF_REGION.sub('', region)}）{form}" if region and form else name


def _one_wrong(name: str, _places: tuple[str, str], chance: random.Random) -> str:
    place = chance.randrange(len(name))
    return name[:place] + chance.choice(_MISTAKES.replace(name[place], "")) + name[place + 1 :]


def _abbreviation(name: str, places: tuple[str, str], _chance: random.Random) -> str:
    region, own, _form = _split(name, places)
    return _SIGN_OF_REGION.sub("", region) + _without_trade(own)


def _spaces(name: str, _places: tuple[str, str], chance: random.Random) -> str:
    place = chance.randrange(1, len(name))
    return f"{name[:place]} {name[place:]}"


def _other_limited(name: str, _places: tuple[str, str], _chance: random.Random) -> str:
    if "有限责任公司" in name:
        return name.replace("有限责任公司", "有限公司")
    return re.sub("(?<!股份)有限公司", "有限责任公司", name)


def _no_trade(name: str, places: tuple[str, str], _chance: random.Random) -> str:
    region, own, form = _split(name, places)
    return region + _without_trade(own) + form


def _without_trade(own: str) -> str:
    found = [trade for trade in _TRADE.finditer(own) if trade.end() == len(own)]
    shorter = own[: found[0].start()] if found else own
    return shorter if len(shorter) >= _SHORTEST_OWN else own


KINDS: Mapping[str, Callable[[str, tuple[str, str], random.Random], str]] = {
    "no legal form": _no_form,
    "region without 省市县区": _short_region,
    "no region": _no_region,
    "full width": _full_width,
    "brackets": _brackets,
    "one wrong character": _one_wrong,
    "abbreviation": _abbreviation,
    "spaces": _spaces,
    "有限 for 有限责任": _other_limited,
    "no trade": _no_trade,
}


def variants(kind: str, firms: list[tuple[str, tuple[str, str]]], most: int, seed: int) -> list[tuple[int, str]]:
    """Up to `most` variants of one kind, each with the place of its firm in `firms` (name, province and city)."""
    chance = random.Random(f"{seed} {kind}")
    found: list[tuple[int, str]] = []
    for place in chance.sample(range(len(firms)), len(firms)):
        name, places = firms[place]
        variant = KINDS[kind](name, places, chance)
        if variant != name:
            found.append((place, variant))
        if len(found) == most:
            break
    return found
