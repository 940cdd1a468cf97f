"""The columns of the lists of members, present and former. Data; no widget."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Member
from fupin_desktop.ui.dossiers.list_column import ListColumn, shown


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member on a day."""

    id: str
    member: Member
    day: date


def member_columns() -> tuple[ListColumn, ...]:
    """Who belongs to the household."""
    return (
        ListColumn(label="姓名", width=5, stretch=1, text=_name),
        _column("membership", "relation_to_head", 5.5, label="关系", stretch=1),
        _column("person", "sex", 3),
        ListColumn(label="年龄", width=3.4, text=_age, is_number=True),
        _column("person_year", "labour_skill", 6.5),
        _column("person", "id_number", 11, stretch=1, is_minor=True),
    )


def _name(row: MemberRow) -> str:
    return row.member.person.name or "（无姓名）"


def _age(row: MemberRow) -> str:
    age = row.member.age_on(row.day)
    return "" if age is None else str(age)


def _column(record: str, field: str, width: float, **more: Any) -> ListColumn:
    label = more.pop("label", RECORDS[record].by_name[field].label)
    return ListColumn(label=label, width=width, text=partial(_of, record, field), **more)


def _of(record: str, field: str, row: MemberRow) -> str:
    parts = {"person": row.member.person, "membership": row.member.membership, "person_year": row.member.now}
    return shown(RECORDS[record].by_name[field], parts[record])


FORMER_COLUMNS = (
    ListColumn(label="姓名", width=5, stretch=1, text=_name),
    _column("membership", "relation_to_head", 6),
    _column("membership", "left_on", 7),
    _column("membership", "leave_reason", 6, stretch=1),
)
