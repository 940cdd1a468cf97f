"""Who is signed in: the name that history keeps with every change."""

from PySide6.QtWidgets import QLineEdit

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.first_start.step_page import StepPage


class NameStep(StepPage):
    """One line."""

    def __init__(self) -> None:
        super().__init__("您贵姓大名？", "每次修改都会记下是谁改的、什么时候改的。队里几个人合用时，随时可以换人。")
        self.name = QLineEdit()
        self.name.setAccessibleName("姓名")
        self.name.setPlaceholderText("姓名")
        self.name.setMaxLength(30)
        self.name.returnPressed.connect(self.entered)
        self.body.addWidget(self.name)

    def open(self, answers: Answers) -> None:
        """The cursor into the line."""
        self.name.setText(answers.user)
        self.name.setFocus()

    def answer(self, answers: Answers) -> None:
        """Take the name."""
        answers.user = " ".join(self.name.text().split())
