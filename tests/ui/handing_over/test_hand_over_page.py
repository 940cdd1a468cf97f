"""交账包 in the window: what waits is chosen, typed in the township, and ticked off."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.services.hand_over import hand_over, tick
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.handing_over.hand_over_page import HandOverPage
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
HOME = builders.household_id(0)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, registry: SqlRegistry, settled: Settle) -> HandOverPage:
    """The page in sight: everything was typed but one phone."""
    for each in hand_over(registry, desk.village_code, desk.year):
        if each.waiting:
            tick(registry, each.waiting)
    save(registry, [Edit("household", HOME, "phone", "19900009999")], title="修改电话")
    made = HandOverPage(desk)
    qtbot.addWidget(made)
    made.resize(920, 640)
    made.show()
    settled(desk)
    return made


def test_what_waits_leads_to_its_field_and_is_ticked_off(
    page: HandOverPage, desk: Desk, qtbot: QtBot, settled: Settle
) -> None:
    assert page.counts.text() == "1 户，1 条要录。"
    assert page.screens.currentItem().text() == "户信息　1 条"
    assert "19900009999" not in page.lines.item(0).text()
    assert not page.typed.isEnabled()
    page.lines.setCurrentRow(0)
    with qtbot.waitSignal(desk.dossier_requested) as asked:
        page.open.click()
    assert asked.args == [HOME, f"household.phone:{HOME}"]

    page.typed.click()
    settled(desk)
    assert "没有要交的" in page.counts.text()


def test_the_package_is_saved(page: HandOverPage, desk: Desk, settled: Settle, tmp_path: Path) -> None:
    page.save_to(tmp_path / "package.xlsx")
    settled(desk)
    assert "清单 1 条" in page.notice.sentence.text()
    assert load_workbook(tmp_path / "package.xlsx").sheetnames[0] == "清单"
