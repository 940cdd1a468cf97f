"""Sheets that have been read, as typed columns: a test names only the cells that matter to it."""

from typing import Any

from fupin_desktop.domain.id_number import check_character
from fupin_desktop.domain.staging.reading import Heading, Reading, YearBasis

ENTITIES = {
    "households": "household",
    "exits": "household",
    "persons": "person",
    "helpers": "helper",
    "villages": "village",
}
PLACE = {"region.county": "临县", "region.township": "样板乡", "region.village": "甲子沟村"}


def number(birth: str, order: int) -> str:
    """The ID number of nobody."""
    body = f"141199{birth}{order:03d}"
    return body + check_character(body)


def sheet(
    layout: str, *rows: dict[str, Any], file: str = "", year: int | None = 2018, basis: YearBasis = YearBasis.COLUMN
) -> Reading:
    """A sheet of these rows; its columns are those that any row has."""
    paths = list(dict.fromkeys(path for row in rows for path in row))
    return Reading(
        file=file or f"{layout}.xlsx",
        sheet="表",
        layout=layout,
        entity=ENTITIES[layout],
        rows=list(range(4, 4 + len(rows))),
        columns={path: [row.get(path) for row in rows] for path in paths},
        headings={path: Heading(place, path) for place, path in enumerate(paths)},
        year=year,
        year_basis=basis,
    )


def household(order: int, **said: Any) -> dict[str, Any]:
    """A household's row; keywords are field paths with `__` for the dot, None takes a column's value away."""
    row = {
        **PLACE,
        "household.household_code": f"8141199{order:07d}",
        "household.head_name": f"赵演{order}",
        "household.head_id_number": number("19700101", order),
        "household_year.main_cause": "01",
    }
    return _with(row, said)


def person(family: int, order: int, **said: Any) -> dict[str, Any]:
    """A member's row; 0 is the head."""
    row = {
        **PLACE,
        "household.household_code": f"8141199{family:07d}",
        "person.person_code": f"7141199{family * 10 + order:07d}",
        "person.name": f"赵演{family}" if order == 0 else f"李演{family}{order}",
        "person.id_number": number("19700101" if order == 0 else "19720202", family + 100 * order),
        "membership.relation_to_head": "01" if order == 0 else "02",
        "person_year.labour_skill": "01",
    }
    return _with(row, said)


def pairing(family: int, helper: int, **said: Any) -> dict[str, Any]:
    """A row of the helpers' sheet."""
    row = {
        "household.household_code": f"8141199{family:07d}",
        "helper.helper_code": f"6141199{helper:07d}",
        "helper.name": f"王演{helper}",
        "helper.phone": f"1990001{helper:04d}",
        "unit.unit_code": "51411990000001",
        "unit.name": "临县演示局",
        "pairing.started_on": "2016-09",
    }
    return _with(row, said)


def _with(row: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return row | {path.replace("__", "."): value for path, value in said.items()}
