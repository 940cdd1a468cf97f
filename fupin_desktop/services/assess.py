"""The assessment of villages, townships and the county, and the goals by year, counted from the register."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.assessment import Indicator, Tally, grade, total
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.policy import Policy
from fupin_desktop.domain.targets import YearOfTargets, by_year
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.services.check_context import book_of, policy_of
from fupin_desktop.services.check_registry import all_findings, refresh
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.totals import COUNTY, TOWNSHIP

Progress = Callable[[int, int], None]
HEADERS = ("类别", "指标", "数", "总数", "实际（%）", "目标（%）", "权重", "得分", "怎么算的")
HOUSEHOLD = "household"
DIGITS = {"village": 12, "township": TOWNSHIP, "county": COUNTY}


@dataclass(frozen=True, slots=True)
class Assessed:
    """One region in a year."""

    region: str
    name: str
    year: int
    indicators: tuple[Indicator, ...]
    score: Decimal | None
    grade: str
    next_year: str


def assess(
    registry: Registry,
    level: str = "village",
    region: str = "",
    year: int | None = None,
    progress: Progress | None = None,
) -> list[Assessed]:
    """Every region of a level, or the one whose code is given, the best first; 「没有数据」 last.

    Of households those of the villages whose code begins so.
    """
    if level not in (*DIGITS, HOUSEHOLD):
        raise Refused("考核的级别请写：household（户）、village（村）、township（乡镇）、county（县）。")
    refresh(registry, progress)
    policy, of_year = policy_of(registry), year or max(registry.years(), default=registry.today().year)
    levels: dict[str, set[str]] = {}
    for one in all_findings(registry):
        levels.setdefault(one.household_id, set()).add(one.level.value)
    frozen = {home: frozenset(found) for home, found in levels.items()}
    groups: dict[str, list[str]] = {}
    for village in registry.records("village"):
        code = village.village_code or ""
        if code.startswith(region):
            groups.setdefault(code[: DIGITS.get(level)], []).append(code)
    if level == HOUSEHOLD:
        codes = [code for several in groups.values() for code in several]
        found = list(_households(registry, codes, of_year, policy, frozen))
    else:
        found = [_assessed(registry, code, codes, of_year, policy, frozen, level) for code, codes in groups.items()]
    return sorted(found, key=lambda one: (one.score is None, -(one.score or Decimal(0)), one.region))


def targets(registry: Registry, village_code: str = "") -> list[YearOfTargets]:
    """The goals by year, of one village or of all."""
    filters = {"village_code": (village_code,)} if village_code else {}
    ids = registry.household_ids(HouseholdQuery(filters=filters))
    return by_year(registry.dossiers(ids, None, registry.today()), policy_of(registry))


def _assessed(
    registry: Registry,
    region: str,
    codes: list[str],
    year: int,
    policy: Policy,
    levels: dict[str, frozenset[str]],
    level: str,
) -> Assessed:
    tally = Tally(year, policy, levels)
    villages = registry.records("village", "village_code", codes)
    for village in villages:
        tally.add_book(book_of(registry, village, registry.today()))
        query = HouseholdQuery(filters={"village_code": (village.village_code or "",)}, year=year)
        for dossier in registry.dossiers(registry.household_ids(query), year):
            tally.add(dossier)
    indicators = tuple(tally.indicators())
    score = total(indicators)
    titles = {"village": "name", "township": "township_name", "county": "county_name"}
    name = getattr(villages[0], titles[level]) or region
    return Assessed(region, name, year, indicators, score, *grade(score, policy))


def _households(
    registry: Registry, codes: list[str], year: int, policy: Policy, levels: dict[str, frozenset[str]]
) -> Iterator[Assessed]:
    """Each household by itself: what concerns only a village, like its money, is left out of its weight."""
    for code in codes:
        query = HouseholdQuery(filters={"village_code": (code,)}, year=year)
        for dossier in registry.dossiers(registry.household_ids(query), year):
            tally = Tally(year, policy, levels)
            tally.add(dossier)
            indicators = tuple(tally.indicators())
            score, name = total(indicators), f"{dossier.head_name or '未填户主'}户"
            if score is not None:
                yield Assessed(dossier.household.id, name, year, indicators, score, *grade(score, policy))


def write_sheet(found: Assessed, target: Path) -> int:
    """Write the assessment with each indicator's counting rule; gives the number of indicators."""
    from fupin_desktop.excel.plain_table import write_table

    rows = [
        (
            one.group,
            one.title,
            decimal_text(one.part) if one.whole else "没有数据",
            decimal_text(one.whole) if one.whole else "",
            decimal_text(one.actual) if one.actual is not None else "",
            decimal_text(one.target),
            str(one.weight),
            decimal_text(one.score) if one.score is not None else "不计",
            one.rule,
        )
        for one in found.indicators
    ]
    score = decimal_text(found.score) if found.score is not None else "没有数据"
    title = f"{found.name} {found.year} 年考核表　{score} {found.grade}　{found.next_year}"
    write_table(title, HEADERS, rows, target)
    return len(rows)
