"""A member as the checks see it, on the dossier's day: age, stage of school, labour. It judges nothing."""

from datetime import date

from fupin_desktop.domain.checks.meanings import ABLE, HEALTHY, school_stages
from fupin_desktop.domain.checks.register import Level, Remark
from fupin_desktop.domain.dossier import Member
from fupin_desktop.domain.id_number import birth_day, identity, normalised
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.domain.policy import Tree
from fupin_desktop.fields.days import first_day

UNNAMED = "（姓名未填）"


class Subject:
    """One member on the dossier's day."""

    __slots__ = (
        "age",
        "health",
        "id",
        "labour",
        "member",
        "months",
        "name",
        "now",
        "number",
        "person",
        "relation",
        "sex",
        "stage",
        "year",
    )

    def __init__(self, member: Member, year: int, day: date) -> None:
        person, now = member.person, member.now
        self.member, self.person, self.now, self.year = member, person, now, year
        self.id, self.name = person.id, person.name or UNNAMED
        self.number = normalised(person.id_number) if person.id_number else ""
        self.sex = person.sex
        self.relation = member.membership.relation_to_head
        self.age = _age(
            first_day(person.birth_date) if person.birth_date else birth_day(whole_number(self.number)), day
        )
        self.labour = now.labour_skill if now else None
        self.health = (now.health_status or None) if now else None
        self.months = now.work_months if now else None
        self.stage = school_stages().get(now.school_status, "") if now and now.school_status else ""

    @property
    def is_at_school(self) -> bool:
        """Whether the school status names a school, a nursery school among them."""
        return self.stage not in ("", "none")

    @property
    def is_healthy(self) -> bool:
        """Whether 健康 is all that is said of the health."""
        return self.health == (HEALTHY,)

    @property
    def is_able(self) -> bool:
        """Whether the person counts as labour."""
        return self.labour in ABLE

    @property
    def works(self) -> bool:
        """Whether work for wages is registered: by months, or on the forms up to 2016 by place."""
        return bool(self.months) or bool(self.now and self.now.work_status)

    def is_aged(self, thresholds: Tree) -> bool:
        """Whether the age is known and lies from `age_from` to `age_to`, both included."""
        least, most = thresholds.get("age_from", 0), thresholds.get("age_to", 999)
        return self.age is not None and least <= self.age <= most

    def remark(self, path: str, message: str, level: Level | None = None) -> Remark:
        """A remark at a field of the person, the membership or the year."""
        record, _, field = path.partition(".")
        if record == "person":
            record_id = self.id
        elif record == "membership":
            record_id = self.member.membership.id
        else:
            record_id = self.now.id if self.now else yearly_id(record, self.id, self.year)
        return Remark(f"{self.name}：{message}", record, record_id, field, self.id, self.name, level)


def whole_number(number: str) -> str:
    """The number with the century where it is of the old kind of 15 digits."""
    return (identity(number) or number) if len(number) == 15 else number


def _age(born: date | None, day: date) -> int | None:
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
