"""One visit to a household (reference: domain.md §3.4, C-25)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, day, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """走访记录."""

    id: str

    household_id: str | None = ref("走访户", "household", needed=Stage.SAVE)
    visited_on: str | None = day("走访日期", needed=Stage.SAVE)
    helper_id: str | None = ref("走访人", "helper")
    visitor: str | None = text("走访人姓名", max_length=80, needed=Stage.SUBMIT)
    kind: str | None = code("走访类型", "visit_kind", needed=Stage.SUBMIT)
    content: str | None = text("走访内容", max_length=1000, needed=Stage.SAVE)
    needs: str | None = text("群众诉求", max_length=500)
    action: str | None = text("办理情况", max_length=500)
