"""What an import found, as JSON and in words."""

from collections.abc import Iterator
from typing import Any

from fupin_desktop.catalogue import RECORDS as CATALOGUED
from fupin_desktop.domain.staging.batch import SheetRead, StagedRow
from fupin_desktop.domain.staging.reading import YearBasis
from fupin_desktop.services.import_workbooks import KINDS, WaitingBatch

STATES = {"new": "新增", "changed": "有变化", "same": "相同", "doubtful": "存疑"}
RECORDS = {"village": "村", "household": "户", "person": "人", "helper": "帮扶责任人", "unit": "帮扶单位"}
YEARS = {
    YearBasis.COLUMN: "表里的年度一列",
    YearBasis.TITLE: "表题或文件名",
    YearBasis.EXPORT_DAY: "导出日期",
    YearBasis.GIVEN: "导入时指定",
    YearBasis.BESIDE: "同一批的另一张表",
    YearBasis.NEWEST: "登记库最新的年度",
    YearBasis.NONE: "没有写明",
}
MOST_LINES = 20


def plain(batch: WaitingBatch) -> dict[str, Any]:
    """The batch as JSON can hold it."""
    return {
        "batch": batch.id,
        **batch.counts,
        "problems": [
            {"file": p.file, "sheet": p.sheet, "row": p.row, "column": p.column, "value": p.value, "reason": p.reason}
            for p in batch.problems
        ],
        "doubtful": [_plain_doubt(row) for row in batch.doubtful],
        "persons_gone": [
            {
                "person": one.id,
                "person_code": one.code,
                "name": one.title,
                "household": one.household_id,
                "household_code": one.household_code,
            }
            for one in batch.gone
        ],
        "sheets": [_plain_sheet(one) for one in batch.sheets],
        "missing": batch.missing,
        "notes": batch.notes,
    }


def in_words(batch: WaitingBatch, *, applied: bool, left: bool) -> str:
    """The batch in lines that people read: what was read, what it brings, what waits for them."""
    lines = [_sheet_in_words(one) for one in batch.sheets]
    lines += [
        f"{sum(found.values())} {_counted(name)}："
        + "，".join(f"{STATES[state]} {number}" for state, number in found.items() if number)
        for name, found in batch.counts.items()
        if sum(found.values())
    ]
    lines += _first([_doubt_in_words(row) for row in batch.doubtful], "处存疑")
    lines += [f"有问题的格子 {len(batch.problems)} 个。"] if batch.problems else []
    lines += _gone_in_words(batch, left=left)
    waiting = "在待审区等候，尚未记入；加 --apply 记入。" if batch.has_news else _nothing(batch)
    return "\n".join([*lines, "已记入登记库，可撤销。" if applied else waiting])


def _counted(name: str) -> str:
    return KINDS[name][1] if name in KINDS else f"条{CATALOGUED[name].title}"


def _nothing(batch: WaitingBatch) -> str:
    return "没有可直接记入的；存疑的请在窗口的「导入」里先定。" if batch.doubtful else "与登记库相同，没有要记入的。"


def _gone_in_words(batch: WaitingBatch, *, left: bool) -> Iterator[str]:
    if not batch.gone:
        return
    yield f"登记库里有 {len(batch.gone)} 人不在这批名册里：" + ("已登记减少，可撤销。" if left else "")
    yield from _first([f"  {one.title} {one.code}（户编号 {one.household_code or '无'}）" for one in batch.gone], "人")
    if not left:
        yield (
            "确已减少的请登记日期和原因：在该户档案里办理；"
            "若都是同一天同一原因，加 --apply --gone-on 日期 --gone-reason 原因。"
        )


def _first(lines: list[str], what: str) -> list[str]:
    more = len(lines) - MOST_LINES
    return lines[:MOST_LINES] + ([f"  ……另有 {more} {what}，加 --json 看全部。"] if more > 0 else [])


def _plain_doubt(row: StagedRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "key": row.key,
        "title": row.title,
        "code": row.code,
        "rows": [{"file": one.file, "sheet": one.sheet, "row": one.row} for one in row.sources],
        "reasons": list(row.reasons),
        "choices": [{"key": one.key, "title": one.title} for one in row.proposals],
    }


def _doubt_in_words(row: StagedRow) -> str:
    rows: dict[str, list[str]] = {}
    for one in row.sources[:MOST_LINES]:
        rows.setdefault(one.file, []).append(str(one.row))
    where = "，".join(f"《{file}》第{'、'.join(dict.fromkeys(found))}行" for file, found in rows.items())
    code = f" {row.code}" if row.code else ""
    return f"  存疑的{RECORDS.get(row.kind, '')}：{row.title or '无名'}{code}（{where}）：{'；'.join(row.reasons)}"


def _plain_sheet(one: SheetRead) -> dict[str, Any]:
    return {
        "file": one.file,
        "sheet": one.sheet,
        "layout": one.layout,
        "header_row": one.header_row,
        "rows": one.rows,
        "columns": list(one.columns),
        "year": one.year,
        "year_from": one.year_basis.value,
    }


def _sheet_in_words(one: SheetRead) -> str:
    from fupin_desktop.services.export_sheets import ledger_sheets, sheets

    titles = {known.name: known.title for known in [*sheets(), *ledger_sheets()]}
    name = f"《{one.file}》{f'的「{one.sheet}」' if one.sheet else ''}"
    year = f"{one.year} 年（按{YEARS[one.year_basis]}）" if one.year else "年度没有写明"
    said = "" if one.layout in CATALOGUED else f"，{year}"
    return f"{name}：按「{titles[one.layout]}」收，表头在第 {one.header_row} 行，{one.rows} 行数据{said}。"
