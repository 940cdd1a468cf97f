"""The look: every role has its rule, every length its em, every icon its drawing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.paths import resources
from fupin_desktop.ui.shell.places import PLACES
from fupin_desktop.ui.style import icons
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.style.stylesheet import stylesheet
from fupin_desktop.ui.style.text_size import TextSize, step, text_size, use_text_size

pytestmark = pytest.mark.gui
UI = Path(icons.__file__).parents[1]
ROLE = re.compile(r'(?<![a-z_])(?:set_role\([^,]+, |label\([^)]*?, |button\([^)]*?, |"role", )"([a-z]+)"')
LENGTH = re.compile(
    r"\.set(?:Fixed|Minimum|Maximum)(?:Width|Height|Size)\(\s*(?:[2-9]|\d\d)|\.set(?:ContentsMargins|Spacing)\(\s*[1-9]"
)


@pytest.fixture(autouse=True)
def _standard_text() -> Iterator[None]:
    use_text_size(TextSize.STANDARD)
    yield
    use_text_size(TextSize.STANDARD)


def test_every_role_that_is_given_has_a_rule_in_the_sheet() -> None:
    given = {role for file in UI.rglob("*.py") for role in ROLE.findall(file.read_text("utf-8"))}
    ruled = set(re.findall(r'role="([a-z]+)"', stylesheet(11)))

    assert given
    assert given - ruled == set()


def test_no_length_is_written_in_pixels() -> None:
    found = [
        f"{file.name}: {line.strip()}"
        for file in UI.rglob("*.py")
        for line in file.read_text("utf-8").splitlines()
        if LENGTH.search(line)
    ]
    assert found == []


def test_one_em_is_one_chinese_character_at_every_size() -> None:
    for size in TextSize:
        use_text_size(size)
        wide = QFontMetrics(QApplication.font()).horizontalAdvance("帮" * 20)
        assert abs(wide - em(20)) <= 20


def test_what_is_scaled_grows_with_the_text_and_a_widget_that_is_gone_does_not_hinder(qtbot: QtBot) -> None:
    kept, gone = QWidget(), QWidget()
    qtbot.addWidget(kept)
    for one in (kept, gone):
        scaled(one, lambda one=one: one.setFixedWidth(em(10)))
    before = kept.width()
    gone.deleteLater()
    qtbot.wait(0)

    use_text_size(TextSize.EXTRA)
    assert kept.width() == pytest.approx(before * 18 / 11, abs=10)


def test_the_size_stops_at_its_ends() -> None:
    assert [step(1), step(1), step(1)] == [TextSize.LARGE, TextSize.EXTRA, TextSize.EXTRA]
    assert [step(-1), step(-1), step(-1)] == [TextSize.LARGE, TextSize.STANDARD, TextSize.STANDARD]
    assert text_size() is TextSize.STANDARD


def test_rare_characters_of_names_are_drawn_by_our_own_fonts() -> None:
    assert QFontInfo(QApplication.font()).family() == "Noto Sans SC"
    for char in "𠅤䶮㛃":
        assert QFontMetrics(QApplication.font()).horizontalAdvance(char) > 0


def test_qt_speaks_chinese_itself() -> None:
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_every_place_and_action_has_its_drawing() -> None:
    used = {place.icon for place in PLACES}
    for file in UI.rglob("*.py"):
        used |= set(re.findall(r'\b(?:icon|picture)\("([a-z-]+)"', file.read_text("utf-8")))
    for name in used:
        assert (resources() / "icons" / f"{name}.svg").exists(), name
        assert not icons.picture(name).isNull()


def test_a_role_that_changes_changes_the_look(qtbot: QtBot) -> None:
    shown = label("好", "good")
    qtbot.addWidget(shown)
    shown.show()
    good = shown.palette().color(shown.foregroundRole())
    set_role(shown, "danger")

    assert shown.palette().color(shown.foregroundRole()) != good


def test_labels_never_read_names_as_markup(qtbot: QtBot) -> None:
    shown = label("<b>张</b>")
    qtbot.addWidget(shown)
    plain = QLabel("<b>张</b>")
    qtbot.addWidget(plain)

    assert shown.sizeHint().width() > plain.sizeHint().width()
    assert button("返回").text() == "返回"


def test_what_was_made_larger_and_small_again_looks_as_it_did(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for part in (button("保存", "primary"), label("甲子沟村", "title"), QLineEdit("张演示")):
        column.addWidget(part)
    page.show()
    before = page.sizeHint()
    use_text_size(TextSize.EXTRA)
    larger = page.sizeHint()
    use_text_size(TextSize.STANDARD)

    assert larger.height() > 1.4 * before.height()
    assert page.sizeHint() == before
