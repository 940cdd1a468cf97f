"""要核定的: every card says who wrote what, having seen what; a press decides it, and a press takes it back."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.identity import coded_id, yearly_id
from fupin_desktop.services.conflict_cards import CardKind
from fupin_desktop.services.synchronise import synchronise
from fupin_desktop.services.undo import undo
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.syncing.other_value_window import OtherValueWindow
from fupin_desktop.ui.syncing.sync_page import SyncPage
from tests.sync.places import Place, answering
from tests.ui import builders

pytestmark = pytest.mark.gui
HOME = builders.household_id(0)
NUMBER = builders.id_number("19991231", "1", 91)


def save(place: Place, record: str, record_id: str, **values: object) -> None:
    """One save of any record."""
    edits = [Edit(record, record_id, name, value) for name, value in values.items()]
    place.registry.write([(Deed(title="修改", region=builders.VILLAGE), edits)])


def meet(*several: Place, county: Place) -> None:
    """Each of them syncs, one after the other."""
    for one in several:
        synchronise(one.registry, answering(county))


def look(page: SyncPage, qtbot: QtBot, desk: Desk) -> None:
    """Go to the cards, all read."""
    page.tabs.show_first(is_first=False)
    page.conflicts.look()
    qtbot.waitUntil(desk.tasks.wait_idle, timeout=20_000)


def words(widget: QWidget | None) -> str:
    """Everything that a card says."""
    assert widget is not None
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def press(page: SyncPage, qtbot: QtBot, desk: Desk, text: str) -> None:
    """Press a button of the card."""
    found = [one for one in page.conflicts.card.findChildren(QPushButton) if one.text().startswith(text)]
    assert len(found) == 1, [one.text() for one in page.conflicts.card.findChildren(QPushButton)]
    found[0].click()
    qtbot.waitUntil(desk.tasks.wait_idle, timeout=20_000)
    look(page, qtbot, desk)


def two_addresses(laptop: Place, colleague: Place, county: Place) -> None:
    """Both change the address without having seen the other's."""
    laptop.save(HOME, address="东沟6号院")
    colleague.save(HOME, address="西沟1号院")
    meet(colleague, laptop, county=county)


def test_where_nothing_disagrees_the_page_says_so(page: SyncPage, qtbot: QtBot, laptop_desk: Desk) -> None:
    look(page, qtbot, laptop_desk)
    assert page.conflicts.empty.isVisible()
    assert "没有要核定的" in page.conflicts.empty.text()


