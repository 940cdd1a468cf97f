"""设置: who is signed in, passphrase, backups, years, contacts, the log of readings."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from fupin_desktop.app import StoreDoors
from fupin_desktop.db.registry import SqlRegistry, open_registry
from fupin_desktop.domain.errors import Refused
from fupin_desktop.pdf.occasion import Contacts
from fupin_desktop.services.back_up import back_up, backups
from fupin_desktop.services.keep_contacts import contacts
from fupin_desktop.services.keep_years import is_sealed
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.settings.contacts_section import LINES
from fupin_desktop.ui.settings.licences import licences
from fupin_desktop.ui.settings.passphrase_window import PassphraseWindow
from fupin_desktop.ui.settings.readings import readings_in_words
from fupin_desktop.ui.settings.recovery_window import RecoveryWindow
from fupin_desktop.ui.settings.settings_page import SettingsPage
from fupin_desktop.ui.style.text_size import TextSize, text_size, use_text_size
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settled: Settle) -> SettingsPage:
    """The settings with the real doors."""
    made = SettingsPage(desk)
    made.use_doors(StoreDoors())
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    settled(desk)
    return made


def answer(words: str) -> None:
    """Press the button of that name in the question that comes next."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(one for one in box.buttons() if one.text() == words).click()

    QTimer.singleShot(0, press)


def test_whoever_signs_in_is_written_beside_every_change_from_then_on(
    qtbot: QtBot, page: SettingsPage, desk: Desk, filled_folder: Path, settled: Settle
) -> None:
    page.user.name.setEditText("  李  驻村 ")
    with qtbot.waitSignal(page.user_changed):
        page.user.save.click()
    settled(desk)

    assert desk.registry.user == "李 驻村"
    assert desk.registry.setting("user") == "李 驻村"
    assert [page.user.name.itemText(n) for n in range(page.user.name.count())] == ["李 驻村"]


def test_nobody_signs_in_without_a_name(qtbot: QtBot, page: SettingsPage, desk: Desk) -> None:
    page.user.name.setEditText("   ")
    with qtbot.waitSignal(desk.told):
        page.user.save.click()

    assert desk.registry.user == builders.USER


def test_contacts_are_kept_where_the_papers_look_for_them(
    qtbot: QtBot, page: SettingsPage, desk: Desk, settled: Settle
) -> None:
    section = page.sections["contacts"]
    section.lines["township"].setText("样板乡人民政府")
    section.lines["township_phone"].setText("0358-1990001")
    with qtbot.waitSignal(desk.told):
        section.save.click()

    assert contacts(desk.registry) == Contacts(township="样板乡人民政府", township_phone="0358-1990001")
    section.look()
    settled(desk)
    assert section.lines["township"].text() == "样板乡人民政府"


def test_every_contact_on_the_settings_is_one_that_papers_print() -> None:
    assert {name for name, _, _ in LINES} == {one.name for one in fields(Contacts)}


def test_a_backup_made_here_is_listed_and_told(qtbot: QtBot, page: SettingsPage, desk: Desk, settled: Settle) -> None:
    assert page.backup.none.isVisible()
    with qtbot.waitSignal(page.backup_written):
        page.backup.now_button.click()
    settled(desk)

    assert page.backup.list.count() == 1
    assert "12 户" in page.backup.list.item(0).text()
    assert "本机" in page.backup.list.item(0).text()


def test_a_backup_on_a_stick_is_listed_with_its_folder(
    qtbot: QtBot, page: SettingsPage, desk: Desk, tmp_path: Path, settled: Settle
) -> None:
    back_up(desk.registry, tmp_path / "stick")
    page.backup.look()
    settled(desk)

    assert str(tmp_path / "stick") in page.backup.list.item(0).text()


def test_restoring_asks_first_and_does_nothing_when_the_answer_is_no(
    qtbot: QtBot, page: SettingsPage, desk: Desk, settled: Settle
) -> None:
    back_up(desk.registry)
    page.backup.look()
    settled(desk)
    assert not page.backup.restore_button.isEnabled()
    page.backup.list.setCurrentRow(0)

    answer("返回")
    with qtbot.assertNotEmitted(page.restore_requested):
        page.backup.restore_button.click()
    answer("关闭登记库并恢复")
    with qtbot.waitSignal(page.restore_requested) as asked:
        page.backup.restore_button.click()
    assert asked.args == [backups(desk.registry)[0].path]


