"""接入: the one-time code, the address, the name of this computer. What is wrong is said at the field."""

import socket
import unicodedata
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.services.enrol_device import enrol
from fupin_desktop.services.sync_state import CODE_LENGTH, complaint_about_code, grouped_code
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role

WHAT = (
    "接入以后，这台电脑和县里的服务器互相送改动：你们的改动送到县里，同事和县里的改动收到这里。"
    "每周到乡镇同步一次就够；没有网络时，也可以用优盘带一个数据包。"
)
UNTIL_THEN = "没有接入也一样能用：资料都在本机，登记、打印、体检、备份照常。"


class EnrolPanel(Card):
    """Signals:
    enrolled: the computer belongs to a county now (the regions it exchanges, by their codes).
    """

    enrolled = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("接入县里的服务器")
        self._desk = desk
        self.code, self.address, self.name = QLineEdit(), QLineEdit(), QLineEdit()
        self.code_hint = label("26 个数字和字母，由县里发给，只能用一次。", "hint")
        self.address_hint = label("如 https://10.0.0.5:8443，和接入码写在一起。", "hint")
        self.name_hint = label("修改历史和回执里用它。", "hint")
        self.problem = label("", "danger")
        self.problem.hide()
        self.go = button("接入", "primary")
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-X")
        self.address.setPlaceholderText("https://")
        self.name.setText(socket.gethostname())
        self.name.setMaxLength(40)
        self._hints = {self.code: self.code_hint.text(), self.address: self.address_hint.text()}
        self._arrange()
        self.code.textEdited.connect(self._on_code_typed)
        self.code.returnPressed.connect(self.address.setFocus)
        self.address.returnPressed.connect(self.name.setFocus)
        self.name.returnPressed.connect(self._on_go)
        self.go.clicked.connect(self._on_go)

    def _arrange(self) -> None:
        self.body.addWidget(label(WHAT))
        fields = QWidget()
        form = QFormLayout(fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, field, hint in (
            ("接入码", self.code, self.code_hint),
            ("服务器地址", self.address, self.address_hint),
            ("这台电脑的名称", self.name, self.name_hint),
        ):
            named = label(words, wrap=False)
            named.setBuddy(field)
            field.setAccessibleName(words)
            form.addRow(named, _with_hint(field, hint))
        scaled(fields, lambda: (form.setHorizontalSpacing(em(1)), form.setVerticalSpacing(em(0.8))))
        self.body.addWidget(fields)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(label(UNTIL_THEN, "hint"))

    def _on_code_typed(self, typed: str) -> None:
        """Groups of five as one types; what was typed small, wide or with dots between is put right."""
        behind = len(grouped_code(typed[self.code.cursorPosition() :]).replace("-", ""))
        shown = grouped_code(typed)
        self.code.setText(shown)
        place = len(shown)
        while behind and place:
            place -= 1
            behind -= shown[place] != "-"
        self.code.setCursorPosition(place)
        is_whole = len(shown.replace("-", "")) == CODE_LENGTH
        self._mark(self.code, self.code_hint, complaint_about_code(shown) if is_whole else "")

    def _mark(self, field: QLineEdit, hint: Any, complaint: str) -> None:
        set_role(field, "danger" if complaint else "")
        set_role(hint, "danger" if complaint else "hint")
        hint.setText(complaint or self._hints[field])

    def _on_go(self) -> None:
        code, address, name = self.code.text(), plain_address(self.address.text()), self.name.text().strip()
        self._mark(self.code, self.code_hint, complaint_about_code(code))
        self._mark(self.address, self.address_hint, "" if address else "请填写县里给的服务器地址。")
        for field in (self.code, self.address):
            if field.property("role") == "danger":
                field.setFocus()
                return
        self.address.setText(address)
        self._say("")
        self.go.setEnabled(False)
        self.go.setText("正在接入……")
        registry = self._desk.registry

        def work() -> Any:
            try:
                return enrol(registry, code, address, name or socket.gethostname())
            except (Refused, Unavailable) as error:
                return error

        self._desk.tasks.ask(self, work, self._on_answered)

    def _on_answered(self, came: Any) -> None:
        self.go.setEnabled(True)
        self.go.setText("接入")
        if isinstance(came, Refused | Unavailable):
            self._say(str(came))
            return
        self.code.clear()
        self.enrolled.emit(came.prefixes)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _with_hint(field: QLineEdit, hint: QLabel) -> QWidget:
    """The hint close beneath its field: a row of its own in the form would be far off."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(field)
    column.addWidget(hint)
    scaled(both, lambda: column.setSpacing(em(0.2)))
    return both


def plain_address(typed: str) -> str:
    """An address as it was meant: half-width, without blanks, https where nothing is said."""
    address = "".join(unicodedata.normalize("NFKC", typed).split()).replace("。", ".").rstrip("/")
    return address if not address or "://" in address else f"https://{address}"
