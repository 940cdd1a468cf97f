"""An assisting unit (reference: domain.md §3.2, national table AP11)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """帮扶单位."""

    id: str

    unit_code: str | None = text("帮扶单位编号", national="AAP110", max_length=20, decided_by=Decider.COUNTY)
    name: str | None = text("单位名称", national="AAP001", max_length=80, needed=Stage.SAVE, example="临县演示局")
    kind: str | None = code("单位类型", "unit_kind", national="AAP051")
    affiliation: str | None = code("隶属关系", "affiliation", national="AAP004", needed=Stage.SUBMIT)
    address: str | None = text("单位地址", national="AAR013", max_length=120)
