"""Finding the header of a sheet: in which rows it stands, which layout it follows, which field each column is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.excel.characters import plain_header, without_unit
from fupin_desktop.excel.layout import Layout, layouts, spec_of
from fupin_desktop.excel.open_workbook import Range, Sheet
from fupin_desktop.fields.spec import Kind

LEAST_KNOWN = 3
LEAST_BESIDE_PLACES = 2  # a number, a county, a township and a village alone say nothing of anybody
SEARCHED_ROWS = 10  # rows with something in them
DEEPEST = 3  # header rows above one another (domain.md §10.5)
VILLAGE_NAMES = frozenset(("village.name", "village.township_name", "village.county_name"))
REPEATABLE = (Kind.CODES,)  # 致贫原因2 and 致贫原因3 are one field


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says: first data row, and the columns of each field (several only for lists of codes)."""

    layout: Layout
    first_row: int  # of the header itself
    data_row: int
    texts: tuple[str, ...]  # each column's header as it stands
    places: Mapping[str, tuple[int, ...]]  # "record.field" -> columns
    units: Mapping[str, str]  # what stands in brackets behind the header
    unknown: tuple[str, ...]  # headers that are no field of ours
    doubled: tuple[str, ...]  # headers of a field that another column has already

    @property
    def score(self) -> tuple[int, int, int]:
        """Known fields, then those at home in the layout, then fewer header rows."""
        own = sum(path in self.layout.own for path in self.places)
        return len(self.places), own, self.first_row - self.data_row


def find_header(sheet: Sheet) -> Header | None:
    """The best reading of the sheet's top rows; None if no layout recognises three fields and a key."""
    top = [index for index, row in enumerate(sheet.rows[:200]) if any(cell != "" for cell in row)][:SEARCHED_ROWS]
    found: list[Header] = []
    for start in top:
        for depth in range(1, DEEPEST + 1):
            if start + depth > len(sheet.rows):
                break
            texts = _texts(sheet, start, depth)
            found += [header for layout in layouts() if (header := _header(layout, start, depth, texts))]
    return max(found, key=lambda header: header.score, default=None)


def _header(layout: Layout, start: int, depth: int, texts: Sequence[tuple[str, ...]]) -> Header | None:
    places: dict[str, tuple[int, ...]] = {}
    units: dict[str, str] = {}
    unknown: list[str] = []
    doubled: list[str] = []
    for column, parts in enumerate(texts):
        path, unit = _understood(layout.vocabulary, parts)
        if path is None:
            unknown += ["/".join(parts)] if parts else []
        elif path in places and spec_of(path).kind not in REPEATABLE:
            doubled.append("/".join(parts))
        else:
            places[path] = (*places.get(path, ()), column)
            units[path] = unit
    for path, other in layout.alone.items():
        if path in places and other not in places:
            places[other], units[other] = places.pop(path), units.pop(path)
    telling = sum(not path.startswith(("region.", "row.")) and path not in VILLAGE_NAMES for path in places)
    if len(places) < LEAST_KNOWN or telling < LEAST_BESIDE_PLACES or places.keys().isdisjoint(layout.keys):
        return None
    shown = tuple("/".join(parts) for parts in texts)
    return Header(layout, start, start + depth, shown, places, units, tuple(dict.fromkeys(unknown)), tuple(doubled))


def _understood(vocabulary: Mapping[str, str], parts: Sequence[str]) -> tuple[str | None, str]:
    """The field that the parts of a header name: all of them, or the lower ones, with or without the unit."""
    plain = [plain_header(part) for part in parts]
    for start in range(len(plain)):
        joined = "/".join(plain[start:])
        bare, unit = without_unit(joined)
        path = vocabulary.get(joined) or vocabulary.get(bare)
        if path is not None:
            return path, unit
    return None, ""


def _texts(sheet: Sheet, start: int, depth: int) -> list[tuple[str, ...]]:
    """For each column its header texts from above to below, a merged cell counted once."""
    rows = [[_text(cell) for cell in sheet.rows[index]] for index in range(start, start + depth)]
    if depth > 1:
        for number in range(depth):
            _spread(rows, number, start + number, sheet.merged)
    return [tuple(dict.fromkeys(text for text in column if text)) for column in zip(*rows, strict=True)]


def _spread(rows: list[list[str]], number: int, index: int, merged: Iterable[Range]) -> None:
    """Let a group title hold for the columns it is merged over, or that follow it with something below."""
    row = rows[number]
    ranges = [(left, right) for (upper, left), (lower, right) in merged if upper <= index <= lower and left < right]
    for left, right in ranges:
        for column in range(left + 1, min(right + 1, len(row))):
            row[column] = row[column] or row[left]
    if ranges or number + 1 == len(rows):
        return
    for column in range(1, len(row)):
        if not row[column] and rows[number + 1][column]:
            row[column] = row[column - 1]


def _text(cell: Any) -> str:
    return cell.strip() if isinstance(cell, str) else ""
