"""Devices that are believed no more: the authority's list, made anew with each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select, update

from county_server import issuing, kept
from county_server.own_tables import issued
from fupin_desktop.db.append import alone
from fupin_desktop.db.exchange import trust
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.streams import Tip
from fupin_desktop.sync.revocations import Revocations, Revoked, read_revocations
from fupin_desktop.sync.revocations import revoke as signed_list
from fupin_desktop.sync.signing import DeviceKeys

VERSION_FLOOR = "revocations floor"  # after a restore: versions made since the backup are not made again


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
    content = trust.revocations(connection)
    known = read_revocations(content, authority.sign_public) if content else Revocations()
    serial = connection.scalar(select(func.max(issued.c.serial)).where(issued.c.device == device)) or 0
    entry = Revoked(device=device, serial=serial, at_ms=now, witnessed=tuple(witnessed))
    version = 1 + max(known.version, kept.number(connection, VERSION_FLOOR))
    entries = [*(one for one in known.entries if one.device != device), entry]
    trust.keep_revocations(connection, signed_list(authority, version, entries), now)
    connection.execute(update(issued).where(issued.c.device == device).values(state=issuing.REVOKED))
    return {"device": device, "name": found.name, "version": version, "witnessed": len(witnessed)}
