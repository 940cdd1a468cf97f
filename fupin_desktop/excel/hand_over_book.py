"""交账包 as a workbook: a tick list, then one sheet for each screen with every field in the order of the screen."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.excel.saving import scratch_beside, whole_file
from fupin_desktop.excel.write import guarded_cell

TICK = "□"
WIDTHS = {"改了什么": 60, "何时可录": 16, "户编号": 18, "录入界面": 16}
WIDTH, NARROW = 14, 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tick list."""

    screen: str
    code: str
    head: str
    name: str
    changes: str
    opens: str


@dataclass(frozen=True, slots=True)
class ScreenSheet:
    """One screen: its headers and its rows of texts; `changed` are the places (row, column) that differ."""

    title: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    changed: frozenset[tuple[int, int]]


def write_package(
    lines: Sequence[Line],
    sheets: Sequence[ScreenSheet],
    totals: Sequence[Mapping[str, str]],
    target: Path,
    *,
    title: str,
    made_on: date,
) -> None:
    """Write the workbook; every cell is text."""
    import xlsxwriter

    packed = io.BytesIO()
    with scratch_beside(target) as scratch:
        book: Any = xlsxwriter.Workbook(packed, {"tmpdir": scratch, "strings_to_urls": False})
        try:
            _tick_list(book, lines, title, made_on)
            for sheet in sheets:
                _screen(book, sheet)
            _totals(book, totals)
        finally:
            book.close()
    with whole_file(target) as file:
        file.write(packed.getbuffer())


def _tick_list(book: Any, lines: Sequence[Line], title: str, made_on: date) -> None:
    headers = ("序号", "录入界面", "户编号", "户主", "姓名", "改了什么", "何时可录", "已录入")
    page = _page(book, "清单", headers, f"交账包　{title}　{made_on.isoformat()}　录入一条，打一个勾")
    put = guarded_cell(book, page)
    for number, one in enumerate(lines, 1):
        texts = (str(number), one.screen, one.code, one.head, one.name, one.changes, one.opens, TICK)
        for column, text in enumerate(texts):
            put(1 + number, column, text)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, 1)


def _screen(book: Any, sheet: ScreenSheet) -> None:
    page = _page(book, sheet.title, sheet.headers, f"{sheet.title}　栏目按录入界面的先后；标色的是要改的")
    marked = book.add_format({"num_format": "@", "bg_color": "#FCE9D9", "bold": True, "quote_prefix": True})
    put = guarded_cell(book, page)
    for at, row in enumerate(sheet.rows):
        for column, text in enumerate(row):
            if (at, column) in sheet.changed:
                page.write_string(2 + at, column, text, marked)
            else:
                put(2 + at, column, text)


def _totals(book: Any, totals: Sequence[Mapping[str, str]]) -> None:
    headers = tuple(totals[0]) if totals else ("没有数据",)
    page = _page(book, "汇总", headers, "乡镇、县汇总")
    put = guarded_cell(book, page)
    for at, row in enumerate(totals):
        for column, name in enumerate(headers):
            put(2 + at, column, row[name])


def _page(book: Any, name: str, headers: Sequence[str], title: str) -> Any:
    page = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
    for column, header in enumerate(headers):
        page.write_string(1, column, header, bold)
        page.set_column(column, column, WIDTHS.get(header, NARROW if header in ("序号", "已录入") else WIDTH))
    page.freeze_panes(2, 0)
    return page
