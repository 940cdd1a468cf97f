"""The facts of the first page, worded from a dossier. Pure functions; no widget."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Dossier, Member
from fupin_desktop.domain.income import member_count
from fupin_desktop.ui.dossiers.list_column import label_of, shown
from fupin_desktop.ui.dossiers.year_words import due_words

Row = tuple[str, ...]
LABOUR = ("01", "02", "05")  # C-10: those who can work, wholly or in part


def household_facts(dossier: Dossier) -> list[tuple[str, str]]:
    """Label and value, as on the card; masked where it is not open."""
    facts = dossier.now.facts
    return [
        ("家庭人口", f"{count} 人" if (count := member_count(dossier)) else "未填"),
        ("劳动力", _labour(dossier)),
        ("属性", _field("household_year", "household_attribute", facts)),
        ("主要致贫原因", _field("household_year", "main_cause", facts)),
        ("其他致贫原因", _field("household_year", "other_causes", facts)),
        ("计划脱贫", f"{facts.planned_exit_year} 年" if facts and facts.planned_exit_year else "未填"),
        ("联系电话", _field("household", "phone", dossier.household)),
        ("耕地", _field("household_conditions", "cultivated_land", dossier.now.conditions)),
        ("住房", _house(dossier)),
    ]


def member_rows(dossier: Dossier) -> list[Row]:
    """One line a member."""
    return [_member_row(member, dossier.day) for member in dossier.members]


def helper_rows(dossier: Dossier) -> list[Row]:
    """Those who help now: name, unit and post, phone."""
    rows: list[Row] = []
    for helping in dossier.helpers_now:
        helper, unit = helping.helper, helping.unit
        place = " ".join(part for part in (unit.name if unit else "", helper.post if helper else "") if part)
        phone = shown(RECORDS["helper"].by_name["phone"], helper) if helper else ""
        rows.append((helper.name or "" if helper else "（未登记）", place, phone))
    return rows


def plan_rows(dossier: Dossier, year: int, today: Callable[[], date]) -> list[tuple[Row, str]]:
    """The promises of the year and those still open: content, how it stands; with the colour of the latter."""
    found: list[tuple[Row, str]] = []
    for plan in dossier.plans:
        if plan.year == year or plan.done_on is None:
            words, role = due_words(plan.ends_on, plan.done_on, today())
            found.append(((_plain(plan.content), words), role))
    return found


def visit_rows(dossier: Dossier, most: int = 3) -> list[Row]:
    """The last visits: day, who, what."""
    return [(one.visited_on or "", one.visitor or "", _plain(one.content)) for one in reversed(dossier.visits[-most:])]


def _member_row(member: Member, day: date) -> Row:
    age = member.age_on(day)
    return (
        member.person.name or "（无姓名）",
        _field("membership", "relation_to_head", member.membership),
        _field("person", "sex", member.person),
        f"{age}岁" if age is not None else "",
        _schooling(member),
        _field("person_year", "labour_skill", member.now),
    )


def _schooling(member: Member) -> str:
    status = member.now.school_status if member.now else None
    if status and status != "01":  # C-08: 非在校生
        return label_of("school_status", status)
    return _field("person_year", "education_level", member.now)


def _labour(dossier: Dossier) -> str:
    known = [member.now.labour_skill for member in dossier.members if member.now and member.now.labour_skill]
    return f"{sum(code in LABOUR for code in known)} 人" if known else "未填"


def _house(dossier: Dossier) -> str:
    conditions = dossier.now.conditions
    parts = [_field("household_conditions", name, conditions, blank="") for name in ("housing_area", "house_grade")]
    if conditions and conditions.is_dangerous_house and not conditions.house_grade:
        parts.append("危房")
    return " ".join(part for part in parts if part) or "未填"


def _field(record: str, name: str, value: Any, blank: str = "未填") -> str:
    return (shown(RECORDS[record].by_name[name], value) if value is not None else "") or blank


def _plain(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def texts(rows: Sequence[Row]) -> str:
    """The rows as one text, for readers of screens."""
    return "；".join("，".join(cell for cell in row if cell) for row in rows)
