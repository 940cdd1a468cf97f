"""Procedures of a village: beginning one, recording its steps, deciding it; what they come to year by year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.procedures.procedure_case import ProcedureCase
from fupin_desktop.catalogue.procedures.procedure_step import ProcedureStep
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import coded_id, new_id, yearly_id
from fupin_desktop.domain.procedures import (
    CASE,
    HUNG,
    PASSED,
    REMOVED,
    STEP,
    VILLAGE_EXITED,
    Procedure,
    Progress,
    progress,
)
from fupin_desktop.domain.village_exit import in_the_way
from fupin_desktop.services.check_context import policy_of
from fupin_desktop.services.fund_ledger import book_called
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, new_yearly, save
from fupin_desktop.services.village_exit import village_criteria

EXITED = ("1", "4")  # C-03
FLOW = {
    "new": "新识别",
    "exited": "脱贫退出",
    "returned": "返贫",
    "removed": "整户清退",
    "born": "自然增加（人）",
    "gone": "自然减少（人）",
}


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its progress and whom it is about."""

    progress: Progress
    name: str  # 「张来福户」, or the village

    @property
    def case(self) -> ProcedureCase:
        """The case."""
        return self.progress.case

    @property
    def title(self) -> str:
        """「张来福户 脱贫退出 2018」."""
        return f"{self.name} {self.progress.procedure.title} {self.case.year}"

    @property
    def state(self) -> str:
        """What it waits for, or how it was decided."""
        case = self.case
        decided = f"{code_table('procedure_decision').label(case.decision or '')}（{case.decided_on or ''}）"
        return self.progress.waits_for if self.progress.is_open else decided


def known(registry: Registry) -> Mapping[str, Procedure]:
    """The procedures as they apply here."""
    return policy_of(registry).procedures


def cases(registry: Registry, village_code: str) -> list[CaseView]:
    """Every case of a village, the open ones first, the newest first."""
    village = book_called(registry, village_code).village
    return views(registry, registry.records(CASE, "village_id", [village.id]))


def notices_to_take_down(registry: Registry, village_code: str = "") -> list[str]:
    """The cases of a village, or of all, whose notice has hung long enough, by their titles."""
    villages = registry.records("village", "village_code", [village_code]) if village_code else []
    if village_code and not villages:
        return []
    found = registry.records(CASE, "village_id", [villages[0].id]) if villages else registry.records(CASE)
    undecided = [one for one in found if not one.decision]
    return [one.title for one in views(registry, undecided) if one.progress.waits_for.startswith(HUNG)]


def views(registry: Registry, several: Sequence[ProcedureCase]) -> list[CaseView]:
    """Cases with their progress, the open ones first, the newest first; of any villages, in a few readings."""
    steps: dict[str, list[ProcedureStep]] = {}
    for step in registry.records(STEP, "case_id", [one.id for one in several]):
        steps.setdefault(step.case_id or "", []).append(step)
    homes = registry.household_rows([one.household_id for one in several if one.household_id])
    villages = registry.records("village", "id", {one.village_id for one in several if one.village_id})
    names = {one.id: f"{one.head_name or ''}户" for one in homes} | {one.id: one.name or "本村" for one in villages}
    procedures, today = known(registry), registry.today()
    found = [
        CaseView(
            progress(of, one, steps.get(one.id, ()), today), names.get(one.household_id or one.village_id or "", "")
        )
        for one in several
        if (of := procedures.get(one.procedure or "")) is not None
    ]
    ordered = sorted(found, key=lambda one: (one.case.started_on or "", one.case.id), reverse=True)
    return sorted(ordered, key=lambda one: not one.progress.is_open)