def test_a_year_is_opened_for_every_household_and_comes_into_view(
    qtbot: QtBot, page: SettingsPage, desk: Desk, settled: Settle
) -> None:
    years = page.sections["years"]
    assert years.new_year.currentData() == 2019
    answer("开立并结转")
    with qtbot.waitSignal(desk.year_changed, timeout=10_000):
        years.open_button.click()
    settled(desk)

    assert desk.year == 2019
    opened = [one for one in desk.registry.records("household_year") if one.year == 2019]
    assert len(opened) == len(builders.HOUSEHOLDS)
    assert not [one for one in desk.registry.records("household_income") if one.year == 2019], (
        "income is never invented"
    )


def test_a_year_is_sealed_only_after_it_was_said_what_that_means(
    qtbot: QtBot, page: SettingsPage, desk: Desk, settled: Settle
) -> None:
    years = page.sections["years"]
    answer("返回")
    years._on_seal(2017)
    settled(desk)
    assert not is_sealed(desk.registry, builders.VILLAGE, 2017)

    answer("封存")
    years._on_seal(2017)
    settled(desk)
    assert is_sealed(desk.registry, builders.VILLAGE, 2017)


def test_the_log_of_readings_says_who_looked_at_whose_number(page: SettingsPage, desk: Desk, settled: Settle) -> None:
    person = builders.person_id(0)
    for _ in range(2):
        desk.registry.note_reading("person", person, "id_number")
    desk.registry.note_reading("household", builders.household_id(1), "phone")
    desk.registry.note_reading("person_year", desk.registry.records("person_year")[0].id, "illness_name")

    lines = readings_in_words(desk.registry)
    assert builders.USER in lines[0]
    assert "解玉梅" in lines[1]
    assert "「户联系电话」" in lines[1]
    assert sum("张来福 的「证件号码」" in line for line in lines) == 1, "twice in one minute is one line"


def test_a_wrong_old_passphrase_is_said_in_the_window_and_changes_nothing(
    qtbot: QtBot, page: SettingsPage, desk: Desk, registry: SqlRegistry
) -> None:
    keys = (registry.folder / "keys.json").read_bytes()
    window = PassphraseWindow(desk, StoreDoors(), page)
    qtbot.addWidget(window)
    window.open()
    window.old.line.setText("falsch")
    for line in (window.new.first, window.new.second):
        line.line.setText("neu-7788")
    window.yes.click()
    qtbot.waitUntil(lambda: bool(window.problem.text()), timeout=10_000)

    assert window.problem.text().startswith("口令不对")
    assert (registry.folder / "keys.json").read_bytes() == keys


def test_the_changed_passphrase_opens_the_registry_and_the_old_one_does_not(
    qtbot: QtBot, page: SettingsPage, desk: Desk, registry: SqlRegistry
) -> None:
    window = PassphraseWindow(desk, StoreDoors(), page)
    window.open()
    window.old.line.setText(builders.PASSPHRASE)
    for line in (window.new.first, window.new.second):
        line.line.setText("neu-7788")
    with qtbot.waitSignal(window.accepted, timeout=10_000):
        window.yes.click()
    registry.close()

    with pytest.raises(Refused):
        open_registry(registry.folder, builders.PASSPHRASE)
    open_registry(registry.folder, "neu-7788").close()


def test_a_new_recovery_sheet_wants_the_passphrase_and_shows_the_code_once(
    qtbot: QtBot, page: SettingsPage, desk: Desk, registry: SqlRegistry
) -> None:
    window = RecoveryWindow(desk, StoreDoors(), page)
    window.open()
    window.yes.click()
    assert window.problem.text() == "请输入现在的口令。"
    window.secret.line.setText(builders.PASSPHRASE)
    window.yes.click()
    qtbot.waitUntil(window.code.isVisible, timeout=10_000)

    StoreDoors().reset_passphrase(registry.folder, window.code._sheet.code, "neu-7788")
    assert window.code._sheet.place == "甲子沟村"
    window.close()


def test_without_doors_nothing_of_keys_or_restoring_is_offered(qtbot: QtBot, desk: Desk) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)

    assert not page.secrets.change_button.isEnabled()
    assert page.backup.restore_button.isHidden()


def test_the_text_size_is_changed_here_too(qtbot: QtBot, page: SettingsPage) -> None:
    with qtbot.waitSignal(page.text_size_chosen) as chosen:
        qtbot.mouseClick(page.text_size.sizes[TextSize.LARGE], Qt.MouseButton.LeftButton)

    assert chosen.args == [TextSize.LARGE]
    assert text_size() is TextSize.LARGE
    use_text_size(TextSize.STANDARD)


def test_a_wish_opens_the_page_at_its_section(qtbot: QtBot, page: SettingsPage) -> None:
    page.receive({"section": "readings"})

    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)


def test_every_font_that_travels_with_the_program_has_its_licence_beside_it() -> None:
    from fupin_desktop.paths import resources

    for _, _, words in licences(resources()):
        if words.startswith("全文："):
            assert Path(words.removeprefix("全文：")).exists()
