"""What a village or a household is in need of, to be shown to willing donors (reference: domain.md §6.7, §12)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import code, day, flag, measured, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """帮扶需求: it leaves the registry without a name, and a household's only with its consent."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    household_id: str | None = ref("哪一户", "household", help="全村的需求留空")
    kind: str | None = code("需求类别", "need_kind", needed=Stage.SAVE)
    title: str | None = text(
        "需求内容",
        max_length=120,
        needed=Stage.SAVE,
        example="过冬棉被四床",
        help="给帮扶方看的，不要写姓名、电话、病情",
    )
    quantity: Decimal | None = measured("数量", "")
    quantity_unit: str | None = text("数量单位", max_length=12)
    amount: Decimal | None = money("折合金额", least=0)
    urgency: str | None = code("紧急程度", "need_urgency")
    noted_on: str | None = day("登记日期", needed=Stage.SUBMIT)
    has_consent: bool | None = flag("农户是否同意公开需求", help="不同意的不出现在给帮扶方的清单上")
    consent_on: str | None = day("同意日期")
    closed_on: str | None = day("办结日期", help="已解决或不再需要")
