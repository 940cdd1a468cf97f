"""Classes of villages by natural resources, industry, infrastructure and labour (plan 三(一)2): conditions as data.

How a village came into a class is told by the facts that met the conditions, and which projects of its year fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.checks.county_rules import holds
from fupin_desktop.domain.funds import PROJECT
from fupin_desktop.domain.policy import Policy, Tree
from fupin_desktop.fields.wording import with_unit

SHARES = {  # of a hundred: label, part, whole; blank where one of both is
    "share.labour": ("劳动力占总人口", "labour_persons", "persons_total"),
    "share.migrant": ("外出务工占劳动力", "migrant_workers", "labour_persons"),
    "share.broadband": ("通宽带户占总户数", "broadband_households", "households_total"),
}
PER_HEAD = {  # mu a head
    "per_head.land": ("人均耕地", "cultivated_land"),
    "per_head.orchard": ("人均林果", "orchard_land"),
}


@dataclass(frozen=True, slots=True)
class VillageGroup:
    """One class; `by` says what it is sorted by, `sectors` the projects that fit (project_sector)."""

    key: str
    by: str
    title: str
    why: str
    when: tuple[Tree, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VillageInGroup:
    """The village in a class: the facts in words, and the fitting projects of the year."""

    group: VillageGroup
    facts: tuple[str, ...]
    project_ids: tuple[str, ...]

    @property
    def sector_words(self) -> str:
        """The kinds of projects that fit."""
        return "、".join(code_table("project_sector").label(one) for one in self.group.sectors)


def village_groups(policy: Policy) -> tuple[VillageGroup, ...]:
    """The classes in the order of the policy."""
    return tuple(
        VillageGroup(key, one["by"], one["title"], one["why"], tuple(one["when"]), tuple(one["sectors"]))
        for key, one in policy.village_groups.items()
    )


def classify_village(book: Book, year: VillageYear | None, policy: Policy) -> Iterator[VillageInGroup]:
    """The classes of a village in a year; what is blank puts it into none."""
    projects = [one for one in book.rows(PROJECT) if year is not None and one.year == year.year]
    for group in village_groups(policy):
        values = [(one, value_of(one["field"], book, year)) for one in group.when]
        if all(holds(one, value) for one, value in values):
            facts = tuple(_told(one["field"], value) for one, value in values)
            yield VillageInGroup(group, facts, tuple(one.id for one in projects if one.sector in group.sectors))


def value_of(path: str, book: Book, year: VillageYear | None) -> Any:
    """The value of "record.field", or of a share or a sum per head; None if it is not known."""
    record, _, field = path.partition(".")
    if path in SHARES:
        _, part, whole = SHARES[path]
        return _divided(getattr(year, part, None), getattr(year, whole, None), 100)
    if path in PER_HEAD:
        return _divided(getattr(year, PER_HEAD[path][1], None), getattr(year, "persons_total", None), 1)
    return getattr(book.village if record == "village" else year, field, None)


def _divided(part: Any, whole: Any, times: int) -> Decimal | None:
    return (Decimal(part) * times / Decimal(whole)).quantize(Decimal("0.1")) if part is not None and whole else None


def _told(path: str, value: Any) -> str:
    if path in SHARES:
        return f"{SHARES[path][0]} {value:f}%"
    if path in PER_HEAD:
        return f"{PER_HEAD[path][0]} {value:f} 亩"
    record, _, field = path.partition(".")
    spec = RECORDS[record].by_name[field]
    return f"{spec.label} {with_unit(spec, value, lambda table, code: code_table(table).label(code))}"
