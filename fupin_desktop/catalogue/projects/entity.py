"""Who leads a village's industry: enterprise, cooperative, family farm, able household (reference: domain.md §6.1)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, count, day, flag, ref, text
from fupin_desktop.fields.spec import Privacy, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """带动主体."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    kind: str | None = code("类型", "entity_kind", needed=Stage.SAVE)
    name: str | None = text("名称", max_length=80, needed=Stage.SAVE, example="甲子沟核桃专业合作社")
    credit_code: str | None = text("统一社会信用代码", max_length=18, help="18 位；个体能人大户可以没有")
    leader: str | None = text("负责人", max_length=40)
    phone: str | None = text("联系电话", max_length=20, privacy=Privacy.CONTACT)
    products: str | None = text("主要产业", max_length=120, needed=Stage.SUBMIT)
    registered_on: str | None = day("成立日期")
    members: int | None = count("成员数", unit="户")
    poor_members: int | None = count("其中建档户", unit="户")
    is_leading: bool | None = flag("是否本村主要带动主体", help="计划三(二)1：每个贫困村有一个带动的龙头企业或合作社")
    note: str | None = text("备注", max_length=200)
