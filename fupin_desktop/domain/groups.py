"""Classes of households by cause, need, labour and resources: conditions as data, and the measures that fit each.

Plan 三(一)2. How a household came into a class can be opened: the facts that met the conditions are told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.context import CheckContext
from fupin_desktop.domain.checks.county_rules import AGE, OF_PERSON, holds, of_household, of_person
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.policy import Policy, Tree
from fupin_desktop.fields.wording import with_unit

WHOLE = "00"  # ends the code of a whole class of measures


@dataclass(frozen=True, slots=True)
class Group:
    """One class; `by` says what it is sorted by, `measures` the kinds that fit (C-22)."""

    key: str
    by: str
    title: str
    why: str
    when: tuple[Tree, ...]
    measures: tuple[str, ...]

    @property
    def is_of_person(self) -> bool:
        """Whether a member brings the household into it."""
        return any(one["field"].partition(".")[0] in (*OF_PERSON, AGE) for one in self.when)

    def fits(self, kind: str | None) -> bool:
        """Whether a kind of measure is among those that fit."""
        return bool(kind) and any(
            kind == one or (one.endswith(WHOLE) and (kind or "").startswith(one[:2])) for one in self.measures
        )


@dataclass(frozen=True, slots=True)
class InGroup:
    """A household in a class: the facts that put it there, in words, and the fitting measures of the year."""

    group: Group
    facts: tuple[str, ...]
    measure_ids: tuple[str, ...]


def groups(policy: Policy) -> tuple[Group, ...]:
    """The classes in the order of the policy."""
    return tuple(
        Group(key, one["by"], one["title"], one["why"], tuple(one["when"]), tuple(one["measures"]))
        for key, one in policy.groups.items()
    )


def classify(dossier: Dossier, policy: Policy) -> Iterator[InGroup]:
    """The classes of a household that is on the register and not out of poverty for good, in its dossier's year."""
    facts = dossier.now.facts
    if facts is None or facts.is_valid is False:
        return
    case = Case(dossier, CheckContext(dossier.day, policy=policy))
    had = [one for one in dossier.measures if (one.done_on or "").startswith(str(dossier.year))]
    for group in groups(policy):
        told = tuple(_facts(group, case))
        if told:
            yield InGroup(group, told, tuple(one.id for one in had if group.fits(one.kind)))


def _facts(group: Group, case: Case) -> Iterator[str]:
    if not group.is_of_person:
        values = [(one["field"], of_household(one["field"], case)) for one in group.when]
        if all(holds(one, value) for one, (_, value) in zip(group.when, values, strict=True)):
            yield "，".join(_told(path, value) for path, value in values)
        return
    for subject in case.subjects:
        values = [(one["field"], of_person(one["field"], case, subject)) for one in group.when]
        if all(holds(one, value) for one, (_, value) in zip(group.when, values, strict=True)):
            yield f"{subject.name}：" + "，".join(_told(path, value) for path, value in values)


def _told(path: str, value: Any) -> str:
    if path == AGE:
        return f"{value} 岁"
    record, _, field = path.partition(".")
    spec = RECORDS[record].by_name[field]
    return f"{spec.label} {with_unit(spec, value, lambda table, code: code_table(table).label(code)) or '没有填'}"
