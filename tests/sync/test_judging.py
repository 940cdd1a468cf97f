"""What may be believed is taken, what proves nothing is refused, and everything else is held with its reason."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.catalogue.numbers import ALIAS, LIFE, number_of
from fupin_desktop.domain.changes import Commit, Op, OpId
from fupin_desktop.domain.streams import Segment, StreamKey, Tip
from fupin_desktop.sync.certificates import Role
from fupin_desktop.sync.faults import Around, impossible
from fupin_desktop.sync.judging import Judged, judge
from fupin_desktop.sync.revocations import Revocations, Revoked
from fupin_desktop.sync.seals import incarnation_statement
from tests.sync.laptops import (
    ADDRESS,
    AUTHORITY,
    COUNTY,
    NEIGHBOUR,
    NOON,
    OWNER,
    STRANGER,
    STREAM,
    TRUST,
    VILLAGE,
    YEAR,
    Facts,
    Laptop,
    certificate,
    introduced,
    keys,
    later,
    sealed,
)

STATUS = number_of("household_year", "poverty_status")
CAUSE = number_of("household_year", "main_cause")
YEAR_KEY = number_of("household_year", "year")
NEWER = 60_000


def a_laptop(commits: int = 3) -> Laptop:
    laptop = Laptop()
    for _ in range(commits):
        laptop.write()
    return laptop


def reasons(judged: Judged) -> list[str]:
    return [held.reason for held in judged.held]


def judged_op(*ops: Op, facts: Facts | None = None, **header: Any) -> Judged:
    """What becomes of a good commit, then one with these ops, then another good one."""
    laptop = a_laptop(1)
    laptop.write(*ops, **header)
    laptop.write()
    known = facts or Facts()
    own = introduced(laptop)
    known.certificates, known.incarnations = own.certificates | known.certificates, own.incarnations
    return judge(laptop.segment(), known, TRUST)


def test_what_a_certified_laptop_wrote_and_sealed_is_taken() -> None:
    laptop = a_laptop()
    judged = judge(laptop.segment(), introduced(laptop), TRUST)
    assert judged == Judged(accepted=tuple(laptop.written))


@given(st.integers(1, 5), st.integers(0, 5), st.integers(0, 5))
def test_a_chain_is_taken_in_pieces_and_pieces_may_come_twice(size: int, known: int, start: int) -> None:
    laptop = a_laptop(size)
    known, start = min(known, size), min(start, known, size - 1)
    facts = introduced(laptop)
    facts.put(laptop.written[:known], STREAM)
    assert judge(laptop.segment(start), facts, TRUST).accepted == tuple(laptop.written[start:])


def test_the_store_is_asked_once_for_a_whole_segment() -> None:
    laptop = a_laptop(50)
    facts = introduced(laptop)
    facts.put(laptop.written[:1], STREAM)
    assert len(judge(laptop.segment(1), facts, TRUST).accepted) == 49
    assert facts.asked == ["knows", "held_ids", "homes"]


# Refused: it proves nothing about anybody.


@given(st.randoms(use_true_random=False))
def test_whatever_is_changed_on_the_way_is_refused(chance: random.Random) -> None:
    laptop = a_laptop(4)
    segment, facts = laptop.segment(), introduced(laptop)
    place = chance.randrange(4)
    commit = segment.commits[place]
    key = chance.choice(list(commit.header))
    value: Any = chance.choice([0, 7, -1, "别的", "", None, [1], True, 10**30, "\ud800", float("nan"), {"a": 1}])
    op = commit.ops[0]
    changed = chance.choice(
        [
            replace(commit, header={**commit.header, key: value}),
            replace(commit, header={name: commit.header[name] for name in commit.header if name != key}),
            replace(commit, ops=()),
            replace(commit, ops=(op, op)),
            replace(commit, ops=(replace(op, value="改了"),)),
            replace(commit, ops=(replace(op, value="\ud800"),)),
            replace(commit, ops=(replace(op, entity="b" * 32),)),
            replace(commit, ops=(replace(op, bases=(OpId(b"x" * 16, 0),)),)),
            replace(commit, salt=b"t" * 32),
        ]
    )
    forged = replace(segment, commits=(*segment.commits[:place], changed, *segment.commits[place + 1 :]))
    if changed.header == commit.header and changed.ops == commit.ops and changed.salt == commit.salt:
        return
    if repr(changed.header) == repr(commit.header) and changed.ops == commit.ops and changed.salt == commit.salt:
        return
    assert judge(forged, facts, TRUST).refused in ("damaged", "suite")


FORGERIES: dict[str, Callable[[Segment], Segment]] = {
    "a commit left out": lambda one: replace(one, commits=(one.commits[0], *one.commits[2:])),
    "two exchanged": lambda one: replace(one, commits=(one.commits[1], one.commits[0], *one.commits[2:])),
    "the last cut off": lambda one: replace(one, commits=one.commits[:-1]),
    "nothing": lambda one: replace(one, commits=()),
    "another salt": lambda one: replace(one, salt=b"t" * 32),
    "no salt": lambda one: replace(one, salt=b""),
    "another stream": lambda one: replace(one, stream=StreamKey("2" * 16, VILLAGE)),
    "another region": lambda one: replace(one, stream=StreamKey("1" * 16, NEIGHBOUR)),
    "no region": lambda one: replace(one, stream=StreamKey("1" * 16, "")),
    "the seal of another place": lambda one: replace(one, seal=one.seal._replace(seq=1)),
    "the seal of another stream": lambda one: replace(one, seal=one.seal._replace(stream=StreamKey("2" * 16, VILLAGE))),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_segment_that_is_not_whole_is_refused(forgery: str) -> None:
    laptop = a_laptop()
    judged = judge(FORGERIES[forgery](laptop.segment()), introduced(laptop), TRUST)
    assert (judged.refused, judged.accepted, judged.held) == ("damaged", (), ())
    assert judged.detail.endswith("。")


@pytest.mark.parametrize(
    "header",
    [
        {"hlc": [1]},
        {"hlc": [1, "0"]},
        {"hlc": 5},
        {"wall": 1.5},
        {"wall": None},
        {"est": "x"},
        {"user": 5},
        {"undoes": 1},
        {"group": None},
        {"seq": True},
        {"prev": None},
        {"title": ["x"]},
    ],
)
def test_a_header_that_no_store_could_keep_is_refused_though_it_is_sealed(header: dict[str, Any]) -> None:
    assert judged_op(**header).refused == "damaged"


@pytest.mark.parametrize(
    "header", [{"seq": 1}, {"seq": 1 << 40}, {"prev": "0" * 32}, {"prev": "x"}, {"salt": "0" * 32}]
)
def test_a_stream_begins_at_its_beginning_with_the_mark_of_its_salt(header: dict[str, Any]) -> None:
    laptop = Laptop()
    laptop.write(**header)
    facts = introduced(laptop)
    facts.places[bytes(16)] = (STREAM, -1)
    assert judge(laptop.segment(), facts, TRUST).refused == "damaged"


def test_a_salt_is_of_32_bytes_and_all_commits_have_the_streams() -> None:
    short = Laptop(salt=b"short")
    short.write()
    assert judge(short.segment(), introduced(short), TRUST).refused == "damaged"
    laptop = a_laptop(1)
    facts = introduced(laptop)
    facts.put(laptop.written, STREAM)
    laptop.salt = b"t" * 32
    laptop.write()
    posing = replace(laptop.segment(1), salt=b"s" * 32)
    assert judge(posing, facts, TRUST).refused == "damaged"


def test_a_newer_suite_is_refused_with_a_word_of_its_own() -> None:
    assert judged_op(suite=2).refused == "suite"


def test_keys_of_a_newer_program_in_a_header_are_no_fault() -> None:
    assert judged_op(colour=[1, {"a": None}]).refused == ""
    assert len(judged_op(colour=[1, {"a": None}]).accepted) == 3


def refused_with(change: Callable[[Laptop, Facts], None]) -> str:
    laptop = a_laptop()
    facts = introduced(laptop)
    change(laptop, facts)
    return judge(laptop.segment(), facts, TRUST).refused


def test_a_device_that_nobody_certified_is_refused() -> None:
    assert refused_with(lambda _, facts: facts.certificates.clear()) == "unknown"
    assert refused_with(lambda _, facts: facts.incarnations.clear()) == "unknown"
    by_stranger = certificate(keys(7), STRANGER)
    assert refused_with(lambda _, facts: facts.certificates.update({"d" * 16: by_stranger})) == "unknown"
    of_another = certificate(keys(7), device="e" * 16)
    assert refused_with(lambda _, facts: facts.certificates.update({"d" * 16: of_another})) == "unknown"


def test_a_seal_or_statement_that_the_device_did_not_make_is_refused() -> None:
    other = certificate(keys(8))
    assert refused_with(lambda _, facts: facts.certificates.update({"d" * 16: other})) == "statement"
    posing = incarnation_statement(keys(8), "d" * 16, "1" * 16, "created", NOON)
    assert refused_with(lambda _, facts: facts.incarnations.update({"1" * 16: posing})) == "statement"
    foreign = Laptop().statement()._replace(id="2" * 16)
    assert refused_with(lambda _, facts: facts.incarnations.update({"1" * 16: foreign})) == "unknown"
    laptop = a_laptop()
    stolen = sealed(keys(8), STREAM, laptop.salt, laptop.written)
    assert judge(stolen, introduced(laptop), TRUST).refused == "seal"


def test_what_was_before_must_be_here_and_in_its_place() -> None:
    laptop = a_laptop()
    facts = introduced(laptop)
    assert judge(laptop.segment(1), facts, TRUST).refused == "gap"
    facts.places[laptop.written[0].id()] = (StreamKey("2" * 16, VILLAGE), 0)
    assert judge(laptop.segment(1), facts, TRUST).refused == "damaged"
    facts.places[laptop.written[0].id()] = (STREAM, 5)
    assert judge(laptop.segment(1), facts, TRUST).refused == "damaged"


def test_a_stream_keeps_its_salt() -> None:
    laptop = a_laptop()
    facts = introduced(laptop)
    facts.places[laptop.written[0].id()] = (STREAM, 0)
    facts.known_salts[STREAM] = (b"t" * 32,)
    assert judge(laptop.segment(1), facts, TRUST).refused == "salt"


def test_two_copies_of_a_folder_may_each_begin_a_village() -> None:
    laptop = a_laptop()
    facts = introduced(laptop)
    facts.known_salts[STREAM] = (b"t" * 32,)
    assert judge(laptop.segment(), facts, TRUST).accepted == tuple(laptop.written)


def test_what_belongs_elsewhere_is_refused() -> None:
    laptop = a_laptop()
    ours = replace(TRUST, prefixes=(NEIGHBOUR,))
    assert judge(laptop.segment(), introduced(laptop), ours).refused == "elsewhere"


def test_the_chain_is_looked_at_before_who_wrote_it_and_that_before_where_it_stands() -> None:
    laptop = a_laptop()
    cut = laptop.segment(1)
    torn = replace(cut, commits=cut.commits[:-1])
    assert judge(torn, Facts(), TRUST).refused == "damaged"
    assert judge(cut, Facts(), TRUST).refused == "unknown"
    assert judge(cut, introduced(laptop), TRUST).refused == "gap"


# Held: whose device may not, or not any more.


def test_what_follows_a_held_commit_is_held_with_it() -> None:
    laptop = a_laptop()
    facts = introduced(laptop)
    facts.put(laptop.written[:1], STREAM, held=True)
    assert reasons(judge(laptop.segment(1), facts, TRUST)) == ["follows", "follows"]
    whole = judge(laptop.segment(), facts, TRUST)
    assert (whole.accepted, reasons(whole)) == ((), ["follows", "follows"]), "the first one is held already"


def test_a_certificate_that_ran_out_speaks_only_for_what_a_server_had_witnessed() -> None:
    laptop = a_laptop(4)
    after = later(2 * YEAR)
    assert reasons(judge(laptop.segment(), introduced(laptop), after)) == ["expired", *["follows"] * 3]
    witness = replace(after, witnessed=(Tip(STREAM, 1, laptop.written[1].id()),))
    judged = judge(laptop.segment(), introduced(laptop), witness)
    assert (len(judged.accepted), reasons(judged)) == (2, ["expired", "follows"])


def test_a_certificate_from_tomorrow_is_believed_because_it_is_our_clock_that_is_behind() -> None:
    laptop = a_laptop()
    assert len(judge(laptop.segment(), introduced(laptop), later(-3 * YEAR)).accepted) == 3


def revoked(*witnessed: Tip, serial: int = 1) -> Any:
    stolen = Revoked(device="d" * 16, serial=serial, at_ms=NOON, witnessed=witnessed)
    return replace(TRUST, revocations=(Revocations(1, (stolen,), AUTHORITY.sign_public),))


def test_of_a_stolen_laptop_only_what_was_witnessed_counts() -> None:
    laptop = a_laptop(4)
    facts = introduced(laptop)
    assert reasons(judge(laptop.segment(), facts, revoked())) == ["revoked", *["follows"] * 3]
    half = judge(laptop.segment(), facts, revoked(Tip(STREAM, 1, laptop.written[1].id())))
    assert (len(half.accepted), reasons(half)) == (2, ["revoked", "follows"])
    for beyond in (4, 9):
        whole = judge(laptop.segment(), facts, revoked(Tip(STREAM, beyond, b"x" * 16)))
        assert len(whole.accepted) == 4
    elsewhere = judge(laptop.segment(), facts, revoked(Tip(StreamKey("1" * 16, NEIGHBOUR), 9, b"x" * 16)))
    assert elsewhere.accepted == ()


def test_a_thief_cannot_put_another_branch_in_the_place_of_what_was_witnessed() -> None:
    honest, thief = a_laptop(4), a_laptop(2)
    thief.write(title="偷来的")
    thief.write()
    judged = judge(thief.segment(), introduced(thief), revoked(Tip(STREAM, 3, honest.written[3].id())))
    assert judged.accepted == ()


def test_a_laptop_that_was_enrolled_anew_is_believed_again() -> None:
    laptop = a_laptop()
    facts = introduced(laptop, serial=2)
    assert len(judge(laptop.segment(), facts, revoked()).accepted) == 3


def test_a_stream_outside_the_certificate_is_held() -> None:
    laptop = Laptop(stream=StreamKey("1" * 16, NEIGHBOUR))
    laptop.write()
    judged = judge(laptop.segment(), introduced(laptop), TRUST)
    assert reasons(judged) == ["scope"]
    assert NEIGHBOUR in judged.held[0].detail


def test_what_a_person_has_let_in_is_taken() -> None:
    laptop = Laptop(stream=StreamKey("1" * 16, NEIGHBOUR))
    laptop.write()
    trust = replace(TRUST, admitted=frozenset((laptop.written[0].id(),)))
    assert len(judge(laptop.segment(), introduced(laptop), trust).accepted) == 1


# Held: whose op may not.


def test_a_record_of_another_village_is_not_touched_and_the_reason_is_told() -> None:
    judged = judged_op(facts=Facts(where={OWNER: {NEIGHBOUR}}))
    assert reasons(judged)[0] == "scope", "the very first commit writes it"
    judged = judged_op(Op("b" * 32, ADDRESS, "别人家"), facts=Facts(where={"b" * 32: {NEIGHBOUR}}))
    assert (len(judged.accepted), reasons(judged)) == (1, ["scope", "follows"])
    assert NEIGHBOUR in judged.held[0].detail
    assert VILLAGE in judged.held[0].detail


@pytest.mark.parametrize("homes", [set[str](), {VILLAGE}, {VILLAGE, NEIGHBOUR}])
def test_a_record_is_touched_that_is_new_or_at_home_here_too(homes: set[str]) -> None:
    assert len(judged_op(Op("b" * 32, ADDRESS, "自家"), facts=Facts(where={"b" * 32: homes})).accepted) == 3


def test_no_record_is_merged_into_one_of_another_village() -> None:
    merge = Op(OWNER, number_of("household", ALIAS), "b" * 32)
    assert reasons(judged_op(merge, facts=Facts(where={"b" * 32: {NEIGHBOUR}})))[0] == "scope"
    assert len(judged_op(merge, facts=Facts(where={"b" * 32: {VILLAGE}})).accepted) == 3


def test_a_bureau_that_helps_several_villages_is_written_by_each() -> None:
    unit = Op("b" * 32, number_of("unit", "address"), "县城")
    assert len(judged_op(unit, facts=Facts(where={"b" * 32: {NEIGHBOUR}})).accepted) == 3


def test_an_unknown_field_hides_no_trespass() -> None:
    assert reasons(judged_op(Op("b" * 32, NEWER, "x"), facts=Facts(where={"b" * 32: {NEIGHBOUR}})))[0] == "scope"


HEADS = (OpId(b"x" * 16, 0), OpId(b"y" * 16, 1))
DISAGREEING = dict(zip(HEADS, ("0", "1"), strict=True))


def test_a_village_does_not_decide_what_is_the_countys() -> None:
    judged = judged_op(Op("b" * 32, STATUS, "1", HEADS), facts=Facts(said=dict(DISAGREEING)))
    assert reasons(judged) == ["role", "follows"]
    assert "「脱贫状态」" in judged.held[0].detail
    assert reasons(judged_op(Op("b" * 32, STATUS, "1", HEADS)))[0] == "role", "heads that are not here yet may disagree"


def test_a_village_decides_what_is_its_own_and_enters_what_is_the_countys() -> None:
    facts = Facts(said=dict(DISAGREEING))
    assert len(judged_op(Op("b" * 32, CAUSE, "01", HEADS), facts=facts).accepted) == 3
    assert len(judged_op(Op("b" * 32, STATUS, "1", HEADS[:1]), facts=facts).accepted) == 3


def test_to_write_over_two_equal_values_decides_nothing() -> None:
    facts = Facts(said=dict.fromkeys(HEADS, "0"))
    assert len(judged_op(Op("b" * 32, STATUS, "1", HEADS), facts=facts).accepted) == 3


def test_heads_that_the_segment_itself_brings_are_looked_at_too() -> None:
    laptop = Laptop()
    one, other = laptop.write(Op("b" * 32, STATUS, "0")), laptop.write(Op("b" * 32, STATUS, "1"))
    laptop.write(Op("b" * 32, STATUS, "1", (OpId(one.id(), 0), OpId(other.id(), 0))))
    judged = judge(laptop.segment(), introduced(laptop), TRUST)
    assert (len(judged.accepted), reasons(judged)) == (2, ["role"])
    laptop = Laptop()
    one, other = laptop.write(Op("b" * 32, STATUS, "0")), laptop.write(Op("b" * 32, STATUS, "0"))
    laptop.write(Op("b" * 32, STATUS, "1", (OpId(one.id(), 0), OpId(other.id(), 0))))
    assert len(judge(laptop.segment(), introduced(laptop), TRUST).accepted) == 3, "these two agreed"


@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.COUNTY, Role.CITY])
def test_the_township_and_those_above_decide(role: Role) -> None:
    laptop = Laptop()
    laptop.write(Op("b" * 32, STATUS, "1", HEADS))
    facts = introduced(laptop, role=role, prefixes=(COUNTY,))
    assert len(judge(laptop.segment(), facts, TRUST).accepted) == 1


# Held: content that no program of ours writes.

IMPOSSIBLE: dict[str, tuple[Op, str]] = {
    "a year before": (Op("b" * 32, YEAR_KEY, 1948), "年度 1948"),
    "a year beyond": (Op("b" * 32, YEAR_KEY, 2101), "年度 2101"),
    "a long text": (Op(OWNER, ADDRESS, "长" * 401), "401 个字"),
    "a large text of a newer field": (Op(OWNER, NEWER, "长" * 30_000), "64 KB"),
    "a long list": (Op("b" * 32, number_of("person_year", "health_status"), ["0" * 99] * 700), "64 KB"),
    "many bases": (Op(OWNER, ADDRESS, "x", tuple(OpId(bytes(15) + bytes((n,)), 0) for n in range(65))), "65 个旧值"),
    "a base at no place": (Op(OWNER, ADDRESS, "x", (OpId(b"x" * 16, -1),)), "编号不可能"),
    "a base at a far place": (Op(OWNER, ADDRESS, "x", (OpId(b"x" * 16, 1 << 31),)), "编号不可能"),
    "a record without id": (Op("", ADDRESS, "x"), "编号不可能"),
    "a record with a long id": (Op("b" * 65, ADDRESS, "x"), "编号不可能"),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_impossible_content_is_held(name: str) -> None:
    op, told = IMPOSSIBLE[name]
    judged = judged_op(op)
    assert (len(judged.accepted), reasons(judged)) == (1, ["content", "follows"])
    assert told in judged.held[0].detail


def test_one_record_is_of_one_kind() -> None:
    judged = judged_op(Op("b" * 32, ADDRESS, "东沟"), Op("b" * 32, number_of("person", "name"), "李演示"))
    assert reasons(judged)[0] == "content"
    assert "户" in judged.held[0].detail
    assert "李演示" not in judged.held[0].detail


@pytest.mark.parametrize(
    "header",
    [
        {"hlc": [-1, 0]},
        {"hlc": [253402300800000, 0]},
        {"hlc": [NOON, -1]},
        {"wall": -1},
        {"wall": 1 << 60},
        {"est": -5},
    ],
)
def test_impossible_times_are_held(header: dict[str, Any]) -> None:
    assert reasons(judged_op(**header))[0] == "content"


def test_a_clock_that_is_wrong_by_ten_years_is_no_fault() -> None:
    assert len(judged_op(hlc=[NOON + 10 * YEAR, 5], wall=NOON - 10 * YEAR).accepted) == 3


@pytest.mark.parametrize(
    "op",
    [
        Op(OWNER, NEWER, "新", HEADS),
        Op(OWNER, NEWER, {"of": ["a", "newer", "form"]}),  # type: ignore[arg-type]
        Op(OWNER, ADDRESS, ["a", "newer", "form"]),
        Op("b" * 32, YEAR_KEY, "2018"),
        Op(OWNER, ADDRESS, "长" * 400),
        Op(OWNER, ADDRESS, None),
        Op(OWNER, number_of("household", LIFE), False, tuple(OpId(n.to_bytes(16, "big"), 0) for n in range(200))),
    ],
)
def test_what_a_newer_program_or_a_large_record_brings_is_no_fault(op: Op) -> None:
    assert len(judged_op(op).accepted) == 3


def test_no_op_supersedes_itself_or_what_comes_after_it() -> None:
    # Ids are hashes of their content, so nobody can write such a commit: only a broken decoder could make one up.
    laptop = a_laptop(2)
    first, last = (commit.id() for commit in laptop.written)
    around = Around(STREAM, None, {}, {}, {first: 0, last: 1})  # type: ignore[arg-type]
    for base in (OpId(first, 0), OpId(first, 1), OpId(last, 0)):
        forged = Commit(laptop.written[0].header, (Op(OWNER, ADDRESS, "x", (base,)),), laptop.salt)
        forged.__dict__["_id"] = first
        assert "更晚" in impossible(forged, around)


def test_a_cycle_cannot_be_written_because_a_base_changes_the_id() -> None:
    laptop = a_laptop(1)
    own = laptop.written[0].id()
    circular = replace(laptop.written[0], ops=(Op(OWNER, ADDRESS, "x", (OpId(own, 0),)),))
    assert circular.id() != own


def test_what_no_store_can_keep_is_held() -> None:
    laptop = a_laptop()
    laptop.write(Op("x" * 200, ADDRESS, "东沟"))
    found = judge(laptop.segment(), introduced(laptop), TRUST)
    assert [one.reason for one in found.held] == ["content"]
