"""The arrangement of a form's boxes: from a placement file, or made by hand where a screen deserves it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.forms.field_box import FieldBox


class Body(QWidget):
    """Boxes by field, in the order in which Enter goes through them."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, FieldBox] = {}

    def show_form_of(self, year: int, baseline: Any) -> None:
        """Only the fields that the form of the year carries, and those that are filled all the same."""
        for name, box in self.boxes.items():
            is_on = box.spec.on_form_of(year) or getattr(baseline, name) is not None
            if box.isHidden() == is_on:
                box.setVisible(is_on)
