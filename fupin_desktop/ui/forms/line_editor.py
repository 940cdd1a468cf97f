"""Text on one line, numbers and years: typed, and understood by domain/entering."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desktop.domain.entering import entered
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.ui.forms.editor import Editor
from fupin_desktop.ui.forms.line_input import LineInput
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.masking import masked

NUMBERS = (Kind.COUNT, Kind.DECIMAL, Kind.MONEY)


class LineEditor(Editor):
    """A line with the unit behind it, and 「显示」 while it is masked."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.line = LineInput(self)
        self.line.setAccessibleName(spec.label)
        self.setFocusProxy(self.line)
        self._reveal = button("显示", "quiet")
        self._reveal.setAccessibleName(f"显示{spec.label}")
        self._reveal.clicked.connect(self.reveal_requested)
        self._reveal.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scaled(self, lambda: row.setSpacing(em(0.4)))
        row.addWidget(self.line, 1)
        if spec.unit:
            row.addWidget(label(spec.unit, "hint", wrap=False))
        row.addWidget(self._reveal)
        self._is_rendering = False
        self._connect()

    def typed(self) -> str:
        return self.line.text()

    def set_typed(self, text: str) -> None:
        self._write(text)
        self._touch()

    def show_problem(self, is_wrong: bool) -> None:
        set_role(self.line, "danger" if is_wrong else "")

    def settle(self) -> None:
        if self.is_touched and not self.problem():
            self._write(self._worded(self.value()))
        elif not self.is_touched:
            self._render()

    def _connect(self) -> None:
        self.line.textChanged.connect(self._on_text_changed)
        self.line.entered.connect(self.entered)
        self.line.focused.connect(self._on_focused)
        self.line.left.connect(self._on_left)
        self.line.typed_in_vain.connect(self._on_typed_in_vain)

    def _on_text_changed(self) -> None:
        if not self._is_rendering:
            self._touch()

    def _on_focused(self) -> None:
        if not self.is_touched and not self.is_masked:
            self._write(self._editable(self._shown))
            self.line.selectAll()
        self.focused.emit()

    def _on_typed_in_vain(self) -> None:
        if not self._reveal.isHidden():
            self.typed_in_vain.emit()

    def _on_left(self) -> None:
        self.settle()
        self.left.emit()

    def _read(self) -> Any:
        return entered(self.spec, self.line.text(), self.year)

    def _put(self, value: Any) -> None:
        self._write(self._worded(value))

    def _render(self) -> None:
        hides = self.is_masked and not self.is_touched and self._shown is not None
        text = self._worded(self._shown) if not self.is_touched else self.line.text()
        self._write(masked(self.spec, text) if hides else text)
        self.line.setReadOnly(hides or self.is_locked)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self.is_locked else Qt.FocusPolicy.StrongFocus)
        self._reveal.setVisible(hides)

    def _write(self, text: str) -> None:
        self._is_rendering = True
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self._is_rendering = False

    def _editable(self, value: Any) -> str:
        return decimal_text(value) if self.spec.kind is Kind.MONEY and value is not None else self._worded(value)

    def _worded(self, value: Any) -> str:
        if value is None:
            return ""
        match self.spec.kind:
            case Kind.MONEY:
                return f"{value:,.2f}"
            case Kind.DECIMAL:
                return decimal_text(value)
            case _:
                return str(value)
