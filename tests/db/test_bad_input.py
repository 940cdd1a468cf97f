"""What the world does to files: each thing gets one clear sentence in Chinese with what to do, and nothing is lost."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from fupin_desktop.db import keys
from fupin_desktop.db.engine import open_engine, world_errors
from fupin_desktop.db.registry import SqlRegistry, make_registry, open_registry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused, Unavailable
from tests.db.killing import ROOT
from tests.db.registries import PASSPHRASE, VILLAGE, commits, copied, edit, open_at, tables


@pytest.fixture
def folder(templates: list[Path], tmp_path: Path) -> Path:
    """A closed registry with a household."""
    registry = open_at(copied(templates[0], tmp_path / "登记库"))
    edit(registry, "household", "h", village_code=VILLAGE, address="东沟5号院", head_name="张演示")
    registry.close()
    return registry.folder


def refused(folder: Path, passphrase: str = PASSPHRASE) -> str:
    """What opening says."""
    before = {file: file.read_bytes() for file in folder.glob("*") if file.is_file() and file.suffix != ".lock"}
    with pytest.raises((Refused, Unavailable)) as said:
        open_registry(folder, passphrase)
    assert {file: file.read_bytes() for file in before} == before, "nothing was changed"
    assert str(said.value).endswith("。")
    return str(said.value)


def test_a_wrong_passphrase(folder: Path) -> None:
    assert "口令不对" in refused(folder, "别的口令")


def test_no_registry_there(tmp_path: Path) -> None:
    assert "没有登记库" in refused(tmp_path)
    assert "没有登记库" in refused(tmp_path / "nowhere")


def test_a_registry_is_not_made_over_another(folder: Path) -> None:
    with pytest.raises(Refused, match="已有登记库"):
        make_registry(folder, PASSPHRASE)
    open_registry(folder, PASSPHRASE).close()


def test_keys_without_their_registry_are_set_aside_when_one_is_made(folder: Path) -> None:
    (folder / "registry.db").rename(folder.parent / "lost.db")
    make_registry(folder, PASSPHRASE)
    assert len(list(folder.glob("keys-*.json"))) == 1


@pytest.mark.parametrize("passphrase", ["", "abc"])
def test_too_short_a_passphrase(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(Refused, match="至少 4 个字"):
        make_registry(tmp_path / "new", passphrase)
    assert not (tmp_path / "new").exists()


# Keys


def with_wrap(change: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def changed(content: dict[str, Any]) -> dict[str, Any]:
        content["wraps"]["passphrase"] |= change
        return content

    return changed


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda content: None, "缺少钥匙文件"),
        (lambda content: b"", "已损坏"),
        (lambda content: b"\xff\xfe", "已损坏"),
        (lambda content: {}, "已损坏"),
        (lambda content: [], "已损坏"),
        (lambda content: content | {"suite": "sm4-2"}, "先升级本程序"),
        (lambda content: content | {"wraps": {}}, "已损坏"),
        (lambda content: content | {"wraps": None}, "已损坏"),
        (with_wrap({"key": "AAAA"}), "口令不对"),
        (with_wrap({"key": None}), "已损坏"),
        (with_wrap({"salt": "####"}), "口令不对|已损坏"),
        (with_wrap({"nonce": "AAAA"}), "已损坏"),
        (with_wrap({"cost": {"n": 2**30, "r": 8, "p": 1}}), "已损坏"),
        (with_wrap({"cost": {"n": 2, "r": 1, "p": 1}}), "已损坏"),
        (with_wrap({"cost": {"n": 2**15, "r": 8, "p": 10**9}}), "已损坏"),
        (with_wrap({"cost": "much"}), "已损坏"),
    ],
)
def test_a_missing_garbled_newer_or_hostile_keys_file(folder: Path, change: Any, says: str) -> None:
    file = folder / "keys.json"
    changed = change(json.loads(file.read_text("utf-8")))
    if changed is None:
        file.unlink()
    else:
        file.write_bytes(changed if isinstance(changed, bytes) else json.dumps(changed).encode())
    assert re.search(says, refused(folder))


def test_the_key_is_nowhere_in_plain(folder: Path) -> None:
    key = keys.unlock(folder / "keys.json", PASSPHRASE)
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert key not in content
            assert key.hex().encode() not in content.lower()


def test_every_misheard_group_of_a_recovery_code_is_named() -> None:
    code = keys.new_recovery_code()
    groups = code.split("-")
    assert keys.misheard_groups(code) == []
    for place, group in enumerate(groups):
        for digit in range(5):
            wrong = group[:digit] + str((int(group[digit]) + 1) % 10) + group[digit + 1 :]
            heard = "-".join([*groups[:place], wrong, *groups[place + 1 :]])
            assert keys.misheard_groups(heard) == [place + 1]


def test_two_neighbouring_digits_exchanged_are_heard_nearly_always() -> None:
    chance, missed = random.Random(1), 0
    for _ in range(500):
        code = keys.new_recovery_code().replace("-", "")
        place = chance.randrange(39)
        turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        missed += turned != code and keys.misheard_groups(turned) == []
    assert missed <= 60


@pytest.mark.parametrize("written", ["{} ", "{}", "（{}）"])
def test_a_recovery_code_is_read_with_any_separators(tmp_path: Path, written: str) -> None:
    file, key, code = tmp_path / "keys.json", keys.new_key(), keys.new_recovery_code()
    keys.write_keys(file, key, PASSPHRASE, code)
    assert keys.unlock_by_recovery(file, written.format(code.replace("-", " "))) == key


@pytest.mark.parametrize(("code", "says"), [("", "8 组"), ("12345", "8 组"), ("0" * 40, r"第 [\d、]+ 组")])
def test_a_wrong_recovery_code(folder: Path, code: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        keys.unlock_by_recovery(folder / "keys.json", code)
    with pytest.raises(Refused, match="不是本登记库的"):
        keys.unlock_by_recovery(folder / "keys.json", keys.new_recovery_code())


# A damaged database


def test_bytes_flipped_anywhere_are_said_or_do_no_harm(folder: Path, tmp_path: Path) -> None:
    registry = open_at(folder)
    for number in range(40):
        edit(registry, "household", f"h{number}", village_code=VILLAGE, address=f"东沟{number}号院" * 9)
    before, log = tables(registry), [commit.id() for commit, _ in commits(registry)]
    registry.close()
    whole, chance, found = (folder / "registry.db").read_bytes(), random.Random(5), 0
    for _ in range(40):
        place = chance.randrange(len(whole))
        (folder / "registry.db").write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        for leftover in folder.glob("registry.db-*"):
            leftover.unlink()
        registry = None
        try:
            registry = open_at(folder)
            assert tables(registry) == before, "never silently wrong"
            assert [commit.id() for commit, _ in commits(registry)] == log
            registry.household_ids(HouseholdQuery())
            registry.verify()
        except Exception as error:
            found += 1
            with pytest.raises(Unavailable, match=r"(损坏|备份).*。"), world_errors("读取登记库"):
                raise error
        finally:
            if registry is not None:
                registry._engine.dispose()
                registry._opened.lock.release(force=True)
    assert found > 10
    (folder / "registry.db").write_bytes(whole)
    open_at(folder).close()


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + bytes(4096), os.urandom(8192)])
def test_what_is_no_database(folder: Path, content: bytes) -> None:
    (folder / "registry.db").write_bytes(content)
    with pytest.raises(Unavailable, match=r"。$"):
        open_registry(folder, PASSPHRASE)


def test_a_database_cut_off(folder: Path) -> None:
    whole = (folder / "registry.db").read_bytes()
    for size in range(4096, len(whole), 40_960):
        (folder / "registry.db").write_bytes(whole[:size])
        with pytest.raises(Unavailable, match=r"备份.*。$"):
            open_registry(folder, PASSPHRASE).verify()


def test_the_keys_of_another_registry(folder: Path, templates: list[Path]) -> None:
    shutil.copy(templates[1] / "keys.json", folder / "keys.json")
    assert "备份" in refused(folder)


def test_closing_a_damaged_registry_still_lets_another_in(folder: Path) -> None:
    registry = open_registry(folder, PASSPHRASE)
    registry._engine.dispose()
    (folder / "registry.db").write_bytes(os.urandom(40_960))
    with pytest.raises(Unavailable):
        registry.close()
    with pytest.raises(Unavailable, match="损坏"):
        open_registry(folder, PASSPHRASE)


# Two at once


def test_a_second_window_is_refused_while_the_first_is_open(folder: Path) -> None:
    first = open_registry(folder, PASSPHRASE)
    assert "已在另一个窗口" in refused(folder)
    first.close()
    open_registry(folder, PASSPHRASE).close()


OPEN_IT = """
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from fupin_desktop.db.registry import open_registry
from fupin_desktop.domain.errors import Refused
try:
    open_registry(Path(sys.argv[1]), sys.argv[2]).close()
