"""The card beside the village form: the registry's own figures, and what does not agree with the form."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role
from fupin_desktop.ui.villages.village_figures import Figure


class FiguresCard(QFrame):
    """Shows figures; asks nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.figures: Sequence[Figure] = ()
        self._column = QVBoxLayout(self)
        self._lines = QWidget()
        self._column.addWidget(label("登记库算出的", "section"))
        self._column.addWidget(label("由各户档案自动算出，不用填。", "hint"))
        self._column.addWidget(self._lines)
        scaled(self, lambda: self._column.setContentsMargins(em(1), em(0.8), em(1), em(0.8)))

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Replace all lines."""
        self.figures = figures
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.5))
        for one in figures:
            column.addWidget(self._line(one))
        self._column.replaceWidget(self._lines, lines)
        self._lines.deleteLater()
        self._lines = lines

    def _line(self, one: Figure) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(f"{one.label}　{one.registered}"))
        if one.on_form:
            column.addWidget(label(one.on_form, "hint"))
        if one.odd:
            column.addWidget(label(one.odd, "warn"))
        return line
