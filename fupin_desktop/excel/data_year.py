"""The data year of a sheet from the words around it: its title rows, then the export day there or in the file name."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from fupin_desktop.domain.staging.reading import YearBasis
from fupin_desktop.fields.days import first_day

_STATED = re.compile(r"(20\d\d)\s*年\s*(?:度|底|末)|年度[:： ]*(20\d\d)")
_NAMED = re.compile(r"(?<!\d)(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")  # 2018年贫困人口花名册
_DAY = re.compile(r"(20\d\d)[-年./]?(\d{2})[-月./]?(\d{2})(?!\d)")
_CLOSING_MONTHS = 2  # January and February still close the year before (domain.md §4.4)


def year_of(title_rows: Iterable[Iterable[Any]], file_name: str, given: int | None) -> tuple[int | None, YearBasis]:
    """The year and how it is known."""
    titles = [cell for row in title_rows for cell in row if isinstance(cell, str)]
    for text in titles:
        stated = _STATED.search(text)
        if stated:
            return int(stated[1] or stated[2]), YearBasis.TITLE
    for text in (*titles, file_name):
        day = _export_day(text)
        if day:
            return day.year - (day.month <= _CLOSING_MONTHS), YearBasis.EXPORT_DAY
    for text in (*titles, file_name):
        named = _NAMED.search(text)
        if named:
            return int(named[1]), YearBasis.TITLE
    return given, YearBasis.NONE if given is None else YearBasis.GIVEN


def _export_day(text: str) -> date | None:
    found = _DAY.search(text)
    return first_day("-".join(found.groups())) if found else None
