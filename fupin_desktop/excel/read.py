"""Reading workbooks: each sheet that a layout recognises becomes typed columns and a list of complaints.

It stages nothing and compares nothing; what cannot be read is said cell by cell and the rest is kept.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from fupin_desktop.domain.dossier import HEAD
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.staging.collector import collector_at_rest
from fupin_desktop.domain.staging.reading import CellProblem, Heading, Reading, YearBasis
from fupin_desktop.excel.data_rows import data_rows
from fupin_desktop.excel.data_year import year_of
from fupin_desktop.excel.header import Header, find_header
from fupin_desktop.excel.layout import header_of, spec_of
from fupin_desktop.excel.open_workbook import Sheet, Workbook, open_workbook
from fupin_desktop.excel.parse import Parser, parser
from fupin_desktop.excel.parsed import Fault

YEAR, NUMBER = "row.year", "row.number"
HOUSEHOLD_KEYS = (
    "household.household_code",
    "household.head_person_code",
    "household.head_id_number",
    "household.head_name",
)


def read_workbook(path: Path, year: int | None = None) -> list[Reading]:
    """The sheets of a file; `year` holds where the file names none. Refused if nothing in it can be read."""
    return read_sheets(open_workbook(path), year)


def read_sheets(book: Workbook, year: int | None = None) -> list[Reading]:
    """The recognised sheets of an open workbook."""
    with collector_at_rest():
        found = [(sheet, find_header(sheet)) for sheet in book.sheets]
        readings = [_read(book.name, sheet, header, year) for sheet, header in found if header]
    filled = [reading for reading in readings if reading.rows or reading.problems]
    if not readings:
        raise Refused(
            f"《{book.name}》里没有认得出的表头：没有找到「{header_of(HOUSEHOLD_KEYS[0])}」「{header_of('person.name')}」"
            "这样的列名。请导入全国系统导出的户信息、贫困人口信息、帮扶责任人结对查询，或列名相同的表。"
        )
    if not filled:
        raise Refused(f"《{book.name}》只有表头，没有数据行。请检查导出时的查询条件，重新导出后再导入。")
    strangers = [sheet.name for sheet, header in found if header is None and sheet.rows and not sheet.is_hidden]
    if strangers:
        filled[0].notes.append(f"《{book.name}》里这些工作表没有认出表头，没有收：{'、'.join(strangers)}。")
    return filled


def _read(file: str, sheet: Sheet, header: Header, given_year: int | None) -> Reading:
    indexes = data_rows(sheet, header)
    shifted = _shifted(sheet, header, indexes)
    year, basis = year_of(sheet.rows[: header.first_row], file, given_year)
    reading = Reading(
        file=file,
        sheet=sheet.name,
        layout=header.layout.name,
        entity=header.layout.entity,
        rows=[index + 1 for index in indexes if index not in shifted],
        columns={},
        headings={path: Heading(places[0], header.texts[places[0]]) for path, places in header.places.items()},
        year=year,
        year_basis=basis,
        header_row=header.data_row,
    )
    reading.problems += [_objection(reading, index + 1, reason) for index, reason in shifted.items()]
    raw = _raw_columns(sheet, header, [index for index in indexes if index not in shifted])
    raw.pop(NUMBER, None)
    _drop_keyless(reading, raw, header)
    if YEAR in raw:
        _take_years(reading, raw.pop(YEAR))
    for path, cells in raw.items():
        parse = parser(spec_of(path), header.units[path], reading.year, path in header.layout.months)
        reading.columns[path] = _parsed(reading, path, cells, parse)
    if reading.entity == "person":
        _carry_household_down(reading)
    _note_columns(reading, header)
    if sheet.is_hidden:
        reading.notes.append(f"{reading.title}是隐藏的工作表，也收了，请核对是不是要的。")
    return reading


def _shifted(sheet: Sheet, header: Header, indexes: Sequence[int]) -> dict[int, str]:
    """The rows of a text that have more cells than its header: a comma stood where it does not separate.

    Some programs end every row with a comma; that moves nothing.
    """
    if not sheet.lengths or not indexes:
        return {}
    width = sheet.lengths[header.data_row - 1]
    counted = Counter(sheet.lengths[index] for index in indexes)
    usual = max(counted, key=lambda length: (counted[length], -length))
    return {
        index: f"这一行比表头多出 {sheet.lengths[index] - width} 格，多半是内容里有没加引号的分隔符，"
        "各格已经错位：整行没有收"
        for index in indexes
        if sheet.lengths[index] > max(width, usual) or any(cell != "" for cell in sheet.rows[index][width:])
    }


def _objection(reading: Reading, row: int, reason: str) -> CellProblem:
    return CellProblem(reading.file, reading.sheet, row, "", "", reason)


def _raw_columns(sheet: Sheet, header: Header, indexes: Sequence[int]) -> dict[str, Sequence[Any]]:
    """The cells of each field; several columns of one list are joined."""
    if not indexes:
        return dict.fromkeys(header.places, ())
    columns = list(zip(*(sheet.rows[index] for index in indexes), strict=True))
    return {
        path: columns[places[0]]
        if len(places) == 1
        else [
            "、".join(str(cell) for cell in cells if cell != "")
            for cells in zip(*(columns[place] for place in places), strict=True)
        ]
        for path, places in header.places.items()
    }


def _parsed(reading: Reading, path: str, cells: Sequence[Any], parse: Parser) -> list[Any]:
    """Each different cell is parsed once: an export repeats a few values down the column."""
    meanings = {cell: parse(cell) for cell in set(cells)}
    if Fault in map(type, meanings.values()):
        faults = {cell: meaning for cell, meaning in meanings.items() if isinstance(meaning, Fault)}
        meanings |= {cell: fault.value for cell, fault in faults.items()}
        for index, cell in enumerate(cells):
            if cell in faults:
                reason, value = faults[cell]
                problem = reading.problem(index, path, cell, reason)
                reading.problems.append(problem._replace(is_taken=value is not None))
    return list(map(meanings.__getitem__, cells))


def _drop_keyless(reading: Reading, raw: dict[str, Sequence[Any]], header: Header) -> None:
    """Leave out rows that name nobody; only those that say something else are worth a complaint."""
    keys = [raw[path] for path in header.layout.keys if path in raw]
    keyless = {
        index for index, cells in enumerate(zip(*keys, strict=True)) if not any(str(cell).strip() for cell in cells)
    }
    if not keyless:
        return
    said = Counter(index for cells in raw.values() for index in keyless if str(cells[index]).strip())
    labels = "、".join(spec_of(path).label for path in header.layout.keys)
    for index in sorted(index for index, count in said.items() if count > len(HOUSEHOLD_KEYS)):
        problem = reading.problem(index, "", "", f"这一行{labels}都是空的，不知道说的是谁，没有收")
        reading.problems.append(problem)
    kept = [index for index in range(len(reading.rows)) if index not in keyless]
    reading.rows = [reading.rows[index] for index in kept]
    for path, cells in raw.items():
        raw[path] = [cells[index] for index in kept]


def _take_years(reading: Reading, cells: Sequence[Any]) -> None:
    years = _parsed(reading, YEAR, cells, parser(spec_of(YEAR)))
    reading.columns[YEAR] = years
    counted = Counter(year for year in years if year is not None)
    if counted:
        reading.year, reading.year_basis = counted.most_common(1)[0][0], YearBasis.COLUMN


def _carry_household_down(reading: Reading) -> None:
    """Where the household stands only on the head's row, let it hold for the rows below.

    In a sheet that names it on every row, one blank is a person without a household and stays one.
    """
    relations = reading.column("membership.relation_to_head")
    for path in HOUSEHOLD_KEYS:
        values = reading.columns.get(path)
        if not values:
            continue
        below = [value for value, relation in zip(values, relations, strict=True) if relation != HEAD]
        if 2 * sum(value is None for value in below) <= len(below):
            continue
        last: Any = None
        for index, (value, relation) in enumerate(zip(values, relations, strict=True)):
            last = value if value is not None or relation == HEAD else last
            values[index] = last


def _note_columns(reading: Reading, header: Header) -> None:
    if header.unknown:
        reading.notes.append(f"{reading.title}里这些列没有收：{'、'.join(_one_line(header.unknown))}。")
    if header.doubled:
        doubled = "、".join(_one_line(header.doubled))
        reading.notes.append(f"{reading.title}里这些列重复，只收了靠左的一列，请核对是不是它：{doubled}。")
    missing = HOUSEHOLD_KEYS[0]
    if reading.entity in ("household", "person", "helper") and missing not in reading.columns:
        others = [reading.headings[path].text for path in HOUSEHOLD_KEYS[1:3] if path in reading.columns]
        how = f"改用「{'」和「'.join(_one_line(others))}」对应到户" if others else "只能按户主所在的行分户"
        reading.notes.append(
            f"{reading.title}缺少「{spec_of(missing).label}」一列：{how}，对不上的按新户登记、没有户编号。"
            "最好请来源单位补上这一列重新导出。"
        )


def _one_line(texts: Iterable[str]) -> list[str]:
    return ["".join(text.split()) for text in texts]
