"""From a decided batch to edits, household by household: what will be one commit group and one undo."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from fupin_desktop.domain.book import IN_BOOK
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.staging.batch import Batch, Facts, Proposal, StagedRow, State


class EditGroup(NamedTuple):
    """The edits of one household; of a village; or, without either, of helpers and units."""

    household_id: str | None
    village_code: str | None
    edits: tuple[Edit, ...]


Chosen = tuple[StagedRow, Proposal]


def edits(
    batch: Batch, accepted: Container[str] | None = None, decisions: Mapping[str, str] | None = None
) -> list[EditGroup]:
    """The edits of the accepted rows (all new and changed ones if none are named) and of the decided doubtful ones.

    `decisions` gives for the key of a doubtful row the key of one of its proposals.
    """
    chosen = list(_chosen(batch.rows, accepted, decisions or {}))
    homes = {row.id: proposal.id for row, proposal in chosen if row.kind == "household"}
    absent = {row.id for row in batch.rows if not row.is_known} - {row.id for row, _ in chosen}
    villages = {**batch.village_of, **dict(_villages(chosen))}
    grouped: dict[tuple[str | None, str | None], dict[tuple[str, str, str], Edit]] = {}
    for row, proposal in chosen:
        if absent.intersection(row.needs):
            continue
        for facts in proposal.facts:
            if facts.values.get("household_id") in absent:
                continue
            household_id = _household_of(row, facts)
            home = homes.get(household_id, household_id) if household_id else None
            place = row.code if row.kind == "village" or row.kind in IN_BOOK else villages.get(home or "")
            group = grouped.setdefault((home, place), {})
            group.update({(edit.record, edit.id, edit.field): edit for edit in _edits_of(facts, homes)})
    ordered = sorted(grouped.items(), key=lambda item: item[0][0] is not None)
    return [EditGroup(*key, tuple(several.values())) for key, several in ordered if several]


def _chosen(rows: Iterable[StagedRow], accepted: Container[str] | None, decided: Mapping[str, str]) -> Iterator[Chosen]:
    for row in rows:
        if row.state in (State.NEW, State.CHANGED) and (accepted is None or row.key in accepted):
            yield row, row.proposals[0]
        elif row.state is State.DOUBTFUL and row.key in decided:
            yield row, _decided(row, decided[row.key])
        elif row.state is State.DOUBTFUL and row.waits_for in decided:
            yield row, row.proposals[0]


def _decided(row: StagedRow, key: str) -> Proposal:
    for proposal in row.proposals:
        if proposal.key == key:
            return proposal
    choices = "、".join(proposal.key for proposal in row.proposals)
    raise Refused(f"「{row.title}」没有「{key}」这个选择，可选的是：{choices}。")


def _villages(chosen: Iterable[Chosen]) -> Iterator[tuple[str, str]]:
    """The village of each household that is decided on together with it."""
    for row, proposal in chosen:
        for facts in proposal.facts if row.kind == "household" else ():
            if facts.values.get("village_code"):
                yield proposal.id, facts.values["village_code"]


def _household_of(row: StagedRow, facts: Facts) -> str | None:
    """Into whose history a record's edits go: a pairing's into the household's, not the helper's."""
    if facts.record == "pairing":
        return facts.values.get("household_id") or (facts.old or {}).get("household_id")
    return row.household_id


def _edits_of(facts: Facts, homes: Mapping[str, str]) -> Iterator[Edit]:
    said = {**facts.keys, **facts.values} if facts.old is None else facts.values
    for name, value in said.items():
        yield Edit(facts.record, facts.id, name, homes.get(value, value) if name == "household_id" else value)
