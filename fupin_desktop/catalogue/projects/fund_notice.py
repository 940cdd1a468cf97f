"""A posted notice of a project's money, before or after the work (公告公示制, reference: domain.md §6.8)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, day, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class FundNotice:
    """资金公示."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    project_id: str | None = ref("项目", "sector_project", needed=Stage.SAVE)
    kind: str | None = code("公示类别", "fund_notice_kind", needed=Stage.SAVE)
    posted_on: str | None = day("张贴日期", needed=Stage.SAVE)
    taken_down_on: str | None = day("取下日期")
    place: str | None = text("张贴地点", max_length=80, needed=Stage.SUBMIT)
    objections: str | None = text("群众意见", max_length=500, help="没有意见写「无」")
    answer: str | None = text("处理结果", max_length=500)
