"""Matching households: by national code, then by the head's code and ID number. Never by a placeholder."""

from collections.abc import Sequence
from typing import NamedTuple

from fupin_desktop.domain.id_number import identity
from fupin_desktop.domain.names import plain_name
from fupin_desktop.domain.staging.draft import Ask, Draft, Parts, drafted, fresh_ids, gathered, offer, parts_of
from fupin_desktop.domain.staging.known import Known, is_placeholder
from fupin_desktop.domain.staging.placing import Placing
from fupin_desktop.domain.staging.reading import CellProblem, Reading
from fupin_desktop.domain.staging.villages import Place, Settled, place_of

RECORDS_OF_HOUSEHOLD = ("household", "household_year", "household_income", "household_conditions")
CODE = "household.household_code"


class Keys(NamedTuple):
    """By what a row names its household."""

    code: str | None
    head_code: str | None
    head_identity: str | None
    head_name: str

    @property
    def are_blank(self) -> bool:
        """Whether the row names no household at all."""
        return not (self.code or self.head_code or self.head_identity or self.head_name)


class Households:
    """The households that a batch speaks of, each once, in the order of the files."""

    def __init__(self, readings: Sequence[Reading], known: Known, settled: Settled, ask: Ask) -> None:
        self.drafts: dict[str, Draft] = {}
        self.problems: list[CellProblem] = []
        self._known, self._ask = known, ask
        self._placing = Placing(known, settled)
        codes = {
            code for reading in readings if reading.entity in ("household", "person") for code in reading.column(CODE)
        }
        self._fresh = fresh_ids("household", (codes - {None}) - known.households.keys(), known, ask)
        self._listed = any(reading.layout == "households" for reading in readings)
        self._by_code: dict[str, Draft] = {}
        self._by_head: dict[str, Draft] = {}  # by the head's code and by the head's identity
        self._only_mentioned: dict[Keys, Draft | None] = {}

    def take(self, reading: Reading) -> None:
        """Read a sheet with one household a row; of several years the newest speaks first."""
        records = gathered(reading, RECORDS_OF_HOUSEHOLD)
        places, years, keys = place_of(reading), years_of(reading), keys_of(reading)
        for index in sorted(range(len(keys)), key=lambda index: -(years[index] or 0)):
            if keys[index].are_blank:
                reason = "这一行没有户编号、户主编号、证件号码和姓名，对不上户"
                self.problems.append(reading.problem(index, CODE, "", reason))
            else:
                self.offer(reading, index, keys[index], places[index], parts_of(records, index, years[index]))

    def offer(self, reading: Reading, index: int, keys: Keys, place: Place, parts: Parts) -> Draft:
        """Let a row speak of its household, which is made if nobody spoke of it before."""
        draft = self.find(keys) or self._drafted(keys)
        if draft is None:
            draft = self._made(reading, index, keys, place, parts)
            self.drafts[draft.id] = draft
        else:
            self.problems += offer(draft, reading, index, parts)
            self.problems += self._placing.objections(draft, reading, index, place)
        if keys.code:
            self._by_code.setdefault(keys.code, draft)
        for key in (keys.head_code, keys.head_identity):
            if key:
                self._by_head.setdefault(key, draft)
        return draft

    def find(self, keys: Keys) -> Draft | None:
        """The household of the batch that the keys name: by code, or where there is none by its head."""
        if keys.code:
            return self._by_code.get(keys.code)
        return self._by_head.get(keys.head_code or "") or self._by_head.get(keys.head_identity or "")

    def misplaced(self, draft: Draft, reading: Reading, index: int, place: Place) -> list[CellProblem]:
        """What there is to say of a row that names another village than its household's."""
        return self._placing.objections(draft, reading, index, place)

    def known_or_registered(self, keys: Keys) -> Draft | None:
        """The household of the batch or of the registry that the keys name; none is made."""
        draft = self.find(keys) or self._drafted(keys)
        if draft is None and keys not in self._only_mentioned:
            ids, others = self._matches(keys)
            self._only_mentioned[keys] = self._mentioned(ids[0], keys) if len(ids) == 1 and not others else None
        return draft or self._only_mentioned.get(keys)

    def _drafted(self, keys: Keys) -> Draft | None:
        """The registered household that the keys mean, if the batch has spoken of it under other keys."""
        ids, others = self._matches(keys)
        return self.drafts.get(ids[0]) if len(ids) == 1 and not others else None

    def _mentioned(self, record_id: str, keys: Keys) -> Draft:
        code = keys.code or self._known.code_of("household", record_id)
        return Draft("household", record_id, True, code, keys.head_name, {}, None, [], {})

    def _made(self, reading: Reading, index: int, keys: Keys, place: Place, parts: Parts) -> Draft:
        ids, others = self._matches(keys)
        is_known = len(ids) == 1 and not others
        record_id = ids[0] if is_known else self._fresh.get(keys.code or "") or self._ask()
        code = keys.code or (self._known.code_of("household", record_id) if is_known else "")
        name = keys.head_name or parts.get(("household", 0), {}).get("head_name") or ""
        draft = drafted("household", record_id, is_known, code, name, parts, reading, index)
        if not is_known:
            draft.candidates = [*ids, *others]
            draft.reasons += _doubts(ids, others, keys)
            if self._listed and reading.entity == "person" and keys.code:
                reason = f"户编号 {keys.code} 不在这批户信息里，登记库里也没有，已按新户收下，请核实"
                self.problems.append(reading.problem(index, CODE, keys.code, reason)._replace(is_taken=True))
        self.problems += self._placing.settle(draft, reading, index, place)
        return draft

    def _matches(self, keys: Keys) -> tuple[list[str], list[str]]:
        """The known households meant, and those that may be meant though they have another code."""
        known = self._known
        if keys.code and keys.code in known.households:
            return [known.households[keys.code]], []
        person = known.persons.get(keys.head_code or "")
        found = [known.memberships[person].household_id] if person in known.memberships else []
        found = found or list(known.heads.get(keys.head_identity or "", ()))
        if keys.code:
            others = [one for one in found if known.code_of("household", one)]
            return [one for one in found if one not in others], others
        if not found and not keys.head_code and not keys.head_identity:
            return [], list(known.head_names.get(keys.head_name, ()))
        return found, []


def keys_of(reading: Reading) -> list[Keys]:
    """The household keys of each row."""
    return [
        Keys(_usable(code), _usable(head_code), identity(number), plain_name(name or ""))
        for code, head_code, number, name in zip(
            reading.column(CODE),
            reading.column("household.head_person_code"),
            reading.column("household.head_id_number"),
            reading.column("household.head_name"),
            strict=True,
        )
    ]


def years_of(reading: Reading) -> list[int | None]:
    """The data year of each row."""
    column = reading.columns.get("row.year")
    return [year or reading.year for year in column] if column else [reading.year] * len(reading.rows)


def _usable(code: str | None) -> str | None:
    return None if code is None or is_placeholder(code) else code


def _doubts(ids: list[str], others: list[str], keys: Keys) -> list[str]:
    if others and keys.code:
        return ["户主证件号码与登记库里另一户相同，户编号却不同"]
    if len(ids) > 1:
        return ["没有户编号，户主证件号码在登记库里对应几户"]
    if not keys.code and not keys.head_code and not keys.head_identity:
        return ["只有户主姓名，没有户编号和证件号码"]
    return []
