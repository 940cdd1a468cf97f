"""Values of ops as columns and back, each field's together; any canonical JSON value comes through.

Equal values of a field are sent once. What a value means is not known here: a text that looks like a day is sent as
a day because it is shorter, and comes out as the same text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from fupin_desktop.domain.changes import ID_BYTES, canonical
from fupin_desktop.sync.columns import Reader, Writer
from fupin_desktop.sync.limits import Limits, Malformed, bounded, json_text, plain_json

FIRST_DAY = date(2015, 1, 1).toordinal()
MOST_DIGITS = 18
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGITS = re.compile(r"[0-9]{1,18}")
_HEX = re.compile(r"[0-9a-f]{32}")


class Form(IntEnum):
    """How a value is sent."""

    NULL = 0
    FALSE = 1
    TRUE = 2
    TEXT = 3
    DIGITS = 4
    INTEGER = 5
    DAY = 6
    RECORD = 7  # the id of a record that the segment's ops are about
    HEX = 8
    JSON = 9


@dataclass(slots=True)
class Values:
    """The distinct values, and which of them each op has; ids of records are filled in when they are known."""

    place_of: list[int]
    distinct: list[Any]
    sizes: list[int]
    records: dict[int, int] = field(default_factory=dict[int, int])  # place of a value: place of the record


def write_values(body: Writer, ids: Writer, ops: Sequence[Any], records: Mapping[str, int]) -> None:
    """The value of each op."""
    codes: list[int] = []
    fresh: list[Any] = []
    by_field: dict[int, list[Any]] = {}
    for op in ops:
        by_field.setdefault(op.field, []).append(op.value)
    for number in sorted(by_field):
        known: dict[Any, int] = {}
        for value in by_field[number]:
            key = value if type(value) is str else canonical(value)
            if key in known:
                codes.append(known[key])
            else:
                known[key] = len(known) + 1
                codes.append(0)
                fresh.append(value)
    body.numbers(codes)
    _write_fresh(body, ids, fresh, records)


def read_values(body: Reader, ids: Reader, fields: Sequence[int], records: int, limits: Limits) -> Values:
    """The values of ops on these fields."""
    place_of = [0] * len(fields)
    known = first = 0
    last = -1
    order = sorted(range(len(fields)), key=fields.__getitem__)
    for at, code in zip(order, body.numbers(len(fields)), strict=True):
        if fields[at] != last:
            last, first = fields[at], known
        if code == 0:
            place_of[at] = known
            known += 1
        elif first + code <= known:
            place_of[at] = first + code - 1
        else:
            raise Malformed("a value that nothing has named")
    found = Values(place_of, [None] * known, [4] * known)
    _read_fresh(body, ids, found, records, limits)
    bounded(sum([found.sizes[place] for place in place_of]), limits.said, "characters in values")
    return found


def form_of(value: Any, records: Mapping[str, int]) -> Form:
    """The shortest form that gives this very value back."""
    if value is None:
        return Form.NULL
    if type(value) is bool:
        return Form.TRUE if value else Form.FALSE
    if type(value) is int:
        return Form.INTEGER
    if type(value) is not str:
        return Form.JSON
    if value in records:
        return Form.RECORD
    if _DIGITS.fullmatch(value):
        return Form.DIGITS
    if _DAY.fullmatch(value) and _is_day(value):
        return Form.DAY
    return Form.HEX if _HEX.fullmatch(value) else Form.TEXT


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _write_fresh(body: Writer, ids: Writer, fresh: Iterable[Any], records: Mapping[str, int]) -> None:
    found: dict[Form, list[Any]] = {form: [] for form in Form}
    forms: list[int] = []
    for value in fresh:
        form = form_of(value, records)
        forms.append(form)
        found[form].append(value)
    body.numbers(forms)
    body.signed(found[Form.INTEGER])
    body.signed([date.fromisoformat(value).toordinal() - FIRST_DAY for value in found[Form.DAY]])
    body.numbers([int("1" + value) for value in found[Form.DIGITS]])
    body.numbers([records[value] for value in found[Form.RECORD]])
    body.texts(found[Form.TEXT])
    body.texts([json_text(value) for value in found[Form.JSON]])
    ids.raw(bytes.fromhex("".join(found[Form.HEX])))


def _read_fresh(body: Reader, ids: Reader, found: Values, records: int, limits: Limits) -> None:
    where: list[list[int]] = [[] for _ in Form]
    for place, form in enumerate(body.numbers(len(found.distinct))):
        where[form].append(place)
    _put(found, where[Form.TRUE], [True] * len(where[Form.TRUE]), [4] * len(where[Form.TRUE]))
    _put(found, where[Form.FALSE], [False] * len(where[Form.FALSE]), [5] * len(where[Form.FALSE]))
    integers = body.signed(len(where[Form.INTEGER]))
    days = [_day(number) for number in body.signed(len(where[Form.DAY]))]
    digits = [_digits(number) for number in body.numbers(len(where[Form.DIGITS]))]
    named = body.numbers(len(where[Form.RECORD]))
    if named and max(named) >= records:
        raise Malformed("a record that is not there")
    found.records.update(zip(where[Form.RECORD], named, strict=True))
    texts = body.texts(len(where[Form.TEXT]))
    json_texts = body.texts(len(where[Form.JSON]))
    whole = ids.raw(ID_BYTES * len(where[Form.HEX])).hex()
    hexes = [whole[at : at + 32] for at in range(0, len(whole), 32)]
    _put(found, where[Form.INTEGER], integers, [20] * len(integers))
    for form, values in ((Form.DAY, days), (Form.DIGITS, digits), (Form.TEXT, texts), (Form.HEX, hexes)):
        _put(found, where[form], values, list(map(len, values)))
    _put(found, where[Form.JSON], [plain_json(text, limits) for text in json_texts], list(map(len, json_texts)))


def _put(found: Values, where: Sequence[int], values: Sequence[Any], sizes: Sequence[int]) -> None:
    for place, value, size in zip(where, values, sizes, strict=True):
        found.distinct[place] = value
        found.sizes[place] = size


def _day(number: int) -> str:
    ordinal = number + FIRST_DAY
    if not 0 < ordinal <= date.max.toordinal():
        raise Malformed("a day that no calendar has")
    return date.fromordinal(ordinal).isoformat()


def _digits(number: int) -> str:
    text = str(number)
    if text[0] != "1" or not 1 < len(text) <= MOST_DIGITS + 1:
        raise Malformed("not digits")
    return text[1:]
