"""The first question: how large the text should be, with three samples to compare."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.first_start.step_page import StepPage
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button
from fupin_desktop.ui.style.text_size import ORDER, TextSize, text_size

SAMPLE = "张演示户 人均纯收入 3,535 元"


class WelcomeStep(StepPage):
    """Three buttons, each written in its own size.

    Signals:
        size_chosen: the text size that is wanted (TextSize).
    """

    size_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("欢迎使用驻村帮扶工作台", "先选一个看着舒服的字号。以后随时可以按 Ctrl 和 ＋、－ 改。")
        self._group = QButtonGroup(self)
        self.samples: dict[TextSize, QPushButton] = {}
        for size in ORDER:
            sample = button(f"{size.label}　{SAMPLE}", "card")
            sample.setCheckable(True)
            sample.setChecked(size is text_size())
            sample.clicked.connect(lambda _=False, size=size: self.size_chosen.emit(size))
            self._group.addButton(sample)
            self.samples[size] = sample
            self.body.addWidget(sample)
        scaled(self, self._measure)

    def open(self, answers: Answers) -> None:
        """The arrows choose, Enter goes on."""
        self.samples[text_size()].setFocus()

    def press(self) -> None:
        """Enter: on."""
        self.entered.emit()

    def _measure(self) -> None:
        """Each sample stays in its own size whatever the present one is."""
        for size, sample in self.samples.items():
            sample.setStyleSheet(f"font-size: {size.points}pt;")  # the sheet of the window outweighs a font
            sample.setMinimumHeight(em(3.2))
