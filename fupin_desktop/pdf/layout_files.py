"""The layout of a paper from its files: the standard one, with a folder's own settings laid over it key by key.

To reset is to delete the folder's file. Nothing is drawn here.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.paths import resources
from fupin_desktop.pdf.layout import Layout, Table, read, refused
from fupin_desktop.pdf.layout_check import check


class Adjustable(NamedTuple):
    """What a user may change of a layout without opening the file."""

    key: str
    label: str
    least: float
    most: float


SETTINGS = (
    Adjustable("page.margin_top_mm", "上边距（毫米）", 5, 60),
    Adjustable("page.margin_bottom_mm", "下边距（毫米）", 5, 60),
    Adjustable("page.margin_left_mm", "左边距（毫米）", 5, 60),
    Adjustable("page.margin_right_mm", "右边距（毫米）", 5, 60),
    Adjustable("page.nudge_right_mm", "整页右移（毫米，套打用）", -30, 30),
    Adjustable("page.nudge_down_mm", "整页下移（毫米，套打用）", -30, 30),
    Adjustable("type.title", "标题字号（磅）", 10, 36),
    Adjustable("type.heading", "栏目字号（磅）", 7, 20),
    Adjustable("type.label", "项目名字号（磅）", 6, 16),
    Adjustable("type.value", "内容字号（磅）", 6, 16),
    Adjustable("type.smallest", "缩小后的最小字号（磅）", 5, 12),
    Adjustable("type.note", "说明字号（磅）", 5, 14),
    Adjustable("rows.height_mm", "行高（毫米）", 4, 20),
    Adjustable("rows.shrink", "文字过长时自动缩小", 0, 1),
)


def standard_file(paper: str) -> Path:
    """The layout that comes with the program."""
    return resources() / "pdf" / f"{paper}.toml"


def load(paper: str, folder: Path | None = None) -> Layout:
    """The layout of a paper; the folder's file of the same name changes what it names."""
    table = _parsed(paper, standard_file(paper))
    if folder is not None and (folder / f"{paper}.toml").is_file():
        own = _parsed(paper, folder / f"{paper}.toml")
        for setting in SETTINGS:
            _check_range(paper, setting, _at(own, setting.key))
        table = merged(table, own)
    layout = read(paper, table)
    check(layout)
    return layout


def settings(paper: str, folder: Path | None = None) -> dict[str, float | bool]:
    """What holds now, by key of SETTINGS."""
    layout = load(paper, folder)
    return {setting.key: _of_layout(layout, setting.key) for setting in SETTINGS}


def adjust(paper: str, folder: Path, changes: Mapping[str, float | bool]) -> None:
    """Writes the folder's file so that these settings hold beside what it says already of SETTINGS.

    Refused before anything is written if a value is out of its range or there is no room left on the page.
    """
    known = {setting.key: setting for setting in SETTINGS}
    for key, value in changes.items():
        if key not in known:
            raise refused(paper, key, "不是可以设置的项目")
        _check_range(paper, known[key], value)
    standard, now = settings(paper), settings(paper, folder)
    wanted = {key: value for key, value in {**now, **changes}.items() if value != standard[key]}
    rest = _without(_own(paper, folder), known)
    if rest:
        raise Refused(f"{folder / paper}.toml 里有手工写的版式，请直接在该文件里修改，或先恢复标准版式。")
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in wanted.items())
    check(read(paper, merged(_parsed(paper, standard_file(paper)), tomllib.loads(text))))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{paper}.toml").write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unavailable(f"版式没有存成：文件夹 {folder} 不能写入。请换一个文件夹，或检查磁盘。") from error


def reset(paper: str, folder: Path) -> bool:
    """Back to the standard layout; whether there was anything to take back."""
    own = folder / f"{paper}.toml"
    try:
        own.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Unavailable(f"没有恢复标准版式：{own} 不能删除。请关闭打开它的程序后再试。") from error
    return True


def merged(under: Table, over: Table) -> dict[str, Any]:
    """Both, key by key; where both name a value the upper one holds, a list as a whole."""
    result = dict(under)
    for key, item in over.items():
        below = result.get(key)
        both = isinstance(item, Mapping) and isinstance(below, Mapping)
        result[key] = merged(cast(Table, below), cast(Table, item)) if both else item
    return result


def _own(paper: str, folder: Path) -> dict[str, Any]:
    own = folder / f"{paper}.toml"
    return _parsed(paper, own) if own.is_file() else {}


def _without(table: Table, keys: Mapping[str, Adjustable], prefix: str = "") -> dict[str, Any]:
    """What a file says beyond the settings."""
    rest: dict[str, Any] = {}
    for key, item in table.items():
        inner = _without(cast(Table, item), keys, f"{prefix}{key}.") if isinstance(item, Mapping) else item
        if f"{prefix}{key}" not in keys and inner not in ({}, None):
            rest[key] = inner
    return rest


def _parsed(paper: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refused(paper, "文件", f"（{path}）读不懂：{error}") from error
    except OSError as error:
        raise Unavailable(f"版式文件 {path} 读不出来。请检查磁盘，或重新安装程序。") from error


def _check_range(paper: str, setting: Adjustable, value: Any) -> None:
    if value is None:
        return
    if not isinstance(value, int | float) or not setting.least <= value <= setting.most:
        raise refused(paper, setting.key, f"（{setting.label}）应在 {setting.least:g} 到 {setting.most:g} 之间")


def _at(table: Table, key: str) -> Any:
    group, _, name = key.partition(".")
    found = table.get(group, {})
    return cast(Table, found).get(name) if isinstance(found, Mapping) else None


def _of_layout(layout: Layout, key: str) -> Any:
    group, _, name = key.partition(".")
    return getattr(getattr(layout, group), name)


def _toml(value: float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"
