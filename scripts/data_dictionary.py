"""Write docs/data-dictionary.md from the catalogue: every record, every field, in Chinese. A test compares the two."""

import sys
from collections.abc import Iterator
from pathlib import Path

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import FieldSpec, Kind, Privacy, RecordSpec, Scope, Stage

FILE = Path(__file__).parent.parent / "docs" / "data-dictionary.md"
KINDS = {
    Kind.TEXT: "文字",
    Kind.CODE: "单选",
    Kind.CODES: "多选",
    Kind.FLAG: "是否",
    Kind.COUNT: "整数",
    Kind.DECIMAL: "小数",
    Kind.MONEY: "金额",
    Kind.YEAR: "年度",
    Kind.DAY: "日期",
    Kind.REF: "关联",
}
NEEDED = {Stage.NEVER: "", Stage.SAVE: "必填", Stage.SUBMIT: "应填"}
PRIVACY = {
    Privacy.OPEN: "",
    Privacy.IDENTITY: "证件号码",
    Privacy.CONTACT: "联系方式",
    Privacy.ACCOUNT: "银行账号",
    Privacy.HEALTH: "健康状况",
}
HEAD = """# 数据字典

由 `scripts/data_dictionary.py` 从 `fupin_desktop/catalogue/` 生成，请勿手改。

- **要求**：必填，缺了不能保存；应填，缺了体检会提示；空白表示没有要求。
- **代码表**在 `resources/codes/`，一表一个文件。
- **国家代码**是全国系统的字段代码；空白表示全国系统没有这一栏。
- **年份**是登记表上有这一栏的数据年度；空白表示一直有。
- **同组**的栏目一起改、一起核定：两个人各改了其中一栏，也算不一致。
- 「算」表示由程序算出；上级报来的数另存，以便对照。
- **遮盖**的内容在列表和投影时不显示，要看须点开，并留下记录。
"""
COLUMNS = ("栏目", "字段", "类型", "代码表", "单位", "国家代码", "年份", "要求", "同组", "遮盖", "说明")


def dictionary() -> str:
    """The whole document."""
    return HEAD + "".join(f"\n{chapter}" for record in CATALOGUE for chapter in _chapter(record))


def _chapter(record: RecordSpec) -> Iterator[str]:
    kept = f"每年一份，按 `{'`、`'.join(record.key)}` 查找" if record.scope is Scope.YEARLY else "长期"
    yield f"## {record.title} `{record.name}`\n\n{kept}。\n"
    yield f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}\n" + "".join(_row(spec) for spec in record.fields)


def _row(spec: FieldSpec) -> str:
    cells = (
        spec.label,
        f"`{spec.name}`",
        KINDS[spec.kind] + _bounds(spec),
        _codes(spec),
        spec.unit,
        spec.national,
        _years(spec),
        NEEDED[spec.needed] + ("，算" if spec.derived and spec.needed is not Stage.NEVER else "算" * spec.derived),
        spec.group,
        PRIVACY[spec.privacy],
        spec.help,
    )
    return f"| {' | '.join(cells)} |\n"


def _bounds(spec: FieldSpec) -> str:
    match spec.kind:
        case Kind.TEXT:
            return f"，最多 {spec.max_length} 字"
        case Kind.CODES if spec.max_items is not None:
            return f"，最多 {spec.max_items} 项"
        case Kind.REF:
            return f"到 `{spec.target}`"
        case Kind.COUNT | Kind.DECIMAL | Kind.MONEY:
            least = "" if spec.least is None else f"，不小于 {spec.least}"
            return least + ("" if spec.most is None else f"，不大于 {spec.most}")
        case _:
            return ""


def _codes(spec: FieldSpec) -> str:
    if not spec.codes:
        return ""
    table = code_table(spec.codes)
    return f"{table.number} {table.title} `{spec.codes}`".strip()


def _years(spec: FieldSpec) -> str:
    if spec.since is None and spec.until is None:
        return ""
    return f"{spec.since or ''}–{spec.until or ''}"


def main() -> None:
    """Write the file, or with --check say whether it is up to date."""
    if "--check" in sys.argv:
        raise SystemExit(FILE.read_text("utf-8") != dictionary())
    FILE.write_text(dictionary(), "utf-8")


if __name__ == "__main__":
    main()
