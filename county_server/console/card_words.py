"""The words of a card as the staff may read them: hidden until asked for, and the codes to choose from."""

from county_server.console import words
from county_server.console.disagreements import Shown
from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import Kind
from fupin_desktop.services.conflict_cards import Said


def said_words(said: Said, *, is_open: bool) -> str:
    """A value as the page may show it."""
    return _masked(said, said.words, is_open=is_open)


def saw_words(said: Said, *, is_open: bool) -> str:
    """What its writer had seen, as the page may show it."""
    return _masked(said, said.saw, is_open=is_open)


def choices(shown: Shown) -> list[tuple[str, str]]:
    """The codes that may be chosen as another value; none where it is typed."""
    spec = shown.card.spec
    if spec is None or spec.kind is not Kind.CODE:
        return []
    return [(item.label, item.label) for item in code_table(spec.codes).items]


def _masked(said: Said, text: str, *, is_open: bool) -> str:
    spec = RECORDS[said.record].by_name.get(said.field)
    if is_open or spec is None or said.is_open or text in ("", "空", "（没有写）"):
        return text
    return words.masked(spec, text)
