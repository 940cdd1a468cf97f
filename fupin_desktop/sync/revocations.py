"""The authority's list of devices that are no longer believed, and how far each of them had been (exchange.md §3).

A list is whole: a newer version takes the place of an older one. It comes at every contact and inside every parcel.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from fupin_desktop.domain.streams import Tip
from fupin_desktop.sync.certificates import Certificate, read_authority
from fupin_desktop.sync.messages import packed_tips
from fupin_desktop.sync.receipts import read_tips
from fupin_desktop.sync.signing import DeviceKeys, NotVouched, Purpose, signed, unverified, verify_signed
from fupin_desktop.sync.stated import hex_id, items, key, octets, whole

MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """One device: its certificates up to this serial are void, and only what was witnessed of it counts."""

    device: str
    serial: int  # a laptop that was found again is enrolled anew and gets a higher one
    at_ms: int
    witnessed: tuple[Tip, ...] = ()


@dataclass(frozen=True)
class Revocations:
    """What an authority says of all its devices."""

    version: int = 0
    entries: tuple[Revoked, ...] = ()
    authority: bytes = b""

    @cached_property
    def by_device(self) -> Mapping[str, Revoked]:
        """The entries by device."""
        return {one.device: one for one in self.entries}

    def of(self, certificate: Certificate) -> Revoked | None:
        """The entry that makes this certificate void, if there is one; an authority speaks of its own devices only."""
        found = self.by_device.get(certificate.device)
        if found is None or certificate.authority != self.authority or certificate.serial > found.serial:
            return None
        return found


def revoke(authority: DeviceKeys, version: int, entries: Iterable[Revoked], chain: bytes = b"") -> bytes:
    """The whole list as the authority signs it; `chain` is a higher authority's word for it, to be shown up there."""
    plain = [
        [bytes.fromhex(one.device), one.serial, one.at_ms, packed_tips(one.witnessed)]
        for one in sorted(entries, key=lambda one: one.device)
    ]
    return signed(authority, Purpose.REVOCATIONS, [authority.sign_public, chain, version, plain])


def read_revocations(content: bytes, root: bytes) -> Revocations:
    """The list, if the pinned authority made it or vouches for who made it; else NotVouched."""
    issuer, chain, version, plain = items(unverified(content, MOST_BYTES), 4)
    verify_signed(key(issuer), Purpose.REVOCATIONS, content)
    if issuer != root and read_authority(octets(chain), root).sign != issuer:
        raise NotVouched("the list of another authority")
    entries = tuple(
        Revoked(device=hex_id(device), serial=whole(serial), at_ms=whole(at_ms), witnessed=read_tips(tips))
        for device, serial, at_ms, tips in (items(one, 4) for one in items(plain))
    )
    return Revocations(whole(version), entries, key(issuer))
