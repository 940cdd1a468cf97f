"""帮扶: what waits stands under its matter, leads to the household, and can be taken along."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.list_waiting import print_waiting
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.assistance.assistance_page import AssistancePage
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.tables.kinds_and_places import CARRIED
from tests.ui import builders
from tests.ui.reading_pdf import words_in

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
HOME = builders.household_id(0)
LOAN = {
    "household_id": HOME,
    "amount": Decimal(30000),
    "started_on": "2015-06-01",
    "due_on": "2018-06-01",
    "status": "04",
}


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, registry: SqlRegistry, settled: Settle) -> AssistancePage:
    """The page in sight, with an overdue loan among what waits."""
    save(registry, [Edit("micro_loan", "loan-1", name, value) for name, value in LOAN.items()], title="登记贷款")
    made = AssistancePage(desk)
    qtbot.addWidget(made)
    made.resize(920, 640)
    made.show()
    settled(desk)
    return made


def row_of(page: AssistancePage, key: str) -> int:
    return next(row for row in range(page.board.kinds.count()) if page.board.kinds.item(row).data(CARRIED).key == key)


def test_an_overdue_loan_leads_to_its_field(page: AssistancePage, desk: Desk, qtbot: QtBot) -> None:
    page.board.kinds.setCurrentRow(row_of(page, "loan_overdue"))
    (item,) = [page.board.places.item(row) for row in range(page.board.places.count())]
    assert "还欠 30000 元" in item.text()
    with qtbot.waitSignal(desk.dossier_requested) as asked:
        page.board.places.itemActivated.emit(item)
    assert asked.args == [HOME, "micro_loan.status:loan-1"]


def test_what_is_done_goes_and_the_matter_in_view_stays(
    page: AssistancePage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    before = {each.matter.key: len(each.found) for each in page.gathered}
    page.board.kinds.setCurrentRow(row_of(page, "not_visited"))
    desk.change(page, lambda: save(registry, [Edit("micro_loan", "loan-1", "status", "05")], title="结清"))
    settled(desk)
    assert {each.matter.key: len(each.found) for each in page.gathered} == {
        key: count for key, count in before.items() if key != "loan_overdue"
    }
    assert page.board.kinds.currentItem().data(CARRIED).key == "not_visited"


def test_what_is_yet_to_be_made_leads_to_its_section(page: AssistancePage, desk: Desk, qtbot: QtBot) -> None:
    page.board.kinds.setCurrentRow(row_of(page, "not_visited"))
    with qtbot.waitSignal(desk.dossier_requested) as asked:
        page.board.places.itemActivated.emit(page.board.places.item(0))
    assert asked.args[1] == "visits"


def test_the_list_to_take_along_names_everything(
    page: AssistancePage, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    target = tmp_path / "待办.pdf"
    page.save_to(target)
    settled(desk)
    said = "".join("".join(words_in(target)).split())
    assert "待办事项清单" in said
    assert "还欠30000元" in said
    for each in page.gathered:
        for one in each.found:
            assert one.household in said
            assert "".join(one.place.words.split())[:10] in said


def test_an_empty_registry_says_that_nothing_waits(
    qtbot: QtBot, empty_desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    made = AssistancePage(empty_desk)
    qtbot.addWidget(made)
    made.show()
    settled(empty_desk)
    assert "没有等着办的事" in made.counts.text()
    assert not made.print.isVisible()
    with pytest.raises(Refused, match="没有等着办的事"):
        print_waiting(empty_desk.registry, builders.VILLAGE, tmp_path / "清单.pdf")
