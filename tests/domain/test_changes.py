"""Commits: equal content has one id, any other content another, and a withheld op cannot be guessed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desktop.domain.changes import (
    Commit,
    Op,
    OpId,
    canonical,
    commit_id,
    leaf_hash,
    leaf_salt,
    merkle_root,
    op_bytes,
    salt_mark,
)

SALT, OTHER_SALT = b"s" * 32, b"t" * 32
HEADER: dict[str, Any] = {
    "suite": 1,
    "seq": 3,
    "prev": "",
    "user": "张演示",
    "title": "修改户：家庭住址",
    "hlc": [5, 0],
}
OPS = tuple(Op(f"household-{n}", 21, f"东沟{n}号院", (OpId(b"b" * 16, n),)) for n in range(5))
COMMIT = Commit(HEADER, OPS, SALT)
plain = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=3)
some_json = st.recursive(plain, lambda inner: st.dictionaries(st.text(), inner, max_size=4), max_leaves=8)


@given(st.dictionaries(st.text(), some_json, max_size=6))
def test_one_value_has_one_text_whatever_the_order_of_its_keys(value: dict[str, Any]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_say_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical(value)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


def test_the_id_is_of_the_content_and_sixteen_bytes() -> None:
    assert COMMIT.id() == Commit(dict(HEADER), OPS, SALT).id()
    assert len(COMMIT.id()) == 16


@pytest.mark.parametrize("key", HEADER)
def test_another_header_is_another_commit(key: str) -> None:
    changed = Commit(HEADER | {key: 4 if key == "seq" else "别的"}, OPS, SALT)
    assert changed.id() != COMMIT.id()


@pytest.mark.parametrize(
    "changed",
    [
        Op("household-9", 21, "东沟0号院", OPS[0].bases),
        Op("household-0", 22, "东沟0号院", OPS[0].bases),
        Op("household-0", 21, "东沟00号院", OPS[0].bases),
        Op("household-0", 21, "东沟0号院", ()),
        Op("household-0", 21, "东沟0号院", (OpId(b"b" * 16, 9),)),
    ],
)
def test_another_op_is_another_commit(changed: Op) -> None:
    assert Commit(HEADER, (changed, *OPS[1:]), SALT).id() != COMMIT.id()


def test_ops_left_out_added_or_exchanged_make_another_commit() -> None:
    ids = {Commit(HEADER, ops, SALT).id() for ops in (OPS, OPS[:-1], (*OPS, OPS[0]), (OPS[1], OPS[0], *OPS[2:]), ())}
    assert len(ids) == 5


def test_the_bases_are_a_set() -> None:
    one, other = OpId(b"a" * 16, 0), OpId(b"b" * 16, 1)
    assert op_bytes(Op("h", 1, "x", (one, other))) == op_bytes(Op("h", 1, "x", (other, one)))


def test_the_same_op_under_another_salt_or_in_another_place_has_another_leaf() -> None:
    content = op_bytes(OPS[0])
    leaves = {
        leaf_hash(content, leaf_salt(salt, seq, place))
        for salt in (SALT, OTHER_SALT)
        for seq in (0, 1)
        for place in (0, 1)
    }
    assert len(leaves) == 8, "without salt, whoever knows the few possible values could try them all"


def test_a_withheld_op_is_not_found_by_trying_its_possible_values() -> None:
    withheld = Commit(HEADER, (Op("household-0", 21, value=True),), SALT).leaves()[0]
    guessed = {
        leaf_hash(op_bytes(Op("household-0", 21, value)), leaf_salt(OTHER_SALT, 3, 0)) for value in (True, False)
    }
    assert withheld not in guessed


def test_a_commit_is_proved_by_its_leaves_where_an_op_is_withheld() -> None:
    leaves = COMMIT.leaves()
    known = [leaf_hash(op_bytes(op), leaf_salt(SALT, 3, place)) for place, op in enumerate(OPS) if place != 2]
    assert known == leaves[:2] + leaves[3:]
    assert commit_id(canonical(HEADER), merkle_root(leaves)) == COMMIT.id()


@settings(deadline=None)
@given(st.lists(st.binary(min_size=16, max_size=16), max_size=9), st.data())
def test_one_flipped_bit_of_any_leaf_gives_another_root(leaves: list[bytes], data: st.DataObject) -> None:
    if not leaves:
        assert merkle_root(leaves) != merkle_root([bytes(16)])
        return
    place, bit = data.draw(st.integers(0, len(leaves) - 1)), data.draw(st.integers(0, 127))
    flipped = (int.from_bytes(leaves[place], "big") ^ 1 << bit).to_bytes(16, "big")
    assert merkle_root([*leaves[:place], flipped, *leaves[place + 1 :]]) != merkle_root(leaves)


def test_a_root_is_no_leaf() -> None:
    leaves = COMMIT.leaves()
    assert merkle_root(leaves[:2]) != merkle_root([merkle_root(leaves[:2])] * 2)
    assert merkle_root([*leaves, leaves[-1]]) != merkle_root(leaves), "an odd leaf is not doubled"


def test_the_first_commit_says_which_salt_is_meant() -> None:
    assert salt_mark(SALT) != salt_mark(OTHER_SALT)
    assert SALT.hex() not in salt_mark(SALT)


def test_the_salt_is_not_shown_where_commits_are_printed() -> None:
    assert repr(SALT) not in repr(replace(COMMIT))
