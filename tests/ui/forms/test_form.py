"""Forms over a real registry: what is shown comes back equal, only what changed is saved, no typing is lost."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks.register import Finding, Level
from fupin_desktop.domain.errors import Problem
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.fields.spec import RecordSpec
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.forms.code_editor import CodeEditor
from fupin_desktop.ui.forms.flag_editor import FlagEditor
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.line_editor import LineEditor
from fupin_desktop.ui.forms.opened_record import OpenedRecord, open_record
from tests.ui import builders
from tests.ui.forms.form_builders import blank, filled

pytestmark = pytest.mark.gui
OpenForm = Callable[..., Form]
PERSON = builders.person_id(1)
CONDITIONS = yearly_id("household_conditions", builders.household_id(1), 2018)


@pytest.fixture
def open_form(qtbot: QtBot, desk: Desk) -> OpenForm:
    """`open_form(record, id)`: a form in a window that shows a record of the registry."""

    def opened(record: str, record_id: str) -> Form:
        form = Form(desk, record)
        qtbot.addWidget(form)
        form.resize(700, 900)
        form.show_record(open_record(desk.registry, record, record_id), year=2018)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return opened


def line(form: Form, field: str) -> LineEditor:
    """A field that is typed."""
    editor = form.boxes[field].editor
    assert isinstance(editor, LineEditor)
    return editor


def type_into(form: Form, field: str, text: str) -> None:
    """Type over what stands in a field."""
    form.focus_field(field)
    editor: Any = form.boxes[field].editor
    editor.line.selectAll()
    QTest.keyClicks(editor.line, text)


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_a_record_shown_comes_back_equal(qtbot: QtBot, desk: Desk, record: RecordSpec) -> None:
    form = Form(desk, record.name)
    qtbot.addWidget(form)
    for one in (filled(record.name), blank(record.name)):
        form.show_record(OpenedRecord(record.name, one.id, one), year=2018)
        assert form.record() == one
        assert not form.is_dirty
        assert form.edits() == []


def test_only_what_was_changed_is_saved_with_what_had_been_seen(open_form: OpenForm, desk: Desk) -> None:
    form = open_form("household_conditions", CONDITIONS)
    type_into(form, "forest_land", "2.5")
    edits = form.edits()
    assert [(edit.field, edit.value, edit.seen) for edit in edits] == [("forest_land", Decimal("2.5"), ())]
    type_into(form, "cultivated_land", "6")
    heads = desk.registry.heads("household_conditions", CONDITIONS)
    assert {edit.field: edit.seen for edit in form.edits()}["cultivated_land"] == heads["cultivated_land"]


def test_typing_the_same_again_is_no_change(open_form: OpenForm) -> None:
    form = open_form("household_conditions", CONDITIONS)
    type_into(form, "cultivated_land", "5.00")
    assert not form.is_dirty
    assert form.edits() == []


def test_a_group_is_restated_whole(open_form: OpenForm, desk: Desk) -> None:
    form = open_form("person", PERSON)
    type_into(form, "birth_date", "1955-11-04")
    edits = {edit.field: edit for edit in form.edits()}
    assert set(edits) == {"birth_date", "sex", "id_type", "id_number"}
    heads = desk.registry.heads("person", PERSON)
    assert all(edits[name].seen == heads[name] for name in edits)
    assert edits["sex"].value == "2"


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_in_silence(open_form: OpenForm, desk: Desk) -> None:
    form = open_form("household_conditions", CONDITIONS)
    save(desk.registry, [Edit("household_conditions", CONDITIONS, "cultivated_land", Decimal(9))], title="别人改的")
    type_into(form, "cultivated_land", "3")
    save(desk.registry, form.edits(), title="我改的")
    found = desk.registry.conflicts()
    assert [(one["record"], one["field"]) for one in found] == [("household_conditions", "cultivated_land")]
    assert {head.value for head in found[0]["heads"]} == {Decimal(9), Decimal(3)}


def test_a_yearly_record_that_was_never_opened_is_made_with_its_keys(qtbot: QtBot, desk: Desk) -> None:
    own = yearly_id("household_conditions", builders.household_id(1), 2019)
    form = Form(desk, "household_conditions")
    qtbot.addWidget(form)
    keys = {"household_id": builders.household_id(1), "year": 2019}
    form.show_record(open_record(desk.registry, "household_conditions", own, keys), year=2019)
    assert form.edits() == []
    form.suggest({"cultivated_land": Decimal(4)})
    save(desk.registry, form.edits(), title="开 2019 年")
    made = desk.registry.record("household_conditions", own)
    assert (made.household_id, made.year, made.cultivated_land) == (builders.household_id(1), 2019, Decimal(4))


def test_fields_of_other_years_are_hidden_unless_they_are_filled(open_form: OpenForm, desk: Desk) -> None:
    form = open_form("household_conditions", CONDITIONS)
    assert form.boxes["is_water_safe"].isHidden()
    assert not form.boxes["safe_water_solved"].isHidden()
    save(desk.registry, [Edit("household_conditions", CONDITIONS, "is_water_safe", value=True)], title="旧表带来的")
    form.show_record(open_record(desk.registry, "household_conditions", CONDITIONS), year=2018)
    assert not form.boxes["is_water_safe"].isHidden()
    form.show_record(
        open_record(desk.registry, "household_conditions", "none", {"household_id": "h", "year": 2016}), year=2016
    )
    assert form.boxes["safe_water_solved"].isHidden()


def test_enter_goes_on_and_stops_at_what_is_wrong(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form("household_conditions", CONDITIONS)
    type_into(form, "cultivated_land", "many")
    QTest.keyClick(line(form, "cultivated_land").line, Qt.Key.Key_Return)
    assert "请填数字" in form.boxes["cultivated_land"].problem
    assert line(form, "cultivated_land").line.hasFocus()
    type_into(form, "cultivated_land", "7")
    QTest.keyClick(line(form, "cultivated_land").line, Qt.Key.Key_Return)
    assert form.boxes["cultivated_land"].problem == ""
    assert line(form, "irrigated_land").line.hasFocus()


def test_enter_goes_through_every_field_that_is_shown_and_ends(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form("household_conditions", CONDITIONS)
    visible = [name for name, box in form.boxes.items() if not box.isHidden()]
    visited: list[str] = []
    form.field_focused.connect(lambda _record, _id, name: visited.append(name))
    form.focus_field()
    with qtbot.waitSignal(form.finished):
        for name in visible:
            QTest.keyClick(form.boxes[name].editor.focusProxy(), Qt.Key.Key_Return)
    assert [name for name in visible if name not in visited] in ([], visible[:1])  # the first had the cursor before
    assert visited == [name for name in visible if name in visited]


def test_a_problem_is_said_at_its_field_when_it_is_left(open_form: OpenForm) -> None:
    form = open_form("person_year", yearly_id("person_year", PERSON, 2018))
    type_into(form, "work_months", "13")
    form.focus_field("employer")
    assert "不能大于 12" in form.boxes["work_months"].problem
    assert [problem.field for problem in form.problems()] == ["work_months"]


def test_what_was_refused_is_said_at_its_field(open_form: OpenForm) -> None:
    form = open_form("person", PERSON)
    others = form.show_problems(
        [Problem("「姓名」不能空着。", "person", PERSON, "name"), Problem("别处", "household", "h", "phone")]
    )
    assert form.boxes["name"].problem == "「姓名」不能空着。"
    assert line(form, "name").line.hasFocus()
    assert [problem.message for problem in others] == ["别处"]


def test_a_field_that_must_not_be_blank_is_missed_before_saving(open_form: OpenForm) -> None:
    form = open_form("person", PERSON)
    line(form, "name").line.clear()
    assert [problem.message for problem in form.problems()] == ["「姓名」不能空着。"]


def test_findings_and_blanks_are_marked_at_their_fields(open_form: OpenForm) -> None:
    form = open_form("household_conditions", CONDITIONS)
    assert form.boxes["forest_land"]._mark.text() == "待填"
    assert form.boxes["cultivated_land"]._mark.isHidden()
    finding = Finding("L01", Level.E, "耕地太多", "", "", "", "", "household_conditions", CONDITIONS, "cultivated_land")
    form.show_findings([finding])
    assert form.boxes["cultivated_land"]._mark.text() == "● 错误"
    type_into(form, "forest_land", "1")
    assert form.boxes["forest_land"]._mark.isHidden()


def test_sensitive_fields_are_masked_until_asked_for_and_who_looked_is_kept(
    open_form: OpenForm, desk: Desk, settled: Callable[[Desk], None]
) -> None:
    form = open_form("person", PERSON)
    editor = line(form, "id_number")
    number = desk.registry.record("person", PERSON).id_number
    assert number not in editor.line.text()
    editor._reveal.click()
    settled(desk)
    assert editor.line.text() == number
    looked = [(one["record"], one["record_id"], one["field"]) for one in desk.registry.readings()]
    assert looked == [("person", PERSON, "id_number")]
    form.show_record(open_record(desk.registry, "person", builders.person_id(2)), year=2018)
    assert "*" in editor.line.text()


def test_a_reported_figure_cannot_be_typed_over(open_form: OpenForm) -> None:
    form = open_form("household_year", yearly_id("household_year", builders.household_id(1), 2018))
    editor = line(form, "member_count")
    assert editor.line.isReadOnly()
    assert "member_count" not in {edit.field for edit in form.edits()}


def test_half_typed_forms_are_kept_at_every_pause_and_come_back(
    open_form: OpenForm, desk: Desk, registry: SqlRegistry, qtbot: QtBot
) -> None:
    form = open_form("household_conditions", CONDITIONS)
    type_into(form, "cultivated_land", "8")
    key = f"household_conditions:{CONDITIONS}"
    line(form, "forest_land").line.setText("两亩")
    qtbot.waitUntil(lambda: registry.drafts().get(key, {}).get("typed") == {"forest_land": "两亩"})
    assert registry.record("household_conditions", CONDITIONS).cultivated_land == Decimal(5)
    draft = registry.drafts()[key]
    again = open_form("household_conditions", CONDITIONS)
    again.restore(key, draft)
    assert again.boxes["cultivated_land"].editor.value() == Decimal(8)
    assert line(again, "forest_land").line.text() == "两亩"
    assert "请填数字" in again.boxes["forest_land"].problem
    assert again.is_dirty


def test_a_draft_remembers_what_had_been_seen_when_it_was_typed(
    open_form: OpenForm, desk: Desk, registry: SqlRegistry, qtbot: QtBot
) -> None:
    form = open_form("household_conditions", CONDITIONS)
    type_into(form, "cultivated_land", "8")
    qtbot.waitUntil(lambda: bool(registry.drafts()))
    save(registry, [Edit("household_conditions", CONDITIONS, "cultivated_land", Decimal(6))], title="别人改的")
    ((key, draft),) = registry.drafts().items()
    again = open_form("household_conditions", CONDITIONS)
    again.restore(key, draft)
    save(registry, again.edits(), title="从草稿保存")
    assert len(registry.conflicts()) == 1


def test_a_draft_goes_when_it_is_saved_or_given_up(
    open_form: OpenForm, desk: Desk, registry: SqlRegistry, qtbot: QtBot, settled: Callable[[Desk], None]
) -> None:
    form = open_form("household_conditions", CONDITIONS)
    for finish in (form.forget_draft, form.reset):
        type_into(form, "cultivated_land", "8")
        qtbot.waitUntil(lambda: bool(registry.drafts()))
        finish()
        settled(desk)
        assert registry.drafts() == {}
        form.reset()
    assert line(form, "cultivated_land").line.text() == "5"


def test_an_older_draft_that_nobody_looked_at_is_not_written_over(
    open_form: OpenForm, desk: Desk, registry: SqlRegistry, qtbot: QtBot
) -> None:
    old = f"household_conditions:{CONDITIONS}"
    registry.put_draft(old, {"values": {"forest_land": "3"}})
    form = open_form("household_conditions", CONDITIONS)
    form.show_record(form.opened, year=2018, taken=registry.drafts())
    type_into(form, "cultivated_land", "8")
    qtbot.waitUntil(lambda: len(registry.drafts()) == 2)
    assert registry.drafts()[old] == {"values": {"forest_land": "3"}}


def test_another_record_in_the_form_keeps_what_was_typed_into_the_first(
    open_form: OpenForm, desk: Desk, registry: SqlRegistry, settled: Callable[[Desk], None]
) -> None:
    form = open_form("household_conditions", CONDITIONS)
    type_into(form, "cultivated_land", "8")
    form.show_record(
        open_record(registry, "household_conditions", "other", {"household_id": "h", "year": 2018}), year=2018
    )
    settled(desk)
    assert list(registry.drafts()) == [f"household_conditions:{CONDITIONS}"]
    assert not form.is_dirty


def test_the_keyboard_fills_a_row_without_the_mouse(open_form: OpenForm) -> None:
    form = open_form("household_conditions", CONDITIONS)
    form.focus_field("water_source")
    source = form.boxes["water_source"].editor
    assert isinstance(source, CodeEditor)
    QTest.keyClicks(source.line, "1")
    QTest.keyClick(source.line, Qt.Key.Key_Return)
    assert source.value() is not None
    form.focus_field("has_sanitary_toilet")
    toilet = form.boxes["has_sanitary_toilet"].editor
    assert isinstance(toilet, FlagEditor)
    QTest.keyClick(toilet.segments, Qt.Key.Key_0)
    assert {edit.field for edit in form.edits()} == {"water_source", "has_sanitary_toilet"}
