"""What the person came for: a new registry, one that is there, or one out of a backup."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from fupin_desktop.ui.first_start.journey import Answers, Way
from fupin_desktop.ui.first_start.step_page import StepPage
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role

CHOICES = (
    (Way.CREATE, "新建", "这台电脑上第一次用，从头建一个登记库。"),
    (Way.OPEN, "打开已有的", "登记库已经在这台电脑上，或在 U 盘、别的文件夹里。"),
    (Way.RESTORE, "从备份恢复", "换了电脑，或者登记库打不开了。"),
)


class ChoiceStep(StepPage):
    """Three large buttons.

    Signals:
        way_chosen: one of them (Way).
    """

    way_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("您要做什么？", "登记库是一个加密的文件夹，全村的资料都在里面。")
        self.ways: dict[Way, QPushButton] = {}
        for way, title, why in CHOICES:
            choice = _card(title, why)
            choice.clicked.connect(lambda _=False, way=way: self.way_chosen.emit(way))
            self.ways[way] = choice
            self.body.addWidget(choice)

    def open(self, answers: Answers) -> None:
        """The first is the usual one; Tab goes to the others."""
        self.ways[Way.CREATE].setFocus()

    def press(self) -> None:
        """Enter: the one that is marked."""
        marked = self.focusWidget()
        if isinstance(marked, QPushButton):
            marked.click()


def _card(title: str, why: str) -> QPushButton:
    card = set_role(QPushButton(), "card")
    card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    card.setAccessibleName(f"{title}：{why}")
    column = QVBoxLayout(card)
    column.addWidget(label(title, "subtitle"))
    column.addWidget(label(why, "hint"))
    scaled(card, lambda: (column.setContentsMargins(em(1), em(0.6), em(1), em(0.7)), card.setMinimumHeight(em(4.6))))
    return card
