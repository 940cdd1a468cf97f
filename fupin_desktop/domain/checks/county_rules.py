"""Rules that a county adds without a program: fields, comparisons and years in its own county_checks.toml.

Each becomes a Check like ours, so that everything that is done with checks is done with them: explained, printed,
counted. A comparison with a blank is silent, unless the rule asks for blanks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, cast

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.register import Check, Level, Remark
from fupin_desktop.domain.checks.subject import Subject
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.domain.policy import Policy, Tree
from fupin_desktop.fields.spec import Kind

NAMED = re.compile(r"Z\d{2}")  # ours never begin with Z
OF_HOUSEHOLD = ("household", "household_year", "household_income", "household_conditions")
OF_PERSON = ("person", "person_year", "membership")
AGE = "age"  # full years on the dossier's day; no field, so no remark stands at it
NUMBERS = (Kind.COUNT, Kind.DECIMAL, Kind.MONEY, Kind.YEAR)
COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda value, wanted: bool(_several(value) & _several(wanted)),
    "is_not": lambda value, wanted: not _several(value) & _several(wanted),
    "over": lambda value, limit: Decimal(value) > limit,
    "under": lambda value, limit: Decimal(value) < limit,
    "at_least": lambda value, limit: Decimal(value) >= limit,
    "at_most": lambda value, limit: Decimal(value) <= limit,
}
ORDERED = tuple(COMPARISONS)[2:]


def county_checks(policy: Policy) -> tuple[Check, ...]:
    """The county's rules. Unavailable, with the rule and what is amiss, if one cannot be understood."""
    return tuple(_check(rule, policy.county_checks[rule]) for rule in sorted(policy.county_checks))


def _check(rule: str, tree: Tree) -> Check:
    try:
        conditions = tuple(tree["when"])
        at = tree.get("at") or next(one["field"] for one in reversed(conditions) if one["field"] != AGE)
        level, title, say = Level(tree.get("level", "W")), str(tree["title"]), str(tree["say"])
    except (KeyError, TypeError, ValueError, StopIteration) as error:
        raise _amiss(rule, f"缺项或写法有误（{error!r}）") from error
    if not NAMED.fullmatch(rule):
        raise _amiss(rule, "编号要写成 Z01 到 Z99")
    for path in (at, *(one["field"] for one in conditions)):
        _must_exist(rule, path)
    for one in conditions:
        _must_be_understood(rule, one)
    is_of_person = any(one["field"].partition(".")[0] in (*OF_PERSON, AGE) for one in conditions)
    if at.partition(".")[0] in OF_PERSON and not is_of_person:
        raise _amiss(rule, f"「at」是成员的栏目 {at}，条件里却没有成员的栏目")
    paths: list[str] = [at, *(one["field"] for one in conditions)]
    reads = frozenset({path.partition(".")[0] for path in paths} - {AGE} | {"household"})
    if is_of_person:
        reads |= frozenset(OF_PERSON)
    find = (
        partial(_find, tree, conditions, at, say)
        if is_of_person
        else partial(_find_of_household, tree, conditions, at, say)
    )
    return Check(rule, level, title, str(tree.get("source", "县里的规则")), (), reads, frozenset(), False, False, find)


def _find_of_household(tree: Tree, conditions: Iterable[Tree], at: str, say: str, case: Case) -> Iterator[Remark]:
    if _in_years(tree, case.year) and all(holds(one, of_household(one["field"], case)) for one in conditions):
        yield case.remark(at, say)


def _find(tree: Tree, conditions: Iterable[Tree], at: str, say: str, case: Case) -> Iterator[Remark]:
    """Of every member of whom all of it holds; what is asked of the household is asked of each."""
    for subject in case.subjects if _in_years(tree, case.year) else ():
        if all(holds(one, of_person(one["field"], case, subject)) for one in conditions):
            yield (
                subject.remark(at, say)
                if at.partition(".")[0] in OF_PERSON
                else case.remark(at, f"{subject.name}：{say}")
            )


def of_household(path: str, case: Case) -> Any:
    """The value of "record.field" of a household in its year."""
    record, _, field = path.partition(".")
    whole: dict[str, Any] = {
        "household": case.household,
        "household_year": case.facts,
        "household_income": case.income,
        "household_conditions": case.conditions,
    }
    return getattr(whole[record], field, None)


def of_person(path: str, case: Case, subject: Subject) -> Any:
    """The value of a member's field, or of his household's; `age` in full years."""
    if path == AGE:
        return subject.age
    record, _, field = path.partition(".")
    own: dict[str, Any] = {
        "person": subject.person,
        "person_year": subject.now,
        "membership": subject.member.membership,
    }
    return getattr(own[record], field, None) if record in own else of_household(path, case)


def holds(condition: Tree, value: Any) -> bool:
    """Whether a value meets a condition; a blank meets none but `blank`."""
    if "blank" in condition:
        return (value is None) is condition["blank"]
    return value is not None and all(
        COMPARISONS[name](value, wanted) for name, wanted in condition.items() if name != "field"
    )


def _several(value: Any) -> set[Any]:
    return set(cast(Iterable[Any], value)) if isinstance(value, list | tuple) else {value}


def _in_years(tree: Tree, year: int) -> bool:
    return int(tree.get("since", 0)) <= year <= int(tree.get("until", 9999))


def _must_exist(rule: str, path: str) -> None:
    record, _, field = path.partition(".")
    if path != AGE and (record not in (*OF_HOUSEHOLD, *OF_PERSON) or field not in RECORDS[record].by_name):
        raise _amiss(rule, f"没有「{path}」这个栏目，栏目名见 docs/data-dictionary.md")


def _must_be_understood(rule: str, condition: Tree) -> None:
    names = set(condition) - {"field"}
    unknown = names - {*COMPARISONS, "blank"}
    if unknown or not names:
        raise _amiss(rule, f"条件要写 {'、'.join(COMPARISONS)} 或 blank，写的是 {'、'.join(sorted(unknown)) or '空'}")
    path = condition["field"]
    spec = None if path == AGE else RECORDS[path.partition(".")[0]].by_name[path.partition(".")[2]]
    for name in names & set(ORDERED):
        is_number = isinstance(condition[name], int | Decimal) and not isinstance(condition[name], bool)
        if not is_number or (spec is not None and spec.kind not in NUMBERS):
            raise _amiss(rule, f"「{path}」不能和 {condition[name]} 比大小")


def _amiss(rule: str, why: str) -> Unavailable:
    return Unavailable(f"县里加的规则 {rule}：{why}。请改正登记库 policy 文件夹里的 county_checks.toml。")
