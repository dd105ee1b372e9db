"""Traditional characters as the simplified ones they are searched as: 運輸機械 is found as 运输机械."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


def simplified(text: str) -> str:
    """`text` with every traditional character that has a simplified one replaced by it, one for one.

    For search alone: 後 and 后 become one, so that either finds the other; stored text never changes. The table
    is made by tools/make_traditional.py.
    """
    return text.translate(_table())


@lru_cache(maxsize=1)
def _table() -> Mapping[int, str]:
    pairs = (files("resources") / "characters" / "traditional.txt").read_text(encoding="utf-8").replace("\n", "")
    return {ord(pairs[place]): pairs[place + 1] for place in range(0, len(pairs), 2)}
