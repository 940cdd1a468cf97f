"""Matching helpers and units, and whom a helper is paired with. A pairing never makes a household."""

from collections.abc import Iterator, Sequence
from typing import Any

from fupin_desktop.domain.id_number import identity
from fupin_desktop.domain.names import plain_name
from fupin_desktop.domain.staging.draft import (
    Ask,
    Draft,
    Gathered,
    Parts,
    Tie,
    drafted,
    fresh_ids,
    gathered,
    offer,
    source,
)
from fupin_desktop.domain.staging.households import CODE as HOUSEHOLD_CODE
from fupin_desktop.domain.staging.households import Households, keys_of
from fupin_desktop.domain.staging.known import Known, is_placeholder, phone_key
from fupin_desktop.domain.staging.reading import CellProblem, Reading


class Helpers:
    """The helpers and units that a batch speaks of, each once."""

    def __init__(self, readings: Sequence[Reading], households: Households, known: Known, ask: Ask) -> None:
        self.drafts: dict[str, Draft] = {}
        self.units: dict[str, Draft] = {}
        self.problems: list[CellProblem] = []
        self._households, self._known, self._ask = households, known, ask
        self._fresh = fresh_ids("helper", _codes(readings, "helper.helper_code") - known.helpers.keys(), known, ask)
        units = _codes(readings, "unit.unit_code") - known.units.keys()
        self._fresh_units = fresh_ids("unit", units, known, ask)
        self._by_key: dict[Any, Draft] = {}

    def take(self, reading: Reading) -> None:
        """Read a sheet with one pairing a row."""
        helpers, units, ties = (_rows(reading, record) for record in ("helper", "unit", "pairing"))
        for index, keys in enumerate(keys_of(reading)):
            unit = self._unit(reading, index, units[index])
            draft = self._helper(reading, index, helpers[index], unit)
            if draft is None or keys.are_blank:
                continue
            found = self._households.known_or_registered(keys)
            if found is None:
                reason = "这一户不在登记库里，也不在这批文件里：结对没有收下，请先导入户信息"
                self.problems.append(reading.problem(index, HOUSEHOLD_CODE, keys.code or "", reason))
            else:
                draft.ties.append(Tie(found, ties[index], source(reading, index)))

    def _helper(self, reading: Reading, index: int, values: dict[str, Any], unit: Draft | None) -> Draft | None:
        keys = list(_helper_keys(values))
        parts: Parts = {("helper", 0): values | ({"unit_id": unit.id} if unit else {})}
        draft = next((self._by_key[key] for key in keys[:1] if key in self._by_key), None)
        if draft is not None:
            self.problems += offer(draft, reading, index, parts)
        elif not values.get("name"):
            if values:
                self.problems.append(reading.problem(index, "helper.name", "", "没有帮扶责任人姓名，不能登记"))
            return None
        else:
            draft = self._made(reading, index, values, parts)
            self.drafts[draft.id] = draft
        draft.unit = draft.unit or unit
        for key in keys:
            self._by_key.setdefault(key, draft)
        return draft

    def _made(self, reading: Reading, index: int, values: dict[str, Any], parts: Parts) -> Draft:
        code = _usable(values.get("helper_code"))
        ids, suspects = self._matches(values, code)
        is_known = len(ids) == 1 and ids[0] not in self.drafts
        record_id = ids[0] if is_known else self._fresh.get(code or "") or self._ask()
        shown = code or (self._known.code_of("helper", record_id) if is_known else "")
        draft = drafted("helper", record_id, is_known, shown, values["name"], parts, reading, index)
        if not is_known and (ids or suspects):
            draft.candidates = [*ids, *suspects]
            draft.reasons.append("与登记库里的帮扶责任人证件号码或电话相同，编号却不同")
        return draft

    def _matches(self, values: dict[str, Any], code: str | None) -> tuple[list[str], list[str]]:
        known = self._known
        if code and code in known.helpers:
            return [known.helpers[code]], []
        number, phone = identity(values.get("id_number")), phone_key(values)
        same = list(known.helper_identities.get(number, ()) if number else ())
        same = same or list(known.helper_phones.get(phone, ()) if phone else ())
        if len(same) == 1 and not (code and known.code_of("helper", same[0])):
            return same, []
        return [], same

    def _unit(self, reading: Reading, index: int, values: dict[str, Any]) -> Draft | None:
        code, name = _usable(values.get("unit_code")), values.get("name")
        keys = [("unit", code), ("unit name", plain_name(name or ""))]
        by = [key for key in keys if key[1]]
        if not by:
            return None
        known_id = self._known_unit(code, name)
        draft = self._by_key.get(by[0]) or self.units.get(known_id or "")
        parts: Parts = {("unit", 0): values}
        if draft is None:
            made = known_id or self._fresh_units.get(code or "") or self._ask()
            draft = drafted("unit", made, known_id is not None, code or "", name or "", parts, reading, index)
            self.units[draft.id] = draft
        else:
            self.problems += offer(draft, reading, index, parts)
        for key in by:
            self._by_key.setdefault(key, draft)
        return draft

    def _known_unit(self, code: str | None, name: str | None) -> str | None:
        """By code; by name only where the file or the registry has no code."""
        known = self._known
        if code in known.units:
            return known.units[code]
        alike = known.unit_names.get(plain_name(name or ""))
        return None if code and alike in set(known.units.values()) else alike


def _rows(reading: Reading, record: str) -> list[dict[str, Any]]:
    none: list[Gathered] = [Gathered(record, False, [{} for _ in reading.rows])]
    return (gathered(reading, (record,)) or none)[0].rows


def _helper_keys(values: dict[str, Any]) -> Iterator[Any]:
    """By what a row names its helper, the surest first."""
    code = _usable(values.get("helper_code"))
    number, phone = identity(values.get("id_number")), phone_key(values)
    if code:
        yield "helper", code
    if number:
        yield "identity", number
    if phone:
        yield "phone", phone
    if values.get("name"):
        yield "name", plain_name(values["name"])


def _codes(readings: Sequence[Reading], path: str) -> set[str]:
    return {code for reading in readings for code in reading.columns.get(path, ()) if code}


def _usable(code: str | None) -> str | None:
    return None if code is None or is_placeholder(code) else code
