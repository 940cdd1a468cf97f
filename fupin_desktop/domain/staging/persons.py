"""Matching persons: by national code, then by ID number; name and birth date only raise a suspicion."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from fupin_desktop.domain.id_number import identity
from fupin_desktop.domain.staging.draft import Ask, Draft, Parts, drafted, fresh_ids, gathered, offer, parts_of
from fupin_desktop.domain.staging.households import CODE as HOUSEHOLD_CODE
from fupin_desktop.domain.staging.households import Households, Keys, years_of
from fupin_desktop.domain.staging.known import Known, is_placeholder, namesake_key
from fupin_desktop.domain.staging.reading import CellProblem, Reading
from fupin_desktop.domain.staging.rosters import Family, families, said_together
from fupin_desktop.domain.staging.villages import Place, place_of

CODE = "person.person_code"
NAMES_A_FAMILY = (
    HOUSEHOLD_CODE,
    "household.head_person_code",
    "household.head_id_number",
    "membership.relation_to_head",
)


class Persons:
    """The persons that a batch speaks of, each once, in the order of the files."""

    def __init__(self, readings: Sequence[Reading], households: Households, known: Known, ask: Ask) -> None:
        self.drafts: dict[str, Draft] = {}
        self.problems: list[CellProblem] = []
        self._households, self._known, self._ask = households, known, ask
        codes = {code for reading in readings if reading.entity == "person" for code in reading.column(CODE)}
        self._fresh = fresh_ids("person", codes - {None} - known.persons.keys(), known, ask)
        self._numbers_matter = None in codes or bool(self._fresh and known.identities)
        self._by_code: dict[str, Draft] = {}
        self._by_identity: dict[str, Draft] = {}

    def take(self, reading: Reading) -> None:
        """Read a sheet with one person a row."""
        all_families = families(reading)
        said, problems = said_together(reading, all_families, partial(self._is_moving, reading))
        self.problems += problems
        places = place_of(reading)
        records = gathered(reading, ("person", "person_year", "membership"))
        years = years_of(reading)
        for family, parts in zip(all_families, said, strict=True):
            first = family.rows[0]
            household = None
            if not family.keys.are_blank:
                household = self._households.offer(reading, first, family.keys, places[first], parts)
                household.title = household.title or reading.column("person.name")[first] or ""
                self._place(reading, family, household, places)
            for position, index in enumerate(family.rows, 1):
                own = parts_of(records, index, years[index])
                self._offer(reading, index, own, household, position)

    def _is_moving(self, reading: Reading, index: int, keys: Keys) -> bool:
        """Whether the person of a row is registered in another household than the row names."""
        person = self._known.persons.get(reading.column(CODE)[index] or "")
        present = self._known.memberships.get(person or "")
        return present is not None and present.household_id != self._known.households.get(keys.code or "")

    def _place(self, reading: Reading, family: Family, household: Draft, places: Sequence[Place]) -> None:
        """Say of the rows below the first one that they name another village."""
        first = places[family.rows[0]]
        for index in family.rows:
            if places[index] != first:
                self.problems += self._households.misplaced(household, reading, index, places[index])

    def _offer(self, reading: Reading, index: int, parts: Parts, household: Draft | None, position: int) -> None:
        person = parts.setdefault(("person", 0), {})
        code = person.get("person_code")
        code = None if code is None or is_placeholder(code) else code
        is_sure = code in self._known.persons or (code and not self._numbers_matter)
        number = None if is_sure else identity(person.get("id_number"))
        draft = self._by_code.get(code) if code else self._without_code(number)
        if draft is not None:
            self._again(draft, reading, index, parts, household)
            return
        draft = self._made(reading, index, parts, code, number)
        if draft is None:
            return
        draft.household = household
        self._doubt(draft, reading, index)
        parts.setdefault(("membership", 0), {}).setdefault("position", position)
        if code:
            self._by_code[code] = draft
        if number:
            self._by_identity.setdefault(number, draft)
        self.drafts[draft.id] = draft

    def _again(self, draft: Draft, reading: Reading, index: int, parts: Parts, household: Draft | None) -> None:
        """Another row about somebody; said once more in the same sheet it is a person listed twice."""
        first, variants = draft.sources[0], len(draft.variants)
        is_same_sheet = (first.file, first.sheet) == (reading.file, reading.sheet)
        is_same_year = parts.keys() <= draft.parts.keys()
        self.problems += offer(draft, reading, index, parts, household)
        if is_same_sheet and is_same_year and len(draft.variants) == variants:
            reason = f"与第{first.row}行是同一个人，只收了一次"
            self.problems.append(reading.problem(index, CODE, draft.code, reason))

    def _doubt(self, draft: Draft, reading: Reading, index: int) -> None:
        """Who belongs nowhere is taken in, for the checks to ask about; who left long ago is not brought back."""
        if draft.household is None:
            if draft.id in self._known.memberships:
                return
            if reading.columns.keys().isdisjoint(NAMES_A_FAMILY):
                draft.reasons.append("表里没有户编号，也没有与户主关系，不知道属于哪一户")
            else:
                reason = "没有户编号，不知道属于哪一户；人已收下，请补上所在户"
                self.problems.append(reading.problem(index, HOUSEHOLD_CODE, "", reason)._replace(is_taken=True))
        elif not draft.is_known and draft.household.is_known and self._known.is_older(draft.year):
            draft.reasons.append(f"这是 {draft.year} 年的名册，登记库里更新的年度没有这个人")

    def _without_code(self, number: str | None) -> Draft | None:
        """The person of the batch with this ID number, who may have come under a code that is known."""
        same = self._known.identities.get(number or "", ())
        return self._by_identity.get(number or "") or (self.drafts.get(same[0]) if len(same) == 1 else None)

    def _made(self, reading: Reading, index: int, parts: Parts, code: str | None, number: str | None) -> Draft | None:
        person = parts["person", 0]
        ids, suspects, reason = self._matches(person, code, number)
        is_known = len(ids) == 1 and not suspects and ids[0] not in self.drafts
        name = person.get("name")
        if not name and not is_known:
            self.problems.append(reading.problem(index, "person.name", "", "没有姓名，这个人不能登记"))
            return None
        record_id = ids[0] if is_known else self._fresh.get(code or "") or self._ask()
        shown = code or (self._known.code_of("person", record_id) if is_known else "")
        draft = drafted("person", record_id, is_known, shown, name or "", parts, reading, index)
        if not is_known and (ids or suspects):
            draft.candidates = [*ids, *suspects]
            draft.reasons.append(reason or "与登记库里的人同证件号码，而那个人在文件里另有一行")
        return draft

    def _matches(
        self, person: dict[str, Any], code: str | None, number: str | None
    ) -> tuple[list[str], list[str], str]:
        """The known persons meant, those who may be meant, and why it is not certain."""
        known = self._known
        if code and code in known.persons:
            return [known.persons[code]], [], ""
        same = list(known.identities.get(number, ())) if number else []
        if len(same) == 1 and not (code and known.code_of("person", same[0])):
            return same, [], ""
        if same:
            return [], same, "证件号码与登记库里的人相同，编号却不同" if code else "证件号码在登记库里有几个人"
        key = namesake_key(person)
        alike = [
            one
            for one in (known.namesakes.get(key, ()) if key else ())
            if not (number and code and known.code_of("person", one))
        ]
        return [], alike, "姓名和出生日期与登记库里的人相同，编号和证件号码对不上" if alike else ""
