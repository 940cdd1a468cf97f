"""A forgotten passphrase is replaced by the recovery code, offline."""

from pathlib import Path

import pytest

from fupin_desktop.db.registry import make_registry, open_registry
from fupin_desktop.db.registry_file import reset_passphrase
from fupin_desktop.domain.errors import Refused


def test_the_recovery_code_gives_a_new_passphrase_and_stays_valid(tmp_path: Path) -> None:
    code = make_registry(tmp_path / "r", "erste-1")

    reset_passphrase(tmp_path / "r", code, "zweite-2")
    open_registry(tmp_path / "r", "zweite-2").close()
    with pytest.raises(Refused, match="口令不对"):
        open_registry(tmp_path / "r", "erste-1")

    reset_passphrase(tmp_path / "r", code, "dritte-3")
    open_registry(tmp_path / "r", "dritte-3").close()


@pytest.mark.parametrize(
    ("code", "new", "words"), [("foreign", "lang-genug", "不是本登记库"), ("own", "abc", "至少 4")]
)
def test_a_foreign_code_or_a_short_passphrase_changes_nothing(tmp_path: Path, code: str, new: str, words: str) -> None:
    own = make_registry(tmp_path / "r", "erste-1")
    foreign = make_registry(tmp_path / "other", "erste-1")
    before = (tmp_path / "r" / "keys.json").read_bytes()

    with pytest.raises(Refused, match=words):
        reset_passphrase(tmp_path / "r", own if code == "own" else foreign, new)
    assert (tmp_path / "r" / "keys.json").read_bytes() == before


def test_a_registry_opened_on_one_thread_can_be_closed_on_another(tmp_path: Path) -> None:
    import threading

    make_registry(tmp_path / "r", "erste-1")
    found = []
    worker = threading.Thread(target=lambda: found.append(open_registry(tmp_path / "r", "erste-1")))
    worker.start()
    worker.join()
    found[0].close()

    open_registry(tmp_path / "r", "erste-1").close()
