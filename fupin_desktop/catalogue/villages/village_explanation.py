"""Why something odd in a village's form or lists is true all the same (docs/checks.md); of households: Explanation."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import day, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageExplanation:
    """村级核查说明: it holds for what the check said then; if the facts change, the check speaks again."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    rule: str | None = text("规则", max_length=8, needed=Stage.SAVE)
    about_record: str | None = text("所说明的记录", max_length=40)
    about_id: str | None = text("记录编号", max_length=64, needed=Stage.SAVE)
    about_field: str | None = text("栏目", max_length=60, needed=Stage.SAVE)
    said: str | None = text("体检当时怎么说", max_length=500, needed=Stage.SAVE)
    text: str | None = text("情况说明", max_length=300, needed=Stage.SAVE, help="写清实际情况、谁核实的；县里看得到")
    explained_on: str | None = day("说明日期")
