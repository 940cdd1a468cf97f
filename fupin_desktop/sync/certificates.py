"""The authority's word on a device: which keys it has, where and in which role it writes, until when (exchange.md §3).

An authority is a key pair. The county's certifies laptops and servers; the city's certifies the counties', each for the
regions that are its own. Whoever reads a certificate has pinned one authority, and believes nobody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from hashlib import blake2b

from fupin_desktop.sync.packing import BadMessage, pack, unpack
from fupin_desktop.sync.signing import SUITE, DeviceKeys, NotVouched, Purpose, signed, unverified, verify_signed
from fupin_desktop.sync.stated import hex_id, items, key, member, name, octets, prefixes, whole

MOST_BYTES = 4_096


class Role(Enum):
    """On which level a device stands; what it may decide follows from it."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"


SERVING = (Role.COUNTY, Role.CITY)  # who answers, and whose receipts count


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A public authority: its keys, and the regions for which it may certify."""

    name: str
    sign: bytes
    box: bytes
    prefixes: tuple[str, ...]

    @property
    def fingerprint(self) -> bytes:
        """What stands in one-time codes, and is compared by people."""
        return blake2b(self.sign + self.box, digest_size=32, person=b"fupin authority").digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A device with its keys, as an authority certified it."""

    device: str  # 16 hex digits
    name: str
    sign: bytes
    box: bytes
    prefixes: tuple[str, ...]
    role: Role
    not_before_ms: int
    not_after_ms: int
    serial: int  # counts up with each that the authority issues
    authority: bytes  # the public key of who issued it

    def is_valid_at(self, ms: int) -> bool:
        """Whether the moment lies between its first and its last."""
        return self.not_before_ms <= ms <= self.not_after_ms


def certify_authority(keys: DeviceKeys, authority: Authority) -> bytes:
    """The word for an authority: a city's for its county's, or its own for itself."""
    value = [keys.sign_public, authority.name, authority.sign, authority.box, list(authority.prefixes)]
    return signed(keys, Purpose.AUTHORITY, value)


def read_authority(content: bytes, root: bytes | None) -> Authority:
    """The authority for which `root` vouches; with None, one's word for itself, to be compared by its fingerprint."""
    issuer, called, sign, box, regions = items(unverified(content, MOST_BYTES), 5)
    by = key(sign) if root is None else root
    if issuer != by:
        raise NotVouched("vouched for by another authority")
    verify_signed(by, Purpose.AUTHORITY, content)
    return Authority(name=name(called), sign=key(sign), box=key(box), prefixes=prefixes(regions))


def issue(
    authority: DeviceKeys,
    *,
    device: str,
    name: str,
    sign: bytes,
    box: bytes,
    prefixes: Sequence[str],
    role: Role,
    not_before_ms: int,
    not_after_ms: int,
    serial: int,
) -> bytes:
    """A certificate of this authority."""
    days = [not_before_ms, not_after_ms, serial]
    value = [authority.sign_public, bytes.fromhex(device), name, sign, box, list(prefixes), role.value, *days]
    return _bundle(signed(authority, Purpose.CERTIFICATE, value), b"")


def with_chain(content: bytes, chain: bytes) -> bytes:
    """The certificate together with a higher authority's word for the one that issued it, to be shown up there."""
    return _bundle(_parts(content)[0], chain)


@lru_cache(maxsize=4_096)
def read(content: bytes, root: bytes) -> Certificate:
    """The certificate, if the pinned authority vouches for it, directly or through its chain; else NotVouched."""
    statement, chain = _parts(content)
    found = items(unverified(statement, MOST_BYTES), 10)
    issuer, device, called, sign, box, regions, role, not_before, not_after, serial = found
    verify_signed(key(issuer), Purpose.CERTIFICATE, statement)
    certificate = Certificate(
        device=hex_id(device),
        name=name(called),
        sign=key(sign),
        box=key(box),
        prefixes=prefixes(regions),
        role=member(Role, role),
        not_before_ms=whole(not_before),
        not_after_ms=whole(not_after),
        serial=whole(serial),
        authority=key(issuer),
    )
    if certificate.authority != root:
        _check_chain(certificate, chain, root)
    return certificate


def _check_chain(certificate: Certificate, chain: bytes, root: bytes) -> None:
    authority = read_authority(chain, root)
    if authority.sign != certificate.authority:
        raise NotVouched("issued by another authority")
    if not all(prefix.startswith(authority.prefixes) for prefix in certificate.prefixes):
        raise NotVouched("beyond the authority's regions")


def _bundle(statement: bytes, chain: bytes) -> bytes:
    return bytes((SUITE,)) + pack([statement, chain])


def _parts(content: bytes) -> tuple[bytes, bytes]:
    if len(content) > 2 * MOST_BYTES or content[:1] != bytes((SUITE,)):
        raise NotVouched("too large, or of an unknown suite")
    try:
        statement, chain = items(unpack(content[1:], 2 * MOST_BYTES), 2)
    except BadMessage as error:
        raise NotVouched(str(error)) from None
    return octets(statement), octets(chain)
