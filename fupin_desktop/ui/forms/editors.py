"""Which editor a kind of field gets."""

from PySide6.QtWidgets import QWidget

from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.ui.forms.code_editor import CodeEditor
from fupin_desktop.ui.forms.codes_editor import CodesEditor
from fupin_desktop.ui.forms.day_editor import DayEditor
from fupin_desktop.ui.forms.editor import Editor
from fupin_desktop.ui.forms.flag_editor import FlagEditor
from fupin_desktop.ui.forms.line_editor import LineEditor
from fupin_desktop.ui.forms.lines_editor import LinesEditor


def editor_for(spec: FieldSpec, lines: int = 1, *, is_chosen: bool = False, parent: QWidget | None = None) -> Editor:
    """The editor of a field: `lines` of text, or records to choose from (`is_chosen`)."""
    if is_chosen:
        return CodeEditor(spec, parent)
    match spec.kind:
        case Kind.TEXT:
            return LinesEditor(spec, lines, parent) if lines > 1 else LineEditor(spec, parent)
        case Kind.CODE | Kind.REF:
            return CodeEditor(spec, parent)
        case Kind.CODES:
            return CodesEditor(spec, parent)
        case Kind.FLAG:
            return FlagEditor(spec, parent)
        case Kind.DAY:
            return DayEditor(spec, parent)
        case Kind.COUNT | Kind.DECIMAL | Kind.MONEY | Kind.YEAR:
            return LineEditor(spec, parent)
