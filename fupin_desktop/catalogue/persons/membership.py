"""Which person belongs to which household, since when, as what to its head (reference: domain.md §4.3)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, count, day, ref
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """户籍关系: a person leaves with a date and a reason, and is never erased."""

    id: str

    household_id: str | None = ref("所在户", "household", needed=Stage.SAVE)
    person_id: str | None = ref("成员", "person", needed=Stage.SAVE)
    relation_to_head: str | None = code("与户主关系", "relation", national="AAB006", needed=Stage.SUBMIT, example="01")
    position: int | None = count("户内序号", most=99)
    joined_on: str | None = day("增加日期")
    join_reason: str | None = code("增加原因", "join_reason")
    left_on: str | None = day("减少日期", group="leaving")
    leave_reason: str | None = code("减少原因", "leave_reason", group="leaving")
