"""The layouts of workbooks, from resources/excel: which columns stand where, and what else they may be called.

Checked against the catalogue when read. It opens no workbook.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.excel.characters import plain_header
from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.paths import resources

NAMES = ("households", "exits", "persons", "helpers", "villages")
# Not fields of the catalogue: a row's year and its number in the list, and the names of the places it lies in.
BESIDE = {
    "row.year": FieldSpec(label="年度", kind=Kind.YEAR, name="year", least=1900, most=2100),
    "row.number": FieldSpec(label="序号", kind=Kind.TEXT, name="number"),
    "region.province": FieldSpec(label="省", kind=Kind.TEXT, name="province"),
    "region.city": FieldSpec(label="市", kind=Kind.TEXT, name="city"),
    "region.county": FieldSpec(label="县", kind=Kind.TEXT, name="county"),
    "region.township": FieldSpec(label="乡", kind=Kind.TEXT, name="township"),
    "region.village": FieldSpec(label="村", kind=Kind.TEXT, name="village"),
}


@dataclass(frozen=True)
class Layout:
    """One sheet: its columns in order, and every header by which its fields are known."""

    name: str
    title: str
    entity: str
    keys: tuple[str, ...]  # fields without which a row is about nobody
    columns: tuple[tuple[str, str], ...]  # header and "record.field"
    vocabulary: Mapping[str, str]  # plain header -> "record.field"
    alone: Mapping[str, str]  # a field that is really another one in a sheet that lacks that other
    months: frozenset[str]  # dates of which the system keeps only the month
    in_words: frozenset[str]  # those of them that it writes as 2013年12月

    @property
    def own(self) -> frozenset[str]:
        """The fields that have a column here."""
        return frozenset(path for _, path in self.columns)


def spec_of(path: str) -> FieldSpec:
    """The description of "record.field"; KeyError if there is none."""
    beside = BESIDE.get(path)
    if beside is not None:
        return beside
    record, _, name = path.partition(".")
    return RECORDS[record].by_name[name]


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout."""
    return tuple(layout(name) for name in NAMES)


@cache
def layout(name: str) -> Layout:
    """The layout of that name; KeyError or ValueError if its file does not fit the catalogue."""
    told = tomllib.loads((resources() / "excel" / f"{name}.toml").read_text("utf-8"))
    columns = tuple((header, path) for header, path in told["columns"])
    vocabulary = _vocabulary(name, told)
    for header, path in columns:
        spec_of(path)
        understood = vocabulary.get(plain_header(header), vocabulary.get(_bare(header), ""))
        if told["alone"].get(understood, understood) != path:
            raise ValueError(f"{name}.toml: {header} is not read back as {path}")
    return Layout(
        name=name,
        title=told["title"],
        entity=told["entity"],
        keys=tuple(told["keys"]),
        columns=columns,
        vocabulary=vocabulary,
        alone=told["alone"],
        months=frozenset(told["precision"]),
        in_words=frozenset(path for path, how in told["precision"].items() if how == "month in words"),
    )


def header_of(path: str) -> str:
    """The first name of a field in headers.toml."""
    record, _, name = path.partition(".")
    return _headers()[record][name][0]


@cache
def _headers() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((resources() / "excel" / "headers.toml").read_text("utf-8"))


def _vocabulary(layout_name: str, told: Mapping[str, Any]) -> dict[str, str]:
    own = {plain_header(header): path for header, path in told["own"].items()}
    found: dict[str, str] = {}
    for wanted in told["reads"]:
        record, _, only = wanted.partition(".")
        for name, headers in _headers()[record].items():
            path = f"{record}.{name}"
            spec_of(path)
            for header in map(plain_header, headers if only in ("", name) else ()):
                if found.setdefault(header, path) != path and header not in own:
                    raise ValueError(f"{layout_name}.toml: {header} is both {found[header]} and {path}")
    return found | own


def _bare(header: str) -> str:
    return plain_header(header).rpartition("(")[0]