def start(
    registry: Registry, village_code: str, procedure: str, household_id: str = "", *, year: int, reason: str = ""
) -> tuple[str, Saved]:
    """Begin a procedure: the case's id, and what was written. Refused where its status forbids it."""
    found = known(registry).get(procedure)
    if found is None:
        names = "、".join(f"{one.title}（{one.name}）" for one in known(registry).values())
        raise Refused(f"没有「{procedure}」这个程序。有：{names}。")
    book = book_called(registry, village_code)
    if household_id:
        _refuse_transition(registry, found, household_id, year)
    case_id = new_id()
    values: dict[str, Any] = {
        "village_id": book.village.id,
        "procedure": procedure,
        "household_id": household_id or None,
        "year": year,
        "started_on": registry.today().isoformat(),
        "reason": reason.strip() or None,
    }
    edits = [Edit(CASE, case_id, name, value) for name, value in values.items() if value is not None]
    return case_id, save(registry, edits, title=f"开始程序：{found.title}", region=village_code)


def record_step(
    registry: Registry, case_id: str, step: str, values: Mapping[str, Any], *, recorded_by: str = ""
) -> Saved:
    """Record a step, or fill in more of it; what the step itself changes of the household is in the same commit."""
    case, found = _case(registry, case_id)
    own = found.step(step)
    if own is None:
        names = "、".join(f"{one.title}（{one.code}）" for one in found.steps)
        raise Refused(f"「{found.title}」没有「{step}」这一步。有：{names}。")
    step_id = coded_id(STEP, f"{case_id}/{step}")  # two laptops that record one step speak of one record
    said = {"done_on": registry.today().isoformat(), "recorded_by": recorded_by or registry.user, **values}
    kept = registry.record(STEP, step_id)
    keys: dict[str, Any] = {} if kept else {"village_id": case.village_id, "case_id": case_id, "step": step}
    fresh = {name: value for name, value in said.items() if name in values or getattr(kept, name, None) is None}
    edits = [Edit(STEP, step_id, name, value) for name, value in (keys | fresh).items() if value is not None]
    if own.status and case.household_id and kept is None:
        edits += _status_edits(registry, case, {"poverty_status": own.status})
    return save(registry, edits, title=f"{found.title}：{own.title}")


