"""Which characters of the fonts one file uses: their codes on its pages, and the fonts as embedded at the end.

Every character has a code of its own, two bytes long, even where two characters share a glyph (⼀ and 一): what is
copied from the page is what was registered. Only the glyphs that are used are embedded.
"""

from collections.abc import Sequence
from typing import NamedTuple

from fupin_desktop.pdf.fonts import NO_FACE, Face, face, face_of
from fupin_desktop.pdf.pdf_file import PdfFile

_KEPT_TEXTS = 8192
_BLOCK = 100  # the format allows no more entries in one bfchar block


class Run(NamedTuple):
    """Characters that follow one another in one font."""

    font: str
    codes: str  # hexadecimal


class FontUse:
    """The characters used so far, by face, in the order of their first use."""

    def __init__(self) -> None:
        self.missing: set[str] = set()  # characters that no font has; the caller clears it
        self._codes: dict[int, dict[str, str]] = {}
        self._runs: dict[tuple[str, bool], tuple[Run, ...]] = {}

    def runs(self, text: str, bold: bool = False) -> tuple[Run, ...]:
        """The text as codes, in as few runs as its faces allow."""
        found = self._runs.get((text, bold))
        if found is None:
            found = tuple(self._encoded(text, bold))
            absent = {mark for mark in text if face_of(mark, bold) == NO_FACE}
            self.missing |= absent
            if not absent:  # else it must be missed again when the next household says it
                self._keep(text, bold, found)
        return found

    def _keep(self, text: str, bold: bool, runs: tuple[Run, ...]) -> None:
        if len(self._runs) >= _KEPT_TEXTS:
            self._runs.clear()
        self._runs[text, bold] = runs

    def _encoded(self, text: str, bold: bool) -> list[Run]:
        runs: list[Run] = []
        for mark in text:
            index = face_of(mark, bold)
            if index == NO_FACE:
                continue
            known = self._codes.setdefault(index, {})
            code = known.get(mark)
            if code is None:
                code = known[mark] = f"{len(known) + 1:04X}"
            name = f"F{index}"
            if runs and runs[-1].font == name:
                runs[-1] = Run(name, runs[-1].codes + code)
            else:
                runs.append(Run(name, code))
        return runs

    def write(self, file: PdfFile, number: int) -> None:
        """Writes every font that was used, and under `number` the dictionary that names them."""
        names = (
            f"/F{index} {_embedded(file, face(index), tuple(map(ord, marks)))} 0 R"
            for index, marks in sorted(self._codes.items())
        )
        file.put(f"<< {' '.join(names)} >>", number)


def _embedded(file: PdfFile, source: Face, marks: Sequence[int]) -> int:
    name = f"FUPIN{chr(65 + len(source.name) % 26)}+{source.name}"
    font = file.put(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {_descriptor(file, source, name, marks)} 0 R /DW 1000 "
        f"/W [1 [{' '.join(f'{source.widths.get(mark, 1000):g}' for mark in marks)}]] "
        f"/CIDToGIDMap {file.put_stream(_glyph_map(source, marks))} 0 R >>"
    )
    return file.put(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/DescendantFonts [{font} 0 R] /ToUnicode {file.put_stream(_to_unicode(marks))} 0 R >>"
    )


def _descriptor(file: PdfFile, source: Face, name: str, marks: Sequence[int]) -> int:
    data = source.subset(marks)
    program = file.put_stream(data, f"/Length1 {len(data)}")
    box = " ".join(f"{side:g}" for side in source.box)
    return file.put(
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] /ItalicAngle 0 "
        f"/Ascent {source.ascent:g} /Descent {source.descent:g} /CapHeight {source.cap_height:g} "
        f"/StemV {source.stem:g} /FontFile2 {program} 0 R >>"
    )


def _glyph_map(source: Face, marks: Sequence[int]) -> bytes:
    """Code -> glyph of the subset, which numbers its glyphs by first use and keeps each once."""
    order: dict[int, int] = {0: 0}
    glyphs = [0, *(order.setdefault(source.glyphs[mark], len(order)) for mark in marks)]
    return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)


def _to_unicode(marks: Sequence[int]) -> bytes:
    """Code -> character, for copying and searching.

    WORKAROUND(reportlab 5.1, ttfonts.makeToUnicodeCMap): it writes 𣲗 as <23C97>, which no reader understands; the
    format wants UTF-16 (<D84FDC97>). So the map is written here.
    """
    pairs = [f"<{code:04X}> <{_utf16(mark)}>" for code, mark in enumerate(marks, 1)]
    blocks = (pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK))
    lines = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{lines}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _utf16(mark: int) -> str:
    return chr(mark).encode("utf-16-be").hex().upper()
