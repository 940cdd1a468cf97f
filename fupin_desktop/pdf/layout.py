"""Layout files (resources/pdf/<paper>.toml): where each fact stands on a paper, in which size, with which margins.

A county's or a user's file of the same name in a folder of their own is laid over the standard one key by key;
to reset is to delete it. Labels come from the catalogue where a layout gives none.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar, cast

from fupin_desktop.domain.errors import Problem, Refused

Table = Mapping[str, Any]
T = TypeVar("T")

KINDS = ("pairs", "table", "ticks", "signatures", "note")


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet: A4, its margins, and how far a pre-printed sheet makes everything shift."""

    orientation: str = "portrait"
    margin_top_mm: float = 15
    margin_bottom_mm: float = 12
    margin_left_mm: float = 18
    margin_right_mm: float = 18
    nudge_right_mm: float = 0
    nudge_down_mm: float = 0


@dataclass(frozen=True, slots=True)
class Type:
    """Sizes in points."""

    title: float = 18
    heading: float = 10.5
    label: float = 9
    value: float = 9.5
    smallest: float = 7
    note: float = 8


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of grids and tables; `shrink` sets long texts smaller before their row grows."""

    height_mm: float = 7.4
    shrink: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one fact stands."""

    fact: str
    label: str = ""
    width: float = 0  # of a column, in relation to the others
    span: int = 1  # of a pair, in columns of its grid
    align: str = ""
    ticks: bool = False  # all choices with boxes to tick
    total: bool = False  # summed in the last row
    once: bool = False  # on the first line of a household only


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place for a hand: signature, thumbprint, seal, date."""

    label: str
    width: float = 1
    thumb: bool = False
    seal: bool = False
    date: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a paper."""

    name: str
    kind: str
    heading: str = ""
    profiles: tuple[str, ...] = ()  # empty: all
    of: str = ""  # the list whose items are the rows
    rows: tuple[tuple[Place, ...], ...] = ()
    columns: tuple[Place, ...] = ()
    boxes: tuple[Box, ...] = ()
    grid: int = 3  # pairs beside one another
    label_mm: float = 22
    height_mm: float = 0  # 0: as in [rows]
    value: float = 0  # size of type; 0: as in [type]
    across: int = 1  # the columns stand so often beside one another
    blank_rows: int = 0  # empty rows to write on
    least_rows: int = 0
    text: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A whole paper."""

    paper: str
    title: str
    most_pages: Mapping[str, int] = field(default_factory=dict[str, int])  # of a household's paper, by profile
    code: str  # stands in the footer, so that a sheet found alone can be named
    order: tuple[str, ...]
    under_title: tuple[Place, ...] = ()
    page: Page = field(default_factory=Page)
    type: Type = field(default_factory=Type)
    rows: Rows = field(default_factory=Rows)
    blocks: tuple[Block, ...] = ()

    @property
    def smallest(self) -> float:
        """Down to what size long text may shrink."""
        return self.type.smallest if self.rows.shrink else self.type.value


def read(paper: str, table: Table) -> Layout:
    """The layout in a parsed file; Refused names the key that cannot be."""
    blocks = cast(Table, table.get("blocks", {}))
    order = tuple(table.get("order", ()))
    unknown = [name for name in order if name not in blocks]
    if unknown:
        raise refused(paper, "order", f"没有名为“{unknown[0]}”的版块")
    return _built(
        Layout,
        {
            **{key: item for key, item in table.items() if key != "blocks"},
            "paper": paper,
            "order": order,
            "under_title": _places(paper, "under_title", table.get("under_title", ())),
            "page": _built(Page, table.get("page", {}), paper, "page"),
            "type": _built(Type, table.get("type", {}), paper, "type"),
            "rows": _built(Rows, table.get("rows", {}), paper, "rows"),
            "blocks": tuple(_block(paper, name, blocks[name]) for name in order),
        },
        paper,
        "",
    )


def _block(paper: str, name: str, table: Table) -> Block:
    where = f"blocks.{name}"
    block = _built(
        Block,
        {
            **table,
            "name": name,
            "profiles": tuple(table.get("profiles", ())),
            "rows": tuple(_places(paper, f"{where}.rows", row) for row in table.get("rows", ())),
            "columns": _places(paper, f"{where}.columns", table.get("columns", ())),
            "boxes": tuple(_built(Box, box, paper, f"{where}.boxes") for box in table.get("boxes", ())),
        },
        paper,
        where,
    )
    if block.kind not in KINDS:
        raise refused(paper, f"{where}.kind", f"只能是 {'、'.join(KINDS)}")
    return block


def _places(paper: str, where: str, items: Any) -> tuple[Place, ...]:
    return tuple(_built(Place, {"fact": item} if isinstance(item, str) else item, paper, where) for item in items)


def _built(cls: type[T], table: Table, paper: str, where: str) -> T:
    """The dataclass with what the table says; every key must be one of its fields and of its type."""
    known = {each.name: each for each in fields(cast(Any, cls))}
    for key, item in table.items():
        place = f"{where}.{key}" if where else key
        if key not in known:
            raise refused(paper, place, "不是可以设置的项目")
        if not _is_like(known[key].type, item):
            raise refused(paper, place, f"的值 {item!r} 写法不对")
    missing = [
        name
        for name, each in known.items()
        if each.default is MISSING and each.default_factory is MISSING and name not in table
    ]
    if missing:
        raise refused(paper, where or "文件", f"缺少 {missing[0]}")
    return cls(**table)


def _is_like(wanted: Any, item: Any) -> bool:
    if wanted is bool or isinstance(item, bool):
        return wanted is bool and isinstance(item, bool)
    if wanted is float:
        return isinstance(item, int | float)
    return not isinstance(wanted, type) or isinstance(item, wanted)


def refused(paper: str, key: str, fault: str) -> Refused:
    message = f"版式文件 {paper}.toml 中的 {key} {fault}。请改正该文件，或恢复标准版式后再打印。"
    return Refused(message, [Problem(message, record="layout", record_id=paper, field=key)])
