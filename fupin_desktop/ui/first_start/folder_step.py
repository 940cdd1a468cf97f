"""Where the registry lies: the usual place, or another folder."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.first_start.step_page import StepPage
from fupin_desktop.ui.style.roles import button, label


class FolderStep(StepPage):
    """A path that can be typed or looked for."""

    def __init__(self, title: str, why: str, next_words: str = "下一步") -> None:
        super().__init__(title, why, next_words)
        self.path = QLineEdit()
        self.path.setAccessibleName("文件夹")
        self.path.returnPressed.connect(self.entered)
        look = button("换一个文件夹……")
        look.clicked.connect(self._on_look)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(look)
        self.body.addWidget(label("登记库所在的文件夹"))
        self.body.addLayout(row)

    def open(self, answers: Answers) -> None:
        """Show the folder."""
        self.path.setText(str(answers.folder))
        self.path.setFocus()

    def answer(self, answers: Answers) -> None:
        """Take the folder."""
        answers.folder = Path(self.path.text().strip()).expanduser()

    def _on_look(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "选择文件夹", self.path.text())
        if found:
            self.path.setText(found)
