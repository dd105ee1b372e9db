"""Names of enterprises and sentences of casework in any number, always the same ones; real ones where given."""

import csv
import gzip
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.chinese import make_uscc, name_parts

GOODS = (
    "管状带式输送机",
    "余热锅炉",
    "硬质合金刀片",
    "彩灯光源",
    "聚四氟乙烯软管",
    "碳化硅陶瓷",
    "数控机床主轴",
    "工业阀门",
    "高温合金叶片",
    "储能变流器",
    "井口装置",
    "轴承钢",
    "无人机飞控",
    "氟橡胶密封件",
    "井盐深加工",
    "食品发酵罐",
    "特种焊接材料",
    "铝合金压铸件",
    "齿轮箱",
    "激光熔覆涂层",
)
MATTERS = (
    "试制",
    "检测",
    "认证",
    "扩产用地",
    "用工招聘",
    "融资贷款",
    "技术攻关",
    "专利许可",
    "废水处理",
    "用电增容",
    "物流运输",
    "首台套申报",
    "研发费用加计扣除",
    "人才公寓",
    "标准制定",
    "出口退税",
    "中试基地",
    "订单交付",
    "设备更新",
    "质量追溯",
)
_SAYINGS = (
    "企业反映{goods}{matter}遇到困难，希望{unit}帮助对接",
    "{goods}项目进展正常，{matter}尚未完成，已请{unit}跟进",
    "实地查看{goods}生产线，负责人介绍{matter}情况",
    "就{matter}与{unit}现场协调，企业将补交{goods}的材料",
    "本月{goods}订单增加，{matter}是眼下的瓶颈",
    "已将{goods}的{matter}需求登记入库，待专家答复",
)
_SUBJECTS = ("{goods}{matter}需要协调", "请求帮助解决{matter}问题", "{goods}的{matter}政策咨询", "办理{matter}手续")
_TOPICS = ("{matter}情况回访", "{goods}{matter}", "第{n}季度走访", "{goods}项目对接", "年度服务回访")
_UNITS = ("科技局", "经信局", "人社局", "园区管委会", "市场监管局", "供电公司", "税务局", "院士工作站")
_FRONTS = ("自贡", "自贡市", "四川", "四川省", "重庆", "重庆市", "成都", "绵阳", "宜宾", "泸州", "南川", "内江", "德阳")
_SYLLABLES = "盛宏鼎瑞恒泰华兴永昌锦源天成光明东方金川力维智联云创新科博远大同辉腾达利丰盐都龙灯长征中昊晨阳安顺"
_TRADES = (
    "机械",
    "科技",
    "新材料",
    "电子",
    "化工",
    "食品",
    "环保设备",
    "物流",
    "建材",
    "信息技术",
    "农业开发",
    "精密制造",
)
_FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "厂")
_SHORTEST, _LONGEST = 2, 8


@dataclass(frozen=True, slots=True)
class Firm:
    """An enterprise of the benchmark."""

    name: str
    uscc: str
    address: str
    business: str


class Words:
    """Firms and sentences by number: with real registrations and abstracts where HUIFANG_DATA names them."""

    def __init__(self) -> None:
        """Reads what is given, once."""
        folder = Path(os.environ.get("HUIFANG_DATA", ""))
        is_given = bool(os.environ.get("HUIFANG_DATA"))
        self._real = list(_registrations(folder / "enterprises_cn.csv.gz")) if is_given else []
        self._prose = list(_sentences(folder / "csl_papers_dev.csv")) if is_given else []
        self._fronts, self._cores, self._endings = _pieces([firm.name for firm in self._real])

    def firm(self, number: int) -> Firm:
        """The enterprise of that number; beyond the real ones its name is put together from parts of real names."""
        if number < len(self._real):
            return self._real[number]
        front, core = _at(self._fronts, number), _at(self._cores, number * 7919 + number // 97)
        ending = _at(self._endings, number * 104729 + number // 53)
        goods = f"{_at(GOODS, number * 31)}、{_at(GOODS, number * 17 + 5)}的研发、{_at(MATTERS, number)}和销售"
        return Firm(front + core + ending, make_uscc("999999", number), f"{front}示例路{number % 900 + 1}号", goods)

    def saying(self, number: int) -> str:
        """What was found at a visit, 20 to 120 characters."""
        said = _filled(_at(_SAYINGS, number), number)
        return f"{said}。{_at(self._prose, number * 13)}" if self._prose and number % 3 else said

    def subject(self, number: int) -> str:
        """What a case is about."""
        return _filled(_at(_SUBJECTS, number), number)

    def topic(self, number: int) -> str:
        """What a visit is about."""
        return _filled(_at(_TOPICS, number), number)

    def person(self, number: int) -> str:
        """The name of a contact person."""
        surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
        given = _SYLLABLES[number * 5 % len(_SYLLABLES)] + _SYLLABLES[number * 11 % len(_SYLLABLES)]
        return _at(surnames, number) + (given if number % 4 else given[:1])


def _filled(saying: str, number: int) -> str:
    goods, matter = _at(GOODS, number * 7 + number // 11), _at(MATTERS, number * 3 + number // 7)
    return saying.format(goods=goods, matter=matter, unit=_at(_UNITS, number * 5), n=number % 4 + 1)


def _at(words: Sequence[str], number: int) -> str:
    return words[number % len(words)]


def _registrations(path: Path) -> Iterator[Firm]:
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield Firm(row["name"], row["uscc"], row["address"], row["scope_first_160"])


def _sentences(path: Path) -> Iterator[str]:
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield from (words.strip()[:80] for words in row["abstract"].split("。") if words.strip())


def _pieces(names: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Region, own name and ending of the given names, or made-up ones."""
    if not names:
        cores = [f"{a}{b}" for a in _SYLLABLES for b in _SYLLABLES if a != b]
        return [f"{front}示例" for front in _FRONTS], cores, [trade + form for trade in _TRADES for form in _FORMS]
    fronts, cores, endings = set[str](), set[str](), set[str]()
    for name in names:
        core = name_parts(name).core
        front, found, ending = name.partition(core)
        if found and _SHORTEST <= len(core) <= _LONGEST:
            cores.add(core)
            fronts.add(front)
            endings.add(ending)
    return sorted(fronts), sorted(cores), sorted(endings)
