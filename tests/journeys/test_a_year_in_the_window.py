"""A year in a village through the real window, as tests/cli/test_a_year.py plays it by command.

One household of two persons, one helper, one road: identified, paired, planned, helped in four ways, visited,
published, exited, sealed, assessed. Every figure at the end is counted by hand.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.id_number import check_character
from fupin_desktop.domain.identity import village_id, yearly_id
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.members.add_member_window import AddMemberWindow
from fupin_desktop.ui.households.new_household_window import NewHouseholdWindow
from fupin_desktop.ui.households.pairing_window import PairingWindow
from fupin_desktop.ui.main_window import MainWindow
from fupin_desktop.ui.procedures.case_windows import DecideWindow, StartWindow
from tests.journeys.hands import Hands
from tests.ui import builders

pytestmark = pytest.mark.gui


def number(body: str) -> str:
    return body + check_character(body)


FATHER, SON = number("14119919780102003"), number("14119920000304001")
VOTES = {"entitled": "40", "present": "36"}
IDENTIFIED = (
    ("application", {"done_on": "2018-01-08", "is_signed": "是"}),
    ("visit", {"done_on": "2018-01-10", "exclusions_checked": "是", "recorded_by": "王演示"}),
    ("appraisal", {"done_on": "2018-01-15", **VOTES, "votes_for": "35", "votes_against": "1"}),
    ("first_notice", {"done_on": "2018-01-16", "until": "2018-01-23", "place": "公示栏", "objections": "无"}),
    ("township", {"done_on": "2018-01-25", "result": "通过", "opinion": "同意"}),
    ("second_notice", {"done_on": "2018-01-26", "until": "2018-02-02", "place": "公示栏", "objections": "无"}),
    ("county", {"done_on": "2018-02-06", "result": "通过", "document_no": "临扶发〔2018〕3号"}),
    ("announcement", {"done_on": "2018-02-07", "until": "2018-02-14", "place": "公示栏"}),
)
YES = {f"{name}_ok": "是" for name in ("income", "food", "clothes", "education", "medical", "housing", "water")}
LEFT_POVERTY = (
    ("meeting", {"done_on": "2018-03-12", "place": "村委会", "present": "20"}),
    ("appraisal", {"done_on": "2018-03-20", **VOTES, "votes_for": "30", "votes_against": "6"}),
    ("marked", {"done_on": "2018-03-28"}),
    ("check", {"done_on": "2018-10-10", **YES}),
    ("signature", {"done_on": "2018-10-12", "is_signed": "是"}),
    ("notice", {"done_on": "2018-10-15", "until": "2018-10-22", "place": "公示栏", "objections": "无"}),
    ("township", {"done_on": "2018-10-24", "result": "通过", "opinion": "同意"}),
    ("county", {"done_on": "2018-11-02", "result": "通过", "document_no": "临扶发〔2018〕46号"}),
    ("announcement", {"done_on": "2018-11-05", "until": "2018-11-12", "place": "公示栏"}),
)


@pytest.fixture
def hands(qtbot: QtBot, empty_desk: Desk) -> Iterator[Hands]:
    """Somebody who sits down at a new laptop."""
    window = MainWindow(empty_desk)
    qtbot.addWidget(window, before_close_func=lambda one: setattr(one, "_may_close", True))
    window.show()
    window.show_place("home")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Hands(qtbot, window)
    made.settle()
    yield made
    window.stack.put_away()
    made.settle()


def registered(hands: Hands) -> None:
    """The village and one household of two, its year and its helper."""
    village = hands.go("village")
    hands.fill(village.forms["village"], name="甲子沟村")
    hands.press(village.foot.save)
    hands.press(hands.go("households").new_button)
    founding = hands.window_of(NewHouseholdWindow)
    hands.write(founding, name="张演示", id_number=FATHER, villager_group="第一小组")
    hands.press(founding.yes)
    members = hands.section("members")
    hands.press(members.add)
    adding = hands.window_of(AddMemberWindow)
    hands.fill(adding.person, name="张小满", id_number=SON)
    hands.fill(adding.joining, relation_to_head="子")
    hands.press(adding.yes)
    helpers = hands.section("helpers")
    hands.press(helpers.pair)
    pairing = hands.window_of(PairingWindow)
    hands.write(pairing, name="王演示", phone="19900001111", unit_name="临县演示局")
    pairing.start.fields["started_on"].setText("2018-01")
    hands.press(pairing.yes)


def went_through(hands: Hands, procedure: str, steps: tuple[tuple[str, dict[str, str]], ...], decided_on: str) -> None:
    """From the beginning of a procedure to its decision."""
    page = hands.go("procedures")
    hands.press(page.start)
    beginning = hands.window_of(StartWindow)
    hands.choose(beginning.procedure, procedure)
    hands.choose(beginning.household, "张演示")
    hands.press(beginning.yes)
    for code, typed in steps:
        assert page.panel is not None
        assert page.panel.step.code == code
        hands.fill(page.panel.form, **typed)
        hands.press(page.panel.save)
    hands.press(page.decide)
    deciding = hands.window_of(DecideWindow)
    hands.choose(deciding.decision, "通过")
    hands.write(deciding, decided_on=decided_on)
    hands.press(deciding.yes)


def helped(hands: Hands, household: str) -> None:
    """Planned; industry, education, a loan and a move; visited."""
    hands.desk.dossier_requested.emit(household, "")
    hands.settle()
    basics = hands.section("basics")
    hands.fill(basics.forms[1], planned_exit_year="2018")
    hands.save_dossier()
    hands.add_to_dossier("plans", target="年底脱贫", content="核桃三亩", ends_on="2018-10-31", done_on="2018-10-20")
    hands.add_to_dossier("measures", done_on="2018-05-01", content="发核桃苗", category="产业扶贫")
    hands.add_to_dossier(
        "aids", person_id="张小满", aid_type="雨露计划", school_year="2018", amount="3000", applied_on="2018-09-03"
    )
    hands.add_to_dossier(
        "loans", amount="30000", started_on="2018-04-01", due_on="2020-04-01", borrower_id="张演示", status="正常"
    )
    hands.add_to_dossier(
        "moves", persons="2", house_area="50", agreement_on="2018-03-01", moved_in_on="2018-09-01", self_raised="5000"
    )
    hands.add_to_dossier("visits", visited_on="2018-06-10", content="入户", visitor="王演示")


def built(hands: Hands) -> None:
    """A cooperative that pays, and a road with its money."""
    panel = hands.go("projects").panel

    def add(record: str, **typed: str) -> list[str]:
        view = panel.show_ledger(record)
        hands.settle()
        return hands.add_to_book(view, **typed)

    assert add("entity", kind="农民专业合作社", name="核桃合作社", is_leading="是") == []
    link = {"household_id": "张演示", "entity_id": "核桃合作社", "kind": "股份", "contract_no": "1"}
    assert add("interest_link", **link, started_on="2018-03-01", share_amount="2000") == []
    income = {"link_id": "张演示户·核桃合作社", "year": "2018"}
    assert add("link_income", **income, share_proceeds="200", wage_proceeds="1800") == []
    assert add("sector_project", year="2018", sector="道路", name="通村路", funds_approved="1000") == []
    given = {"project_id": "通村路", "year": "2018", "source": "省级"}
    assert add("fund_allocation", **given, amount="1000", arrived_amount="800") == []
    paid = {"project_id": "通村路", "payee": "演示公司"}
    assert add("fund_payment", **paid, paid_on="2018-06-01", amount="600") == []
    (refused,) = add("fund_payment", **paid, paid_on="2018-06-02", amount="401")
    assert "批复1000元" in refused
    panel.show_ledger("fund_payment").form.reset()


def test_a_year_in_the_window_from_the_first_household_to_the_assessment(
    hands: Hands, empty_registry: SqlRegistry
) -> None:
    registry = empty_registry
    registered(hands)
    (home,) = registry.records("household")
    went_through(hands, "新识别", IDENTIFIED, "2018-02-15")
    year = yearly_id("household_year", home.id, 2018)
    identified = registry.record("household_year", year)
    assert identified is not None
    assert identified.poverty_status == "0"
    helped(hands, home.id)
    built(hands)
    went_through(hands, "退出", LEFT_POVERTY, "2018-11-13")
    left = registry.record("household_year", year)
    assert left is not None
    assert (left.poverty_status, left.exit_year) == ("1", 2018)

    projects = hands.go("projects")
    sums = "批复 1000 元　下达 1000 元　到位 800 元　已付 600 元　结余 200 元"
    assert projects.funds.text() == f"{sums}　到位率 80.0%　支付率 75.0%"

    settings = hands.go("settings")
    (seal,) = [one for one in settings.sections["years"].findChildren(QPushButton) if "封存这一年" in one.text()]
    asked = hands.answer("封存", lambda: hands.press(seal))
    assert asked == "要封存 2018 年吗？"
    sealed = registry.record("village_year", yearly_id("village_year", village_id(builders.VILLAGE), 2018))
    assert sealed is not None
    assert sealed.sealed_on == registry.today().isoformat()
    hands.desk.dossier_requested.emit(home.id, "basics")
    hands.settle()
    dossier = hands.window.stack.pages["dossier"]
    hands.fill(dossier.section.forms[1], main_cause="因病")
    hands.press(dossier.foot.save)
    assert "已封年" in hands.said[-1]
    unchanged = registry.record("household_year", year)
    assert unchanged is not None
    assert unchanged.main_cause is None
    hands.answer("放弃", lambda: hands.press(dossier.foot.give_up))

    hands.press(hands.go("village").assess)
    page = hands.window.stack.pages["assessment"]
    hands.settle()
    counted = {one.key: (f"{one.part:f}", f"{one.whole:f}", str(one.score)) for one in page.shown.indicators}
    assert counted["exits"] == ("1", "1", "30")
    assert counted["paired"] == ("1", "1", "10")
    assert counted["plans"] == ("1", "1", "10")
    assert counted["visited"] == ("1", "1", "5")
    assert counted["helped"] == ("0", "0", "None")  # nobody is poor any more
    assert counted["funds"] == ("600", "800", "8.3")  # 10 × 75 % ÷ 90 %
    assert "计划脱贫 1 户，脱贫 1 户" in page.goals.text()
