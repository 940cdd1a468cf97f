"""A grouped resettlement site (集中安置点; reference: domain.md §6.4)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import count, day, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class ResettlementSite:
    """安置点: relocations name it by its name."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    name: str | None = text("安置点名称", max_length=80, needed=Stage.SAVE)
    place: str | None = text("地点", max_length=80, needed=Stage.SUBMIT)
    capacity_households: int | None = count("可安置户数", unit="户")
    capacity_persons: int | None = count("可安置人数", unit="人", needed=Stage.SUBMIT)
    started_on: str | None = day("开工日期")
    completed_on: str | None = day("竣工日期")
    services: str | None = text("配套设施", max_length=200, help="水、电、路、学校、卫生室")
    industry: str | None = text("后续产业", max_length=200)
