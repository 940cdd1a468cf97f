"""核定: what two computers wrote differently; the county decides what is its own, and reads the rest."""

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from county_server.console import deciding, disagreements
from county_server.console.by_village import conflicts_by_village
from county_server.console.card_words import choices, said_words, saw_words
from county_server.console.doubles import doubles
from county_server.console.requests import Number, Ours, Own, SignedIn
from county_server.console.shown import shown
from county_server.console.visits import Visit
from county_server.store import Store

router = APIRouter()


@router.get("/conflicts")
def conflicts(
    visit: SignedIn, store: Own, of: str = "county", village: str = "", page: Number = 0, done: str = ""
) -> Response:
    """The list: the county's own, or the villages'."""
    with store.database.reading() as connection:
        found, countys, villages = disagreements.listed(
            connection, store, visit, of_county=of != "village", village=village.strip(), page=page
        )
        at = conflicts_by_village(connection, visit.staff)
    return shown(
        "conflicts.html",
        visit,
        at="/conflicts",
        found=found,
        countys=countys,
        villages=villages,
        of="village" if of == "village" else "county",
        village=village.strip(),
        page=page,
        pages=-(-(villages if of == "village" else countys) // disagreements.PAGE),
        places=sorted(at),
        said=said_words,
        done=done,
    )


@router.get("/conflicts/{conflict_id}")
def conflict(visit: SignedIn, store: Own, conflict_id: str) -> Response:
    """One card."""
    return _card(visit, store, _known(visit, store, conflict_id), is_open=False)


@router.post("/conflicts/{conflict_id}/reveal")
def reveal(visit: SignedIn, store: Own, conflict_id: str, _: Ours) -> Response:
    """The same card with what is hidden; that it was looked at is written down first."""
    found = _known(visit, store, conflict_id)
    deciding.reveal(store, visit, found)
    return _card(visit, store, found, is_open=True)


@router.post("/conflicts/{conflict_id}")
def decide(visit: SignedIn, store: Own, conflict_id: str, form: Ours) -> Response:
    """Decide it; back to the list, which says so."""
    deciding.decide(
        store,
        visit,
        conflict_id,
        form.get("seen", ""),
        form.get("choice", ""),
        form.get("other", ""),
        form.get("reason", ""),
    )
    return RedirectResponse("/conflicts?done=1", status_code=303)


@router.get("/doubles")
def double_entries(visit: SignedIn, store: Own) -> Response:
    """People who may be registered twice."""
    with store.database.reading() as connection:
        found, count = doubles(connection, visit.staff)
    return shown("doubles.html", visit, at="/conflicts", found=found, count=count)


def _known(visit: Visit, store: Store, conflict_id: str) -> disagreements.Shown:
    with store.database.reading() as connection:
        found = disagreements.one(connection, store, visit, conflict_id)
    if found is None:
        raise HTTPException(404)
    return found


def _card(visit: Visit, store: Store, found: disagreements.Shown, *, is_open: bool) -> Response:
    return shown(
        "conflict.html",
        visit,
        at="/conflicts",
        one=found,
        card=found.card,
        is_open=is_open,
        choices=choices(found),
        said=said_words,
        saw=saw_words,
    )
