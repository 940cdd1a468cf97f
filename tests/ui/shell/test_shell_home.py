"""首页: the figures of the village, the cards of the day, the plots; each opens the households behind it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.targets import YearOfTargets
from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.overview import Overview, overview
from fupin_desktop.services.procedures import record_step, start
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.home.home_page import HomePage
from fupin_desktop.ui.home.tasks_of_today import cards_of
from fupin_desktop.ui.home.tile import Tile
from fupin_desktop.ui.shell.lamp import light_of
from fupin_desktop.ui.style.text_size import TextSize, use_text_size
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
NOON = datetime(2018, 7, 3, 12, tzinfo=CHINA)


def ids(*places: int) -> set[str]:
    return {builders.household_id(place) for place in places}


@pytest.fixture
def seen(registry: SqlRegistry) -> Overview:
    """甲子沟村 in 2018."""
    return overview(registry, builders.VILLAGE, 2018)


# The figures


def test_every_household_is_counted_once_in_each_division(seen: Overview) -> None:
    for shares in (seen.by_status, seen.by_cause, seen.by_attribute):
        counted = [one for share in shares for one in share.household_ids]
        assert len(counted) == len(set(counted)) == len(builders.HOUSEHOLDS)
    assert seen.persons == sum(len(home.members) for home in builders.HOUSEHOLDS)


def test_the_households_below_the_line_are_those_with_a_known_income_below_it(seen: Overview) -> None:
    assert seen.income.line == Decimal(3535)
    assert set(seen.income.below) == ids(0, 1, 5, 6, 11)
    assert set(seen.income.unknown) == ids(4), "not asked is not nought"
    behind = [one for band in seen.income.bands for one in band.household_ids]
    assert set(behind) == set(seen.income.below) | set(seen.income.above)


def test_exits_stand_beside_the_plan_of_their_year(seen: Overview) -> None:
    of_2018 = next(one for one in seen.exits if one.year == 2018)

    assert set(of_2018.planned) == ids(5)
    assert set(of_2018.exited) == ids(2, 3, 8)


def test_a_plan_is_overdue_only_after_its_day_and_while_it_is_not_done(seen: Overview) -> None:
    assert {one.household_id for one in seen.overdue} == ids(0, 4, 8)


def test_households_without_a_helper_and_with_one_whose_time_is_over(registry: SqlRegistry, seen: Overview) -> None:
    assert set(seen.without_helper) == ids(9, 11)


def test_another_village_has_nothing_of_this_one(registry: SqlRegistry) -> None:
    seen = overview(registry, "141124199202", 2018)

    assert seen.household_ids == ()
    assert seen.overdue == ()
    assert seen.income.bands == ()


def test_a_year_without_data_shows_every_household_as_blank(registry: SqlRegistry) -> None:
    seen = overview(registry, builders.VILLAGE, 2030)

    assert [(share.code, share.count) for share in seen.by_status] == [("", 12)]
    assert seen.income.line is None
    assert len(seen.income.unknown) == 12


def test_incomes_of_one_who_earns_far_more_than_all_others_do_not_squeeze_the_plot(registry: SqlRegistry) -> None:
    of_year = next(one for one in registry.records("household_income") if one.year == 2018)
    edit = Edit("household_income", of_year.id, "wage_income", Decimal(9_000_000))
    registry.write([(Deed(title="改", region=builders.VILLAGE), [edit])])

    bands = overview(registry, builders.VILLAGE, 2018).income.bands
    assert len(bands) <= 12
    assert bands[-1].high is None


def test_a_township_of_two_thousand_households_is_read_whole(empty_registry: SqlRegistry) -> None:
    deed = Deed(title="多", region=builders.VILLAGE)
    empty_registry.write([(deed, builders.many_households(2_000))])

    seen = overview(empty_registry, builders.VILLAGE, 2018)
    assert len(seen.household_ids) == len(seen.without_helper) == 2_000
    opened = empty_registry.household_ids(HouseholdQuery(filters={"id": seen.without_helper}, year=2018))
    assert len(opened) == 2_000


# The cards


def test_the_cards_come_in_the_order_of_urgency_and_nothing_at_nought_is_shown(seen: Overview) -> None:
    cards = cards_of(seen, (), NOON)

    assert [card.words for card in cards] == ["帮扶计划到期没有办结", "没有帮扶责任人", "请马上做一次"]


def test_each_card_of_households_opens_exactly_those_it_counts(registry: SqlRegistry, seen: Overview) -> None:
    for card in cards_of(seen, (), NOON):
        if card.page == "households":
            found = registry.household_ids(HouseholdQuery(filters={"id": card.wish["id"]}, year=2018))
            assert set(found) == (ids(0, 4, 8) if card.icon == "due" else ids(9, 11))


@pytest.mark.parametrize(
    ("hours", "colour", "words"),
    [
        (1, "good", "今天 11:00"),
        (20, "good", "昨天"),
        (72, "warn", "3 天没有备份"),
        (24 * 8, "danger", "8 天没有备份"),
        (None, "danger", "还没有备份"),
    ],
)
def test_the_lamp_says_how_old_the_last_backup_is(hours: int | None, colour: str, words: str) -> None:
    last = None if hours is None else int(NOON.timestamp() * 1000) - hours * 3_600_000
    light = light_of(last, NOON)

    assert light.colour == colour
    assert words in light.words


# The page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settled: Settle) -> Iterator[HomePage]:
    """首页 over 甲子沟村, read."""
    made = HomePage(desk)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    settled(desk)
    yield made
    made.put_away()
    settled(desk)
    use_text_size(TextSize.STANDARD)


def tile(page: HomePage, words: str) -> Tile:
    return next(one for one in page.findChildren(Tile) if words in one.accessibleName() and one.isVisible())


def test_a_figure_opens_the_households_behind_it(qtbot: QtBot, page: HomePage, desk: Desk) -> None:
    with qtbot.waitSignal(desk.page_requested) as asked:
        tile(page, "未脱贫").click()

    name, wish = asked.args
    assert name == "households"
    assert set(desk.registry.household_ids(HouseholdQuery(filters=wish, year=2018))) == ids(0, 1, 4, 6, 7, 9)


def test_a_bar_of_a_cause_opens_its_households_by_mouse_and_by_keyboard(
    qtbot: QtBot, page: HomePage, desk: Desk
) -> None:
    causes = page.plots.causes
    first = causes.parts[0].box.center().toPoint()
    with qtbot.waitSignal(desk.page_requested) as by_mouse:
        qtbot.mouseClick(causes, Qt.MouseButton.LeftButton, pos=QPoint(first.x(), first.y()))
    causes.setFocus()
    with qtbot.waitSignal(desk.page_requested) as by_key:
        qtbot.keyClick(causes, Qt.Key.Key_Return)

    assert by_mouse.args == by_key.args
    assert by_key.args[1].keys() == {"main_cause"}


def test_plots_say_in_words_what_they_show(page: HomePage) -> None:
    assert "2018 年计划脱贫 1 户" in page.plots.exits.accessibleDescription()
    assert "户" in page.plots.income.accessibleDescription()


def test_growth_stands_beside_the_citys_where_it_is_known(page: HomePage) -> None:
    goal = {"planned": 1, "exited": 1, "income": Decimal(4000)}
    page.plots.show_goals(
        [
            YearOfTargets(2017, growth=None, city_growth=None, **goal),
            YearOfTargets(2018, growth=Decimal("12.5"), city_growth=Decimal("9.2"), **goal),
        ]
    )
    assert page.plots.growth.accessibleDescription() == "2018 年全市增幅 9.2%；2018 年本地增幅 12.5%"


def test_a_notice_that_has_hung_long_enough_is_a_card(
    qtbot: QtBot, page: HomePage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    case, _ = start(registry, builders.VILLAGE, "change", builders.household_id(0), year=2018)
    record_step(registry, case, "visit", {"done_on": "2018-09-01"})
    record_step(registry, case, "notice", {"done_on": "2018-09-03", "place": "公示栏"})
    desk.records_changed.emit(frozenset())
    qtbot.waitUntil(lambda: bool(page._deeper.notices), timeout=10_000)
    settled(desk)
    with qtbot.waitSignal(desk.page_requested) as asked:
        tile(page, "公示期满，可以取下").click()
    assert asked.args == ["procedures", None]


def test_the_page_follows_year_village_and_what_was_saved(
    qtbot: QtBot, page: HomePage, desk: Desk, settled: Settle
) -> None:
    desk.look_at_year(2017)
    qtbot.waitUntil(lambda: "2017" in page.heading.text())
    pairing = Edit("pairing", "0" * 32, "household_id", builders.household_id(9))
    helper = Edit("pairing", "0" * 32, "helper_id", builders.helper_id(0))
    desk.registry.write([(Deed(title="结对", region=builders.VILLAGE), [pairing, helper])])
    desk.records_changed.emit(frozenset())

    qtbot.waitUntil(lambda: tile(page, "没有帮扶责任人").accessibleName().startswith("1 户"))


def test_a_half_typed_form_is_offered_and_opens_where_it_was_left(
    qtbot: QtBot, page: HomePage, desk: Desk, settled: Settle
) -> None:
    draft = {"household": builders.household_id(2), "section": "basics", "title": "基本情况（刘三娃户）"}
    desk.registry.put_draft("household:x", draft)
    page.look()
    settled(desk)

    with qtbot.waitSignal(desk.dossier_requested) as asked:
        tile(page, "表没有填完").click()
    assert asked.args == [builders.household_id(2), "basics"]


def test_stale_checks_are_run_and_their_findings_become_cards(qtbot: QtBot, page: HomePage, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.registry.unchecked(), timeout=10_000)
    qtbot.waitUntil(lambda: bool(page._seen and page._seen.findings), timeout=10_000)

    assert tile(page, "资料有")


def test_an_empty_registry_shows_the_two_ways_to_begin(qtbot: QtBot, empty_desk: Desk, settled: Settle) -> None:
    page = HomePage(empty_desk)
    qtbot.addWidget(page)
    page.show()
    settled(empty_desk)

    assert page.start.isVisible()
    assert page.start.import_button.text() == "导入县里导出的表格"
    assert not page.figures.isVisible()
    with qtbot.waitSignal(empty_desk.page_requested) as asked:
        page.start.files_chosen.emit(("/a.xlsx",))
    assert asked.args == ["import", ("/a.xlsx",)]
    page.put_away()
    settled(empty_desk)


def test_at_the_largest_text_nothing_is_wider_than_the_page(page: HomePage, desk: Desk, settled: Settle) -> None:
    use_text_size(TextSize.EXTRA)
    settled(desk)

    assert page.widget().width() <= page.viewport().width()
    assert page.widget().minimumSizeHint().width() <= page.viewport().width()
