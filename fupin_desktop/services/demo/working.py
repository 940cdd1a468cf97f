"""What a demo household lives on: who works where, the public post, what is grown and sold, the small rents."""

from fupin_desktop.domain.checks.meanings import ORDINARY, SKILLED, WEAK
from fupin_desktop.services.demo import body
from fupin_desktop.services.demo.draws import one_of, share, some_of
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.numbers import Numbers
from fupin_desktop.services.demo.people import LAST, YEARS, Someone
from fupin_desktop.services.demo.schooling import status
from fupin_desktop.services.demo.words import Tree, words

WORKS_TO, POST_TO = 60, 66  # ages
OLD = 60


def find_means(home: Home, numbers: Numbers) -> None:
    """Decide what the household lives on through the years, and who has a phone."""
    rng, known = home.rng, words("income")["property"]
    means = home.means
    means.wage_share = share(rng, 0.45, 0.8)
    grown = [member.who for member in home.members if not member.who.is_soldier]
    able = [who for who in grown if can_work(who, LAST) or can_work(who, home.years[0])]
    means.workers = [(who, _workplace(home, who)) for who in able[: 1 + (len(home.members) > 3)]]
    if rng.random() < 0.25 and len(able) > len(means.workers):
        means.workers.append((able[-1], _workplace(home, able[-1])))
    away = {who.id for who, _ in means.workers}
    _give_post(home, [who for who in grown if who.id not in away])
    means.products = _products(home) if any(body.is_able(who, year) for who in grown for year in YEARS) else []
    if rng.random() < 0.45:
        means.dividend = one_of(rng, known["dividends"]["sums"])
    if rng.random() < 0.06:
        means.keeping = one_of(rng, known["keeping"]["sums"])
    if rng.random() < 0.08:
        means.shares = one_of(rng, known["shares"]["sums"])
    means.in_cooperative = rng.random() < 0.4
    means.gets_heating = rng.random() < 0.5
    means.gets_family_planning = home.tag == "one_daughter"
    _give_phones(home, numbers)


def can_work(who: Someone, year: int) -> bool:
    """Whether somebody may go out to work for wages that year."""
    strong = body.labour(who, year) in (ORDINARY, SKILLED)
    return strong and 18 <= who.age(year) <= WORKS_TO and not status(who, year) and not who.is_soldier


def can_hold_post(who: Someone, year: int) -> bool:
    """Whether a public post may be given: half a labourer will do (rule W07)."""
    return body.labour(who, year) in (ORDINARY, SKILLED, WEAK) and 18 <= who.age(year) <= POST_TO


def _workplace(home: Home, who: Someone) -> Tree:
    """Where somebody works: who has worked before goes on there."""
    before = next((job.place for job in who.jobs.values() if not job.is_post), None)
    places = words("people")["work"]
    if before is not None:
        return before
    at = home.rng.random() * sum(place["share"] for place in places)
    for place in places:
        at -= place["share"]
        if at < 0:
            return place
    return places[0]


def _give_post(home: Home, left: list[Someone]) -> None:
    """One who stays at home may look after the forest, the road or the sick."""
    holders = [who for who in left if can_hold_post(who, LAST)]
    if holders and home.rng.random() < 0.4:
        home.means.post = (holders[0], one_of(home.rng, words("people")["posts"]))


def _products(home: Home) -> list[Tree]:
    """Crops where there is land, fruit where there are trees, and often an animal or a small trade."""
    rng, every = home.rng, words("income")["products"]
    crops = [one for one in every if one["item"] == "b01"]
    found = some_of(rng, crops, 1 + (rng.random() < 0.5)) if home.land["cultivated_land"] else []
    if home.land["orchard_land"]:
        found += some_of(rng, [one for one in every if one["item"] == "b03"], 1)
    found += some_of(rng, [one for one in every if one["item"] in ("b02", "b04")], 1)
    return found


def _give_phones(home: Home, numbers: Numbers) -> None:
    """The head has a phone, who works needs one (rule W09), some of the others have one."""
    away = {who.id for who, _ in home.means.workers}
    if home.means.post:
        away.add(home.means.post[0].id)
    for member in home.members:
        who = member.who
        moves_on = member.left_on is not None or home.rng.random() < 0.2
        wanted = member.position == 1 or who.id in away or (who.age(LAST) >= 18 and moves_on)
        if wanted and who.phone is None:
            who.phone = numbers.phone()
