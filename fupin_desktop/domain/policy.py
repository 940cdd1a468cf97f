"""Dated policy from resources/policy: poverty lines, thresholds of the checks, exit criteria, income rules.

A county puts files of the same names into a folder of its own and writes in them only what differs; they are
laid over ours key by key, lists as a whole. No rule is here, only the figures that rules ask for.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.domain.procedures import FOLDER, Procedure, read_procedures
from fupin_desktop.paths import resources

Tree = Mapping[str, Any]  # a TOML table; its values are text, numbers, lists and tables
FILES = {"poverty_lines": "poverty_line"}  # where a file has another name than its field here
EXIT_LINES = "N07"  # the rule whose `line` lists the years of exit that have a line of their own


@dataclass(frozen=True, slots=True)
class ExitItem:
    """One thing that must hold before a household or a village may leave poverty."""

    key: str
    label: str
    test: str
    target: Decimal | None
    unit: str
    required: bool  # False: considered, not demanded
    source: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy files as they apply in one county."""

    poverty_lines: Tree
    checks: Tree
    income: Tree
    exit_household: Tree
    exit_village: Tree
    assistance: Tree
    county_checks: Tree
    national_entry: Tree
    team: Tree
    assessment: Tree
    groups: Tree
    village_groups: Tree
    targets: Tree
    procedures: Mapping[str, Procedure]

    def poverty_line(self, year: int, series: str | None = None) -> Decimal | None:
        """Yuan per person and year; None where the series has no figure for the year."""
        lines = self.poverty_lines["series"].get(series or self.poverty_lines["default"], {}).get("year", {})
        return Decimal(lines[str(year)]["amount"]) if str(year) in lines else None

    def exit_line(self, exit_year: int, data_year: int) -> Decimal | None:
        """The line below which the income of an exited household is suspicious (rules N07 and X06)."""
        for line in self.check_parameters(EXIT_LINES, data_year).get("line", ()):
            if exit_year in line["exit_years"]:
                return Decimal(line["amount"])
        return self.poverty_line(data_year)

    def check_parameters(self, rule_id: str, year: int) -> Tree:
        """The thresholds of a rule for the data of a year; empty for a rule without any."""
        base = dict(self.checks.get(rule_id, {}))
        dated: Tree = base.pop("from", {})
        for since in sorted(dated, key=int):
            if int(since) <= year:
                base.update(dated[since])
        return base

    def exit_items(self, of: Literal["household", "village"]) -> tuple[ExitItem, ...]:
        """The exit criteria in their order."""
        tree = self.exit_household if of == "household" else self.exit_village
        return tuple(_exit_item(key, tree[key]) for key in sorted(tree, key=lambda key: tree[key]["order"]))

    def rule_ids(self) -> tuple[str, ...]:
        """The rules that have thresholds."""
        return tuple(self.checks)

    def income_coefficients(self, year: int) -> Mapping[str, Decimal]:
        """Net income per yuan of product in use that year; empty when the county uses none."""
        chosen: Tree = self.income["coefficients"]
        years: Tree = chosen["sets"].get(chosen["use"], {}).get("year", {})
        since = max((y for y in years if int(y) <= year), key=int, default=None)
        return {product: Decimal(value) for product, value in years[since].items()} if since else {}

    def income_period(self, year: int) -> tuple[date, date]:
        """The first and the last day whose income counts for the year."""
        period: Tree = self.income["period"][self.income["period"]["use"]]
        first_year = year - 1 if period["starts_year_before"] else year
        return date.fromisoformat(f"{first_year}-{period['start']}"), date.fromisoformat(f"{year}-{period['end']}")


def read_policy(county: Path | None = None) -> Policy:
    """The policy as shipped, with a county folder laid over it; Unavailable if its files are amiss."""
    names = (FILES.get(one.name, one.name) for one in fields(Policy) if one.name != FOLDER)
    trees = [_laid_over(_read(resources() / "policy" / f"{name}.toml"), county, name) for name in names]
    policy = Policy(*trees, procedures=read_procedures(county))
    try:
        _use_everything(policy)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise Unavailable(f"县里的政策文件缺项或写法有误（{error!r}）。请对照程序自带的文件改正：{county}") from error
    return policy


@cache
def shipped_policy() -> Policy:
    """The policy as shipped, read once."""
    return read_policy()


def poverty_line(year: int, series: str | None = None, *, policy: Policy | None = None) -> Decimal | None:
    """As `Policy.poverty_line`, of the shipped policy unless another is given."""
    return (policy or shipped_policy()).poverty_line(year, series)


def check_parameters(rule_id: str, year: int, *, policy: Policy | None = None) -> Tree:
    """As `Policy.check_parameters`, of the shipped policy unless another is given."""
    return (policy or shipped_policy()).check_parameters(rule_id, year)


def _use_everything(policy: Policy) -> None:
    """Ask for each figure once, so that a file that lacks something is found out when it is read."""
    for tree in policy.poverty_lines["series"].values():
        tuple(Decimal(line["amount"]) for line in tree["year"].values())
    for rule_id in policy.rule_ids():
        policy.check_parameters(rule_id, 9999)
    policy.exit_items("household")
    policy.exit_items("village")
    policy.income_period(2016)
    policy.income_coefficients(9999)
    policy.exit_line(0, 2016)


def _exit_item(key: str, item: Tree) -> ExitItem:
    target = Decimal(item["target"]) if "target" in item else None
    return ExitItem(key, item["label"], item["test"], target, item.get("unit", ""), item["required"], item["source"])


def _laid_over(base: Tree, county: Path | None, name: str) -> Tree:
    path = county / f"{name}.toml" if county else None
    return _merged(base, _read(path)) if path and path.exists() else base


def _merged(base: Tree, over: Tree) -> Tree:
    """Tables are merged key by key; anything else is replaced."""
    result = dict(base)
    for key, value in over.items():
        both_tables = isinstance(value, dict) and isinstance(base.get(key), dict)
        result[key] = _merged(base[key], cast(Tree, value)) if both_tables else value
    return result


def _read(path: Path) -> Tree:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unavailable(f"政策文件 {path.name} 写法有误，无法读取（{error}）。请改正或移走：{path}") from error
