"""The lists of the waiting room as columns: staged rows, bad cells, what the files do not mention, the sheets read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.id_number import masked
from fupin_desktop.domain.staging.batch import Source, StagedRow, State
from fupin_desktop.domain.staging.reading import CellProblem
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.tables.columns import TO_CHOOSE, Column
from fupin_desktop.ui.workbooks.decisions import KINDS, Decisions

STATE_COLOURS = {
    "新增": colours.GOOD,
    "有变化": colours.WARN,
    "存疑": colours.ERROR,
    "随户而定": colours.ERROR,
    "已定": colours.GOOD,
}
MOST_LINES = 4
LOOKED_AT = 40  # rows of a sheet: enough to name its years
ORDER = {kind: place for place, kind in enumerate(("village", "unit", "household", "person", "helper"))}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that was read: how many of its rows were understood, from which on, and of which years."""

    file: str
    name: str
    rows: int
    first: int
    years: tuple[int, ...]


def staged_columns(decisions: Decisions, homes: dict[str, str]) -> tuple[Column, ...]:
    """The list of staged rows; `homes` are the heads of the households by their ids."""

    def state_colour(row: StagedRow) -> str:
        return STATE_COLOURS.get(decisions.words(row), colours.MUTED)

    def home(row: StagedRow) -> str:
        found = homes.get(row.household_id or "", "")
        return f"{found}户" if found and row.kind == "person" else ""

    return (
        TO_CHOOSE,
        Column(name="state", label="状态", width=6.4, text=decisions.words, colour=state_colour),
        Column(name="kind", label="类别", width=6, text=lambda row: KINDS[row.kind]),
        Column(name="title", label="名称", width=6, text=lambda row: row.title, is_strong=True, stretch=1),
        Column(name="home", label="所在户", width=5.5, text=home, stretch=1),
        Column(name="code", label="编号", width=9.4, text=lambda row: row.code or "没有编号"),
        Column(name="places", label="来自", width=14, text=lambda row: places(row.sources), stretch=2),
    )


def shown_value(problem: CellProblem) -> str:
    """The bad cell as it stands; what may be a person's number is masked."""
    is_number = len(problem.value) >= 15 and problem.value[:6].isdigit()
    return masked(problem.value) if is_number else problem.value


PROBLEM_COLUMNS: tuple[Column, ...] = (
    Column(name="row", label="行", width=3.4, text=lambda one: str(one.row), is_number=True),
    Column(name="column", label="栏目", width=8, text=lambda one: one.column or "（整行）", is_strong=True),
    Column(name="value", label="表里写的", width=9, text=shown_value, stretch=1),
    Column(name="reason", label="原因", width=18, text=lambda one: one.reason, stretch=3),
    Column(name="file", label="文件", width=12, text=lambda one: f"{one.file} {one.sheet}".strip(), stretch=1),
)
MISSING_COLUMNS: tuple[Column, ...] = (
    Column(
        name="kind",
        label="类别",
        width=5,
        text=lambda one: {"household": "户", "person": "人", "pairing": "结对"}[one.kind],
    ),
    Column(name="title", label="名称", width=8, text=lambda one: one.title, is_strong=True, stretch=1),
    Column(name="code", label="编号", width=10, text=lambda one: one.code or "没有编号", stretch=1),
    Column(name="home", label="所在户编号", width=10, text=lambda one: one.household_code or "没有编号", stretch=1),
)
SHEET_COLUMNS: tuple[Column, ...] = (
    Column(name="file", label="文件", width=14, text=lambda one: one.file, is_strong=True, stretch=2),
    Column(name="name", label="工作表", width=8, text=lambda one: one.name, stretch=1),
    Column(name="rows", label="读到的行", width=5, text=lambda one: f"{one.rows:,}", is_number=True),
    Column(name="first", label="从第几行起", width=6, text=lambda one: str(one.first), is_number=True),
    Column(
        name="years",
        label="数据年度",
        width=8,
        text=lambda one: "、".join(f"{year} 年" for year in one.years),
        stretch=1,
    ),
)


def places(sources: Sequence[Source]) -> str:
    """「户信息.xlsx 第7行」, for each file that speaks of a row; of many lines of one file only the first."""
    lines: dict[str, list[int]] = {}
    for one in sources:
        lines.setdefault(one.file, []).append(one.row)
    return "；".join(f"{file} 第{_numbers(sorted(set(rows)))}行" for file, rows in lines.items())


def _numbers(rows: Sequence[int]) -> str:
    named = "、".join(map(str, rows[:MOST_LINES]))
    return named if len(rows) <= MOST_LINES else f"{named} 等 {len(rows)} "


def in_order(rows: Iterable[StagedRow]) -> list[StagedRow]:
    """Household by household, its people below it; what belongs to none at the ends."""
    listed = list(rows)
    seen: dict[str, int] = {}
    for row in listed:
        seen.setdefault(row.household_id or row.kind, len(seen))
    return sorted(listed, key=lambda row: (_part(row), seen[row.household_id or row.kind], ORDER[row.kind]))


def heads(rows: Iterable[StagedRow]) -> dict[str, str]:
    """The heads of the households of a batch, by their ids."""
    return {row.id: row.title for row in rows if row.kind == "household"}


def sheets_of(rows: Iterable[StagedRow]) -> list[Sheet]:
    """What was read, sheet by sheet, as far as the rows tell."""
    numbers: dict[tuple[str, str], set[int]] = {}
    years: dict[tuple[str, str], set[int]] = {}
    for row in rows:
        for source in row.sources:
            place = (source.file, source.sheet)
            numbers.setdefault(place, set()).add(source.row)
            if len(numbers[place]) <= LOOKED_AT and row.state is not State.SAME:
                years.setdefault(place, set()).update(_years(row))
    return [
        Sheet(file, name, len(found), min(found), tuple(sorted(years.get((file, name), ()))))
        for (file, name), found in numbers.items()
    ]


def _years(row: StagedRow) -> set[int]:
    found = (facts.keys.get("year") or (facts.old or {}).get("year") for facts in row.proposals[0].facts)
    return {int(year) for year in found if year}


def _part(row: StagedRow) -> int:
    return {"village": 0, "unit": 0, "helper": 2}.get(row.kind, 1)


def field_label(record: str, field: str) -> str:
    """「收入支出 · 工资性收入」."""
    spec = RECORDS[record]
    return f"{spec.title} · {spec.by_name[field].label}" if field in spec.by_name else spec.title
