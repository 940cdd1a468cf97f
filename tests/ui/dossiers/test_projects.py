"""Aids, loans and the relocation in the dossier: typed in the window, refused at the field, told with their figures."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.save_records import save as save_edits
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.changes_section import read_changes
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from fupin_desktop.ui.dossiers.open_dossier import read_dossier
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


def test_an_aid_that_is_due_is_filled_in_from_the_register(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, save: Save
) -> None:
    member = registry.records("membership", "household_id", [HOME])[-1]
    year_id = yearly_id("person_year", member.person_id, desk.year)
    keys = {"person_id": member.person_id, "year": desk.year, "school_status": "12"}
    save_edits(registry, [Edit("person_year", year_id, name, value) for name, value in keys.items()], title="上学")
    section = open_page("aids").section
    section.add.click()
    settled(desk)
    typed = {name: box.editor.value() for name, box in section.form.boxes.items()}
    assert (typed["person_id"], typed["aid_type"], typed["school_status"]) == (member.person_id, "01", "12")
    assert typed["amount"] == 3000


def test_what_is_done_to_a_loan_stands_in_the_history_of_the_household(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    loan = {**LOAN, "household_id": HOME, "amount": Decimal(20000)}
    save_edits(registry, [Edit("micro_loan", "loan-1", name, value) for name, value in loan.items()], title="登记贷款")
    shown = read_dossier(registry, HOME, desk.year)
    assert "loan-1" in shown.record_ids
    assert "loan-1" in {one.id for one in read_changes(registry, shown)}
