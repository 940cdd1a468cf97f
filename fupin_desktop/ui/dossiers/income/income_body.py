"""The income sheet as it lies on paper: classes with their parts, costs, and at the foot what comes out."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.ui.dossiers.income.worksheet import Sum
from fupin_desktop.ui.forms.body import Body
from fupin_desktop.ui.forms.day_editor import DayEditor
from fupin_desktop.ui.forms.field_box import FieldBox
from fupin_desktop.ui.forms.line_editor import LineEditor
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label

SPEC = RECORDS["household_income"]
BLOCKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "收入",
        (
            "wage_income",
            "business_income",
            "property_income",
            "-asset_dividend_income",
            "-other_property_income",
            "transfer_income",
            "-family_planning_payment",
            "-minimum_living_payment",
            "-five_guarantee_payment",
            "-pension_payment",
            "-ecological_compensation",
            "-other_transfer",
        ),
    ),
    ("支出", ("business_expense",)),
    ("算出来的", ("gross_income", "net_income", "net_income_per_capita")),
    ("核算期", ("period_start", "period_end")),
)
EDITOR, ASIDE, INDENT = 9.5, 7.0, 1.2


class IncomeBody(Body):
    """One line a figure: this year's, and last year's beside it.

    Signals:
        fill_requested: put the worksheet's sum into a total (its field).
    """

    fill_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.last: dict[str, QLabel] = {}
        self._below: dict[str, tuple[QWidget, QLabel, QPushButton]] = {}
        self._last_head = label("", "hint", wrap=False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        scaled(self, lambda: self._column.setSpacing(em(0.45)))
        for title, names in BLOCKS:
            self._add_block(title, names)

    def show_last_year(self, income: Any | None, year: int | None) -> None:
        """What stood there the year before."""
        self._last_head.setText(f"{year} 年" if income is not None else "")
        for name, shown in self.last.items():
            value = getattr(income, name, None)
            shown.setText(f"{value:,.2f}" if isinstance(value, Decimal) else str(value or ""))

    def show_sum(self, name: str, found: Sum | None, words: str, *, can_fill: bool) -> None:
        """What the worksheet makes of a total."""
        whole, text, fill = self._below[name]
        text.setText(words)
        fill.setVisible(can_fill)
        whole.setVisible(bool(words))
        if found is not None:
            fill.setAccessibleName(f"用明细合计填入：{SPEC.by_name[name].label}")

    def _add_block(self, title: str, names: tuple[str, ...]) -> None:
        head = QHBoxLayout()
        head.addWidget(label(title, "section"), 1)
        if title == BLOCKS[0][0]:
            head.addWidget(self._last_head)
        self._column.addLayout(head)
        for name in names:
            self._add_line(name.lstrip("-"), is_part=name.startswith("-"))

    def _add_line(self, name: str, *, is_part: bool) -> None:
        spec = SPEC.by_name[name]
        editor = DayEditor(spec) if name.startswith("period") else LineEditor(spec)
        editor.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.set_locked(spec.derived)
        box = FieldBox(spec, editor, self, is_line=True)
        aside = label("", "hint", wrap=False)
        aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box.head.addWidget(aside)
        indent = INDENT if is_part else 0.0
        scaled(box, lambda: self._scale(box, editor, aside, indent))
        self._column.addWidget(box)
        self.boxes[name], self.last[name] = box, aside
        self._add_below(name)

    def _add_below(self, name: str) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        words, fill = label("", "hint"), button("用明细合计填入", "quiet")
        fill.clicked.connect(lambda: self.fill_requested.emit(name))
        row.addStretch(1)
        row.addWidget(words)
        row.addWidget(fill)
        whole.hide()
        self._column.addWidget(whole)
        self._below[name] = (whole, words, fill)

    def _scale(self, box: FieldBox, editor: LineEditor, aside: QLabel, indent: float) -> None:
        editor.setFixedWidth(em(EDITOR))
        aside.setFixedWidth(em(ASIDE))
        box.head.setContentsMargins(em(indent), 0, 0, 0)
