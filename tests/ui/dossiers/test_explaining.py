"""Saying at the field why a suspicious fact is true, and taking it back, with the window's own buttons."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.services.check_registry import refresh
from fupin_desktop.services.save_records import save as save_edits
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from fupin_desktop.ui.dossiers.explaining import ExplainWindow
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage

pytestmark = pytest.mark.gui
HOME = builders.household_id(FAMILY)
Settled = Callable[[Desk], None]
MOVE = {"household_id": HOME, "plan_year": 2017, "persons": 5, "self_raised": Decimal(12000)}


def problems(page: DossierPage) -> list[str]:
    """What the panel at the right says, without the mark of the field in focus."""
    listed = page.side.problems
    return [listed.item(row).text().removeprefix("▶ ") for row in range(listed.count())]


def test_a_suspicious_fact_is_explained_at_its_field_and_the_explanation_can_be_taken_back(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    save_edits(registry, [Edit("relocation", "move-1", name, value) for name, value in MOVE.items()], title="登记搬迁")
    refresh(registry)
    page = open_page("moves")
    settled(desk)
    assert any("自筹12000元" in one for one in problems(page) if one.startswith("可疑"))
    assert page.side.explain.isHidden()
    page.section.form.focus_field("self_raised")
    page.side.look_at("relocation", "move-1", "self_raised")
    page.side.explain.click()
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ExplainWindow) and one.isVisible())
    window.yes.click()
    assert window.isVisible()  # nothing was written: nothing is explained
    window.form.suggest({"text": "自愿加盖一间，村委核实"})
    window.yes.click()
    settled(desk)
    page.side.look_at("relocation", "move-1", "self_raised")
    (note,) = registry.records("explanation")
    assert (note.rule, note.household_id, note.text) == ("Y03", HOME, "自愿加盖一间，村委核实")
    assert any(one.startswith("已说明") and "村委核实" in one for one in problems(page))
    assert not any(one.startswith("可疑") and "自筹" in one for one in problems(page))
    page.side.withdraw.click()
    settled(desk)
    assert registry.records("explanation") == []
