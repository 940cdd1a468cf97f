"""Workbooks for tests: fictitious families in the layouts of the national exports, and every way to spoil a file."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from fupin_desktop.domain.id_number import check_character
from fupin_desktop.excel.layout import layout

VILLAGE = ("山西省", "吕梁市", "临县", "样板乡", "甲子沟村")
Rows = Sequence[Sequence[Any]]


def id_number(birth: str, order: int) -> str:
    """A number of nobody: there is no county 141199."""
    body = f"141199{birth}{order:03d}"
    return body + check_character(body)


def household_row(number: int, **said: Any) -> dict[str, Any]:
    """A household as 户信息 has it, by header; `said` replaces what matters to a test."""
    row = {
        "省": VILLAGE[0],
        "市": VILLAGE[1],
        "县": VILLAGE[2],
        "乡": VILLAGE[3],
        "村": VILLAGE[4],
        "户编号": f"8141199{number:07d}",
        "户主编号": f"7141199{number * 10:07d}",
        "户主姓名": f"赵演{number}",
        "户主证件号码": id_number("19700101", number),
        "家庭人口数": "2",
        "是否危房户": "否",
        "人均纯收入": "3000.50",
        "年度": "2018",
        "主要致贫原因": "因病",
        "次要致贫原因": "缺技术,缺资金",
        "耕地面积（亩）": "7.50",
        "入户路类型": "水泥路",
        "危房级别": "A级",
    }
    return row | said


def person_row(household: int, number: int, **said: Any) -> dict[str, Any]:
    """Member 0 is the head; by header of 贫困人口信息."""
    row = {
        "省": VILLAGE[0],
        "市": VILLAGE[1],
        "县": VILLAGE[2],
        "乡": VILLAGE[3],
        "行政村": VILLAGE[4],
        "户编号": f"8141199{household:07d}",
        "人编号": f"7141199{household * 10 + number:07d}",
        "姓名": f"赵演{household}" if number == 0 else f"李演{household}{number}",
        "性别": "男" if number == 0 else "女",
        "证件类型": "居民身份证",
        "证件号码": id_number("19700101" if number == 0 else "19720202", household + number * 100),
        "与户主关系": "户主" if number == 0 else "配偶",
        "民族": "汉族",
        "政治面貌": "群众",
        "文化程度": "初中",
        "健康状况": "健康",
        "劳动技能": "普通劳动力",
        "务工时间（月）": "3",
        "脱贫属性": "未脱贫",
        "贫困户属性": "一般贫困户",
        "首次识别时间": "2013年12月",
        "人联系电话": f"1990000{household:04d}",
    }
    return row | said


def helper_row(household: int, helper: int, **said: Any) -> dict[str, Any]:
    """A pairing as 帮扶责任人结对查询 has it, by header."""
    row = {
        "县": VILLAGE[2],
        "乡": VILLAGE[3],
        "户编号": f"8141199{household:07d}",
        "单位名称": "临县演示局",
        "隶属关系": "县直",
        "姓名": f"王演{helper}",
        "性别": "男",
        "联系人电话": f"1990001{helper:04d}",
        "户主姓名": f"赵演{household}",
        "帮扶开始时间": "2016-09",
        "帮扶责任人编号": f"6141199{helper:07d}",
        "帮扶单位编号": "51411990000001",
        "政治面貌": "中共党员",
    }
    return row | said


def sheet(
    name: str, rows: Iterable[Mapping[str, Any]], *, titles: int = 2, headers: Sequence[str] | None = None
) -> list[list[Any]]:
    """The rows of a national sheet: title rows, header, data. `headers` replaces the header as it is written."""
    own = [header for header, _ in layout(name).columns]
    data = [dict(row) for row in rows]
    own += [header for header in dict.fromkeys(key for row in data for key in row) if header not in own]
    shown = list(headers or own)
    above: list[list[Any]] = [
        [f"（自定义）{layout(name).title}"],
        ["导出单位：临县（虚构数据）    导出时间：2018-12-31"],
    ]
    above += [["说明"], ["填报要求"]]
    return [*above[:titles], shown, *([row.get(header, "") for header in own] for row in data)]


def xlsx(
    path: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None
) -> Path:
    """A workbook of these cells; ranges (first row, first column, last row, last column) are merged."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_urls": False}) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if hasattr(cell, "year"):
                        page.write_datetime(place, column, cell, days)
                    elif isinstance(cell, str):
                        page.write_string(place, column, cell)
                    else:
                        page.write(place, column, cell)
            for first, left, last, right in (merged or {}).get(name, ()):
                page.merge_range(first, left, last, right, rows[first][left])
    return path


def households(path: Path, *rows: Mapping[str, Any], **how: Any) -> Path:
    """A workbook with one sheet 户信息."""
    return xlsx(path, {"户信息": sheet("households", rows, **how)})


def persons(path: Path, *rows: Mapping[str, Any], **how: Any) -> Path:
    """A workbook with one sheet 贫困人口信息."""
    return xlsx(path, {"贫困人口信息": sheet("persons", rows, **how)})


def helpers(path: Path, *rows: Mapping[str, Any], **how: Any) -> Path:
    """A workbook with one sheet 帮扶责任人结对查询."""
    return xlsx(path, {"帮扶责任人结对查询": sheet("helpers", rows, **how)})


def xls(path: Path, name: str, rows: Rows) -> Path:
    """A workbook of the old kind."""
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet(name)
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write(place, column, cell)
    book.save(str(path))
    return path


def csv_bytes(rows: Rows, encoding: str, guarded: Sequence[str] = (), separator: str = ",") -> bytes:
    """A text table; columns named in `guarded` are written ="…"."""
    header = next(row for row in rows if len(row) > 3)
    lines = [
        separator.join(
            f'="{cell}"' if header[column] in guarded and row is not header else str(cell)
            for column, cell in enumerate(row)
        )
        for row in rows
    ]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def changed_part(data: bytes, part: str, change: Any) -> bytes:
    """A packed workbook with one of its parts put through `change`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == part else content)
    return stream.getvalue()
