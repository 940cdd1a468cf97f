"""The lasting part of a village (reference: domain.md §2.3, national table AD01)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import code, flag, measured, text
from fupin_desktop.fields.spec import Decider, Privacy, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Village:
    """行政村."""

    id: str

    village_code: str | None = text(
        "村编号", national="AAD001", max_length=12, needed=Stage.SAVE, example="141124199201", decided_by=Decider.COUNTY
    )
    name: str | None = text("行政村", national="AAR006", max_length=40, example="甲子沟村")
    township_name: str | None = text("乡镇", national="AAR005", max_length=40, example="样板乡")
    county_name: str | None = text("县（市、区）", national="AAR004", max_length=40, example="临县")
    village_kind: str | None = code("村属性", "village_kind", national="AAD004", needed=Stage.SUBMIT)
    is_old_revolutionary_area: bool | None = flag("是否革命老区村")
    leader_name: str | None = text("村负责人", national="AAR011", max_length=50, needed=Stage.SUBMIT)
    leader_post: str | None = text("职务", national="AAF031", max_length=40)
    office_phone: str | None = text(
        "村办公电话", national="AAR012", max_length=20, privacy=Privacy.CONTACT, help="可填座机"
    )
    development_direction: str | None = code("发展方向", "development_direction", national="AAD035")
    terrain: str | None = code("地形地貌", "terrain", national="AAD036")
    longitude: Decimal | None = measured("经度", "度", national="AAR101", least=73, most=136, decimals=6)
    latitude: Decimal | None = measured("纬度", "度", national="AAR102", least=3, most=54, decimals=6)
