"""Rooms are small: a file that grows past 300 lines has a second subject, or a reason that stands here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "fupin_desktop"
MOST, OWN_LIMIT = 300, {"ui/main_window.py": 300}  # everybody else's main window got away
# path: (most lines, why it is not two files)
LONG: dict[str, tuple[int, str]] = {}
MOST_LINES_OF_A_FUNCTION = 40
BROAD = {  # where any error is met, and why
    "ui/tasks.py": "the one place, with the process's hook, where bugs are met",
    "excel/open_workbook.py": "a reader in another language panics with what is no Exception",
}
FILES = sorted(file for file in PACKAGE.rglob("*.py") if "versions" not in file.parts)
every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))


def name(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def test_no_file_is_too_long() -> None:
    for file in FILES:
        most = OWN_LIMIT.get(name(file)) or LONG.get(name(file), (MOST, ""))[0]
        lines = len(file.read_text("utf-8").splitlines())
        assert lines <= most, f"{name(file)} has {lines} lines: look for the second subject"


def test_the_allow_list_holds_only_what_needs_it() -> None:
    for path, (_, reason) in LONG.items():
        assert reason
        assert len((PACKAGE / path).read_text("utf-8").splitlines()) > MOST, f"{path} is short again: strike it out"


@every_file
def test_a_module_says_in_its_first_sentence_what_room_it_is(file: Path) -> None:
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    first = said.split("\n\n", maxsplit=1)[0].rstrip()
    assert first.endswith((".", "。", ":")), f"the docstring of {name(file)} does not begin with a sentence"


@every_file
def test_functions_are_short(file: Path) -> None:
    for function in _functions(ast.parse(file.read_text("utf-8"))):
        body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
        lines = (function.end_lineno or 0) - body[0].lineno + 1
        assert lines <= MOST_LINES_OF_A_FUNCTION, f"{function.name} has {lines} lines"


def test_any_error_is_caught_only_where_it_is_written_down() -> None:
    for file in FILES:
        broad = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if _is_broad(node)]
        assert not broad or name(file) in BROAD, f"{name(file)}:{broad[0].lineno} catches everything"


def test_no_drawer_for_odds_and_ends() -> None:
    odd = {"utils", "util", "misc", "common", "tools", "base", "manager", "handler"}
    assert [name(file) for file in FILES if odd & {*file.relative_to(PACKAGE).parts, file.stem}] == []


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _is_broad(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    if isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None:
        return False  # it only tidies up and lets the error go on
    return node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