except Refused as error:
    sys.stdout.buffer.write(str(error).encode())
"""


def test_another_process_is_refused_while_this_one_has_it_open(folder: Path) -> None:
    registry = open_registry(folder, PASSPHRASE)
    said = subprocess.run(
        [sys.executable, "-c", OPEN_IT, folder, PASSPHRASE], cwd=ROOT, capture_output=True, check=True
    )
    assert "已在另一个窗口或命令中打开" in said.stdout.decode()
    edit(registry, "household", "h", address="东沟6号院")
    registry.close()


def test_who_only_reads_may_look_while_another_writes(folder: Path) -> None:
    writer = open_registry(folder, PASSPHRASE)
    reader = open_registry(folder, PASSPHRASE, writing=False)
    edit(writer, "household", "h", address="东沟6号院")
    household = reader.record("household", "h")
    assert household is not None
    assert household.address == "东沟6号院"
    reader.close()
    writer.close()


# A disk that is full, a folder that cannot be written


FILL_UP = """
import resource, signal, sys
from pathlib import Path
from fupin_desktop.domain.errors import Unavailable
from tests.db.registries import VILLAGE, edit, open_at

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
registry = open_at(Path(sys.argv[1]))
limit = 2_000_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
done = 0
try:
    for number in range(10_000):
        if sys.argv[2] == "photo":
            registry.blobs.put(bytes(limit + 1))
        elif sys.argv[2] == "backup":
            registry.back_up()
        else:
            edit(registry, "household", f"full{number}", village_code=VILLAGE, address="东沟" * 100)
        done += 1
