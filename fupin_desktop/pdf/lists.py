"""The lists of a dossier that a table can show, and the choices that a row of ticks can show."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from fupin_desktop.catalogue.codes import CodeItem, code_table
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.pdf.seen import in_year


def _this_year(days: Callable[[Any], str | None], records: Sequence[Any], year: int) -> list[Any]:
    """What is dated in the year, and what has no date at all: it must not vanish from paper."""
    return [each for each in records if (days(each) or str(year))[:4] == str(year)]


def _measures(dossier: Dossier) -> Sequence[Any]:
    return _this_year(lambda each: each.done_on, dossier.measures, dossier.year)


def _effects(dossier: Dossier) -> Sequence[Any]:
    return _this_year(lambda each: each.noted_on, dossier.effects, dossier.year)


def _plans(dossier: Dossier) -> Sequence[Any]:
    return [plan for plan in dossier.plans if plan.year is None or plan.year == dossier.year]


def _years(dossier: Dossier) -> Sequence[Any]:
    """The dossier as it was the year before, and as it is."""
    return [in_year(dossier, dossier.year - 1), dossier]


LISTS: dict[str, Callable[[Dossier], Sequence[Any]]] = {
    "members": lambda dossier: dossier.members,
    "helpers": lambda dossier: dossier.helpers_now,
    "plans": lambda dossier: sorted(dossier.plans, key=lambda plan: plan.year or 0),
    "plans_of_year": _plans,
    "measures_of_year": _measures,
    "effects_of_year": _effects,
    "years": _years,
    "household": lambda dossier: [dossier],
}


class Ticked(NamedTuple):
    """Choices that all stand on the paper, and which of them hold for a dossier."""

    choices: Callable[[int], Sequence[tuple[str, str]]]  # year -> (key, label)
    held: Callable[[Dossier], set[str]]


def _categories(_year: int) -> Sequence[tuple[str, str]]:
    return [(item.code, item.label) for item in code_table("measure_category").items]


def _groups(year: int) -> Sequence[tuple[str, str]]:
    kinds = code_table("measure_kind").choices(year)
    return list({item.extra["group"]: item.extra["group_label"] for item in kinds}.items())


def _held_categories(dossier: Dossier) -> set[str]:
    """The categories of C-21: as entered, else that of the kind."""
    return {measure.category or _kind(measure.kind, "category", dossier.year) for measure in _measures(dossier)} - {""}


def _held_groups(dossier: Dossier) -> set[str]:
    """The groups of C-22: of the kind, else the only group that serves the category, else 其他."""
    return {
        _kind(measure.kind, "group", dossier.year) or _group_of_category(measure.category, dossier.year)
        for measure in _measures(dossier)
    } - {""}


def _kind(code: str | None, part: str, year: int) -> str:
    item: CodeItem | None = code_table("measure_kind").item(code, year) if code else None
    return item.extra[part] if item else ""


def _group_of_category(category: str | None, year: int) -> str:
    kinds = code_table("measure_kind").choices(year)
    groups = {item.extra["group"] for item in kinds if category and item.extra["category"] == category}
    return groups.pop() if len(groups) == 1 else _OTHER_GROUP if category else ""


_OTHER_GROUP = "14"  # C-22: 其他

TICKED: dict[str, Ticked] = {
    "measure_categories": Ticked(_categories, _held_categories),
    "measure_groups": Ticked(_groups, _held_groups),
}
