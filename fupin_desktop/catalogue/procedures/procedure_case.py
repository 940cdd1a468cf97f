"""One procedure for one household, person or village, from its beginning to the decision (reference: domain.md §4)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import calendar_year, code, day, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedureCase:
    """程序: an entry or an exit is an event with its papers, never an overwritten state."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    procedure: str | None = code("程序", "procedure_kind", needed=Stage.SAVE)
    household_id: str | None = ref("哪一户", "household", help="贫困村退出留空")
    year: int | None = calendar_year("年度", needed=Stage.SAVE, example=2018)
    started_on: str | None = day("开始日期", needed=Stage.SAVE)
    reason: str | None = text("事由", max_length=200)
    decision: str | None = code("结果", "procedure_decision", group="decision", decided_by=Decider.COUNTY)
    decided_on: str | None = day("决定日期", group="decision", decided_by=Decider.COUNTY)
    document_no: str | None = text("批复文号", max_length=60, group="decision", decided_by=Decider.COUNTY)
    note: str | None = text("备注", max_length=200)
