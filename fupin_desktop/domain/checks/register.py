"""The register of the checks: what a check is, what it says, and the decorator that enters it. It runs none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple, TypeVar

CaseT = TypeVar("CaseT")
LASTING_OF_PERSONS = frozenset({"person", "membership"})


class Level(Enum):
    """How much a finding weighs (docs/checks.md)."""

    E = "E"  # impossible, or it blocks the exit
    W = "W"  # suspicious: it may be true, and then it is explained
    M = "M"  # missing

    @property
    def label(self) -> str:
        """What people read."""
        return {"E": "错误", "W": "可疑", "M": "缺项"}[self.value]


class Remark(NamedTuple):
    """What a check says of one place; the level only where it differs from the check's."""

    message: str
    record: str
    record_id: str
    field: str
    person_id: str = ""
    person_name: str = ""
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in words, at one field; the household is "" where a village is meant."""

    rule: str
    level: Level
    message: str
    household_id: str
    household_code: str
    person_id: str
    person_name: str
    record: str
    record_id: str
    field: str
    title: str = ""  # of a rule that the county has added: nobody else knows it


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of docs/checks.md with the function that looks for it."""

    id: str
    level: Level
    title: str
    source: str
    needs: tuple[tuple[str, ...], ...]  # of each group one field at least must be carried by the data
    reads: frozenset[str]  # the records on which the outcome depends
    same_as: frozenset[str]  # weightier rules that say the same of the same field
    of_village: bool
    refuses: bool  # nobody may type it; what came in otherwise is reported
    find: Callable[[Any], Iterable[Remark]]
    of_book: bool = False  # looks at the lists that a village keeps; then it is of the village, too


ALL_CHECKS: dict[str, Check] = {}


def check(
    rule: str,
    *,
    level: Level,
    title: str,
    source: str,
    fields: Iterable[str],
    reads: Iterable[str] = (),
    same_as: Iterable[str] = (),
    of_village: bool = False,
    of_book: bool = False,
    refuses: bool = False,
) -> Callable[[Callable[[CaseT], Iterable[Remark]]], Callable[[CaseT], Iterable[Remark]]]:
    """Enter a rule. `fields` are "record.field"; "a|b" says that either will do to check it.

    `reads` names the records beyond those of `fields` on which the outcome depends. A rule that `refuses` stands in
    the way of saving where it is broken by what is being typed.
    """

    def enter(find: Callable[[CaseT], Iterable[Remark]]) -> Callable[[CaseT], Iterable[Remark]]:
        if rule in ALL_CHECKS:
            raise ValueError(f"rule {rule} is entered twice")
        needs = tuple(tuple(group.split("|")) for group in fields)
        records = {name.partition(".")[0] for group in needs for name in group} | set(reads)
        if records & {"person", "person_year"}:
            records |= LASTING_OF_PERSONS  # who belongs to the household, and how old they are
        if not (of_village or of_book):
            records.add("household")  # a household that moves to another village is seen anew
        ALL_CHECKS[rule] = Check(
            rule,
            level,
            title,
            source,
            needs,
            frozenset(records),
            frozenset(same_as),
            of_village or of_book,
            refuses,
            find,
            of_book,
        )
        return find

    return enter


def finding_key(finding: Finding) -> tuple[str, str, str, str]:
    """What an explanation is written for: it holds as long as the check says the very same of the same field."""
    return finding.rule, finding.record_id, finding.field, finding.message


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that only repeat, at the same field, what a weightier rule says."""
    kept = list(findings)
    said = {(f.rule, f.household_id, f.person_id, f.record, f.field) for f in kept}
    return [
        f
        for f in kept
        if not any(
            (rule, f.household_id, f.person_id, f.record, f.field) in said
            for rule in (ALL_CHECKS[f.rule].same_as if f.rule in ALL_CHECKS else ())
        )
    ]
