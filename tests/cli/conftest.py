"""The command line as a person uses it: commands in this process, on a real encrypted registry in a folder."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli import main

SAMPLES = Path(__file__).parent.parent / "samples"
VILLAGE = "141124199201"


@dataclass
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Fupin:
    """`fupin --data FOLDER …`."""

    folder: Path
    run: Callable[..., Answer]

    def __call__(self, *words: object) -> Answer:
        return self.run("--data", self.folder, *words)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    monkeypatch.setenv("FUPIN_PASSPHRASE", "demo")

    def command(*words: object) -> Answer:
        monkeypatch.setattr("sys.argv", ["fupin", *(str(word) for word in words)])
        with pytest.raises(SystemExit) as left:
            main()
        captured = capsys.readouterr()
        return Answer(int(left.value.code or 0), captured.out, captured.err)

    return command


@pytest.fixture
def empty(tmp_path: Path, run: Callable[..., Answer]) -> Fupin:
    folder = tmp_path / "registry"
    assert run("init", folder, "--village", VILLAGE).code == 0
    return Fupin(folder, run)


@pytest.fixture(scope="session")
def imported_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry into which the clean sample was imported; copied for each test that wants it."""
    from fupin_desktop.db.registry import make_registry, open_registry
    from fupin_desktop.services.found_registry import found_village
    from fupin_desktop.services.import_workbooks import apply_batch, stage_files

    folder = tmp_path_factory.mktemp("imported") / "registry"
    make_registry(folder, "demo")
    registry = open_registry(folder, "demo", user="王演示")
    found_village(registry, VILLAGE)
    apply_batch(registry, stage_files(registry, sorted((SAMPLES / "county-export").glob("*.xlsx"))))
    registry.close()
    return folder


@pytest.fixture
def imported(imported_folder: Path, tmp_path: Path, run: Callable[..., Answer]) -> Fupin:
    folder = tmp_path / "registry"
    shutil.copytree(imported_folder, folder)
    return Fupin(folder, run)


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    return json.loads((SAMPLES / "county-export" / "truth.json").read_text("utf-8"))
