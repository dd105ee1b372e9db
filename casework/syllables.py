"""Typed letters taken apart into pinyin syllables: zigongyun is zi gong yun, xian is xian or xi an."""

from functools import lru_cache

_ALL = """
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng  cha
chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu  cuan
cui cun cuo da dai dan dang dao de dei deng di dian diao die ding diu dong dou du duan dui dun duo e en er  fa fan
fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun  guo ha hai
han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie  jin jing jiong
jiu ju juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun  kuo la lai lan lang
lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve  ma mai man mang mao me
mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng  ni nian niang niao nie nin
ning niu nong nu nuan nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao  pie pin ping po pou pu qi qia
qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri  rong rou ru ruan rui run ruo sa
sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi  shou shu shua shuai shuan shuang shui
shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti  tian tiao tie ting tong tou tu tuan tui
tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie  xin xing xiong xiu xu xuan xue xun ya yan
yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang  zao ze zei zen zeng zha zhai zhan zhang zhao
zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui  zhun zhuo zi zong zou zu zuan zui zun zuo
"""
_SYLLABLES = frozenset(_ALL.split())
_BEGINNINGS = frozenset(syllable[:end] for syllable in _SYLLABLES for end in range(1, len(syllable)))
_LONGEST = 6
_MOST_LETTERS = 40
_MOST_WAYS = 4


def syllables(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read typed letters as whole syllables, fewest syllables first, at most four; () for none.

    The last syllable may still be unfinished; it is then left out: zigongy gives zi gong. ü is typed v.
    """
    ways = [way for way in _ways(letters[:_MOST_LETTERS]) if way[0]]
    least = min((rest for _way, rest in ways), default=0)
    return tuple(sorted((way for way, rest in ways if rest == least), key=len)[:_MOST_WAYS])


@lru_cache(maxsize=512)
def _ways(letters: str) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Every way with the number of letters left over at its end, the longest first syllable first."""
    if not letters:
        return (((), 0),)
    found: list[tuple[tuple[str, ...], int]] = []
    for end in range(min(_LONGEST, len(letters)), 0, -1):
        if letters[:end] in _SYLLABLES:
            found += [((letters[:end], *way), rest) for way, rest in _ways(letters[end:])]
    if letters in _BEGINNINGS:
        found.append(((), len(letters)))
    return tuple(sorted(found, key=lambda one: (one[1], len(one[0])))[:_MOST_WAYS])
