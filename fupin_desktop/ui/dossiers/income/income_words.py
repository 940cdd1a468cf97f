"""How the income per head comes about, in one line that anybody can follow. Pure functions."""

from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.income import Figures, computed, figures, member_count

SPECS = RECORDS["household_income"].by_name
PARTS = ("wage_income", "business_income", "property_income")


def money(value: Decimal | None) -> str:
    """12,000.00; 「未填」 for a blank."""
    return "未填" if value is None else f"{value:,.2f}"


def explanation(income: Any, members: int | None) -> str:
    """「人均纯收入 =（工资性收入 8,000.00 + … − 支出 2,000.00）÷ 4 人 = 2,345.00 元」, and what was left out."""
    ours = computed(income, members)
    values = [(SPECS[name].label, getattr(income, name)) for name in PARTS]
    values.append((SPECS["transfer_income"].label, ours.transfer_income))
    known = [f"{label} {money(value)}" for label, value in values if value is not None]
    if not known:
        return "各类收入都还没有填，算不出人均纯收入。"
    cost = f" − {SPECS['business_expense'].label} {money(income.business_expense)}" if income.business_expense else ""
    blank = [label for label, value in values if value is None]
    left_out = f"　{'、'.join(blank)}没有填，没有计入。" if blank else ""
    if ours.net_income_per_capita is None:
        net = f"（{' + '.join(known)}{cost}）= {money(ours.net_income)} 元"
        return f"纯收入 = {net}；还不知道人口数，算不出人均。{left_out}"
    result = f"÷ {members} 人 = {money(ours.net_income_per_capita)} 元"
    return f"人均纯收入 =（{' + '.join(known)}{cost}）{result}。{left_out}"


def per_head(dossier: Dossier, year: int) -> Decimal | None:
    """The figure of a year as papers show it: what the county reported, else what we compute."""
    found = dossier.years.get(year)
    income = found.income if found else None
    if income is None:
        return None
    if year == dossier.year:
        counted = figures(dossier)
        return counted.net_income_per_capita if counted else None
    if income.net_income_per_capita is not None:
        return income.net_income_per_capita
    facts = found.facts if found else None
    count = facts.member_count if facts and facts.member_count is not None else len(dossier.members) or None
    return computed(income, count).net_income_per_capita


def against_line(value: Decimal | None, line: Decimal | None) -> tuple[str, str]:
    """(words, role): how far above or below the line of the year."""
    if line is None:
        return "这一年没有扶贫标准可比。", "hint"
    if value is None:
        return f"当年扶贫标准 {line:,.0f} 元。", "hint"
    if value < line:
        return f"低于当年扶贫标准 {line:,.0f} 元，还差 {line - value:,.2f} 元。", "danger"
    return f"高于当年扶贫标准 {line:,.0f} 元，多 {value - line:,.2f} 元。", "good"


def reported_words(name: str, reported: Decimal | None, ours: Decimal | None) -> tuple[str, str]:
    """(words, role): whether what a higher level reported agrees with what we compute."""
    label = SPECS[name].label
    if reported is None:
        return "", "hint"
    if ours is None:
        return f"{label}是上级报来的 {money(reported)} 元，本系统还算不出来。", "hint"
    if reported == ours:
        return f"{label}与上级报来的一致。", "good"
    gap = reported - ours
    way = "多" if gap > 0 else "少"
    return (
        f"上级报来的{label}是 {money(reported)} 元，比这里算出的 {money(ours)} 元{way} {money(abs(gap))} 元。",
        "warn",
    )


def counted(income: Any, dossier: Dossier) -> Figures:
    """What we compute of an income as it stands in the form."""
    return computed(income, member_count(dossier))
