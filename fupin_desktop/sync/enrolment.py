"""How a laptop gets its certificate: a one-time code, a request that proves it, the county's answer (exchange.md §3).

Pure functions; what an offer is kept in and how it travels is the caller's affair.
"""

import hmac
import os
from dataclasses import dataclass, field, replace
from hashlib import blake2b, scrypt

from fupin_desktop.domain.errors import Refused
from fupin_desktop.sync.certificates import Authority, Certificate, Role, issue, read
from fupin_desktop.sync.one_time_code import FINGERPRINT_BYTES, SECRET_BYTES, Code, shown
from fupin_desktop.sync.packing import pack
from fupin_desktop.sync.signing import (
    SUITE,
    DeviceKeys,
    NotOpened,
    NotVouched,
    Purpose,
    RandomBytes,
    box,
    signed,
    unbox,
    unverified,
    verify_signed,
)
from fupin_desktop.sync.stated import hex_id, items, key, name, octets

MOST_BYTES = 1_024
TRIES = 5
OFFER_BYTES = 16
PROOF_BYTES = 32
NO_SUCH_CODE = "接入码不对，或者县里已经收回。请对照县里给的接入码重打，还不行就请县里重新发一个。"
_COST = {"n": 2**14, "r": 8, "p": 1}  # 16 MB, about 50 ms: once for each code that is made or typed
_CONTEXT = b"fupin enrolment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the server keeps of a code that it gave out: neither the code nor its secret."""

    id: bytes  # by which the request is known; derived from the secret, so nobody can spoil a code he has not seen
    proof_key: bytes = field(repr=False)  # the secret, stretched and salted with the authority's fingerprint
    prefixes: tuple[str, ...]
    role: Role
    expires_ms: int
    uses_left: int = 1
    tries_left: int = TRIES
    enrolled: tuple[bytes, ...] = ()  # keys that were certified by it: who lost the answer may ask again


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose sender holds the keys that it names; whether the code allows it is `allowed`'s affair."""

    offer: bytes
    device: str
    name: str
    sign: bytes
    box: bytes
    proof: bytes = field(repr=False)


def new_code(
    authority: Authority,
    *,
    prefixes: tuple[str, ...],
    role: Role,
    expires_ms: int,
    uses: int = 1,
    random_bytes: RandomBytes = os.urandom,
) -> tuple[str, Offer]:
    """A code for the slip, and what the server keeps of it."""
    if not all(prefix.startswith(authority.prefixes) for prefix in prefixes):
        raise Refused(f"区划 {'、'.join(prefixes)} 不在本县（{'、'.join(authority.prefixes)}）之内，不能发接入码。")
    code = Code(random_bytes(SECRET_BYTES), authority.fingerprint[:FINGERPRINT_BYTES])
    offer, proof_key = _stretched(code.secret, authority)
    made = Offer(id=offer, proof_key=proof_key, prefixes=prefixes, role=role, expires_ms=expires_ms, uses_left=uses)
    return shown(code), made


def check_authority(code: Code, authority: Authority) -> None:
    """Refused if whoever answers at the address is not the county that gave out the code."""
    if authority.fingerprint[:FINGERPRINT_BYTES] != code.fingerprint:
        raise Refused(
            "这个地址上的服务器不是给您接入码的那个县的服务器，可能有人冒充。什么也没有发送。"
            "请核对服务器地址，并打电话问县里。"
        )


def request(
    code: Code, authority: Authority, keys: DeviceKeys, device: str, called: str, random_bytes: RandomBytes = os.urandom
) -> bytes:
    """What the laptop sends: its keys, and proof of the secret and of the keys; only the authority can read it."""
    check_authority(code, authority)
    offer, proof_key = _stretched(code.secret, authority)
    about = [bytes.fromhex(device), called, keys.sign_public, keys.box_public]
    value = [offer, *about, _proof(proof_key, about)]
    return box(authority.box, signed(keys, Purpose.ENROLMENT, value), _CONTEXT, random_bytes)


