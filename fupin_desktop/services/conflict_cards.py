"""What a person has to decide, in words: who said what, when, on which computer, and what each had seen.

Reads only; deciding is services/resolve_conflict.py and merge_duplicates.py. Values stand here as they are: whoever
shows them masks what is not open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.asking import HistoryEntry
from fupin_desktop.fields.spec import Decider, FieldSpec, Kind, Privacy
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.record_words import record_words, value_words, whose
from fupin_desktop.services.save_records import household_of

EARLIER = 6  # lines of a field's history
FEW = 4  # fields that are named of an edit after a deletion
TRANSITIONS = (("household_year", "status"), ("membership", "leaving"))  # groups that tell a step, not a description


class CardKind(Enum):
    """What sort of disagreement it is."""

    VALUE = "value"
    GROUP = "group"
    TRANSITION = "transition"
    EDITED_AFTER_DELETION = "edited_after_deletion"
    DUPLICATE = "duplicate"
    DOUBLE_PAYMENT = "double_payment"
    TWO_HOUSEHOLDS = "two_households"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Said:
    """One field's value as somebody wrote it, and what stood there before his eyes; record and field, to mask it."""

    record: str
    field: str
    label: str
    words: str
    saw: str = ""  # "": it is not told

    @property
    def is_open(self) -> bool:
        """Whether everybody may read it over a shoulder."""
        spec = RECORDS[self.record].by_name.get(self.field)
        return spec is None or spec.privacy is Privacy.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One side of a disagreement. `key` names it when it is chosen."""

    key: str
    values: tuple[Said, ...]
    by: tuple["Hand", ...] = ()
    is_shown: bool = False  # what lists and papers show until it is decided
    button: str = "用这个"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote it."""

    user: str
    device: str
    at_ms: int
    deed: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that the field had before."""

    values: tuple[Said, ...]
    hand: Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing to decide."""

    id: str
    kind: CardKind
    record: str
    record_ids: tuple[str, ...]
    whose: str  # the household's head, or the village
    what: str  # the record and the field
    household_id: str = ""
    place: str = ""  # where it stands in the dossier
    since_ms: int = 0
    opinions: tuple[Opinion, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    of_county: bool = False
    spec: FieldSpec | None = None  # the field for which another value can be written
    notes: tuple[str, ...] = field(default=())

    @property
    def asks_if_same(self) -> bool:
        """Whether its records may be one, and nothing but that is asked."""
        return self.kind in (CardKind.DUPLICATE, CardKind.DOUBLE_PAYMENT)

    @property
    def is_sensitive(self) -> bool:
        """Whether something on the card is masked until it is asked for."""
        said = [*self.opinions, *self.earlier]
        return any(not one.is_open for side in said for one in side.values)


def conflict_cards(registry: Registry) -> list[Card]:
    """A card for each disagreement of fields, oldest first."""
    return sorted((_card(registry, one) for one in registry.conflicts()), key=lambda card: (card.since_ms, card.id))


def _card(registry: Registry, found: Mapping[str, Any]) -> Card:
    record, record_id = found["record"], found["record_id"]
    kind = CardKind.TRANSITION if (record, found["field"]) in TRANSITIONS else CardKind(found["kind"])
    heads: Sequence[HistoryEntry] = found["heads"]
    specs = _specs(kind, record, found["field"])
    household_id = household_of(registry, record, record_id) or ""
    named = "一边删了，一边又改了" if kind is CardKind.EDITED_AFTER_DELETION else _field_words(specs)
    first_field = specs[0].name if specs else ""
    return Card(
        id=found["id"],
        kind=kind,
        record=record,
        record_ids=(record_id,),
        whose=whose(registry, household_id),
        what=f"{record_words(registry, record, record_id)}{named}",
        household_id=household_id,
        place=f"{record}.{first_field}:{record_id}" if first_field else f"{record}:{record_id}",
        since_ms=max((one.at_ms for one in heads), default=0),
        opinions=_opinions(registry, kind, record, record_id, specs, heads),
        earlier=_earlier(registry, record, record_id, specs, heads),
        of_county=any(spec.decided_by is Decider.COUNTY for spec in specs),
        spec=specs[0] if kind is CardKind.VALUE and specs and specs[0].kind is not Kind.REF else None,
    )


def _specs(kind: CardKind, record: str, name: str) -> tuple[FieldSpec, ...]:
    spec = RECORDS[record]
    if kind in (CardKind.GROUP, CardKind.TRANSITION):
        return spec.groups[name]
    return (spec.by_name[name],) if name in spec.by_name else ()


def _field_words(specs: Sequence[FieldSpec]) -> str:
    return "、".join(spec.label for spec in specs)


def _opinions(
    registry: Registry,
    kind: CardKind,
    record: str,
    record_id: str,
    specs: Sequence[FieldSpec],
    heads: Sequence[HistoryEntry],
) -> tuple[Opinion, ...]:
    if kind is CardKind.EDITED_AFTER_DELETION:
        return _about_deletion(registry, record, record_id, heads)
    by_commit: dict[str, list[HistoryEntry]] = {}
    for one in heads:
        by_commit.setdefault(one.commit, []).append(one)
    sides: dict[tuple[str, ...], list[tuple[str, list[HistoryEntry]]]] = {}
    for commit, entries in by_commit.items():
        words = tuple(_words_at(registry, spec, entries) for spec in specs)
        sides.setdefault(words, []).append((commit, entries))
    shown = heads[0].commit if heads else ""  # they come in the order in which values are displayed
    found: list[Opinion] = []
    for words, same in sides.items():
        commit, entries = same[0]
        said = tuple(
            Said(record, spec.name, spec.label, text, _saw(registry, spec, entries))
            for spec, text in zip(specs, words, strict=True)
        )
        hands = tuple(_hand(own[0]) for _, own in same)
        is_shown = any(commit_ == shown for commit_, _ in same)
        found.append(Opinion(key=commit, values=said, by=hands, is_shown=is_shown))
    return tuple(found)


def _words_at(registry: Registry, spec: FieldSpec, entries: Iterable[HistoryEntry]) -> str:
    written = next((one for one in entries if one.field == spec.name), None)
    return value_words(registry, spec, written.value) if written else "（没有写）"


def _saw(registry: Registry, spec: FieldSpec, entries: Iterable[HistoryEntry]) -> str:
    written = next((one for one in entries if one.field == spec.name), None)
    return value_words(registry, spec, written.before) if written else ""


def _about_deletion(
    registry: Registry, record: str, record_id: str, heads: Sequence[HistoryEntry]
) -> tuple[Opinion, ...]:
    """Keep what was edited, or agree that it goes: what the other side wrote is told as far as it stands now."""
    devices = {one.device for one in heads}
    entries = [one for one in registry.history(record, [record_id]) if one.is_current]
    plain = [one for one in entries if one.field in RECORDS[record].by_name]
    founded = entries[-1].commit if entries else ""
    later = [one for one in plain if one.commit != founded] or plain
    others = [one for one in later if one.device not in devices] or later
    edits = tuple(
        Said(
            record,
            one.field,
            RECORDS[record].by_name[one.field].label,
            value_words(registry, RECORDS[record].by_name[one.field], one.value),
        )
        for one in others[:FEW]
    )
    deletion = tuple(_hand(one) for one in heads)
    return (
        Opinion(key="keep", values=edits, by=_hands(others[:FEW]), is_shown=True, button="留着"),
        Opinion(key="delete", values=(Said(record, "", "", "放进回收站"),), by=deletion, button="放进回收站"),
    )


def _hands(entries: Iterable[HistoryEntry]) -> tuple[Hand, ...]:
    return tuple({one.commit: _hand(one) for one in entries}.values())


def _hand(entry: HistoryEntry) -> Hand:
    return Hand(entry.user, entry.device, entry.at_ms, entry.title)


def _earlier(
    registry: Registry, record: str, record_id: str, specs: Sequence[FieldSpec], heads: Sequence[HistoryEntry]
) -> tuple[Earlier, ...]:
    """What the field was before the opinions that disagree now, newest first."""
    now = {one.commit for one in heads}
    by_commit: dict[str, list[HistoryEntry]] = {}
    for spec in specs:
        for one in registry.history(record, [record_id], spec.name):
            if one.commit not in now:
                by_commit.setdefault(one.commit, []).append(one)
    several = sorted(by_commit.values(), key=lambda entries: -entries[0].at_ms)[:EARLIER]
    return tuple(
        Earlier(
            tuple(
                Said(record, one.field, spec.label, value_words(registry, spec, one.value))
                for spec in specs
                for one in entries
                if one.field == spec.name
            ),
            _hand(entries[0]),
        )
        for entries in several
    )


def founder(registry: Registry, record: str, record_id: str) -> Hand:
    """Who wrote of it first."""
    entries = [one for one in registry.history(record, [record_id]) if one.id == record_id]
    if not entries:
        return Hand("", "", 0)
    first = min(entries, key=lambda one: one.at_ms)
    return Hand(first.user, first.device, first.at_ms, first.title)
