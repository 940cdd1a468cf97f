"""同步回执: one page that a village keeps and a county signs, saying what was exchanged. It reads no registry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fupin_desktop.domain.errors import Refused
from fupin_desktop.pdf.document import Document
from fupin_desktop.pdf.fonts import width
from fupin_desktop.pdf.frame import MM
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.target import replacing
from fupin_desktop.pdf.typesetting import LEADING, fitted

TITLE = "同步回执"
PAGE = (210 * MM, 297 * MM)
LEFT, WIDE = 22 * MM, 166 * MM
LABEL = 38 * MM  # the width of the first column
ROW = 11 * MM
BODY, SMALL, HEAD, DIGITS = 11.0, 9.0, 22.0, 30.0
NOTES = (
    "本回执由县里的服务器签发，说明上列时间之前这台电脑的改动已经到达县里，村里保存的也与县里一致。",
    "核对码由双方全部改动算出：村里和县里在电话里念一遍，八个数字相同，两边的资料就一样。",
    "照片和扫描件另行传送，不在本回执之内。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPaper:
    """What stands on the page."""

    place: str
    rows: Sequence[tuple[str, str]]
    spoken: str  # the digits that are read over the telephone
    made_on: date


def write_receipt(paper: ReceiptPaper, target: Path) -> None:
    """Write the page; Refused if a name has a character that no font has, Unavailable if the disk does not take it."""
    with replacing(target) as stream:
        document = Document(stream, PAGE)
        ink = Ink(document.fonts)
        _draw(ink, paper)
        if document.fonts.missing:
            absent = "、".join(sorted(document.fonts.missing))
            raise Refused(f"回执里有字体里没有的字（{absent}），没有打印。请改正电脑名称或村名后再打印。")
        document.add_page(ink)
        document.close(TITLE, paper.made_on.isoformat())


def _draw(ink: Ink, paper: ReceiptPaper) -> None:
    top = PAGE[1] - 30 * MM
    _centred(ink, top, TITLE, HEAD, bold=True)
    _centred(ink, top - 11 * MM, paper.place, BODY + 1)
    bottom = _table(ink, top - 22 * MM, paper.rows)
    bottom = _digits(ink, bottom - 8 * MM, paper.spoken)
    bottom = _notes(ink, bottom - 8 * MM)
    _signatures(ink, bottom - 10 * MM)
    made = f"制表日期：{paper.made_on.year}年{paper.made_on.month}月{paper.made_on.day}日"
    ink.text(LEFT, 16 * MM, made, SMALL - 1, grey=True)


def _table(ink: Ink, top: float, rows: Sequence[tuple[str, str]]) -> float:
    y = top
    ink.rule(LEFT, y, LEFT + WIDE, y, 0.8)
    for label, words in rows:
        shown = fitted(words, WIDE - LABEL - 6 * MM, 2 * ROW, BODY, 8)
        high = max(ROW, shown.height + 4 * MM)
        ink.text(LEFT + 3 * MM, y - high / 2, label, BODY, bold=True)
        first = y - high / 2 + shown.height / 2 - shown.size * LEADING / 2
        for number, line in enumerate(shown.lines):
            ink.text(LEFT + LABEL + 3 * MM, first - number * shown.size * LEADING, line, shown.size)
        y -= high
        ink.rule(LEFT, y, LEFT + WIDE, y, 0.4)
    for x in (LEFT, LEFT + LABEL, LEFT + WIDE):
        ink.rule(x, top, x, y, 0.4)
    return y


def _digits(ink: Ink, top: float, spoken: str) -> float:
    high = 26 * MM
    ink.tint(LEFT, top - high, WIDE, high, 0.95)
    ink.text(LEFT + 5 * MM, top - high / 2, "核对码", BODY, bold=True)
    long = width(spoken, bold=True) * DIGITS / 1000
    ink.text(LEFT + (WIDE - long) / 2, top - high / 2, spoken, DIGITS, bold=True)
    return top - high


def _notes(ink: Ink, top: float) -> float:
    y = top
    for number, note in enumerate(NOTES, 1):
        for line in fitted(f"{number}. {note}", WIDE, 40 * MM, SMALL, SMALL).lines:
            ink.text(LEFT, y, line, SMALL)
            y -= SMALL * LEADING * 1.15
    return y


def _signatures(ink: Ink, top: float) -> None:
    """A place to sign on either side, and round ones for the seals."""
    half = WIDE / 2
    for number, (who, seal) in enumerate(
        (("村工作队经办人（签字）", "村（盖章）"), ("县经办人（签字）", "县（盖章）"))
    ):
        x = LEFT + number * half
        ink.text(x, top, f"{who}：", BODY)
        ink.rule(x, top - 12 * MM, x + half - 14 * MM, top - 12 * MM, 0.5)
        ink.text(x, top - 20 * MM, "日期：　　　　年　　　月　　　日", BODY)
        ink.dashed_box(x, top - 64 * MM, 38 * MM, 38 * MM, round_=True)
        ink.text(x + 42 * MM, top - 45 * MM, seal, SMALL, grey=True)


def _centred(ink: Ink, middle: float, words: str, size: float, *, bold: bool = False) -> None:
    shown = fitted(words, WIDE, 0, size, size * 0.6, bold=bold)
    long = width(shown.lines[0], bold=bold) * shown.size / 1000
    ink.text(LEFT + (WIDE - long) / 2, middle, shown.lines[0], shown.size, bold=bold)
