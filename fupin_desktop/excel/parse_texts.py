"""Texts: names, national codes, ID numbers, phones, accounts. What a spreadsheet has rounded is never taken."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from fupin_desktop.domain.entering import NAMES
from fupin_desktop.domain.id_number import has_good_check, normalised
from fupin_desktop.domain.staging.known import is_placeholder
from fupin_desktop.domain.written import shortened
from fupin_desktop.excel.characters import repaired
from fupin_desktop.excel.parsed import Fault
from fupin_desktop.fields.spec import FieldSpec, Privacy

_SAFE_FLOAT = 10**15
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{2}")
_LOST = "被 Excel 当成数保存，后几位已经丢失：请把这一列设成文本后重新导出，不要手工补位"


def cell_text(cell: Any) -> str:
    """A cell as one line of half-width text without blanks at its ends; 5.0 is 5."""
    if isinstance(cell, str):
        if cell.isascii() and cell.isalnum():
            return cell
        return unicodedata.normalize("NFKC", repaired(cell)).strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def parsed_text(spec: FieldSpec, cell: Any) -> Any:
    """The text of a field, after its sort."""
    if spec.name in NAMES:
        value = _name(cell)
    elif spec.privacy is Privacy.IDENTITY:
        value = _id_number(cell)
    elif spec.privacy is Privacy.CONTACT:
        value = _phone(cell)
    elif spec.privacy is Privacy.ACCOUNT or spec.name.endswith("_code"):
        value = _number_text(spec, cell)
    else:
        value = repaired(cell).strip() if isinstance(cell, str) else cell_text(cell)
    if isinstance(value, str) and len(value) > spec.max_length:
        return Fault(f"「{spec.label}」最多 {spec.max_length} 个字，这里有 {len(value)} 个")
    return value


def _name(cell: Any) -> str:
    """A name with its blanks: they were put there to tell people of one name apart (domain.md §10.6)."""
    return repaired(cell).replace("\n", " ").replace("\t", " ") if isinstance(cell, str) else cell_text(cell)


def _id_number(cell: Any) -> Any:
    """An ID number as it stands, wrong ones too: the checks ask about those. Only lost digits cannot be taken."""
    if isinstance(cell, str) and len(cell) == 18 and cell.isdecimal() and cell.isascii() and cell[-1] != "0":
        return cell  # as nearly all of them are
    if _has_lost_digits(cell):
        return Fault(f"证件号码{_LOST}")
    number = normalised(cell_text(cell).lstrip("'‘’`"))
    if not any(mark.isdecimal() for mark in number) or (is_placeholder(number) and len(number) < 15):
        return Fault(f"「{shortened(number)}」不是证件号码，没有请留空")
    if len(number) == 18 and number.endswith("000") and not has_good_check(number):
        return Fault(f"证件号码末三位是 000 而校验不符，像是{_LOST}")
    return number


def _number_text(spec: FieldSpec, cell: Any) -> Any:
    if _has_lost_digits(cell):
        return Fault(f"「{spec.label}」{_LOST}")
    number = "".join(cell_text(cell).lstrip("'‘’`").split()).removesuffix(".0")
    if is_placeholder(number):
        return Fault(f"「{shortened(number)}」不是{spec.label}，没有请留空")
    return number


def _phone(cell: Any) -> str:
    phone = "".join(cell_text(cell).lstrip("'‘’`").split()).removesuffix(".0")
    digits = phone.replace("-", "")
    return digits if len(digits) == 11 and digits.isdecimal() and digits.startswith("1") else phone


def _has_lost_digits(cell: Any) -> bool:
    if isinstance(cell, (int, float)):
        return abs(cell) >= _SAFE_FLOAT
    return isinstance(cell, str) and not cell.isdecimal() and _SCIENTIFIC.fullmatch(cell.strip()) is not None
