"""One line of the income worksheet (收入测算表) behind the yearly totals (reference: domain.md §1.3)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, code, measured, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class IncomeItem:
    """收入测算项目: quantity times price, or a plain sum."""

    id: str

    household_id: str | None = ref("所属户", "household", needed=Stage.SAVE)
    year: int | None = calendar_year("年度", needed=Stage.SAVE, example=2018)
    item: str | None = code("项目", "income_item", needed=Stage.SAVE)
    person_id: str | None = text("挣得者", max_length=36, help="工资性收入可注明是谁挣的")
    name: str | None = text("品种或说明", max_length=60, example="玉米")
    quantity: Decimal | None = measured("数量", "")
    unit: str | None = text("单位", max_length=12, example="斤")
    unit_price: Decimal | None = money("单价", least=0)
    amount: Decimal | None = money("金额", least=0, needed=Stage.SUBMIT, help="有数量和单价时自动算出")
    note: str | None = text("备注", max_length=200)
