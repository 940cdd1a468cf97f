"""One entry of the team's diary (驻村日志, 民情日记; reference: domain.md §3.4)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, day, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkLog:
    """驻村日志."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    day: str | None = day("日期", needed=Stage.SAVE)
    helper_id: str | None = ref("记录人", "helper", needed=Stage.SAVE)
    household_id: str | None = ref("走访户", "household", help="走访了哪一户；村里的事留空")
    kind: str | None = code("走访类型", "visit_kind")
    content: str | None = text("工作内容", max_length=1000, needed=Stage.SAVE)
    needs: str | None = text("群众诉求", max_length=500)
    action: str | None = text("办理情况", max_length=500)
