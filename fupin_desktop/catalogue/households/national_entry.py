"""That somebody has typed a screen of the national system from what the village has handed over (plan 三(一)3)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import calendar_year, day, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalEntry:
    """国家系统录入: it holds for what the screen said then; what changes later waits again."""

    id: str

    household_id: str | None = ref("所属户", "household", needed=Stage.SAVE)
    screen: str | None = text("录入界面", max_length=40, needed=Stage.SAVE)
    about_id: str | None = text("户、人或结对的记录编号", max_length=64, needed=Stage.SAVE)
    year: int | None = calendar_year("数据年度", needed=Stage.SAVE)
    said: str | None = text(
        "录入内容的摘要", max_length=64, needed=Stage.SAVE, help="这一界面各栏内容的 SHA-256 前 16 位"
    )
    typed_on: str | None = day("录入日期", needed=Stage.SAVE)
    typed_by: str | None = text("录入人", max_length=50)
