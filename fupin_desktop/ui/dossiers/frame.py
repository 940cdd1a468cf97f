"""Where the parts of the dossier stand: head, sections, middle, foot, panel; side by side or one for the other."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.draft_bar import DraftBar
from fupin_desktop.ui.dossiers.header import Header
from fupin_desktop.ui.dossiers.save_bar import SaveBar
from fupin_desktop.ui.dossiers.section_list import SectionList
from fupin_desktop.ui.dossiers.side_panel import SidePanel
from fupin_desktop.ui.style.metrics import em

ROOM_FOR_ALL = 56.0  # narrower: the panel at the right is asked for, and takes the place of the sections

ROOM_FOR_WORDS = 24.0  # lower: what is said elsewhere too gives way to the form


class Frame(QWidget):
    """The parts, without what goes on between them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.header, self.list, self.side = Header(), SectionList(), SidePanel(desk)
        self.stack, self.foot, self.drafts = QStackedWidget(), SaveBar(), DraftBar()
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for widget, stretch in ((self.drafts, 0), (self.stack, 1), (self.foot, 0)):
            middle.addWidget(widget, stretch)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addLayout(middle, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(row, 1)
        self.header.side_requested.connect(self.fit)

    def fit(self) -> None:
        """Everything side by side where there is room; else the panel takes the place of the sections when asked."""
        is_wide = self.width() >= em(ROOM_FOR_ALL)
        wants_side = self.header.side.isChecked()
        self.header.side.setVisible(not is_wide)
        self.side.setVisible(is_wide or wants_side)
        self.list.setVisible(is_wide or not wants_side)
        is_low = self.height() < em(ROOM_FOR_WORDS)
        for part in (self.header, self.drafts):
            part.set_low(is_low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
