"""The top line: the village and the year in view, the search box, the lamp, and who is signed in."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.shell.in_view import InView, in_view
from fupin_desktop.ui.shell.lamp import Lamp
from fupin_desktop.ui.shell.search_box import SearchBox
from fupin_desktop.ui.style.icons import icon
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label

ROOMY = 56  # characters: from this width on everything is said in full
LETTERS = 7  # of what is chosen that are always in sight
LONGEST_NAME = 5  # characters of who is signed in, and of the village where there is little room; the tip has them all


class TopBar(QWidget):
    """What stays in sight on every page.

    Signals:
        user_pressed: the person wants to say who is signed in.
    """

    user_pressed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen = InView((), ())
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "top")
        self.village = label("", "subtitle", wrap=False)
        self.villages = QComboBox()
        self.villages.setAccessibleName("村")
        self.villages.hide()
        self.years = QComboBox()
        self.years.setAccessibleName("年度")
        self.years.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # 「2018 已封」 is never cut
        _let_shrink(self.villages)
        self.search = SearchBox(desk)
        self.lamp = Lamp(desk)
        self.user: QPushButton = button("", "sign")
        self.user.setIcon(icon("user"))
        scaled(self.user, lambda: self.user.setIconSize(QSize(em(1.2), em(1.2))))
        self._row = QHBoxLayout(self)
        for widget in (self.village, self.villages, self.years):
            self._row.addWidget(widget)
        self._row.addWidget(self.search, 1)
        self._row.addWidget(self.lamp)
        self._row.addWidget(self.user)
        self.user.clicked.connect(self.user_pressed)
        self.years.activated.connect(self._on_year_chosen)
        self.villages.activated.connect(self._on_village_chosen)
        desk.year_changed.connect(self._show_chosen)
        desk.village_changed.connect(self.look)
        desk.records_changed.connect(self.look)
        scaled(self, self._measure)
        self.show_user()
        self.look()

    def look(self) -> None:
        """Read anew which villages and years there are."""
        desk = self._desk
        desk.tasks.ask(self, lambda: in_view(desk.registry, desk.village_code, desk.year), self._on_seen)

    def show_user(self) -> None:
        """Say who is signed in."""
        name = self._desk.registry.user
        self.user.setText(_short(name))
        self.user.setToolTip(f"现在是 {name} 在用。点一下可以换人。")
        self.user.setAccessibleName(name)

    def _on_seen(self, seen: InView) -> None:
        if seen != self._seen:
            self._seen = seen
            self._fill(self.villages, [*seen.villages, ("", "全部村")] if len(seen.villages) > 1 else seen.villages)
            self._fill(self.years, seen.years)
            self.villages.setVisible(len(seen.villages) > 1)
            self.village.setVisible(len(seen.villages) <= 1)
            self.village.setToolTip(seen.villages[0][1] if seen.villages else "")
            self._fit()
        self._show_chosen()

    def _fill(self, chooser: QComboBox, choices: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> None:
        chooser.clear()
        for value, words in choices:
            chooser.addItem(words, value)
        chooser.setToolTip(chooser.currentText())
        chooser.view().setMinimumWidth(chooser.view().sizeHintForColumn(0) + em(1.5))

    def _show_chosen(self) -> None:
        self.years.setCurrentIndex(self.years.findData(str(self._desk.year)))
        self.villages.setCurrentIndex(self.villages.findData(self._desk.village_code))

    def _on_year_chosen(self) -> None:
        self._desk.look_at_year(int(self.years.currentData()))

    def _on_village_chosen(self) -> None:
        self._desk.look_at_village(str(self.villages.currentData()))

    def _measure(self) -> None:
        self._row.setContentsMargins(em(1), em(0.5), em(0.5), em(0.5))
        self._row.setSpacing(em(0.6))
        self.search.setMinimumWidth(em(6.3))
        for chooser in (self.villages, self.years):
            chooser.view().setMinimumWidth(chooser.view().sizeHintForColumn(0) + em(1.5))
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < em(ROOMY)
        name = self.village.toolTip()
        self.village.setText(_short(name) if is_narrow else name)
        self.lamp.shorten(is_narrow)
        self.search.shorten(is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer words where there is little room."""
        super().resizeEvent(event)
        self._fit()


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _let_shrink(chooser: QComboBox) -> None:
    """No wider than a few letters where there is no room: its words may not push the page out of the window."""
    chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    chooser.setMinimumContentsLength(LETTERS)
