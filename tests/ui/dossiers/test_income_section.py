"""The income sheet: explained as one types, compared with last year and the worksheet, filled only when asked."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.keep_years import seal_year
from fupin_desktop.services.save_records import save as save_edits
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage, type_into

pytestmark = pytest.mark.gui
HOUSEHOLD = builders.household_id(FAMILY)
INCOME = yearly_id("household_income", HOUSEHOLD, 2018)
Save = Callable[[DossierPage], None]
Settled = Callable[[Desk], None]


def add_item(registry: SqlRegistry, own: str, **values: Any) -> None:
    """A worksheet line of 2018."""
    given = {"household_id": HOUSEHOLD, "year": 2018} | values
    save_edits(registry, [Edit("income_item", own, name, value) for name, value in given.items()], title="明细")


def test_the_figure_per_head_follows_what_is_typed(open_page: OpenPage) -> None:
    section = open_page("income").section
    assert section.figure.text() == "人均 2,300.00 元"
    type_into(section.form, "wage_income", "19800")
    assert section.figure.text() == "人均 4,300.00 元"
    assert "工资性收入 19,800.00" in section.formula.text()
    assert section.against.text().startswith("高于当年扶贫标准 3,535 元")
    assert section.bar.bars[0][1] == Decimal("4300.00")


def test_last_year_stands_beside(open_page: OpenPage) -> None:
    section = open_page("income").section
    assert section.body.last["wage_income"].text() == "4,900.00"
    assert section.body._last_head.text() == "2017 年"


def test_what_cannot_be_read_yet_does_not_count(open_page: OpenPage) -> None:
    section = open_page("income").section
    type_into(section.form, "wage_income", "98x")
    assert section.figure.text() == "人均 2,300.00 元"


def test_transfers_are_added_up(open_page: OpenPage) -> None:
    section = open_page("income").section
    type_into(section.form, "minimum_living_payment", "1000")
    type_into(section.form, "pension_payment", "500")
    assert section.body.boxes["transfer_income"].editor.line.text() == "1,500.00"
    assert "transfer_income" not in {edit.field for edit in section.edits()}


def test_a_total_is_filled_from_the_worksheet_only_when_asked(
    open_page: OpenPage, registry: SqlRegistry, save: Save
) -> None:
    add_item(registry, "item1", item="b01", name="玉米", quantity=Decimal(3000), unit_price=Decimal("0.9"))
    page = open_page("income")
    section = page.section
    words, fill = section.body._below["business_income"][1:]
    assert words.text() == "明细 1 项，合计 2,700.00 元，与填的不同。"
    assert section.form.boxes["business_income"].editor.value() == Decimal(2300)
    assert not section.is_dirty
    fill.click()
    assert section.form.boxes["business_income"].editor.value() == Decimal("2700.00")
    assert words.text().endswith("一致。")
    assert fill.isHidden()
    save(page)
    assert registry.record("household_income", INCOME).business_income == Decimal(2700)


def test_a_worksheet_line_is_added_reckoned_and_saved_with_the_sheet(
    open_page: OpenPage, registry: SqlRegistry, save: Save, desk: Desk, settled: Settled
) -> None:
    page = open_page("income")
    section = page.section
    section.items.add.click()
    settled(desk)
    form = section.items.form
    QTest.keyClicks(form.boxes["item"].editor.line, "b02")
    QTest.keyClick(form.boxes["item"].editor.line, Qt.Key.Key_Return)
    type_into(form, "quantity", "4")
    type_into(form, "unit_price", "900")
    form.focus_field("note")
    assert form.boxes["amount"].editor.value() == Decimal(3600)
    assert "3,600.00" in section.body._below["business_income"][1].text()
    save(page)
    (line,) = registry.records("income_item", "household_id", [HOUSEHOLD])
    assert (line.item, line.amount, line.year) == ("b02", Decimal(3600), 2018)
    assert section.items.list.records.rows[0].id == line.id


def test_a_worksheet_line_is_taken_out_and_can_be_brought_back(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_item(registry, "item1", item="a01", amount=Decimal(100))
    page = open_page("income")
    monkeypatch.setattr("fupin_desktop.ui.dossiers.income.items_panel.confirm", lambda *_words: True)
    page.section.items.choose("item1")
    settled(desk)
    page.section.items.drop.click()
    settled(desk)
    assert registry.records("income_item", "household_id", [HOUSEHOLD]) == []
    assert page.section.items.list.isHidden()
    assert registry.groups(1)[0].title == "删除 薛满仓户 收入明细"


def test_in_a_sealed_year_a_worksheet_line_is_taken_out_with_a_reason(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_item(registry, "item1", item="a01", amount=Decimal(100))
    seal_year(registry, builders.VILLAGE, 2018, by="王演示")
    page = open_page("income")
    answers = iter(["", "重复登记"])
    monkeypatch.setattr("fupin_desktop.ui.dossiers.income.items_panel.ask_reason", lambda *_words: next(answers))
    for left in (1, 0):
        page.section.items.choose("item1")
        settled(desk)
        page.section.items.drop.click()
        settled(desk)
        assert len(registry.records("income_item", "household_id", [HOUSEHOLD])) == left
    assert registry.history("income_item", ["item1"], LIFE)[0].reason == "重复登记"


def test_a_reported_figure_is_compared_in_words(open_page: OpenPage, registry: SqlRegistry) -> None:
    edits = [Edit("household_income", INCOME, "net_income_per_capita", Decimal(2500))]
    save_edits(registry, edits, title="上级数据")
    section = open_page("income").section
    assert "上级报来的人均纯收入是 2,500.00 元，比这里算出的 2,300.00 元多 200.00 元" in section.differs.text()


def test_a_household_without_income_says_so_and_can_begin(
    open_page: OpenPage, registry: SqlRegistry, save: Save
) -> None:
    page = open_page("income", household=4)
    section = page.section
    assert section.figure.text() == "人均纯收入还算不出来"
    type_into(section.form, "wage_income", "1200")
    save(page)
    own = registry.record("household_income", yearly_id("household_income", builders.household_id(4), 2018))
    assert (own.household_id, own.year, own.wage_income) == (builders.household_id(4), 2018, Decimal(1200))


def test_the_form_of_an_earlier_year_has_one_line_for_property(
    open_page: OpenPage, desk: Desk, settled: Settled
) -> None:
    page = open_page("income")
    assert not page.section.body.boxes["asset_dividend_income"].isHidden()
    page.header.chips[0].click()
    settled(desk)
    assert page.section.body.boxes["asset_dividend_income"].isHidden()
