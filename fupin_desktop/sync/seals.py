"""The device's own words: under which number it writes, and how far a chain is its own (docs/exchange.md §3)."""

from collections.abc import Callable
from typing import NamedTuple

from fupin_desktop.domain.streams import Incarnation, Seal, StreamKey
from fupin_desktop.sync.packing import pack
from fupin_desktop.sync.signing import SIGNATURE_BYTES, SUITE, DeviceKeys, NotVouched, Purpose, sign, unverified, verify
from fupin_desktop.sync.stated import hex_id, items, name, whole

MOST_BYTES = 512
REGION_WIDTH = 12
_UNSIGNED = bytes(SIGNATURE_BYTES)


class Made(NamedTuple):
    """Why and when an incarnation was taken."""

    reason: str  # created, restored, cloned
    at_ms: int


def incarnation_statement(keys: DeviceKeys, device: str, incarnation: str, reason: str, at_ms: int) -> Incarnation:
    """The device's word that it writes under this number since then."""
    statement = bytes((SUITE,)) + pack([bytes.fromhex(incarnation), bytes.fromhex(device), reason, at_ms])
    return Incarnation(incarnation, device, statement, sign(keys, Purpose.INCARNATION, statement))


def check_incarnation(incarnation: Incarnation, sign_public: bytes) -> Made:
    """What the statement says, if the holder of the key made it for this device and number; else NotVouched."""
    statement = incarnation.statement
    found = unverified(statement[:1] + _UNSIGNED + statement[1:], MOST_BYTES)
    number, device, reason, at_ms = items(found, 4)
    if (hex_id(number), hex_id(device)) != (incarnation.id, incarnation.device):
        raise NotVouched("a statement about another incarnation or device")
    verify(sign_public, Purpose.INCARNATION, statement, incarnation.signature)
    return Made(name(reason), whole(at_ms))


def seal(keys: DeviceKeys, stream: StreamKey, seq: int, commit_id: bytes) -> Seal:
    """The device's signature over a commit's place in its stream, and so over all before it."""
    return Seal(stream, seq, commit_id, sign(keys, Purpose.SEAL, sealed_content(stream, seq, commit_id)))


def sealer(keys: DeviceKeys) -> Callable[[StreamKey, int, bytes], bytes]:
    """What a store asks to seal its own streams with, without ever holding the keys."""
    return lambda stream, seq, commit_id: seal(keys, stream, seq, commit_id).signature


def check_seal(found: Seal, sign_public: bytes) -> None:
    """NotVouched unless the holder of the key sealed just this commit at this place of this stream."""
    content = sealed_content(found.stream, found.seq, found.id)
    verify(sign_public, Purpose.SEAL, content, found.signature)


def sealed_content(stream: StreamKey, seq: int, commit_id: bytes) -> bytes:
    """What a seal is over: fixed widths, so that nothing can be read in two ways."""
    region = stream.region.encode()
    if len(region) > REGION_WIDTH or b"\0" in region:
        raise NotVouched("no region code")
    fixed = bytes.fromhex(stream.incarnation) + region.ljust(REGION_WIDTH, b"\0")
    return fixed + seq.to_bytes(8, "big") + commit_id
