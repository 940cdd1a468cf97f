"""A need met by an offer: agreed, delivered, confirmed by whoever received it (reference: domain.md §6.7)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import day, flag, measured, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Matching:
    """帮扶对接."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    need_id: str | None = ref("需求", "need", needed=Stage.SAVE)
    offer_id: str | None = ref("帮扶意向", "offer", needed=Stage.SAVE)
    agreed_on: str | None = day("对接日期", needed=Stage.SAVE)
    delivered_on: str | None = day("送达日期")
    quantity: Decimal | None = measured("数量", "")
    value: Decimal | None = money("折合金额", least=0, needed=Stage.SUBMIT)
    confirmed_on: str | None = day("确认日期")
    is_confirmed: bool | None = flag("受助方是否确认收到")
    feedback: str | None = text("反馈", max_length=300)
