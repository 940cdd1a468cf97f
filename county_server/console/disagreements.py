"""Disagreements as the staff sees them: a list, a card each, and the decision on those that are the county's."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select

from county_server.console.county_registry import CountyRegistry
from county_server.console.scope import homes, of_record, within
from county_server.console.visits import Visit
from county_server.store import Store
from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.db.history import history
from fupin_desktop.db.log_tables import record_ref
from fupin_desktop.db.merges import members_of
from fupin_desktop.db.record_tables import conflict, record_home
from fupin_desktop.domain.asking import HistoryEntry
from fupin_desktop.fields.spec import Decider
from fupin_desktop.services.conflict_cards import Card, CardKind, conflict_cards

PAGE = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, where it stands, and a digest of the opinions on it: what is decided is what was seen."""

    card: Card
    villages: tuple[str, ...]
    seen: str
    is_reader: bool  # whoever looks at it only reads

    @property
    def may_be_decided(self) -> bool:
        """Whether it is decided here, by whoever looks at it."""
        return not self.is_reader and self.is_decided_here

    @property
    def is_decided_here(self) -> bool:
        """Whether it is the county's to decide."""
        return self.card.of_county and self.card.kind in (CardKind.VALUE, CardKind.GROUP, CardKind.TRANSITION)

    @property
    def other_values(self) -> bool:
        """Whether a value can be written that nobody wrote yet."""
        return self.may_be_decided and self.card.spec is not None


def listed(
    connection: Connection, store: Store, visit: Visit, *, of_county: bool, village: str, page: int
) -> tuple[list[Shown], int, int]:
    """A page of them, newest villages' first; how many there are of the county's, and of the villages'."""
    rows = connection.execute(
        select(conflict).where(_seen_by(visit, village)).order_by(conflict.c.record_id, conflict.c.id)
    ).all()
    countys = [row for row in rows if is_countys(row.record, row.kind, row.field)]
    others = [row for row in rows if not is_countys(row.record, row.kind, row.field)]
    chosen = (countys if of_county else others)[page * PAGE : (page + 1) * PAGE]
    return _shown(connection, store, visit, chosen), len(countys), len(others)


def one(connection: Connection, store: Store, visit: Visit, conflict_id: str) -> Shown | None:
    """One of them; None if it was settled, or is not this person's to see."""
    rows = connection.execute(select(conflict).where(conflict.c.id == conflict_id, _seen_by(visit, ""))).all()
    return next(iter(_shown(connection, store, visit, rows)), None)


def is_countys(record: str, kind: str, field: str) -> bool:
    """Whether the field, or the group, is the county's to decide."""
    spec = RECORDS[record]
    fields = spec.groups.get(field, ()) if kind == "group" else tuple(filter(None, [spec.by_name.get(field)]))
    return any(one.decided_by is Decider.COUNTY for one in fields)


def _seen_by(visit: Visit, village: str) -> ColumnElement[bool]:
    visible = of_record(conflict.c.record_id, visit.staff.areas)
    if not village:
        return visible
    home = (
        select(record_home.c.region)
        .join(record_ref, record_ref.c.no == record_home.c.record_no)
        .where(record_ref.c.id == conflict.c.record_id, within(record_home.c.region, [village]))
        .correlate(conflict)
    )
    return visible & exists(home)


def row_of(connection: Connection, conflict_id: str) -> Any | None:
    """The disagreement; None if it was settled."""
    return connection.execute(select(conflict).where(conflict.c.id == conflict_id)).first()


def _shown(connection: Connection, store: Store, visit: Visit, rows: Sequence[Any]) -> list[Shown]:
    found = {row.id: with_heads(connection, row) for row in rows}
    at = homes(connection, {row.record_id for row in rows})
    cards = conflict_cards(CountyRegistry(store, visit.staff.name, list(found.values())).as_registry())
    return [
        Shown(
            card,
            tuple(sorted(at.get(card.record_ids[0], ()))),
            digest(found[card.id]["heads"]),
            is_reader=not visit.staff.decides,
        )
        for card in cards
    ]


def with_heads(connection: Connection, row: Any) -> dict[str, Any]:
    """The disagreement with who says what, as db/history.py tells all of them."""
    spec = RECORDS[row.record]
    names = [one.name for one in spec.groups[row.field]] if row.kind == "group" else [row.field]
    members = members_of(connection, [row.record_id])
    numbers = [number_of(row.record, name) for name in names]
    heads = [entry for entry in history(connection, members, numbers, restated=True) if entry.is_current]
    plain = {name: getattr(row, name) for name in ("id", "kind", "record", "record_id", "field")}
    return plain | {"heads": heads}


def digest(heads: Sequence[HistoryEntry]) -> str:
    """What a card showed, so that nothing else is decided away."""
    named = sorted(f"{head.commit}.{head.field}" for head in heads)
    return sha256("\n".join(named).encode()).hexdigest()[:32]
