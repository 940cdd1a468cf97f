"""From what a person calls a record (an id, a national code, an ID number) to the record's id."""

from collections.abc import Callable, Sequence

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import village_id, yearly_id
from fupin_desktop.services.ledgers import NUMBERS, called
from fupin_desktop.services.ports import Registry

FIRST_YEAR, LAST_YEAR = 1990, 2100
CODES = {
    "household": "household_code",
    "person": "person_code",
    "helper": "helper_code",
    "unit": "unit_code",
    "village": "village_code",
    "pairing": "pairing_code",
}


def find_household(registry: Registry, called: str) -> str:
    """The id of a household by its id, its code, or the ID number of one of its members."""
    found = _by_id_or_code(registry, "household", called)
    if not found:
        people = registry.records("person", "id_number", [called.strip().upper()])
        memberships = registry.records("membership", "person_id", [person.id for person in people])
        found = list({m.household_id for m in memberships if m.left_on is None})
    return _only(found, "户", called)


def find_record(registry: Registry, called: str) -> tuple[str, str]:
    """(record, id) of `household:ID`, `person:ID`, or `<record>:<owner>:<year>` for yearly records."""
    name, _, rest = called.partition(":")
    if name not in RECORDS or not rest:
        names = "、".join(RECORDS)
        raise Refused(f"「{called}」不是记录的写法。请写成 household:户编号、person:人编号，或 {names} 之一加冒号。")
    if RECORDS[name].key:
        return name, _yearly(registry, name, rest)
    if name == "household":
        return name, find_household(registry, rest)
    found = _by_id_or_code(registry, name, rest)
    if not found and name == "person":
        found = [person.id for person in registry.records("person", "id_number", [rest.strip().upper()])]
    if not found and name == "village" and rest.isdecimal():
        found = [village_id(rest)]
    return name, _only(found, RECORDS[name].title, rest)


def finder(registry: Registry) -> Callable[[str, str], Sequence[str]]:
    """Finds records by id, code or name, as a sheet writes them; each kind's names are read once."""
    names: dict[str, dict[str, list[str]]] = {}

    def named(record: str) -> dict[str, list[str]]:
        if record not in names:
            rows = registry.records(record)
            names[record] = {}
            numbers = [(row.id, number) for row in rows for of in NUMBERS if (number := getattr(row, of, None))]
            for record_id, name in (*called(registry, record, rows), *numbers):
                names[record].setdefault(name, []).append(record_id)
        return names[record]

    def find(record: str, text: str) -> Sequence[str]:
        found = _by_id_or_code(registry, record, text) or named(record).get(text, [])
        return found or (
            [village_id(text)] if record == "village" and registry.record(record, village_id(text)) else []
        )

    return find


def _yearly(registry: Registry, name: str, rest: str) -> str:
    owner_called, _, year = rest.rpartition(":")
    if not owner_called or not year.isdecimal():
        found = registry.record(name, rest)
        if found is None:
            raise Refused(f"年度记录请写成 {name}:户编号或人编号:年度，例如 {name}:81411990000001:2018。")
        return rest
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Refused(f"年度 {year[:12]} 不对，应在 {FIRST_YEAR} 到 {LAST_YEAR} 之间。")
    owner = {"household_id": "household", "person_id": "person", "village_id": "village"}[RECORDS[name].owner]
    return yearly_id(name, find_record(registry, f"{owner}:{owner_called}")[1], int(year))


def _by_id_or_code(registry: Registry, record: str, called: str) -> list[str]:
    found = registry.record(record, called.strip())
    if found is not None:
        return [found.id]
    code = CODES.get(record)
    return [one.id for one in registry.records(record, code, [called.strip()])] if code else []


def _only(found: list[str], what: str, called: str) -> str:
    if not found:
        raise Refused(f"没有找到{what}「{called}」。可用编号、证件号码或姓名搜索后再试。")
    if len(found) > 1:
        raise Refused(f"「{called}」对应 {len(found)} 条{what}记录，请改用记录号：{'、'.join(sorted(found))}。")
    return found[0]
