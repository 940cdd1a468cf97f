"""打印: layouts that are changed and put back, and letters that no font has."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.services.change_layouts import layout_settings
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.printing_page import PrintingPage
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
SECOND = builders.household_id(1)


def change(desk: Desk, record: str, record_id: str, field: str, value: str) -> None:
    """Somebody saves."""
    desk.registry.write([(Deed(title="改", region=builders.VILLAGE), [Edit(record, record_id, field, value)])])
    desk.records_changed.emit(frozenset({record_id}))


def test_another_margin_is_on_the_sheets_until_the_standard_comes_back(
    qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle
) -> None:
    panel, standard = page.layout_panel, page.preview.view.sheets
    panel.fold.click()
    assert panel.inner.isVisible()
    margin = panel.editors["page.margin_top_mm"]
    before = margin.value()
    margin.setValue(before + 10)
    with qtbot.waitSignal(panel.changed):
        panel.apply.click()
    settled(desk)

    kept = {one.key: one.value for one in layout_settings(desk.registry, "help_card")}
    assert kept["page.margin_top_mm"] == before + 10
    assert page.preview.view.sheets.data != standard.data
    with qtbot.waitSignal(panel.changed):
        panel.reset.click()
    settled(desk)
    assert margin.value() == before
    assert page.preview.view.sheets.data == standard.data


def test_a_letter_that_no_font_has_is_told_by_household_before_printing(
    qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle
) -> None:
    change(desk, "person", builders.person_id(1, 1), "name", "单\U00031350")
    qtbot.waitUntil(page.troubles.isVisible)
    settled(desk)

    (trouble,) = page.troubles.troubles
    assert "户主解玉梅" in trouble.message
    assert "U+31350" in trouble.message
    with qtbot.waitSignal(desk.dossier_requested) as asked:
        page.troubles.links[0].click()
    assert asked.args == [SECOND, f"person.name:{builders.person_id(1, 1)}"]
    page.troubles.rest.click()
    settled(desk)
    assert len(page.order().household_ids) == 11
    assert not page.troubles.isVisible()


def test_nothing_is_written_while_a_letter_is_missing(
    qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    change(desk, "person", builders.person_id(1, 1), "name", "单\U00031350")
    with qtbot.waitSignal(page.out.refused):
        page.out.save_to(page.order(), tmp_path / "卡.pdf")
    settled(desk)

    assert not (tmp_path / "卡.pdf").exists()
    assert desk.registry.last_printed() == []
    assert page.troubles.isVisible()
    assert "没有打印" in page.outcome.sentence.text()
