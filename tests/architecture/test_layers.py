"""The house is a test: imports run one way, and every package has its floor."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"


def test_imports_keep_to_the_contracts() -> None:
    told = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_every_package_and_module_at_the_top_has_its_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")
    named = {name.strip() for layer in layers["layers"] for name in layer.split("|")}
    package = ROOT / "fupin_desktop"
    found = {item.stem for item in package.glob("*.py")} | {item.parent.name for item in package.glob("*/__init__.py")}
    assert layers["exhaustive"]
    assert found - {"__init__"} <= named


@pytest.mark.parametrize("module", ["fields.spec", "catalogue", "domain.heads", "domain.checks", "services.undo"])
def test_the_core_needs_no_window_no_database_and_no_paper(module: str) -> None:
    """What a headless machine without these packages would do."""
    heavy = ["PySide6", "sqlalchemy", "sqlcipher3", "reportlab", "openpyxl", "cryptography"]
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({heavy!r}));"
        f"import importlib; importlib.import_module('fupin_desktop.{module}')"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_opening_the_store_loads_no_migration_tool_and_no_window() -> None:
    code = (
        "import fupin_desktop.db.registry, sys;"
        "sys.exit(', '.join({'alembic', 'PySide6', 'reportlab', 'openpyxl', 'pypinyin'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stderr.strip() == "", told.stderr
