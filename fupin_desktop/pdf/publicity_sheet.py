"""The posted list of a procedure: four columns, the village's seal, the days (domain.md §12). It reads no registry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fupin_desktop.domain.errors import Refused
from fupin_desktop.pdf.document import Document
from fupin_desktop.pdf.frame import MM
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.target import replacing
from fupin_desktop.pdf.typesetting import LEADING, fitted

PAGE = (210 * MM, 297 * MM)
LEFT, WIDE, TOP, BOTTOM = 22 * MM, 166 * MM, 275 * MM, 62 * MM
COLUMNS = (("序号", 18 * MM), ("村民小组", 58 * MM), ("户主姓名", 58 * MM), ("家庭人口", 32 * MM))
HEAD, BODY, SMALL = 22.0, 14.0, 10.5
ROW = BODY * LEADING + 2.4 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicitySheet:
    """What is posted; rows are (group, head, size)."""

    title: str
    place: str
    opening: str
    rows: Sequence[tuple[str, str, str]]
    made_on: date


def write_publicity(paper: PublicitySheet, target: Path) -> None:
    """Write it; Refused if a name has a character that no font has, Unavailable if the disk does not take it."""
    with replacing(target) as stream:
        document = Document(stream, PAGE)
        left = list(enumerate(paper.rows, 1))
        page = 0
        while left:
            page += 1
            left = _page(document, paper, left, page)
        if document.fonts.missing:
            absent = "、".join(sorted(document.fonts.missing))
            raise Refused(f"名单里有字体里没有的字（{absent}），没有打印。请改正姓名后再打印。")
        document.close(paper.title, paper.made_on.isoformat())


def _page(
    document: Document, paper: PublicitySheet, rows: list[tuple[int, tuple[str, str, str]]], page: int
) -> list[tuple[int, tuple[str, str, str]]]:
    ink, y = Ink(document.fonts), TOP
    if page == 1:
        y = _opening(ink, paper, y)
    y = _row(ink, y, tuple(name for name, _ in COLUMNS), bold=True)
    while rows and y - ROW > BOTTOM:
        number, cells = rows[0]
        y, rows = _row(ink, y, (str(number), *cells)), rows[1:]
    if not rows:
        _closing(ink, paper, y)
    document.add_page(ink)
    return rows


def _opening(ink: Ink, paper: PublicitySheet, y: float) -> float:
    ink.text(LEFT, y - 4 * MM, paper.title, HEAD, bold=True)
    ink.text(LEFT, y - 14 * MM, f"{paper.place}　共 {len(paper.rows)} 户", BODY)
    y -= 22 * MM
    for line in fitted(paper.opening, WIDE, 0, BODY, BODY).lines:
        ink.text(LEFT, y, line, BODY)
        y -= BODY * LEADING
    return y - 2 * MM


def _row(ink: Ink, y: float, cells: Sequence[str], *, bold: bool = False) -> float:
    x = LEFT
    ink.rule(LEFT, y, LEFT + WIDE, y, 0.4)
    for cell, (_, wide) in zip(cells, COLUMNS, strict=True):
        shown = fitted(cell, wide - 4 * MM, 0, BODY, BODY - 4)
        ink.text(x + 2 * MM, y - ROW / 2, shown.lines[0] if shown.lines else "", shown.size, bold=bold)
        ink.rule(x, y, x, y - ROW, 0.4)
        x += wide
    ink.rule(x, y, x, y - ROW, 0.4)
    ink.rule(LEFT, y - ROW, LEFT + WIDE, y - ROW, 0.4)
    return y - ROW


def _closing(ink: Ink, paper: PublicitySheet, y: float) -> None:
    made = paper.made_on
    y -= 14 * MM
    for words in (
        "公示时间：　　　年　　月　　日　至　　　年　　月　　日",
        "监督电话：村委会　　　　　　　　乡镇　　　　　　　　县扶贫办　　　　　　　　",
    ):
        ink.text(LEFT, y, words, SMALL)
        y -= 8 * MM
    ink.text(LEFT + 96 * MM, y - 4 * MM, f"{paper.place}（盖章）", BODY)
    ink.text(LEFT + 96 * MM, y - 13 * MM, f"{made.year}年{made.month}月{made.day}日", BODY)
