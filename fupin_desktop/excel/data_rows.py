"""Which rows under a header hold data: no blanks, no totals, no signatures, no second header."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from fupin_desktop.excel.characters import plain_header
from fupin_desktop.excel.header import Header
from fupin_desktop.excel.open_workbook import Sheet

_TOTAL = re.compile(r"(?:本页|本表|全村|全乡|全县|全镇)?(?:合计|总计|小计|共计|累计)(?:[:：(（\d].*)?")
_SIGNATURE = re.compile(
    r"(?:填表|填报|制表|审核|复核|负责|经办|采集|调查|打印|导出|单位负责)(?:人|单位|日期|时间|员)(?:签字|签名|签章)?\s*[:：(（].*"
    r"|(?:备注|说明|注)\s*[:：].*"
)
_FIRST_MARKS = frozenset("本全合总小共累填制审复负经采调打导单备说注")


def data_rows(sheet: Sheet, header: Header) -> list[int]:
    """The indexes of the rows with data; merged cells below the header are filled in all their rows first."""
    _fill_merged(sheet, header.data_row)
    texts = [plain_header(text) for text in header.texts]
    return [
        index
        for index, row in _filled_rows(sheet.rows, header.data_row)
        if not (index < header.data_row + 3 and _is_numbering(row)) and not _is_header(row, texts)
    ]


def _filled_rows(rows: Sequence[list[Any]], start: int) -> Iterator[tuple[int, list[Any]]]:
    for index in range(start, len(rows)):
        row = rows[index]
        first = row[0] if row and row[0] != "" else next((cell for cell in row if cell != ""), "")
        if isinstance(first, str):
            shown = first.strip()
            if not shown and not any(str(cell).strip() for cell in row):
                continue
            if shown[:1] in _FIRST_MARKS and _is_foot(shown):
                continue
        yield index, row


def _is_foot(text: str) -> bool:
    plain = "".join(text.split())
    return bool(_TOTAL.fullmatch(plain) or _SIGNATURE.fullmatch(plain))


def _is_numbering(row: Sequence[Any]) -> bool:
    """Whether the row only counts the columns: 1, 2, 3 …"""
    filled = [str(cell).removesuffix(".0").strip() for cell in row if cell != ""]
    return len(filled) >= 3 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _is_header(row: Sequence[Any], texts: Sequence[str]) -> bool:
    """Whether a printed page began anew: the row says what the header says."""
    if not isinstance(row[-1], str) or not isinstance(row[0], str):
        return False
    same = 0
    for cell, text in zip(row, texts, strict=False):
        if not text or not isinstance(cell, str) or plain_header(cell) != text:
            if same == 0 and text:
                return False
        else:
            same += 1
        if same >= 3:
            return True
    return False


def _fill_merged(sheet: Sheet, start: int) -> None:
    for (upper, left), (lower, _) in sheet.merged:
        if upper < start or upper == lower:
            continue
        for index in range(upper + 1, min(lower + 1, len(sheet.rows))):
            if sheet.rows[index][left] == "":
                sheet.rows[index][left] = sheet.rows[upper][left]
