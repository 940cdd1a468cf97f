"""How a household shares in an entity's business (利益联结; reference: domain.md §6.1)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import code, day, measured, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class InterestLink:
    """利益联结: one contract of a household with an entity; what it brings is in `link_income`, year by year."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    household_id: str | None = ref("带动户", "household", needed=Stage.SAVE)
    entity_id: str | None = ref("带动主体", "entity", needed=Stage.SAVE)
    kind: str | None = code("联结方式", "link_kind", needed=Stage.SAVE)
    contract_no: str | None = text("协议编号", max_length=40)
    started_on: str | None = day("协议开始", needed=Stage.SUBMIT)
    ended_on: str | None = day("协议结束")
    share_amount: Decimal | None = money("入股金额", least=0)
    land_area: Decimal | None = measured("流转面积", "亩")
    workers: str | None = text("务工的人", max_length=80)
    note: str | None = text("备注", max_length=200)
