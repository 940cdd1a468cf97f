"""From a file to sheets of raw cells, whatever its kind and its name. It understands no header and no value."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.domain.staging.collector import collector_at_rest
from fupin_desktop.excel.file_kind import FileKind, kind_of
from fupin_desktop.excel.formulas import Formulas, may_hold_formula, without_result
from fupin_desktop.excel.limits import check_package, check_size, opened_package
from fupin_desktop.excel.old_limits import check_old_workbook
from fupin_desktop.excel.text_table import text_rows

Cell = Any  # str, float, int, bool, date, datetime, time or timedelta; "" is blank
Range = tuple[tuple[int, int], tuple[int, int]]  # first and last (row, column) from 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its rows from the first; every row is as long as the others."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...] = ()
    is_hidden: bool = False
    lengths: tuple[int, ...] = ()  # of a text's rows, before they were made equally long


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file with its sheets."""

    name: str
    kind: FileKind
    sheets: tuple[Sheet, ...]


def open_workbook(path: Path) -> Workbook:
    """Read a file; Refused if it holds no sheets, Unavailable if it cannot be had at all."""
    return open_bytes(path.name, bytes_of(path))


def open_bytes(name: str, data: bytes) -> Workbook:
    """Read the content of a file of that name; Refused if it holds no sheets."""
    kind = kind_of(name, data)
    if kind is FileKind.TEXT:
        rows = text_rows(name, data)
        width = max(map(len, rows), default=0)
        lengths = tuple(map(len, rows))
        return Workbook(name, kind, (Sheet("", [row + [""] * (width - len(row)) for row in rows], lengths=lengths),))
    formulas: Mapping[str, Formulas] = {}
    if kind in (FileKind.XLSX, FileKind.ODS):
        parts = check_package(name, data, may_hold_formula)
        with opened_package(data) as package:
            formulas = without_result(package, parts)
    if kind is FileKind.XLS:
        check_old_workbook(name, data)
    with collector_at_rest():
        return Workbook(name, kind, _sheets(name, data, formulas))


def bytes_of(path: Path) -> bytes:
    """The content of a file within the limits; Refused or Unavailable if it cannot be had."""
    try:
        check_size(path.name, path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused(f"找不到文件「{path}」。请检查是否已改名、移走，或U盘是否插好。") from error
    except IsADirectoryError as error:
        raise Refused(f"「{path}」是文件夹。请选择里面的表格文件。") from error
    except PermissionError as error:
        raise Unavailable(f"没有权限读取《{path.name}》，或它正被别的程序占用。请关闭后再试。") from error
    except OSError as error:
        raise Unavailable(f"读取《{path.name}》时出错（{error.strerror}）。请把文件复制到本机后再试。") from error


def _sheets(name: str, data: bytes, formulas: Mapping[str, Formulas]) -> tuple[Sheet, ...]:
    broken = Refused(f"《{name}》打不开，可能不是表格或已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。")
    try:
        return tuple(_sheets_in(CalamineWorkbook.from_filelike(io.BytesIO(data)), formulas))
    except PasswordError as error:
        raise Refused(f"《{name}》有打开密码，读不了。请在 Excel 或 WPS 里去掉密码另存一份，再导入。") from error
    except CalamineError as error:
        raise broken from error
    except BaseException as error:
        # WORKAROUND: a damaged .xls can make the reader panic; what it raises then has no importable name and is
        # no Exception (https://pyo3.rs/latest/doc/pyo3/panic/struct.panicexception).
        if type(error).__name__ != "PanicException":
            raise
        raise broken from error


def _sheets_in(book: CalamineWorkbook, formulas: Mapping[str, Formulas]) -> Iterator[Sheet]:
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = sheet.to_python(skip_empty_area=False)
        _show_formulas(rows, formulas.get(about.name, {}))
        is_hidden = about.visible is not SheetVisibleEnum.Visible
        yield Sheet(about.name, rows, tuple(sheet.merged_cell_ranges or ()), is_hidden)


def _show_formulas(rows: list[list[Cell]], formulas: Formulas) -> None:
    """Put the formulas that have no result where the reader has left blanks."""
    if not formulas:
        return
    width = max(max(place.column for place in formulas) + 1, max(map(len, rows), default=0))
    rows += [[] for _ in range(max(place.row for place in formulas) + 1 - len(rows))]
    for row in rows:
        row.extend([""] * (width - len(row)))
    for place, formula in formulas.items():
        if rows[place.row][place.column] == "":
            rows[place.row][place.column] = formula
