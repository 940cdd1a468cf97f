"""项目资金: what is built, run and paid for in the village, list by list."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.services.fund_notice import print_fund_notice
from fupin_desktop.services.ledgers import ledgers
from fupin_desktop.services.social_help import write_needs_list
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.ledgers.funds_card import FundsCard
from fupin_desktop.ui.ledgers.ledgers_panel import LedgersPanel
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.list_to_take import ask_where
from fupin_desktop.ui.tables.notice import Notice

MEANING = "一条记一次，体检、考核和公示都从这里算。"


class ProjectsPage(QWidget):
    """The page 项目资金."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel, self.funds = LedgersPanel(desk, ledgers("projects")), FundsCard(desk)
        self.title, self.meaning = label("项目资金", "title", wrap=False), label(MEANING, "hint")
        self.notice, self.print = Notice(), button("项目资金公示单 PDF…")
        self.needs = button("给帮扶方的需求清单…")
        self._desk = desk
        self.print.clicked.connect(self._on_print)
        self.needs.clicked.connect(self._on_needs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QVBoxLayout()
        top = QWidget()
        flow = FlowLayout(top)
        for part in (self.title, self.print, self.needs):
            flow.addWidget(part)
        for part in (top, self.meaning, self.notice, self.funds):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.panel, 1)
        scaled(self, lambda: head.setContentsMargins(em(1.2), em(0.8), em(1.2), 0))
        scaled(self, lambda: column.setSpacing(em(0.6)))
        QShortcut(QKeySequence("Ctrl+S"), self, self._on_save)

    def receive(self, wish: Any) -> None:
        """A line to go to or to begin (`LedgersPanel.go_to`)."""
        self.panel.go_to(wish)

    def put_away(self) -> None:
        """Keep what is half typed."""
        self.panel.put_away()

    def save_to(self, project_id: str, target: Path) -> None:
        """Write the notice of a project's money."""
        registry = self._desk.registry

        def landed(title: str) -> None:
            self.notice.say(f"{title}已存成「{target.name}」。盖章张贴，在「资金公示」里登记张贴和取下的日期。")

        def work(_progress: object, _cancelled: object) -> str:
            return print_fund_notice(registry, project_id, target)

        self._desk.tasks.long(self.window(), "正在写公示单……", work, landed, writes=False)

    def save_needs_to(self, target: Path) -> None:
        """Write the list for donors, on which nobody is named."""
        registry, code = self._desk.registry, self._desk.own_village()

        def landed(count: int) -> None:
            self.notice.say(f"需求清单已存成「{target.name}」，{count} 条：只有小组、人口和需求，农户同意公开的才有。")

        def work(_progress: object, _cancelled: object) -> int:
            return write_needs_list(registry, code, target)

        self._desk.tasks.long(self.window(), "正在写需求清单……", work, landed, writes=False)

    def _on_needs(self) -> None:
        ask_where(self, f"帮扶需求清单{self._desk.registry.today():%Y%m%d}.xlsx", self.save_needs_to)

    def _on_print(self) -> None:
        view = self.panel.view
        chosen = view.form.opened.id if view is not None and view.ledger.record == "sector_project" else ""
        if not chosen or view is None or view.form.opened.value is None:
            self._desk.told.emit("先在「行业项目」里选一个项目，再打印它的资金公示单。")
            return
        name = f"资金公示{self._desk.registry.today():%Y%m%d}.pdf"
        ask_where(self, name, lambda target: self.save_to(chosen, target))

    def _on_save(self) -> None:
        if self.panel.view is not None:
            self.panel.view.save()
