"""Draws rosters: many households in one table, with totals of each sheet and of all, and places for filler and seal."""

from collections.abc import Sequence
from dataclasses import replace

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.income import member_count
from fupin_desktop.pdf.blocks.heading import BEFORE
from fupin_desktop.pdf.blocks.signatures import Signatures
from fupin_desktop.pdf.blocks.table import Table, table
from fupin_desktop.pdf.document import Document
from fupin_desktop.pdf.flow import RULE, Flow
from fupin_desktop.pdf.form import blocks_for, made
from fupin_desktop.pdf.frame import MM
from fupin_desktop.pdf.furniture import Furniture
from fupin_desktop.pdf.ink import Ink, digest_of
from fupin_desktop.pdf.layout import Block
from fupin_desktop.pdf.lists import LISTS
from fupin_desktop.pdf.occasion import Occasion
from fupin_desktop.pdf.press import Drawn, Section, section
from fupin_desktop.pdf.rows import Row, Slot
from fupin_desktop.pdf.seen import Seen

_HEAVY = 0.8  # points: the rule between two households


class RosterPress:
    """Fills one table with the members of all households, or with one row for each household."""

    def __init__(self, document: Document, furniture: Furniture, occasion: Occasion, title: str, drawn: Drawn) -> None:
        self.sections: list[Section] = []
        self._drawn = drawn
        self._held: Dossier | None = None  # the last one is drawn when it is known to be the last
        self._document, self._furniture, self._occasion, self._title = document, furniture, occasion, title
        layout = furniture.layout
        self._blocks = blocks_for(layout, furniture.profile)
        height = (self._list.height_mm or layout.rows.height_mm) * MM
        slots = (Slot(0, furniture.frame.width, "center", bold=True),)
        self._totals = Row("totals", furniture.frame.width, height, slots, self._ruled, layout.type.label, 5)
        self._page_count = document.promised_form()
        self._sheet, self._all = [0, 0], [0, 0]  # households, persons
        self._begun: tuple[Flow, Table, Seen] | None = None

    @property
    def _list(self) -> Block:
        return next(block for block in self._blocks if block.kind == "table")

    def add(self, dossier: Dossier) -> None:
        """Draws the household before, and keeps this one back."""
        if self._held is not None:
            self._draw(self._held)
        self._held = dossier

    def _draw(self, dossier: Dossier) -> None:
        """Draws the rows of a household; its own facts stand on its first row on each sheet."""
        flow, grid, _ = self._begun or self._begin(dossier)
        number, sheets = self._all[0] + 1, dict[int, list[str]]()
        for item in LISTS[grid.block.of](dossier) or [None]:
            seen = Seen(dossier, self._occasion, item, number)
            full = [each.read(seen) for each in grid.facts]
            if grid.row.height_of(grid.row.set_texts(full)) > flow.room:
                flow.new_page()
                grid.put_head(flow)
            is_first = flow.count not in sheets
            texts = full if is_first else _without_repeats(grid, full)
            top = grid.put_line(flow, texts, is_again=not is_first)
            if is_first and grid.block.of == "members":
                flow.ink.rule(flow.frame.left, top, flow.frame.left + flow.frame.width, top, _HEAVY)
            self._count(households=not sheets, persons=_persons(grid, dossier, item))
            sheets.setdefault(flow.count, []).extend(texts)
        digests = [digest_of(words) for words in sheets.values()]
        self.sections.append(section(dossier.household.id, min(sheets), digests))
        self._write(flow.release())
        self._drawn(dossier)

    def finish(self) -> None:
        """Draws the totals, and the places for filler, checker and seal."""
        if self._held is None:
            return
        flow, grid, seen = self._begun or self._begin(self._held)
        ends = [
            made(self._furniture.layout, block, self._furniture.frame, seen.dossier.year)
            for block in self._blocks
            if block is not self._list
        ]
        self._keep_with_end(flow, grid, self._held, ends)
        self._draw(self._held)
        if flow.room < self._totals.height:
            flow.new_page()
            grid.put_head(flow)
        if self._sheet[0]:
            self._put_totals("本页小计", self._sheet)
        self._put_totals("合计", self._all)
        flow.leave_page = None
        flow.close_frame()
        for each in ends:
            each.draw(flow, seen)
        self._write(flow.release(all_of_them=True))
        self._tell_page_count()

    def _keep_with_end(self, flow: Flow, grid: Table, last: Dossier, ends: Sequence[object]) -> None:
        """Signatures and seal never stand alone on a sheet: the last household goes with them."""
        signs = sum(each.height + BEFORE for each in ends if isinstance(each, Signatures))
        rows = max(1, len(LISTS[grid.block.of](last))) * grid.row.height
        if rows <= flow.room < rows + self._totals.height + signs and self._sheet[0]:
            flow.new_page()
            grid.put_head(flow)

    def _begin(self, dossier: Dossier) -> tuple[Flow, Table, Seen]:
        """The first household says for which year and place the roster is."""
        seen = Seen(dossier, self._occasion)
        frame = self._furniture.frame

        def open_page(ink: Ink, is_first: bool) -> float:
            if is_first:
                return self._furniture.title(ink, self._title, seen)
            return self._furniture.running_head(ink, self._occasion.village_title)

        flow = Flow(self._document, replace(frame, bottom=frame.bottom + self._totals.height), open_page)
        grid = table(self._furniture.layout, self._list, frame, dossier.year)
        flow.open_frame()
        grid.put_head(flow)
        flow.leave_page = lambda: self._put_totals("本页小计", self._sheet)
        self._begun = flow, grid, seen
        return self._begun

    def _ruled(self, ink: Ink, _height: float) -> None:
        ink.rule(0, 0, self._furniture.frame.width, 0, RULE)

    def _count(self, households: bool, persons: int) -> None:
        for count in (self._sheet, self._all):
            count[0] += households
            count[1] += persons

    def _put_totals(self, label: str, count: Sequence[int]) -> None:
        if self._begun is None:
            return
        flow = self._begun[0]
        words = f"{label}　　{count[0]} 户　　{count[1]} 人"
        self._totals.stamp(flow, self._totals.set_texts([words]), self._totals.height)
        self._sheet = [0, 0]

    def _write(self, pages: Sequence[Ink]) -> None:
        for ink in pages:
            end = self._furniture.foot(ink, f"第 {self._document.page_count + 1} 页　")
            ink.place(self._page_count.name, end, self._furniture.foot_middle + self._furniture.foot_size)
            self._document.add_page(ink)

    def _tell_page_count(self) -> None:
        """The number of all sheets, which stands on the first one too, is known only now."""
        ink = Ink(self._document.fonts)
        size = self._furniture.foot_size
        ink.text(0, -size, f"共 {self._document.page_count} 页", size, grey=True)
        self._document.keep_promise(self._page_count, ink, 20 * size, 2 * size)


def _without_repeats(grid: Table, texts: Sequence[str]) -> list[str]:
    return ["" if place.once else text for place, text in zip(grid.places, texts, strict=True)]


def _persons(grid: Table, dossier: Dossier, item: object) -> int:
    if grid.block.of == "members":
        return int(item is not None)
    return member_count(dossier) or 0
