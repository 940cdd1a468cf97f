"""A leave of a member of the resident team (reference: domain.md §3.3)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, day, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """驻村请假: short ones are the township's to approve, longer ones the county's."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    helper_id: str | None = ref("队员", "helper", needed=Stage.SAVE)
    started_on: str | None = day("请假开始", needed=Stage.SAVE)
    ended_on: str | None = day("请假结束", needed=Stage.SAVE)
    reason: str | None = text("事由", max_length=120, needed=Stage.SAVE)
    approved_by: str | None = text("批准人", max_length=40, needed=Stage.SUBMIT, decided_by=Decider.COUNTY)
    level: str | None = code("批准单位", "leave_level", needed=Stage.SUBMIT, decided_by=Decider.COUNTY)
    back_on: str | None = day("销假日期")
