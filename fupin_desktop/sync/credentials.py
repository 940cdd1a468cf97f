"""Certificates and statements that travel before the streams of devices that the other side does not know."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from fupin_desktop.domain.streams import Incarnation
from fupin_desktop.sync.packing import BadMessage, pack, unpack
from fupin_desktop.sync.seals import check_incarnation
from fupin_desktop.sync.signing import NotVouched
from fupin_desktop.sync.stated import hex_id, items, octets
from fupin_desktop.sync.trust import Trust


class Credentials(Protocol):
    """Where certificates and statements are kept (of sync/replica.py: Replica)."""

    def certificate(self, device: str) -> bytes | None: ...
    def incarnation(self, incarnation: str) -> Incarnation | None: ...
    def keep_credentials(
        self,
        certificates: Iterable[tuple[str, bytes]],
        made: Iterable[Incarnation],
        names: Mapping[str, str] | None = None,
    ) -> None: ...


def credentials_of(store: Credentials, incarnations: Iterable[str]) -> bytes:
    """What vouches for these incarnations, as it was received."""
    made = [found for one in incarnations if (found := store.incarnation(one))]
    devices = {one.device: content for one in made if (content := store.certificate(one.device))}
    known = [[bytes.fromhex(one.id), bytes.fromhex(one.device), one.statement, one.signature] for one in made]
    return pack([list(devices.values()), known])


def keep_credentials(store: Credentials, content: bytes, trust: Trust) -> None:
    """Keep what our authority vouches for, pass over the rest; BadMessage if these are no credentials.

    A certificate takes the place of an older one of its device, never of a newer one.
    """
    certificates: dict[str, bytes] = {}
    names: dict[str, str] = {}
    shown, made = read_credentials(content)
    for one in shown:
        found = trust.certificate(one)
        before = certificates.get(found.device) or store.certificate(found.device) if found else None
        known = trust.certificate(before)
        if found and (known is None or known.serial < found.serial):
            certificates[found.device] = one
            names[found.device] = found.name
    believed = [one for one in made if _holds(store, one, certificates, trust)]
    store.keep_credentials(certificates.items(), believed, names)


def read_credentials(content: bytes) -> tuple[list[bytes], list[Incarnation]]:
    """Certificates and statements as they were said, nothing of it believed; BadMessage if these are none."""
    try:
        certificates, made = items(unpack(content), 2)
        four = [items(one, 4) for one in items(made)]
        said = [Incarnation(hex_id(one[0]), hex_id(one[1]), octets(one[2]), octets(one[3])) for one in four]
        return [octets(one) for one in items(certificates)], said
    except NotVouched as error:
        raise BadMessage(str(error)) from None


def _holds(store: Credentials, made: Incarnation, fresh: dict[str, bytes], trust: Trust) -> bool:
    if store.incarnation(made.id):
        return False  # the first word stands: a number belongs to one device
    certificate = trust.certificate(fresh.get(made.device) or store.certificate(made.device))
    if certificate is None or certificate.device != made.device:
        return False
    try:
        check_incarnation(made, certificate.sign)
    except NotVouched:
        return False
    return True
