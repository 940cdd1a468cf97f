"""A village's whole log as one run of bytes, and back: what a new laptop gets (docs/exchange.md §11). It only packs.

Every stream from its beginning, the commits of all of them in the order of their stamps. So each record is named once,
and a base is "so many commits back" whoever wrote it; ids of commits are computed, not sent, as in a segment.
"""

import heapq
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import zstandard

from fupin_desktop.domain.changes import SALT_BYTES, SUITE, Commit
from fupin_desktop.domain.streams import Seal, Segment, StreamKey
from fupin_desktop.sync.columns import Reader, Writer
from fupin_desktop.sync.edits import EditReader, write_edits
from fupin_desktop.sync.headers import Header, read_headers, write_headers
from fupin_desktop.sync.limits import CHRONICLE_LIMITS, Limits, Malformed, bounded
from fupin_desktop.sync.packed import DICTIONARY, packed, unpacked
from fupin_desktop.sync.wire import INCARNATION_BYTES, SIGNATURE_BYTES, read_stream

MOST_STREAMS = 1 << 10
MOST_PIECES = 1 << 12  # sealed ones of one stream


@dataclass(frozen=True, slots=True)
class Chain:
    """A stream from its beginning on, in pieces that end at seals."""

    stream: StreamKey
    salt: bytes
    pieces: tuple[Segment, ...]

    @property
    def commits(self) -> list[Commit]:
        """All of them, in their order."""
        return [commit for piece in self.pieces for commit in piece.commits]


class _Stamped(NamedTuple):
    stamp: tuple[int, int]
    chain: int
    commit: Commit


def encode_chronicle(chains: Sequence[Chain], limits: Limits = CHRONICLE_LIMITS) -> bytes:
    """The chains as bytes; Malformed if they are more than anyone would take, or none that begin at the beginning."""
    try:
        return _encoded(chains, limits)
    except (struct.error, LookupError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Malformed(str(error)) from error


def decode_chronicle(content: bytes, limits: Limits = CHRONICLE_LIMITS) -> list[Segment]:
    """The sealed pieces of every chain, each chain's in their order; Malformed if the bytes are no chronicle."""
    bounded(len(content), limits.packed, "bytes")
    try:
        return _decoded(content, limits)
    except (zstandard.ZstdError, ValueError, LookupError, StopIteration, RecursionError) as error:
        raise Malformed(str(error)) from error


def _encoded(chains: Sequence[Chain], limits: Limits) -> bytes:
    merged = _merged(chains)
    bounded(len(merged) - 1, limits.commits - 1, "commits after the first")
    bounded(sum(len(one.commit.ops) for one in merged), limits.ops, "ops")
    head, ids, body = Writer(), Writer(), Writer(limits)
    for chain in chains:
        if chain.pieces[0].first_seq or not chain.pieces[0].commits:
            raise Malformed("a chain that does not begin at its beginning")
        body.numbers([len(piece.commits) for piece in chain.pieces])
        write_headers(body, ids, chain.commits, chain.salt)
    body.numbers([one.chain for one in merged])
    commits = [one.commit for one in merged]
    write_edits(body, ids, commits, {commit.id(): place for place, commit in enumerate(commits)})
    raw, columns = ids.content(), body.content()
    for number in (len(chains), len(raw), bounded(len(columns), limits.unpacked, "bytes unpacked")):
        head.number(number)
    for chain in chains:
        head.number(int("1" + chain.stream.region))
        head.number(len(chain.pieces))
        head.raw(bytes.fromhex(chain.stream.incarnation) + chain.salt)
        head.raw(b"".join(piece.seal.signature for piece in chain.pieces))
    content = bytes((SUITE << 4 | DICTIONARY,)) + head.content() + raw + packed(columns)
    bounded(len(content), limits.packed, "bytes")
    return content


def _merged(chains: Sequence[Chain]) -> list[_Stamped]:
    """The commits in the order of their stamps, so that a base comes before what stands on it; a chain in its own."""
    told = (
        [_Stamped(stamp_of(commit), place, commit) for commit in chain.commits] for place, chain in enumerate(chains)
    )
    return list(heapq.merge(*told, key=attrgetter("stamp", "chain")))


def stamp_of(commit: Commit) -> tuple[int, int]:
    """By what the commits of several chains are put into one order."""
    ms, counter = commit.header["hlc"]
    return int(ms), int(counter)


class _Chained(NamedTuple):
    """What is known of a chain before its ops are read."""

    stream: StreamKey
    salt: bytes
    signatures: list[bytes]


def _decoded(content: bytes, limits: Limits) -> list[Segment]:
    head = Reader(content, limits)
    suite, dictionary = divmod(head.raw(1)[0], 16)
    if suite != SUITE:
        raise Malformed(f"suite {suite} is not known here")
    count, raw, size = (head.number() for _ in range(3))
    bounded(count - 1, MOST_STREAMS - 1, "chains after the first")
    chains = [_read_chain(head) for _ in range(count)]
    ids = Reader(head.raw(raw), limits)
    body = Reader(unpacked(head.rest(), size, dictionary, limits), limits)
    lengths: list[Sequence[int]] = []
    headers: list[list[Header]] = []
    for chain in chains:
        lengths.append(body.numbers(len(chain.signatures)))
        if not all(lengths[-1]):
            raise Malformed("a piece without commits")
        bounded(sum(map(sum, lengths)), limits.commits, "commits")
        headers.append(read_headers(body, ids, sum(lengths[-1]), chain.salt, limits))
    written = _read_commits(body, ids, chains, headers, limits)
    body.close()
    ids.close()
    return [
        piece
        for chain, several, sizes in zip(chains, written, lengths, strict=True)
        for piece in _pieces(chain, several, sizes)
    ]


def _read_chain(head: Reader) -> _Chained:
    region, pieces = head.number(), bounded(head.number() - 1, MOST_PIECES - 1, "pieces after the first") + 1
    stream = read_stream(head.raw(INCARNATION_BYTES), region)
    salt = head.raw(SALT_BYTES)
    return _Chained(stream, salt, [head.raw(SIGNATURE_BYTES) for _ in range(pieces)])


def _read_commits(
    body: Reader, ids: Reader, chains: Sequence[_Chained], headers: Sequence[list[Header]], limits: Limits
) -> list[list[Commit]]:
    """The commits of each chain: read in the order of all, for a base may be in another chain."""
    order = body.numbers(sum(map(len, headers)))
    edits = EditReader(body, ids, len(order), limits)
    written: list[list[Commit]] = [[] for _ in chains]
    own: list[bytes] = []
    for number, place in enumerate(order):
        stream, several = chains[place].stream, written[place]
        header = headers[place][len(several)]
        previous = several[-1].id().hex() if several else ""
        header |= {"inc": stream.incarnation, "region": stream.region, "seq": len(several), "prev": previous}
        several.append(Commit(header, edits.read(number, own), chains[place].salt))
        own.append(several[-1].id())
    return written


def _pieces(chain: _Chained, commits: Sequence[Commit], sizes: Sequence[int]) -> Iterator[Segment]:
    start = 0
    for size, signature in zip(sizes, chain.signatures, strict=True):
        several = tuple(commits[start : start + size])
        start += size
        yield Segment(chain.stream, chain.salt, several, Seal(chain.stream, start - 1, several[-1].id(), signature))
