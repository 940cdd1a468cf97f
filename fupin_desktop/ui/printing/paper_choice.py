"""哪种纸, and whether it is to hang inside or outside."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from fupin_desktop.services.print_papers import PaperInfo, papers
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.printing.order import HOME, PROFILE_WORDS, WALL
from fupin_desktop.ui.style.roles import label

ONLY_INSIDE = "这种纸上有个人隐私，只能放在户里，不能张贴。"
INSIDE = "放在户里，印全部内容。"
LEFT_OUT = {  # pdf/wall.py holds the closed list of what may hang outside
    "": "贴在外墙上，过路人都看得到，所以不印：身份证号、银行账号、户里的电话、出生年月、健康和残疾、"
    "致贫原因、劳动能力、失学原因和手写的说明。",
    "roster": "张榜用，只印序号、小组、户主姓名和人口数，其余都不印。",
}


class PaperChoice(Card):
    """One radio button for each paper.

    Signals:
        changed: another paper is chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("哪种纸")
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        self._infos = {info.name: info for info in papers()}
        for info in self._infos.values():
            choice = QRadioButton(info.title)
            self._group.addButton(choice)
            self.choices[info.name] = choice
            self.body.addWidget(choice)
        next(iter(self.choices.values())).setChecked(True)
        self._group.buttonClicked.connect(self.changed)

    @property
    def paper(self) -> PaperInfo:
        """The paper that is chosen."""
        return next(self._infos[name] for name, choice in self.choices.items() if choice.isChecked())

    def choose(self, name: str) -> None:
        """Choose by name; an unknown one changes nothing."""
        if name in self.choices:
            self.choices[name].setChecked(True)


class ProfileChoice(Card):
    """Only what the paper may be; what the one for the wall leaves out stands below in words.

    Signals:
        changed: another profile is chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("样式")
        self._paper = ""
        self._group = QButtonGroup(self)
        self.choices = {name: QRadioButton(words) for name, words in PROFILE_WORDS.items()}
        self.words = label("", "hint")
        for choice in self.choices.values():
            self._group.addButton(choice)
            self.body.addWidget(choice)
        self.body.addWidget(self.words)
        self.choices[HOME].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def profile(self) -> str:
        """home or wall."""
        return next(name for name, choice in self.choices.items() if choice.isChecked())

    def offer(self, paper: PaperInfo, profile: str = "") -> None:
        """The profiles of a paper; the one asked for, or the one in use, if the paper has it."""
        self._paper = paper.name
        wanted = profile or self.profile
        self.choices[wanted if wanted in paper.profiles else HOME].setChecked(True)
        for name, choice in self.choices.items():
            choice.setVisible(name in paper.profiles and len(paper.profiles) > 1)
        self._explain()

    def _explain(self) -> None:
        if self.choices[WALL].isHidden():
            words = ONLY_INSIDE
        elif self.profile == WALL:
            words = LEFT_OUT.get(self._paper, LEFT_OUT[""])
        else:
            words = INSIDE
        self.words.setText(words)

    def _on_clicked(self) -> None:
        self._explain()
        self.changed.emit()
