"""An export of 50 000 persons into the waiting room with differences, beside calamine reading the same file."""

import random
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from bench.measuring import Line, compared, once
from bench.stores import FOLDER, county
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.services.export_sheets import export
from fupin_desktop.services.import_workbooks import stage_files

PERSONS = 50_000


def measure(persons: int) -> Iterator[Line]:
    """The person export of a large registry, some cells changed, staged against that registry."""
    del persons
    registry = county(round(PERSONS * 1.02))
    file = FOLDER / "贫困人口信息_20181231.xlsx"
    ids = registry.household_ids(HouseholdQuery())
    export(registry, "persons", ids, file)
    changed = _some_cells_changed(file)
    rows = CalamineWorkbook.from_path(changed).get_sheet_by_index(0).to_python()
    reading = once(lambda: CalamineWorkbook.from_path(changed).get_sheet_by_index(0).to_python())
    staging = once(lambda: stage_files(registry, [changed]))
    registry.close()
    yield compared(f"stage {len(rows) - 3} persons × {len(rows[2])} columns", staging, reading, "≤ 5 × calamine", 5)


def _some_cells_changed(file: Path) -> Path:
    """The same export with every tenth name's work months changed, cut to 50 000 persons."""
    import xlsxwriter

    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()[: PERSONS + 3]
    months = rows[2].index("务工时间（月）")
    chance = random.Random(1)
    target = file.with_name("贫困人口信息_改_20181231.xlsx")
    with xlsxwriter.Workbook(str(target), {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("贫困人口信息")
        for number, row in enumerate(rows):
            if number > 2 and chance.random() < 0.1:
                row[months] = str(chance.randint(1, 11))
            for place, cell in enumerate(row):
                sheet.write_string(number, place, str(cell))
    return target
