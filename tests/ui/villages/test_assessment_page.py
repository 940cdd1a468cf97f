"""考核 in the window: a score with its rule, the households that lack, and a sheet that says how it was counted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.services.assess import assess
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.villages.assessment_page import AssessmentPage

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]


def test_an_indicator_opens_to_its_rule_and_to_the_households_it_lacks(
    qtbot: QtBot, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    page = AssessmentPage(desk)
    qtbot.addWidget(page)
    page.resize(920, 640)
    page.show()
    settled(desk)
    (counted,) = assess(registry, "village", desk.own_village(), desk.year)
    assert str(counted.score) in page.score.text()
    at = next(n for n, one in enumerate(counted.indicators) if one.lacking)
    page.board.kinds.setCurrentRow(at)
    assert counted.indicators[at].rule in page.board.hint.text()
    with qtbot.waitSignal(desk.dossier_requested) as asked:
        page.board.places.itemActivated.emit(page.board.places.item(0))
    assert asked.args == [counted.indicators[at].lacking[0], ""]

    page.save_to(tmp_path / "sheet.xlsx")
    settled(desk)
    sheet = load_workbook(tmp_path / "sheet.xlsx").active
    assert sheet is not None
    rules = [row[8].value for row in sheet.iter_rows(min_row=3)]
    assert rules == [one.rule for one in counted.indicators]


def test_each_household_opens_to_what_it_still_lacks(
    qtbot: QtBot, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    page = AssessmentPage(desk)
    qtbot.addWidget(page)
    page.show()
    settled(desk)
    page.tabs.show_first(is_first=False)
    settled(desk)
    worst = assess(registry, "household", desk.own_village(), desk.year)[-1]
    assert page.board.kinds.item(0).text().startswith(f"{worst.name}　{worst.score} 分")
    lacks = [one.title for one in worst.indicators if one.lacking]
    assert [page.board.places.item(n).text().split("：")[0] for n in range(page.board.places.count())] == lacks
    with qtbot.waitSignal(desk.dossier_requested) as asked:
        page.board.places.itemActivated.emit(page.board.places.item(0))
    assert asked.args == [worst.region, ""]
