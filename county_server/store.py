"""A server's store: the registry's tables as an exchange sees them, who the server is, and the authority that it holds.

It answers nobody by itself: app.py asks it, and cli.py.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from county_server import enrolling, issuing, kept, revoking, tls, vouching
from county_server.contents import KeptContents
from county_server.database import (
    Database,
    address_of,
    make_database,
    open_database,
    put_new_file_in_place,
    remember,
)
from county_server.own_tables import bring_up
from fupin_desktop.db.about_file import first_device, own_device
from fupin_desktop.db.exchange.replica import SqlReplica
from fupin_desktop.db.kept_beside import machine_clock
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.domain.streams import Taken
from fupin_desktop.sync.answering import Answering
from fupin_desktop.sync.certificates import Authority, Certificate, Role, certify_authority, read, read_authority
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.presented import Line, present
from fupin_desktop.sync.session import vouch_for_own
from fupin_desktop.sync.signing import DeviceKeys

DEVICE_KEYS, AUTHORITY_KEYS, TLS_KEY = "device keys", "authority keys", "tls key"  # sealed
AUTHORITY, CERTIFICATE, TLS_AUTHORITY = "authority", "certificate", "tls authority"
CITY_DIGITS = 4
_REGION = re.compile(r"[0-9]{2,12}", re.ASCII)


@dataclass(frozen=True)
class Founded:
    """What a newly founded server says once."""

    name: str
    prefix: str
    recovery_code: str


class Store:
    """One server's database, open."""

    def __init__(self, database: Database, clock: Callable[[], int] = machine_clock) -> None:
        self.database = database
        self.clock = clock
        self.replica = SqlReplica(database.reading, database.writing, clock, rows_later=database.is_postgres)
        with database.reading() as connection:
            found = {name: kept.get_secret(connection, database.key, name) for name in (DEVICE_KEYS, AUTHORITY_KEYS)}
            word, self.certificate = kept.get(connection, AUTHORITY), kept.get(connection, CERTIFICATE) or b""
            self.tls_authority = kept.get(connection, TLS_AUTHORITY) or b""
        if word is None or None in found.values():
            raise Unavailable("这个数据库里没有县级服务器的身份，可能没有建完。请换一个数据库重新 init。")
        self.keys = DeviceKeys.from_bytes(found[DEVICE_KEYS] or b"")
        self.authority_keys = DeviceKeys.from_bytes(found[AUTHORITY_KEYS] or b"")
        self.authority: Authority = read_authority(word, None)

    @property
    def folder(self) -> Path:
        """Where the server keeps what is not in its database."""
        return self.database.folder

    @cached_property
    def own(self) -> Certificate:
        """Its own certificate."""
        return read(self.certificate, self.authority.sign)

    @cached_property
    def me(self) -> Identity:
        """Who it is in a conversation with its laptops."""
        return Identity(self.keys, self.own, self.authority.sign, self.clock)

    @cached_property
    def answering(self) -> Answering:
        """The side that answers."""
        return Answering(self.replica, self.me)

    @cached_property
    def contents(self) -> KeptContents:
        """Photos and scans."""
        return KeptContents(self.database)

    def vouch(self) -> None:
        """Sign what was written here since the last time."""
        vouch_for_own(self.replica, self.me)

    def admit(self, commit: bytes) -> Taken:
        """Let in a commit that was put aside, and what was only because of it; signed, for every laptop to believe."""
        taken = self.replica.admit(commit)
        with self.database.writing("收入待定改动") as connection:
            revoking.let_in(connection, self.authority_keys, self.replica.admitted(), self.clock())
        return taken

    def follow_revocations(self) -> None:
        """Show as revoked what laptops have told us that we had revoked before we were restored."""
        with self.database.writing("核对停用名单") as connection:
            revoking.follow(connection, self.authority_keys)

    def presented(self, pinned: bytes | None = None) -> bytes:
        """What it shows to whoever has a code; `pinned`: how its line is known, if not by its own TLS authority."""
        own = bytes((Line.OWN,)) + self.tls_authority
        return present(self.authority_keys, self.authority, self.certificate, own if pinned is None else pinned)

    def tls_file(self, host: str) -> Path:
        """Its own certificate for the line, and the key to it."""
        with self.database.reading() as connection:
            private = kept.get_secret(connection, self.database.key, TLS_KEY) or b""
        return tls.server_file(self.folder, private, self.tls_authority, host, self.clock())

    # Devices

    def enrol_code(self, region: str, role: Role, days: int, device: str = "") -> tuple[str, int]:
        """A one-time code, and until when it is good."""
        prefix = prefix_of(region)
        with self.database.writing("发接入码") as connection:
            return enrolling.make_offer(connection, self.authority, prefix, role, days, self.clock(), device)

    def enrol(self, content: bytes) -> tuple[str, bytes]:
        """Why a request is refused, in Chinese, or the certificate."""
        with self.database.writing("接入") as connection:
            return enrolling.enrol(connection, self.authority_keys, content, self.clock())

    def renew(self, content: bytes) -> bytes:
        """A device's certificate, anew if it ends soon."""
        with self.database.writing("续发证书") as connection:
            return enrolling.renew(connection, self.authority_keys, content, self.clock())

    def vouch_for(self, content: bytes) -> bytes:
        """The word of this authority for one below it, whose server asks."""
        with self.database.reading() as connection:
            return vouching.vouch_for(connection, self.authority_keys, content, self.clock())

    def revoke(self, device: str) -> dict[str, Any]:
        """Believe a device no more, from now on; what was witnessed of it counts."""
        if device == self.own.device:
            raise Refused("这是服务器自己，不能停用。")
        tips = self.replica.tips(self.authority.prefixes, held=False)
        streams = {tip.stream.incarnation for tip in tips}
        own = {one for one in streams if (made := self.replica.incarnation(one)) and made.device == device}
        witnessed = tuple(tip for tip in tips if tip.stream.incarnation in own)
        with self.database.writing("停用电脑") as connection:
            return revoking.revoke(connection, self.authority_keys, device, witnessed, self.clock())

    def certified_again(self, incarnations: Collection[str]) -> set[str]:
        """Those of the incarnations whose devices have had more than one certificate."""
        with self.database.reading() as connection:
            return issuing.certified_again(connection, incarnations)

    def devices(self) -> list[dict[str, Any]]:
        """Every device that was certified."""
        with self.database.reading() as connection:
            return list(issuing.devices(connection))

    def offers(self) -> list[dict[str, Any]]:
        """The codes that can still be used."""
        with self.database.reading() as connection:
            return enrolling.offers(connection, self.clock())

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def found_store(
    folder: Path, region: str, name: str, url: str = "", clock: Callable[[], int] = machine_clock
) -> Founded:
    """Make a server: its tables, its keys, its authority."""
    prefix = prefix_of(region)
    called = name.strip() or _known_name(prefix)
    url = address_of(folder, url)
    database, code = make_database(folder, url)
    try:
        with database.writing("新建县级库") as connection:
            bring_up(connection)
            first_device(connection, called, clock())
            _identify(database, connection, called, prefix, clock())
        remember(folder, url)
    except BaseException:
        database.engine.dispose()
        raise
    put_new_file_in_place(database)
    return Founded(called, prefix, code)


