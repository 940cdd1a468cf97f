"""The lists into which a waiting import falls: what each holds, what it is called, what is to be done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.domain.staging.batch import StagedRow, State
from fupin_desktop.ui.tables.columns import Column
from fupin_desktop.ui.workbooks.decisions import Decisions
from fupin_desktop.ui.workbooks.staged_columns import (
    MISSING_COLUMNS,
    PROBLEM_COLUMNS,
    SHEET_COLUMNS,
    heads,
    in_order,
    staged_columns,
)


@dataclass(frozen=True, slots=True)
class View:
    """One list; `state` is that of its rows, None where they are no staged rows."""

    name: str
    title: str
    explained: str
    state: State | None = None


VIEWS = (
    View("doubtful", "存疑", "要由您定：每一处说明了原因，定了才会记入。", State.DOUBTFUL),
    View("changed", "有变化", "登记库里已有，文件里的内容不同。", State.CHANGED),
    View("new", "新增", "登记库里还没有，应用后新增。", State.NEW),
    View("same", "相同", "与登记库一致，不会改动。", State.SAME),
    View(
        "problems",
        "有问题的格子",
        "这些格子没有收（注明“已收下”的除外），同行其余内容照收。可以退回给填表单位改。",
    ),
    View(
        "missing",
        "文件中没有的",
        "登记库里有、这次文件里没有。只供核对，不会删除。确已不在户里的人，选中后登记减少。回车打开档案。",
    ),
    View("sheets", "读到的表", "每张表是怎么认的：表头在哪一行、认出几栏、算哪一年。"),
)
BY_NAME = {view.name: view for view in VIEWS}
URGENT = ("村", "缺少", "年度")  # words of the notes that must be read first


def counts(batch: Any) -> dict[str, int]:
    """How long each list is."""
    rows: Sequence[StagedRow] = batch.rows
    staged = {view.name: sum(1 for row in rows if row.state is view.state) for view in VIEWS if view.state}
    others = {"problems": len(batch.problems), "missing": len(batch.missing), "sheets": len(batch.sheets)}
    return staged | others


def contents(
    batch: Any, view: View, decisions: Decisions
) -> tuple[tuple[Column, ...], Sequence[Any], Callable[[Any], str]]:
    """Columns, rows, and how a row is called, of one list."""
    rows: Sequence[StagedRow] = batch.rows
    if view.state is not None:
        found = in_order(row for row in rows if row.state is view.state)
        return staged_columns(decisions, heads(rows)), found, lambda row: row.key
    match view.name:
        case "problems":
            return PROBLEM_COLUMNS, batch.problems, lambda one: f"{one.file}/{one.sheet}/{one.row}/{one.place}"
        case "missing":
            return MISSING_COLUMNS, batch.missing, lambda one: f"{one.kind}:{one.id}"
        case _:
            return SHEET_COLUMNS, batch.sheets, lambda one: f"{one.file}/{one.sheet}"


def notes_in_order(notes: Sequence[str]) -> list[str]:
    """What matters most comes first: a village that does not match, a column that is missing, a doubtful year."""
    return sorted(notes, key=lambda note: not any(word in note for word in URGENT))
