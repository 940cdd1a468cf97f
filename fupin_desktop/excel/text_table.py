"""Rows of a text file (CSV): its encoding, its separator, and the ="…" that protects long numbers."""

import csv
import io

from fupin_desktop.domain.errors import Refused

_SEPARATORS = ",\t;"
_LONGEST_CELL = 32_767  # Excel's own limit
_BINARY = frozenset(map(chr, [*range(9), *range(14, 32)]))


def text_rows(name: str, data: bytes) -> list[list[str]]:
    """The rows of a text file; Refused if it is no text."""
    text = _decoded(data)
    if text is None or not _BINARY.isdisjoint(text[:100_000]):
        raise Refused(f"《{name}》不是表格文件，可能已损坏。请重新导出，或用 Excel、WPS 另存为 .xlsx 再导入。")
    start = text[:10_000]
    separator = max(_SEPARATORS, key=start.count)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Refused(f"《{name}》里有读不通的行，可能少了引号。请用 Excel 或 WPS 打开检查后另存为 .xlsx。") from error
    return [[_unguarded(cell) for cell in row] for row in rows]


def _decoded(data: bytes) -> str | None:
    """UTF-16 if it says so, else UTF-8, else GB 18030, of which GBK is a part."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _unguarded(cell: str) -> str:
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell
