"""The lists of the waiting room as columns: staged rows, bad cells, what the files do not mention, the sheets read."""

from collections.abc import Iterable, Sequence

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.id_number import masked
from fupin_desktop.domain.staging.batch import SheetRead, Source, StagedRow
from fupin_desktop.domain.staging.reading import CellProblem, YearBasis
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.tables.columns import TO_CHOOSE, Column
from fupin_desktop.ui.workbooks.decisions import Decisions, kind_words

STATE_COLOURS = {
    "新增": colours.GOOD,
    "有变化": colours.WARN,
    "存疑": colours.ERROR,
    "随户而定": colours.ERROR,
    "已定": colours.GOOD,
}
MOST_LINES = 4
YEAR_BASES = {
    YearBasis.COLUMN: "表里有年度栏",
    YearBasis.TITLE: "表名里写的",
    YearBasis.EXPORT_DAY: "按导出日期",
    YearBasis.GIVEN: "导入时选的",
    YearBasis.BESIDE: "随同批的表",
    YearBasis.NEWEST: "登记库最新一年",
    YearBasis.NONE: "不明",
}
ORDER = {kind: place for place, kind in enumerate(("village", "unit", "household", "person", "helper"))}


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
        Column(name="kind", label="类别", width=6, text=lambda row: kind_words(row.kind)),
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
    TO_CHOOSE,
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


def year_words(sheet: SheetRead) -> str:
    """「2018 年（表名里写的）」: which year a sheet is taken for, and why."""
    return f"{sheet.year} 年（{YEAR_BASES[sheet.year_basis]}）" if sheet.year else "没有年度"


SHEET_COLUMNS: tuple[Column, ...] = (
    Column(name="file", label="文件", width=12, text=lambda one: one.file, is_strong=True, stretch=2),
    Column(name="sheet", label="工作表", width=7, text=lambda one: one.sheet, stretch=1),
    Column(name="rows", label="读到的行", width=5, text=lambda one: f"{one.rows:,}", is_number=True),
    Column(name="header_row", label="表头在第几行", width=7, text=lambda one: str(one.header_row), is_number=True),
    Column(
        name="columns",
        label="认出的栏",
        width=5,
        text=lambda one: str(len(one.columns)),
        hint=lambda one: "、".join(one.columns),
        is_number=True,
    ),
    Column(name="year", label="数据年度", width=12, text=year_words, stretch=1),
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
    return sorted(
        listed, key=lambda row: (_part(row), seen[row.household_id or row.kind], ORDER.get(row.kind, len(ORDER)))
    )


def heads(rows: Iterable[StagedRow]) -> dict[str, str]:
    """The heads of the households of a batch, by their ids."""
    return {row.id: row.title for row in rows if row.kind == "household"}


def _part(row: StagedRow) -> int:
    return {"village": 0, "unit": 0, "household": 1, "person": 1, "helper": 2}.get(row.kind, 3)


def field_label(record: str, field: str) -> str:
    """「收入支出 · 工资性收入」."""
    spec = RECORDS[record]
    return f"{spec.title} · {spec.by_name[field].label}" if field in spec.by_name else spec.title