def read_request(authority: DeviceKeys, content: bytes) -> Asked:
    """Who asks, by which offer; NotVouched if the bytes are no request or not signed by the keys that they name."""
    if len(content) > MOST_BYTES:
        raise NotVouched("too large")
    try:
        statement = unbox(authority, content, _CONTEXT)
    except NotOpened as error:
        raise NotVouched(str(error)) from None
    offer, device, called, sign, box_key, proof = items(unverified(statement, MOST_BYTES), 6)
    verify_signed(key(sign), Purpose.ENROLMENT, statement)
    who = (hex_id(device), name(called), key(sign), key(box_key))
    return Asked(octets(offer, OFFER_BYTES), *who, octets(proof, PROOF_BYTES))


def allowed(offer: Offer, asked: Asked, now_ms: int, certified: bytes | None) -> tuple[Offer, str]:
    """The offer as it is to be kept after this request, and why it is refused, in Chinese; "" if it is not.

    `certified` is the key that this device's id has been certified with before, if it has: an id and its keys are born
    together, so whoever comes with the id and other keys is somebody else.
    """
    about = [bytes.fromhex(asked.device), asked.name, asked.sign, asked.box]
    if offer.tries_left <= 0:
        return offer, "这个接入码试错次数太多，已经作废。请让县里重新发一个。"
    if now_ms > offer.expires_ms:
        return offer, "这个接入码已经过期。请让县里重新发一个。"
    if not hmac.compare_digest(_proof(offer.proof_key, about), asked.proof):
        return replace(offer, tries_left=offer.tries_left - 1), NO_SUCH_CODE
    if certified not in (None, asked.sign):
        return offer, "这台电脑的编号已经接入过，钥匙却不是原来那一把，可能是别的电脑在冒用。请打电话问县里。"
    if asked.sign in offer.enrolled:
        return offer, ""
    if offer.uses_left <= 0:
        return offer, "这个接入码已经用过了。一台电脑一个接入码，请让县里重新发一个。"
    return replace(offer, uses_left=offer.uses_left - 1, enrolled=(*offer.enrolled, asked.sign)), ""


def answer(
    authority: DeviceKeys, offer: Offer, asked: Asked, *, serial: int, not_before_ms: int, not_after_ms: int
) -> bytes:
    """The certificate for whoever asked, within what the offer allows."""
    return issue(
        authority,
        device=asked.device,
        name=asked.name,
        sign=asked.sign,
        box=asked.box,
        prefixes=offer.prefixes,
        role=offer.role,
        not_before_ms=not_before_ms,
        not_after_ms=not_after_ms,
        serial=serial,
    )


def accept(content: bytes, authority: Authority, keys: DeviceKeys, device: str) -> Certificate:
    """The certificate that came, if it is the authority's and speaks of this laptop; Refused if not."""
    try:
        found = read(content, authority.sign)
    except NotVouched:
        raise Refused("县里的答复通不过核对，可能在路上被改动过。没有接入，请再试一次。") from None
    if (found.device, found.sign, found.box) != (device, keys.sign_public, keys.box_public):
        raise Refused("县里的答复说的是另一台电脑。没有接入，请再试一次；还不行，请打电话问县里。")
    return found


def _stretched(secret: bytes, authority: Authority) -> tuple[bytes, bytes]:
    """The offer's id and the key of the proof: from a copy of the server's table, trying all secrets takes too long."""
    salt = bytes((SUITE,)) + authority.fingerprint
    made = scrypt(secret, salt=salt, n=_COST["n"], r=_COST["r"], p=_COST["p"], dklen=OFFER_BYTES + PROOF_BYTES)
    return made[:OFFER_BYTES], made[OFFER_BYTES:]


def _proof(proof_key: bytes, about: list[bytes | str]) -> bytes:
    return blake2b(pack(about), key=proof_key, digest_size=PROOF_BYTES, person=b"fupin enrolment").digest()
