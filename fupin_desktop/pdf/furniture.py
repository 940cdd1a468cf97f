"""What stands around the content of every sheet: title, running head, foot line. None of it counts for the digest
of a page, because a new date of printing does not make the old sheet wrong.
"""

from dataclasses import dataclass
from datetime import date

from fupin_desktop.fields.wording import day_in_words
from fupin_desktop.pdf.facts import fact
from fupin_desktop.pdf.fonts import printable, width
from fupin_desktop.pdf.frame import MM, Frame
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.layout import Layout
from fupin_desktop.pdf.paper_list import PROFILES
from fupin_desktop.pdf.seen import Seen
from fupin_desktop.pdf.typesetting import fitted

_GREY_RULE = 0.4


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """The words around the content, the same on every sheet of a printing."""

    layout: Layout
    frame: Frame
    profile: str
    made_on: date
    as_of: date | None

    def title(self, ink: Ink, title: str, seen: Seen | None) -> float:
        """The title of a first sheet and the line below it; gives the height they use."""
        size, small = self.layout.type.title, self.layout.type.label
        middle = self.frame.top - size * 0.62
        left, room = self.frame.left, self.frame.width
        shown = fitted(title, room, 0, size, size * 0.6, bold=True)
        long = width(shown.lines[0], bold=True) * shown.size / 1000
        ink.text(left + (room - long) / 2, middle, shown.lines[0], shown.size, bold=True)
        if seen is None or not self.layout.under_title:
            return size * 1.25 + 2 * MM
        line = middle - size * 0.62 - 3 * MM
        self._spread(ink, line, [self._told(place.fact, place.label, seen) for place in self.layout.under_title], small)
        return self.frame.top - line + small * 0.6 + 2 * MM

    def running_head(self, ink: Ink, whose: str) -> float:
        """The head of a further sheet; gives the height it uses."""
        size = self.layout.type.note
        middle = self.frame.top - size * 0.6
        ink.text(self.frame.left, middle, f"{self.layout.title}（续）", size, bold=True)
        shown = fitted(whose, self.frame.width * 0.75, 0, size, 5)
        for number, line in enumerate(shown.lines[:1]):
            long = width(line) * shown.size / 1000
            ink.text(self.frame.left + self.frame.width - long, middle - number * size, line, shown.size)
        under = middle - size * 0.85
        ink.rule(self.frame.left, under, self.frame.left + self.frame.width, under, _GREY_RULE)
        return self.frame.top - under + 3 * MM

    @property
    def foot_size(self) -> float:
        """The size of the foot line."""
        return self.layout.type.note - 0.5

    @property
    def foot_middle(self) -> float:
        """At what height the foot line stands."""
        return self.frame.foot + self.foot_size * 0.6

    def foot(self, ink: Ink, pages: str) -> float:
        """The line at the foot of a sheet, with the page's number; gives where the number ends."""
        size, middle = self.foot_size, self.foot_middle
        left, room = self.frame.left, self.frame.width
        ink.rule(left, middle + size, left + room, middle + size, 0.25)
        dates = f"制表日期：{day_in_words(self.made_on.isoformat())}"
        if self.as_of:
            dates += f"　　数据截至：{day_in_words(self.as_of.isoformat())}"
        ink.text(left, middle, dates, size, grey=True)
        mark = f"{self.layout.code}　{PROFILES[self.profile]}"
        ink.text(left + room - width(mark) * size / 1000, middle, mark, size, grey=True)
        start = left + (room - width(pages) * size / 1000) / 2
        ink.text(start, middle, pages, size, grey=True)
        return start + width(pages) * size / 1000

    def _told(self, name: str, label: str, seen: Seen) -> str:
        shown = fact(name)
        text = printable(shown.read(seen))
        return f"{label or shown.label}：{text}" if label != "-" else text

    def _spread(self, ink: Ink, middle: float, texts: list[str], size: float) -> None:
        """Texts over one line: the first at the left, the last at the right, others between."""
        room = self.frame.width / max(1, len(texts))
        for number, text in enumerate(texts):
            shown = fitted(text, self.frame.width * 0.5 if number == 0 else room, 0, size, 5)
            long = width(shown.lines[0]) * shown.size / 1000
            share = 0.0 if len(texts) == 1 else number / (len(texts) - 1)
            ink.text(self.frame.left + (self.frame.width - long) * share, middle, shown.lines[0], shown.size)
            ink.say(text)
