"""Moments, regions, roles and sizes in words, as the pages say them; values as they may be shown."""

from datetime import datetime

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.id_number import masked as masked_number
from fupin_desktop.fields.days import CHINA
from fupin_desktop.fields.spec import FieldSpec, Kind, Privacy
from fupin_desktop.fields.wording import with_unit

DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS
ROLES = {"village": "村级", "township": "乡镇级", "county": "县级", "city": "市级"}
HIDDEN = "（已隐藏）"
BLANK = "空白"
LAST_MS = 253_402_300_799_999


def moment(at_ms: int | None) -> str:
    """「2018年7月3日 14:20」."""
    if at_ms is None:
        return "还没有"
    at = datetime.fromtimestamp(min(max(at_ms, 0), LAST_MS) / 1000, CHINA)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def ago(at_ms: int | None, now: int) -> str:
    """How long ago, shortly: 今天 14:20, 昨天, 5 天前."""
    if at_ms is None:
        return "从未同步"
    then, today = (datetime.fromtimestamp(min(max(one, 0), LAST_MS) / 1000, CHINA) for one in (at_ms, now))
    days = (today.date() - then.date()).days
    if days <= 0:
        return f"今天 {then:%H:%M}"
    return f"昨天 {then:%H:%M}" if days == 1 else f"{days} 天前"


def lamp(at_ms: int | None, now: int) -> str:
    """week, late or never: of a team's last conversation."""
    if at_ms is None:
        return "never"
    return "week" if now - at_ms <= WEEK_MS else "late"


def role(name: str) -> str:
    """A device's or a person's level."""
    return ROLES.get(name, name)


def size(octets: int) -> str:
    """Bytes as people read them."""
    if octets < 1024:
        return f"{octets} B"
    return f"{octets / 1024:.0f} KB" if octets < 1 << 20 else f"{octets / (1 << 20):.1f} MB"


def grouped(number: int | None) -> str:
    """A count, with thousands apart; a dash for none known."""
    return "—" if number is None else f"{number:,}"


def value_in_words(record: str, field: str, value: object, *, is_open: bool) -> str:
    """A value with label and unit; what is not open to every eye only where it was asked for."""
    spec = RECORDS[record].by_name.get(field)
    if value is None or value == "":
        return BLANK
    if spec is None or spec.kind is Kind.REF:
        return "已指定"
    text = with_unit(spec, value, lambda table, code: code_table(table).label(code))
    return (text if is_open else masked(spec, text)) or BLANK


def masked(spec: FieldSpec, text: str) -> str:
    """Enough to tell two apart, not enough to copy (reference: domain.md §12)."""
    match spec.privacy:
        case Privacy.OPEN:
            return text
        case Privacy.IDENTITY:
            return masked_number(text)
        case Privacy.CONTACT | Privacy.ACCOUNT:
            return "*" * max(len(text) - 4, 0) + text[-4:] if len(text) > 8 else "*" * len(text)
        case Privacy.HEALTH:
            return HIDDEN
