"""谁看过什么: every time that somebody asked for a masked value. It can be read, and not be changed."""

from PySide6.QtWidgets import QListWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.settings.readings import readings_in_words
from fupin_desktop.ui.settings.section import Section
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label

WHY = "身份证号、电话、账号、病情平时遮住，点「显示」才看得到。谁在什么时候点过，这里有记录。"


class ReadingsSection(Section):
    """A list to read, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "谁看过什么", WHY)
        self.list = QListWidget()
        self.list.setAccessibleName("查看记录")
        self.none = label("还没有人点过「显示」。", "hint")
        self.body.addWidget(self.none)
        self.body.addWidget(self.list)
        scaled(self.list, lambda: self.list.setFixedHeight(em(11)))

    def look(self) -> None:
        """Read the log."""
        registry = self.desk.registry
        self.desk.tasks.ask(self, lambda: readings_in_words(registry), self._on_read)

    def _on_read(self, lines: list[str]) -> None:
        self.list.clear()
        self.list.addItems(lines)
        self.none.setVisible(not lines)
        self.list.setVisible(bool(lines))
