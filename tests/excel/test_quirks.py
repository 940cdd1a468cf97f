"""Exports spoilt at random in every way of domain.md §10.6: whatever the writing, the meaning is the same."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.staging.batch import State
from fupin_desktop.excel.layout import layout, spec_of
from fupin_desktop.excel.open_workbook import open_bytes
from fupin_desktop.excel.read import read_sheets, read_workbook
from fupin_desktop.fields.spec import Kind
from tests.domain.staging.small_registry import SmallRegistry
from tests.excel import books
from tests.excel.books import helper_row, household_row, id_number, person_row

FAMILIES = range(1, 8)
Spoil = Callable[[random.Random, str], Any]

HOUSEHOLDS = [
    household_row(
        number,
        是否解决安全饮用水="是",
        村办公电话="0358-0000000",
        银行卡号=f"99141199{number:010d}",
        养老保险金="0",
        与村主干路距离="0.5",
    )
    for number in FAMILIES
]
PERSONS = [
    person_row(
        family,
        order,
        证件号码=id_number("19700101" if order == 0 else "19800202", family * 10 + order),
        健康状况="长期慢性病,残疾" if order else "健康",
        是否参加大病保险="是",
        是否享受低保="否",
    )
    for family in FAMILIES
    for order in range(3)
]
HELPERS = [helper_row(number, number % 3) for number in FAMILIES]
SHEETS = {"households": HOUSEHOLDS, "persons": PERSONS, "helpers": HELPERS}


def as_number(chance: random.Random, text: str) -> Any:
    plain = text.replace(".", "", 1).isdecimal()
    return chance.choice([float(text), f"{text}.0" if "." not in text else f"{text}0", f" {text} "]) if plain else text


def wide(_chance: random.Random, text: str) -> str:
    return "".join(chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark for mark in text)


def padded(chance: random.Random, name: str) -> str:
    return chance.choice([f"{name}  ", f"{name[0]}\u3000{name[1:]}", f" {name}"])


def other_month(chance: random.Random, text: str) -> Any:
    year, month = (text[:4], text[5:7])
    texts = [f"{year}{month}", f"{year}{month}01", f"{year}年{month}月", f"{year}-{month}", f"{year}.{month}"]
    return chance.choice([*texts, int(f"{year}{month}")])


def other_flag(chance: random.Random, text: str) -> Any:
    return chance.choice(["是", "有", "√", "Y", "1", 1] if text == "是" else ["否", "无", "×", "N", "0", 0])


def guarded(chance: random.Random, text: str) -> str:
    return chance.choice([f"'{text}", f'="{text}"', f" {text}", text])


def other_phone(chance: random.Random, text: str) -> Any:
    if not text.isdecimal():
        return text
    return chance.choice([f"{text}.0", float(text), f"{text[:3]} {text[3:7]} {text[7:]}", wide(chance, text)])


SPOILS: dict[str, tuple[Spoil, ...]] = {
    "name": (padded,),
    "head_name": (padded,),
    "sex": (lambda chance, text: chance.choice(["1", 1.0] if text == "男" else ["2", 2.0]),),
    "id_number": (guarded, lambda _c, text: text.replace("X", "x"), lambda _c, text: text.replace("X", "Ｘ"), wide),
    "head_id_number": (guarded, wide),
    "household_code": (guarded, lambda _c, text: float(text), lambda _c, text: f"{text}.0"),
    "person_code": (guarded,),
    "phone": (other_phone,),
    "person_phone": (other_phone,),
    "health_status": (lambda chance, text: text.replace(",", chance.choice(["、", "及", "，", "", " ", "/"])),),
    "other_causes": (lambda chance, text: text.replace(",", chance.choice(["、", "，", ";", "和"])),),
    "ethnicity": (lambda _c, text: text.removesuffix("族"),),
    "started_on": (other_month,),
    "first_identified": (other_month,),
}


def spoilt(chance: random.Random, path: str, text: str) -> Any:
    """The cell written in another way, or left alone."""
    if not text or chance.random() < 0.5:
        return text
    spec = spec_of(path)
    if spec.name in SPOILS:
        return chance.choice(SPOILS[spec.name])(chance, text)
    match spec.kind:
        case Kind.FLAG:
            return other_flag(chance, text)
        case Kind.COUNT | Kind.DECIMAL | Kind.MONEY | Kind.YEAR:
            return chance.choice((as_number, wide))(chance, text)
        case _:
            return text


def other_header(chance: random.Random, name: str, header: str, path: str) -> str:
    """One of the other names of the field, roughly treated."""
    shape = layout(name)
    names = [one for one, meant in shape.vocabulary.items() if meant == path] or [header]
    shown = chance.choice([header, *names])
    narrow = shown.replace("（", "(").replace("）", ")")
    return chance.choice([shown, f"{shown[0]}\n{shown[1:]}", f"*{shown}", f" {shown} ", narrow])


def spoilt_rows(chance: random.Random, name: str) -> list[list[Any]]:
    """The sheet with its columns shuffled and renamed, its cells rewritten, feet and strange columns added."""
    columns = [column for column in layout(name).columns if any(row.get(column[0]) for row in SHEETS[name])]
    chance.shuffle(columns)
    headers = [other_header(chance, name, *column) for column in columns]
    body = [[spoilt(chance, path, row.get(header, "")) for header, path in columns] for row in SHEETS[name]]
    above: list[list[Any]] = [[f"标题{number}"] for number in range(chance.randint(0, 5))]
    above.append(["2018年度（虚构数据）"])
    feet = chance.sample([["合计", 7], ["填表人：", "审核人："], [""], ["备注：以系统为准"]], chance.randint(0, 4))
    if chance.random() < 0.5:
        headers.append("备注(县)")
        body = [[*row, "略"] for row in body]
    if chance.random() < 0.3:
        body.insert(len(body) // 2, [""])
    return [*above, headers, *body, *feet]


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> SmallRegistry:
    """What the exports say when nobody has spoilt them."""
    folder = tmp_path_factory.mktemp("clean")
    made = SmallRegistry()
    files = [
        books.xlsx(folder / f"{name}_20181231.xlsx", {name: books.sheet(name, rows)}) for name, rows in SHEETS.items()
    ]
    batch = made.stage([one for file in files for one in read_workbook(file)])
    assert batch.problems == []
    made.apply(batch)
    return made


def quoted(rows: list[list[Any]]) -> list[list[str]]:
    return [[f'"{cell}"' if {"\n", ","} & set(str(cell)) else str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("seed", range(40))
def test_a_spoilt_export_says_the_same_as_the_clean_one(registry: SmallRegistry, tmp_path: Path, seed: int):
    chance = random.Random(seed)
    readings = []
    for name in SHEETS:
        rows = spoilt_rows(chance, name)
        match chance.choice(["xlsx", "xlsx", "xls", "csv"]):
            case "xls":
                readings += read_workbook(books.xls(tmp_path / f"{name}.xlsx", "表", rows))
            case "csv":
                data = books.csv_bytes(quoted(rows), chance.choice(["gb18030", "utf-8", "utf-8-sig", "utf-16"]))
                readings += read_sheets(open_bytes(f"{name}.csv", data))
            case _:
                readings += read_workbook(books.xlsx(tmp_path / f"{name}.xls", {"表": rows}))
    batch = registry.stage(readings)
    assert [(one.column, one.value, one.reason) for one in batch.problems] == []
    differing = [(row.kind, row.reasons, row.differences) for row in batch.rows if row.state is not State.SAME]
    assert differing == []
    assert [batch.counts(kind)["same"] for kind in ("household", "person", "helper")] == [7, 21, 3]
