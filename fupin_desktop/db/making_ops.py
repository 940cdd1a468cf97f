"""From edits to ops: bases as the person saw them, field groups restated whole. It writes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE, PSEUDO_FIELDS, number_of
from fupin_desktop.db.merges import members_of
from fupin_desktop.db.placed_ops import placed, registers_of
from fupin_desktop.domain.changes import Commit, Edit, Op, OpId
from fupin_desktop.domain.heads import PlacedOp, displayed_first
from fupin_desktop.fields.plain import Plain, to_plain

MOST_OPS = 4_000  # of a commit: far below what a segment may hold (sync/limits.py), which never divides one
MOST_BASES = 16_000
MOST_CHARACTERS = 100_000  # of its values; a single record is never divided
Head = tuple[OpId, Plain]
Heads = dict[str, dict[int, list[Head]]]  # by record and field, displayed one first


def heads_of(connection: Connection, ids: Iterable[str]) -> Heads:
    """What these records say now."""
    registers = registers_of(connection, members_of(connection, sorted(ids)))
    return {
        record_id: {number: [(op.id, op.value) for op in several] for number, several in fields.items()}
        for record_id, fields in registers.items()
    }


def ops_of(connection: Connection, edits: Sequence[Edit], heads: Heads) -> list[Op]:
    """One op for each edit that says something new; other fields of a touched group are restated."""
    by_record: dict[tuple[str, str], dict[str, Edit]] = {}
    for edit in edits:
        by_record.setdefault((edit.record, edit.id), {})[edit.field] = edit
    ops: list[Op] = []
    for (record, record_id), own in by_record.items():
        known = heads.setdefault(record_id, {})
        life = number_of(record, LIFE)
        if LIFE not in own and life not in known:
            ops.append(Op(record_id, life, value=True))
        for names in _together(record, own):
            ops += _restated(connection, record, record_id, names, own, known)
    return ops


def in_commits(ops: Iterable[Op]) -> Iterator[list[Op]]:
    """The ops of one deed in commits that can travel, cut between records: undoing a large import is one deed."""
    commit: list[Op] = []
    bases = characters = 0
    for _, of_record in groupby(ops, key=attrgetter("entity")):
        own = list(of_record)
        more = sum(len(op.bases) for op in own)
        said = sum(len(op.value) for op in own if isinstance(op.value, str))
        is_full = len(commit) + len(own) > MOST_OPS or bases + more > MOST_BASES or characters + said > MOST_CHARACTERS
        if commit and is_full:
            yield commit
            commit, bases, characters = [], 0, 0
        commit += own
        bases, characters = bases + more, characters + said
    if commit:
        yield commit


def overlay(heads: Heads, commit: Commit, commit_id: bytes) -> None:
    """Let later commits of the same group see what this one wrote."""
    for place, op in enumerate(commit.ops):
        fields = heads.setdefault(op.entity, {})
        left = [head for head in fields.get(op.field, []) if head[0] not in op.bases]
        fields[op.field] = [(OpId(commit_id, place), op.value), *left]


def _together(record: str, own: Mapping[str, Edit]) -> list[tuple[str, ...]]:
    spec = RECORDS[record]
    plain = (*PSEUDO_FIELDS, *spec.key)
    sets = ((name,) if name in plain else tuple(s.name for s in spec.group_of(name)) for name in own)
    return list(dict.fromkeys(sets))


def _restated(
    connection: Connection,
    record: str,
    record_id: str,
    names: tuple[str, ...],
    own: Mapping[str, Edit],
    known: Mapping[int, Sequence[Head]],
) -> list[Op]:
    numbers = {name: number_of(record, name) for name in names}
    before = {name: known.get(numbers[name], ()) for name in names}
    looked_at = _looked_at(connection, record_id, numbers, own, before)
    values = {
        name: _plain(record, name, own[name].value) if name in own else _displayed(looked_at[name]) for name in names
    }
    agreed = all(len({repr(value) for _, value in several}) <= 1 for several in before.values())
    if agreed and all(values[name] == _displayed(before[name]) for name in names):
        return []  # nothing new is said, and there is no disagreement to settle
    return [Op(record_id, numbers[name], values[name], _bases(own.get(name), looked_at[name], known)) for name in names]


def _looked_at(
    connection: Connection,
    record_id: str,
    numbers: Mapping[str, int],
    own: Mapping[str, Edit],
    before: Mapping[str, Sequence[Head]],
) -> Mapping[str, Sequence[Head]]:
    """A group as its writer saw it, who may have opened the form before a colleague changed the whole group."""
    seen = [edit.seen for name, edit in own.items() if name in numbers and edit.seen is not None]
    commits = {op.commit for several in seen for op in several}
    if len(numbers) == 1 or not seen or all(head.commit in commits for ones in before.values() for head, _ in ones):
        return before
    members = dict.fromkeys(members_of(connection, [record_id])[record_id], record_id)
    wrote: dict[int, list[PlacedOp]] = {}
    for op in placed(connection, members, heads_only=False):
        if op.id.commit in commits:
            wrote.setdefault(op.field, []).append(op)
    unknown = before if commits else dict[str, Sequence[Head]]()  # nothing seen: the group was blank
    return {
        name: [(op.id, op.value) for op in displayed_first(wrote[no])] if no in wrote else unknown.get(name, ())
        for name, no in numbers.items()
    }


def _bases(edit: Edit | None, before: Sequence[Head], known: Mapping[int, Sequence[Head]]) -> tuple[OpId, ...]:
    """What the person had seen of this field; who deletes a record has seen all its fields, or those it names."""
    if edit is not None and edit.field == LIFE and edit.value is False:
        shown = [head for several in known.values() for head, _ in several] if edit.seen is None else edit.seen
        return tuple(sorted({*shown, *(head for head, _ in before)}))
    if edit is not None and edit.seen is not None:
        return tuple(sorted(edit.seen))
    return tuple(sorted(head for head, _ in before))


def _displayed(several: Sequence[Head]) -> Plain:
    return several[0][1] if several else None


def _plain(record: str, field: str, value: Any) -> Plain:
    spec = RECORDS[record].by_name.get(field)
    return value if spec is None else to_plain(spec, value)
