"""The relocation of a household, step by step (reference: domain.md §6.4)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, code, count, day, flag, measured, money, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Relocation:
    """易地扶贫搬迁."""

    id: str

    household_id: str | None = ref("搬迁户", "household", needed=Stage.SAVE)
    plan_year: int | None = calendar_year("计划年度", needed=Stage.SAVE, example=2017)
    is_registered_poor: bool | None = flag("是否建档立卡搬迁", help="否：同步搬迁")
    relocation_mode: str | None = code("搬迁方式", "relocation_mode", needed=Stage.SUBMIT)
    resettlement_mode: str | None = code("安置方式", "resettlement_mode", needed=Stage.SUBMIT)
    resettlement_place: str | None = code("安置地", "resettlement_place", needed=Stage.SUBMIT)
    site_name: str | None = text("安置点名称", max_length=60)
    move_out_place: str | None = text("迁出地", max_length=80, needed=Stage.SUBMIT)
    move_in_place: str | None = text("迁入地", max_length=80, needed=Stage.SUBMIT)
    persons: int | None = count("搬迁人口", unit="人", needed=Stage.SUBMIT)
    house_area: Decimal | None = measured("安置住房面积", "㎡", needed=Stage.SUBMIT)
    agreement_on: str | None = day("签协议")
    started_on: str | None = day("开工")
    completed_on: str | None = day("竣工")
    accepted_on: str | None = day("验收")
    key_handed_on: str | None = day("交钥匙")
    moved_in_on: str | None = day("入住")
    subsidy: Decimal | None = money("补助资金", least=0, decided_by=Decider.COUNTY)
    self_raised: Decimal | None = money("自筹资金", least=0)
    old_house_demolished_on: str | None = day("旧房拆除")
    reclaimed_on: str | None = day("宅基地复垦")
    demolition_reward: Decimal | None = money("拆旧奖励", least=0)
    follow_up_id: str | None = ref("后续措施", "assistance_measure", help="后续产业或就业，脱贫前必须有")
    follow_up: str | None = text("后续产业或就业", max_length=200)
    note: str | None = text("备注", max_length=200)
