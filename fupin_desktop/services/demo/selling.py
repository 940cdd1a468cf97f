"""What a demo household grows, raises and sells in one year, and what that costs."""

from functools import cache

from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import YEARS
from fupin_desktop.services.demo.words import Tree, words
from fupin_desktop.services.demo.worksheet import Line

_COST_NAMES = {"e01": "种子、化肥、农膜", "e02": "饲料、防疫", "e03": "农药、有机肥", "e04": "燃油、原料"}
_LAND = {"b01": "cultivated_land", "b03": "orchard_land"}


def sell(home: Home, year: int, net: int) -> list[Line]:
    """Sales and expenses whose difference is near `net` fen; what the land cannot bear is left to animals or trade."""
    at, products = YEARS.index(year), home.means.products
    lines: list[Line] = []
    left = net
    for place, product in enumerate(products[:-1]):
        line = _harvest(home, product, left / _keeps(product) / (len(products) - place), at)
        if line:
            lines.append(line)
            left -= int(line.amount * _keeps(product))
    lines.append(_rest(products[-1], left, at))
    return lines + _expenses(lines)


def _harvest(home: Home, product: Tree, wanted: float, at: int) -> Line | None:
    """As much as is wanted and the land bears."""
    price = product["price"][at]
    quantity = min(round(wanted / price), home.land[_LAND[product["item"]]] * product["per_mu"] // 10)
    if quantity < 1:
        return None
    return Line(product["item"], product["name"], quantity, product["unit"], price, quantity * price)


def _rest(product: Tree, net: int, at: int) -> Line:
    """What is left to earn; prices differ a little from one buyer to the next, so that it comes out even."""
    if net / _keeps(product) < product["price"][at] * 0.8:
        product = _smallest()
    wanted = net / _keeps(product)
    quantity = max(1, round(wanted / product["price"][at]))
    price = round(wanted / quantity)
    if price > 1000:
        price = price // 100 * 100
    return Line(product["item"], product["name"], quantity, product["unit"], price, quantity * price)


def _keeps(product: Tree) -> float:
    """How much of the price is left when the costs are paid."""
    return (100 - product["cost_share"]) / 100


def _expenses(sold: list[Line]) -> list[Line]:
    """One line for each kind of expense, in whole ten yuan, never nothing (rule N03)."""
    sums: dict[str, int] = {}
    for line in sold:
        product = _by_name()[line.name]
        sums[product["cost"]] = sums.get(product["cost"], 0) + line.amount * product["cost_share"] // 100
    return [
        Line(item, _COST_NAMES[item], None, "", None, max(sum_ // 1000 * 1000, 1000)) for item, sum_ in sums.items()
    ]


@cache
def _by_name() -> dict[str, Tree]:
    return {product["name"]: product for product in words("income")["products"]}


@cache
def _smallest() -> Tree:
    """The animal of which anybody can sell one."""
    animals = [product for product in words("income")["products"] if product["item"] == "b02"]
    return min(animals, key=lambda product: product["price"][0])
