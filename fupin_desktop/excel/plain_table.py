"""A table as a workbook of one sheet: a title, headers, rows of text. It knows no record."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from fupin_desktop.excel.saving import scratch_beside, whole_file
from fupin_desktop.excel.write import guarded_cell

WIDTH, NARROW, WIDE = 14, 6, 36
LONG = 12  # characters of a text that needs the wide column


def write_table(title: str, headers: Sequence[str], rows: Iterable[Sequence[str]], target: Path) -> None:
    """Write it; every cell is text."""
    import xlsxwriter

    kept, packed = list(rows), io.BytesIO()
    with scratch_beside(target) as scratch:
        book: Any = xlsxwriter.Workbook(packed, {"tmpdir": scratch, "strings_to_urls": False})
        try:
            page = book.add_worksheet()
            bold = book.add_format({"bold": True, "bottom": 1})
            page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
            put = guarded_cell(book, page)
            for column, header in enumerate(headers):
                page.write_string(1, column, header, bold)
                longest = max((len(row[column]) for row in kept), default=0)
                page.set_column(column, column, WIDE if longest > LONG else NARROW if header == "序号" else WIDTH)
            for at, row in enumerate(kept, 2):
                for column, text in enumerate(row):
                    put(at, column, text)
            page.freeze_panes(2, 0)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.repeat_rows(0, 1)
        finally:
            book.close()
    with whole_file(target) as file:
        file.write(packed.getbuffer())