def test_a_card_says_whose_what_who_when_where_and_what_they_had_seen(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    two_addresses(laptop, colleague, county)
    look(page, qtbot, laptop_desk)
    said = words(page.conflicts.card)
    assert "张来福户　家庭住址" in said
    for one, address in ((laptop, "东沟6号院"), (colleague, "西沟1号院")):
        assert address in said
        assert one.registry.user in said
        assert one.me.certificate.name in said
    assert said.count("改的时候看到的是：第一小组1号院") == 2
    assert "7月1日" in said
    assert "也留在修改历史里" in said
    assert "以前" in said


def test_a_press_decides_and_the_other_value_stays_in_history(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    two_addresses(laptop, colleague, county)
    look(page, qtbot, laptop_desk)
    other = next(one for one in page.conflicts.card.card.opinions if one.values[0].words == "西沟1号院")
    page.conflicts.card.choose([key for _, key in page.conflicts.card.choices].index(other.key) + 1)
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    assert laptop.shown("address", HOME) == "西沟1号院"
    assert "东沟6号院" in [one.value for one in laptop.registry.history("household", [HOME], "address")]
    look(page, qtbot, laptop_desk)
    assert page.conflicts.empty.isVisible()
    assert page.tabs.buttons[1].text() == "要核定的"
    undo(laptop.registry)
    assert laptop.shown("address", HOME) in ("东沟6号院", "西沟1号院")
    assert laptop.registry.verify().differences == ()


def test_a_third_value_can_be_written(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    two_addresses(laptop, colleague, county)
    look(page, qtbot, laptop_desk)
    other = next(one for one in page.conflicts.card.findChildren(QPushButton) if one.text() == "另写一个")
    other.click()
    window = page.conflicts.findChild(OtherValueWindow)
    window.editor.change_to("南沟3号院")
    window.yes.click()
    qtbot.waitUntil(lambda: laptop.shown("address", HOME) == "南沟3号院", timeout=20_000)
    assert laptop.registry.conflicts() == []


def test_arrows_go_between_cards_and_a_digit_chooses(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    two_addresses(laptop, colleague, county)
    other = builders.household_id(1)
    laptop.save(other, villager_group="第三小组")
    colleague.save(other, villager_group="第四小组")
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    page.activateWindow()
    page.conflicts.list.setFocus()
    first = page.conflicts.card.card
    qtbot.keyClick(page.conflicts.list, Qt.Key.Key_Right)
    assert page.conflicts.card.card.id != first.id
    qtbot.keyClick(page.conflicts.list, Qt.Key.Key_Left)
    assert page.conflicts.card.card.id == first.id
    qtbot.keyClick(page.conflicts.list, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(laptop.registry.conflicts()) == 1, timeout=20_000)
    wanted = first.opinions[1].values[0]
    assert getattr(laptop.registry.record("household", first.record_ids[0]), wanted.field) == wanted.words


def test_what_the_county_decides_has_no_button_here(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    facts = yearly_id("household_year", HOME, 2018)
    save(laptop, "household_year", facts, household_attribute="04")
    save(colleague, "household_year", facts, household_attribute="06")
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    assert "由县里定" in words(page.conflicts.card)
    assert page.conflicts.card.choices == []


def test_a_group_is_shown_whole_and_masked_until_it_is_asked_for(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    save(laptop, "household", HOME, bank_name="农商行", bank_account="6200000000000001111")
    save(colleague, "household", HOME, bank_name="邮储", bank_account="6200000000000002222")
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    said = words(page.conflicts.card)
    assert "开户银行名称：农商行" in said
    assert "6200000000000001111" not in said
    page.conflicts.card.reveal()
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    assert "6200000000000001111" in words(page.conflicts.card)
    assert [one["field"] for one in laptop.registry.readings()] == ["bank_account"]
    chosen = page.conflicts.card.card.opinions[0]
    page.conflicts.card.choose(1)
    qtbot.waitUntil(lambda: laptop.registry.conflicts() == [], timeout=20_000)
    assert laptop.shown("bank_account", HOME) == chosen.values[1].words


@pytest.mark.parametrize(("button", "stays"), [("留着", True), ("放进回收站", False)])
def test_what_was_deleted_on_one_side_and_changed_on_the_other(
    page: SyncPage,
    qtbot: QtBot,
    laptop_desk: Desk,
    laptop: Place,
    colleague: Place,
    county: Place,
    button: str,
    stays: bool,
) -> None:
    save(colleague, "household", HOME, _life=False)
    laptop.save(HOME, address="东沟6号院")
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    assert "一边放进了回收站" in words(page.conflicts.card)
    assert "东沟6号院" in words(page.conflicts.card)
    press(page, qtbot, laptop_desk, button)
    assert laptop.registry.conflicts() == []
    assert (laptop.registry.record("household", HOME) in laptop.registry.records("household")) is stays


def newborn(place: Place, person_id: str, name: str) -> None:
    """The same child, entered on this laptop."""
    save(place, "person", person_id, name=name, id_type="01", id_number=NUMBER, sex="1")
    save(place, "membership", f"m{person_id}", household_id=HOME, person_id=person_id, relation_to_head="03")
    facts = yearly_id("person_year", person_id, 2018)
    save(place, "person_year", facts, person_id=person_id, year=2018, education_level="03")


def test_one_person_entered_on_two_laptops_is_merged_and_can_be_parted_again(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    newborn(laptop, "child-a", "张小宝")
    newborn(colleague, "child-b", "张晓宝")
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    assert page.conflicts.card.card.kind is CardKind.DUPLICATE
    assert NUMBER not in words(page.conflicts.card)
    press(page, qtbot, laptop_desk, "是同一个人")
    members = [one.person.id for one in laptop.registry.dossier(HOME, 2018).members if one.person.name.endswith("宝")]
    assert len(members) == 1
    assert page.conflicts.card.card.what.endswith("姓名")  # the two names lie side by side now
    undo(laptop.registry)
    people = [one for one in laptop.registry.records("person") if one.id_number == NUMBER]
    assert len(people) == 2
    assert laptop.registry.verify().differences == ()


def test_two_who_share_a_number_and_are_different_people_are_asked_about_once(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    newborn(laptop, "child-a", "张小宝")
    newborn(colleague, "child-b", "李大宝")
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    press(page, qtbot, laptop_desk, "不是同一个人")
    assert page.conflicts.empty.isVisible()
    assert len([one for one in laptop.registry.records("person") if one.id_number == NUMBER]) == 2


def test_a_person_whom_two_laptops_moved_to_two_households(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    mover, membership = builders.person_id(0, 2), coded_id("membership", f"{builders.household_code(0)}03")
    for place, to in ((laptop, 1), (colleague, 3)):
        save(place, "membership", membership, left_on="2018-06-01", leave_reason="03")
        owned = {"household_id": builders.household_id(to), "person_id": mover, "relation_to_head": "03"}
        save(place, "membership", f"to{to}", **owned)
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    said = words(page.conflicts.card)
    assert "同时在两户里" in said
    assert "解玉梅户" in said
    assert "高富贵户" in said
    kept = page.conflicts.card.card.opinions[0].key
    page.conflicts.card.choose(1)
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    standing = [one.id for one in laptop.registry.records("membership", "person_id", [mover]) if one.left_on is None]
    assert standing == [kept]
    undo(laptop.registry)
    assert len(laptop.registry.records("membership", "person_id", [mover])) == 3


def test_records_without_a_household_are_told_and_not_thrown_away(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, colleague: Place, laptop: Place, county: Place
) -> None:
    save(colleague, "visit", "v9", household_id="nowhere", visited_on="2018-06-30", visitor="李驻村")
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    assert "找不到所属的户" in words(page.conflicts.card)
    assert page.conflicts.card.choices == []


def test_a_card_opens_the_household_at_its_field(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    two_addresses(laptop, colleague, county)
    look(page, qtbot, laptop_desk)
    opened = next(one for one in page.conflicts.card.findChildren(QPushButton) if one.text() == "打开这户的档案")
    with qtbot.waitSignal(laptop_desk.dossier_requested) as told:
        opened.click()
    assert told.args == [HOME, f"household.address:{HOME}"]


def test_the_page_opens_at_the_household_that_was_asked_for(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    other = builders.household_id(4)
    laptop.save(other, villager_group="第三小组")
    colleague.save(other, villager_group="第四小组")
    two_addresses(laptop, colleague, county)
    page.receive({"section": "conflicts", "household": other})
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    assert page.conflicts.isVisible()
    assert page.conflicts.card.card.household_id == other


def paid(place: Place, measure_id: str, amount: int = 3000, **more: object) -> None:
    """The same seedlings, entered on this laptop."""
    facts = {"household_id": HOME, "done_on": "2018-04-02", "category": "01", "amount": Decimal(amount), **more}
    save(place, "assistance_measure", measure_id, **facts)


def test_a_payment_entered_on_two_laptops_is_counted_once(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    paid(laptop, "pay-a", content="核桃苗")
    paid(colleague, "pay-b", content="发核桃苗300株")
    paid(colleague, "pay-c", amount=3001)
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    assert page.conflicts.card.card.kind is CardKind.DOUBLE_PAYMENT
    assert "发核桃苗300株" in words(page.conflicts.card)
    press(page, qtbot, laptop_desk, "是同一笔")
    kept = [one.id for one in laptop.registry.records("assistance_measure", "household_id", [HOME])]
    assert {"pay-a", "pay-c"} <= set(kept)
    assert "pay-b" not in kept
    assert page.conflicts.card.card.what.endswith("内容")  # how it is worded lies side by side now
    undo(laptop.registry)
    assert laptop.registry.record("assistance_measure", "pay-b").content == "发核桃苗300株"
    assert laptop.registry.verify().differences == ()


def test_two_payments_that_only_look_alike_are_asked_about_once(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    paid(laptop, "pay-a")
    paid(colleague, "pay-b")
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    press(page, qtbot, laptop_desk, "确实是两笔")
    assert page.conflicts.empty.isVisible()
    assert {"pay-a", "pay-b"} <= {one.id for one in laptop.registry.records("assistance_measure")}


def test_two_who_let_one_person_leave_differently_decide_on_one_leaving(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    membership = coded_id("membership", f"{builders.household_code(0)}03")
    save(laptop, "membership", membership, left_on="2018-06-01", leave_reason="01")
    save(colleague, "membership", membership, left_on="2018-05-01", leave_reason="03")
    meet(colleague, laptop, county=county)
    look(page, qtbot, laptop_desk)
    card = page.conflicts.card.card
    assert card.kind is CardKind.TRANSITION
    assert "算哪一次" in words(page.conflicts.card)
    mine = next(one for one in card.opinions if one.by[0].device == laptop.me.certificate.name)
    page.conflicts.card.choose([key for _, key in page.conflicts.card.choices].index(mine.key) + 1)
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    found = laptop.registry.record("membership", membership)
    assert (found.left_on, found.leave_reason) == ("2018-06-01", "01")
    assert laptop.registry.conflicts() == []
