"""What was done for a demo household in one year, by its causes and its situation, and what came of it."""

from decimal import Decimal
from typing import Any

from fupin_desktop.services.demo.draws import day_in, new_id, one_of, some_of
from fupin_desktop.services.demo.helping import helper_on
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Helper, Row
from fupin_desktop.services.demo.phrasing import Told, tell
from fupin_desktop.services.demo.plans import done_plan, open_plan
from fupin_desktop.services.demo.situation import Situation
from fupin_desktop.services.demo.words import Tree, words

PLANNED, WITH_EFFECT, LEFT_OPEN = 2, 0.6, 0.3  # measures with a plan; shares


def help_rows(home: Home, state: Situation, year: int) -> list[Row]:
    """The plans, measures and effects of one year."""
    done = _chosen(home, state, year)
    was_poor = home.exit_year is None or home.exit_year >= year
    rows: list[Row] = []
    for place, measure in enumerate(done):
        is_planned = was_poor and "plans" in measure and place < PLANNED
        rows += _done(tell(home, state, measure, year), is_planned=is_planned)
    if was_poor and home.rng.random() < LEFT_OPEN:
        rows += open_plan(home, state, done, year)
    return rows


def _chosen(home: Home, state: Situation, year: int) -> list[Tree]:
    """What must be done, one answer to the main cause (rule C08), and some of what may be done."""
    fitting = [
        one
        for one in words("help")["measure"]
        if state.tags.issuperset(one["when"]) and one["kind"] not in home.had_once
    ]
    chosen = [one for one in fitting if one.get("must")]
    answers = [one for one in fitting if home.main_cause in one.get("answers", ())]
    if answers and not any(one in chosen for one in answers):
        chosen.insert(0, one_of(home.rng, answers))
    wanted = 1 if home.is_out(year) and year != home.exit_year else 3 if year == LAST else 2
    left = [one for one in fitting if one not in chosen]
    chosen += some_of(home.rng, left, max(wanted - len(chosen), 0))
    home.had_once |= {one["kind"] for one in chosen if one.get("once")}
    return chosen


def _done(told: Told, *, is_planned: bool) -> list[Row]:
    """A measure, the plan that it carries out, and its effect."""
    home, measure, rng = told.home, told.measure, told.home.rng
    measure_id, day = new_id(rng), day_in(rng, told.year, *measure["month"])
    plan_id = new_id(rng) if is_planned else None
    helper = helper_on(home, day)
    values: dict[str, Any] = {
        "household_id": home.id,
        "plan_id": plan_id,
        "done_on": day,
        "category": measure["category"],
        "kind": _kind(told),
        "person_id": told.person.id if told.person else None,
        "content": told.say("texts"),
        "quantity": Decimal(told.count) if told.count else None,
        "quantity_unit": measure.get("unit") if told.count else None,
        "helper_id": helper.id,
        "amount": told.money,
        **_provider(home, helper, measure.get("by")),
    }
    rows: list[Row] = [done_plan(told, plan_id, day)] if plan_id else []
    rows.append(("assistance_measure", measure_id, values))
    if rng.random() < WITH_EFFECT:
        rows.append(_effect(told, measure_id, day))
    return rows


def _effect(told: Told, measure_id: str, done_on: str) -> Row:
    rng = told.home.rng
    noted_on = max(done_on, day_in(rng, told.year, 11, 12))
    is_signed = rng.random() < 0.9
    values: dict[str, Any] = {
        "household_id": told.home.id,
        "measure_id": measure_id,
        "noted_on": noted_on,
        "description": told.say("effects"),
        "income_gain": told.gain(),
        "is_signed": is_signed,
        "signed_on": noted_on if is_signed else None,
    }
    return ("assistance_effect", new_id(rng), values)


def _kind(told: Told) -> str:
    """A public post is of the kind that its holder has."""
    if told.measure["kind"] == "post" and told.person:
        return told.person.jobs[told.year].place["kind"]
    return told.measure["kind"]


def _provider(home: Home, helper: Helper, by: str | None) -> dict[str, Any]:
    if by:
        return {"unit_id": home.village.unit_ids.get(by), "provider": by}
    return {"unit_id": helper.unit.id, "provider": f"{helper.unit.name}（{helper.name}）"}
