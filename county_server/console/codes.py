"""One-time codes as the staff gives them out: for whom somebody may, and to which regions."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from county_server.console import acts, words
from county_server.console.by_village import village_codes
from county_server.console.roles import StaffRole
from county_server.console.staff import Staff
from county_server.console.visits import Visit
from county_server.store import Store, prefix_of
from fupin_desktop.catalogue.regions import villages
from fupin_desktop.domain.errors import Refused
from fupin_desktop.sync.certificates import Role

MOST_DAYS = 30
LENGTHS = {Role.VILLAGE: 12, Role.TOWNSHIP: 9}
MOST_REGIONS = 1_000
TOWNSHIP = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A code on its slip."""

    code: str
    expires_ms: int
    role: str
    region: str
    place: str
    by: str


def roles_to_give(staff: Staff) -> list[tuple[str, str]]:
    """For which levels of computers somebody may give codes."""
    if not staff.decides:
        given = []
    elif staff.role is StaffRole.TOWNSHIP:
        given = [Role.VILLAGE]
    elif staff.role is StaffRole.COUNTY:
        given = [Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY]
    else:
        given = list(Role)
    return [(one.value, words.role(one.value)) for one in given]


def try_to_give(store: Store, visit: Visit, form: Mapping[str, str]) -> Given:
    """Give a code out, if this person may, and write it down (not the code)."""
    staff = visit.staff
    role, region, days = form.get("role", ""), prefix_of(form.get("region", "").split(" ")[0]), form.get("days", "")
    if role not in dict(roles_to_give(staff)):
        raise Refused("您不能给这一级的电脑发接入码。")
    if not staff.covers(region):
        raise Refused(f"{visit.place(region)}（{region}）不在您管的范围里，没有发码。")
    wanted = LENGTHS.get(Role(role))
    if wanted and len(region) != wanted:
        raise Refused(f"{words.role(role)}的电脑要写 {wanted} 位的区划代码，没有发码。")
    if not days.isascii() or not days.isdigit() or not 1 <= int(days) <= MOST_DAYS:
        raise Refused(f"有效期要在 1 到 {MOST_DAYS} 天之间，没有发码。")
    code, expires = store.enrol_code(region, Role(role), int(days))
    with store.database.writing("记录接入码") as connection:
        acts.note(
            connection,
            store.clock(),
            staff.name,
            "code",
            address=visit.address,
            region=region,
            detail=f"{words.role(role)}，{days} 天",
        )
    return Given(code=code, expires_ms=expires, role=role, region=region, place=visit.place(region), by=staff.name)


def offers(store: Store, staff: Staff) -> list[dict[str, object]]:
    """The codes within the areas that can still be used; not what they are."""
    return [one for one in store.offers() if staff.covers_all(one["prefixes"].split())]


def regions_to_choose(connection: Connection, visit: Visit) -> list[tuple[str, str]]:
    """Code and name of what may be chosen: villages, and what stands above them within the areas."""
    staff = visit.staff
    codes = {one.code for area in staff.areas for one in villages(area)} | village_codes(connection, staff.areas)
    codes |= {code[:TOWNSHIP] for code in codes if staff.covers(code[:TOWNSHIP])} | {*staff.areas}
    return [(code, visit.place(code)) for code in sorted(codes)[:MOST_REGIONS]]
