"""The authority's list: who is believed no more and how far he had been; what is let in after all (exchange.md §3).

Lists are joined, never replaced: an entry that was once signed never goes away, not even when the county's server is
restored from an older backup and signs without it. They travel both ways at every contact and inside every parcel.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from fupin_desktop.domain.changes import ID_BYTES
from fupin_desktop.domain.streams import Tip
from fupin_desktop.sync.certificates import Certificate, read_authority
from fupin_desktop.sync.messages import MARK_BYTES, packed_tips
from fupin_desktop.sync.packing import pack
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
    admitted: frozenset[bytes] = frozenset()  # commits that were put aside and that its staff has let in

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


def revoke(
    authority: DeviceKeys,
    version: int,
    entries: Iterable[Revoked],
    chain: bytes = b"",
    admitted: Iterable[bytes] = (),
) -> bytes:
    """The whole list as the authority signs it; `chain` is a higher authority's word for it, to be shown up there."""
    return signed(
        authority, Purpose.REVOCATIONS, [authority.sign_public, chain, version, _plain(entries), sorted(admitted)]
    )


def read_revocations(content: bytes, root: bytes) -> Revocations:
    """The list, if the pinned authority made it or vouches for who made it; else NotVouched."""
    issuer, chain, version, plain, admitted = items(unverified(content, MOST_BYTES), 5)
    verify_signed(key(issuer), Purpose.REVOCATIONS, content)
    if issuer != root and read_authority(octets(chain), root).sign != issuer:
        raise NotVouched("the list of another authority")
    entries = tuple(
        Revoked(device=hex_id(device), serial=whole(serial), at_ms=whole(at_ms), witnessed=read_tips(tips))
        for device, serial, at_ms, tips in (items(one, 4) for one in items(plain))
    )
    let_in = frozenset(octets(one, ID_BYTES) for one in items(admitted))
    return Revocations(whole(version), entries, key(issuer), let_in)


def joined(lists: Iterable[Revocations]) -> tuple[Revocations, ...]:
    """What lists say together, one for each authority; in whatever order they came, the same comes out."""
    by_authority: dict[bytes, list[Revocations]] = {}
    for one in lists:
        by_authority.setdefault(one.authority, []).append(one)
    return tuple(_joined(authority, several) for authority, several in sorted(by_authority.items()))


def telling(contents: Sequence[bytes], root: bytes) -> list[bytes]:
    """Those of the signed lists that say something which the others, the newest first, do not."""
    lists = {content: read_revocations(content, root) for content in dict.fromkeys(contents)}
    kept: dict[bytes, Revocations] = {}
    for content, one in sorted(lists.items(), key=lambda item: (-item[1].version, item[0])):
        if _said(joined([*kept.values(), one])) != _said(joined(kept.values())):
            kept[content] = one
    return list(kept)


def mark_of(lists: Sequence[Revocations]) -> bytes:
    """A digest of all that is revoked: two sides compare it, and know whether one has more to tell."""
    return blake2b(pack(_said(lists)), digest_size=MARK_BYTES, person=b"fupin revoked").digest()


def _joined(authority: bytes, several: Sequence[Revocations]) -> Revocations:
    entries: dict[str, Revoked] = {}
    for entry in (entry for one in several for entry in one.entries):
        entries[entry.device] = max(entry, entries.get(entry.device, entry), key=_weight)
    ordered = tuple(entries[device] for device in sorted(entries))
    let_in = frozenset[bytes]().union(*(one.admitted for one in several))
    return Revocations(max(one.version for one in several), ordered, authority, let_in)


def _weight(entry: Revoked) -> tuple[int, int, tuple[Tip, ...]]:
    """Of two words on one device the later certificate counts; on one certificate the first: a thief may have been
    witnessed by a server that had forgotten the theft."""
    return entry.serial, -entry.at_ms, entry.witnessed


def _said(lists: Iterable[Revocations]) -> list[list[object]]:
    told = (one for one in lists if one.entries or one.admitted)
    return [[one.authority, _plain(one.entries), sorted(one.admitted)] for one in told]


def _plain(entries: Iterable[Revoked]) -> list[list[object]]:
    return [
        [bytes.fromhex(one.device), one.serial, one.at_ms, packed_tips(one.witnessed)]
        for one in sorted(entries, key=lambda one: one.device)
    ]
