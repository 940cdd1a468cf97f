"""Whether a segment is what its device wrote: ids, chain, salt, statement and seal (docs/exchange.md §6, first rows).

What fails here is refused: it proves nothing about anybody.
"""

import re
from collections.abc import Collection
from typing import Any, Protocol, cast

from fupin_desktop.domain.changes import SALT_BYTES, SUITE, salt_mark
from fupin_desktop.domain.streams import Incarnation, Segment, StreamKey
from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.seals import check_incarnation, check_seal
from fupin_desktop.sync.signing import NotVouched
from fupin_desktop.sync.trust import Trust

MOST_SEQ = 1 << 40
TEXTS = ("inc", "region", "prev", "user", "kind", "title", "reason", "group")
_PREVIOUS = re.compile(r"[0-9a-f]{32}|")
_INCARNATION = re.compile(r"[0-9a-f]{16}")
_REGION = re.compile(r"[0-9]{2,12}")


class Unfounded(Exception):
    """Why a segment is refused: a short word, and a sentence for the staff."""

    def __init__(self, word: str, detail: str) -> None:
        super().__init__(word)
        self.word = word
        self.detail = detail


class Credentials(Protocol):
    """Where statements, certificates and chains are kept."""

    def certificate(self, device: str) -> bytes | None: ...
    def incarnation(self, incarnation: str) -> Incarnation | None: ...
    def place_of(self, commit: bytes) -> tuple[StreamKey, int] | None: ...
    def salts(self, stream: StreamKey) -> Collection[bytes]: ...


def chained(segment: Segment) -> list[bytes]:
    """The ids of the commits, each hashed again, if they make one chain up to the one that is sealed."""
    if not segment.commits or len(segment.salt) != SALT_BYTES or segment.seal.stream != segment.stream:
        raise Unfounded("damaged", "这一段改动残缺。")
    if not _INCARNATION.fullmatch(segment.stream.incarnation) or not _REGION.fullmatch(segment.stream.region):
        raise Unfounded("damaged", "这一段改动没有写明出自哪里。")
    _check_first(segment)
    ids: list[bytes] = []
    for commit in segment.commits:
        previous = ids[-1].hex() if ids else commit.header.get("prev")
        _check_header(commit.header, segment, len(ids), previous)
        if commit.salt != segment.salt:
            raise Unfounded("damaged", "这一段改动的各条对不上。")
        try:
            ids.append(commit.id())
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise Unfounded("damaged", "这一段改动里有不成文字的内容。") from None
    if (segment.seal.seq, segment.seal.id) != (segment.first_seq + len(ids) - 1, ids[-1]):
        raise Unfounded("damaged", "这一段改动与封签对不上，可能在路上损坏。")
    return ids


def vouched(segment: Segment, store: Credentials, trust: Trust) -> Certificate:
    """The certificate of the device that wrote the segment, if its statement and its seal hold."""
    incarnation = store.incarnation(segment.stream.incarnation)
    certificate = trust.certificate(store.certificate(incarnation.device)) if incarnation else None
    if incarnation is None or certificate is None or certificate.device != incarnation.device:
        raise Unfounded("unknown", "写这些改动的电脑没有本县的证书。")
    if incarnation.id != segment.stream.incarnation:
        raise Unfounded("unknown", "写这些改动的电脑没有说明它的编号。")
    try:
        check_incarnation(incarnation, certificate.sign)
    except NotVouched:
        raise Unfounded("statement", "写这些改动的电脑所说的编号不是它自己签的。") from None
    try:
        check_seal(segment.seal, certificate.sign)
    except NotVouched:
        raise Unfounded("seal", "这一段改动的封签不是这台电脑签的。") from None
    return certificate


def check_place(segment: Segment, store: Credentials) -> None:
    """Refused where the commit before is not here or stands elsewhere, or where the chain has another salt here.

    A beginning may come with a salt of its own: two copies of one folder may each begin a village.
    """
    if not segment.previous:
        return
    salts = store.salts(segment.stream)
    if salts and segment.salt not in salts:
        raise Unfounded("salt", "这一段改动与已有的不是同一条记录链。")
    place = store.place_of(segment.previous)
    if place is None:
        raise Unfounded("gap", "缺少这一段改动以前的内容。")
    if place != (segment.stream, segment.first_seq - 1):
        raise Unfounded("damaged", "这一段改动接错了地方。")


def _check_first(segment: Segment) -> None:
    first = segment.commits[0].header
    seq, previous = first.get("seq"), first.get("prev")
    if type(seq) is not int or not 0 <= seq < MOST_SEQ or not isinstance(previous, str):
        raise Unfounded("damaged", "这一段改动没有写明次序。")
    if not _PREVIOUS.fullmatch(previous) or (seq == 0) != (previous == ""):
        raise Unfounded("damaged", "这一段改动的开头对不上。")
    if seq == 0 and first.get("salt") != salt_mark(segment.salt):
        raise Unfounded("damaged", "这条记录链的印记对不上。")


def _check_header(header: Any, segment: Segment, place: int, previous: object) -> None:
    """What every program needs of a header; keys beyond it are a newer program's affair."""
    if header.get("suite") != SUITE:
        raise Unfounded("suite", "这些改动用的是这个版本不认识的算法，请升级程序。")
    due = (*segment.stream, segment.first_seq + place, previous)
    if (header.get("inc"), header.get("region"), header.get("seq"), header.get("prev")) != due:
        raise Unfounded("damaged", "这一段改动的次序对不上。")
    texts = all(isinstance(header.get(name), str) for name in TEXTS) and isinstance(header.get("undoes", ""), str)
    hlc = header.get("hlc")
    is_stamp = isinstance(hlc, list) and len(cast("list[object]", hlc)) == 2
    numbers = (
        [*cast("list[object]", hlc), header["seq"], header.get("wall"), header.get("est", 0)] if is_stamp else [None]
    )
    if not texts or not all(type(number) is int for number in numbers):
        raise Unfounded("damaged", "这一段改动的开头不成样子。")
