"""The staff: who may sign in at the console, in which role, for which regions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from county_server.console.passwords import kept_form
from county_server.console.roles import StaffRole
from county_server.console.tables import account, visit
from fupin_desktop.domain.errors import Refused

LONGEST_NAME = 40
TOWNSHIP_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody with an account."""

    no: int
    name: str
    role: StaffRole
    areas: tuple[str, ...]
    is_open: bool = True

    @property
    def is_countys(self) -> bool:
        """Whether devices may be stopped and held changes let in: what reaches beyond one township."""
        return self.role in (StaffRole.COUNTY, StaffRole.CITY)

    @property
    def decides(self) -> bool:
        """Whether anything may be changed, given out or uncovered; a viewer reads what is open."""
        return self.role is not StaffRole.VIEWER

    def covers(self, region: str) -> bool:
        """Whether a region, or the beginning of its code, lies within the areas."""
        return region.startswith(self.areas)

    def covers_all(self, regions: Collection[str]) -> bool:
        """Whether all of them do, and there is one."""
        return bool(regions) and all(self.covers(one) for one in regions)


def add(
    connection: Connection,
    name: str,
    password: str,
    role: StaffRole,
    areas: Sequence[str],
    own: Sequence[str],
    now: int,
) -> Staff:
    """Open an account. `own`: the server's regions, which the areas must lie in."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Refused(f"姓名要有 1 到 {LONGEST_NAME} 个字。")
    if find(connection, name) is not None:
        raise Refused(f"已有叫「{name}」的账号。同名的人请在姓名后加单位，如「{name}（扶贫办）」。")
    _check_areas(role, areas, own)
    values = {"name": name, "password": kept_form(password), "role": role.value, "areas": " ".join(sorted(set(areas)))}
    connection.execute(insert(account).values(**values, made_at=now, is_open=True))
    found = find(connection, name)
    assert found is not None
    return found


def find(connection: Connection, name: str) -> Staff | None:
    """The account of this name."""
    row = connection.execute(select(account).where(account.c.name == name)).first()
    return _staff(row) if row else None


def everybody(connection: Connection) -> list[Staff]:
    """Every account, closed ones too."""
    return [_staff(row) for row in connection.execute(select(account).order_by(account.c.no))]


def kept_password(connection: Connection, name: str) -> bytes | None:
    """What is kept of the password of an open account."""
    own = (account.c.name == name) & account.c.is_open.is_(True)
    return connection.scalars(select(account.c.password).where(own)).first()


def set_password(connection: Connection, name: str, password: str) -> None:
    """Another password; whoever is signed in under this name has to sign in again."""
    found = _known(connection, name)
    connection.execute(update(account).where(account.c.no == found.no).values(password=kept_form(password)))
    connection.execute(delete(visit).where(visit.c.account_no == found.no))


def set_open(connection: Connection, name: str, *, is_open: bool) -> None:
    """Close an account, at once; or open it again."""
    found = _known(connection, name)
    connection.execute(update(account).where(account.c.no == found.no).values(is_open=is_open))
    connection.execute(delete(visit).where(visit.c.account_no == found.no))


def _known(connection: Connection, name: str) -> Staff:
    found = find(connection, name)
    if found is None:
        raise Refused(f"没有叫「{name}」的账号。用 fupin-county staff list 看有哪些。")
    return found


def _check_areas(role: StaffRole, areas: Sequence[str], own: Sequence[str]) -> None:
    if not areas:
        raise Refused("请用 --region 写明这个账号管哪些地方。")
    for area in areas:
        if not area.startswith(tuple(own)):
            raise Refused(f"区划 {area} 不在本级（{'、'.join(own)}）以内。")
        if role is StaffRole.TOWNSHIP and len(area) < TOWNSHIP_DIGITS:
            raise Refused(f"乡镇的账号要写乡镇的代码（{TOWNSHIP_DIGITS} 位），如 141124201；{area} 比一个乡镇大。")


def _staff(row: Any) -> Staff:
    return Staff(row.no, row.name, StaffRole(row.role), tuple(row.areas.split()), bool(row.is_open))
