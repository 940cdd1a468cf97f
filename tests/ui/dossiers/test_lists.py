"""Promises, measures, effects, visits: added, changed, put away, brought back, and the thread between them."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.services.save_records import save as save_edits
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage, type_into
from tests.ui.forms.form_builders import type_chinese

pytestmark = pytest.mark.gui
HOUSEHOLD = builders.household_id(FAMILY)
PLAN = coded_id("assistance_plan", builders.household_code(FAMILY))
Save = Callable[[DossierPage], None]
Settled = Callable[[Desk], None]


def write_into(section: Any, field: str, text: str) -> None:
    """Type Chinese into a field of the form."""
    editor = section.form.boxes[field].editor
    section.form.focus_field(field)
    type_chinese(editor.focusProxy(), text)


def test_a_visit_starts_with_today_and_the_helper_and_is_kept(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, save: Save
) -> None:
    page = open_page("visits")
    section = page.section
    section.add.click()
    settled(desk)
    assert section.form.boxes["visited_on"].editor.value() == registry.today().isoformat()
    assert section.form.boxes["visitor"].editor.value() == "李驻村"
    write_into(section, "content", "看望老人")
    save(page)
    visits = registry.records("visit", "household_id", [HOUSEHOLD])
    assert {one.content for one in visits} == {"入户了解生产和收入情况", "看望老人"}
    assert registry.groups(1)[0].title == "新增 薛满仓户 走访记录"
    assert section.list.records.rows[0].content == "看望老人"
    assert section.heading.text() == "这条走访记录"


def test_a_new_record_without_what_it_needs_is_refused_at_the_field(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, save: Save
) -> None:
    page = open_page("effects")
    section = page.section
    assert section.list.isHidden()
    assert "还没有帮扶成效" in section.empty.text()
    section.add.click()
    settled(desk)
    write_into(section, "description", "增收")
    save(page)
    assert section.form.boxes["noted_on"].problem == "「时间」不能空着。"
    assert registry.records("assistance_effect") == []
    QTest.keyClick(section.form.boxes["noted_on"].editor.line, Qt.Key.Key_T)
    save(page)
    assert len(registry.records("assistance_effect")) == 1


def test_whoever_is_chosen_is_also_written_in_words(open_page: OpenPage, desk: Desk, settled: Settled) -> None:
    page = open_page("plans")
    section = page.section
    section.add.click()
    settled(desk)
    section.form.focus_field("helper_id")
    editor = section.form.boxes["helper_id"].editor
    QTest.keyClicks(editor.line, "zbf")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert section.form.boxes["responsible"].editor.value() == "赵帮扶"


def test_a_promise_is_kept_measured_and_comes_to_something(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, save: Save
) -> None:
    page = open_page("plans", household=4)  # its promise is still open
    plan = page.section.chosen_id
    page.section.finish.click()
    save(page)
    assert registry.record("assistance_plan", plan).done_on == registry.today().isoformat()
    page.section.next.click()
    settled(desk)
    measures = page.section
    assert measures.key == places.MEASURES
    assert measures.form.boxes["plan_id"].editor.value() == plan
    write_into(measures, "content", "剪枝培训")
    QTest.keyClick(measures.form.boxes["done_on"].editor.line, Qt.Key.Key_T)
    save(page)
    measures.next.click()
    settled(desk)
    effects = page.section
    assert effects.form.boxes["measure_id"].editor.value() == measures.chosen_id
    write_into(effects, "description", "学会了剪枝")
    QTest.keyClick(effects.form.boxes["noted_on"].editor.line, Qt.Key.Key_T)
    save(page)
    page.list.setCurrentItem(page.list._items[places.PLANS])
    settled(desk)
    assert "剪枝培训" in page.section.story.text()
    assert "学会了剪枝" in page.section.story.text()


def test_a_record_is_put_away_and_brought_back(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.ui.dossiers.list_section.confirm", lambda *_words: True)
    page = open_page("plans")
    section = page.section
    section.drop.click()
    settled(desk)
    assert registry.record("assistance_plan", PLAN) is None
    assert section.list.isHidden()
    assert section.recycled.text() == "回收站 1"
    section.recycled.menu_of_records.actions()[0].trigger()
    settled(desk)
    assert registry.record("assistance_plan", PLAN) is not None
    assert section.chosen_id == PLAN
    assert section.recycled.isHidden()


def test_a_new_record_half_typed_survives(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, save: Save
) -> None:
    first = open_page("visits")
    first.section.add.click()
    settled(desk)
    write_into(first.section, "content", "说到一半")
    first.put_away()
    settled(desk)
    first.hide()
    page = open_page()
    page.drafts.restore.click()
    settled(desk)
    assert page.section.key == places.VISITS
    assert page.section.form.boxes["content"].editor.value() == "说到一半"
    save(page)
    assert "说到一半" in {one.content for one in registry.records("visit", "household_id", [HOUSEHOLD])}
    assert registry.drafts() == {}


def test_giving_up_a_new_record_leaves_nothing(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.ui.dossiers.saving.confirm", lambda *_words: True)
    page = open_page("visits")
    page.section.add.click()
    settled(desk)
    page.foot.give_up.click()
    settled(desk)
    assert len(registry.records("visit", "household_id", [HOUSEHOLD])) == 1
    assert page.section.heading.text() == "这条走访记录"
    assert not page.section.is_dirty


def test_choosing_another_record_keeps_the_half_typed_one(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, said: list[str]
) -> None:
    values = {"household_id": HOUSEHOLD, "visited_on": "2018-01-02", "content": "从前"}
    save_edits(registry, [Edit("visit", "v1", name, value) for name, value in values.items()], title="走访")
    page = open_page("visits")
    section = page.section
    write_into(section, "needs", "要水")
    section.list.choose("v1")
    settled(desk)
    assert len(registry.drafts()) == 1
    assert any("已存为草稿" in sentence for sentence in said)
    assert section.form.opened.id == "v1"
    assert not section.is_dirty


def test_helpers_are_shown_with_their_units(open_page: OpenPage) -> None:
    section = open_page("helpers").section
    row = section.list.records.rows[0]
    assert (row.helping.helper.name, row.helping.unit.name) == ("李驻村", "临县演示局")
    assert section.alone.isHidden()
    assert section.helper.boxes["unit_id"].editor.line.text() == "临县演示局"


def test_ending_the_only_pairing_warns_before_it_is_saved(
    open_page: OpenPage, registry: SqlRegistry, save: Save
) -> None:
    page = open_page("helpers")
    section = page.section
    section.end.click()
    assert "就没有帮扶责任人了" in section.alone.text()
    assert section.alone.isVisible()
    save(page)
    (pairing,) = registry.records("pairing", "household_id", [HOUSEHOLD])
    assert pairing.ended_on == registry.today().isoformat()


def test_a_household_without_a_helper_is_said(open_page: OpenPage) -> None:
    section = open_page("helpers", household=9).section
    assert "现在没有帮扶责任人" in section.alone.text()
    assert section.pair.isVisible()


def test_a_new_helper_is_paired_here(open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled) -> None:
    page = open_page("helpers", household=9)
    page.section.pair.click()
    settled(desk)
    page.section._window.choose(builders.helper_id(0))
    page.section._window.yes.click()
    settled(desk)
    assert page.section.list.records.rows[0].helping.helper.name == "王演示"
    assert page.section.alone.isHidden()


def test_a_change_of_the_helpers_phone_is_saved_with_the_helper(
    open_page: OpenPage, registry: SqlRegistry, save: Save
) -> None:
    page = open_page("helpers")
    type_into(page.section.helper, "post", "ketou")
    save(page)
    assert registry.record("helper", builders.helper_id(1)).post == "ketou"
