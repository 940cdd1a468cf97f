"""What an identity number says by itself: sex and birth date where they are blank, and whether it can be right."""

from fupin_desktop.domain import id_number
from fupin_desktop.ui.forms.form import Form

NUMBER = "id_number"


def fill_from_number(form: Form, field: str) -> None:
    """After the number was typed: fill what it says into blanks, in sight; say what is odd about it."""
    if field != NUMBER:
        return
    number = form.boxes[NUMBER].editor.value()
    born = id_number.birth_day(number)
    for name, value in (("sex", id_number.sex(number)), ("birth_date", born.isoformat() if born else None)):
        editor = form.boxes[name].editor
        if value is not None and not editor.problem() and editor.value() is None:
            editor.change_to(value)
    form.explain(NUMBER, id_number.doubt_about(number or ""))
