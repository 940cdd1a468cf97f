"""Enrolment on the server's side: offers kept, requests judged, certificates given and renewed."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from county_server import issuing
from county_server.own_tables import offer
from fupin_desktop.db.append import alone
from fupin_desktop.domain.errors import Refused
from fupin_desktop.sync.certificates import Authority, Role
from fupin_desktop.sync.enrolment import NO_SUCH_CODE, Asked, Offer, allowed, new_code, read_request
from fupin_desktop.sync.protocol import TurnedAway
from fupin_desktop.sync.signing import KEY_BYTES, DeviceKeys, NotVouched, Purpose, unverified, verify_signed
from fupin_desktop.sync.stated import hex_id, items

KEPT_MS = 90 * issuing.DAY_MS  # of an offer that has ended
RENEWED_MS = 90 * issuing.DAY_MS  # before its end a certificate is given anew
MOST_RENEWAL = 512
MOST_DAYS = 90
ANOTHER = "这个接入码是给另一台电脑的。请让县里给这台电脑另发一个。"


class UnknownOffer(TurnedAway):
    """A request by a code that was never given out: somebody is guessing, or has come to the wrong county."""


def make_offer(
    connection: Connection, authority: Authority, prefix: str, role: Role, days: int, now: int, device: str = ""
) -> tuple[str, int]:
    """A one-time code for the slip, and until when it is good."""
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"接入码的有效期要在 1 到 {MOST_DAYS} 天之间。")
    expires = now + days * issuing.DAY_MS
    code, made = new_code(authority, prefixes=(prefix,), role=role, expires_ms=expires)
    connection.execute(delete(offer).where(offer.c.expires_ms < now - KEPT_MS))
    row = {"id": made.id, "made_ms": now, "device": device, "role": role.value, "prefixes": prefix}
    connection.execute(insert(offer).values(row | _changing(made) | {"proof_key": made.proof_key}))
    return code, expires


def enrol(connection: Connection, authority: DeviceKeys, content: bytes, now: int) -> tuple[str, bytes]:
    """Why the request is refused, in Chinese, or the certificate. What was tried is kept in either case."""
    asked = read_request(authority, content)
    alone(connection)
    row: Any = connection.execute(select(offer).where(offer.c.id == asked.offer)).first()
    if row is None:
        raise UnknownOffer(NO_SUCH_CODE)
    known = issuing.newest(connection, asked.device)
    certified = None if known is None or row.device == asked.device else known.sign
    left, why = allowed(_offer(row), asked, now, certified)
    if not why and row.device not in ("", asked.device):
        return ANOTHER, b""
    connection.execute(update(offer).where(offer.c.id == asked.offer).values(_changing(left)))
    if why:
        return why, b""
    if known is not None and known.sign == asked.sign and asked.sign in _offer(row).enrolled:
        return "", known.content  # the answer was lost on the way
    return "", issuing.certify(connection, authority, _subject(row, asked), now, issuing.LAPTOP_MS)


def renew(connection: Connection, authority: DeviceKeys, content: bytes, now: int) -> bytes:
    """The asking device's certificate: the one that it has, or near its end a new one."""
    device, _ = items(unverified(content, MOST_RENEWAL), 2)
    row = issuing.newest(connection, hex_id(device))
    if row is None:
        raise TurnedAway("unknown")
    verify_signed(row.sign, Purpose.RENEWAL, content)
    if row.state == issuing.REVOKED:
        raise TurnedAway("revoked")
    if now > row.not_after_ms:
        raise TurnedAway("expired")
    if now < row.not_after_ms - RENEWED_MS:
        return bytes(row.content)
    return issuing.certify(connection, authority, issuing.subject_of(row), now, issuing.LAPTOP_MS)


def offers(connection: Connection, now: int) -> list[dict[str, Any]]:
    """The codes that can still be used."""
    open_ = (offer.c.expires_ms >= now) & (offer.c.uses_left > 0) & (offer.c.tries_left > 0)
    rows = connection.execute(select(offer).where(open_).order_by(offer.c.made_ms))
    return [{name: getattr(row, name) for name in ("prefixes", "role", "device", "expires_ms")} for row in rows]


def _subject(row: Any, asked: Asked) -> issuing.Subject:
    if not asked.name.strip():
        raise NotVouched("no name")
    return issuing.Subject(
        device=asked.device,
        name=asked.name,
        sign=asked.sign,
        box=asked.box,
        prefixes=tuple(row.prefixes.split()),
        role=Role(row.role),
    )


def _offer(row: Any) -> Offer:
    keys = bytes(row.enrolled)
    return Offer(
        id=row.id,
        proof_key=row.proof_key,
        prefixes=tuple(row.prefixes.split()),
        role=Role(row.role),
        expires_ms=row.expires_ms,
        uses_left=row.uses_left,
        tries_left=row.tries_left,
        enrolled=tuple(keys[start : start + KEY_BYTES] for start in range(0, len(keys), KEY_BYTES)),
    )


def _changing(found: Offer) -> dict[str, Any]:
    return {
        "expires_ms": found.expires_ms,
        "uses_left": found.uses_left,
        "tries_left": found.tries_left,
        "enrolled": b"".join(found.enrolled),
    }
