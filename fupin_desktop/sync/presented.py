"""What a server says of itself before anybody is enrolled: its authority, its certificate, how its line is known.

The one-time code's fingerprint vouches for the authority, and the authority's signature for everything else, so it may
come over a line that nobody has checked. Pure but for the context of the line.
"""

import ssl
from dataclasses import dataclass
from enum import IntEnum

from fupin_desktop.sync.certificates import Authority, Certificate, certify_authority, read, read_authority
from fupin_desktop.sync.packing import BadMessage, pack, unpack
from fupin_desktop.sync.signing import DeviceKeys, NotVouched, Purpose, signed, unverified, verify_signed
from fupin_desktop.sync.stated import items, octets

MOST_BYTES = 16_384
MOST_STATEMENT = 8_192
NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME: a laptop's clock may be wrong by ten years


class Line(IntEnum):
    """How the server on a line is known: the first byte of what is pinned."""

    SYSTEM = 0  # by its name, and the authorities that this computer's system believes
    OWN = 1  # by the county's own TLS authority alone: its address may change
    NAMED = 2  # by another's TLS authority, and its name


@dataclass(frozen=True, slots=True)
class Presented:
    """A server's word for itself, checked as far as it can be without the code."""

    authority_word: bytes
    authority: Authority
    server_certificate: bytes
    server: Certificate
    tls_authority: bytes  # what is pinned: a byte of Line, and the TLS authority's certificate in DER


def present(keys: DeviceKeys, authority: Authority, server_certificate: bytes, tls_authority: bytes) -> bytes:
    """What a server shows to whoever asks."""
    tls = signed(keys, Purpose.TLS, [keys.sign_public, tls_authority])
    return pack([certify_authority(keys, authority), server_certificate, tls])


def read_presented(content: bytes) -> Presented:
    """What a server showed; NotVouched if its parts do not belong together."""
    try:
        word, certificate, tls = (octets(one) for one in items(unpack(content, MOST_BYTES), 3))
    except BadMessage as error:
        raise NotVouched(str(error)) from None
    authority = read_authority(word, None)
    verify_signed(authority.sign, Purpose.TLS, tls)
    issuer, pinned = items(unverified(tls, MOST_STATEMENT), 2)
    if issuer != authority.sign:
        raise NotVouched("the line of another authority")
    return Presented(word, authority, certificate, read(certificate, authority.sign), octets(pinned))


def line_context(tls_authority: bytes) -> ssl.SSLContext:
    """How a line to the server is checked; NotVouched if what was pinned cannot be read."""
    kind, content = tls_authority[:1], tls_authority[1:]
    if kind in (b"", bytes((Line.SYSTEM,))):
        return ssl.create_default_context()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if kind == bytes((Line.OWN,)):
        context.check_hostname = False  # nobody else's certificates are believed on this line
        context.verify_flags |= ssl.VerifyFlags(NO_CHECK_TIME)
    elif kind != bytes((Line.NAMED,)):
        raise NotVouched("a line of an unknown kind")
    try:
        context.load_verify_locations(cadata=content)
    except (ssl.SSLError, ValueError) as error:
        raise NotVouched(str(error)) from None
    return context


def unchecked_context() -> ssl.SSLContext:
    """For the one request before anything is pinned: what comes is checked by the code, and nothing secret is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
