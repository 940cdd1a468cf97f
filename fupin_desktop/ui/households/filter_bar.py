"""The chips above the list: which filters hold, in words; each opens its list of choices. It asks for no household."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.households.choice_popup import ChoicePopup
from fupin_desktop.ui.households.filter_choices import CHIPS, HANDED_OVER, TITLES, Choice, choices, known_values, worded
from fupin_desktop.ui.style.roles import button, set_role
from fupin_desktop.ui.tables.flow_layout import FlowLayout

Filters = Mapping[str, tuple[str, ...]]
MOST_NAMED = 2  # values that a chip names; more are counted


class FilterBar(QWidget):
    """Signals:
    changed: the filters that hold now (mapping of names to values).
    clear_requested: neither filters nor words to search for.
    """

    changed = Signal(object)
    clear_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._query = HouseholdQuery()
        self._called = ""
        self.filters: Filters = {}
        self.chips: dict[str, QToolButton] = {}
        self.saved_button = _plain_chip("已存筛选 ▾")
        self.clear_button = button("清除筛选", "quiet")
        self.clear_button.clicked.connect(self.clear_requested)
        self.add_button = _plain_chip("加筛选 ▾")
        self.add_button.clicked.connect(self._on_add)
        self._is_narrow = False
        flow = FlowLayout(self)
        for name in (*TITLES, *HANDED_OVER):
            self.chips[name] = self._chip(name)
            flow.addWidget(self.chips[name])
        flow.addWidget(self.add_button)
        flow.addWidget(self.saved_button)
        flow.addWidget(self.clear_button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_filters({})

    def show_filters(self, filters: Filters, called: str | None = None) -> None:
        """Say which filters hold, without asking for anything; `called`: what a list of exact households is."""
        self._called = self._called if called is None else called
        self.filters = {name: values for name, values in filters.items() if values}
        for name, chip in self.chips.items():
            values = self.filters.get(name, ())
            chip.setChecked(bool(values))
            if name in HANDED_OVER:
                title = self._called if name == "id" and self._called else HANDED_OVER[name]
                chip.setText(f"{title} ×" if name == "conflict" else f"{title} {len(values)} ×")
            else:
                chip.setText(f"{TITLES[name]}：{len(values)} 项 ▾" if values else f"{TITLES[name]} ▾")
        self._show_chips()
        self._name_values()

    def show_query(self, query: HouseholdQuery) -> None:
        """What the counts of the choices are counted under."""
        self._query = query
        self._show_chips()

    def set_narrow(self, is_narrow: bool) -> None:
        """Where there is little room, the filters that do not hold stand behind one button."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._show_chips()

    def open_choices(self, name: str, below: QWidget | None = None) -> ChoicePopup:
        """Open the list under a chip, or below something else where the chips are out of sight."""
        chip = below or (self.chips[name] if self.chips[name].isVisible() else self.add_button)
        popup = ChoicePopup(TITLES[name], self.filters.get(name, ()), self.window())
        known = [Choice(value, shown) for value, shown in known_values(name, self._desk.year).items()]
        popup.offer(known, is_counted=False)
        popup.changed.connect(lambda values: self._change({**self.filters, name: values}))
        registry, query = self._desk.registry, self._query
        self._desk.tasks.ask(popup, lambda: choices(registry, name, query), popup.offer)
        popup.show_below(chip)
        return popup

    def _show_chips(self) -> None:
        for name, chip in self.chips.items():
            chip.setVisible(name in self.filters or (name in TITLES and not self._is_narrow))
        self.add_button.setVisible(self._is_narrow)
        self.clear_button.setVisible(bool(self.filters or self._query.text.strip()))

    def _on_add(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in CHIPS:
            menu.addAction(chip.title, lambda name=chip.name: self.open_choices(name))
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def _chip(self, name: str) -> QToolButton:
        chip = _plain_chip("")
        chip.setCheckable(True)
        chip.clicked.connect(lambda: self._on_chip_clicked(name))
        return chip

    def _on_chip_clicked(self, name: str) -> None:
        self.chips[name].setChecked(name in self.filters)
        if name in HANDED_OVER:
            self._change({one: values for one, values in self.filters.items() if one != name})
        else:
            self.open_choices(name)

    def _change(self, filters: Filters) -> None:
        self.show_filters(filters)
        self.changed.emit(self.filters)

    def _name_values(self) -> None:
        """Few values are named rather than counted; helpers must be looked up for it."""
        few = {name: values for name, values in self.filters.items() if name in TITLES and len(values) <= MOST_NAMED}
        if not few:
            return
        registry, year, asked = self._desk.registry, self._desk.year, self.filters

        def land(texts: Mapping[str, str]) -> None:
            if asked is self.filters:
                for name, text in texts.items():
                    if name in self.chips:
                        self.chips[name].setText(f"{TITLES[name]}：{text} ▾")

        work = lambda: {name: worded(registry, name, values, year) for name, values in few.items()}  # noqa: E731
        self._desk.tasks.ask(self, work, land)


def _plain_chip(text: str) -> QToolButton:
    chip = set_role(QToolButton(), "chip")
    chip.setText(text)
    chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return chip
