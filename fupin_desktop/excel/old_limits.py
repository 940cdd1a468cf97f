"""Limits against broken workbooks of the old kind (.xls, .et), checked before the reader trusts what they say.

The reader reserves room for whatever a damaged file claims: rows, columns, strings, a chain of sectors that leads back
to itself. So the container is walked through once, and each sheet's records are counted. It understands no cell.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from fupin_desktop.domain.errors import Refused

MOST_ROWS, MOST_COLUMNS = 65_536, 256  # all that the format has
_END = 0xFFFFFFFA  # and above: end of a chain, and marks that are no sectors
_HEADER = struct.Struct("<30xHH10xII4xIIIII")
_ENTRY = struct.Struct("<64xHB49xII4x")  # length of the name, kind, first sector, size
_RECORD = struct.Struct("<HH")
_CELLS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E))
_BOUNDS, _STRINGS, _PASSWORD = 0x0200, 0x00FC, 0x002F
_STREAMS = ("Workbook", "Book")


class _Container(NamedTuple):
    """An OLE file with its tables of sectors."""

    data: bytes
    shift: int
    fat: tuple[int, ...]


def check_old_workbook(name: str, data: bytes) -> None:
    """Refuse an old workbook whose own figures cannot be true."""
    try:
        for stream in _workbook_streams(data):
            _check_records(name, stream)
    except (struct.error, ValueError, IndexError) as error:
        raise Refused(
            f"《{name}》打不开，可能不是表格或已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。"
        ) from error


def _check_records(name: str, stream: bytes) -> None:
    at = 0
    while at + _RECORD.size <= len(stream):
        kind, length = _RECORD.unpack_from(stream, at)
        at += _RECORD.size
        if kind in _CELLS:
            _, column = _RECORD.unpack_from(stream, at)  # a row has 16 bits, all of them allowed
            last = column if kind not in (0x00BD, 0x00BE) else struct.unpack_from("<H", stream, at + length - 2)[0]
            _must(max(column, last) < MOST_COLUMNS)
        elif kind == _PASSWORD:
            raise Refused(f"《{name}》有打开密码，读不了。请在 Excel 或 WPS 里去掉密码另存一份，再导入。")
        elif kind == _BOUNDS:
            _must(length in (10, 14))
            top, bottom, left, right = struct.unpack_from("<IIHH" if length == 14 else "<HHHH", stream, at)
            _must(top <= bottom <= MOST_ROWS and left <= right <= MOST_COLUMNS)
        elif kind == _STRINGS:
            _must(struct.unpack_from("<4xI", stream, at)[0] <= len(stream))
        at += length


def _workbook_streams(data: bytes) -> Iterator[bytes]:
    """The streams that hold the sheets; ValueError if any chain of the container does not end."""
    shift, small_shift, _, first_entry, cutoff, first_small, _, first_more, _ = _HEADER.unpack_from(data)
    _must(shift in (9, 12) and small_shift == 6)
    container = _Container(data, shift, _fat(data, shift, first_more))
    entries = [(*_ENTRY.unpack_from(entry), entry) for entry in _cut(_joined(container, first_entry), 128)]
    small_fat = _numbers(_joined(container, first_small))
    small = b""
    for length, kind, first, size, entry in entries:
        _must(size <= len(data) or kind not in (2, 5))
        if kind == 5:
            small = _joined(container, first)
        elif kind == 2:
            is_small = size < cutoff
            inner = _Container(bytes(64) + small, small_shift, small_fat) if is_small else container
            stream = _joined(inner, first) if size else b""
            if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") in _STREAMS:
                yield stream[:size]


def _fat(data: bytes, shift: int, first_more: int) -> tuple[int, ...]:
    """The table of sectors, which is itself spread over sectors named in the header and behind it."""
    named = list(_numbers(data[76:512]))
    seen = 0
    while first_more < _END:
        more = _numbers(_sector(data, shift, first_more))
        named += more[:-1]
        first_more = more[-1]
        seen += 1
        _must(seen <= len(data) >> shift)
    return tuple(number for at in named if at < _END for number in _numbers(_sector(data, shift, at)))


def _joined(container: _Container, first: int) -> bytes:
    """The sectors of a chain, one after another."""
    pieces: list[bytes] = []
    while first < _END:
        _must(len(pieces) <= len(container.fat))
        pieces.append(_sector(container.data, container.shift, first))
        first = container.fat[first]
    return b"".join(pieces)


def _sector(data: bytes, shift: int, number: int) -> bytes:
    start = (number + 1) << shift
    _must(start < len(data))
    return data[start : start + (1 << shift)]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data) - size + 1, size))


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError
