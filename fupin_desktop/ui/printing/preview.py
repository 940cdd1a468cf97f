"""The preview: one household's sheets after the other's, or the list for the first of them, as they will be printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.order import PrintOrder
from fupin_desktop.ui.printing.page_view import ZOOM_STEP, PageView
from fupin_desktop.ui.printing.sheets import Sheets, Trouble, make_sheets, trouble_of
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.flow_layout import FlowLayout

NARROW = 32  # below it the buttons are signs
LONG = {
    "上一户": "‹ 上一户",
    "下一户": "下一户 ›",
    "上一页": "上一页",
    "下一页": "下一页",
    "缩小": "−",
    "放大": "+",
    "适合宽度": "适合宽度",
}
SIGNS = LONG | {"上一户": "‹", "下一户": "›", "上一页": "‹", "下一页": "›", "适合宽度": "适宽"}
LISTED = 60  # households of a list that are shown before it is printed
Answer = tuple[int, "Sheets | Refused", list[Trouble]]


class Preview(QWidget):
    """Pages, and the buttons that turn, zoom, and go to the next household.

    Signals:
        troubled: the sheets cannot be drawn (list of Trouble; empty: they can).
    """

    troubled = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._order: PrintOrder | None = None
        self._place, self._number = 0, 0
        self.view = PageView(desk.tasks)
        self.words = label("", "hint")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._is_narrow, self._name = False, ""
        self._names = {button(LONG[words]): words for words in LONG}
        self.before, self.after, self.up, self.down, self.smaller, self.larger, self.fit = self._names
        self.whose, self.pages, self.percent = (label("", role, wrap=False) for role in ("", "", "hint"))
        self._arrange()
        self._connect()

    def show_order(self, order: PrintOrder) -> None:
        """Draw what would be printed, from its first household, or the same one if only the paper changed."""
        is_same = self._order is not None and self._order.household_ids == order.household_ids
        self._order = order
        self._place = self._place if is_same else 0
        self._draw(keep_place=False)

    def redraw(self) -> None:
        """The same again, where one was."""
        if self._order is not None:
            self._draw(keep_place=True)

    def step(self, by: int) -> None:
        """The household after or before."""
        order = self._order
        if order is not None and 0 <= self._place + by < len(order.household_ids):
            self._place += by
            self._draw(keep_place=False)

    def _arrange(self) -> None:
        homes, turning = QWidget(), QWidget()
        row, other = FlowLayout(homes), FlowLayout(turning)
        for widget in (self.before, self.after, self.whose):
            row.addWidget(widget)
        for widget in (self.up, self.pages, self.down, self.smaller, self.larger, self.fit, self.percent):
            other.addWidget(widget)
        for widget, words in self._names.items():
            widget.setAccessibleName(words)
            widget.setToolTip(words)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.words)
        self._stack.addWidget(self.view)
        self.homes, self.turning = homes, turning
        self._column = QVBoxLayout(self)
        for widget in (homes, turning):
            self._column.addWidget(widget)
        self._column.addWidget(self._stack, 1)
        scaled(self, self._measure)
        self._show_words("")

    def _narrow(self) -> None:
        """Where there is little room the buttons are signs, each with its name for who points at it or listens."""
        is_narrow = self.width() < em(NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            for one, words in self._names.items():
                set_role(one, "quiet" if is_narrow else "")
                one.setText(SIGNS[words] if is_narrow else LONG[words])
            self.percent.setVisible(not is_narrow)
            self._show_whose()

    def _measure(self) -> None:
        self._narrow()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(0.5))

    def _connect(self) -> None:
        view = self.view
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.up.clicked.connect(lambda: view.go_to(view.page - 1))
        self.down.clicked.connect(lambda: view.go_to(view.page + 1))
        self.smaller.clicked.connect(lambda: view.set_zoom(view.zoom / ZOOM_STEP))
        self.larger.clicked.connect(lambda: view.set_zoom(view.zoom * ZOOM_STEP))
        self.fit.clicked.connect(lambda: view.set_zoom(None))
        view.page_shown.connect(lambda _page: self._show_page())
        view.zoom_changed.connect(self._show_page)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+PgDown"), self, lambda: self.step(1), context=here)
        QShortcut(QKeySequence("Ctrl+PgUp"), self, lambda: self.step(-1), context=here)

    def _draw(self, *, keep_place: bool) -> None:
        order = self._order
        self._number += 1
        if order is None or not order.household_ids:
            self._show_words("先选要打给谁，这里会显示打出来的样子。")
            return
        self._place = min(self._place, len(order.household_ids) - 1)
        few = order.household_ids[self._place : self._place + 1] if order.per_household else order.household_ids
        number, registry, shown = self._number, self._desk.registry, order.only(few[:LISTED])
        if self.view.sheets is None:
            self._show_words("正在准备预览……")

        def work() -> Answer | None:
            if number != self._number:
                return None
            try:
                sheets = make_sheets(registry, shown)
            except Refused as refused:
                return number, refused, [trouble_of(registry, one) for one in refused.problems]
            head = registry.household_rows(shown.household_ids[:1])
            assert sheets is not None
            whose = head[0].head_name if head and order.per_household else ""
            return number, Sheets(sheets.data, sheets.pages, sheets.width, sheets.height, whose), []

        self._desk.tasks.ask(self, work, lambda answer: self._on_drawn(answer, keep_place))

    def _on_drawn(self, answer: Answer | None, keep_place: bool) -> None:
        if answer is None or answer[0] != self._number:
            return
        _, sheets, troubles = answer
        if isinstance(sheets, Refused):
            said = "这一户现在打不出来，原因见左边。" if troubles else str(sheets)
            self._show_words(said)
            self._name = ""
        else:
            self._stack.setCurrentWidget(self.view)
            self.turning.show()
            self.view.show_sheets(sheets, keep_place=keep_place)
            self._name = sheets.whose
        self._show_whose()
        self.troubled.emit(troubles)

    def _show_words(self, words: str) -> None:
        self.words.setText(words)
        self._stack.setCurrentWidget(self.words)
        self.view.show_sheets(None)
        self.turning.hide()
        self.homes.hide()

    def _show_whose(self) -> None:
        order, name = self._order, self._name
        count = len(order.household_ids) if order else 0
        is_each = order is not None and order.per_household
        for one in (self.before, self.after):
            one.setVisible(is_each and count > 1)
        self.before.setEnabled(self._place > 0)
        self.after.setEnabled(self._place < count - 1)
        if is_each:
            place = f"{'' if self._is_narrow else '预览'}第 {self._place + 1:,} 户，共 {count:,} 户"
            self.whose.setText(f"{place}　{name}".rstrip("　") if count > 1 else name)
        else:
            self.whose.setText(f"预览前 {LISTED} 户，共 {count:,} 户" if count > LISTED else f"共 {count:,} 户")
        self.homes.setVisible(self._stack.currentWidget() is self.view or count > 1)

    def _show_page(self) -> None:
        sheets, view = self.view.sheets, self.view
        if sheets is not None:
            self.pages.setText(f"第 {view.page + 1} / {sheets.pages} 页")
            self.up.setEnabled(view.page > 0)
            self.down.setEnabled(view.page < sheets.pages - 1)
            self.percent.setText(f"{round(view.zoom * 100)}%")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow()
