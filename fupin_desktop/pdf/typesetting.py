"""Text into lines: measured, wrapped as Chinese is, shrunk to fit. Nothing is ever cut; it draws nothing."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import floor

from fupin_desktop.pdf.fonts import printable, width

LEADING = 1.3  # line distance in type sizes
_TINIEST = 4.5  # points: down to here before a number would be broken
_STEP = 0.25

# Marks that may not begin or end a line (避头尾).
_NOT_FIRST = frozenset("·，。、；：？！）》」』】〕〉］｝”’…—·％℃,.;:?!)]}%")
_NOT_LAST = frozenset("（《「『【〔〈［｛“‘([{￥¥")
# What is read as one: numbers, words, dates with their signs. All else may be parted at any character.
_PIECE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,:/+\-_@#*%&]*| +|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SetText:
    """A text as it will stand: its size, its lines and how wide they are."""

    size: float
    lines: tuple[str, ...]
    widths: tuple[float, ...]
    height: float


def set_lines(size: float, lines: tuple[str, ...], bold: bool = False) -> SetText:
    """The lines in that size."""
    widths = tuple(width(line, bold) * size / 1000 for line in lines)
    return SetText(size, lines, widths, len(lines) * size * LEADING)


@lru_cache(maxsize=16384)  # labels of codes, years, relations come again on every household's paper
def fitted(
    text: str, room: float, height: float, size: float, smallest: float, bold: bool = False, even: bool = False
) -> SetText:
    """The text in lines no wider than `room`: at `size` if one line holds it, else as large as the height allows down
    to `smallest`, else in as many lines as it needs, whatever their height. `even` lines are about equally long.
    """
    shown = printable(text)
    needed = width(shown, bold) / 1000 if "\n" not in shown else 0
    if needed * size <= room and "\n" not in shown:
        return set_lines(size, (shown,), bold)
    alone = _rounded(room / needed) if needed else 0
    most = _size_for_longest_piece(shown, room, bold, size)
    for smaller in _sizes(most, min(smallest, most)):
        if smallest <= alone and smaller < alone + _STEP * 2:
            break  # one line is hardly smaller than two would be
        lines = wrapped(shown, room / smaller * 1000, bold)
        if len(lines) * smaller * LEADING <= height:
            return set_lines(smaller, _evened(shown, lines, bold) if even else lines, bold)
    if smallest <= alone:
        return set_lines(alone, (shown,), bold)
    size = min(most, max(smallest, size - 1))
    lines = wrapped(shown, room / size * 1000, bold)
    return set_lines(size, _evened(shown, lines, bold) if even else lines, bold)


def _evened(text: str, lines: tuple[str, ...], bold: bool) -> tuple[str, ...]:
    """The text in as many lines, none left with a single character."""
    longest = max(width(line, bold) for line in lines)
    room = width(text.replace("\n", ""), bold) / len(lines)
    while room < longest:
        tried = wrapped(text, room, bold)
        if len(tried) <= len(lines):
            return tried
        room += 100
    return lines


def wrapped(text: str, room: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines; `room` is in thousandths of the type size."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_lines(_pieces(paragraph, room, bold), room, bold))
    return tuple(lines) or ("",)


def _lines(pieces: list[str], room: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece in pieces:
        needed = width(piece, bold)
        if line and used + needed > room:
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
            if piece.isspace():
                continue
        line += piece
        used += needed
    return [*lines, line.rstrip(" ")]


def _pieces(text: str, room: float, bold: bool) -> list[str]:
    """What may not be parted: a closing mark stays with what it closes, an opening one with what it opens."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        sticks = pieces and (piece[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST)
        if sticks and width(pieces[-1] + piece, bold) <= room:
            pieces[-1] += piece
        elif width(piece, bold) > room:
            pieces.extend(_groups(piece, room, bold))
        else:
            pieces.append(piece)
    return pieces


def _groups(piece: str, room: float, bold: bool) -> list[str]:
    """A number too long for its line parts after whole groups of four, as numbers are read aloud."""
    count = max(1, int(room // (width(piece, bold) / len(piece))))
    count -= count % 4 if count > 4 else 0
    return [piece[start : start + count] for start in range(0, len(piece), count)]


def _size_for_longest_piece(text: str, room: float, bold: bool, size: float) -> float:
    longest = max((width(piece, bold) for piece in _PIECE.findall(text)), default=0) / 1000
    return size if longest * size <= room else max(_TINIEST, _rounded(room / longest))


def _sizes(size: float, smallest: float) -> list[float]:
    count = max(0, floor((size - smallest) / _STEP))
    return [size - _STEP * step for step in range(count + 1)]


def _rounded(size: float) -> float:
    """Downwards to a twentieth of a point, so that what was measured still fits."""
    return floor(size * 20) / 20
