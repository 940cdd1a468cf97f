"""Aids, loans and the relocation in the dossier: typed in the window, refused at the field, told with their figures."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage

pytestmark = pytest.mark.gui
HOME = builders.household_id(FAMILY)
Save = Callable[[DossierPage], None]
Settled = Callable[[Desk], None]
LOAN = {
    "amount": Decimal(50001),
    "started_on": "2017-07-01",
    "due_on": "2019-07-01",
    "subsidy_rate": Decimal(5),
    "status": "01",
}


def test_a_loan_over_the_cap_is_refused_at_the_field_and_kept_once_it_is_right(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, save: Save
) -> None:
    page = open_page("loans")
    section = page.section
    assert "还没有小额信贷" in section.empty.text()
    section.add.click()
    settled(desk)
    section.form.suggest(LOAN)
    save(page)
    assert "超过上限50000元" in section.form.boxes["amount"].problem
    assert registry.records("micro_loan") == []
    section.form.suggest({"amount": Decimal(50000)})
    save(page)
    (kept,) = registry.records("micro_loan")
    assert (kept.household_id, kept.amount) == (HOME, 50000)
    assert "2018 年 2500 元" in section.story.text()
    assert section.list.records.rows[0].id == kept.id


def test_a_new_aid_starts_with_the_school_year_in_view_and_the_households_account(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    page = open_page("aids")
    section = page.section
    section.add.click()
    settled(desk)
    assert section.form.boxes["school_year"].editor.value() == desk.year
    account = registry.record("household", HOME).bank_account
    assert section.form.boxes["bank_account"].editor.value() == account


def test_a_move_is_told_by_its_last_step(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, save: Save
) -> None:
    page = open_page("moves")
    section = page.section
    section.add.click()
    settled(desk)
    section.form.suggest(
        {"plan_year": 2017, "move_in_place": "移民新村", "agreement_on": "2017-04", "accepted_on": "2018-05"}
    )
    save(page)
    (row,) = section.list.records.rows
    assert section.kind.columns[-1].text(row) == "已验收"
