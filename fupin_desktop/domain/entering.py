"""From what a person types to a typed value, and whether the value is possible for its field.

The sentences are for the person at the keyboard: they name the field by its label and say what to type instead.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.id_number import normalised
from fupin_desktop.domain.written import has_foreign_digits, plain_number, shortened, without_unseen
from fupin_desktop.fields.days import is_day, year_of
from fupin_desktop.fields.spec import FieldSpec, Kind, Privacy

_DAY_PARTS = re.compile(
    r"(\d{4})(?:(?:\s*[-./年]\s*|\s+)(?:(\d{1,2})(?:(?:\s*[-./月]\s*|\s+)(?:(\d{1,2})\s*日?)?)?)?)?"
)
NAMES = frozenset(("name", "head_name", "leader_name"))  # of people: one line, blanks inside are kept
NUMBERS = frozenset((Privacy.IDENTITY, Privacy.CONTACT, Privacy.ACCOUNT))
EARLIEST, LATEST = 1900, 2050  # years: whoever is registered was born after, and no plan reaches farther
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})?")


class NotUnderstood(ValueError):
    """The text cannot be a value of the field; the message says what to type instead."""


def entered(spec: FieldSpec, text: str, year: int | None = None) -> Any:
    """The typed value of what was typed; None for blank. NotUnderstood says why not, in Chinese."""
    shown = without_unseen(text).strip()
    if not shown:
        return None
    value = _READERS[spec.kind](spec, shown, year)
    complaint = complaint_about(spec, value)
    if complaint:
        raise NotUnderstood(complaint)
    return value


def complaint_about(spec: FieldSpec, value: Any) -> str | None:
    """What is impossible about a typed value, in one sentence; None if nothing is."""
    if value is None:
        return None
    match spec.kind:
        case Kind.COUNT | Kind.YEAR | Kind.DECIMAL | Kind.MONEY:
            return _out_of_range(spec, value)
        case Kind.TEXT:
            return _unfit_text(spec, value)
        case Kind.DAY:
            return _impossible_day(spec, value)
        case Kind.CODE:
            return _unknown_code(spec, (value,))
        case Kind.CODES:
            too_many = spec.max_items is not None and len(value) > spec.max_items
            return f"「{spec.label}」最多选 {spec.max_items} 项。" if too_many else _unknown_code(spec, value)
        case Kind.FLAG | Kind.REF:
            return None


def _impossible_day(spec: FieldSpec, value: str) -> str | None:
    if not is_day(value):
        return f"「{spec.label}」不是一个日期，请按 2018-06-30 的样子填写。"
    earliest, latest = spec.least or EARLIEST, spec.most or LATEST
    if not earliest <= year_of(value) <= latest:
        return f"「{spec.label}」的年份是 {value[:4]}，应在 {earliest} 年到 {latest} 年之间。请检查是否打错了。"
    return None


def _unfit_text(spec: FieldSpec, text: str) -> str | None:
    is_number = spec.name.endswith("_code") or spec.privacy in NUMBERS
    strange = [char for char in text if is_number and unicodedata.category(char)[0] not in "LNPZ" and char != "+"]
    if strange:
        return f"「{spec.label}」里有「{strange[0]}」，编号和号码里不会有它。请删去重打。"
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in text):
        return f"「{spec.label}」里有不能识别的字符，请删去重打。"
    too_long = len(text) > spec.max_length
    return f"「{spec.label}」最多 {spec.max_length} 个字，现有 {len(text)} 个。" if too_long else None


def _out_of_range(spec: FieldSpec, value: Any) -> str | None:
    if isinstance(value, Decimal) and not value.is_finite():
        return f"「{spec.label}」不是一个数。"
    if spec.least is not None and value < spec.least:
        return f"「{spec.label}」不能小于 {spec.least}。"
    if spec.most is not None and value > spec.most:
        return f"「{spec.label}」不能大于 {spec.most}。"
    if abs(value) >= 10**12:
        return f"「{spec.label}」的数太大了，请检查是否多打了几位。"
    if isinstance(value, Decimal) and value != round(value, spec.decimals):
        return f"「{spec.label}」最多 {spec.decimals} 位小数。"
    return None


def _unknown_code(spec: FieldSpec, codes: tuple[str, ...]) -> str | None:
    table = code_table(spec.codes)
    unknown = [code for code in codes if not table.knows(code)]
    if not unknown:
        return None
    choices = "、".join(item.label for item in table.choices()[:12])
    return f"「{spec.label}」没有「{shortened(unknown[0])}」这一项。可选：{choices}。"


def _text(spec: FieldSpec, text: str, year: int | None) -> str:
    if spec.privacy is Privacy.IDENTITY:
        return normalised(text)
    if spec.privacy is Privacy.ACCOUNT:
        return "".join(unicodedata.normalize("NFKC", text).split())
    if spec.name in NAMES:
        return " ".join(text.splitlines()).replace("\t", " ")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _code(spec: FieldSpec, text: str, year: int | None) -> str:
    table = code_table(spec.codes)
    found = text if table.knows(text) else table.find(text, year)
    if found is None:
        raise NotUnderstood(_unknown_code(spec, (text,)) or "")
    return found


def _codes(spec: FieldSpec, text: str, year: int | None) -> tuple[str, ...]:
    if text == "无":
        return ()
    found = code_table(spec.codes).find_many(text)
    if found is None:
        raise NotUnderstood(_unknown_code(spec, (text,)) or "")
    return tuple(sorted(found))


def _flag(spec: FieldSpec, text: str, year: int | None) -> bool:
    table = code_table("flag")
    found = text if table.knows(text) else table.find(text)
    if found is None:
        raise NotUnderstood(f"「{spec.label}」请填「是」或「否」。")
    return found == "1"


def _number(spec: FieldSpec, text: str, year: int | None) -> Decimal:
    value = plain_number(text.removesuffix(spec.unit))
    if value is None:
        raise NotUnderstood(f"「{spec.label}」请填数字，现在是「{shortened(text)}」。")
    return value


def _whole(spec: FieldSpec, text: str, year: int | None) -> int:
    value = _number(spec, text.removesuffix("年") if spec.kind is Kind.YEAR else text, year)
    if value != value.to_integral_value():
        raise NotUnderstood(f"「{spec.label}」请填整数。")
    return int(value)


def _day(spec: FieldSpec, text: str, year: int | None) -> str:
    plain = "" if has_foreign_digits(text) else unicodedata.normalize("NFKC", text)
    found = _COMPACT_DAY.fullmatch(plain) or _DAY_PARTS.fullmatch(plain)
    if found is None:
        raise NotUnderstood(f"「{spec.label}」不是一个日期，请按 2018-06-30 的样子填写。")
    return "-".join(part.zfill(2) for part in found.groups() if part)


_READERS: dict[Kind, Callable[[FieldSpec, str, int | None], Any]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.FLAG: _flag,
    Kind.COUNT: _whole,
    Kind.YEAR: _whole,
    Kind.DECIMAL: _number,
    Kind.MONEY: _number,
    Kind.DAY: _day,
    Kind.REF: _text,
}
