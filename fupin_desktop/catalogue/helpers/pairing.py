"""The pairing of a helper with a household (reference: domain.md §3.1–3.2, national table AC08)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import day, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """结对帮扶: changing a helper ends this pairing and starts another."""

    id: str

    pairing_code: str | None = text("结对编号", national="AAC080", max_length=20, decided_by=Decider.COUNTY)
    household_id: str | None = ref("结对户", "household", needed=Stage.SAVE)
    helper_id: str | None = ref("帮扶责任人", "helper", needed=Stage.SAVE)
    started_on: str | None = day("帮扶开始时间", national="AAR020", needed=Stage.SUBMIT)
    ended_on: str | None = day("帮扶结束时间", national="AAR021", help="留空表示仍在帮扶")
