"""Disagreements as the staff sees them: a list, a card each, and the decision on those that are the county's."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select

from county_server.console import acts, words
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
from fupin_desktop.domain.entering import NotUnderstood, entered
from fupin_desktop.domain.errors import Refused
from fupin_desktop.fields.spec import Decider, Kind
from fupin_desktop.services.conflict_cards import Card, CardKind, Said, conflict_cards
from fupin_desktop.services.resolve_conflict import settle_value, take_head

PAGE = 20
GONE = "这处不一致已经定过，或者又有了新的说法。请看过现在的再定。"


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, where it stands, and a digest of the opinions on it: what is decided is what was seen."""

    card: Card
    villages: tuple[str, ...]
    seen: str

    @property
    def may_be_decided(self) -> bool:
        """Whether it is the county's to decide."""
        return self.card.of_county and self.card.kind in (CardKind.VALUE, CardKind.GROUP)

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


def decide(store: Store, visit: Visit, conflict_id: str, seen: str, choice: str, text: str, reason: str) -> str:
    """Decide for one of the opinions, or for a value written here; returns what it was about."""
    with store.database.reading() as connection:
        shown = one(connection, store, visit, conflict_id)
        if shown is None or shown.seen != seen:
            raise Refused(GONE)
        found = _with_heads(connection, _row(connection, conflict_id))
    card = shown.card
    if not shown.may_be_decided:
        raise Refused("这一处由村里核定，这里只能看。")
    if not reason.strip():
        raise Refused("请写明核定的依据，如「以国扶系统为准」。村里会看到。")

    def check(connection: Connection) -> None:
        row = _row(connection, conflict_id)
        if row is None or _digest(_with_heads(connection, row)["heads"]) != seen:
            raise Refused(GONE)

    registry = CountyRegistry(store, visit.staff.name, [found], region=shown.villages[0], check=check).as_registry()
    if choice == "other":
        if card.spec is None:
            raise Refused("这几个栏目要一起定，请从已有的说法里选一个。")
        try:
            settle_value(registry, conflict_id, entered(card.spec, text), reason=reason)
        except NotUnderstood as error:
            raise Refused(str(error)) from None
    else:
        if choice not in {opinion.key for opinion in card.opinions}:
            raise Refused("请先选一个说法。")
        take_head(registry, conflict_id, choice, reason=reason)
    _note(store, visit, "decide", shown)
    return f"{card.whose} · {card.what}"


def reveal(store: Store, visit: Visit, shown: Shown) -> None:
    """Write down that somebody asked for what is hidden on a card."""
    _note(store, visit, "reveal", shown)


def said_words(said: Said, *, is_open: bool) -> str:
    """A value as the page may show it."""
    return _masked(said, said.words, is_open=is_open)


def saw_words(said: Said, *, is_open: bool) -> str:
    """What its writer had seen, as the page may show it."""
    return _masked(said, said.saw, is_open=is_open)


def is_countys(record: str, kind: str, field: str) -> bool:
    """Whether the field, or the group, is the county's to decide."""
    spec = RECORDS[record]
    fields = spec.groups.get(field, ()) if kind == "group" else tuple(filter(None, [spec.by_name.get(field)]))
    return any(one.decided_by is Decider.COUNTY for one in fields)


def _masked(said: Said, text: str, *, is_open: bool) -> str:
    spec = RECORDS[said.record].by_name.get(said.field)
    if is_open or spec is None or said.is_open or text in ("", "空", "（没有写）"):
        return text
    return words.masked(spec, text)


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


def _row(connection: Connection, conflict_id: str) -> Any | None:
    return connection.execute(select(conflict).where(conflict.c.id == conflict_id)).first()


def _shown(connection: Connection, store: Store, visit: Visit, rows: Sequence[Any]) -> list[Shown]:
    found = {row.id: _with_heads(connection, row) for row in rows}
    at = homes(connection, {row.record_id for row in rows})
    cards = conflict_cards(CountyRegistry(store, visit.staff.name, list(found.values())).as_registry())
    return [
        Shown(card, tuple(sorted(at.get(card.record_ids[0], ()))), _digest(found[card.id]["heads"])) for card in cards
    ]


def _with_heads(connection: Connection, row: Any) -> dict[str, Any]:
    """The disagreement with who says what, as db/history.py tells all of them."""
    spec = RECORDS[row.record]
    names = [one.name for one in spec.groups[row.field]] if row.kind == "group" else [row.field]
    members = members_of(connection, [row.record_id])
    numbers = [number_of(row.record, name) for name in names]
    heads = [entry for entry in history(connection, members, numbers, restated=True) if entry.is_current]
    plain = {name: getattr(row, name) for name in ("id", "kind", "record", "record_id", "field")}
    return plain | {"heads": heads}


def _digest(heads: Sequence[HistoryEntry]) -> str:
    named = sorted(f"{head.commit}.{head.field}" for head in heads)
    return sha256("\n".join(named).encode()).hexdigest()[:32]


def choices(shown: Shown) -> list[tuple[str, str]]:
    """The codes that may be chosen as another value; none where it is typed."""
    from fupin_desktop.catalogue.codes import code_table

    spec = shown.card.spec
    if spec is None or spec.kind is not Kind.CODE:
        return []
    return [(item.label, item.label) for item in code_table(spec.codes).items]


def _note(store: Store, visit: Visit, what: str, shown: Shown) -> None:
    with store.database.writing("记录经办") as connection:
        labels = "、".join(dict.fromkeys(said.label for opinion in shown.card.opinions for said in opinion.values))
        acts.note(
            connection,
            store.clock(),
            visit.staff.name,
            what,
            address=visit.address,
            subject=shown.card.id,
            region=next(iter(shown.villages), ""),
            detail=f"{RECORDS[shown.card.record].title}：{labels}",
        )
