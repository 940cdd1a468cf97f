"""The goals by year: exits against the plan, and the income of registered households against the city's (plan 二)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.domain.checks.case import per_head
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.policy import Policy

EXITED = ("1", "4")  # C-03


@dataclass(frozen=True, slots=True)
class YearOfTargets:
    """One year: households planned to exit and exited; net income per head, its growth and the city's, in per cent."""

    year: int
    planned: int
    exited: int
    income: Decimal | None
    growth: Decimal | None
    city_growth: Decimal | None


def by_year(dossiers: Iterable[Dossier], policy: Policy) -> list[YearOfTargets]:
    """Every year of which anything is known, in order; growth only between two years that follow one another."""
    planned: dict[int, int] = {}
    exited: dict[int, int] = {}
    incomes: dict[int, list[Decimal]] = {}
    for dossier in dossiers:
        for year, now in dossier.years.items():
            known = per_head(now, dossier)
            if known is not None:
                incomes.setdefault(year, []).append(known)
            facts = now.facts
            if facts is None or facts.is_valid is False:
                continue
            planned.setdefault(year, 0)
            exited[year] = exited.get(year, 0) + (facts.poverty_status in EXITED and facts.exit_year == year)
            planned[year] += facts.planned_exit_year == year
    found: list[YearOfTargets] = []
    means = {year: (sum(several, Decimal(0)) / len(several)).quantize(Decimal(1)) for year, several in incomes.items()}
    for year in sorted({*planned, *means}):
        before, now = means.get(year - 1), means.get(year)
        growth = ((now - before) * 100 / before).quantize(Decimal("0.1")) if before and now is not None else None
        city = policy.targets["city_income_growth"].get(str(year))
        told = Decimal(city) if city is not None else None
        found.append(YearOfTargets(year, planned.get(year, 0), exited.get(year, 0), now, growth, told))
    return found
