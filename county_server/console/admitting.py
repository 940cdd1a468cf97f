"""Letting a held commit in, or leaving it: who may, and that it is written down."""

from sqlalchemy.exc import NoResultFound

from county_server.console import acts
from county_server.console.visits import Visit
from county_server.console.waiting import HeldCommit
from county_server.store import Store
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.streams import Gap

DERIVED_AT_ONCE = 500
LONGEST_REASON = 150


def admit(store: Store, visit: Visit, found: HeldCommit) -> int:
    """Let it in, with those behind it; returns how many commits that were."""
    _check_right(visit, found)
    try:
        taken = store.admit(bytes.fromhex(found.id))
    except NoResultFound:
        raise Refused("这一条刚刚已经有人收入了。") from None
    except Gap:
        raise Refused("它前面的一条还没有收入，请先决定那一条。") from None
    while store.replica.derive_stale(DERIVED_AT_ONCE):
        pass
    note(store, visit, "admit", found, f"{found.reason_words}，{taken.commits} 次保存")
    return taken.commits


def leave(store: Store, visit: Visit, found: HeldCommit, why: str) -> None:
    """Write down why it is not let in; it can be let in later all the same."""
    _check_right(visit, found)
    if not 0 < len(why.strip()) <= LONGEST_REASON:
        raise Refused(f"请写明不收的原因，不超过 {LONGEST_REASON} 个字，以后查得到。")
    store.replica.leave(bytes.fromhex(found.id), why)
    note(store, visit, "leave", found, why)


def note(store: Store, visit: Visit, what: str, found: HeldCommit, detail: str) -> None:
    """Write down who did it."""
    with store.database.writing("记录经办") as connection:
        name, at = visit.staff.name, visit.address
        acts.note(
            connection, store.clock(), name, what, address=at, subject=found.id, region=found.region, detail=detail
        )


def may_decide(visit: Visit, found: HeldCommit) -> bool:
    """Whether this person may: the county's, and every record that it touches lies within the areas."""
    return visit.staff.is_countys and visit.staff.covers_all(found.touches)


def _check_right(visit: Visit, found: HeldCommit) -> None:
    if not may_decide(visit, found):
        raise Refused("搁置的改动由县里决定，而且它涉及的村都要在您管的范围里。这里只能看。")
