"""Lists to take along, household by household: what is to be put right, what waits to be done. It reads no registry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fupin_desktop.domain.errors import Refused
from fupin_desktop.pdf.document import Document
from fupin_desktop.pdf.frame import MM
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.target import replacing
from fupin_desktop.pdf.typesetting import LEADING, SetText, fitted

PAGE = (210 * MM, 297 * MM)
LEFT, WIDE, TOP, BOTTOM = 18 * MM, 174 * MM, 279 * MM, 20 * MM
WHO, LEVEL, DONE = 34 * MM, 16 * MM, 22 * MM  # widths: household, level, the place for a tick and a date
BODY, SMALL, HEAD = 10.5, 9.0, 18.0
PAD = 1.6 * MM
WORDS = WIDE - WHO - LEVEL - DONE


@dataclass(frozen=True, slots=True)
class Wording:
    """What a list is called, what to do with it, and its columns after the household's."""

    title: str
    to_do: str
    columns: tuple[str, str, str]


PROBLEMS = Wording(
    "体检问题清单",
    "入户时逐条核实：属实的在系统里改正，情况特殊的写明原因。"
    "「错误」必须改；「可疑」也许是真的，请核对；「缺项」请问清补上。",
    ("类别", "问题", "核实情况"),
)
WAITING_LIST = Wording(
    "待办事项清单",
    "入户时一件件问、一件件办。办了的写上日期，回来记到系统里；没有办的写明原因。",
    ("类别", "等着办的事", "办理情况"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One household with its rows: (what kind, words)."""

    household: str
    group: str
    problems: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckList:
    """What stands on the list."""

    place: str
    entries: Sequence[Entry]
    made_on: date
    words: Wording = PROBLEMS


def write_check_list(paper: CheckList, target: Path) -> None:
    """Write it; Refused if a name has a character that no font has, Unavailable if the disk does not take it."""
    with replacing(target) as stream:
        document = Document(stream, PAGE)
        sheets = _Sheets(document, paper)
        for entry in paper.entries:
            sheets.put(entry)
        sheets.finish()
        if document.fonts.missing:
            absent = "、".join(sorted(document.fonts.missing))
            raise Refused(f"清单里有字体里没有的字（{absent}），没有打印。请改正姓名后再打印。")
        document.close(paper.words.title, paper.made_on.isoformat())


class _Sheets:
    """Rows one under the other; a household's name stands again at the top of a new sheet."""

    def __init__(self, document: Document, paper: CheckList) -> None:
        self._document, self._paper = document, paper
        self._count = 0
        self._begin()

    def put(self, entry: Entry) -> None:
        """One household."""
        who = f"{entry.household}（{entry.group}）" if entry.group else entry.household
        begun, is_named = self._y, False
        for level, words in entry.problems:
            shown = fitted(words, WORDS - 2 * PAD, 0, BODY, BODY)
            name = fitted(who, WHO - 2 * PAD, 0, BODY, BODY - 1.5)
            high = max(shown.height, 0 if is_named else name.height, BODY * LEADING) + 2 * PAD
            if self._y - high < BOTTOM:
                self._close_rows(begun)
                self._end()
                self._begin()
                begun, is_named = self._y, False
            if not is_named:
                self._text(LEFT, name)
                is_named = True
            self._text(LEFT + WHO, fitted(level, LEVEL - 2 * PAD, 0, BODY, BODY - 1.5))
            self._text(LEFT + WHO + LEVEL, shown)
            self._y -= high
            self._ink.rule(LEFT + WHO, self._y, LEFT + WIDE, self._y, 0.3)
        self._close_rows(begun)

    def finish(self) -> None:
        """Signatures where there is room for them, else on another sheet."""
        if self._y - 24 * MM < BOTTOM:
            self._end()
            self._begin()
        y = self._y - 12 * MM
        for number, who in enumerate(("核实人（签字）：", "驻村工作队（签字）：", "日期：")):
            self._ink.text(LEFT + number * WIDE / 3, y, who, BODY)
        self._end()

    def _begin(self) -> None:
        self._ink = Ink(self._document.fonts)
        self._count += 1
        self._y = TOP
        if self._count == 1:
            self._ink.text(LEFT, self._y - 4 * MM, self._paper.words.title, HEAD, bold=True)
            made = self._paper.made_on
            place = f"{self._paper.place}　{made.year}年{made.month}月{made.day}日　共 {len(self._paper.entries)} 户"
            self._ink.text(LEFT, self._y - 13 * MM, place, BODY)
            self._y -= 19 * MM
            for line in fitted(self._paper.words.to_do, WIDE, 0, SMALL, SMALL).lines:
                self._ink.text(LEFT, self._y, line, SMALL, grey=True)
                self._y -= SMALL * LEADING
            self._y -= 1 * MM
        x, high = LEFT, BODY * LEADING + 2 * PAD
        self._ink.tint(LEFT, self._y - high, WIDE, high, 0.94)
        self._ink.rule(LEFT, self._y, LEFT + WIDE, self._y, 0.8)
        labels = ("户主（小组）", *self._paper.words.columns)
        for label, wide in zip(labels, (WHO, LEVEL, WORDS, DONE), strict=True):
            self._ink.text(x + PAD, self._y - high / 2, label, BODY, bold=True)
            x += wide
        self._y -= high
        self._ink.rule(LEFT, self._y, LEFT + WIDE, self._y, 0.5)

    def _text(self, x: float, shown: SetText) -> None:
        first = self._y - PAD - shown.size * LEADING / 2
        for number, line in enumerate(shown.lines):
            self._ink.text(x + PAD, first - number * shown.size * LEADING, line, shown.size)

    def _close_rows(self, begun: float) -> None:
        """The rules about the rows of one household, from where they began on this sheet."""
        self._ink.rule(LEFT, self._y, LEFT + WIDE, self._y, 0.6)
        x = LEFT
        for wide in (0, WHO, LEVEL, WORDS, DONE):
            x += wide
            self._ink.rule(x, begun, x, self._y, 0.3)

    def _end(self) -> None:
        self._ink.text(LEFT + WIDE - 20 * MM, 11 * MM, f"第 {self._count} 页", SMALL - 1, grey=True)
        self._document.add_page(self._ink)
