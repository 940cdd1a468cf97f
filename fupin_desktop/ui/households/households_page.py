"""农户: the list of households, found as one types, filtered by chips, acted on by choosing. It edits no dossier."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedLayout, QVBoxLayout, QWidget

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.households.empty_list import EmptyList
from fupin_desktop.ui.households.filter_bar import FilterBar
from fupin_desktop.ui.households.filter_choices import CHIPS
from fupin_desktop.ui.households.household_actions import HouseholdActions
from fupin_desktop.ui.households.household_source import count_people, household_source
from fupin_desktop.ui.households.saved_filters import SavedFilters
from fupin_desktop.ui.households.selection_bar import SelectionBar
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.columns import HOUSEHOLD_COLUMNS
from fupin_desktop.ui.tables.notice import Notice
from fupin_desktop.ui.tables.record_table import RecordTable
from fupin_desktop.ui.tables.record_view import RecordView

WIDE = 46  # below it the title, which the rail says too, and the import, which 更多 has too, give way
LOW = 24  # below it filters that do not hold give way to the rows
FEW = 400  # households whose people are counted at once
PAUSE_MS = 300  # longer than the time between two letters
SEARCH_HINT = "姓名、拼音首字母、证件尾号、电话、户编号"


class HouseholdsPage(QWidget):
    """The page 农户."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_outdated = self._is_low = False
        self._query = HouseholdQuery(year=desk.year)
        self.search, self.bar = QLineEdit(), FilterBar(desk)
        self.table = RecordTable(desk.tasks, self, HOUSEHOLD_COLUMNS, household_source(desk.registry))
        self.view, self.selection = RecordView(self.table), SelectionBar()
        self.notice, self.empty = Notice(), EmptyList()
        self.doing = HouseholdActions(desk, self, self.notice)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._count_people)
        self._arrange()
        self._connect()
        self.ask()

    def receive(self, wish: Any) -> None:
        """A filter from another page: a query, or filters by name."""
        if isinstance(wish, HouseholdQuery):
            self.show_query(wish)
        elif isinstance(wish, Mapping):
            filters = {name: tuple(values) for name, values in wish.items()}
            called = "".join(filters.pop("called", ()))
            self.show_query(HouseholdQuery(filters=filters), called)

    def show_query(self, query: HouseholdQuery, called: str = "") -> None:
        """Show what a query asks for, in the desk's village and year; `called`: what its households have in common."""
        self._query = query
        self.search.blockSignals(True)
        self.search.setText(query.text)
        self.search.blockSignals(False)
        self.bar.show_filters(
            {name: values for name, values in query.filters.items() if name != "village_code"}, called
        )
        self.ask()

    def ask(self) -> None:
        """Ask for the list that search, chips and order describe."""
        filters = dict(self.bar.filters)
        if self._desk.village_code:
            filters["village_code"] = (self._desk.village_code,)
        self._query = replace(self._query, text=self.search.text(), filters=filters, year=self._desk.year)
        self.bar.show_query(self._query)
        self._show_bar()
        self.view.show_order(self._query.sort, self._query.descending)
        self.table.show(self._query)

    def _arrange(self) -> None:
        self.search.setPlaceholderText(SEARCH_HINT)
        self.search.setAccessibleName("在农户里查找")
        self.search.setToolTip(f"{SEARCH_HINT}。Esc 清空")
        self.title, self.more = label("农户", "title", wrap=False), button("更多 ▾")
        self.import_button, self.new_button = button("导入表格"), button("新建一户", "primary")
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.search, 1)
        for widget in (self.import_button, self.new_button, self.more):
            head.addWidget(widget)
        shown = QWidget()
        self._stack = QStackedLayout(shown)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        for widget in (self.bar, self.notice, shown, self.selection):
            self._column.addWidget(widget, 1 if widget is shown else 0)
        scaled(self, self._measure)

    def _measure(self) -> None:
        self._column.setContentsMargins(em(1.2), em(0.8), em(1.2), em(0.8))
        self._column.setSpacing(em(0.6))
        self.view.setMinimumHeight(em(8))

    def _show_bar(self) -> None:
        """In a low window the rows come first; 更多 has the filters as long as none holds."""
        self.bar.setVisible(not self._is_low or bool(self.bar.filters))
        self.selection.set_low(self._is_low)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        order = menu.addMenu("排序")
        for column in HOUSEHOLD_COLUMNS:
            if column.sort:
                order.addAction(column.label, lambda name=column.sort: self._on_sort_requested(name, False))
        order.addSeparator()
        order.addAction("倒过来排", lambda: self._on_sort_requested(self._query.sort, not self._query.descending))
        if not self.bar.isVisible():
            kinds = menu.addMenu("加筛选")
            for chip in CHIPS:
                kinds.addAction(chip.title, lambda name=chip.name: self.bar.open_choices(name, self.more))
            menu.addAction("已存筛选", self._on_saved_filters)
        menu.addAction("导入表格", self._on_import)
        menu.addAction("交账包（录入全国系统）", lambda: self._desk.page_requested.emit("handover", None))
        menu.addAction("回收站", self.doing.open_recycle_bin)
        return menu

    def _connect(self) -> None:
        self.search.textChanged.connect(self.ask)
        self.search.returnPressed.connect(self.view.setFocus)
        self.bar.changed.connect(self.ask)
        self.bar.clear_requested.connect(lambda: self.show_query(HouseholdQuery()))
        self.bar.saved_button.clicked.connect(self._on_saved_filters)
        self.more.clicked.connect(self._on_more)
        self.new_button.clicked.connect(self.doing.found_household)
        self.import_button.clicked.connect(self._on_import)
        self.empty.requested.connect(self._on_empty_requested)
        self.table.filled.connect(self._on_filled)
        self.table.glimpsed.connect(self._on_glimpsed)
        self.view.opened.connect(lambda household_id: self._desk.dossier_requested.emit(household_id, ""))
        self.view.picked.connect(self.selection.show_count)
        self.view.sort_requested.connect(self._on_sort_requested)
        self.selection.requested.connect(lambda name: self.doing.do(name, self.view.picked_ids()))
        self.selection.all_requested.connect(self.view.selectAll)
        self.selection.none_requested.connect(self.view.clearSelection)
        self._desk.records_changed.connect(self._on_records_changed)
        self._desk.year_changed.connect(self._on_year_changed)
        self._desk.village_changed.connect(lambda _code: self.ask())
        inside = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence("/"), self.view, self.search.setFocus, context=inside)
        QShortcut(QKeySequence("Esc"), self.search, self.search.clear, context=inside)

    def _on_filled(self, count: int) -> None:
        is_asked = bool(self.bar.filters or self.search.text().strip())
        self._stack.setCurrentWidget(self.view if count else self.empty)
        self.empty.explain(is_asked=is_asked)
        self.selection.setVisible(count > 0)
        self.selection.show_found(f"{count:,} 户")
        if count <= FEW:
            self._count_people()
        else:
            self._pause.start()  # counting people must not stand in the way of the next letter

    def _count_people(self) -> None:
        registry, ids, query = self._desk.registry, self.table.ids, self.table.query

        def land(people: int | None) -> None:
            if people is not None and query is self.table.query:
                self.selection.show_found(f"{len(ids):,} 户 · {people:,} 人")

        if ids:
            self._desk.tasks.ask(self, lambda: count_people(registry, ids, query.year), land)

    def _on_glimpsed(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self.selection.show_found("正在找……")

    def _on_sort_requested(self, name: str, is_descending: bool) -> None:
        self._query = replace(self._query, sort=name, descending=is_descending)
        self.ask()

    def _on_records_changed(self, _touched: object) -> None:
        if self.isVisible():
            self.table.refresh()
        else:
            self._is_outdated = True

    def _on_year_changed(self, _year: int) -> None:
        self.table.forget()
        self.ask()

    def _on_import(self) -> None:
        self._desk.page_requested.emit("import", None)

    def _on_more(self) -> None:
        menu = self._menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _on_saved_filters(self) -> None:
        popup = SavedFilters(self._desk, self._query, self)
        popup.chosen.connect(self.show_query)
        popup.show_below(self.bar.saved_button if self.bar.isVisible() else self.more)

    def _on_empty_requested(self, what: str) -> None:
        match what:
            case "clear":
                self.show_query(HouseholdQuery())
            case "new":
                self.doing.found_household()
            case "import":
                self._on_import()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= em(WIDE)
        self.title.setVisible(is_wide)
        self.import_button.setVisible(is_wide)
        self.bar.set_narrow(not is_wide)
        self._is_low = self.height() < em(LOW)
        self._show_bar()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated:
            self._is_outdated = False
            self.table.refresh()
