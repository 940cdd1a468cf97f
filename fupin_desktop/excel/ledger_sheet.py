"""The sheets of a village's lists: written with the record's number on each row, so that reading them again knows it.

Its first cell says which list it is (台账：资金支付（fund_payment）); nothing is guessed from the headers.
"""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.staging.reading import Heading, Reading
from fupin_desktop.excel.open_workbook import Sheet, Workbook
from fupin_desktop.excel.parse import parser
from fupin_desktop.excel.parsed import Fault
from fupin_desktop.excel.saving import scratch_beside, whole_file
from fupin_desktop.excel.write import guarded_cell, text_of
from fupin_desktop.fields.spec import FieldSpec, Kind, RecordSpec

ID = "id"
_TITLE = re.compile(r"\s*台账：[^（]*（(\w+)）\s*")
_HEADER_ROW = 2  # from 0; as in the national exports
_OWNERS = {"village_id": "村编号", "household_id": "户编号"}
_WIDTH = 16


def title_of(spec: RecordSpec) -> str:
    """What stands in the first cell."""
    return f"台账：{spec.title}（{spec.name}）"


def headers_of(spec: RecordSpec) -> dict[str, str]:
    """The header of each field; the owner by its code, then every catalogued field, the record's own number first."""
    fields = {one.name: one for one in spec.fields if one.name != spec.owner}
    return {ID: "记录号", spec.owner: _OWNERS[spec.owner], **{name: _header(one) for name, one in fields.items()}}


def write_ledger(
    spec: RecordSpec, rows: Iterable[tuple[Any, Mapping[str, str]]], target: Path, exported_on: date
) -> int:
    """Write records, each with what its references are called by their fields; gives the number of rows."""
    import xlsxwriter

    packed, count, headers = io.BytesIO(), 0, headers_of(spec)
    with scratch_beside(target) as scratch:
        book: Any = xlsxwriter.Workbook(packed, {"constant_memory": True, "tmpdir": scratch, "strings_to_urls": False})
        try:
            page = _headed(book, spec, headers, exported_on)
            put = guarded_cell(book, page)
            for count, (row, called) in enumerate(rows, 1):
                for column, name in enumerate(headers):
                    put(_HEADER_ROW + count, column, _cell(spec, row, called, name))
        finally:
            book.close()
    with whole_file(target) as file:
        file.write(packed.getbuffer())
    return count


def ledgers_in(book: Workbook) -> tuple[list[Reading], Workbook]:
    """The sheets of lists, read; and the workbook without them."""
    found = [(sheet, _record_of(sheet)) for sheet in book.sheets]
    readings = [_read(book.name, sheet, RECORDS[record]) for sheet, record in found if record]
    return readings, Workbook(book.name, book.kind, tuple(sheet for sheet, record in found if not record))


def _record_of(sheet: Sheet) -> str:
    first = str(sheet.rows[0][0]) if sheet.rows and sheet.rows[0] else ""
    said = _TITLE.fullmatch(first)
    record = said.group(1) if said and len(sheet.rows) > _HEADER_ROW else ""
    return record if record in RECORDS and RECORDS[record].owner in _OWNERS and not RECORDS[record].key else ""


def _read(file: str, sheet: Sheet, spec: RecordSpec) -> Reading:
    known = {header: name for name, header in headers_of(spec).items()}
    texts = ["".join(str(cell).split()) for cell in sheet.rows[_HEADER_ROW]]
    places = {known[text]: at for at, text in enumerate(texts) if text in known}
    indexes = [
        at
        for at in range(_HEADER_ROW + 1, len(sheet.rows))
        if any(str(sheet.rows[at][place]).strip() for place in places.values())
    ]
    reading = Reading(
        file=file,
        sheet=sheet.name,
        layout=spec.name,
        entity=spec.name,
        rows=[at + 1 for at in indexes],
        columns={},
        headings={f"{spec.name}.{name}": Heading(at, texts[at]) for name, at in places.items()},
        header_row=_HEADER_ROW + 1,
    )
    for name, place in places.items():
        cells = [sheet.rows[at][place] for at in indexes]
        reading.columns[f"{spec.name}.{name}"] = _parsed(reading, spec, name, cells)
    unknown = [text for text in texts if text and text not in known]
    if unknown:
        reading.notes.append(f"{reading.title}里这些列没有收：{'、'.join(unknown)}。")
    return reading


def _parsed(reading: Reading, spec: RecordSpec, name: str, cells: list[Any]) -> list[Any]:
    """Typed values; what points to a record stays the text by which it is called."""
    path, of = f"{spec.name}.{name}", spec.by_name.get(name)
    is_called = of is None or of.kind is Kind.REF
    parse = _plain if is_called or of is None else parser(of)
    values: list[Any] = []
    for index, cell in enumerate(cells):
        value = parse(cell)
        if isinstance(value, Fault):
            problem = reading.problem(index, path, cell, value.reason)
            reading.problems.append(problem._replace(is_taken=value.value is not None))
            value = value.value
        values.append(value)
    return values


def _plain(cell: Any) -> str | None:
    text = str(cell).strip().removesuffix(".0")
    return text or None


def _cell(spec: RecordSpec, row: Any, called: Mapping[str, str], name: str) -> str:
    value = getattr(row, name)
    if value is None or name == ID:
        return value or ""
    of = spec.by_name[name]
    return called.get(name, value) if of.kind is Kind.REF else text_of(of, value)


def _header(spec: FieldSpec) -> str:
    return f"{spec.label}（{spec.unit}）" if spec.unit else spec.label


def _headed(book: Any, spec: RecordSpec, headers: Mapping[str, str], exported_on: date) -> Any:
    page = book.add_worksheet(spec.title)
    bold = book.add_format({"bold": True})
    page.set_column(0, len(headers) - 1, _WIDTH)
    page.freeze_panes(_HEADER_ROW + 1, 0)
    page.write_string(0, 0, title_of(spec), bold)
    page.write_string(1, 0, f"导出时间：{exported_on.isoformat()}    新的一行不用填记录号；空格不会抹掉已登记的内容。")
    for column, header in enumerate(headers.values()):
        page.write_string(_HEADER_ROW, column, header, bold)
    return page
