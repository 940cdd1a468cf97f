"""Columns of numbers and texts as bytes and back: what the values mean is said elsewhere.

A column of numbers is the width of its largest in bytes, then all lowest bytes, all second bytes and so on: equal
bytes lie together, so they compress, and no number is read by itself, so it is quick.
"""

import struct
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from fupin_desktop.sync.limits import LIMITS, Limits, Malformed, bounded

MOST_WIDTH = 8
Key = TypeVar("Key", bound=Hashable)
SAME, NEW, KNOWN = 0, 1, 2  # a code: as the one before, the next new one, or KNOWN + its place


class Writer:
    """Columns one after the other, as they are written."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._parts: list[bytes] = []
        self._limits = limits
        self._text_left = limits.text

    def raw(self, content: bytes) -> None:
        """Bytes as they are; the reader knows how many."""
        self._parts.append(content)

    def number(self, value: int) -> None:
        """One number of any size, seven bits a byte."""
        found = bytearray()
        while value > 0x7F:
            found.append(value & 0x7F | 0x80)
            value >>= 7
        self._parts.append(bytes((*found, value)))

    def numbers(self, values: Sequence[int]) -> None:
        """A column of numbers from 0 to 2⁶⁴; the reader knows how many."""
        if not values:
            return
        width = (max(values).bit_length() + 7) // 8
        self._parts.append(bytes((width,)))
        if width == 1:
            self._parts.append(bytes(values))
        elif width:
            packed = struct.pack(f"<{len(values)}Q", *values)
            self._parts += [packed[plane::8] for plane in range(width)]

    def signed(self, values: Iterable[int]) -> None:
        """A column of numbers that may be below zero."""
        self.numbers([value * 2 if value >= 0 else -2 * value - 1 for value in values])

    def texts(self, values: Sequence[str]) -> None:
        """A column of texts: their lengths, then all of them in one."""
        self.numbers([len(value) for value in values])
        if values:
            bounded(max(map(len, values)), self._limits.value, "characters in one text")
            content = "".join(values).encode()
            self._text_left -= bounded(len(content), self._text_left, "bytes of text")
            self.number(len(content))
            self._parts.append(content)

    def content(self) -> bytes:
        """All columns."""
        return b"".join(self._parts)


class Reader:
    """The same columns, read in the same order; whatever is not there is malformed."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._content = content
        self._at = 0
        self._limits = limits
        self._text_left = limits.text

    def raw(self, size: int) -> bytes:
        """The next bytes."""
        end = self._at + size
        if end > len(self._content):
            raise Malformed("it ends too early")
        found = self._content[self._at : end]
        self._at = end
        return found

    def rest(self) -> bytes:
        """Whatever is left."""
        return self.raw(len(self._content) - self._at)

    def number(self) -> int:
        """One number below 2⁶³."""
        value = 0
        for shift in range(0, 63, 7):
            byte = self.raw(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if shift and not byte:
                    raise Malformed("a number longer than it has to be")
                return value
        raise Malformed("a number too large")

    def numbers(self, count: int) -> Sequence[int]:
        """A column of so many numbers; the caller has bounded the count."""
        width = bounded(self.raw(1)[0], MOST_WIDTH, "bytes a number") if count else 0
        if width == 0:
            return bytes(count)
        if width == 1:
            plane = found = self.raw(count)
        else:
            packed = bytearray(8 * count)
            plane = b""
            for place in range(width):
                plane = packed[place::8] = self.raw(count)
            found = struct.unpack(f"<{count}Q", packed)
        if not any(plane):
            raise Malformed("a column wider than it has to be")
        return found

    def signed(self, count: int) -> list[int]:
        """A column of so many numbers that may be below zero."""
        return [value >> 1 if not value & 1 else -(value >> 1) - 1 for value in self.numbers(count)]

    def texts(self, count: int) -> list[str]:
        """A column of so many texts."""
        lengths = self.numbers(count)
        if not count:
            return []
        bounded(max(lengths), self._limits.value, "characters in one text")
        size = bounded(self.number(), self._text_left, "bytes of text")
        self._text_left -= size
        whole = self.raw(size).decode()
        found: list[str] = []
        at = 0
        for length in lengths:
            found.append(whole[at : at + length])
            at += length
        if at != len(whole):
            raise Malformed("texts of another length than said")
        return found

    def close(self) -> None:
        """Everything must have been read."""
        if self._at != len(self._content):
            raise Malformed("it goes on after its end")


def coded(values: Iterable[Key], known: dict[Key, int]) -> list[int]:
    """A code for each value; new ones are added to `known`, which a reader will learn in the same order."""
    codes: list[int] = []
    last: Key | None = None
    for value in values:
        if codes and value == last:
            codes.append(SAME)
        elif value in known:
            codes.append(KNOWN + known[value])
        else:
            known[value] = len(known)
            codes.append(NEW)
        last = value
    return codes


def places(codes: Iterable[int], known: int = 0) -> tuple[list[int], int]:
    """The place that each code means in a dictionary that held `known` before, and how many it holds then."""
    found: list[int] = []
    last = -1
    for code in codes:
        if code == NEW:
            last = known
            known += 1
        elif code:
            last = code - KNOWN
        if not 0 <= last < known:
            raise Malformed("an entry that nothing has named")
        found.append(last)
    return found, known
