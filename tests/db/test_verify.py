"""`fupin verify` finds every planted damage, in the log and in what is made from it, and changes nothing."""

from collections.abc import Callable

import pytest

from fupin_desktop.db.registry import SqlRegistry, open_registry
from tests.db.registries import PASSPHRASE, VILLAGE, Clock, ask, edit, run, tables


@pytest.fixture
def worked(laptop: Callable[..., SqlRegistry]) -> SqlRegistry:
    """A registry with some saves on two households, chained to one another."""
    registry = laptop(0, Clock())
    edit(registry, "household", "h1", village_code=VILLAGE, address="东沟5号院", head_name="张演示")
    edit(registry, "household", "h2", village_code=VILLAGE, address="西沟1号院")
    edit(registry, "household", "h1", address="东沟6号院")
    edit(registry, "household", "h1", phone="19900000001")
    return registry


def differences(registry: SqlRegistry) -> str:
    return "\n".join(registry.verify().differences)


def test_an_honest_registry_has_no_differences_and_is_counted(worked: SqlRegistry) -> None:
    found = worked.verify()
    assert found.differences == ()
    assert (found.commits, found.ops, found.records) == (4, 9, 2)


def test_verifying_changes_nothing(worked: SqlRegistry) -> None:
    worked.put_findings(["h1"], [{"household_id": "h1", "rule": "r", "level": "E", "content": "{}"}])
    before, findings = tables(worked), worked.findings()
    worked.verify()
    assert tables(worked) == before
    assert worked.findings() == findings


LAST = "(SELECT max(no) FROM commit_log)"
LOG_DAMAGES = {
    "another value": "UPDATE field_op SET value = '\"别处\"' WHERE value = '\"东沟6号院\"'",
    "a value that is no value": "UPDATE field_op SET value = '东沟' WHERE value = '\"东沟6号院\"'",
    "another field": f"UPDATE field_op SET field = field + 1 WHERE commit_no = {LAST}",
    "another record": f"UPDATE field_op SET record_no = 2 WHERE commit_no = {LAST}",
    "a base less": "DELETE FROM op_base",
    "a base more": f"INSERT INTO op_base VALUES ({LAST}, 0, 1, 0)",
    "an op less": f"DELETE FROM field_op WHERE commit_no = {LAST}",
    "an op more": f"INSERT INTO field_op VALUES ({LAST}, 9, 1, 30, 'true')",
    "an op of nobody": "INSERT INTO field_op VALUES (99, 0, 1, 30, 'true')",
    "ops moved": "UPDATE field_op SET place = place + 100 WHERE commit_no = 1",
    "another user": "UPDATE commit_log SET header = replace(header, '张队员', '李队员')",
    "a header that is none": "UPDATE commit_log SET header = '{' WHERE no = 2",
    "a header of nothing": "UPDATE commit_log SET header = '{}' WHERE no = 2",
    "a sequence below nought": "UPDATE commit_log SET header = replace(header, '\"seq\":1', '\"seq\":-2')",
    "a commit in the middle less": "DELETE FROM commit_log WHERE no = 2",
    "a commit and its ops less": "DELETE FROM commit_log WHERE no = 2; DELETE FROM field_op WHERE commit_no = 2",
    "another id": "UPDATE commit_ref SET id = X'00112233445566778899aabbccddeeff' WHERE no = 3",
    "another salt": "UPDATE stream SET salt = zeroblob(32)",
    "a stream less": "DELETE FROM stream",
    "another village": "UPDATE stream SET region = '141124199202'",
    "another device's": "UPDATE incarnation SET id = '0123456789abcdef'",
    "another time": f"UPDATE commit_log SET hlc_ms = hlc_ms + 1 WHERE no = {LAST}",
    "another group": f"UPDATE commit_log SET group_id = 'x' WHERE no = {LAST}",
    "another kind": f"UPDATE commit_log SET kind = 'import' WHERE no = {LAST}",
    "another place in the chain": f"UPDATE commit_log SET previous_no = NULL WHERE no = {LAST}",
}
TABLE_DAMAGES = {
    "another value in a row": "UPDATE household SET address = '别处' WHERE id = 'h1'",
    "zero for blank": "UPDATE household SET address = '' WHERE id = 'h2'",
    "a row less": "DELETE FROM household WHERE id = 'h2'",
    "a row more": "INSERT INTO person (id, deleted) VALUES ('p', 0)",
    "a row in the bin": "UPDATE household SET deleted = 1 WHERE id = 'h1'",
    "a head less": "DELETE FROM field_head WHERE commit_no = 4",
    "a head more": "INSERT INTO field_head SELECT record_no, field, commit_no, place FROM field_op WHERE commit_no = 1",
    "a head moved": "UPDATE field_head SET place = 7 WHERE commit_no = 4",
    "a conflict more": "INSERT INTO conflict VALUES ('x', 'value', 'household', 'h1', 'address')",
    "a merge more": "INSERT INTO merged VALUES ('h1', 'h2')",
    "a search key less": "DELETE FROM search_key WHERE key = '张演示'",
}


def spoil(registry: SqlRegistry, damage: str) -> None:
    for statement in damage.replace("INSERT INTO field_head", "INSERT OR IGNORE INTO field_head").split("; "):
        run(registry, statement)


@pytest.mark.parametrize("damage", LOG_DAMAGES.values(), ids=LOG_DAMAGES)
def test_damage_to_the_log_is_found(worked: SqlRegistry, damage: str) -> None:
    spoil(worked, damage)
    said = differences(worked)
    assert "第" in said or "处填写" in said


@pytest.mark.parametrize("damage", TABLE_DAMAGES.values(), ids=TABLE_DAMAGES)
def test_damage_to_a_table_is_found_and_named(worked: SqlRegistry, damage: str) -> None:
    spoil(worked, damage)
    assert "不一致" in differences(worked)


def test_any_flipped_byte_of_a_header_is_found(worked: SqlRegistry) -> None:
    header = ask(worked, "SELECT header FROM commit_log WHERE no = 2")[0].header
    for place in range(0, len(header), 7):
        flipped = header[:place] + bytes([header[place] ^ 1]) + header[place + 1 :]
        run(worked, "UPDATE commit_log SET header = :flipped WHERE no = 2", flipped=flipped)
        assert "第 2 次保存的内容与其校验值不符" in differences(worked), header[place : place + 10]
    run(worked, "UPDATE commit_log SET header = :header WHERE no = 2", header=header)
    assert worked.verify().differences == ()


def test_damage_to_the_tables_is_mended_from_the_log(worked: SqlRegistry) -> None:
    before = tables(worked)
    run(worked, "DELETE FROM household")
    run(worked, "UPDATE meta SET value = 'of another catalogue' WHERE key = 'derived'")
    worked.close()
    again = open_registry(worked.folder, PASSPHRASE)
    try:
        assert tables(again) == before
        assert again.verify().differences == ()
    finally:
        again.close()
