"""Whether a layout can be printed: its facts exist, its lists are known, nothing private hangs outside, it has room."""

from fupin_desktop.pdf.facts import NoSuchFact, fact
from fupin_desktop.pdf.frame import frame_of
from fupin_desktop.pdf.layout import Block, Layout, Place, refused
from fupin_desktop.pdf.lists import LISTS, TICKED
from fupin_desktop.pdf.paper_list import PAPERS
from fupin_desktop.pdf.wall import MAY_HANG_OUTSIDE, WALL

_LEAST_WIDTH, _LEAST_HEIGHT = 280, 280  # points: below this no form is a form


def check(layout: Layout) -> None:
    """Refused, naming the key, if the layout cannot be printed as it is written."""
    frame = frame_of(layout)
    if frame.width < _LEAST_WIDTH or frame.top - frame.bottom < _LEAST_HEIGHT:
        raise refused(layout.paper, "page", "的页边距太大，纸上没有地方了")
    hangs = WALL in PAPERS[layout.paper].profiles
    for place in layout.under_title:
        _check_place(layout, "under_title", place, hangs)
    for block in layout.blocks:
        _check_block(layout, block, hangs and (not block.profiles or WALL in block.profiles))


def _check_block(layout: Layout, block: Block, hangs: bool) -> None:
    where = f"blocks.{block.name}"
    if block.kind == "table" and block.of not in LISTS:
        raise refused(layout.paper, f"{where}.of", f"只能是 {'、'.join(LISTS)}")
    if block.kind == "ticks" and block.of not in TICKED:
        raise refused(layout.paper, f"{where}.of", f"只能是 {'、'.join(TICKED)}")
    for place in (*block.columns, *(place for row in block.rows for place in row)):
        _check_place(layout, where, place, hangs)


def _check_place(layout: Layout, where: str, place: Place, hangs: bool) -> None:
    try:
        fact(place.fact)
    except NoSuchFact as error:
        raise refused(layout.paper, where, f"用到的 {place.fact} 不在登记项目之内") from error
    if hangs and place.fact not in MAY_HANG_OUTSIDE:
        raise refused(layout.paper, where, f"把 {place.fact} 放到了户外张贴的样式上，这项内容不得张贴")
