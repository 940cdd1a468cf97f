"""程序公示: a case is begun, its steps recorded or refused, its list posted; the result changes the status."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.services.procedures import record_step, start
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.procedures.case_windows import DecideWindow, StartWindow
from fupin_desktop.ui.procedures.procedures_page import ProceduresPage
from tests.ui import builders
from tests.ui.reading_pdf import words_in

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("visit", {"done_on": "2018-09-01"}),
    ("notice", {"done_on": "2018-09-03", "place": "公示栏", "objections": "无"}),
)


def household_that_is_poor(registry: SqlRegistry) -> str:
    rows = registry.household_rows([builders.household_id(n) for n in range(12)], 2018)
    return next(one.id for one in rows if one.poverty_status == "0")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, registry: SqlRegistry, settled: Settle) -> ProceduresPage:
    """The page in sight; a natural change of a household is under way, its notice hangs."""
    home = household_that_is_poor(registry)
    case, _ = start(registry, builders.VILLAGE, "change", home, year=2018)
    for step, values in STEPS:
        record_step(registry, case, step, values)
    made = ProceduresPage(desk)
    qtbot.addWidget(made)
    made.resize(920, 640)
    made.show()
    settled(desk)
    return made


def test_a_case_says_what_it_waits_for_and_a_notice_comes_down_only_after_its_days(
    page: ProceduresPage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    assert "公示期满" in page.cases.currentItem().text()
    assert page.panel is not None
    assert page.panel.step.code == "notice"
    page.panel.form.suggest({"until": "2018-09-09"})
    page.panel.save.click()
    settled(desk)
    assert "不少于7天" in page.panel.form.boxes["until"].problem
    page.panel.form.suggest({"until": "2018-09-10"})
    page.panel.save.click()
    settled(desk)
    assert "等乡镇：乡镇审核" in page.cases.currentItem().text()
    assert page.panel.step.code == "township"


def test_the_posted_list_has_the_name_and_the_size_and_nothing_else(
    page: ProceduresPage, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    target = tmp_path / "posted.pdf"
    page.save_to(target)
    settled(desk)
    said = "".join("".join(words_in(target)).split())
    view = page.view
    assert view is not None
    home = view.case.household_id
    assert home is not None
    (row,) = registry.household_rows([home], 2018)
    assert row.head_name in said
    assert "人口自然增减公示" in said
    people = [one.person for one in (registry.dossier(home, 2018).members)]  # type: ignore[union-attr]
    secrets = [one.id_number for one in people] + [row.phone]
    secrets += [one.name for one in people if one.name != row.head_name]
    assert [secret for secret in secrets if secret and secret in said] == []


def test_a_procedure_begins_for_a_household_and_is_refused_where_its_status_forbids(
    page: ProceduresPage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    page.start.click()
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, StartWindow))
    settled(desk)
    window.procedure.setCurrentIndex(window.procedure.findData("exit"))
    window.household.setCurrentIndex(window.household.findData(household_that_is_poor(registry)))
    window.entries.fields["year"].setText("2018")
    window.yes.click()
    settled(desk)
    assert sorted(one.procedure for one in registry.records("procedure_case")) == ["change", "exit"]
    assert page.cases.count() == 2


def test_what_has_gone_its_way_is_decided_in_a_window(
    page: ProceduresPage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    view = page.view
    assert view is not None
    record_step(registry, view.case.id, "notice", {"until": "2018-09-10"})
    record_step(registry, view.case.id, "township", {"done_on": "2018-09-11", "result": "1"})
    desk.records_changed.emit(frozenset())
    settled(desk)
    assert page.cases.currentItem().text().endswith("各步都办完了，等最后决定")
    page.decide.click()
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, DecideWindow))
    window.entries.fields["decided_on"].setText("2018-09-12")
    window.yes.click()
    settled(desk)
    assert page.cases.currentItem().text().endswith("通过（2018-09-12）")
    assert not page.decide.isEnabled()


def test_a_photo_of_the_posted_sheet_is_kept_in_the_households_dossier(
    page: ProceduresPage, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    from PIL import Image

    photo = tmp_path / "posted.png"
    Image.new("RGB", (60, 40), "white").save(photo)
    assert page.panel is not None
    assert page.panel.attach.isVisible()
    page.panel.keep_photo(photo)
    settled(desk)
    view = page.view
    assert view is not None
    (kept,) = registry.records("attachment", "household_id", [view.case.household_id or ""])
    assert (kept.kind, kept.owner_record, kept.title) == ("A05", "procedure_step", "2018年人口自然增减：公示")
    assert page.panel is not None
    assert "已有 1 张" in page.panel.attach.text()
