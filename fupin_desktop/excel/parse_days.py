"""Dates as people and spreadsheets write them, each kept only as exactly as it was meant (domain.md §10.6)."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from fupin_desktop.domain.written import has_foreign_digits, shortened
from fupin_desktop.excel.characters import repaired
from fupin_desktop.excel.parsed import Fault
from fupin_desktop.fields.days import is_day

_EPOCH = date(1899, 12, 30)
_SERIALS = range(7_306, 73_051)  # 1920 to 2099
_PARTS = re.compile(r"(\d{4})(?:[年./\-](\d{1,2})(?:[月./\-](\d{1,2})日?)?)?[年月]?(?:底|末|初|份|度)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_HALF_YEAR_OF_MONTHS = re.compile(r"\d{4}\.1")


def parsed_day(cell: Any, is_month: bool) -> Any:
    """An ISO date that stops where the cell stops; Fault if it is none.

    In a column of months a first of the month is only padding: 2013年12月 becomes 20131201 in some exports.
    """
    day = _iso(cell)
    if day is None:
        return Fault(f"看不懂的日期「{shortened(_shown(cell))}」，请写成 2016-03-05 或 2016年3月")
    if isinstance(day, Fault):
        return day
    return day[:7] if is_month and day.endswith("-01") and len(day) == len("2016-03-01") else day


def _iso(cell: Any) -> str | Fault | None:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return None
    text = _shown(cell)
    if has_foreign_digits(str(cell)):
        return None
    if isinstance(cell, float) and _HALF_YEAR_OF_MONTHS.fullmatch(text):
        return Fault(f"「{text}」看不出是1月还是10月，请写成 2016-01 或 2016-10")
    text = text.removesuffix(".0")
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        return (_EPOCH + timedelta(days=int(text))).isoformat()
    found = _DIGITS.fullmatch(text) or _PARTS.fullmatch(text)
    if found is None:
        return None
    day = "-".join(part.zfill(2) for part in found.groups() if part)
    return day if is_day(day) and "1900" <= day[:4] <= "2100" else None


def _shown(cell: Any) -> str:
    text = repaired(cell) if isinstance(cell, str) else str(cell)
    plain = unicodedata.normalize("NFKC", text).strip()
    return "".join(re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", plain).split())
