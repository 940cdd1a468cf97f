"""Pinyin of names in every reading that people might type; surnames have readings of their own."""

from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

# As surnames these are read otherwise than pypinyin's first reading.
SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "朴": "piao",
    "区": "ou",
    "盖": "ge",
    "乐": "yue",
    "任": "ren",
    "尉": "yu",
    "员": "yun",
    "缪": "miao",
    "宓": "fu",
    "翟": "zhai",
    "覃": "qin",
    "冼": "xian",
    "种": "chong",
    "逄": "pang",
    "令": "ling",
}
MOST_READINGS = 4


@lru_cache(maxsize=20_000)
def _readings_of(character: str) -> tuple[str, ...]:
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(_typed(reading) for reading in found[0])) if found else ()


def _typed(reading: str) -> str:
    return reading.lower().replace("ü", "v")


def readings(name: str) -> list[tuple[str, ...]]:
    """The likeliest readings of a name, each a syllable for each character that has one."""
    ordinary = pinyin(name, style=Style.NORMAL, errors="ignore")
    usual = [_typed(syllable[0]) for syllable in ordinary]
    if len(usual) != len(name):
        usual = [reading[0] for character in name if (reading := _readings_of(character))]
    if not usual:
        return []
    choices = [dict.fromkeys([syllable]) for syllable in usual]
    if name[0] in SURNAMES:
        choices[0] = dict.fromkeys([SURNAMES[name[0]], *choices[0]])
    elif len(usual) == len(name):
        choices[0] |= dict.fromkeys(_readings_of(name[0])[:2])
    return list(islice(product(*choices), MOST_READINGS))
