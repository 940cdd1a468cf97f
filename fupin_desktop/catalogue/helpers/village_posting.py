"""A helper's posting to a village's resident team (reference: domain.md §3.2–3.3, national table AD09)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, day, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class VillagePosting:
    """驻村任职: it begins and ends; a member who goes is not erased."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    helper_id: str | None = ref("队员", "helper", needed=Stage.SAVE)
    post: str | None = code("职务", "team_post", needed=Stage.SAVE)
    started_on: str | None = day("驻村开始时间", national="AAR020", needed=Stage.SAVE, decided_by=Decider.COUNTY)
    ended_on: str | None = day("驻村结束时间", national="AAR021", decided_by=Decider.COUNTY, help="留空表示仍在村")
    document_no: str | None = text("选派文号", max_length=60)
    end_reason: str | None = text("离任原因", max_length=120, help="如 期满轮换、召回")
