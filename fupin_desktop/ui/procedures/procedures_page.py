"""程序公示: the cases of the village and what each waits for; a case's steps; the next step's form; the posted list."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from fupin_desktop.domain.procedures import Step
from fupin_desktop.services.ledgers import ledgers
from fupin_desktop.services.procedures import CaseView, cases
from fupin_desktop.services.publicity import print_publicity
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.sheet import Sheet
from fupin_desktop.ui.ledgers.ledgers_panel import LedgersPanel
from fupin_desktop.ui.procedures.case_windows import DecideWindow, StartWindow
from fupin_desktop.ui.procedures.step_panel import StepPanel
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.list_to_take import ask_where, write_list
from fupin_desktop.ui.tables.notice import Notice
from fupin_desktop.ui.tables.two_tabs import TwoTabs
from fupin_desktop.ui.tables.wrapped_text import wrapped_list

NOTHING = "还没有程序。识别、退出、返贫、清退、人口增减都从「开始一个程序」起，一步一步记。"
CARRIED = Qt.ItemDataRole.UserRole


class ProceduresPage(QWidget):
    """Reads the cases when it comes into view and whenever records have changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._is_stale, self._asked, self._wanted = desk, True, 0, ""
        self.panel: StepPanel | None = None
        self.title, self.hint = label("程序公示", "title", wrap=False), label("", "hint")
        self.start, self.decide = button("＋ 开始一个程序"), button("定结果…")
        self.print = button("公示单 PDF…")
        self.tabs, self.ledgers = TwoTabs("办理", "台账"), LedgersPanel(desk, ledgers("procedures"))
        self.notice, self.cases, self.steps = Notice(), wrapped_list("程序"), wrapped_list("步骤")
        self.sheet = Sheet()
        self._arrange()
        self._connect()

    def receive(self, wish: Any) -> None:
        """A line of the lists to go to (`LedgersPanel.go_to`)."""
        if wish:
            self.tabs.show_first(is_first=False)
            self.ledgers.go_to(wish)

    def put_away(self) -> None:
        """Keep what is half typed."""
        self.ledgers.put_away()

    def look(self) -> None:
        """Read the cases of the village in view."""
        self._is_stale = False
        self._asked += 1
        asked, registry, code = self._asked, self._desk.registry, self._desk.own_village()
        is_known = bool(code) and bool(registry.records("village", "village_code", [code]))
        self.start.setEnabled(is_known)

        def land(found: list[CaseView]) -> None:
            if asked == self._asked:
                self._show(found)

        self._desk.tasks.ask(self, lambda: cases(registry, code) if is_known else [], land)

    @property
    def view(self) -> CaseView | None:
        """The chosen case."""
        item = self.cases.currentItem()
        return item.data(CARRIED) if item else None

    def save_to(self, target: Path) -> None:
        """Write the list to be posted of the chosen case's procedure."""
        registry, code, view = self._desk.registry, self._desk.own_village(), self.view
        step = view.progress.next if view else None
        if view is None:
            return
        posted = _posted(view) or (step if step and step.days else None)
        then = "盖章后张贴，拍照存档；公示满天数后在这里记取下的日期。"
        name, wanted = view.case.procedure or "", posted.code if posted else ""
        year = view.case.year or self._desk.year

        def write(to: Path) -> int:
            return print_publicity(registry, code, name, wanted, year, to)

        write_list(self._desk, self, self.notice, target, write, then)

    # Showing

    def _show(self, found: list[CaseView]) -> None:
        wanted = self._wanted
        self.cases.clear()
        for one in found:
            item = QListWidgetItem(f"{one.title}\n{one.state}")
            item.setData(CARRIED, one)
            if not one.progress.is_open:
                item.setForeground(QColor(colours.MUTED))
            self.cases.addItem(item)
        here = [row for row, one in enumerate(found) if one.case.id == wanted]
        self.cases.setCurrentRow(here[0] if here else 0 if found else -1)
        waiting = sum(one.progress.is_open for one in found)
        self.hint.setText(f"{len(found)} 个程序，{waiting} 个在办。" if found else NOTHING)
        for part in (self.cases, self.sheet):
            part.setVisible(bool(found))
        self._on_case()

    def _on_case(self) -> None:
        view = self.view
        self._wanted = view.case.id if view else ""
        self.steps.clear()
        is_open = view is not None and view.progress.is_open
        self.decide.setEnabled(is_open)
        self.print.setEnabled(view is not None)
        if view is None:
            self._show_step(None)
            return
        for step, record in view.progress.steps:
            item = QListWidgetItem(_told(step, record))
            item.setData(CARRIED, step)
            if record is None:
                item.setForeground(QColor(colours.MUTED))
            self.steps.addItem(item)
        hanging = next((n for n, (step, of) in enumerate(view.progress.steps) if of and step.days and not of.until), -1)
        following = next((n for n, (_, of) in enumerate(view.progress.steps) if of is None), -1)
        self.steps.setCurrentRow(hanging if hanging >= 0 else following)
        self._on_step()

    def _on_step(self) -> None:
        view, item = self.view, self.steps.currentItem()
        step: Step | None = item.data(CARRIED) if item else None
        is_first = view is not None and step is not None and view.progress.next is step
        is_kept = view is not None and step is not None and dict(_by_code(view)).get(step.code) is not None
        can_write = view is not None and view.progress.is_open and (is_first or is_kept)
        self._show_step(StepPanel(self._desk, view, step) if can_write and view and step else None)

    def _show_step(self, panel: StepPanel | None) -> None:
        if self.panel is not None:
            self.panel.setParent(None)
            self.panel.deleteLater()
        self.panel = panel
        if panel is not None:
            self.sheet.column.insertWidget(1, panel)

    # Plumbing

    def _arrange(self) -> None:
        head, self._own = QWidget(), QWidget()
        flow = FlowLayout(head)
        for part in (self.title, self.tabs, self.start, self.decide, self.print):
            flow.addWidget(part)
        lists, column, own = QHBoxLayout(), QVBoxLayout(self), QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        self.sheet.column.addWidget(self.steps)
        self.sheet.column.addStretch(1)
        lists.addWidget(self.cases, 3)
        lists.addWidget(self.sheet, 5)
        for part in (self.notice, self.hint):
            own.addWidget(part)
        own.addLayout(lists, 1)
        column.addWidget(head)
        for part in (self._own, self.ledgers):
            column.addWidget(part, 1)
        self.ledgers.hide()
        scaled(self, lambda: column.setContentsMargins(em(1), em(0.7), em(1), em(0.7)))
        scaled(self, lambda: (own.setSpacing(em(0.4)), self.steps.setMinimumHeight(em(14))))

    def _connect(self) -> None:
        self.cases.currentItemChanged.connect(self._on_case)
        self.steps.itemClicked.connect(self._on_step)
        self.steps.itemActivated.connect(self._on_step)
        self.tabs.turned.connect(self._turn)
        self.start.clicked.connect(self._on_start)
        self.decide.clicked.connect(self._on_decide)
        self.print.clicked.connect(self._on_print)
        for changed in (self._desk.records_changed, self._desk.village_changed):
            changed.connect(self._on_changed)

    def _turn(self) -> None:
        self._own.setVisible(self.tabs.is_first)
        self.ledgers.setVisible(not self.tabs.is_first)

    def _on_start(self) -> None:
        window = StartWindow(self._desk, self)
        window.started.connect(self._want)
        window.open()

    def _want(self, case_id: str) -> None:
        """The case to choose when the list is read anew."""
        self._wanted = case_id

    def _on_decide(self) -> None:
        if self.view is not None:
            DecideWindow(self._desk, self, self.view).open()

    def _on_print(self) -> None:
        ask_where(self, f"公示单{self._desk.registry.today():%Y%m%d}.pdf", self.save_to)

    def _on_changed(self, _what: Any = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()


def _told(step: Step, record: Any) -> str:
    if record is None:
        return f"○ {step.title}（{step.who}）"
    until = f" 至 {record.until}" if record.until else "，还在公示" if step.days else ""
    votes = f"　赞成 {record.votes_for}，反对 {record.votes_against}" if step.votes else ""
    return f"✓ {step.title}　{record.done_on}{until}{votes}"


def _by_code(view: CaseView) -> list[tuple[str, Any]]:
    return [(step.code, record) for step, record in view.progress.steps]


def _posted(view: CaseView) -> Step | None:
    """The notice that hangs now, else the last one that hung."""
    hung = [step for step, record in view.progress.steps if record is not None and step.days]
    return hung[-1] if hung else None
