"""A village's book: the lists that it keeps of itself, beside its households' dossiers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.edited import edited_records

OWNER = "village_id"
EXPLANATION = "village_explanation"
IN_BOOK = tuple(one.name for one in CATALOGUE if one.owner == OWNER and not one.key)
RECORD_OF = {one.cls: one.name for one in CATALOGUE}


@dataclass(frozen=True, slots=True)
class Book:
    """The lists of one village on a day; `households` are the heads' names, by id, of the households that they name."""

    village: Village
    day: date
    of: Mapping[str, Sequence[Any]]
    households: Mapping[str, str] = field(default_factory=dict[str, str])
    secrets: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])  # names, illnesses

    def rows(self, record: str) -> Sequence[Any]:
        """Every record of a kind, in the order of their ids."""
        return self.of.get(record, ())

    def one(self, record: str, record_id: str | None) -> Any | None:
        """A record by its id."""
        return next((row for row in self.rows(record) if row.id == record_id), None)


def edited_book(book: Book, edits: Iterable[Edit]) -> Book:
    """The book as it would stand after some edits: so that a rule can be asked before anything is written."""
    by_record: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.record in IN_BOOK:
            by_record.setdefault(edit.record, []).append(edit)
    return replace(
        book, of={**book.of, **{name: edited_records(name, book.rows(name), own) for name, own in by_record.items()}}
    )
