"""The program's own fonts: which characters they have and how wide these are. It draws nothing.

Body text is Noto Sans SC; a character that it lacks comes, by itself, from HanaMinB, so that the rare characters
of names (reference: systems.md §4 no. 6) print beside the common ones. Faces are read when first needed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from fupin_desktop.paths import resources

REGULAR, BOLD, RARE = range(3)
NO_FACE = -1
_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf")
_EM = 1000.0  # widths are in thousandths of the type size

# Marks that steer text and have no shape: controls, joiners, direction marks, variation selectors.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_BLANKS = str.maketrans({"\t": " ", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Face:
    """One font file, as far as a page needs it."""

    name: str
    glyphs: Mapping[int, int]  # character -> glyph
    widths: Mapping[int, float]
    ascent: float
    descent: float
    cap_height: float
    stem: float
    box: tuple[float, ...]
    subset: Callable[[Sequence[int]], bytes]  # a font file of these characters' glyphs, in their order


@cache
def face(index: int) -> Face:
    """The face, parsed by reportlab; a few hundredths of a second, once in a process."""
    from reportlab.pdfbase.ttfonts import TTFontFace

    parsed = TTFontFace(str(resources() / "fonts" / _FILES[index]))
    return Face(
        name=parsed.name.decode("ascii"),
        glyphs=parsed.charToGlyph,
        widths=parsed.charWidths,
        ascent=parsed.ascent,
        descent=parsed.descent,
        cap_height=parsed.capHeight,
        stem=parsed.stemV,
        box=tuple(parsed.bbox),
        subset=parsed.makeSubset,
    )


def printable(text: str) -> str:
    """The text without marks that have no shape; line breaks stay."""
    return text if text.isprintable() and text.isascii() else _UNSEEN.sub("", text.translate(_BLANKS))


def missing_characters(text: str) -> set[str]:
    """The characters of the text that no font has."""
    return {mark for mark in set(printable(text)) if mark != "\n" and face_of(mark) == NO_FACE}


def face_of(mark: str, bold: bool = False) -> int:
    """Which face draws the character; NO_FACE if none has it."""
    return (_BOLD if bold else _REGULAR)[mark][0]


def width(text: str, bold: bool = False) -> float:
    """How wide the text is, in thousandths of its size."""
    return sum(map((_BOLD if bold else _REGULAR).advance, text))


class _Known(dict[str, tuple[int, float]]):
    """Character -> (face, width), looked up once."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first

    def advance(self, mark: str) -> float:
        """How wide the character is."""
        return self[mark][1]

    def __missing__(self, mark: str) -> tuple[int, float]:
        code = ord(mark)
        for index in (self._first, RARE):
            if code in face(index).glyphs:
                found = index, face(index).widths.get(code, _EM)
                break
        else:
            found = NO_FACE, _EM
        self[mark] = found
        return found


_REGULAR = _Known(REGULAR)
_BOLD = _Known(BOLD)
