"""What the village's lists say of one household: its links, its loans, its house, its procedures, in plain lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.fields.spec import FieldSpec, Privacy
from fupin_desktop.services.ledgers import OF_HOUSEHOLD, OF_VILLAGE, Ledger, ledgers, ordered
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.record_words import value_words
from fupin_desktop.services.show_dossier import plain_record

THROUGH = {"link_income": ("link_id", "interest_link")}  # what names a household only through another line


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of a list of the village that is about the household."""

    record: str
    id: str
    title: str  # 「利益联结」
    words: str  # 「联结方式 股份合作，合同编号 3」
    values: dict[str, Any]


def lists_about_households(*, adds: bool = False) -> list[Ledger]:
    """The lists whose lines name a household; `adds`: only those in which a line can be begun by hand."""
    found = [one for one in ledgers() if one.spec.owner == OF_VILLAGE and OF_HOUSEHOLD in one.spec.by_name]
    return [one for one in found if one.adds] if adds else found


def lines_about(registry: Registry, household_id: str) -> list[BookLine]:
    """Every such line, list by list in the order of resources/ledgers.toml, newest first."""
    return [line for ledger in ledgers() for line in _lines(registry, ledger, household_id)]


def _lines(registry: Registry, ledger: Ledger, household_id: str) -> Iterator[BookLine]:
    spec = ledger.spec
    rows: Sequence[Any] = ()
    if ledger in lists_about_households():
        rows = registry.records(spec.name, OF_HOUSEHOLD, [household_id])
    elif spec.name in THROUGH:
        field, target = THROUGH[spec.name]
        through = [one.id for one in registry.records(target, OF_HOUSEHOLD, [household_id])]
        rows = registry.records(spec.name, field, through) if through else ()
    told = [one for one in spec.fields if one.name not in (OF_VILLAGE, OF_HOUSEHOLD, "note")]
    for row in ordered(ledger, rows):
        words = "，".join(filter(None, (_told(registry, one, getattr(row, one.name)) for one in told)))
        yield BookLine(spec.name, row.id, spec.title, words, plain_record(row) or {})


def _told(registry: Registry, spec: FieldSpec, value: object) -> str:
    """「联结方式 股份合作」; nothing of what is blank, or not open to all."""
    if value in (None, ()) or spec.privacy is not Privacy.OPEN:
        return ""
    return f"{spec.label} {value_words(registry, spec, value)}"
