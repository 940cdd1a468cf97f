"""What a person has decided about a waiting import: which doubts are settled, which rows are left out. No window."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.staging.batch import Proposal, StagedRow, State

KINDS = {"village": "村", "household": "户", "person": "人", "helper": "帮扶人", "unit": "帮扶单位"}
_OF_PLACE = re.compile(r"\d+|《[^》]*》|“[^”]*”")


class Decisions:
    """Doubts are open until they are settled; certain rows are taken unless they are left out."""

    def __init__(self, rows: Sequence[StagedRow] = ()) -> None:
        self._rows = {row.key: row for row in rows}
        self.settled: dict[str, str] = {}  # key of a doubtful row -> key of the proposal taken
        self.left_out: set[str] = set()

    def settle(self, row: StagedRow, proposal: Proposal | None) -> None:
        """Take one of the proposals of a doubtful row, or leave the row out for now (None)."""
        self.settled.pop(row.key, None)
        self.left_out.discard(row.key)
        if proposal is None:
            self.left_out.add(row.key)
        else:
            self.settled[row.key] = proposal.key

    def leave_out(self, rows: Iterable[StagedRow], *, is_out: bool) -> None:
        """Leave certain rows out, or take them after all."""
        for row in rows:
            if row.state in (State.NEW, State.CHANGED):
                (self.left_out.add if is_out else self.left_out.discard)(row.key)

    def settle_alike(self, row: StagedRow) -> int:
        """Settle every open doubt of the same kind in the same way; how many there were."""
        alike = self.alike(row)
        for other in alike:
            self.settle(other, self._same_choice(row, other))
        return len(alike)

    def alike(self, row: StagedRow) -> list[StagedRow]:
        """The other open doubts that have the same reason and the same ways out; none while this one is open."""
        if not self.is_decided(row):
            return []
        return [
            other
            for other in self._rows.values()
            if other is not row
            and other.state is State.DOUBTFUL
            and not other.waits_for
            and not self.is_decided(other)
            and _doubt(other) == _doubt(row)
            and len(other.proposals) == len(row.proposals)
        ]

    def is_decided(self, row: StagedRow) -> bool:
        """Whether a person has said what to do with a doubtful row."""
        return row.key in self.settled or row.key in self.left_out

    def is_taken(self, row: StagedRow) -> bool:
        """Whether applying will write the row."""
        if row.state is State.DOUBTFUL:
            return row.key in self.settled or row.waits_for in self.settled
        return row.state in (State.NEW, State.CHANGED) and row.key not in self.left_out

    def taken_proposal(self, row: StagedRow) -> Proposal | None:
        """The proposal that a doubtful row was settled with."""
        wanted = self.settled.get(row.key)
        return next((one for one in row.proposals if one.key == wanted), None) if wanted else None

    def words(self, row: StagedRow) -> str:
        """The row's state as the list says it."""
        if row.state is not State.DOUBTFUL:
            plain = {State.NEW: "新增", State.CHANGED: "有变化", State.SAME: "相同"}[row.state]
            return "不要" if row.key in self.left_out else plain
        if row.key in self.left_out:
            return "先不要"
        if row.key in self.settled:
            return "已定"
        return "随户而定" if row.waits_for else "存疑"

    @property
    def accepted(self) -> frozenset[str]:
        """The certain rows that are taken."""
        return frozenset(key for key, row in self._rows.items() if self.is_taken(row))

    @property
    def open_doubts(self) -> int:
        """How many doubts nobody has settled or put off."""
        return sum(
            1
            for row in self._rows.values()
            if row.state is State.DOUBTFUL and not row.waits_for and not self.is_decided(row)
        )

    def carry_to(self, rows: Sequence[StagedRow]) -> "Decisions":
        """The same decisions for a batch that was compared anew, as far as they still make sense."""
        carried = Decisions(rows)
        for row in rows:
            keys = {one.key for one in row.proposals} if row.key in self.settled else set[str]()
            if self.settled.get(row.key) in keys and row.state is State.DOUBTFUL:
                carried.settled[row.key] = self.settled[row.key]
            if row.key in self.left_out:
                carried.left_out.add(row.key)
        return carried

    def summary(self) -> str:
        """「新增 12 户、30 人，更新 3 户」: what applying will do."""
        new: Counter[str] = Counter()
        changed: Counter[str] = Counter()
        for row in self._rows.values():
            if self.is_taken(row):
                is_new = row.state is State.NEW or self.settled.get(row.key, "new" if row.waits_for else "") == "new"
                (new if is_new else changed)[row.kind] += 1
        parts = [f"{word} {_counted(counts)}" for word, counts in (("新增", new), ("更新", changed)) if counts]
        return "，".join(parts)

    @staticmethod
    def _same_choice_key(proposal: Proposal, place: int) -> str | int:
        return "new" if proposal.key == "new" else place

    def _same_choice(self, row: StagedRow, other: StagedRow) -> Proposal | None:
        chosen = self.taken_proposal(row)
        if chosen is None:
            return None
        wanted = self._same_choice_key(chosen, row.proposals.index(chosen))
        keyed = {self._same_choice_key(one, place): one for place, one in enumerate(other.proposals)}
        return keyed.get(wanted)


def _doubt(row: StagedRow) -> tuple[str, ...]:
    """The reasons without the rows, files and codes that they name."""
    return (row.kind, *(_OF_PLACE.sub("", reason) for reason in row.reasons))


def _counted(counts: Mapping[str, int]) -> str:
    kinds = [*KINDS, *(kind for kind in counts if kind not in KINDS)]
    return "、".join(f"{counts[kind]} {_unit(kind)}" for kind in kinds if counts.get(kind))


def _unit(kind: str) -> str:
    units = {"village": "个村", "household": "户", "person": "人", "helper": "名帮扶人", "unit": "个帮扶单位"}
    return units.get(kind) or f"条{RECORDS[kind].title}"


def kind_words(kind: str) -> str:
    """What a row is about, as people say it."""
    return KINDS.get(kind) or RECORDS[kind].title
