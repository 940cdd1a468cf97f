"""产业和项目: the lines of the village's lists about this household, and a new one begun from its dossier."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.save_records import save as save_edits
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.ledgers.projects_page import ProjectsPage
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage

pytestmark = pytest.mark.gui
HOUSEHOLD, OTHER = builders.household_id(FAMILY), builders.household_id(0)
VILLAGE = {"village_id": village_id(builders.VILLAGE)}
LINK = VILLAGE | {"entity_id": "coop", "kind": "01", "started_on": "2018-03-01"}
Settled = Callable[[Desk], None]


def keep(registry: SqlRegistry, record: str, record_id: str, values: dict[str, object]) -> None:
    save_edits(registry, [Edit(record, record_id, name, value) for name, value in values.items()], title="登记")


@pytest.fixture
def _booked(registry: SqlRegistry) -> None:
    keep(registry, "entity", "coop", VILLAGE | {"kind": "02", "name": "核桃合作社"})
    keep(registry, "interest_link", "own", LINK | {"household_id": HOUSEHOLD, "contract_no": "3"})
    keep(registry, "interest_link", "other", LINK | {"household_id": OTHER, "contract_no": "4"})
    keep(registry, "link_income", "paid", VILLAGE | {"link_id": "own", "year": 2018, "share_proceeds": 200})


@pytest.mark.usefixtures("_booked")
def test_only_the_lines_of_this_household_are_shown_and_lead_to_their_list(
    open_page: OpenPage, desk: Desk, qtbot: QtBot
) -> None:
    section = open_page("book").section
    told = [section.list.item(n).text() for n in range(section.list.count())]
    assert [text.split("\n")[0] for text in told] == ["利益联结", "联结收益"]
    assert "核桃合作社" in told[0]
    assert "薛满仓户·核桃合作社" in told[1]
    with qtbot.waitSignal(desk.page_requested) as asked:
        section.list.itemActivated.emit(section.list.item(0))
    assert asked.args == ["projects", "interest_link.:own"]


def test_a_household_that_is_in_no_list_is_told_so(open_page: OpenPage) -> None:
    section = open_page("book").section
    assert section.empty.isVisible()
    assert section.list.isHidden()


@pytest.mark.usefixtures("_booked")
def test_a_line_begun_from_the_dossier_names_its_household(
    open_page: OpenPage, desk: Desk, registry: SqlRegistry, settled: Settled, qtbot: QtBot
) -> None:
    section = open_page("book").section
    begin = next(one for one in section.kinds.actions() if one.text() == "危房改造")
    with qtbot.waitSignal(desk.page_requested) as asked:
        begin.trigger()
    projects = ProjectsPage(desk)
    qtbot.addWidget(projects)
    projects.show()
    projects.receive(asked.args[1])
    settled(desk)
    view = projects.panel.view
    assert view is not None
    assert (view.ledger.record, view.form.boxes["household_id"].editor.value()) == ("house_reconstruction", HOUSEHOLD)
    view.form.suggest({"plan_year": 2018})
    view.save()
    settled(desk)
    assert [one.household_id for one in registry.records("house_reconstruction")] == [HOUSEHOLD]
