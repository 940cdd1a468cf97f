"""驻村队伍: who is posted signs in with one press, the year is counted, and a line is refused where a rule says so."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.assistance.assistance_page import AssistancePage
from fupin_desktop.ui.desk import Desk
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
VILLAGE = village_id(builders.VILLAGE)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, registry: SqlRegistry, settled: Settle) -> AssistancePage:
    """The page in sight, the team's side turned up; one helper is posted since 2018."""
    helper = registry.records("helper")[0].id
    values = {"village_id": VILLAGE, "helper_id": helper, "post": "2", "started_on": "2018-01-01"}
    save(registry, [Edit("village_posting", "p1", name, value) for name, value in values.items()], title="登记任职")
    desk.look_at_year(registry.today().year)
    made = AssistancePage(desk)
    qtbot.addWidget(made)
    made.resize(920, 640)
    made.show()
    settled(desk)
    made.tabs.show_first(is_first=False)
    settled(desk)
    return made


def test_everybody_signs_in_with_one_press_and_only_once(
    page: AssistancePage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    assert "没有考勤记录" in page.team.days.text()
    page.team.sign_in.click()
    settled(desk)
    (one,) = registry.records("attendance")
    assert (one.day, one.state) == (registry.today().isoformat(), "1")
    told: list[str] = []
    desk.told.connect(told.append)
    page.team.sign_in.click()
    settled(desk)
    assert "今天都记过了" in told[-1]
    assert len(registry.records("attendance")) == 1


def test_attendance_outside_the_posting_is_refused_at_its_day(
    page: AssistancePage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    page.receive("attendance.")
    settled(desk)
    view = page.team.panel.view
    assert view is not None
    view.start()
    settled(desk)
    view.form.suggest({"helper_id": registry.records("helper")[0].id, "day": "2017-12-31", "state": "1"})
    view.save()
    settled(desk)
    assert "不在驻村任职期间" in view.form.boxes["day"].problem
    assert registry.records("attendance") == []
    view.form.reset()
