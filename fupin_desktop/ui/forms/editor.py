"""What every editor can do, whatever kind of field it is for. It shows one value; it saves nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.entering import NotUnderstood
from fupin_desktop.fields.spec import FieldSpec


class Editor(QWidget):
    """One field. What was not touched is given back as it was shown, to the letter.

    Signals:
        changed: a person typed or chose something.
        entered: Enter: on to the next field.
        focused: the cursor has come.
        left: the cursor has gone.
        reveal_requested: a masked value is to be shown.
        typed_in_vain: a person types into a masked value.
    """

    changed = Signal()
    entered = Signal()
    focused = Signal()
    left = Signal()
    reveal_requested = Signal()
    typed_in_vain = Signal()

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.year: int | None = None  # whose code lists are offered
        self.today: Callable[[], date] = date.today
        self.is_touched = False
        self.is_masked = False
        self.is_locked = False
        self._shown: Any = None

    def value(self) -> Any:
        """The typed value, None for blank; NotUnderstood says what is wrong with what was typed."""
        return self._read() if self.is_touched else self._shown

    def set_value(self, value: Any) -> None:
        """Show a value as it is kept."""
        self._shown = value
        self.is_touched = False
        self._render()

    def change_to(self, value: Any) -> None:
        """Put a value in as if a person had typed it."""
        self._put(value)
        self._touch()

    def problem(self) -> str:
        """What is wrong with what was typed, in words; "" if nothing is."""
        try:
            self.value()
        except NotUnderstood as error:
            return str(error)
        return ""

    def typed(self) -> str:
        """What stands in the field, for a draft of what is no value yet."""
        return ""

    def set_typed(self, text: str) -> None:
        """Put back what was half typed."""

    @property
    def has_cursor(self) -> bool:
        """Whether the keys go to this field."""
        input_of_it = self.focusProxy()
        return input_of_it is not None and input_of_it.hasFocus()

    def set_masked(self, is_masked: bool) -> None:
        """Hide the value until it is asked for; a blank hides nothing."""
        self.is_masked = is_masked
        self._render()

    def set_locked(self, is_locked: bool) -> None:
        """Show without letting it be changed."""
        self.is_locked = is_locked
        self._render()

    def show_problem(self, is_wrong: bool) -> None:
        """Colour the field."""

    def settle(self) -> None:
        """The cursor has gone: write the value the way it is written."""

    def _touch(self) -> None:
        self.is_touched = True
        self.changed.emit()

    def _read(self) -> Any:
        raise NotImplementedError

    def _put(self, value: Any) -> None:
        raise NotImplementedError

    def _render(self) -> None:
        raise NotImplementedError
