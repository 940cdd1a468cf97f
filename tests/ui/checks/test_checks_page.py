"""体检: what was found by rule, the way to the field, and the list that is taken along."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.check_registry import all_findings
from fupin_desktop.services.list_findings import print_findings
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.checks.checks_page import ChecksPage
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.explaining import ExplainWindow
from tests.ui import builders
from tests.ui.reading_pdf import words_in

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settled: Settle) -> ChecksPage:
    """The page in sight, with everything checked."""
    made = ChecksPage(desk)
    qtbot.addWidget(made)
    made.resize(920, 640)
    made.show()
    settled(desk)
    return made


def rule_rows(page: ChecksPage) -> list[str]:
    """What the list of rules says."""
    return [page.board.kinds.item(row).text() for row in range(page.board.kinds.count())]


def text_of(file: Path) -> str:
    """All that stands in a PDF."""
    return "\n".join(words_in(file))


def test_every_finding_stands_under_its_rule_the_weightiest_first(
    page: ChecksPage, desk: Desk, registry: SqlRegistry
) -> None:
    findings = all_findings(registry)
    assert findings
    assert sum(len(each.found) for each in page.sifted.rules) == len(findings)
    levels = [row.split("　")[0] for row in rule_rows(page)]
    assert levels == sorted(levels, key=["错误", "可疑", "缺项"].index)
    assert f"在 {len({one.household_id for one in findings if one.household_id})} 户里" in page.counts.text()


def test_a_finding_leads_to_its_field(page: ChecksPage, desk: Desk, qtbot: QtBot) -> None:
    found = page.board.places.item(0).data(Qt.ItemDataRole.UserRole).finding
    with qtbot.waitSignal(desk.dossier_requested) as asked:
        page.board.places.itemActivated.emit(page.board.places.item(0))
    assert asked.args == [found.household_id, f"{found.record}.{found.field}:{found.record_id}"]


def test_what_is_put_right_goes_from_the_list_and_the_rule_in_view_stays(
    page: ChecksPage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    home = builders.household_id(0)
    desk.change(page, lambda: save(registry, [Edit("household", home, "phone", "123")], title="改电话"))
    settled(desk)
    rows = [n for n, each in enumerate(page.sifted.rules) if any(_is_phone(one, home) for one in each.found)]
    assert rows
    page.board.kinds.setCurrentRow(rows[0])
    rule = page.sifted.rules[rows[0]].rule
    desk.change(page, lambda: save(registry, [Edit("household", home, "phone", "19900001234")], title="改电话"))
    settled(desk)
    assert not any(_is_phone(one, home) for each in page.sifted.rules for one in each.found if each.rule == rule)


def test_the_list_to_take_along_names_every_household_and_what_to_ask(
    page: ChecksPage, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    target = tmp_path / "清单.pdf"
    page.save_to(target)
    settled(desk)
    assert "入户时逐条核实" in page.notice.findChild(type(page.counts)).text()
    said = "".join(text_of(target).split())
    for each in page.sifted.rules:
        for one in each.found:
            assert one.household in said
            told = one.finding.message.removeprefix(f"{one.household}户：")
            assert "".join(told.split())[:12] in said
    assert "第1页" in said


def test_an_empty_registry_says_that_nothing_was_found(
    qtbot: QtBot, empty_desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    made = ChecksPage(empty_desk)
    qtbot.addWidget(made)
    made.show()
    settled(empty_desk)
    assert made.nothing.isVisible()
    assert not made.print.isVisible()
    with pytest.raises(Refused, match="没有发现问题"):
        print_findings(empty_desk.registry, builders.VILLAGE, tmp_path / "清单.pdf")


def _is_phone(found: object, home: str) -> bool:
    finding = found.finding  # type: ignore[attr-defined]
    return finding.household_id == home and finding.field == "phone"


def test_what_is_odd_of_the_village_is_explained_here(
    page: ChecksPage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    own = {"village_id": village_id(builders.VILLAGE)}
    road = own | {"year": 2018, "sector": "01", "name": "通村路", "funds_approved": Decimal(1000)}
    paid = own | {"project_id": "road", "paid_on": "2018-05-01", "amount": Decimal(600), "payee": "公司"}
    save(registry, [Edit("sector_project", "road", n, v) for n, v in road.items()], title="登记项目")
    save(registry, [Edit("fund_payment", "paid", n, v) for n, v in paid.items()], title="登记支付")
    desk.records_changed.emit(frozenset())
    settled(desk)
    page.board.kinds.setCurrentRow(next(n for n, row in enumerate(rule_rows(page)) if "没有公示" in row))
    assert not page.explain.isVisible()
    page.board.places.setCurrentRow(0)
    page.explain.click()
    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ExplainWindow) and one.isVisible()]
    window.form.suggest({"text": "去年已公示"})
    window.yes.click()
    settled(desk)
    assert [row for row in rule_rows(page) if "没有公示" in row] == []
    (note,) = registry.records("village_explanation")
    assert (note.about_id, note.text) == ("road", "去年已公示")
    page.board.kinds.setCurrentRow(page.board.kinds.count() - 1)
    assert "说明：去年已公示" in page.board.places.item(0).text()