def open_store(folder: Path, url: str = "", clock: Callable[[], int] = machine_clock) -> Store:
    """Open a server's store."""
    database = open_database(folder, address_of(folder, url))
    try:
        return Store(database, clock)
    except BaseException:
        database.engine.dispose()
        raise


def prefix_of(region: str) -> str:
    """The beginning of the codes of a region: without the zeros that fill its own code up to the village's twelve."""
    if not _REGION.fullmatch(region):
        raise Refused(f"「{region}」不是区划代码：要写 2 到 12 位数字，如县 141124、乡 141124201、村 141124201203。")
    for longer, shorter in ((12, 9), (9, 6), (6, 4), (4, 2)):
        if len(region) == longer and set(region[shorter:]) == {"0"}:
            region = region[:shorter]
    return region


def _known_name(prefix: str) -> str:
    from fupin_desktop.catalogue.regions import region

    found = region(prefix.ljust(12, "0"))
    return found.name if found else f"{prefix} 县级服务器"


def _identify(database: Database, connection: Any, name: str, prefix: str, now: int) -> None:
    """Keys, the authority's word for itself, the server's own certificate, the TLS authority."""
    keys, authority_keys = DeviceKeys.generate(), DeviceKeys.generate()
    authority = Authority(name=name, sign=authority_keys.sign_public, box=authority_keys.box_public, prefixes=(prefix,))
    private, tls_authority = tls.make_authority(name)
    secrets = {DEVICE_KEYS: keys.to_bytes(), AUTHORITY_KEYS: authority_keys.to_bytes(), TLS_KEY: private}
    for one, content in secrets.items():
        kept.put_secret(connection, database.key, one, content)
    kept.put(connection, AUTHORITY, certify_authority(authority_keys, authority))
    kept.put(connection, TLS_AUTHORITY, tls_authority)
    subject = issuing.Subject(
        device=own_device(connection),
        name=name,
        sign=keys.sign_public,
        box=keys.box_public,
        prefixes=(prefix,),
        role=Role.CITY if len(prefix) <= CITY_DIGITS else Role.COUNTY,
    )
    kept.put(connection, CERTIFICATE, issuing.certify(connection, authority_keys, subject, now, issuing.SERVER_MS))
