"""The same workbook back to those who sent it: bad cells coloured, and a last column with the reasons."""

import io
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fupin_desktop.domain.staging.reading import CellProblem
from fupin_desktop.excel.file_kind import FileKind
from fupin_desktop.excel.header import find_header
from fupin_desktop.excel.open_workbook import Sheet, Workbook, open_bytes
from fupin_desktop.excel.saving import whole_file

TITLE = "问题原因"
SUFFIX = "（退回修改）"
_MOST_STYLED = 4 << 20  # bytes; a larger workbook is written anew, without its styles, rather than loaded whole
_BAD, _DOUBTED = "FFC7CE", "FFEB9C"  # not taken; taken, but it cannot be right
_WIDTH = 60

Reasons = Mapping[int, Sequence[CellProblem]]  # by row, as Excel counts


def return_workbook(name: str, data: bytes, problems: Sequence[CellProblem], folder: Path) -> Path:
    """Write the workbook of that name and content into a folder, its bad cells marked; gives the new file."""
    target = folder / f"{Path(name).stem}{SUFFIX}.xlsx"
    book = open_bytes(name, data)
    by_sheet: dict[str, dict[int, list[CellProblem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        by_sheet[problem.sheet][problem.row].append(problem)
    with whole_file(target) as file:
        if book.kind is FileKind.XLSX and len(data) <= _MOST_STYLED:
            file.write(_marked(data, book, by_sheet))
        else:
            file.write(_rewritten(book, by_sheet))
    return target


def reasons_in_words(problems: Sequence[CellProblem]) -> str:
    """Why cells of a row come back, column by column."""
    return "；".join(f"{''.join(one.column.split())}：{one.reason}" if one.column else one.reason for one in problems)


def _marked(data: bytes, book: Workbook, by_sheet: Mapping[str, Reasons]) -> bytes:
    """The workbook as it was, with colours and a column added."""
    from openpyxl import load_workbook
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says what styles of Excel it does not know
        opened = load_workbook(io.BytesIO(data))
    fills = {colour: PatternFill("solid", start_color=colour, end_color=colour) for colour in (_BAD, _DOUBTED)}
    for sheet in book.sheets:
        reasons = by_sheet.get(sheet.name)
        if not reasons:
            continue
        page: Any = opened[sheet.name]
        last = len(sheet.rows[0]) + 1
        page.cell(_header_row(sheet), last, TITLE)
        page.column_dimensions[get_column_letter(last)].width = _WIDTH
        for row, several in reasons.items():
            page.cell(row, last, reasons_in_words(several)).alignment = Alignment(wrap_text=True, vertical="top")
            for one in several:
                if one.place >= 0:
                    page.cell(row, one.place + 1).fill = fills[_colour(one)]
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def _rewritten(book: Workbook, by_sheet: Mapping[str, Reasons]) -> bytes:
    """A new workbook with the same cells: text stays text, so that long numbers keep their digits."""
    import xlsxwriter

    stream = io.BytesIO()
    out: Any = xlsxwriter.Workbook(stream, {"in_memory": True})
    text, day = out.add_format({"num_format": "@"}), out.add_format({"num_format": "yyyy-mm-dd"})
    colours = {colour: out.add_format({"num_format": "@", "bg_color": f"#{colour}"}) for colour in (_BAD, _DOUBTED)}
    for number, sheet in enumerate(book.sheets, 1):
        reasons = by_sheet.get(sheet.name, {})
        page = out.add_worksheet(sheet.name or f"Sheet{number}")
        last = max((len(row) for row in sheet.rows), default=0)
        for row, cells in enumerate(sheet.rows):
            bad = {one.place: colours[_colour(one)] for one in reasons.get(row + 1, ())}
            for column, cell in enumerate(cells):
                _write(page, row, column, cell, bad.get(column, day if isinstance(cell, date) else text))
            if row + 1 in reasons:
                page.write_string(row, last, reasons_in_words(reasons[row + 1]))
        if reasons:
            page.write_string(_header_row(sheet) - 1, last, TITLE)
            page.set_column(last, last, _WIDTH)
    out.close()
    return stream.getvalue()


def _write(page: Any, row: int, column: int, cell: Any, style: Any) -> None:
    if isinstance(cell, (date, datetime)):
        page.write_datetime(row, column, cell, style)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        page.write_number(row, column, cell, style)
    elif cell != "":
        page.write_string(row, column, str(cell), style)


def _header_row(sheet: Sheet) -> int:
    header = find_header(sheet)
    return header.data_row if header else 1


def _colour(problem: CellProblem) -> str:
    return _DOUBTED if problem.is_taken else _BAD
