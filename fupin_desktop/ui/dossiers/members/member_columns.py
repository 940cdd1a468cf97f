"""The columns of the lists of members, present and former. Data; no widget."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Member
from fupin_desktop.fields.days import age_on
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
        _column("membership", "relation_to_head", 6),
        _column("person", "sex", 2.6),
        ListColumn(label="年龄", width=3, text=_age, is_number=True),
        _column("person", "id_number", 10.5, stretch=1),
        _column("person_year", "labour_skill", 6),
        _column("person_year", "health_status", 5),
    )


def _name(row: MemberRow) -> str:
    return row.member.person.name or "（无姓名）"


def _age(row: MemberRow) -> str:
    birth = row.member.person.birth_date
    age = age_on(birth, row.day) if birth else None
    return "" if age is None else str(age)


def _column(record: str, field: str, width: float, stretch: int = 0) -> ListColumn:
    spec = RECORDS[record].by_name[field]
    return ListColumn(label=spec.label, width=width, stretch=stretch, text=partial(_of, record, field))


def _of(record: str, field: str, row: MemberRow) -> str:
    parts = {"person": row.member.person, "membership": row.member.membership, "person_year": row.member.now}
    return shown(RECORDS[record].by_name[field], parts[record])


FORMER_COLUMNS = (
    ListColumn(label="姓名", width=5, stretch=1, text=_name),
    _column("membership", "relation_to_head", 6),
    _column("membership", "left_on", 7),
    _column("membership", "leave_reason", 6, stretch=1),
)
