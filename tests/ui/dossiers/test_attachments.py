"""Photos and scans: added, reduced, seen small and large, put away; what is missing is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.services.attach_files import attach
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage, type_into

pytestmark = pytest.mark.gui
HOUSEHOLD = builders.household_id(FAMILY)
Save = Callable[[DossierPage], None]
Settled = Callable[[Desk], None]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """As a telephone takes it."""
    path = tmp_path / "全家福.jpg"
    Image.new("RGB", (4000, 3000), "#88AA66").save(path)
    return path


def test_a_dropped_photo_is_asked_about_reduced_and_shown(
    open_page: OpenPage, registry: SqlRegistry, photo: Path, desk: Desk, settled: Settled, qtbot: QtBot
) -> None:
    page = open_page("attachments")
    section = page.section
    assert "家庭成员照片" in section.missing.text()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    section.dropEvent(QDropEvent(QPointF(5, 5), action, mime, button, Qt.KeyboardModifier.NoModifier))
    asking = section.window_open
    asking.yes.click()
    assert asking.wrong.text() == "请选资料类型。"
    asking.form.focus_field("kind")
    QTest.keyClicks(asking.form.boxes["kind"].editor.line, "a02")
    QTest.keyClick(asking.form.boxes["kind"].editor.line, Qt.Key.Key_Return)
    asking.yes.click()
    asking.yes.click()  # an impatient hand: one picture, not two
    settled(desk)
    (kept,) = registry.records("attachment", "household_id", [HOUSEHOLD])
    assert (kept.kind, kept.title, kept.file_name) == ("A02", "全家福", "全家福.jpg")
    assert kept.byte_count < photo.stat().st_size
    qtbot.waitUntil(lambda: section.pictures._pictures.get(kept.blob) is not None)
    assert "家庭成员照片" not in section.missing.text()


def test_the_photo_stands_on_the_first_page(
    open_page: OpenPage, registry: SqlRegistry, photo: Path, desk: Desk, settled: Settled, qtbot: QtBot
) -> None:
    attach(registry, next(iter(registry.dossiers([HOUSEHOLD]))), photo, kind="A02", title="全家福")
    page = open_page()
    qtbot.waitUntil(lambda: page.section.photo._picture is not None)


def test_a_file_that_is_no_picture_is_refused_in_words(
    open_page: OpenPage, registry: SqlRegistry, tmp_path: Path, desk: Desk, settled: Settled
) -> None:
    wrong = tmp_path / "表.docx"
    wrong.write_bytes(b"no picture")
    section = open_page("attachments").section
    section.add_files([wrong])
    asking = section.window_open
    asking.form.suggest({"kind": "A99"})
    asking.yes.click()
    settled(desk)
    assert "不是照片或 PDF" in asking.wrong.text()
    assert registry.records("attachment") == []


def test_a_photo_is_seen_large_described_and_put_away(
    open_page: OpenPage,
    registry: SqlRegistry,
    photo: Path,
    desk: Desk,
    settled: Settled,
    save: Save,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fupin_desktop.ui.dossiers.attachments.attachments_section.confirm", lambda *_words: True)
    attach(registry, next(iter(registry.dossiers([HOUSEHOLD]))), photo, kind="A02", title="全家福")
    page = open_page("attachments")
    section = page.section
    section.look.click()
    settled(desk)
    assert section.window_open.view.pixmap().width() > 100
    section.window_open.close()
    type_into(section.form, "note", "2018")
    save(page)
    assert registry.records("attachment")[0].note == "2018"
    section.drop.click()
    settled(desk)
    assert registry.records("attachment") == []
    assert section.recycled.text() == "回收站 1"


def test_the_pages_of_a_scan_are_turned(
    open_page: OpenPage, registry: SqlRegistry, tmp_path: Path, desk: Desk, settled: Settled
) -> None:
    scan = tmp_path / "扫描.pdf"
    first, second = Image.new("RGB", (200, 300), "white"), Image.new("RGB", (300, 200), "white")
    first.save(scan, save_all=True, append_images=[second])
    attach(registry, next(iter(registry.dossiers([HOUSEHOLD]))), scan, kind="A04", title="签字表")
    section = open_page("attachments").section
    section.look.click()
    settled(desk)
    viewer = section.window_open
    assert viewer.words.text() == "第 1 页，共 2 页"
    viewer.after.click()
    settled(desk)
    assert viewer.words.text() == "第 2 页，共 2 页"
    assert viewer._picture.width() > viewer._picture.height()
    viewer.close()


def test_a_photo_that_has_not_come_yet_is_said_so_calmly_and_its_small_picture_is_seen(
    open_page: OpenPage, registry: SqlRegistry, tmp_path: Path, desk: Desk, settled: Settled, qtbot: QtBot
) -> None:
    noise = tmp_path / "院子.jpg"
    Image.effect_noise((1200, 900), 60).save(noise)
    attach(registry, next(iter(registry.dossiers([HOUSEHOLD]))), noise, kind="A01", title="院子")
    (kept,) = registry.records("attachment", "household_id", [HOUSEHOLD])
    (registry.folder / "attachments" / kept.blob[:2] / kept.blob).unlink()  # as if a colleague had taken it
    page = open_page("attachments")
    settled(desk)
    section = page.section
    assert section.coming.text().startswith("有 1 份的原图还没有到这台电脑。1 份还在同事的电脑上")
    qtbot.waitUntil(lambda: section.pictures._pictures.get(kept.blob) is not None)
    section.look.click()
    settled(desk)
    assert "小图" in section.window_open.words.text()
