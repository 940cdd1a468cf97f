"""A server's word on what it has of whom: kept by the device, shown when a restored server has forgotten it."""

from dataclasses import dataclass
from enum import Enum

from fupin_desktop.domain.streams import Tip
from fupin_desktop.sync.messages import packed_tips, unpacked_tips
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.signing import DeviceKeys, NotVouched, Purpose, signed, unverified, verify_signed
from fupin_desktop.sync.stated import hex_id, items, member, octets, whole

MOST_BYTES = 1 << 20


class Level(Enum):
    """How safe what is receipted is."""

    APPLIED = "applied"  # in the server's database
    DURABLE = "durable"  # also in a backup off the machine, or at the city


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """These tips are there, and whatever stands behind them in their chains."""

    server: str
    device: str
    tips: tuple[Tip, ...]
    level: Level
    at_ms: int
    digest: bytes = b""  # of what the server's tables hold of the device's regions


def receipt(keys: DeviceKeys, said: Receipt) -> bytes:
    """The receipt, signed by the server."""
    who = [bytes.fromhex(said.server), bytes.fromhex(said.device)]
    return signed(keys, Purpose.RECEIPT, [*who, said.level.value, said.at_ms, said.digest, packed_tips(said.tips)])


def read_receipt(content: bytes, server_sign: bytes) -> Receipt:
    """The receipt, if the server whose key this is gave it; else NotVouched."""
    server, device, level, at_ms, digest, tips = items(unverified(content, MOST_BYTES), 6)
    verify_signed(server_sign, Purpose.RECEIPT, content)
    return Receipt(
        server=hex_id(server),
        device=hex_id(device),
        tips=read_tips(tips),
        level=member(Level, level),
        at_ms=whole(at_ms),
        digest=octets(digest),
    )


def read_tips(plain: object) -> tuple[Tip, ...]:
    """Tips that stand in a signed statement."""
    try:
        return unpacked_tips(plain)
    except BadMessage as error:
        raise NotVouched(str(error)) from None
