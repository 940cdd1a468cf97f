"""Writing the registry's households, persons and helpers in the layouts of the national exports.

Every cell is text, as there: an ID number keeps its digits, and nothing can begin to calculate. What is written here
and read again changes nothing.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.excel.layout import Layout, layout, layouts, spec_of
from fupin_desktop.excel.saving import scratch_beside, whole_file
from fupin_desktop.excel.sources import Source, sources_of, sources_of_village
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.fields.wording import day_in_words, worded

Progress = Callable[[int], None]  # how many dossiers are done
Cancelled = Callable[[], bool]
_TITLE_ROWS = 2
_COLUMN_WIDTH = 16
_STARTS_FORMULA = ("=", "+", "-", "@")


class SheetInfo(NamedTuple):
    """A sheet that can be written."""

    name: str
    title: str


SHEETS: tuple[SheetInfo, ...] = tuple(SheetInfo(one.name, one.title) for one in layouts())


def write_sheet(
    name: str,
    dossiers: Iterable[Dossier],
    target: Path,
    *,
    year: int,
    exported_on: date,
    progress: Progress = lambda _done: None,
    cancelled: Cancelled = lambda: False,
) -> int | None:
    """Write the sheet of that name from dossiers of one year; gives the number of rows, None if cancelled."""
    return _write(
        layout(name), (sources_of(name, one) for one in dossiers), target, year, exported_on, progress, cancelled
    )


def write_villages(
    villages: Iterable[tuple[Village, VillageYear | None]], target: Path, *, year: int, exported_on: date
) -> int | None:
    """Write the village sheet of one year."""
    return _write(
        layout("villages"),
        (sources_of_village(village, facts, year) for village, facts in villages),
        target,
        year,
        exported_on,
        lambda _done: None,
        lambda: False,
    )


def _write(
    shape: Layout,
    groups: Iterable[Iterable[Source]],
    target: Path,
    year: int,
    exported_on: date,
    progress: Progress,
    cancelled: Cancelled,
) -> int | None:
    import xlsxwriter

    packed = io.BytesIO()
    with scratch_beside(target) as scratch:
        book: Any = xlsxwriter.Workbook(packed, {"constant_memory": True, "tmpdir": scratch, "strings_to_urls": False})
        try:
            rows = _fill(book, shape, groups, year, exported_on, progress, cancelled)
        finally:
            book.close()
    if rows is not None:
        with whole_file(target) as file:
            file.write(packed.getbuffer())
    return rows


def _fill(
    book: Any,
    shape: Layout,
    groups: Iterable[Iterable[Source]],
    year: int,
    exported_on: date,
    progress: Progress,
    cancelled: Cancelled,
) -> int | None:
    page = _headed(book, shape, year, exported_on)
    put = guarded_cell(book, page)
    rows = 0
    for done, group in enumerate(groups, 1):
        for source in group:
            for column, text in enumerate(cells_of(shape, source)):
                put(_TITLE_ROWS + 1 + rows, column, text)
            rows += 1
        progress(done)
        if cancelled():
            return None
    return rows


def guarded_cell(book: Any, page: Any) -> Callable[[int, int, str], None]:
    """Writes a cell as text, whatever it begins with; nothing for a blank."""
    plain = book.add_format({"num_format": "@"})
    guarded = book.add_format({"num_format": "@", "quote_prefix": True})

    def put(row: int, column: int, text: str) -> None:
        if text:
            page.write_string(row, column, text, guarded if text.startswith(_STARTS_FORMULA) else plain)

    return put


def _headed(book: Any, shape: Layout, year: int, exported_on: date) -> Any:
    """The sheet with its two title rows and its header in row 3, where the national exports have it."""
    page = book.add_worksheet(shape.title)
    bold = book.add_format({"bold": True, "align": "center"})
    last = len(shape.columns) - 1
    page.set_column(0, last, _COLUMN_WIDTH)
    page.freeze_panes(_TITLE_ROWS + 1, 0)
    page.merge_range(0, 0, 0, last, shape.title, bold)
    page.merge_range(1, 0, 1, last, f"数据年度：{year}    导出时间：{exported_on.isoformat()}")
    for column, (header, _) in enumerate(shape.columns):
        page.write_string(_TITLE_ROWS, column, header, bold)
    return page


def cells_of(shape: Layout, source: Source) -> Iterator[str]:
    """The text of each column for one row."""
    for _, path in shape.columns:
        record, _, name = path.partition(".")
        value = getattr(source.get(record), name, None)
        yield "" if value is None else text_of(spec_of(path), value, in_words=path in shape.in_words)


def text_of(spec: FieldSpec, value: Any, *, in_words: bool = False) -> str:
    """A value as the text of a cell, such that reading it gives the value again; days may be written in words."""
    match spec.kind:
        case Kind.DECIMAL | Kind.MONEY:
            return decimal_text(value)
        case Kind.DAY:
            return day_in_words(value) if in_words else str(value)
        case Kind.CODES:
            return ",".join(_label(spec.codes, code) for code in value) if value else "无"
        case _:
            return worded(spec, value, _label)


def _label(table: str, code: str) -> str:
    return code_table(table).label(code)
