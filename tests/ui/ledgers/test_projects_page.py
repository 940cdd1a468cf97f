"""项目资金: a list is filled, refused with the rule, taken back, put away and put back; a finding leads to its line."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.check_registry import refresh
from fupin_desktop.services.import_workbooks import apply_batch, stage_files
from fupin_desktop.services.save_records import save
from fupin_desktop.services.undo import undo
from fupin_desktop.ui.checks.checks_page import ChecksPage
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.ledgers.ledger_export import write_to
from fupin_desktop.ui.ledgers.ledger_view import LedgerView
from fupin_desktop.ui.ledgers.projects_page import ProjectsPage
from fupin_desktop.ui.tables.kinds_and_places import CARRIED
from tests.ui import builders
from tests.ui.reading_pdf import words_in

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
VILLAGE = village_id(builders.VILLAGE)
ROAD = {"village_id": VILLAGE, "year": 2018, "sector": "01", "name": "通村路", "funds_approved": Decimal(1000)}
PAID = {"village_id": VILLAGE, "project_id": "road", "paid_on": "2018-05-01", "amount": Decimal(600), "payee": "公司"}


def keep(registry: SqlRegistry, record: str, record_id: str, values: dict[str, object]) -> None:
    save(registry, [Edit(record, record_id, name, value) for name, value in values.items()], title="登记")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, registry: SqlRegistry, settled: Settle) -> ProjectsPage:
    """The page in sight, with a road of 1 000 yuan and one payment of 600."""
    keep(registry, "sector_project", "road", ROAD)
    keep(registry, "fund_payment", "first", PAID)
    made = ProjectsPage(desk)
    qtbot.addWidget(made)
    made.resize(920, 640)
    made.show()
    settled(desk)
    return made


def opened(page: ProjectsPage, record: str, desk: Desk, settled: Settle) -> LedgerView:
    view = page.panel.show_ledger(record)
    settled(desk)
    return view


def test_a_payment_beyond_the_approval_is_refused_at_its_field_and_one_within_is_kept(
    page: ProjectsPage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    view = opened(page, "fund_payment", desk, settled)
    view.start()
    settled(desk)
    view.form.suggest({"project_id": "road", "paid_on": "2018-06-01", "amount": Decimal(401), "payee": "公司"})
    view.save()
    settled(desk)
    assert "批复1000元" in view.form.boxes["amount"].problem
    assert len(registry.records("fund_payment")) == 1

    view.form.suggest({"amount": Decimal(400)})
    view.save()
    settled(desk)
    assert sorted(one.amount for one in registry.records("fund_payment")) == [400, 600]
    assert "已付 1000 元" in page.funds.text()
    assert page.panel.names.currentItem().text() == "资金支付　2"


def test_a_payment_cannot_be_rewritten_and_is_taken_back_by_another_line(
    page: ProjectsPage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    view = opened(page, "fund_payment", desk, settled)
    assert view.form.boxes["amount"].editor.is_locked
    assert view.drop.isHidden()
    view.reverse.click()
    settled(desk)
    assert not view.form.boxes["reason"].editor.is_locked
    view.save()
    settled(desk)
    assert "写明原因" in view.form.boxes["reason"].problem
    view.form.suggest({"reason": "付错了"})
    view.save()
    settled(desk)
    assert sum(one.amount for one in registry.records("fund_payment")) == 0
    assert "已付 0 元" in page.funds.text()


def test_a_line_is_put_away_and_put_back(
    page: ProjectsPage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    view = opened(page, "sector_project", desk, settled)
    view.drop.click()
    settled(desk)
    assert registry.records("sector_project") == []
    assert "还没有登记" in view.empty.text()
    view.recycled.menu_of_records.actions()[0].trigger()
    settled(desk)
    assert [one.id for one in registry.records("sector_project")] == ["road"]


def test_what_is_half_typed_is_offered_again(page: ProjectsPage, desk: Desk, settled: Settle) -> None:
    view = opened(page, "sector_project", desk, settled)
    view.start()
    settled(desk)
    view.form.suggest({"name": "没写完的路"})
    page.hide()
    settled(desk)
    again = ProjectsPage(desk)
    again.show()
    settled(desk)
    fresh = again.panel.view
    assert fresh is not None
    fresh.notice.next.click()
    settled(desk)
    assert fresh.form.boxes["name"].editor.value() == "没写完的路"
    again.put_away()
    again.close()


def test_a_finding_leads_to_its_line(
    page: ProjectsPage, desk: Desk, registry: SqlRegistry, settled: Settle, qtbot: QtBot
) -> None:
    refresh(registry)
    checks = ChecksPage(desk)
    qtbot.addWidget(checks)
    checks.show()
    settled(desk)
    kinds = checks.board.kinds
    row = next(n for n in range(kinds.count()) if "没有公示" in kinds.item(n).text())
    kinds.setCurrentRow(row)
    with qtbot.waitSignal(desk.page_requested) as asked:
        checks.board.places.itemActivated.emit(checks.board.places.item(0))
    assert asked.args == ["projects", "sector_project.name:road"]
    assert checks.board.places.item(0).data(CARRIED).household == "本村"
    page.receive(asked.args[1])
    settled(desk)
    view = page.panel.view
    assert view is not None
    assert (view.ledger.record, view.form.opened.id) == ("sector_project", "road")


def test_a_list_goes_to_excel_and_comes_back_changed(
    page: ProjectsPage, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    view = opened(page, "sector_project", desk, settled)
    file = tmp_path / "projects.xlsx"
    write_to(desk, view, view.notice, view.ledger, builders.VILLAGE, file)
    settled(desk)
    book = load_workbook(file)
    sheet = book.active
    assert sheet is not None
    headers = [cell.value for cell in sheet[3]]
    assert stage_files(registry, [file]).counts["sector_project"]["same"] == 1

    sheet.cell(4, headers.index("责任单位") + 1, "县交通局")
    sheet.cell(5, headers.index("村编号") + 1, builders.VILLAGE)
    for name, value in {"计划年度": "2018", "项目类别": "卫生室", "项目名称": "新卫生室"}.items():
        sheet.cell(5, headers.index(name) + 1, value)
    sheet.cell(6, headers.index("项目名称") + 1, "不知哪个村的路")
    book.save(file)
    batch = stage_files(registry, [file])
    assert batch.counts["sector_project"] == {"new": 1, "changed": 1, "same": 0, "doubtful": 0}
    assert {one.row for one in batch.problems} == {6}
    apply_batch(registry, batch)
    settled(desk)
    found = {one.name: one for one in registry.records("sector_project")}
    assert found["通村路"].department == "县交通局"
    assert found["新卫生室"].sector == "05"
    undo(registry)
    assert [one.name for one in registry.records("sector_project")] == ["通村路"]


def test_the_notice_of_a_projects_money_says_what_is_approved_arrived_and_paid(
    page: ProjectsPage, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    arrived = {"village_id": VILLAGE, "project_id": "road", "year": 2018, "source": "02", "amount": Decimal(1000)}
    keep(registry, "fund_allocation", "a", arrived | {"arrived_amount": Decimal(800)})
    page.save_to("road", tmp_path / "notice.pdf")
    settled(desk)
    said = "".join("".join(words_in(tmp_path / "notice.pdf")).split())
    assert "扶贫项目资金事前公示" in said
    assert "通村路（道路，2018年）" in said
    assert "省级1,000.00元" in said
    assert "到位800.00元，已付600.00元" in said


def test_the_list_for_donors_is_written_from_the_page(
    page: ProjectsPage, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    keep(registry, "need", "n", {"village_id": VILLAGE, "kind": "02", "title": "过冬棉被"})
    page.save_needs_to(tmp_path / "needs.xlsx")
    settled(desk)
    sheet = load_workbook(tmp_path / "needs.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[3]][1:5] == ["全村", None, "物资", "过冬棉被"]
    assert "1 条" in page.notice.sentence.text()