except Unavailable as error:
    sys.stdout.buffer.write(f"{done}\\n{error}".encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to the size of files there")
@pytest.mark.parametrize("what", ["save", "photo", "backup"])
def test_a_full_disk(folder: Path, what: str) -> None:
    if what == "backup":
        registry = open_at(folder)
        deeds = [
            (Deed(title="x", region=VILLAGE), [Edit("household", f"b{n}", "address", "东沟" * 90)]) for n in range(2000)
        ]
        registry.write(deeds)
        registry.close()
    command = [sys.executable, "-c", FILL_UP, folder, what]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()
    done, said = ended.stdout.decode().split("\n")
    assert "没有成功" in said
    assert said.endswith("。")
    registry = open_at(folder)
    assert len([one for one in registry.records("household") if one.id.startswith("full")]) == int(done) * (
        what == "save"
    )
    assert registry.verify().differences == ()
    assert registry.backups() == []
    assert not list(folder.rglob("*.part"))
    edit(registry, "household", "h", address="又有地方了")
    registry.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_the_sentence_for_a_full_disk() -> None:
    with (
        pytest.raises(Unavailable, match="磁盘已满。请清理出一些空间再试"),
        world_errors("备份"),
        Path("/dev/full").open("w") as full,
    ):
        full.write("x" * 100_000)


READ_ONLY = """
import encodings.cp437, os, sys
from pathlib import Path
from fupin_desktop.db.registry import make_registry, open_registry, restore_registry
from fupin_desktop.domain.errors import Unavailable

if os.getuid() == 0:
    os.setuid(65534)  # whoever is root may write anywhere
folder = Path(sys.argv[1])
for attempt in (
    lambda: open_registry(folder, sys.argv[2]),
    lambda: make_registry(folder / "new", sys.argv[2]),
    lambda: restore_registry(folder, Path(sys.argv[3]), sys.argv[2]),
):
    try:
        attempt()
    except Unavailable as error:
        sys.stdout.buffer.write(f"{error}\\n".encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_a_folder_that_can_only_be_read(folder: Path) -> None:
    registry = open_at(folder)
    made = registry.back_up(folder.parent / "stick")
    registry.close()
    before = {file: file.read_bytes() for file in folder.glob("*.*")}
    for parent in [folder, *folder.parents][:4]:
        parent.chmod(0o755)
    for file in [*folder.rglob("*"), folder]:
        file.chmod(0o555 if file.is_dir() else 0o444)
    made.path.parent.chmod(0o755)
    command = [sys.executable, "-c", READ_ONLY, folder, PASSPHRASE, made.path]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    folder.chmod(0o755)
    for file in folder.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    assert ended.returncode == 0, ended.stderr.decode()
    said = ended.stdout.decode().splitlines()
    assert len(said) == 3
    assert all("请换一个能写的位置" in one for one in said)
    assert {file: file.read_bytes() for file in before} == before


def test_a_bug_is_not_blamed_on_the_disk(folder: Path) -> None:
    registry = open_at(folder)
    with pytest.raises(IntegrityError), registry._write("保存") as connection:
        connection.execute(text("INSERT INTO household (id, deleted) VALUES ('h', 0)"))
    registry.close()


# What may never be in a log


SECRETS = ("张演示", "141199197001010018", "19900000001", "6222000000000000")


def in_errors(error: BaseException | None) -> str:
    """Everything that a log would hold of an error."""
    return "".join(traceback.format_exception(error)) if error else ""


def test_no_error_of_the_store_tells_a_name_or_a_number(registry: SqlRegistry) -> None:
    values = {"head_name": SECRETS[0], "head_id_number": SECRETS[1], "phone": SECRETS[2], "bank_account": SECRETS[3]}
    for table in ("household", "field_op", "commit_log", "search_key"):
        with registry._write("x") as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {table}_away")
        with pytest.raises(Unavailable) as said:
            registry.write(
                [(Deed(title="新建", region=VILLAGE), [Edit("household", "h", n, v) for n, v in values.items()])]
            )
        shown = in_errors(said.value)
        with registry._write("x") as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table}_away RENAME TO {table}")
        assert "OperationalError" in shown
        assert not [secret for secret in SECRETS if secret in shown]
    edits = [Edit("household", "h", name, value) for name, value in values.items()]
    registry.write([(Deed(title="新建", region=VILLAGE), edits)])


def test_no_error_about_keys_tells_the_passphrase_or_the_code(folder: Path) -> None:
    passphrase, code = "秘密的" + "口令", keys.new_recovery_code()
    for attempt in (
        lambda: open_registry(folder, passphrase),
        lambda: keys.unlock_by_recovery(folder / "keys.json", code),
    ):
        with pytest.raises(Refused) as said:
            attempt()
        assert passphrase not in in_errors(said.value)
        assert code not in in_errors(said.value)


def test_an_engine_never_shows_the_values_of_its_statements(folder: Path) -> None:
    engine = open_engine(folder / "registry.db", keys.unlock(folder / "keys.json", PASSPHRASE))
    assert engine.hide_parameters
    engine.dispose()
