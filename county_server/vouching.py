"""A higher authority's word for the one below it: asked by the county's server at the city's, after its enrolment."""

from sqlalchemy import Connection

from county_server import issuing
from fupin_desktop.sync.certificates import MOST_BYTES, Role, certify_authority, read_authority
from fupin_desktop.sync.protocol import TurnedAway
from fupin_desktop.sync.signing import DeviceKeys, Purpose, signed, unverified, verify_signed
from fupin_desktop.sync.stated import hex_id, items, octets


def request(keys: DeviceKeys, device: str, authority: bytes) -> bytes:
    """What a server sends: its authority's word for itself, signed with the keys that were certified."""
    return signed(keys, Purpose.VOUCHING, [bytes.fromhex(device), authority])


def vouch_for(connection: Connection, authority: DeviceKeys, content: bytes, now: int) -> bytes:
    """The word for the authority of a server that was certified here, for no region that is not the server's."""
    device, word = items(unverified(content, 2 * MOST_BYTES), 2)
    row = issuing.newest(connection, hex_id(device))
    if row is None:
        raise TurnedAway("unknown")
    verify_signed(row.sign, Purpose.VOUCHING, content)
    if row.state == issuing.REVOKED or now > row.not_after_ms:
        raise TurnedAway("revoked")
    subject, lower = issuing.subject_of(row), read_authority(octets(word), None)
    if subject.role is not Role.COUNTY or not all(prefix.startswith(subject.prefixes) for prefix in lower.prefixes):
        raise TurnedAway("scope")
    return certify_authority(authority, lower)
