"""The key may be unlocked while the program is still loading; what lies in the folder by then decides."""

from pathlib import Path

import pytest

from fupin_desktop.db import keys
from fupin_desktop.db.registry import make_registry, open_registry
from fupin_desktop.db.replacing import KEYS_NAME, READY
from fupin_desktop.domain.errors import Unavailable


def test_a_key_unlocked_ahead_opens_without_stretching_the_passphrase_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_registry(tmp_path / "r", "erste-1")
    key = keys.unlock(tmp_path / "r" / KEYS_NAME, "erste-1")
    monkeypatch.setattr("hashlib.scrypt", None)
    open_registry(tmp_path / "r", "erste-1", key=key).close()


def test_a_key_unlocked_before_a_restore_was_finished_is_not_used(tmp_path: Path) -> None:
    for name in ("here", "restored"):
        make_registry(tmp_path / name, "erste-1")
    registry = open_registry(tmp_path / "restored", "erste-1")
    registry.put_setting("region", "141124199201")
    registry.close()
    key = keys.unlock(tmp_path / "here" / KEYS_NAME, "erste-1")
    (tmp_path / "restored").replace(tmp_path / "here" / f"{READY}20180701-120000")

    opened = open_registry(tmp_path / "here", "erste-1", key=key)
    assert opened.setting("region") == "141124199201"
    opened.close()


def test_a_key_of_another_registry_opens_nothing(tmp_path: Path) -> None:
    make_registry(tmp_path / "r", "erste-1")
    with pytest.raises(Unavailable):
        open_registry(tmp_path / "r", "erste-1", key=keys.new_key())
    open_registry(tmp_path / "r", "erste-1").close()
