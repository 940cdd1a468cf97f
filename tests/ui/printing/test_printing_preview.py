"""打印: the preview is the very PDF, page by page and household by household."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.printing_page import PrintingPage
from tests.ui import builders
from tests.ui.reading_pdf import words_in

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]


def words(page: PrintingPage) -> str:
    """Everything that stands on the sheets of the preview."""
    assert page.preview.view.sheets is not None
    return "".join(words_in(page.preview.view.sheets.data))


def test_one_household_is_shown_page_by_page(qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle) -> None:
    page.preset("registration_form", [builders.household_id(1)])
    settled(desk)

    view = page.preview.view
    assert "解玉梅" in words(page)
    assert "张来福" not in words(page)
    assert page.preview.pages.text() == f"第 1 / {view.sheets.pages} 页"
    qtbot.waitUntil(lambda: view.has_drawn(0))
    before = page.grab().toImage()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert page.preview.pages.text().startswith("第 2 /")
    qtbot.waitUntil(lambda: view.has_drawn(1))
    assert page.grab().toImage() != before


def test_of_a_village_one_household_is_shown_and_the_others_are_a_key_away(
    page: PrintingPage, desk: Desk, settled: Settle
) -> None:
    assert page.preview.whose.text() == "预览第 1 户，共 12 户　张来福"
    assert not page.preview.before.isEnabled()
    page.preview.after.click()
    settled(desk)

    assert page.preview.whose.text() == "预览第 2 户，共 12 户　解玉梅"
    assert "解玉梅" in words(page)


def test_a_list_is_shown_whole(page: PrintingPage, desk: Desk, settled: Settle) -> None:
    page.paper.choices["roster"].click()
    settled(desk)

    assert page.preview.whose.text() == "共 12 户"
    assert all(home.head in words(page) for home in builders.HOUSEHOLDS)


def test_the_card_for_the_wall_leaves_out_what_it_says_it_leaves_out(
    page: PrintingPage, desk: Desk, settled: Settle
) -> None:
    number = builders.id_number("19630412", "1", 0)
    assert number in words(page)
    page.profile.choices["wall"].click()
    settled(desk)

    assert number not in words(page)
    assert "张来福" in words(page)
    assert "身份证号" in page.profile.words.text()


def test_a_paper_with_secrets_is_not_offered_for_the_wall(page: PrintingPage, desk: Desk, settled: Settle) -> None:
    page.profile.choices["wall"].click()
    page.paper.choices["registration_form"].click()
    settled(desk)

    assert page.profile.choices["wall"].isHidden()
    assert page.order().profile == "home"
    assert "不能张贴" in page.profile.words.text()


def test_an_older_year_shows_that_year(page: PrintingPage, desk: Desk, settled: Settle) -> None:
    page.moment.list.setCurrentIndex(page.moment.list.findData(2017))
    settled(desk)

    assert "2017年" in words(page).replace(" ", "")
    assert not page.order().is_of_now


def test_one_household_is_found_by_its_name(qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle) -> None:
    page.whom.choices["one"].click()
    settled(desk)
    assert not page.print_button.isEnabled()
    found = desk.registry.search("刘三娃")
    page.whom.search.hit_chosen.emit(next(hit for hit in found if hit.household_id))
    qtbot.waitUntil(lambda: page.whom.household_ids == (builders.household_id(2),))
    settled(desk)

    assert "刘三娃" in words(page)
    assert page.print_button.isEnabled()


def test_what_a_colleague_saves_is_on_the_sheets_at_once(
    qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle
) -> None:
    edit = Edit("household", builders.household_id(0), "phone", "19900007777")
    desk.registry.write([(Deed(title="改", region=builders.VILLAGE), [edit])])
    desk.records_changed.emit(frozenset({builders.household_id(0)}))

    qtbot.waitUntil(lambda: "19900007777" in words(page))


def test_the_wishes_of_other_pages_are_understood(page: PrintingPage, desk: Desk, settled: Settle) -> None:
    both = (builders.household_id(3), builders.household_id(4))
    page.receive({"household_ids": list(both)})
    assert (page.order().paper, page.order().household_ids) == ("help_card", both)
    page.receive({"paper": "plan_table", "households": [both[0]]})
    settled(desk)

    assert (page.order().paper, page.order().household_ids) == ("plan_table", both[:1])
    assert page.whom.choices["chosen"].text() == "选中的 1 户"


def test_larger_and_smaller_and_back_to_the_width(page: PrintingPage) -> None:
    view = page.preview.view
    fitting = view.zoom
    page.preview.larger.click()
    assert view.zoom > fitting
    assert view.horizontalScrollBar().maximum() > 0
    page.preview.fit.click()
    assert view.zoom == fitting
    assert view.horizontalScrollBar().maximum() == 0


def test_an_empty_registry_says_where_households_come_from(qtbot: QtBot, empty_desk: Desk, settled: Settle) -> None:
    page = PrintingPage(empty_desk)
    qtbot.addWidget(page)
    page.show()
    settled(empty_desk)

    assert page.empty.isVisible()
    assert not page.split.isVisible()
    with qtbot.waitSignal(empty_desk.page_requested) as asked:
        page.empty.bring.click()
    assert asked.args[0] == "import"
