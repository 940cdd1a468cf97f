"""Formulas whose result a workbook does not hold: the reader shows such a cell as blank, and a blank is no answer.

Programs that write formulas without calculating leave the result out; Excel fills it in when it opens the file, and
only saving keeps it. Sheets without any formula are never looked at.
"""

import html
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from fupin_desktop.excel.limits import Package, pieces

_MARKS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ")
_LONGEST = 1 << 16  # a cell with its formula; Excel allows 8 192 characters
_MOST_SHEETS_XML = 4 << 20
_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\b[^>]*>([^<]*))?"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_TEXT_RESULT = re.compile(rb'\bt="str"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Formula(str):
    """A cell that holds a formula and no result; as text it is the formula."""

    __slots__ = ()


class Place(NamedTuple):
    """A row and a column, from 0."""

    row: int
    column: int


Formulas = Mapping[Place, Formula]


def may_hold_formula(piece: bytes) -> bool:
    """Whether a piece of a sheet has the tag; the letter alone is rare among cells, and much quicker to look for."""
    return b"f" in piece and any(mark in piece for mark in _MARKS)


def without_result(package: Package, parts: Collection[str]) -> dict[str, Formulas]:
    """The formulas without result of these parts, by the name of their sheet."""
    if not parts:
        return {}
    return {name: dict(_in_part(package, part)) for name, part in _sheets(package) if part in parts}


def _in_part(package: Package, part: str) -> Iterator[tuple[Place, Formula]]:
    rest = b""
    for piece in pieces(package, package.zip.getinfo(part)):
        text = rest + piece
        cut = max(text.rfind(b"</c>"), text.rfind(b":c>"))
        yield from _in_text(text[:cut] if cut > 0 else text)
        rest = text[cut:] if cut > 0 else text[-_LONGEST:]
    yield from _in_text(rest)


def _in_text(text: bytes) -> Iterator[tuple[Place, Formula]]:
    for cell in _CELL.finditer(text):
        about, formula, result = cell.groups()
        is_empty_text = result is not None and _TEXT_RESULT.search(about)  # calculated, and it gave no character
        place = _PLACE.search(about)
        if place is not None and not is_empty_text and not (result or b"").strip():
            shown = html.unescape((formula or b"").decode("utf-8", "replace")).strip()
            yield Place(int(place[2]) - 1, _number(place[1]) - 1), Formula(f"={shown}")


def _sheets(package: Package) -> Iterable[tuple[str, str]]:
    """Each sheet's name and the part of the package that holds it."""
    book, relations = _parsed(package, "xl/workbook.xml"), _parsed(package, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return []
    targets = {one.get("Id"): one.get("Target") or "" for one in relations}
    sheets = (one for one in book.iter() if one.tag.rpartition("}")[2] == "sheet")
    return [(one.get("name") or "", _path(targets.get(one.get(_RELATION)) or "")) for one in sheets]


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _parsed(package: Package, part: str) -> ElementTree.Element | None:
    names = {info.filename: info for info in package.zip.infolist()}
    if part not in names:
        return None
    content = b""
    for piece in pieces(package, names[part]):
        content += piece
        if len(content) > _MOST_SHEETS_XML:
            return None
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return None  # the reader will say so, or knows better


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
