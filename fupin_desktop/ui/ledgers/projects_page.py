"""项目资金: what is built, run and paid for in the village, list by list."""

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.services.ledgers import ledgers
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.ledgers.funds_card import FundsCard
from fupin_desktop.ui.ledgers.ledgers_panel import LedgersPanel
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label

MEANING = "一条记一次，体检、考核和公示都从这里算。"


class ProjectsPage(QWidget):
    """The page 项目资金."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel, self.funds = LedgersPanel(desk, ledgers("projects")), FundsCard(desk)
        self.title, self.meaning = label("项目资金", "title", wrap=False), label(MEANING, "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QVBoxLayout()
        for part in (self.title, self.meaning, self.funds):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.panel, 1)
        scaled(self, lambda: head.setContentsMargins(em(1.2), em(0.8), em(1.2), 0))
        scaled(self, lambda: column.setSpacing(em(0.6)))
        QShortcut(QKeySequence("Ctrl+S"), self, self._on_save)

    def receive(self, wish: Any) -> None:
        """A field to go to: "record.field:id"."""
        self.panel.go_to(str(wish or ""))

    def put_away(self) -> None:
        """Keep what is half typed."""
        self.panel.put_away()

    def _on_save(self) -> None:
        if self.panel.view is not None:
            self.panel.view.save()
