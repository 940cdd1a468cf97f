"""Families in a sheet with one person a row: which rows are one household, and what they say of it together."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import HEAD
from fupin_desktop.domain.id_number import identity
from fupin_desktop.domain.names import plain_name
from fupin_desktop.domain.staging.agreement import contradicts
from fupin_desktop.domain.staging.draft import Parts, gathered
from fupin_desktop.domain.staging.households import RECORDS_OF_HOUSEHOLD, Keys, keys_of, years_of
from fupin_desktop.domain.staging.reading import CellProblem, Reading

NO_KEYS = Keys(None, None, None, "")


class Family(NamedTuple):
    """Rows that stand for one household; the head's row comes first."""

    keys: Keys
    rows: list[int]


def families(reading: Reading) -> list[Family]:
    """The families of a roster in their order; rows without any household come in families without keys."""
    found: dict[Any, Family] = {}
    relations = reading.column("membership.relation_to_head")
    for index, (keys, relation) in enumerate(zip(_row_keys(reading, relations), relations, strict=True)):
        family = found.get(keys)
        if family is None:
            found[keys if not keys.are_blank else index] = Family(keys, [index])
        elif relation == HEAD and relations[family.rows[0]] != HEAD:
            family.rows.insert(0, index)
        else:
            family.rows.append(index)
    return list(found.values())


def said_together(
    reading: Reading, all_families: list[Family], is_moving: Callable[[int, Keys], bool] = lambda _index, _keys: False
) -> tuple[list[Parts], list[CellProblem]]:
    """What each family's rows say of the household; a row that contradicts the head's row is reported.

    Whoever is registered in another household brings that one's facts along: where the rows differ, he has no say.
    """
    years = years_of(reading)
    said: list[Parts] = [{} for _ in all_families]
    problems: list[CellProblem] = []
    for record, is_yearly, rows in gathered(reading, RECORDS_OF_HOUSEHOLD):
        for parts, (keys, indexes) in zip(said, all_families, strict=True):
            year = years[indexes[0]] if is_yearly else 0
            values, differing = _of_family(record, rows, indexes)
            speaking = indexes
            if differing:
                speaking = [one for one in indexes if not is_moving(one, keys)] or indexes
                values, differing = _of_family(record, rows, speaking)
            problems += [
                reading.objection(
                    index, f"{record}.{name}", value, f"同一户各行不一致，以第{reading.rows[speaking[0]]}行为准"
                )
                for index, name, value in differing
            ]
            if values and year is not None:
                parts[record, year] = values
    return said, problems


def _of_family(
    record: str, rows: list[dict[str, Any]], indexes: list[int]
) -> tuple[dict[str, Any], list[tuple[int, str, Any]]]:
    values = dict(rows[indexes[0]])
    differing: list[tuple[int, str, Any]] = []
    for index in indexes[1:]:
        if rows[index] == values:
            continue
        specs = RECORDS[record].by_name
        differing += [
            (index, name, value)
            for name, value in rows[index].items()
            if contradicts(specs[name], values.setdefault(name, value), value)
        ]
    return values, differing


def _row_keys(reading: Reading, relations: list[str | None]) -> Iterator[Keys]:
    """The household keys of each row; a roster without any is split where a head begins."""
    keys = keys_of(reading)
    if any(not one.are_blank for one in keys):
        yield from keys
        return
    codes, numbers = reading.column("person.person_code"), reading.column("person.id_number")
    names, last = reading.column("person.name"), NO_KEYS
    for code, number, name, relation in zip(codes, numbers, names, relations, strict=True):
        if relation == HEAD:
            last = Keys(None, code, identity(number), plain_name(name or ""))
        yield last
