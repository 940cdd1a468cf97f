"""纸上的联系方式: who stands on the cards to be called; saved for every paper at once."""

from PySide6.QtWidgets import QFormLayout, QLineEdit

from fupin_desktop.services.keep_contacts import given_contacts, keep_contacts
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.settings.section import Section
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button

LINES = (
    ("first_secretary", "第一书记", "姓名"),
    ("first_secretary_phone", "第一书记电话", ""),
    ("team_leader", "工作队长", "姓名"),
    ("team_leader_phone", "工作队长电话", ""),
    ("township", "乡镇", "如 样板乡人民政府"),
    ("township_phone", "乡镇电话", ""),
    ("county_office", "县扶贫办", "如 临县扶贫开发办公室"),
    ("county_office_phone", "县扶贫办电话", ""),
    ("complaint_line", "监督举报电话", "不填则印 12317"),
)


class ContactsSection(Section):
    """One line each; Enter goes to the next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "印在纸上的联系方式", "明白卡等纸上会印这些。空着的，纸上留出空格手写。")
        self.lines: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, words, hint in LINES:
            line = QLineEdit()
            line.setAccessibleName(words)
            line.setPlaceholderText(hint)
            line.setMaxLength(40)
            line.returnPressed.connect(self.focusNextChild)
            form.addRow(words, line)
            self.lines[name] = line
        self.body.addLayout(form)
        self.save = button("保存联系方式", "primary")
        self.add_row(self.save)
        self.save.clicked.connect(self._on_save)
        scaled(self, lambda: (form.setVerticalSpacing(em(0.5)), form.setHorizontalSpacing(em(1))))

    def look(self) -> None:
        """Read what is kept."""
        registry = self.desk.registry
        self.desk.tasks.ask(self, lambda: given_contacts(registry), self._on_read)

    def _on_read(self, kept: dict[str, str]) -> None:
        for name, line in self.lines.items():
            if not line.isModified():
                line.setText(kept.get(name, ""))

    def _on_save(self) -> None:
        registry, given = self.desk.registry, {name: line.text() for name, line in self.lines.items()}
        self.desk.tasks.change(self, lambda: keep_contacts(registry, given), self._on_saved)

    def _on_saved(self, _none: None) -> None:
        for line in self.lines.values():
            line.setModified(False)
        self.desk.told.emit("联系方式已保存，下次打印就用新的。")
