"""What the villages ask the township and the county to approve: what waits, recording a review, deciding a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, desc, func, select

from county_server.console import acts
from county_server.console.county_registry import CountyRegistry
from county_server.console.deciding import check_decides
from county_server.console.scope import within
from county_server.console.visits import Visit
from county_server.store import Store
from fupin_desktop.catalogue import RECORDS
from fupin_desktop.db import reading
from fupin_desktop.db.record_tables import TABLES
from fupin_desktop.domain.entering import NotUnderstood, entered
from fupin_desktop.domain.errors import Problem, Refused
from fupin_desktop.domain.procedures import CASE, COUNTY, STEP, TOWNSHIP, VILLAGE, Step
from fupin_desktop.services.procedures import CaseView, decide, record_step, views
from fupin_desktop.services.record_words import value_words

GONE = "这一步刚才已经有人记过，或者村里又改了。请看过现在的再办。"
NOT_YOURS = "这一步不是您这一级办的，这里只能看。"
case, village = TABLES[CASE], TABLES["village"]
DECIDED = ("decision", "decided_on", "document_no")


@dataclass(frozen=True, slots=True)
class Asked:
    """One case as the staff sees it."""

    view: CaseView
    village: str  # its code
    level: str  # whose turn it is: village, township, county; "" once it is decided

    @property
    def id(self) -> str:
        """The case."""
        return self.view.case.id

    @property
    def due(self) -> Step | None:
        """The step that can be recorded now."""
        return self.view.progress.due

    @property
    def seen(self) -> str:
        """Where it stood when it was shown: what is recorded is recorded on what was seen."""
        due = self.due
        return f"{due.code if due else ''}.{self.view.case.decision or ''}.{self.view.state}"


def asked(store: Store, visit: Visit) -> list[Asked]:
    """Every case of the villages within the areas that is not decided, the newest first."""
    with store.database.reading() as connection:
        ids = connection.scalars(select(case.c.id).where(_here(visit), case.c.decision.is_(None))).all()
    return _asked(store, visit, ids)


def decided(store: Store, visit: Visit, page: int, size: int) -> tuple[list[Asked], int]:
    """A page of those that are decided, the latest first; how many there are."""
    here = _here(visit) & case.c.decision.is_not(None)
    with store.database.reading() as connection:
        latest = select(case.c.id).where(here).order_by(desc(case.c.decided_on), case.c.id)
        ids = connection.scalars(latest.limit(size).offset(page * size)).all()
        count = connection.scalar(select(func.count()).select_from(case).where(here)) or 0
    places = {one: place for place, one in enumerate(ids)}
    return sorted(_asked(store, visit, ids), key=lambda one: places.get(one.id, len(places))), count


def one_case(store: Store, visit: Visit, case_id: str) -> Asked | None:
    """One of them; None if it is not this person's to see."""
    with store.database.reading() as connection:
        ids = connection.scalars(select(case.c.id).where(_here(visit), case.c.id == case_id)).all()
    return next(iter(_asked(store, visit, ids)), None)


def _asked(store: Store, visit: Visit, ids: Sequence[str]) -> list[Asked]:
    registry = CountyRegistry(store, visit.staff.name, []).as_registry()
    found = views(registry, registry.records(CASE, "id", ids)) if ids else []
    own = {one.case.village_id for one in found if one.case.village_id}
    codes = {one.id: one.village_code or "" for one in registry.records("village", "id", own)} if own else {}
    return [Asked(one, codes[one.case.village_id or ""], _level(one)) for one in found]


def _here(visit: Visit) -> ColumnElement[bool]:
    """Of the villages within the areas; what is in the recycle bin is nobody's request."""
    mine = select(village.c.id).where(village.c.deleted.is_(False), within(village.c.village_code, visit.staff.areas))
    return case.c.deleted.is_(False) & case.c.village_id.in_(mine)


def waiting_for(several: list[Asked], visit: Visit) -> list[Asked]:
    """Those in which it is this person's turn."""
    return [one for one in several if may_record(visit, one) or may_decide(visit, one)]


