"""Upwards: this server as a device of the one above it, with the same conversation as a laptop's (docs/exchange.md §3).

The higher authority vouches for ours, and its word travels with our laptops' certificates; for our laptops we certify
the higher server, so that they believe what it decides.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from county_server import issuing, kept, vouching
from county_server.store import AUTHORITY, Store
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.sync.certificates import Role, read, read_authority, with_chain
from fupin_desktop.sync.http import HttpCounty, client, enrol
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.protocol import Busy, LineLost, TurnedAway
from fupin_desktop.sync.replica import Replica
from fupin_desktop.sync.session import Outcome, Stage, exchange
from fupin_desktop.sync.signing import NotVouched

NAMES = ("url", "tls", "certificate", "authority", "server", "chain")
MINUTES = 15
AWAY = {
    "revoked": "上级已经停用本服务器的证书。请与上级联系。",
    "expired": "上级给本服务器的证书已经过期。请用新的接入码重新接入。",
    "server": "上级地址上的不是接入时的那台服务器，没有同步。请与上级联系。",
}


@dataclass(frozen=True, slots=True)
class Upstream:
    """The server above, as it was found at enrolment."""

    url: str
    tls: bytes
    certificate: bytes  # ours, of its authority
    authority: bytes  # its word for itself
    server: bytes  # its own certificate
    chain: bytes  # its word for our authority


class _Chained:
    """Our store as it is shown above: certificates that we issued carry the higher authority's word for us."""

    def __init__(self, store: Store, up: Upstream) -> None:
        self._store, self._up = store, up

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store.replica, name)

    def certificate(self, device: str) -> bytes | None:
        """The certificate so that it can be read here and above; of those above only here, as they know their own."""
        content = self._store.replica.certificate(device)
        if content is None or read(content, self._store.authority.sign).role is Role.CITY:
            return content
        return with_chain(content, self._up.chain)


def enrol_upward(store: Store, url: str, code: str) -> Upstream:
    """Become a device of the server above, and let the authorities vouch for one another."""
    found = enrol(url, code, store.keys, store.own.device, store.authority.name)
    above = read_authority(found.authority, None)
    certificate, server = read(found.certificate, above.sign), read(found.server_certificate, above.sign)
    covers = all(prefix.startswith(certificate.prefixes) for prefix in store.authority.prefixes)
    if certificate.role is not Role.COUNTY or not covers:
        own = "、".join(store.authority.prefixes)
        raise Refused(f"这个接入码不是给县级服务器用的。请上级发一个区划 {own}、级别 county 的接入码。")
    with store.database.reading() as connection:
        word = kept.get(connection, AUTHORITY) or b""
    with client(url, found.tls_authority) as http:
        try:
            chain = HttpCounty(http).vouch(vouching.request(store.keys, store.own.device, word))
            read_authority(chain, above.sign)
        except (LineLost, Busy):
            raise Unavailable("上级的服务器没有答完，请用同一个接入码再试一次。") from None
        except (TurnedAway, NotVouched):
            raise Refused("上级不肯为本县的证书作保。请核对接入码的区划，并与上级联系。") from None
    up = Upstream(url, found.tls_authority, found.certificate, found.authority, found.server_certificate, chain)
    subject = issuing.Subject(
        device=server.device,
        name=server.name,
        sign=server.sign,
        box=server.box,
        prefixes=store.authority.prefixes,
        role=Role.CITY,
    )
    with store.database.writing("接入上级") as connection:
        issuing.certify(connection, store.authority_keys, subject, store.clock(), issuing.SERVER_MS)
        for name, content in zip(NAMES, (url.encode(), *_parts(up)), strict=True):
            kept.put(connection, f"upstream {name}", content)
    return up


def upstream_of(store: Store) -> Upstream | None:
    """The server above, if we are enrolled there."""
    with store.database.reading() as connection:
        found = [kept.get(connection, f"upstream {name}") for name in NAMES]
    if any(one is None for one in found):
        return None
    url, *parts = (one or b"" for one in found)
    return Upstream(url.decode(), *parts)


def sync_upward(store: Store, url: str = "") -> Outcome:
    """One conversation with the server above; Refused or Unavailable with one sentence if there can be none."""
    up = upstream_of(store)
    if up is None:
        raise Refused("本服务器还没有接入上级。请先用上级给的接入码运行 fupin-county enrol。")
    above = read_authority(up.authority, None)
    me = Identity(store.keys, read(up.certificate, above.sign), store.authority.sign, store.clock)
    outcome = Outcome()
    store.vouch()
    with client(url or up.url, up.tls) as http:
        replica = cast("Replica", _Chained(store, up))
        try:
            exchange(replica, HttpCounty(http), me, read(up.server, above.sign), outcome, _nobody_watches)
        except LineLost:
            raise Unavailable("与上级的线路断了，已传的不会丢，下次接着传。") from None
        except Busy as busy:
            raise Unavailable(f"上级的服务器正忙，请过 {busy.after_seconds:.0f} 秒再试。") from None
        except TurnedAway as away:
            raise Refused(AWAY.get(away.reason, "上级没有接受这次同步。请与上级联系。")) from None
    return outcome


class Upwards:
    """A thread that syncs upwards every so many minutes."""

    def __init__(self, store: Store, url: str, minutes: float, told: Callable[[str], None]) -> None:
        self._store, self._url, self._minutes, self._told = store, url, minutes, told
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fupin-county-upwards", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; a conversation under way is left to the end of the process, nothing is lost by that."""
        self._ended.set()
        self._thread.join(2.0)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                sync_upward(self._store, self._url)
            except (Refused, Unavailable) as error:
                self._told(str(error))
            self._ended.wait(60.0 * self._minutes)


def _parts(up: Upstream) -> tuple[bytes, ...]:
    return up.tls, up.certificate, up.authority, up.server, up.chain


def _nobody_watches(stage: Stage, so_far: int) -> None:
    """Nobody looks on."""
