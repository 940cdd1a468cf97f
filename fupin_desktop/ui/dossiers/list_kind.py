"""What differs between the lists of a dossier, as data. No widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.ui.dossiers.list_column import ListColumn
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.forms.choices import Choice


@dataclass(frozen=True, slots=True)
class NextStep:
    """What follows from a record: a record of another list that points back to it."""

    words: str
    section: str
    field: str


def _nothing(_shown: OpenDossier) -> Mapping[str, Any]:
    return {}


def _no_thread(_shown: OpenDossier, _record: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListKind:
    """One list."""

    record: str
    columns: tuple[ListColumn, ...]
    records: Callable[[OpenDossier], Sequence[Any]]  # newest first
    new: str  # 「新增计划」
    empty: str  # what to say while there is none
    name_into: str = ""  # the text field that the chosen helper's name is copied into
    starting: Callable[[OpenDossier], Mapping[str, Any]] = _nothing  # what a new record starts with, as if typed
    offers: Callable[[OpenDossier], Mapping[str, list[Choice]]] = _nothing  # what its fields may point to
    thread: Callable[[OpenDossier, Any], str] = _no_thread  # what belongs to a record, in words
    next_step: NextStep | None = None
    has_end: bool = False  # a promise, which is kept one day
