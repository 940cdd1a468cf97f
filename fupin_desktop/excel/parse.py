"""From a raw cell to a typed value of the catalogue, or to a reason in words why it is none; None for a blank.

It corrects the writing, never the meaning: nothing is guessed.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.written import plain_number, shortened
from fupin_desktop.excel.characters import repaired
from fupin_desktop.excel.formulas import Formula
from fupin_desktop.excel.parse_days import parsed_day
from fupin_desktop.excel.parse_texts import cell_text, parsed_text
from fupin_desktop.excel.parsed import Fault
from fupin_desktop.fields.spec import FieldSpec, Kind

Parser = Callable[[Any], Any]

# What stands in brackets behind a header, and what the field is kept in: one of the first is so many of the second.
CONVERSIONS = {
    ("万元", "元"): Decimal(10_000),
    ("千元", "元"): Decimal(1_000),
    ("元", "万元"): Decimal("0.0001"),
    ("公顷", "亩"): Decimal(15),
    ("m", "公里"): Decimal("0.001"),
    ("米", "公里"): Decimal("0.001"),
    ("里", "公里"): Decimal("0.5"),
}
_NONE_MARKS = frozenset(("-", "—", "——", "－", "/", "\\", "--"))
_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"))
_SAFE_FLOAT = 10**15  # beyond it a spreadsheet number has lost digits


def parser(spec: FieldSpec, unit: str = "", year: int | None = None, is_month: bool = False) -> Parser:
    """The parser of a field; `unit` is what its header says in brackets, `is_month` that it holds no days."""
    parse = _parser(spec, unit, year, is_month)

    def whole(cell: Any) -> Any:
        if isinstance(cell, Formula):
            return Fault("这里是公式，文件里没有存下算出的结果：请用 Excel 或 WPS 打开原文件，等它算完后保存，再导入")
        if isinstance(cell, str):
            shown = cell.strip()
            if not shown or shown in _NONE_MARKS:
                return None
            if shown in _ERRORS:
                return Fault("单元格里的公式出错，请改成数值")
        return parse(cell)

    return whole


def _parser(spec: FieldSpec, unit: str, year: int | None, is_month: bool) -> Parser:
    match spec.kind:
        case Kind.TEXT | Kind.REF:
            return lambda cell: parsed_text(spec, cell)
        case Kind.CODE:
            return lambda cell: _code(spec, cell, year)
        case Kind.CODES:
            return lambda cell: _codes(spec, cell, year)
        case Kind.FLAG:
            return _flag
        case Kind.COUNT:
            return lambda cell: _in_range(spec, _whole(spec, cell))
        case Kind.DECIMAL | Kind.MONEY:
            factor = CONVERSIONS.get((unit, spec.unit), Decimal(1))
            return lambda cell: _in_range(spec, _decimal(spec, cell, factor))
        case Kind.YEAR:
            return lambda cell: _year(spec, cell)
        case Kind.DAY:
            return lambda cell: parsed_day(cell, is_month)


def _quoted(cell: Any) -> str:
    return shortened(cell_text(cell))


def _label(cell: Any) -> str:
    """A label, or a code of which a spreadsheet has made a number."""
    return cell_text(cell).removesuffix(".0")


def _code(spec: FieldSpec, cell: Any, year: int | None) -> Any:
    label, table = _label(cell), code_table(spec.codes)
    found = table.find(label, year)
    if found is None and label.isascii() and label.isdigit():
        found = table.find(label.zfill(2), year)  # 01 that a spreadsheet has made 1
    return found if found is not None else Fault(f"「{spec.label}」里没有「{_quoted(cell)}」这一项")


def _codes(spec: FieldSpec, cell: Any, year: int | None) -> Any:
    text = _label(cell)
    if text == "无":
        return ()
    found = code_table(spec.codes).find_many(text, year)
    if found is None:
        return Fault(f"「{spec.label}」里有认不出的内容：{shortened(text)}")
    if spec.max_items is not None and len(found) > spec.max_items:
        return Fault(f"「{spec.label}」最多 {spec.max_items} 项，已照原样收下，请核实", found)
    return found


def _flag(cell: Any) -> Any:
    if isinstance(cell, bool):
        return cell
    found = code_table("flag").find(_label(cell))
    return Fault(f"应填「是」或「否」，这里是「{_quoted(cell)}」") if found is None else found == "1"


def _number(spec: FieldSpec, cell: Any) -> Decimal | Fault:
    if isinstance(cell, (date, datetime)):
        return Fault(f"「{spec.label}」应是数，这里是日期")
    if isinstance(cell, str):
        number = plain_number(repaired(cell).strip().removesuffix(spec.unit).strip().lstrip("¥￥"))
    else:  # a number of the spreadsheet's own, or a time of day
        number = Decimal(repr(cell)) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else None
    if number is None or not number.is_finite():
        return Fault(f"「{spec.label}」应是数，这里是「{_quoted(cell)}」；没有请留空，是零请填 0")
    return number


def _decimal(spec: FieldSpec, cell: Any, factor: Decimal) -> Any:
    number = _number(spec, cell)
    if isinstance(number, Fault):
        return number
    value = number * factor
    if abs(value) >= _SAFE_FLOAT:
        return Fault(f"「{spec.label}」大得不可能")
    step = Decimal(1).scaleb(-spec.decimals)
    return value if value == value.quantize(step) else value.quantize(step, ROUND_HALF_UP)


def _whole(spec: FieldSpec, cell: Any) -> Any:
    number = _number(spec, cell)
    if isinstance(number, Fault):
        return number
    if number != number.to_integral_value():
        return Fault(f"「{spec.label}」应是整数，这里是「{_quoted(cell)}」")
    return int(number) if abs(number) < _SAFE_FLOAT else Fault(f"「{spec.label}」大得不可能")


def _year(spec: FieldSpec, cell: Any) -> Any:
    text = cell_text(cell)
    day = parsed_day(cell, is_month=False)
    if isinstance(day, Fault) or (len(text) == 5 and text.isdecimal()):
        return Fault(f"「{spec.label}」应是四位年份，这里是「{shortened(text)}」")
    return int(day[:4])


def _in_range(spec: FieldSpec, value: Any) -> Any:
    """An impossible number is what the office has: it is taken, so that the checks can ask about it."""
    if isinstance(value, Fault):
        return value
    if (spec.least is None or value >= spec.least) and (spec.most is None or value <= spec.most):
        return value
    limits = (
        f"不小于 {spec.least}"
        if spec.most is None
        else f"不大于 {spec.most}"
        if spec.least is None
        else f"在 {spec.least} 到 {spec.most} 之间"
    )
    return Fault(f"「{spec.label}」应{limits}，已照原样收下，请核实", value)
