"""What the tests of the dossier share: the household they look at, and typing into a field."""

from collections.abc import Callable
from typing import Any

from PySide6.QtTest import QTest

from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from fupin_desktop.ui.forms.form import Form

OpenPage = Callable[..., DossierPage]
FAMILY = 5  # 薛满仓户: head, wife, son, daughter-in-law, grandson


def type_into(form: Form, field: str, text: str) -> None:
    """Type over what stands in a field."""
    form.focus_field(field)
    editor: Any = form.boxes[field].editor
    editor.line.selectAll()
    QTest.keyClicks(editor.line, text)
