"""What somebody is willing to give (社会帮扶; reference: domain.md §6.7)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import code, day, measured, money, ref, text
from fupin_desktop.fields.spec import Privacy, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """帮扶意向."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    donor: str | None = text("帮扶方", max_length=80, needed=Stage.SAVE, example="吕梁演示商会")
    donor_kind: str | None = code("帮扶方类型", "donor_kind")
    phone: str | None = text("联系电话", max_length=20, privacy=Privacy.CONTACT)
    kind: str | None = code("愿意提供", "need_kind", needed=Stage.SAVE)
    content: str | None = text("具体内容", max_length=200, needed=Stage.SUBMIT)
    quantity: Decimal | None = measured("数量", "")
    quantity_unit: str | None = text("数量单位", max_length=12)
    amount: Decimal | None = money("折合金额", least=0)
    wish: str | None = text("意向要求", max_length=120, help="如 只资助上学的孩子、限某一组")
    offered_on: str | None = day("提出日期", needed=Stage.SUBMIT)
    valid_until: str | None = day("有效期至")
