"""Limits against hostile and broken workbooks, checked on the packed file before any reader builds its table.

The reader fills the whole rectangle from the first to the last cell: one stray value in the far corner of a small
file would take all memory and end the program, so the corners are looked up first.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from fupin_desktop.domain.errors import Refused

MOST_BYTES = 100 << 20
MOST_UNPACKED = 1 << 30
MOST_RATIO = 300  # a real export packs 10 to 50 to one
MOST_SHEETS = 100
MOST_COLUMNS = 500
MOST_ROWS = 500_000
MOST_CELLS = 60_000_000
LONGEST_TEXT = 32_767  # Excel's own limit for one cell
_CHUNK = 1 << 20
_COLUMN = re.compile(rb' r="([A-Z]+)\d')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
_TEXT = re.compile(rb"<(?:\w+:)?t(?: [^>]*)?>([^<]{%d,})" % LONGEST_TEXT)
_ADVICE = "请在 Excel 或 WPS 里把需要的区域复制到一个新工作簿，另存后再导入"


def check_size(name: str, size: int) -> None:
    """Refuse a file that no export of a village or a township can be."""
    if size > MOST_BYTES:
        raise Refused(f"《{name}》有 {size >> 20} MB，超过 {MOST_BYTES >> 20} MB。请分成几个文件再导入")


def check_package(name: str, data: bytes) -> None:
    """Refuse a packed workbook that would unpack into more than a computer can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(name, package, len(data))
            for part in package.namelist():
                if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                    _check_sheet(name, _pieces(package, part))
                elif part.endswith("sharedStrings.xml"):
                    _check_texts(name, _pieces(package, part))
                elif part == "content.xml":
                    _check_repeats(name, _pieces(package, part))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(f"《{name}》打不开，文件已损坏或没有复制完整。请重新导出或重新复制") from error


def _check_parts(name: str, package: zipfile.ZipFile, size: int) -> None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(f"《{name}》有打开密码，读不了。请去掉密码另存一份，再导入")
    if unpacked > MOST_UNPACKED or (unpacked > _CHUNK * 64 and unpacked > MOST_RATIO * size):
        raise Refused(f"《{name}》展开后有 {unpacked >> 20} MB，不像正常的表格，没有读取。{_ADVICE}")
    if sum(part.filename.startswith("xl/worksheets/") for part in parts) > MOST_SHEETS:
        raise Refused(f"《{name}》的工作表超过 {MOST_SHEETS} 张。{_ADVICE}")


def _check_sheet(name: str, pieces: Iterator[bytes]) -> None:
    columns: set[bytes] = set()
    rows = 0
    for piece in pieces:
        columns.update(_COLUMN.findall(piece))
        rows = max(rows, *map(int, _ROW.findall(piece)), 0)
        if re.search(rb' r="[A-Z]+\d{%d,}"' % (len(str(rows)) + 1), piece):
            rows = MOST_ROWS + 1  # a cell that claims to stand far below its own row
        width = max(map(_number, columns), default=0)
        if rows > MOST_ROWS or width > MOST_COLUMNS or rows * width > MOST_CELLS:
            raise Refused(
                f"《{name}》有一张工作表写到了第 {rows} 行、第 {width} 列，"
                f"超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，没有读取。{_ADVICE}"
            )


def _check_texts(name: str, pieces: Iterator[bytes]) -> None:
    if any(_TEXT.search(piece) for piece in pieces):
        raise Refused(f"《{name}》有一个单元格的文字长得不正常，没有读取。{_ADVICE}")


def _check_repeats(name: str, pieces: Iterator[bytes]) -> None:
    """An OpenDocument sheet says "the same again n times"; blank rows to the end of the sheet are usual."""
    filled = 0
    for piece in pieces:
        for cell in re.split(rb"(?=<table:table-(?:row|cell))", piece):
            found = _REPEATED.search(cell)
            if found and (b"value-type" in cell or b"<text:p" in cell):
                filled += int(found[1])
        if filled > MOST_ROWS:
            raise Refused(f"《{name}》有重复上百万次的单元格，没有读取。{_ADVICE}")


def _pieces(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The unpacked part piece by piece, cut between tags; what a false header hides is counted too."""
    rest = b""
    unpacked = 0
    with package.open(part) as file:
        while chunk := file.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > MOST_UNPACKED:
                raise zipfile.BadZipFile(part)
            piece = rest + chunk
            cut = piece.rfind(b"<")
            rest = piece[cut:] if cut > 0 else b""
            yield piece[:cut] if cut > 0 else piece
    yield rest


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
