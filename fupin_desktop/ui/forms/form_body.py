"""The boxes of a form in their sections and rows. It shows and hides them; it knows no value."""

from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout

from fupin_desktop.fields.spec import RecordSpec
from fupin_desktop.ui.forms.body import Body
from fupin_desktop.ui.forms.editors import editor_for
from fupin_desktop.ui.forms.field_box import FieldBox
from fupin_desktop.ui.forms.grid_layout import GridLayout
from fupin_desktop.ui.forms.placement import Cell, FormSection, Placement
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label


class FormBody(Body):
    """Every field of a placement, in order."""

    def __init__(self, record: RecordSpec, placed: Placement) -> None:
        super().__init__()
        self._record, self._placed = record, placed
        self._heads: list[tuple[list[QLabel], list[str]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scaled(self, lambda: column.setSpacing(em(0.6)))
        self._column = column
        for section in placed.sections:
            self._add_section(section)

    def show_form_of(self, year: int, baseline: Any) -> None:
        """Only the fields that the form of the year carries, and those that are filled all the same."""
        super().show_form_of(year, baseline)
        for heads, names in self._heads:
            for head in heads:
                head.setVisible(any(not self.boxes[name].isHidden() for name in names))

    def _add_section(self, section: FormSection) -> None:
        heads: list[QLabel] = []
        if section.title:
            heads.append(label(section.title, "section"))
        if section.note:
            heads.append(label(section.note, "hint"))
        for head in heads:
            self._column.addWidget(head)
        grid = GridLayout()
        for number, row in enumerate(section.rows):
            for cell in row:
                grid.add(self._box(cell), cell.width, number)
        self._column.addLayout(grid)
        self._heads.append((heads, [cell.field for row in section.rows for cell in row]))

    def _box(self, cell: Cell) -> FieldBox:
        spec = self._record.by_name[cell.field]
        editor = editor_for(spec, cell.lines, is_chosen=cell.field in self._placed.chosen)
        if spec.derived:
            editor.set_locked(True)
        box = FieldBox(spec, editor, self)
        self.boxes[cell.field] = box
        return box
