"""One day of a member of the resident team (reference: domain.md §3.4); a day without one was not recorded."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import code, day, measured, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """驻村考勤."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    helper_id: str | None = ref("队员", "helper", needed=Stage.SAVE)
    day: str | None = day("日期", needed=Stage.SAVE)
    state: str | None = code("考勤", "attendance_state", needed=Stage.SAVE)
    signed_at: str | None = text("签到时间", max_length=12, help="如 8:30")
    place: str | None = text("签到地点", max_length=60)
    longitude: Decimal | None = measured("经度", "度", least=73, most=136, decimals=6)
    latitude: Decimal | None = measured("纬度", "度", least=3, most=54, decimals=6)
    note: str | None = text("备注", max_length=200)
