"""What 首页 tells: what waits to be done, and a village in figures with the households behind each of them.

Everything comes from one reading of the lists; nothing is written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.regions import region_path
from fupin_desktop.domain.asking import HouseholdQuery, HouseholdRow
from fupin_desktop.domain.policy import poverty_line
from fupin_desktop.fields.days import last_day
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import household_of

BANDS = 12  # columns of the income plot at most
STEPS = (500, 1000, 2000, 5000, 10000)  # yuan a column
POOR = ("0", "2", "3")  # C-02: 未脱贫, 预脱贫, 返贫
EXITED = ("1", "4")


@dataclass(frozen=True, slots=True)
class Share:
    """The households of one code; "" is blank."""

    code: str
    label: str
    household_ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.household_ids)


@dataclass(frozen=True, slots=True)
class Band:
    """The households whose income per head lies in [low, high); the last band has no end."""

    low: int
    high: int | None
    household_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExitYear:
    """Who was planned to leave poverty in a year, and who did."""

    year: int
    planned: tuple[str, ...]
    exited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """A promise whose day has passed."""

    household_id: str
    content: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was never finished: of which household ("" for a village's), in which section, what it is called."""

    household_id: str
    section: str
    title: str


@dataclass(frozen=True, slots=True)
class Income:
    """Income per head against the line of the year; no line where policy has none."""

    line: Decimal | None
    bands: tuple[Band, ...]
    below: tuple[str, ...]
    above: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A village, or the whole registry, in one year."""

    place: str  # what the village is called; "" for the whole registry
    year: int
    household_ids: tuple[str, ...]
    persons: int
    by_status: tuple[Share, ...]
    by_cause: tuple[Share, ...]
    by_attribute: tuple[Share, ...]
    income: Income
    exits: tuple[ExitYear, ...]
    without_helper: tuple[str, ...]
    overdue: tuple[Overdue, ...]
    findings: dict[str, tuple[str, ...]]  # level -> the households that have such a finding
    drafts: tuple[Draft, ...]
    conflicts: tuple[str, ...]  # households with something that two people wrote differently
    batches: int
    last_backup_ms: int | None

    def households(self, *statuses: str) -> tuple[str, ...]:
        """The households of these states (C-02)."""
        return tuple(one for share in self.by_status if share.code in statuses for one in share.household_ids)


def overview(registry: Registry, village_code: str, year: int) -> Overview:
    """Read it; the whole registry without a village."""
    filters = {"village_code": (village_code,)} if village_code else {}
    ids = registry.household_ids(HouseholdQuery(filters=filters, year=year))
    rows = registry.household_rows(ids, year)
    known = frozenset(ids)
    return Overview(
        place=village_title(registry, village_code),
        year=year,
        household_ids=tuple(ids),
        persons=sum(row.members or 0 for row in rows),
        by_status=_shares(rows, "poverty_status", year, lambda row: row.poverty_status),
        by_cause=_by_size(_shares(rows, "cause", year, lambda row: row.main_cause)),
        by_attribute=_shares(rows, "household_attribute", year, lambda row: row.household_attribute),
        income=_income(rows, poverty_line(year)),
        exits=_exits(registry, known, year),
        without_helper=tuple(row.id for row in rows if not row.helpers),
        overdue=_overdue(registry, known, registry.today()),
        findings=_findings(registry, known),
        drafts=tuple(_draft(content) for content in registry.drafts().values()),
        conflicts=_conflicting(registry, known),
        batches=len(registry.waiting_batches()),
        last_backup_ms=max((one.made_at_ms for one in registry.backups()), default=None),
    )


def _shares(
    rows: Sequence[HouseholdRow], table: str, year: int, code_of: Callable[[HouseholdRow], str | None]
) -> tuple[Share, ...]:
    """The codes in the order of their table, the blank ones last; codes that nobody has are left out."""
    behind: dict[str, list[str]] = {}
    for row in rows:
        behind.setdefault(code_of(row) or "", []).append(row.id)
    order = [item.code for item in code_table(table).items]
    codes = sorted(behind, key=lambda code: (code == "", order.index(code) if code in order else len(order)))
    label = code_table(table).label
    return tuple(Share(code, label(code, year) if code else "未填", tuple(behind[code])) for code in codes)


def _by_size(shares: Iterable[Share]) -> tuple[Share, ...]:
    return tuple(sorted(shares, key=lambda share: (share.code == "", -share.count)))


def _income(rows: Sequence[HouseholdRow], line: Decimal | None) -> Income:
    known = [(row.id, row.net_income_per_capita) for row in rows if row.net_income_per_capita is not None]
    unknown = tuple(row.id for row in rows if row.net_income_per_capita is None)
    below = tuple(one for one, amount in known if line is not None and amount < line)
    above = tuple(one for one, amount in known if line is not None and amount >= line)
    return Income(line, _bands(known), below, above, unknown)


def _bands(known: Sequence[tuple[str, Decimal]]) -> tuple[Band, ...]:
    """Columns of one round width from nought to the highest income; who has more than fits is in the last one."""
    if not known:
        return ()
    most = max(amount for _, amount in known)
    step = next((step for step in STEPS if most < step * BANDS), STEPS[-1])
    count = min(BANDS, int(most // step) + 1)
    behind: list[list[str]] = [[] for _ in range(count)]
    for household_id, amount in known:
        behind[max(0, min(count - 1, int(amount // step)))].append(household_id)
    is_cut = most >= step * count
    return tuple(
        Band(place * step, None if is_cut and place == count - 1 else (place + 1) * step, tuple(ids))
        for place, ids in enumerate(behind)
    )


def _exits(registry: Registry, known: frozenset[str], year: int) -> tuple[ExitYear, ...]:
    """From the yearly facts of the year in view: its plan for every year, and the exits that it knows of."""
    planned: dict[int, list[str]] = {}
    exited: dict[int, list[str]] = {}
    for facts in registry.records("household_year", "year", [str(year)]):
        if facts.household_id not in known:
            continue
        if facts.planned_exit_year:
            planned.setdefault(facts.planned_exit_year, []).append(facts.household_id)
        if facts.exit_year and facts.poverty_status in EXITED:
            exited.setdefault(facts.exit_year, []).append(facts.household_id)
    years = sorted({*planned, *exited})
    return tuple(ExitYear(one, tuple(planned.get(one, ())), tuple(exited.get(one, ()))) for one in years)


def _overdue(registry: Registry, known: frozenset[str], today: date) -> tuple[Overdue, ...]:
    found = [
        Overdue(plan.household_id, plan.content or "", plan.ends_on)
        for plan in registry.records("assistance_plan")
        if plan.household_id in known and not plan.done_on and _has_passed(plan.ends_on, today)
    ]
    return tuple(sorted(found, key=lambda one: one.ends_on))


def _has_passed(day: str | None, today: date) -> bool:
    last = last_day(day) if day else None
    return last is not None and last < today


def _findings(registry: Registry, known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    behind: dict[str, dict[str, None]] = {}
    for finding in registry.findings():
        if finding["household_id"] in known:
            behind.setdefault(finding["level"], {})[finding["household_id"]] = None
    return {level: tuple(ids) for level, ids in behind.items()}


def _draft(content: Mapping[str, Any]) -> Draft:
    return Draft(*(str(content.get(name) or "") for name in ("household", "section", "title")))


def _conflicting(registry: Registry, known: frozenset[str]) -> tuple[str, ...]:
    homes = (household_of(registry, one["record"], one["record_id"]) for one in registry.conflicts())
    return tuple(dict.fromkeys(home for home in homes if home in known))


def village_title(registry: Registry, village_code: str) -> str:
    """What a village is called here; by the tables of regions, or by its code, where nobody has named it."""
    found = registry.records("village", "village_code", [village_code]) if village_code else []
    named = next((one.name for one in found if one.name), None)
    return named or region_path(village_code).village or village_code
