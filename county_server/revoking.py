"""Devices that are believed no more: the authority's list, made anew with each, and learnt back after a restore."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select, update

from county_server import issuing
from county_server.own_tables import issued
from fupin_desktop.db.append import alone
from fupin_desktop.db.exchange import trust
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.streams import Tip
from fupin_desktop.sync.revocations import Revocations, Revoked, joined, read_revocations, telling
from fupin_desktop.sync.revocations import revoke as signed_list
from fupin_desktop.sync.signing import DeviceKeys


def revoke(
    connection: Connection, authority: DeviceKeys, device: str, witnessed: Sequence[Tip], now: int
) -> dict[str, Any]:
    """Put a device on the list; the list takes the place of the older one."""
    alone(connection)
    found = issuing.newest(connection, device)
    if found is None:
        raise Refused(f"没有编号为 {device} 的电脑。请用 fupin-county devices 查看编号。")
    if found.state == issuing.REVOKED:
        raise Refused(f"电脑「{found.name}」已经停用，没有再改动。")
    kept = trust.revocations(connection)
    known = _own(kept, authority)
    serial = connection.scalar(select(func.max(issued.c.serial)).where(issued.c.device == device)) or 0
    entry = Revoked(device=device, serial=serial, at_ms=now, witnessed=tuple(witnessed))
    entries = [*(one for one in known.entries if one.device != device), entry]
    version = _publish(connection, authority, kept, replace(known, entries=tuple(entries)), now)
    connection.execute(update(issued).where(issued.c.device == device).values(state=issuing.REVOKED))
    return {"device": device, "name": found.name, "version": version, "witnessed": len(witnessed)}


def let_in(connection: Connection, authority: DeviceKeys, admitted: Collection[bytes], now: int) -> None:
    """Sign that these commits are let in: laptops believe them from then on, wherever they hear it."""
    alone(connection)
    kept = trust.revocations(connection)
    known = _own(kept, authority)
    if not known.admitted.issuperset(admitted):
        _publish(connection, authority, kept, replace(known, admitted=known.admitted | frozenset(admitted)), now)


def follow(connection: Connection, authority: DeviceKeys) -> None:
    """A device that stands on a list which a laptop brought back after our restore is revoked in our books as well."""
    for entry in _own(trust.revocations(connection), authority).entries:
        meant = (issued.c.device == entry.device) & (issued.c.serial <= entry.serial)
        still = issued.c.state == issuing.VALID
        connection.execute(update(issued).where(meant, still).values(state=issuing.REVOKED))


def _publish(
    connection: Connection, authority: DeviceKeys, kept: Sequence[bytes], fuller: Revocations, now: int
) -> int:
    made = signed_list(authority, fuller.version + 1, fuller.entries, admitted=fuller.admitted)
    wanted = telling([*kept, made], authority.sign_public)
    trust.keep_revocations(connection, [made], [one for one in kept if one not in wanted], now)
    return fuller.version + 1


def _own(contents: Sequence[bytes], authority: DeviceKeys) -> Revocations:
    lists = joined(read_revocations(content, authority.sign_public) for content in contents)
    own = (one for one in lists if one.authority == authority.sign_public)
    return next(own, Revocations(authority=authority.sign_public))
