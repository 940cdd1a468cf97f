"""Limits against hostile and broken workbooks, checked on the packed file before any reader builds its table.

The reader fills the whole rectangle from the first to the last cell: one stray value in the far corner of a small
file would take all memory and end the program, so the corners are looked up first.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from fupin_desktop.domain.errors import Refused

MOST_BYTES = 100 << 20
MOST_UNPACKED = 1 << 30
MOST_RATIO = 300  # a real export packs 10 to 50 to one
MOST_SHEETS = 100
MOST_COLUMNS = 256  # as in .xls
MOST_ROWS = 500_000
MOST_CELLS = 30_000_000
LONGEST_TEXT = 32_767  # Excel's own limit for one cell
_SHEETS = "xl/worksheets/"
_CHUNK = 1 << 20
_LOCAL_HEADER = struct.Struct("<26xHH")  # of a packed part; only the lengths of its name and its extra field matter
_FAR = re.compile(rb' r="(?:[A-Z]{3}|[J-Z][A-Z]|I[W-Z]|[A-Z]{0,2}\d{6})')  # right of IV, or below row 99 999
_CORNER = re.compile(rb' r="([A-Z]*)(\d+)"')
_TAG = re.compile(rb"(?=<table:(?:table-row|table-cell|covered-table-cell|table)\b)")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
_TEXT = re.compile(rb"<(?:\w+:)?t(?: [^>]*)?>([^<]{%d,})" % LONGEST_TEXT)
_ADVICE = "请在 Excel 或 WPS 里把需要的区域复制到一个新工作簿，另存后再导入。"


def check_size(name: str, size: int) -> None:
    """Refuse a file that no export of a village or a township can be."""
    if size > MOST_BYTES:
        raise Refused(f"《{name}》有 {size >> 20} MB，超过 {MOST_BYTES >> 20} MB。请分成几个文件再导入。")


LooksFor = Callable[[bytes], bool]


class Package(NamedTuple):
    """A packed workbook: its table of contents and its bytes."""

    zip: zipfile.ZipFile
    data: bytes


def check_package(name: str, data: bytes, looks_for: LooksFor = lambda _piece: False) -> set[str]:
    """Refuse a packed workbook that would unpack into more than a computer can hold.

    Gives the parts of which a piece was what the caller looks for: what is unpacked once need not be again.
    """
    marked: set[str] = set()
    try:
        with opened_package(data) as package:
            _check_parts(name, package)
            for part in package.zip.infolist():
                if part.filename == "content.xml":
                    _check_repeats(name, pieces(package, part))
                elif part.filename.lower().endswith(".xml"):  # a sheet may lie anywhere in the package
                    if _check_sheet(name, package, part, looks_for):
                        marked.add(part.filename)
                    _check_texts(name, package, part)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError) as error:
        raise Refused(f"《{name}》打不开，文件已损坏或没有复制完整。请重新导出或重新复制。") from error
    return marked


@contextmanager
def opened_package(data: bytes) -> Generator[Package]:
    """The package with its table of contents."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        yield Package(opened, data)


def _check_parts(name: str, package: Package) -> None:
    parts = package.zip.infolist()
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(f"《{name}》有打开密码，读不了。请去掉密码另存一份，再导入。")
    if unpacked > MOST_UNPACKED or (unpacked > _CHUNK * 64 and unpacked > MOST_RATIO * len(package.data)):
        raise Refused(f"《{name}》展开后有 {unpacked >> 20} MB，不像正常的表格，没有读取。{_ADVICE}")
    if sum(part.filename.startswith(_SHEETS) for part in parts) > MOST_SHEETS:
        raise Refused(f"《{name}》的工作表超过 {MOST_SHEETS} 张。{_ADVICE}")


def _check_sheet(name: str, package: Package, part: zipfile.ZipInfo, looks_for: LooksFor) -> bool:
    """Look for cells far out, which are then measured one by one, and for what the caller wants."""
    is_far = is_marked = False
    for piece in pieces(package, part):
        is_far = is_far or _FAR.search(piece) is not None
        is_marked = is_marked or looks_for(piece)
        if is_far:
            break
    if is_far:
        _measure(name, package, part)
    return is_marked or is_far


def _measure(name: str, package: Package, part: zipfile.ZipInfo) -> None:
    rows = width = 0
    for piece in pieces(package, part):
        corners = set(_CORNER.findall(piece))
        rows = max(rows, *(int(row) for _, row in corners), 0)
        width = max(width, *(_number(column) for column, _ in corners), 0)
        if rows > MOST_ROWS or width > MOST_COLUMNS or rows * width > MOST_CELLS:
            raise Refused(
                f"《{name}》有一张工作表写到了第 {rows} 行、第 {width} 列，"
                f"超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，没有读取。{_ADVICE}"
            )


def _check_texts(name: str, package: Package, part: zipfile.ZipInfo) -> None:
    """A text that stands once beside the sheets may be repeated in every cell of them."""
    if part.filename.startswith(_SHEETS):
        return
    texts = (text for piece in pieces(package, part) for text in _TEXT.findall(piece))
    if any(len(text.decode("utf-8", "replace")) > LONGEST_TEXT for text in texts):  # a Chinese character is three bytes
        raise Refused(f"《{name}》有一个单元格的文字长得不正常，没有读取。{_ADVICE}")


def _check_repeats(name: str, pieces: Iterator[bytes]) -> None:
    """An OpenDocument sheet says "the same again n times"; only up to its last filled cell does that take room."""
    below = bottom = right = width = 0
    for tag in (tag for piece in pieces for tag in _TAG.split(piece)):
        found = _REPEATED.search(tag)
        count = int(found[1]) if found else 1
        if tag.startswith(b"<table:table-row"):
            below, right = below + count, 0
        elif tag.startswith((b"<table:table-cell", b"<table:covered")):
            right += count
            if b"value-type" in tag or b"<text:p" in tag:
                bottom, width = below, max(width, right)
        elif tag.startswith(b"<table:table"):
            below = bottom = right = width = 0
        if bottom > MOST_ROWS or width > MOST_COLUMNS or bottom * width > MOST_CELLS:
            raise Refused(f"《{name}》有一张工作表写到了第 {bottom} 行、第 {width} 列，没有读取。{_ADVICE}")


def pieces(package: Package, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked part piece by piece, cut between tags.

    It is unpacked to its very end, whatever its header says of its size: the reader will do so too.
    """
    rest = b""
    unpacked = 0
    for chunk in _unpacked(package, part):
        unpacked += len(chunk)
        if unpacked > MOST_UNPACKED:
            raise zipfile.BadZipFile(part.filename)
        piece = rest + chunk
        cut = piece.rfind(b"<")
        rest = piece[cut:] if cut > 0 else b""
        yield piece[:cut] if cut > 0 else piece
    yield rest


def _unpacked(package: Package, part: zipfile.ZipInfo) -> Iterator[bytes]:
    start = part.header_offset + _LOCAL_HEADER.size
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(package.data[part.header_offset : start])
    start += name_length + extra_length
    packed = package.data[start : start + part.compress_size]
    if part.compress_type != zipfile.ZIP_DEFLATED:
        yield packed
        return
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not inflating.eof:
        yield inflating.decompress(packed, _CHUNK)
        packed = inflating.unconsumed_tail


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
