"""What is sent comes out as it was, and small: any chain, real registries, newer programs' commits."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bench.village_weeks import imported, one_edit, weeks
from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Commit, Op, OpId, canonical, op_bytes
from fupin_desktop.domain.identity import coded_id, yearly_id
from fupin_desktop.domain.streams import Seal, Segment, StreamKey
from fupin_desktop.sync.wire import Malformed, columns_of, decode, encode, name_of
from tests.db.registries import VILLAGE, a_template, commits, edit, open_at
from tests.sync.segments import SALT, SIGNATURE, a_header, altered, chained, segments, with_value

EXAMPLES = int(os.environ.get("FUPIN_EXAMPLES", "60"))


def assert_same(found: Segment, sent: Segment) -> None:
    assert found == sent
    assert [commit.id() for commit in found.commits] == [commit.id() for commit in sent.commits]
    assert [canonical(one.header) for one in found.commits] == [canonical(one.header) for one in sent.commits]
    assert [list(map(op_bytes, one.ops)) for one in found.commits] == [
        list(map(op_bytes, one.ops)) for one in sent.commits
    ]


@settings(max_examples=EXAMPLES, deadline=None)
@given(segments())
def test_any_chain_comes_out_as_it_was(segment: Segment) -> None:
    content = encode(segment)
    assert_same(decode(content), segment)
    again = tuple(Commit(dict(reversed(one.header.items())), one.ops, one.salt) for one in segment.commits)
    assert encode(altered(segment, commits=again)) == content
    assert encode(decode(content)) == content


def test_a_registry_s_own_saves_come_out_as_they_were(tmp_path: Path) -> None:
    registry = open_at(a_template(tmp_path / "a"))
    edit(registry, "person", "p1", name="张演示", id_number="141199197001010018", person_phone="19900000001")
    edit(registry, "person", "p1", person_phone=None)
    edit(registry, "person", "p1", birth_date="1970-01-01")
    edit(registry, "household_year", yearly_id("household_year", "h1", 2018), household_id="h1", year=2018)
    segment = _segment(registry)
    registry.close()
    assert len(segment.commits) == 4
    assert_same(decode(encode(segment)), segment)


def test_the_weeks_of_a_village_are_small() -> None:
    village = imported(60, seed=3)
    first = village.segment()
    assert _bytes_an_op(first) <= 4
    assert len(encode(one_edit(village))) - len(SIGNATURE) <= 170  # of which 96 are random: salt, ids, group
    assert _bytes_an_op(weeks(village, 500)) <= 20


def test_ids_that_follow_from_the_ops_are_not_sent() -> None:
    household = coded_id("household", "80000000000001")
    year = yearly_id("household_year", household, 2018)
    person = coded_id("person", "70000000000001")
    membership = coded_id("membership", "80000000000001|70000000000001")
    founded = [
        (household, number_of("household", "household_code"), "80000000000001", []),
        (year, number_of("household_year", "household_id"), household, []),
        (year, number_of("household_year", "year"), 2018, []),
        (person, number_of("person", "person_code"), "70000000000001", []),
        (membership, number_of("membership", "household_id"), household, []),
        (membership, number_of("membership", "person_id"), person, []),
    ]
    segment = chained([(a_header(), founded)])
    assert columns_of(segment)[0] == bytes.fromhex("0123456789abcdef")  # the group, and no id
    assert_same(decode(encode(segment)), segment)


@pytest.mark.parametrize("earlier", ["year", "household"])
def test_an_id_that_does_not_follow_yet_is_sent(earlier: str) -> None:
    household = coded_id("household", "80000000000001")
    year = yearly_id("household_year", household, 2018)
    ops = [
        (year, number_of("household_year", "household_id"), household, []),
        (year, number_of("household_year", "year"), 2018 if earlier == "year" else "2018", []),
        (household, number_of("household", "household_code"), "80000000000001", []),
    ]
    segment = chained([(a_header(), ops)])
    assert_same(decode(encode(segment)), segment)


def test_values_that_look_alike_stay_apart() -> None:
    alike = [
        1,
        "1",
        True,
        "True",
        "true",
        1.0,
        "1.0",
        None,
        "None",
        "null",
        False,
        0,
        "0",
        -0.0,
        0.0,
        [],
        "[]",
        {},
        "",
        ["1"],
    ]
    segment = chained([(a_header(), [("p1", 7, value, []) for value in [*alike, *reversed(alike)]])])
    assert_same(decode(encode(segment)), segment)


def test_a_key_of_a_newer_program_costs_little() -> None:
    plain = chained([(a_header(), [("p1", 9, str(turn), [])]) for turn in range(50)])
    newer = chained([(a_header(later={"a": [1.5, None]}), [("p1", 9, str(turn), [])]) for turn in range(50)])
    assert_same(decode(encode(newer)), newer)
    assert len(encode(newer)) - len(encode(plain)) < 60


def test_bases_come_out_sorted_whatever_their_order() -> None:
    ids = [OpId(b"\2" * 16, 1), OpId(b"\1" * 16, 5), OpId(b"\1" * 16, 2)]
    commit = with_value("x").commits[0]
    unsorted = Commit(commit.header, (Op("p1", 7, "x", tuple(ids)),), SALT)
    stream = with_value("x").stream
    sent = Segment(stream, SALT, (unsorted,), Seal(stream, 0, unsorted.id(), SIGNATURE))
    found = decode(encode(sent))
    assert found.commits[0].ops[0].bases == tuple(sorted(ids))
    assert found.commits[0].id() == unsorted.id()


def test_a_name_is_of_these_bytes_and_no_others() -> None:
    content = encode(with_value("x"))
    assert len(name_of(content)) == 16
    assert name_of(content) != name_of(content[:-1])


@pytest.mark.parametrize(
    "parts",
    [
        {"commits": ()},
        {"stream": StreamKey("00ff10ab00ff10ab", "141199199202")},
        {"stream": StreamKey("00FF10AB00FF10AB", "141199199201")},
        {"seal": Seal(StreamKey("00ff10ab00ff10ab", "141199199201"), 1, b"", SIGNATURE)},
        {"salt": bytes(31)},
    ],
)
def test_what_is_no_sealed_chain_is_not_sent(parts: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        encode(altered(with_value("x"), **parts))


@pytest.mark.parametrize("value", ["户" * 65_537, 1 << 63, [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]])
def test_what_no_reader_would_take_is_not_sent(value: Any) -> None:
    with pytest.raises(Malformed):
        encode(with_value(value))


def _segment(registry: SqlRegistry) -> Segment:
    found = [(commit, facts) for commit, facts in commits(registry) if facts["region"] == VILLAGE]
    stream = StreamKey(found[0][1]["inc"], VILLAGE)
    last = found[-1][0]
    seal = Seal(stream, last.header["seq"], last.id(), SIGNATURE)
    return Segment(stream, found[0][1]["salt"], tuple(commit for commit, _ in found), seal)


def _bytes_an_op(segment: Segment) -> float:
    content = encode(segment)
    assert_same(decode(content), segment)
    return len(content) / sum(len(commit.ops) for commit in segment.commits)
