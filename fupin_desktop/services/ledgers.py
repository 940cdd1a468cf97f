"""The lists that a village keeps, as rows of records, and what the records that they point to are called."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import village_id
from fupin_desktop.fields.spec import FieldSpec, Kind, RecordSpec
from fupin_desktop.paths import resources
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.show_dossier import plain_record

OF_VILLAGE, OF_HOUSEHOLD = "village_id", "household_id"
NAMES = ("name", "title", "content")  # the first that is filled
NUMBERS = ("contract_no", "document_no", "voucher_no")  # of what has no name: told last, and found by as well


@dataclass(frozen=True, slots=True)
class Ledger:
    """One list: which record, on which page, its columns, what orders it, and what is said while it is empty."""

    record: str
    page: str
    columns: tuple[str, ...]
    sort: str
    empty: str
    adds: bool = True  # False: its records begin elsewhere, with what a form alone would not ask

    @property
    def spec(self) -> RecordSpec:
        """The record."""
        return RECORDS[self.record]


@cache
def ledgers(page: str = "") -> tuple[Ledger, ...]:
    """The lists of a page, or all of them, in their order (resources/ledgers.toml)."""
    tree = tomllib.loads((resources() / "ledgers.toml").read_text("utf-8"))
    found = (
        Ledger(one["record"], one["page"], tuple(one["columns"]), one["sort"], one["empty"], one.get("add", True))
        for one in tree.get("ledger", ())
    )
    return tuple(one for one in found if page in ("", one.page))


def rows_of(registry: Registry, record: str, village_code: str = "", *, deleted: bool = False) -> list[Any]:
    """The records of a kind that a village (absent: the whole registry) keeps, itself or through its households."""
    spec = RECORDS[record]
    if not village_code:
        return registry.records(record, deleted=deleted)
    if spec.owner == OF_VILLAGE:
        return registry.records(record, OF_VILLAGE, [village_id(village_code)], deleted=deleted)
    if spec.owner == OF_HOUSEHOLD:
        return registry.records(record, OF_HOUSEHOLD, _households(registry, village_code), deleted=deleted)
    raise Refused(f"「{spec.title}」不是哪个村的台账。")


def ordered(ledger: Ledger, rows: Iterable[Any]) -> list[Any]:
    """Newest first by the ledger's field; what has none of it stands on top, as it waits to be filled."""
    kept = sorted(rows, key=lambda row: row.id)
    blank = [row for row in kept if getattr(row, ledger.sort) is None]
    dated = [row for row in kept if getattr(row, ledger.sort) is not None]
    return blank + sorted(dated, key=lambda row: getattr(row, ledger.sort), reverse=True)


def names_of(registry: Registry, fields: Iterable[FieldSpec], rows: Sequence[Any]) -> dict[str, str]:
    """What the records are called that these fields of the rows point to, by their ids."""
    wanted: dict[str, set[str]] = {}
    for spec in fields:
        if spec.kind is Kind.REF:
            ids = {getattr(row, spec.name) for row in rows}
            wanted.setdefault(spec.target, set()).update(one for one in ids if one)
    found: dict[str, str] = {}
    for target, ids in wanted.items():
        found |= dict(called(registry, target, registry.records(target, "id", ids)))
    return found


def written_names(registry: Registry, fields: Iterable[FieldSpec], rows: Sequence[Any]) -> dict[str, str]:
    """What a sheet writes for the records pointed to: a code, else a name that is no other's, else the id."""
    found: dict[str, str] = {}
    for target in {spec.target for spec in fields}:
        names = names_of(registry, [spec for spec in fields if spec.target == target], rows)
        everybody = Counter(name for _, name in called(registry, target, registry.records(target)))
        coded = {one.id: getattr(one, f"{target}_code", None) for one in registry.records(target, "id", names)}
        found |= {one: coded.get(one) or (name if everybody[name] == 1 else one) for one, name in names.items()}
    return found


def choices_for(registry: Registry, target: str, village_code: str) -> list[tuple[str, str, str]]:
    """The records that a field may point to, as (id, name, what tells them apart), those of the village only."""
    if target == "household":
        homes = registry.household_rows(_households(registry, village_code))
        return [(one.id, f"{one.head_name or '（无户主）'}户", one.household_code or "") for one in homes]
    spec = RECORDS[target]
    rows = rows_of(registry, target, village_code) if spec.owner in (OF_VILLAGE, OF_HOUSEHOLD) else []
    rows = rows or ([] if spec.owner else registry.records(target))
    known = dict(called(registry, target, rows))
    return sorted(((one.id, known[one.id], _apart(one)) for one in rows), key=lambda one: (one[1], one[2]))


def called(registry: Registry, record: str, rows: Sequence[Any]) -> Iterable[tuple[str, str]]:
    """(id, name) of records as people call them."""
    if record == "household":
        homes = registry.household_rows([row.id for row in rows])
        return [(one.id, f"{one.head_name or '（无户主）'}户") for one in homes]
    nameless = [row for row in rows if not _first(row, NAMES)]
    pointed = _pointed(registry, RECORDS[record], nameless) if nameless else {}
    title = f"（{RECORDS[record].title}）"
    return [(row.id, _first(row, NAMES) or pointed.get(row.id) or _first(row, NUMBERS) or title) for row in rows]


def named_rows(registry: Registry, ledger: Ledger, village_code: str) -> list[dict[str, Any]]:
    """A list as plain data: codes with their labels, `field_name` beside a field that points to a record."""
    rows = ordered(ledger, rows_of(registry, ledger.record, village_code))
    fields = ledger.spec.fields
    names = names_of(registry, fields, rows)
    found: list[dict[str, Any]] = []
    for row in rows:
        plain = plain_record(row) or {}
        pointing = (one.name for one in fields if one.kind is Kind.REF and plain[one.name])
        found.append(plain | {f"{name}_name": names.get(plain[name], "") for name in pointing})
    return found


def _households(registry: Registry, village_code: str) -> list[str]:
    return registry.household_ids(HouseholdQuery(filters={"village_code": (village_code,)} if village_code else {}))


def _first(row: Any, fields: Iterable[str]) -> str:
    return next((str(text) for name in fields if (text := getattr(row, name, None))), "")


def _pointed(registry: Registry, spec: RecordSpec, rows: Sequence[Any]) -> dict[str, str]:
    """What has no name is called by what it points to: a posting by its helper, a link by its household and entity."""
    through = [
        one for one in spec.fields if one.kind is Kind.REF and one.name != OF_VILLAGE and one.target != spec.name
    ]
    names = names_of(registry, through, rows)
    told = {row.id: [names.get(getattr(row, one.name) or "") for one in through] for row in rows}
    return {record_id: "·".join(filter(None, several)) for record_id, several in told.items()}


def _apart(row: Any) -> str:
    """A year or a day, else a number, so that two of one name can be told apart."""
    return _first(row, ("year", "started_on", "agreed_on", "paid_on", "day", *NUMBERS))
