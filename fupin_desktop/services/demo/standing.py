"""Where a demo household stands: guarantee, year of exit, causes, and the income per head that goes with them."""

from random import Random

from fupin_desktop.domain.checks.meanings import ABLE
from fupin_desktop.domain.policy import poverty_line
from fupin_desktop.services.demo import body, schooling
from fupin_desktop.services.demo.draws import one_of, share, some_of, weighted
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, YEARS, Member
from fupin_desktop.services.demo.words import words

BY_ILLNESS, BY_DISABILITY, BY_SCHOOLING, LACK_OF_LABOUR = "01", "02", "03", "08"  # C-04
_WEIGHTS = {BY_ILLNESS: 70, BY_DISABILITY: 34, BY_SCHOOLING: 24, LACK_OF_LABOUR: 20}
_ANYWHERE = {"07": 10, "09": 7, "10": 3, "11": 3, "05": 3, "06": 2, "04": 2, "12": 1}
_ONLY_OTHER = {"13": 1}
LATE_SHARE = 0.06  # of households that were found after the first registration


def stand(home: Home) -> None:
    """Decide the guarantee, the exit, the causes and the aims; the family and its health are known."""
    _decide_guarantee(home)
    _decide_exit(home)
    _decide_causes(home)
    home.per_head = aims(home)


def _decide_guarantee(home: Home) -> None:
    if home.tag == "five":
        _make_unable(home)
        home.kind = "five_guarantee"
        return
    nobody_able = any(not any(body.is_able(m.who, y) for m in home.here(y)) for y in home.years)
    if home.tag == "both":
        home.kind = "both"
    elif nobody_able or (home.rng.random() < 0.2 and home.tag not in ("returned", "soldier")):
        home.kind = "minimum_living"
    if home.kind != "ordinary":
        for member in _recipients(home):
            member.who.gets_allowance = True


def _make_unable(home: Home) -> None:
    """Who is under the five guarantees has no strength left, whatever his age."""
    who = home.head
    who.is_weak = False
    if not who.is_ill_or_disabled:
        who.ailment, who.illness, who.illness_grade = body.CHRONIC, "高血压", "02"


def _recipients(home: Home) -> list[Member]:
    """All where nobody can work, else the ill, disabled and old, else the head's first companion."""
    here = [member for member in home.here(LAST) if not (home.kind == "both" and member.relation == "99")]
    unable = [member for member in here if not body.is_able(member.who, LAST) and member.who.age(LAST) >= 16]
    frail = [member for member in unable if member.who.is_ill_or_disabled or member.who.age(LAST) >= 60]
    if not any(body.is_able(member.who, LAST) for member in here):
        return here
    return frail or here[-1:]


def _decide_exit(home: Home) -> None:
    rng, known = home.rng, words("villages")["exits"]["exited" if home.village.is_exited else "village"]
    if home.tag == "returned":
        home.exit_year, home.return_year = LAST - 2, LAST
        return
    if home.tag == "" and not home.family.get("event") and rng.random() < LATE_SHARE:
        _identify_late(home)
    drawn = int(weighted(rng, known["years"])) or None
    if drawn and home.years[0] > YEARS[0]:  # nobody leaves poverty before he was found in it
        drawn = LAST if home.village.is_exited or rng.random() < 0.4 else None
    held_back = home.kind != "ordinary" and rng.random() * 100 < known["held_back"]
    teaching = any(schooling.is_taught_at_home(m.who, y) for m in home.members for y in YEARS)
    home.exit_year = None if home.tag == "poor" or held_back or teaching else drawn
    home.is_pre_exit = home.exit_year is None and home.kind == "ordinary" and rng.random() < 0.08


def _identify_late(home: Home) -> None:
    """A household that the look-back of 2016 or the adjustment of 2017 brought in."""
    first = one_of(home.rng, (LAST - 1, LAST - 1, LAST))
    if all(member.is_here(year) for member in home.members for year in range(first, LAST + 1)):
        home.years = tuple(year for year in YEARS if year >= first)
        home.first_identified = f"{first - 1}-12"


def _decide_causes(home: Home) -> None:
    weights = {code: weight for code, weight in _WEIGHTS.items() if all(_holds(home, code, y) for y in home.years)}
    home.main_cause = weighted(home.rng, weights | _ANYWHERE)
    others = [code for code in weights | _ANYWHERE | _ONLY_OTHER if code not in (home.main_cause, "12", "04")]
    home.other_causes = tuple(sorted(some_of(home.rng, others, int(home.rng.random() * 3))))


def _holds(home: Home, cause: str, year: int) -> bool:
    """Whether the cause has its patient, pupil or want of hands in that year (rules C01–C05)."""
    people = [member.who for member in home.here(year)]
    if cause == BY_ILLNESS:
        return any(who.ailment and (year > YEARS[0] or not who.certificate) for who in people)
    if cause == BY_DISABILITY:
        return any(who.certificate for who in people)
    if cause == BY_SCHOOLING:
        return any(schooling.status(who, year) for who in people)
    return 3 * sum(body.labour(who, year) in ABLE for who in people) <= len(people)


def aims(home: Home) -> dict[int, int]:
    """Net income per head to aim at, in yuan, year by year: above the line from the year of exit on."""
    rng, found = home.rng, dict[int, int]()
    lines = {year: int(poverty_line(year) or 0) for year in YEARS}
    at = LAST if home.is_pre_exit else home.exit_year
    if at and at > home.years[0]:
        found[at] = int(lines[at] * share(rng, 1.08, 1.3))
        _fill(rng, found, range(at - 1, home.years[0] - 1, -1), (-0.26, -0.16))
        _fill(rng, found, range(at + 1, LAST + 1), (0.06, 0.13))
    else:
        first = home.years[0]
        found[first] = int(lines[first] * (share(rng, 1.1, 1.7) if home.exit_year else share(rng, 0.62, 0.9)))
        _fill(rng, found, range(first + 1, LAST + 1), (0.06, 0.13) if home.exit_year else (0.03, 0.08))
    if home.return_year:
        found[LAST] = int(lines[LAST] * share(rng, 0.8, 0.93))
    return found


def _fill(rng: Random, found: dict[int, int], years: range, change: tuple[float, float]) -> None:
    for year in years:
        found[year] = int(found[year - years.step] * (1 + share(rng, *change)))
