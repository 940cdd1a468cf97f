"""A segment as the bytes that travel, and back (docs/exchange.md §4); it hashes, and judges nothing.

Whoever decodes computes `prev`, `seq` and every id: what was altered on the way comes out as other ids than the seal
is over. Anything else that can be wrong with the bytes is Malformed.
"""

import re
import struct
from hashlib import blake2b

import zstandard

from fupin_desktop.domain.changes import ID_BYTES, SALT_BYTES, SUITE, Commit
from fupin_desktop.domain.streams import Seal, Segment, StreamKey
from fupin_desktop.sync.columns import Reader, Writer
from fupin_desktop.sync.edits import EditReader, write_edits
from fupin_desktop.sync.headers import read_headers, write_headers
from fupin_desktop.sync.limits import LIMITS, Limits, Malformed, bounded
from fupin_desktop.sync.packed import DICTIONARY, packed, unpacked

__all__ = ["LIMITS", "Limits", "Malformed", "decode", "encode", "name_of"]

NAME_BYTES = 16
INCARNATION_BYTES = 8
SIGNATURE_BYTES = 64
MOST_SEQ = 1 << 40
_INCARNATION = re.compile(r"[0-9a-f]{16}")
_REGION = re.compile(r"[0-9]{2,12}")


def name_of(content: bytes) -> bytes:
    """The name of a segment: the hash of its bytes."""
    return blake2b(content, digest_size=NAME_BYTES, person=b"fupin segment").digest()


def encode(segment: Segment, dictionary: int = DICTIONARY, limits: Limits = LIMITS) -> bytes:
    """The segment as bytes; Malformed if it is no chain, or more than anyone would take."""
    try:
        return _encoded(segment, dictionary, limits)
    except (struct.error, LookupError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Malformed(str(error)) from error


def decode(content: bytes, limits: Limits = LIMITS) -> Segment:
    """The segment of the bytes; Malformed if they are none."""
    bounded(len(content), limits.packed, "bytes")
    try:
        return _decoded(content, limits)
    except (zstandard.ZstdError, ValueError, LookupError, StopIteration, RecursionError) as error:
        raise Malformed(str(error)) from error


def columns_of(segment: Segment) -> tuple[bytes, bytes]:
    """The random bytes that nothing can make shorter, and the columns of all else before they are compressed."""
    own = [bytes.fromhex(commit.header["prev"]) for commit in segment.commits[1:]]
    ids, body = Writer(), Writer()
    write_headers(body, ids, segment.commits, segment.salt)
    write_edits(body, ids, segment.commits, {commit: place for place, commit in enumerate(own)})
    return ids.content(), body.content()


def _encoded(segment: Segment, dictionary: int, limits: Limits) -> bytes:
    _check(segment, limits)
    raw, columns = columns_of(segment)
    head = Writer()
    for number in (int("1" + segment.stream.region), segment.first_seq, len(segment.commits), len(raw), len(columns)):
        head.number(number)
    first = bytes.fromhex(segment.stream.incarnation) + segment.salt + segment.previous + segment.seal.signature
    content = bytes((SUITE << 4 | dictionary,)) + head.content() + first + raw + packed(columns, dictionary)
    bounded(len(columns), limits.unpacked, "bytes unpacked")
    bounded(len(content), limits.packed, "bytes")
    return content


def _check(segment: Segment, limits: Limits) -> None:
    """Whether the segment is what its bytes would say: one chain, whose end is sealed."""
    headers = [commit.header for commit in segment.commits]
    bounded(len(headers) - 1, limits.commits - 1, "commits after the first")
    bounded(sum(len(commit.ops) for commit in segment.commits), limits.ops, "ops")
    said = [(header["inc"], header["region"], header["seq"]) for header in headers]
    first = segment.first_seq
    if said != [(*segment.stream, first + place) for place in range(len(said))] or type(headers[0]["seq"]) is not int:
        raise Malformed("commits that are no chain")
    if read_stream(bytes.fromhex(segment.stream.incarnation), int("1" + segment.stream.region)) != segment.stream:
        raise Malformed("not a stream")
    if len(segment.previous) != (ID_BYTES if first else 0) or any(not _is_id(header["prev"]) for header in headers[1:]):
        raise Malformed("commits that do not name the one before")
    sizes = (len(segment.salt), len(segment.seal.signature))
    if segment.seal[:2] != (segment.stream, first + len(said) - 1) or sizes != (SALT_BYTES, SIGNATURE_BYTES):
        raise Malformed("a seal that is not over the last commit")


def _decoded(content: bytes, limits: Limits) -> Segment:
    head = Reader(content, limits)
    suite, dictionary = divmod(head.raw(1)[0], 16)
    if suite != SUITE:
        raise Malformed(f"suite {suite} is not known here")
    region, first, count, raw, size = (head.number() for _ in range(5))
    bounded(first, MOST_SEQ, "commits before")
    bounded(count - 1, limits.commits - 1, "commits after the first")
    stream = read_stream(head.raw(INCARNATION_BYTES), region)
    salt, previous = head.raw(SALT_BYTES), head.raw(ID_BYTES if first else 0)
    signature = head.raw(SIGNATURE_BYTES)
    ids = Reader(head.raw(raw), limits)
    body = Reader(unpacked(head.rest(), size, dictionary, limits), limits)
    headers = read_headers(body, ids, count, salt, limits)
    edits = EditReader(body, ids, count, limits)
    body.close()
    ids.close()
    commits: list[Commit] = []
    own: list[bytes] = []
    last = previous
    for number, header in enumerate(headers):
        header |= {"inc": stream.incarnation, "region": stream.region, "seq": first + number, "prev": last.hex()}
        commits.append(Commit(header, edits.read(number, own), salt))
        last = commits[-1].id()
        own.append(last)
    return Segment(stream, salt, tuple(commits), Seal(stream, first + count - 1, last, signature))


def _is_id(value: str) -> bool:
    return len(value) == 2 * ID_BYTES and bytes.fromhex(value).hex() == value


def read_stream(incarnation: bytes, region: int) -> StreamKey:
    """The name of a stream; Malformed if it is none."""
    digits = str(region)
    if digits[0] != "1" or not _REGION.fullmatch(digits[1:]):
        raise Malformed("not a region")
    return StreamKey(incarnation.hex(), digits[1:])
