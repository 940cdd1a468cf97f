"""Headers of commits as columns and back; what a key means is not judged here.

`prev`, `seq`, `inc` and `region` are not sent: the chain says them. Keys of the known form go by columns, all others
of a header as their canonical JSON, so a newer program's headers come through unharmed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from fupin_desktop.domain.changes import SUITE, Commit, salt_mark
from fupin_desktop.sync.columns import Reader, Writer, coded, places
from fupin_desktop.sync.limits import Limits, Malformed, bounded, json_text, plain_json
from fupin_desktop.sync.times import Where, is_count, is_time, read_times, write_times

CHAIN = frozenset(("inc", "region", "seq", "prev"))
WORDS = ("user", "kind", "title", "reason", "program")
GROUPS = ("group", "undoes")
GROUP_BYTES = 8
BITS = {
    name: 1 << bit
    for bit, name in enumerate(("est", "undoes", "salt", "rest", "group", "hlc", "wall", "suite", *WORDS))
}
REST = BITS["rest"]
USUAL = sum(BITS.values()) - BITS["est"] - BITS["undoes"] - BITS["salt"] - REST
_GROUP = re.compile(r"[0-9a-f]{16}")

Header = dict[str, Any]
Fits = Mapping[str, Callable[[Any], bool]]


def write_headers(body: Writer, ids: Writer, commits: Sequence[Commit], salt: bytes) -> None:
    """All headers of a chain."""
    headers = [commit.header for commit in commits]
    fits = _fits(salt_mark(salt))
    masks = [_mask(header, fits) for header in headers]
    where = _where(masks)
    body.numbers([mask ^ USUAL for mask in masks])
    write_times(body, headers, where)
    groups: dict[Any, int] = {}
    for name in GROUPS:
        body.numbers(coded([headers[i][name] for i in where[name]], groups))
    ids.raw(bytes.fromhex("".join(groups)))
    words: dict[Any, int] = {}
    for name in WORDS:
        body.numbers(coded([headers[i][name] for i in where[name]], words))
    body.numbers(coded([_rest(headers[i], masks[i]) for i in where["rest"]], words))
    body.texts(list(words))


def read_headers(body: Reader, ids: Reader, count: int, salt: bytes, limits: Limits) -> list[Header]:
    """So many headers, without what the chain says."""
    masks = [mask ^ USUAL for mask in body.numbers(count)]
    if max(masks) >> len(BITS):
        raise Malformed("a header of unknown form")
    where = _where(masks)
    headers: list[Header] = [{} for _ in masks]
    for name, value in (("suite", SUITE), ("salt", salt_mark(salt))):
        for i in where[name]:
            headers[i][name] = value
    read_times(body, headers, where)
    _read_groups(body, ids, headers, where, limits)
    _read_words(body, headers, where, limits)
    return headers


def _where(masks: list[int]) -> Where:
    return {name: [i for i, mask in enumerate(masks) if mask & bit] for name, bit in BITS.items()}


def _fits(mark: str) -> Fits:
    """For each key whether its column can hold the value."""
    return {
        **dict.fromkeys(WORDS, _is_text),
        "est": is_time,
        "wall": is_time,
        "hlc": _is_stamp,
        "group": _is_group,
        "undoes": _is_group,
        "suite": lambda value: type(value) is int and value == SUITE,
        "salt": lambda value: value == mark,
    }


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_group(value: Any) -> bool:
    return type(value) is str and _GROUP.fullmatch(value) is not None


def _is_stamp(value: Any) -> bool:
    if type(value) is not list or len(cast("list[Any]", value)) != 2:
        return False
    ms, counter = cast("list[Any]", value)
    return is_time(ms) and is_count(counter)


def _mask(header: Mapping[str, Any], fits: Fits) -> int:
    mask = 0
    for name, value in header.items():
        if name in fits and fits[name](value):
            mask |= BITS[name]
        elif name not in CHAIN:
            mask |= REST
    return mask


def _rest(header: Mapping[str, Any], mask: int) -> str:
    left = {name: value for name, value in header.items() if name not in CHAIN}
    return json_text({name: left[name] for name in left if name == "rest" or not mask & BITS.get(name, 0)})


def _read_groups(body: Reader, ids: Reader, headers: list[Header], where: Where, limits: Limits) -> None:
    used: dict[str, list[int]] = {}
    known = 0
    for name in GROUPS:
        used[name], known = places(body.numbers(len(where[name])), known)
    whole = ids.raw(GROUP_BYTES * bounded(known, limits.entries, "groups")).hex()
    size = 2 * GROUP_BYTES
    groups = [whole[at : at + size] for at in range(0, len(whole), size)]
    for name in GROUPS:
        for i, place in zip(where[name], used[name], strict=True):
            headers[i][name] = groups[place]


def _read_words(body: Reader, headers: list[Header], where: Where, limits: Limits) -> None:
    used: dict[str, list[int]] = {}
    known = 0
    for name in (*WORDS, "rest"):
        used[name], known = places(body.numbers(len(where[name])), known)
    words = body.texts(bounded(known, limits.entries, "words"))
    said = sum(len(words[place]) for name in WORDS for place in used[name])
    bounded(said, limits.said, "characters in headers")
    for name in WORDS:
        for i, place in zip(where[name], used[name], strict=True):
            headers[i][name] = words[place]
    bounded(sum(len(words[place]) for place in used["rest"]), limits.text, "characters in headers")
    rests = {place: plain_json(words[place], limits) for place in set(used["rest"])}
    for i, place in zip(where["rest"], used["rest"], strict=True):
        _add(headers[i], rests[place])


def _add(header: Header, rest: Any) -> None:
    """The keys that went as JSON; none of them may stand in a column or in the chain as well."""
    if type(rest) is not dict or not rest or not CHAIN.union(header).isdisjoint(cast("Header", rest)):
        raise Malformed("not the rest of a header")
    header |= rest
