"""Whether what came may be believed: the table of docs/exchange.md §6, in its order. It decides; others act.

Nothing is written here. The store is asked a handful of questions for a whole segment, never one for each op.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fupin_desktop.domain.changes import Commit, OpId
from fupin_desktop.domain.streams import Held, Incarnation, Seal, Segment, StreamKey, unkeepable
from fupin_desktop.fields.days import CHINA
from fupin_desktop.fields.plain import Plain
from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.faults import LAST_MS, Around, beyond_role, beyond_scope, decisions, impossible, touched
from fupin_desktop.sync.trust import Trust, witnessed_length
from fupin_desktop.sync.vouching import Unfounded, chained, check_place, vouched

Fault = tuple[str, str] | None  # a short word, and the sentence
FOLLOWS = "它接在一条被搁置的改动后面，要等那一条有了决定。"


class Store(Protocol):
    """What judging asks of a store (of sync/replica.py: Replica)."""

    def knows(self, ids: Iterable[bytes]) -> set[bytes]: ...
    def held_ids(self, ids: Iterable[bytes]) -> set[bytes]: ...
    def homes(self, records: Collection[str]) -> Mapping[str, Collection[str]]: ...
    def certificate(self, device: str) -> bytes | None: ...
    def incarnation(self, incarnation: str) -> Incarnation | None: ...
    def place_of(self, commit: bytes) -> tuple[StreamKey, int] | None: ...
    def salts(self, stream: StreamKey) -> Collection[bytes]: ...
    def values(self, ops: Collection[OpId]) -> Mapping[OpId, Plain]: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to become of a segment: a leading part accepted, the rest held; or all of it refused."""

    accepted: tuple[Commit, ...] = ()  # also those that are here already
    held: tuple[Held, ...] = ()  # without those that are held already
    refused: str = ""  # damaged, suite, unknown, statement, seal, gap, elsewhere
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    """A segment whose chain, seal and place hold."""

    segment: Segment
    ids: list[bytes]
    here: set[bytes]
    certificate: Certificate
    trust: Trust

    def is_new(self, place: int) -> bool:
        """Whether the commit has to be judged: it is not here, and nobody has let it in."""
        return self.ids[place] not in self.here and not self.trust.is_admitted(self.ids[place], self.certificate)


def judge(segment: Segment, store: Store, trust: Trust) -> Judged:
    """What is to become of the segment."""
    try:
        ids = chained(segment)
        certificate = vouched(segment, store, trust)
        check_place(segment, store)
    except Unfounded as reason:
        return Judged(refused=reason.word, detail=reason.detail)
    before = {segment.previous} - {b""}
    here = store.knows([*before, *ids])
    held = store.held_ids(here) if here else set[bytes]()
    case = _Case(segment, ids, here, certificate, trust)
    if before & held:
        return _parted(case, 0, None)
    stands, void = _standing(case)
    if not segment.stream.within(trust.prefixes) and any(case.is_new(place) for place in range(stands)):
        return Judged(refused="elsewhere", detail=f"这些改动写在 {segment.stream.region} 名下，不归这里管。")
    return _first_fault(case, held, stands, void, store)


def judge_again(chain: Sequence[Held], salt: bytes, store: Store, trust: Trust) -> Judged:
    """What is to become of commits that were put aside, by what is known now; their chain and seal have held before."""
    commits, stream = tuple(one.commit for one in chain), chain[0].stream
    end = Seal(stream, int(commits[-1].header["seq"]), commits[-1].id(), b"")
    segment = Segment(stream, salt, commits, end)
    made = store.incarnation(stream.incarnation)
    certificate = trust.certificate(store.certificate(made.device)) if made else None
    if certificate is None:
        return Judged(held=tuple(chain))
    case = _Case(segment, [commit.id() for commit in commits], set(), certificate, trust)
    return _first_fault(case, (), *_standing(case), store)


def _first_fault(case: _Case, held: Collection[bytes], stands: int, void: Fault, store: Store) -> Judged:
    around = _around(case, stands, store)
    for place, commit in enumerate(case.segment.commits):
        if case.ids[place] in held:
            return _parted(case, place, None)
        if not case.is_new(place):
            continue
        fault = void if place >= stands else _fault(commit, around)
        if fault:
            return _parted(case, place, fault)
    return Judged(accepted=case.segment.commits)


def _standing(case: _Case) -> tuple[int, Fault]:
    """How many leading commits the certificate still speaks for, and what is wrong with the others."""
    certificate, trust, segment = case.certificate, case.trust, case.segment
    revoked = trust.revoked(certificate)
    if revoked:
        counted = witnessed_length(segment.stream, segment.first_seq, case.ids, revoked.witnessed)
        return counted, ("revoked", f"这台电脑已于{_day(revoked.at_ms)}停用，这条改动在那以前没有送到过县里。")
    # Only the end counts: who holds a certificate from tomorrow has a clock that is behind the county's.
    if trust.now_ms > certificate.not_after_ms:
        counted = witnessed_length(segment.stream, segment.first_seq, case.ids, trust.witnessed)
        return counted, ("expired", f"这台电脑的证书到{_day(certificate.not_after_ms)}为止，这条改动在那以后才送来。")
    return len(case.ids), None


def _around(case: _Case, stands: int, store: Store) -> Around:
    """What there is to know for judging the ops, asked at once."""
    new = [commit for place, commit in enumerate(case.segment.commits[:stands]) if case.is_new(place)]
    own = {commit_id: place for place, commit_id in enumerate(case.ids)}
    records = {record for commit in new for record in touched(commit)}
    bases = {base for commit in new for op in decisions(commit, case.certificate) for base in op.bases}
    asked = {base for base in bases if base.commit not in own}
    return Around(
        stream=case.segment.stream,
        certificate=case.certificate,
        homes=store.homes(records) if records else {},
        values={**_values(case.segment, own, bases - asked), **(store.values(asked) if asked else {})},
        later=own,
    )


def _values(segment: Segment, own: Mapping[bytes, int], bases: Iterable[OpId]) -> dict[OpId, Plain]:
    """The values of those bases that the segment itself brings."""
    ops = {base: segment.commits[own[base.commit]].ops for base in bases}
    return {base: several[base.place].value for base, several in ops.items() if 0 <= base.place < len(several)}


def _fault(commit: Commit, around: Around) -> Fault:
    if not around.stream.within(around.certificate.prefixes):
        prefixes = "、".join(around.certificate.prefixes)
        return "scope", f"这条改动写在 {around.stream.region} 名下，不在这台电脑的范围（{prefixes}）内。"
    if unkeepable(commit):
        return "content", "这条改动的编号不成样子，任何登记库都存不下。"
    for reason, wrong in (("scope", beyond_scope), ("role", beyond_role), ("content", impossible)):
        if detail := wrong(commit, around):
            return reason, detail
    return None


def _parted(case: _Case, place: int, fault: Fault) -> Judged:
    """What stands before the place is accepted; the rest is held, unless it is held already."""
    rest: list[Held] = []
    for commit, commit_id in zip(case.segment.commits[place:], case.ids[place:], strict=True):
        if commit_id not in case.here:
            rest.append(Held(commit, case.segment.stream, *(fault if fault and not rest else ("follows", FOLLOWS))))
    return Judged(accepted=case.segment.commits[:place], held=tuple(rest))


def _day(ms: int) -> str:
    day = datetime.fromtimestamp(min(ms, LAST_MS) // 1_000, CHINA)
    return f"{day.year}年{day.month}月{day.day}日"
