"""经办记录: what the staff did here; the county's staff reads everybody's, others their own."""

from fastapi import APIRouter, Response

from county_server.console import acts
from county_server.console.requests import Number, Own, SignedIn
from county_server.console.shown import shown

router = APIRouter()
PAGE = 100


@router.get("/acts")
def page(visit: SignedIn, store: Own, before: Number = 0) -> Response:
    """The list, newest first."""
    staff = visit.staff
    reads_all = staff.is_countys and all(own.startswith(staff.areas) for own in store.authority.prefixes)
    with store.database.reading() as connection:
        found = acts.acts(connection, "" if reads_all else staff.name, before, PAGE)
    older = found[-1].no if len(found) == PAGE else 0
    return shown("acts.html", visit, at="/acts", found=found, what=acts.WORDS, reads_all=reads_all, older=older)
