"""Which households have characters that no font can draw, and where: told before printing, never a blank."""

from collections.abc import Iterable

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Problem
from fupin_desktop.pdf.contents import texts
from fupin_desktop.pdf.fonts import missing_characters
from fupin_desktop.pdf.layout import Layout
from fupin_desktop.pdf.occasion import Occasion
from fupin_desktop.pdf.seen import Seen, member

_ADVICE = "请核对户口本，按正字改正；确为此字的，先改用通用字或拼音打印，手写补上。"


def problem_of(layout: Layout, profile: str, dossier: Dossier, occasion: Occasion) -> Problem | None:
    """What of the household cannot be printed as it is written; None if all of it can."""
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    first = ("household", dossier.household.id, "")
    for shown, seen, text in texts(layout, profile, Seen(dossier, occasion)):
        missing = missing_characters(text)
        if not missing:
            continue
        record, owner, field, whose = _origin(shown.name, seen)
        first = first if found else (record, owner, field)
        found.setdefault((owner, field), (f"{whose}“{shown.label}”", set()))[1].update(missing)
    if not found:
        return None
    record, owner, field = first
    return Problem(_message(dossier, list(found.values())), record=record, record_id=owner, field=field)


def all_problems(layout: Layout, profile: str, dossiers: Iterable[Dossier], occasion: Occasion) -> list[Problem]:
    """One for each household that has any, in their order."""
    found = (problem_of(layout, profile, dossier, occasion) for dossier in dossiers)
    return [problem for problem in found if problem is not None]


def problem_in_title(title: str, missing: set[str]) -> Problem:
    """What is in no household's record: the village's name on the title."""
    return Problem(
        f"标题“{title}”里的 {_marks(missing)} 字体里没有，所以没有打印。请在村情里核对村名。", record="village"
    )


def _marks(missing: set[str]) -> str:
    return "、".join(f"「{mark}」（U+{ord(mark):04X}）" for mark in sorted(missing))


def _origin(name: str, seen: Seen) -> tuple[str, str, str, str]:
    """The record, its id and the field to correct, and whose it is in words."""
    record, _, field = name.partition(".")
    household = seen.dossier.household
    who = member(seen)
    if name == "household.head_name" and who is not None:
        record, field = "person", "name"
    if record in ("person", "person_year", "membership") and who is not None:
        return record, who.person.id, field, f"成员{who.person.name or ''}的"
    if record not in RECORDS:
        return "household", household.id, "", ""
    return record, getattr(seen.item, "id", household.id), field, ""


def _message(dossier: Dossier, found: list[tuple[str, set[str]]]) -> str:
    code = dossier.household.household_code
    places = "；".join(f"{where}里的 {_marks(missing)}" for where, missing in found)
    return (
        f"户主{dossier.head_name or '（未登记）'}{f'（户编号 {code}）' if code else ''}：{places} 字体里没有，"
        f"打印出来会缺字，所以没有打印。{_ADVICE}"
    )
