"""Deciding a disagreement that is the county's, and looking at what is hidden on it: both are written down."""

from sqlalchemy import Connection

from county_server.console import acts
from county_server.console.county_registry import CountyRegistry
from county_server.console.disagreements import Shown, digest, one, row_of, with_heads
from county_server.console.visits import Visit
from county_server.store import Store
from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.entering import NotUnderstood, entered
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.resolve_conflict import settle_value, take_head

GONE = "这处不一致已经定过，或者又有了新的说法。请看过现在的再定。"
ONLY_READS = "您的账号只能看：不能核定，也不能显示隐藏的内容。要办的事请找县里。"
LONGEST_REASON = 100


def decide(store: Store, visit: Visit, conflict_id: str, seen: str, choice: str, text: str, reason: str) -> str:
    """Decide for one of the opinions, or for a value written here; returns what it was about."""
    with store.database.reading() as connection:
        shown = one(connection, store, visit, conflict_id)
        if shown is None or shown.seen != seen:
            raise Refused(GONE)
        found = with_heads(connection, row_of(connection, conflict_id))
    card = shown.card
    check_decides(visit)
    if not shown.may_be_decided:
        raise Refused("这一处由村里核定，这里只能看。")
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise Refused(f"请写明核定的依据，如「以国扶系统为准」，不超过 {LONGEST_REASON} 个字。村里会看到。")

    def check(connection: Connection) -> None:
        row = row_of(connection, conflict_id)
        if row is None or digest(with_heads(connection, row)["heads"]) != seen:
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
    check_decides(visit)
    _note(store, visit, "reveal", shown)


def check_decides(visit: Visit) -> None:
    """Refused for an account that only reads."""
    if not visit.staff.decides:
        raise Refused(ONLY_READS)


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
