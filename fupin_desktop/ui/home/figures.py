"""The village in a few figures: which tiles stand there, and which households are behind each."""

from dataclasses import dataclass
from typing import Any

from fupin_desktop.services.overview import EXITED, Overview
from fupin_desktop.ui.home.tasks_of_today import exactly


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, its words, and the filter that shows the households behind it."""

    number: str
    words: str
    wish: dict[str, Any]


def figures_of(seen: Overview) -> list[Figure]:
    """The tiles in reading order."""
    poor, trial, back = (seen.households(code) for code in ("0", "2", "3"))
    exited = seen.households(*EXITED)
    tiles = [
        Figure(f"{len(seen.household_ids)} 户", f"共 {seen.persons} 人", {}),
        Figure(f"{len(poor)} 户", "未脱贫", {"poverty_status": ("0",)}),
    ]
    if trial:
        tiles.append(Figure(f"{len(trial)} 户", "预脱贫", {"poverty_status": ("2",)}))
    tiles.append(Figure(f"{len(exited)} 户", "已脱贫", {"poverty_status": EXITED}))
    if back:
        tiles.append(Figure(f"{len(back)} 户", "返贫", {"poverty_status": ("3",)}))
    return [*tiles, *_about_income(seen)]


def _about_income(seen: Overview) -> list[Figure]:
    income = seen.income
    tiles: list[Figure] = []
    if income.line is not None and income.below:
        words = "人均纯收入低于标准"
        tiles.append(Figure(f"{len(income.below)} 户", words, exactly(income.below, words)))
    if income.unknown:
        words = "没有收入资料"
        tiles.append(Figure(f"{len(income.unknown)} 户", words, exactly(income.unknown, words)))
    return tiles
