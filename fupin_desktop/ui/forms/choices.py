"""What may be chosen in a field, and which of it answers to what was typed. Knows no widget."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.ui.forms.initials import answers_to, usual_initials

NO_MATCH = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is kept, what is read, and the number it answers to."""

    code: str
    label: str
    number: str = ""
    detail: str = ""
    aliases: tuple[str, ...] = ()


def choices_of(table: str, year: int | None, kept: Iterable[str] = ()) -> list[Choice]:
    """What the forms of the year offer; what is chosen already stays on offer, however old."""
    items = {item.code: item for item in code_table(table).choices(year)}
    offered = [Choice(item.code, item.label, item.code, "", item.aliases) for item in items.values()]
    return offered + [Choice(code, label_in(table, code, year), code) for code in kept if code not in items]


def label_in(table: str, code: str, year: int | None) -> str:
    """The label of a code in a year; an unknown code is shown as it is."""
    return code_table(table).label(code, year)


def numbered(pairs: Iterable[tuple[str, str, str]]) -> list[Choice]:
    """Records to choose from, as (id, label, detail): each answers to its place in the list."""
    return [Choice(one, label, str(n), detail) for n, (one, label, detail) in enumerate(pairs, 1)]


def answering(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that number, label, initials or another name bring up, best first."""
    wanted = typed.strip().casefold()
    if not wanted:
        return list(choices)
    ranked = ((_rank(choice, wanted), place, choice) for place, choice in enumerate(choices))
    return [choice for rank, _, choice in sorted(ranked, key=lambda one: one[:2]) if rank < NO_MATCH]


def _rank(choice: Choice, typed: str) -> int:
    numbers = _numbers(choice.number)
    label = choice.label.casefold()
    if typed in numbers or typed == label:
        return 0
    if any(number.startswith(typed) for number in numbers):
        return 1
    if label.startswith(typed):
        return 2
    if typed.isascii() and typed.isalpha():
        return 3 if usual_initials(label).startswith(typed) else 4 if answers_to(label, typed) else NO_MATCH
    if typed in label or any(typed in alias.casefold() for alias in choice.aliases):
        return 5
    return NO_MATCH


def _numbers(number: str) -> tuple[str, ...]:
    """01 answers to 01 and 1; M4 to m4 and 4."""
    plain = number.casefold()
    return (plain, plain.lstrip("0"), plain.lstrip("abcdefghijklmnopqrstuvwxyz").lstrip("0"))
