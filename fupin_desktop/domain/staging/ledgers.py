"""Rows of a village's lists beside what the registry holds: new, changed, the same, or with an owner nobody knows."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.staging.batch import Facts, Proposal, Source, StagedRow, State
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.reading import CellProblem, Reading
from fupin_desktop.fields.spec import Kind, RecordSpec, Stage

Find = Callable[[str, str], Sequence[str]]  # record, what it is called -> the ids that may be meant
NAMES = ("name", "title", "content")
LONGEST = 24
OF_OURS = re.compile(r"[0-9a-f-]{32,36}")  # a number that some registry has given


class Ledgers:
    """What the sheets of lists bring. `find` knows what people call a record."""

    def __init__(self, readings: Sequence[Reading], known: Known, find: Find, ask: Callable[[], str]) -> None:
        self.rows: list[StagedRow] = []
        self.problems: list[CellProblem] = []
        self._known, self._find, self._ask = known, find, ask
        self._fresh: dict[tuple[str, str], list[str]] = {}  # record and name -> ids of rows that are new here
        drafts = [(reading, list(self._identified(reading))) for reading in readings]
        for reading, several in drafts:
            for index, record_id in several:
                self._take(reading, index, record_id)

    def _identified(self, reading: Reading) -> Iterable[tuple[int, str]]:
        """Each row's record: by its number, else by saying just what is registered, else a new one."""
        held = self._known.held(reading.entity)
        said = reading.column(f"{reading.entity}.id")
        for index in range(len(reading.rows)):
            given = str(said[index] or "")
            record_id = given if given in held else (given if OF_OURS.fullmatch(given) else self._ask())
            name = self._title(reading, index)
            self._fresh.setdefault((reading.entity, name), []).append(record_id)
            yield index, record_id

    def _take(self, reading: Reading, index: int, record_id: str) -> None:
        spec = RECORDS[reading.entity]
        values = self._values(reading, index, spec)
        if values is None:
            return
        held = self._known.held(spec.name)
        if record_id not in held:
            record_id = _alike(held, values) or record_id
        old = held.get(record_id)
        if old is None and not self._is_whole(reading, index, spec, values):
            return
        news = {name: value for name, value in values.items() if old is None or old.get(name) != value}
        state = State.NEW if old is None else State.CHANGED if news else State.SAME
        if old is None and record_id in self._known.taken:
            self._object(reading, index, "id", "这一条在回收站里：先恢复它，再导入")
            return
        owner = str(values.get(spec.owner) or (old or {}).get(spec.owner) or "")
        facts = Facts(spec.name, record_id, news, old, {})
        title = self._title(reading, index)
        self.rows.append(
            StagedRow(
                kind=spec.name,
                id=record_id,
                state=state,
                title=title,
                code=self._village_code(spec, owner),
                sources=(Source(reading.file, reading.sheet, reading.rows[index]),),
                offered=(Proposal(record_id if old else "new", title, (facts,), record_id),),
                household_id=owner if spec.owner == "household_id" else None,
                needs=tuple(self._new_ids(spec, news)),
                is_known=old is not None,
            )
        )

    def _values(self, reading: Reading, index: int, spec: RecordSpec) -> dict[str, Any] | None:
        """What a row says, blanks left out; None, with a problem, if its owner or a reference is nobody's name."""
        values: dict[str, Any] = {}
        for field in spec.fields:
            value = reading.column(f"{spec.name}.{field.name}")[index]
            if value is not None and field.kind is Kind.REF:
                value = self._meant(reading, index, field.name, field.target, str(value))
                if value is None and field.name == spec.owner:
                    return None
            if value is not None:
                values[field.name] = value
        return values

    def _meant(self, reading: Reading, index: int, field: str, target: str, called: str) -> str | None:
        found = list(dict.fromkeys([*self._find(target, called), *self._fresh.get((target, called), ())]))
        if len(found) == 1:
            return found[0]
        several = f"叫「{called}」的有 {len(found)} 条，请改写记录号" if found else f"没有找到「{called}」"
        self._object(reading, index, field, f"{several}，这一格没有收")
        return None

    def _is_whole(self, reading: Reading, index: int, spec: RecordSpec, values: Mapping[str, Any]) -> bool:
        needed = [one for one in spec.fields if one.needed is Stage.SAVE and one.name not in values]
        for one in needed:
            self._object(reading, index, one.name, f"「{one.label}」空着，这一行没有收")
        return not needed

    def _new_ids(self, spec: RecordSpec, values: Mapping[str, Any]) -> Iterable[str]:
        fresh = {one for (record, _), ids in self._fresh.items() for one in ids if one not in self._known.held(record)}
        return (values[one.name] for one in spec.fields if one.kind is Kind.REF and values.get(one.name) in fresh)

    def _village_code(self, spec: RecordSpec, owner: str) -> str:
        of = "village" if spec.owner == "village_id" else "household"
        return str(self._known.held(of).get(owner, {}).get("village_code") or "")

    def _title(self, reading: Reading, index: int) -> str:
        found = (reading.column(f"{reading.entity}.{name}")[index] for name in NAMES)
        text = next((str(one) for one in found if one), RECORDS[reading.entity].title)
        return text[:LONGEST]

    def _object(self, reading: Reading, index: int, field: str, reason: str) -> None:
        path = f"{reading.entity}.{field}"
        value = reading.column(path)[index]
        self.problems.append(reading.problem(index, path, "" if value is None else value, reason))


def _alike(held: Mapping[str, Mapping[str, Any]], values: Mapping[str, Any]) -> str:
    """The registered record that says all of this already: a sheet without numbers that comes twice adds nothing."""
    return next((one for one, old in held.items() if all(old.get(name) == of for name, of in values.items())), "")
