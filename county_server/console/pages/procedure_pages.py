"""程序: what the villages ask to be approved; a review is recorded here and travels down with the next sync."""

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from county_server.console import approving
from county_server.console.approving import Asked
from county_server.console.form_fields import form_fields
from county_server.console.requests import Number, Ours, Own, SignedIn
from county_server.console.shown import shown
from county_server.console.visits import Visit
from county_server.store import Store
from fupin_desktop.domain.procedures import COUNTY, TOWNSHIP, VILLAGE

router = APIRouter()
PAGE = 50
TABS = (("mine", "等我办"), (TOWNSHIP, "等乡镇"), (COUNTY, "等县里"), (VILLAGE, "村里在办"), ("done", "办完的"))


@router.get("/procedures")
def procedures(visit: SignedIn, store: Own, of: str = "mine", page: Number = 0, done: str = "") -> Response:
    """The list, by whose turn it is."""
    everything = approving.asked(store, visit)
    ended, count = approving.decided(store, visit, page, PAGE)
    by_tab = {"mine": approving.waiting_for(everything, visit)}
    by_tab |= {level: [one for one in everything if one.level == level] for level in (TOWNSHIP, COUNTY, VILLAGE)}
    counts = {key: len(several) for key, several in by_tab.items()} | {"done": count}
    chosen = of if of in counts else "mine"
    return shown(
        "procedures.html",
        visit,
        at="/procedures",
        tabs=[(key, label, counts[key]) for key, label in TABS],
        of=chosen,
        found=ended if chosen == "done" else by_tab[chosen][page * PAGE : (page + 1) * PAGE],
        page=page,
        pages=-(-counts[chosen] // PAGE),
        done=done,
    )


@router.get("/procedures/{case_id}")
def procedure(visit: SignedIn, store: Own, case_id: str) -> Response:
    """One case: every step, and the form of the one that is due here."""
    one = _known(visit, store, case_id)
    due, of = one.due, one.view.progress.procedure
    return shown(
        "procedure.html",
        visit,
        at="/procedures",
        one=one,
        told=approving.told(store, visit, one),
        fields=form_fields("procedure_step", due.fields, _kept(one)) if due else [],
        deciding=form_fields("procedure_case", approving.DECIDED, one.view.case)
        + (form_fields("household_year", (of.fact,), None) if of.fact else []),
        may_record=approving.may_record(visit, one),
        may_decide=approving.may_decide(visit, one),
    )


@router.post("/procedures/{case_id}/review")
def review(visit: SignedIn, store: Own, case_id: str, form: Ours) -> Response:
    """Record the step that is due."""
    approving.review(store, visit, _known(visit, store, case_id), form.get("seen", ""), form)
    return RedirectResponse("/procedures?done=1", status_code=303)


@router.post("/procedures/{case_id}/decide")
def decide(visit: SignedIn, store: Own, case_id: str, form: Ours) -> Response:
    """Decide the case."""
    approving.conclude(store, visit, _known(visit, store, case_id), form.get("seen", ""), form)
    return RedirectResponse("/procedures?done=1", status_code=303)


def _known(visit: Visit, store: Store, case_id: str) -> Asked:
    found = approving.one_case(store, visit, case_id)
    if found is None:
        raise HTTPException(404)
    return found


def _kept(one: Asked) -> object | None:
    """What is recorded already of the step that is due: a review that was not passed is corrected."""
    return next((record for step, record in one.view.progress.steps if step is one.due), None)
