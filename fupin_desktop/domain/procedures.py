"""Procedures as data (resources/policy/procedures): steps in order, what each needs, where a case stands. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.procedures.procedure_case import ProcedureCase
from fupin_desktop.catalogue.procedures.procedure_step import ProcedureStep
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.paths import resources

CASE, STEP = "procedure_case", "procedure_step"
FOLDER = "procedures"
PASSED, REFUSED, WITHDRAWN = "1", "2", "3"  # procedure_decision
APPROVED = "1"  # step_result
HUNG = "公示期满"
REMOVED, VILLAGE_EXITED = "removed", "village_exited"
VILLAGE, TOWNSHIP, COUNTY = "village", "township", "county"
LEVELS = {"乡镇": TOWNSHIP, "县": COUNTY}  # by who acts; whoever else is named acts in the village


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who acts, the paper it leaves, the fields that it needs, those that must say yes, days of publicity."""

    code: str
    title: str
    who: str
    paper: str
    needs: tuple[str, ...]
    true: tuple[str, ...]
    days: int
    votes: bool
    decides: bool
    status: str  # poverty status that the household takes on when the step is done; "" leaves it

    @property
    def level(self) -> str:
        """On which level it is done: village, township or county."""
        return LEVELS.get(self.who, VILLAGE)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it asks for: what it needs, and what it may have besides."""
        more = (("votes_abstain", "place") if self.votes else ()) + (("answer",) if "objections" in self.needs else ())
        more += ("document_no",) if self.decides else ()
        return tuple(dict.fromkeys(("done_on", *self.needs, *(("until",) if self.days else ()), *more, "note")))


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure; `before` are the poverty statuses from which it may begin ("" for none yet)."""

    name: str
    title: str
    of: str  # household or village
    before: tuple[str, ...]
    to: str
    year_field: str
    fact: str  # field of household_year without which the status cannot be taken on
    needs_reason: bool
    source: str
    steps: tuple[Step, ...]

    def step(self, code: str | None) -> Step | None:
        """A step by its code."""
        return next((one for one in self.steps if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a case stands: each step with its record, and what it waits for, in words."""

    procedure: Procedure
    case: ProcedureCase
    steps: tuple[tuple[Step, ProcedureStep | None], ...]
    next: Step | None
    waits_for: str
    is_open: bool

    @property
    def is_ripe(self) -> bool:
        """Whether every step is done and passed, so that it can be decided."""
        return self.is_open and not self.hangs and self.due is None

    @property
    def hangs(self) -> bool:
        """Whether a notice hangs that has not been taken down."""
        return any(step.days and record is not None and not record.until for step, record in self.steps)

    @property
    def refused(self) -> Step | None:
        """The review that was not passed."""
        return _refused(self.steps)

    @property
    def due(self) -> Step | None:
        """The step that can be recorded now: a review that was not passed once more, else the next one."""
        return None if not self.is_open or self.hangs else self.refused or self.next


def read_procedures(county: Path | None = None) -> dict[str, Procedure]:
    """Every procedure by name; a county's file takes the place of ours as a whole. Unavailable if one is amiss."""
    found: dict[str, Procedure] = {}
    for shipped in sorted((resources() / "policy" / FOLDER).glob("*.toml")):
        own = county / FOLDER / shipped.name if county else None
        file = own if own and own.exists() else shipped
        try:
            found[shipped.stem] = _procedure(shipped.stem, tomllib.loads(file.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Unavailable(f"程序文件写法有误（{error!r}）。请对照程序自带的文件改正：{file}") from error
    return found


def progress(procedure: Procedure, case: ProcedureCase, steps: Iterable[ProcedureStep], today: date) -> Progress:
    """Where a case stands on a day."""
    own = {one.step: one for one in steps if one.case_id == case.id}
    done = tuple((step, own.get(step.code)) for step in procedure.steps)
    following = next((step for step, record in done if record is None), None)
    if case.decision:
        return Progress(procedure, case, done, following, "", is_open=False)
    return Progress(procedure, case, done, following, _waits_for(done, following, today), is_open=True)


def shortcomings(procedure: Procedure, step: Step, record: ProcedureStep) -> list[tuple[str, str]]:
    """(field, words) of what a recorded step lacks, or says that must not be."""
    fields = RECORDS[STEP].by_name
    missing = [name for name in step.needs if getattr(record, name) is None]
    if step.days and "until" in missing:
        missing.remove("until")  # it still hangs
        missing = [name for name in missing if name != "objections"]
    found = [(name, f"「{step.title}」要填「{fields[name].label}」。") for name in missing]
    found += [
        (name, f"「{step.title}」：「{fields[name].label}」不是「是」，这一步没有通过，不能往下走。")
        for name in step.true
        if getattr(record, name) is False
    ]
    if step.votes:
        found += _of_votes(record)
    if step.days:
        found += _of_publicity(step, record)
    return found


def days_posted(record: ProcedureStep) -> int | None:
    """How many days a notice hung; None while it hangs or if a day is not known."""
    if len(record.done_on or "") != len("2018-01-01") or len(record.until or "") != len("2018-01-01"):
        return None
    return (date.fromisoformat(record.until or "") - date.fromisoformat(record.done_on or "")).days


def _of_votes(record: ProcedureStep) -> list[tuple[str, str]]:
    present, voted = record.present, [record.votes_for, record.votes_against, record.votes_abstain]
    cast = sum(one or 0 for one in voted)
    found: list[tuple[str, str]] = []
    if record.entitled is not None and present is not None and present > record.entitled:
        found.append(("present", f"实到{present}人，应到{record.entitled}人。请核对人数。"))
    if present is not None and cast > present:
        found.append(("votes_for", f"票数合计{cast}，实到{present}人。票数不能多于到会的人。"))
    return found


def _of_publicity(step: Step, record: ProcedureStep) -> list[tuple[str, str]]:
    days = days_posted(record)
    if days is not None and days < step.days:
        return [("until", f"「{step.title}」不少于{step.days}天，只有{days}天。没有到期请先不填「公示到」。")]
    return []


def _waits_for(done: tuple[tuple[Step, ProcedureStep | None], ...], following: Step | None, today: date) -> str:
    hanging = [(step, record) for step, record in done if record is not None and step.days and not record.until]
    for step, record in hanging:
        begun = date.fromisoformat(record.done_on or "") if len(record.done_on or "") == len("2018-01-01") else None
        hung = (today - begun).days if begun else 0
        if hung < step.days:
            return f"公示中：{step.title}已 {hung} 天，满 {step.days} 天后取下"
        return f"{HUNG}：{step.title}可以取下，填上日期和异议"
    refused = _refused(done)
    if refused is not None:
        return f"{refused.title}没有通过：补正后改结果，或定为不通过"
    return f"等{following.who}：{following.title}" if following else "各步都办完了，等最后决定"


def _refused(done: tuple[tuple[Step, ProcedureStep | None], ...]) -> Step | None:
    judged = ((step, record) for step, record in done if record is not None and step.decides)
    return next((step for step, record in judged if record.result not in (None, APPROVED)), None)


def _procedure(name: str, tree: Mapping[str, Any]) -> Procedure:
    return Procedure(
        name,
        tree["title"],
        tree["of"],
        tuple(tree["from"]),
        tree["to"],
        tree.get("year_field", ""),
        tree.get("fact", ""),
        bool(tree.get("needs_reason", False)),
        tree["source"],
        tuple(_step(one) for one in tree["step"]),
    )


def _step(tree: Mapping[str, Any]) -> Step:
    known = RECORDS[STEP].by_name
    needs, true = tuple(tree["needs"]), tuple(tree.get("true", ()))
    unknown = [name for name in (*needs, *true) if name not in known]
    if unknown:
        raise ValueError(f"没有「{unknown[0]}」这个栏目")
    return Step(
        tree["code"],
        tree["title"],
        tree["who"],
        tree["paper"],
        needs,
        true,
        int(tree.get("days", 0)),
        bool(tree.get("votes", False)),
        bool(tree.get("decides", False)),
        tree.get("status", ""),
    )