def may_record(visit: Visit, one: Asked) -> bool:
    """Whether the step that is due is of this person's level; the county may do what its townships do."""
    levels = (TOWNSHIP, COUNTY) if visit.staff.is_countys else (TOWNSHIP,)
    return visit.staff.decides and one.due is not None and one.due.level in levels


def may_decide(visit: Visit, one: Asked) -> bool:
    """Whether the case has gone its way, or was refused on it, and this person is the county's."""
    of = one.view.progress
    return visit.staff.is_countys and of.is_open and (of.is_ripe or of.refused is not None)


def told(store: Store, visit: Visit, one: Asked) -> list[tuple[Step, str, str]]:
    """Each step, its day, and what was recorded of it in words."""
    registry = CountyRegistry(store, visit.staff.name, []).as_registry()
    fields = RECORDS[STEP].by_name
    found: list[tuple[Step, str, str]] = []
    for step, record in one.view.progress.steps:
        said = [(fields[name], getattr(record, name, None)) for name in step.fields if name != "done_on"]
        words = [f"{spec.label} {value_words(registry, spec, value)}" for spec, value in said if value is not None]
        found.append((step, record.done_on or "" if record else "", "，".join(words)))
    return found


def review(store: Store, visit: Visit, one: Asked, seen: str, form: Mapping[str, str]) -> None:
    """Record the step that is due. Refused where it is not this person's, or the rules of steps are not kept."""
    check_decides(visit)
    due = one.due
    if one.seen != seen or due is None:
        raise Refused(GONE)
    if not may_record(visit, one):
        raise Refused(NOT_YOURS)
    values = _entered(STEP, due.fields, form)
    record_step(_registry(store, visit, one), one.id, due.code, values, recorded_by=visit.staff.name)
    _note(store, visit, one, due.title)


def conclude(store: Store, visit: Visit, one: Asked, seen: str, form: Mapping[str, str]) -> None:
    """Decide the case; the household's status changes with it."""
    check_decides(visit)
    if one.seen != seen:
        raise Refused(GONE)
    if not may_decide(visit, one):
        raise Refused(NOT_YOURS)
    values = _entered(CASE, DECIDED, form)
    if "decision" not in values:
        raise Refused("请先选结果：通过还是不通过。")
    fact = one.view.progress.procedure.fact
    facts = _entered("household_year", (fact,), form) if fact else {}
    decide(
        _registry(store, visit, one),
        one.id,
        values["decision"],
        decided_on=values.get("decided_on", ""),
        document_no=values.get("document_no", ""),
        facts=facts,
    )
    _note(store, visit, one, "最后决定")


def _registry(store: Store, visit: Visit, one: Asked) -> Any:
    """Writes into the county's stream of the village, if the case still stands as it was shown."""
    steps = {record.id for _, record in one.view.progress.steps if record is not None}

    def check(connection: Connection) -> None:
        kept = next(iter(reading.records(connection, CASE, "id", [one.id])), None)
        now = {record.id for record in reading.records(connection, STEP, "case_id", [one.id])}
        if kept is None or kept.decision != one.view.case.decision or now != steps:
            raise Refused(GONE)

    return CountyRegistry(store, visit.staff.name, [], region=one.village, check=check).as_registry()


def _entered(record: str, names: tuple[str, ...], form: Mapping[str, str]) -> dict[str, Any]:
    specs = RECORDS[record].by_name
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            value = entered(specs[name], form.get(name, ""))
            found |= {name: value} if value is not None else {}
        except NotUnderstood as error:
            problems.append(Problem(str(error), record, "", name))
    if problems:
        raise Refused("有几处填写不对，还没有记下。", problems)
    return found


def _level(one: CaseView) -> str:
    if not one.progress.is_open:
        return ""
    if one.progress.hangs:
        return VILLAGE
    return one.progress.due.level if one.progress.due else COUNTY


def _note(store: Store, visit: Visit, one: Asked, detail: str) -> None:
    with store.database.writing("记录经办") as connection:
        title = one.view.progress.procedure.title
        acts.note(
            connection,
            store.clock(),
            visit.staff.name,
            "approve",
            address=visit.address,
            subject=one.id,
            region=one.village,
            detail=f"{title}：{detail}",
        )
