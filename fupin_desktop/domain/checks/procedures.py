"""Checks of procedures (docs/checks.md: R01–R06): their steps are data, what they demand is refused at the field."""

from collections.abc import Iterator

from fupin_desktop.catalogue.procedures.procedure_case import ProcedureCase
from fupin_desktop.domain.checks.book_case import BookCase
from fupin_desktop.domain.checks.dates import is_before
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.procedures import APPROVED, CASE, PASSED, STEP, Progress, progress, shortcomings

SOURCE = "国开办发〔2014〕24号；厅字〔2016〕16号（resources/policy/procedures）"


@check(
    "R01",
    level=Level.E,
    title="步骤缺项、票数或公示天数不对",
    source=SOURCE,
    fields=(),
    reads=(STEP,),
    of_book=True,
    refuses=True,
)
def steps_have_what_they_need(case: BookCase) -> Iterator[Remark]:
    """Fields, votes within those present, present within those entitled, days of publicity."""
    for found in _all(case):
        for step, record in found.steps:
            if record is not None:
                for field, words in shortcomings(found.procedure, step, record):
                    yield case.remark(record, field, f"{_name(case, found.case)}：{words}")


@check(
    "R02",
    level=Level.E,
    title="步骤的先后颠倒，或跳过了一步",
    source=SOURCE,
    fields=(),
    reads=(STEP,),
    of_book=True,
    refuses=True,
)
def steps_follow_one_another(case: BookCase) -> Iterator[Remark]:
    """No step before the one that it follows, none left out, none taken before a notice has come down."""
    for found in _all(case):
        for (before, earlier), (step, record) in zip(found.steps, found.steps[1:], strict=False):
            if record is None:
                continue
            name = _name(case, found.case)
            if earlier is None:
                yield case.remark(record, "done_on", f"{name}：「{before.title}」还没有记，不能先记「{step.title}」。")
                continue
            end = earlier.until if before.days else earlier.done_on
            if before.days and not earlier.until:
                yield case.remark(
                    record, "done_on", f"{name}：「{before.title}」还在公示，取下以后才能记「{step.title}」。"
                )
            elif is_before(record.done_on or "", end or ""):
                yield case.remark(record, "done_on", f"{name}：「{step.title}」比「{before.title}」还早。请核对日期。")


@check(
    "R03",
    level=Level.E,
    title="没有走完程序就定为通过",
    source=SOURCE,
    fields=(),
    reads=(STEP, CASE),
    of_book=True,
    refuses=True,
)
def what_is_approved_has_gone_its_way(case: BookCase) -> Iterator[Remark]:
    """Every step done, approved where it is judged, the majority in favour, the notice down."""
    for found in _all(case):
        if found.case.decision == PASSED:
            complaint = _in_the_way(found)
            if complaint:
                yield case.remark(found.case, "decision", f"{_name(case, found.case)}：{complaint}")


@check(
    "R04",
    level=Level.E,
    title="同一户同一程序办了两个",
    source="design",
    fields=(),
    reads=(CASE,),
    of_book=True,
    refuses=True,
)
def a_household_has_one_open_case(case: BookCase) -> Iterator[Remark]:
    """Of one procedure and year, undecided."""
    seen: dict[tuple[str | None, ...], list[ProcedureCase]] = {}
    for one in case.book.rows(CASE):
        if not one.decision:
            seen.setdefault((one.procedure, one.household_id), []).append(one)
    for several in seen.values():
        for one in several if len(several) > 1 else ():
            yield case.remark(
                one, "procedure", f"{_name(case, one)}：这个程序已经开始了一个，还没有办完。请在原来的上面办。"
            )


@check("R05", level=Level.W, title="公示期满没有取下", source=SOURCE, fields=(), reads=(STEP,), of_book=True)
def notices_come_down(case: BookCase) -> Iterator[Remark]:
    """The days are over and nobody has noted that it was taken down."""
    for found in _all(case):
        if found.waits_for.startswith("公示期满"):
            hanging = next(
                record for step, record in found.steps if record is not None and step.days and not record.until
            )
            yield case.remark(hanging, "until", f"{_name(case, found.case)}：{found.waits_for}。")


@check(
    "R06",
    level=Level.E,
    title="程序写的不是一户，或缺事由",
    source=SOURCE,
    fields=(),
    reads=(CASE,),
    of_book=True,
    refuses=True,
)
def cases_say_whom_and_why(case: BookCase) -> Iterator[Remark]:
    """A household's procedure names it; a removal says why; what is decided has its day."""
    known = case.context.policy.procedures
    for one in case.book.rows(CASE):
        procedure, name = known.get(one.procedure or ""), _name(case, one)
        if procedure is None:
            continue
        if (procedure.of == "household") != bool(one.household_id):
            words = "请选是哪一户。" if procedure.of == "household" else "这是全村的程序，不选户。"
            yield case.remark(one, "household_id", f"{name}：{words}")
        if procedure.needs_reason and not one.reason:
            yield case.remark(one, "reason", f"{name}：{procedure.title}要写明原因。")
        if one.decision and not one.decided_on:
            yield case.remark(one, "decided_on", f"{name}：定了结果，请填决定日期。")


def _all(case: BookCase) -> Iterator[Progress]:
    for one in case.book.rows(CASE):
        procedure = case.context.policy.procedures.get(one.procedure or "")
        if procedure is not None:
            yield progress(procedure, one, case.book.rows(STEP), case.day)


def _in_the_way(found: Progress) -> str:
    for step, record in found.steps:
        if record is None:
            return f"「{step.title}」还没有记，不能定为通过。"
        if step.days and not record.until:
            return f"「{step.title}」还在公示，不能定为通过。"
        if step.decides and record.result != APPROVED:
            return f"「{step.title}」的结果不是「通过」。"
        if step.votes and (record.votes_for or 0) * 2 <= (record.present or 0):
            return f"「{step.title}」赞成{record.votes_for or 0}票，没有过到会的半数。"
        if shortcomings(found.procedure, step, record):
            return shortcomings(found.procedure, step, record)[0][1]
    return ""


def _name(case: BookCase, one: ProcedureCase) -> str:
    procedure = case.context.policy.procedures.get(one.procedure or "")
    whose = case.book.households.get(one.household_id or "", "")
    return f"{whose}户{procedure.title if procedure else ''}" if whose else (procedure.title if procedure else "程序")