def decide(
    registry: Registry,
    case_id: str,
    decision: str,
    *,
    decided_on: str = "",
    document_no: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Saved:
    """Decide a case; when it is passed the household's status, or the village's, changes in the same commit."""
    case, found = _case(registry, case_id)
    if case.decision:
        raise Refused("这个程序已经定过了。要改，请先撤销，或在台账里更正。")
    values = {
        "decision": decision,
        "decided_on": decided_on or registry.today().isoformat(),
        "document_no": document_no or None,
    }
    edits = [Edit(CASE, case_id, name, value) for name, value in values.items() if value is not None]
    if decision == PASSED:
        edits += _effect(registry, case, found, dict(facts or {}))
    words = code_table("procedure_decision").label(decision)
    return save(registry, edits, title=f"{found.title}：{words}", reason=f"{found.title}{words}")


def flow(registry: Registry, village_code: str = "") -> dict[int, dict[str, int]]:
    """有进有出,逐年更新: by year, households that came in, exited, returned or were removed; persons come and gone."""
    filters = {"village_code": (village_code,)} if village_code else {}
    ids = registry.household_ids(HouseholdQuery(filters=filters))
    found: dict[int, Counter[str]] = {year: Counter() for year in registry.years()}
    for dossier in registry.dossiers(ids, None, registry.today()):
        _count(found, dossier)
    return {year: {key: found[year][key] for key in FLOW} for year in sorted(found)}


def _count(found: dict[int, Counter[str]], dossier: Dossier) -> None:
    years = sorted(dossier.years)
    for place, year in enumerate(years):
        facts = dossier.years[year].facts
        before = dossier.years[years[place - 1]].facts if place else None
        if facts is None or year not in found:
            continue
        found[year]["exited"] += facts.poverty_status in EXITED and facts.exit_year == year
        found[year]["returned"] += facts.poverty_status == "3" and facts.return_year == year
        found[year]["removed"] += facts.is_valid is False and (before is None or before.is_valid is not False)
    begun = dossier.household.first_identified
    if begun and begun[:4].isdigit() and int(begun[:4]) in found:
        found[int(begun[:4])]["new"] += 1
    for member in (*dossier.members, *dossier.former_members):
        for key, day in (("born", member.membership.joined_on), ("gone", member.membership.left_on)):
            if day and int(day[:4]) in found:
                found[int(day[:4])][key] += 1


def _effect(registry: Registry, case: ProcedureCase, found: Procedure, facts: dict[str, Any]) -> list[Edit]:
    if found.to == VILLAGE_EXITED and case.village_id and case.year:
        _refuse_unless_ripe(registry, case)
        year_id = yearly_id("village_year", case.village_id, case.year)
        made = (
            []
            if registry.record("village_year", year_id)
            else new_yearly("village_year", case.village_id, case.year)[1]
        )
        values = {"is_exited": True, "exit_year": case.year}
        return [*made, *(Edit("village_year", year_id, name, value) for name, value in values.items())]
    if not case.household_id or not found.to:
        return []
    values: dict[str, Any] = {"is_valid": False} if found.to == REMOVED else {"poverty_status": found.to}
    if found.year_field:
        values[found.year_field] = case.year
    if found.fact:
        if facts.get(found.fact) is None and not _has(registry, case, found.fact):
            label = RECORDS["household_year"].by_name[found.fact].label
            raise Refused(f"{found.title}要先填「{label}」（{found.fact}）。")
        values |= {found.fact: facts[found.fact]} if facts.get(found.fact) is not None else {}
    return _status_edits(registry, case, values)


def _refuse_unless_ripe(registry: Registry, case: ProcedureCase) -> None:
    village = registry.record("village", case.village_id or "")
    left = in_the_way(village_criteria(registry, village.village_code or "", case.year or 0)) if village else []
    if left:
        words = "；".join(f"{one.item.label}（{one.actual}）" for one in left)
        raise Refused(f"退出指标还没有达到，不能定为通过：{words}。")


def _has(registry: Registry, case: ProcedureCase, field: str) -> bool:
    kept = registry.record("household_year", yearly_id("household_year", case.household_id or "", case.year or 0))
    return getattr(kept, field, None) is not None


def _status_edits(registry: Registry, case: ProcedureCase, values: Mapping[str, Any]) -> list[Edit]:
    owner, year = case.household_id or "", case.year or 0
    year_id = yearly_id("household_year", owner, year)
    made: Sequence[Edit] = (
        () if registry.record("household_year", year_id) else new_yearly("household_year", owner, year)[1]
    )
    return [*made, *(Edit("household_year", year_id, name, value) for name, value in values.items())]


def _refuse_transition(registry: Registry, found: Procedure, household_id: str, year: int) -> None:
    dossier = registry.dossier(household_id, year, registry.today())
    facts = dossier.now.facts if dossier else None
    status = (facts.poverty_status if facts else None) or ""
    if facts is not None and facts.is_valid is False:
        raise Refused("这一户已经清退或销户，不能再办这个程序。")
    if status not in found.before:
        labels = "、".join(code_table("poverty_status").label(one) if one else "还没有建档" for one in found.before)
        now = code_table("poverty_status").label(status) if status else "还没有脱贫状态"
        whose = dossier.head_name if dossier else ""
        raise Refused(f"{whose}户 {year} 年是「{now}」，不能办「{found.title}」。可以办的是：{labels}。")


def _case(registry: Registry, case_id: str) -> tuple[ProcedureCase, Procedure]:
    case = registry.record(CASE, case_id)
    found = known(registry).get(case.procedure or "") if case is not None else None
    if case is None or found is None:
        raise Refused("没有找到这个程序。请用 fupin procedures 查编号。")
    return case, found
