"""A posted sheet of facts about one thing: a label and its words in each row, a seal below. It reads no registry."""

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
LEFT, WIDE, TOP, LABEL = 22 * MM, 166 * MM, 275 * MM, 40 * MM
BOTTOM = 60 * MM
HEAD, BODY, SMALL = 22.0, 13.0, 10.5
PAD = 1.8 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSheet:
    """What is posted; rows are (label, words)."""

    title: str
    place: str
    opening: str
    rows: Sequence[tuple[str, str]]
    closing: Sequence[str]
    made_on: date


def write_fact_sheet(paper: FactSheet, target: Path) -> None:
    """Write it; Refused if a character has no font or the words need more than a page."""
    with replacing(target) as stream:
        document = Document(stream, PAGE)
        ink = Ink(document.fonts)
        y = _opening(ink, paper)
        for label, words in paper.rows:
            y = _row(ink, y, label, words)
        if y < BOTTOM:
            raise Refused("内容太多，一页公示单放不下。请把建设内容写短一些。")
        _closing(ink, paper, y)
        document.add_page(ink)
        if document.fonts.missing:
            absent = "、".join(sorted(document.fonts.missing))
            raise Refused(f"公示单里有字体里没有的字（{absent}），没有打印。请改正后再打印。")
        document.close(paper.title, paper.made_on.isoformat())


def _opening(ink: Ink, paper: FactSheet) -> float:
    ink.text(LEFT, TOP - 4 * MM, paper.title, HEAD, bold=True)
    ink.text(LEFT, TOP - 14 * MM, paper.place, BODY)
    y = TOP - 22 * MM
    for line in fitted(paper.opening, WIDE, 0, BODY, BODY).lines:
        ink.text(LEFT, y, line, BODY)
        y -= BODY * LEADING
    ink.rule(LEFT, y, LEFT + WIDE, y, 0.4)
    return y


def _row(ink: Ink, y: float, label: str, words: str) -> float:
    shown = fitted(words, WIDE - LABEL - 2 * PAD, 0, BODY, BODY)
    high = max(shown.height, BODY * LEADING) + 2 * PAD
    first = y - PAD - BODY * LEADING / 2
    ink.text(LEFT + PAD, first, label, BODY, bold=True)
    for number, line in enumerate(shown.lines):
        ink.text(LEFT + LABEL + PAD, first - number * BODY * LEADING, line, BODY)
    for x in (LEFT, LEFT + LABEL, LEFT + WIDE):
        ink.rule(x, y, x, y - high, 0.4)
    ink.rule(LEFT, y - high, LEFT + WIDE, y - high, 0.4)
    return y - high


def _closing(ink: Ink, paper: FactSheet, y: float) -> None:
    y -= 12 * MM
    for words in paper.closing:
        ink.text(LEFT, y, words, SMALL)
        y -= 7 * MM
    made = paper.made_on
    ink.text(LEFT + 96 * MM, y - 3 * MM, f"{paper.place}（盖章）", BODY)
    ink.text(LEFT + 96 * MM, y - 11 * MM, f"{made.year}年{made.month}月{made.day}日", BODY)
