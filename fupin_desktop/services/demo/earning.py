"""The income of a demo household in one year: worksheet lines first, and the totals as their sums, in fen."""

from functools import cache
from typing import Any

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.services.demo.draws import one_of
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.payments import allowance, payments, property_lines
from fupin_desktop.services.demo.people import YEARS, Job, Someone
from fupin_desktop.services.demo.selling import sell
from fupin_desktop.services.demo.working import can_hold_post, can_work
from fupin_desktop.services.demo.worksheet import Income, Line

LEAST_WAGE, LEAST_BUSINESS = 60_000, 20_000  # fen a year: less is not worth a line
NEVER_MORE_THAN = 11  # months: everybody comes home for the new year


def earn(home: Home, year: int) -> Income:
    """The lines of the year, near the income per head that is aimed at."""
    people = [member.who for member in home.here(year)]
    lines = payments(home, people, year)
    need = home.per_head[year] * 100 * len(people) - sum(line.amount for line in lines)
    for line in property_lines(home, year):
        if line.amount < need:
            lines.append(line)
            need -= line.amount
    workers = [(who, place) for who, place in home.means.workers if who in people and can_work(who, year)]
    is_able = bool(workers or home.means.products)
    if home.kind in ("minimum_living", "both"):
        lines.append(allowance(home, people, year, need, alone=not is_able))
        need -= lines[-1].amount
    post = _post(home, people, year, need)
    if post:
        lines.append(post)
        need -= post.amount
    lines += _wages_and_sales(home, workers, year, need, people)
    return Income(lines, _totals(lines))


def _wages_and_sales(
    home: Home, workers: list[tuple[Someone, Any]], year: int, need: int, people: list[Someone]
) -> list[Line]:
    means = home.means
    share = means.wage_share if means.products else 1
    lines: list[Line] = []
    if workers and need * share >= LEAST_WAGE:
        lines = _wages(home, workers, year, int(need * share))
        need -= sum(line.amount for line in lines)
    if means.products and need >= LEAST_BUSINESS:
        sold = sell(home, year, need)
        return lines + sold
    if need >= LEAST_BUSINESS and not lines:
        return [*lines, _support(need)]
    return lines


def _wages(home: Home, workers: list[tuple[Someone, Any]], year: int, sum_: int) -> list[Line]:
    """Wages by months and pay; too little for several is earned by one."""
    workers = workers[: max(1, sum_ // (2 * LEAST_WAGE))]
    lines: list[Line] = []
    for who, place in workers:
        part = sum_ // len(workers)
        usual = (place["pay"][0] + (place["pay"][1] - place["pay"][0]) * (year - YEARS[0]) // 4) * 100
        months = min(max(round(part / usual) + 1, 2), NEVER_MORE_THAN)
        pay = part // months // 1000 * 1000
        employer = one_of(home.rng, place["employers"])
        who.jobs[year] = Job(months, place, employer)
        lines.append(Line("a01", employer or place["place"][1], months, "月", pay, months * pay, who.id))
    return lines


def _post(home: Home, people: list[Someone], year: int, need: int) -> Line | None:
    """The wage of a public post, from the second year on, where it does not lift the household too far."""
    if home.means.post is None or year == YEARS[0]:
        return None
    who, post = home.means.post
    pay = one_of(home.rng, post["pay"]) * 100
    if who not in people or not can_hold_post(who, year) or pay * 12 > need:
        return None
    who.jobs[year] = Job(12, post, f"{home.village.name}村民委员会", is_post=True)
    return Line(post["item"], post["name"], 12, "月", pay, 12 * pay, who.id)


def _support(need: int) -> Line:
    """What children elsewhere give to their parents."""
    sum_ = need // 5000 * 5000
    return Line("d16", "子女赡养", None, "", None, sum_)


def _totals(lines: list[Line]) -> dict[str, int]:
    sums: dict[str, int] = {}
    fields = _fields()
    for line in lines:
        name = fields[line.item]
        sums[name] = sums.get(name, 0) + line.amount
    return sums


@cache
def _fields() -> dict[str, str]:
    """The total of the form that each item belongs to."""
    return {item.code: item.extra["total"] for item in code_table("income_item").items}
