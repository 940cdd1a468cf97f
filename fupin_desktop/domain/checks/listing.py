"""The list of the rules for people to read, as Markdown: docs/checks.md and the program show the same."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.register import ALL_CHECKS, Check, Level
from fupin_desktop.domain.checks.wording import label

GROUPS = {
    "S": "户和成员",
    "I": "证件号码",
    "M": "缺项",
    "C": "致贫原因",
    "L": "低保和五保（特困）",
    "A": "劳动能力和上学",
    "N": "收入",
    "W": "务工",
    "V": "生产生活条件",
    "X": "已脱贫户和返贫户",
    "H": "帮扶责任人",
    "P": "帮扶措施",
    "J": "教育资助",
    "D": "小额信贷",
    "Y": "易地搬迁",
    "B": "村",
    "K": "行业项目",
    "F": "项目资金",
    "T": "驻村工作队",
    "E": "产业带动",
    "G": "社会帮扶",
    "R": "程序",
    "U": "互助资金和主体贷款",
    "O": "危房改造和安置点",
}
INTRODUCTION = """# 检查规则

这一页由程序生成，列出体检时查的每一条规则。界限（年龄、金额、面积）写在
`resources/policy/checks.toml`，按数据年度取用，县里可以改。年龄和扶贫标准都按所选的那一天算，不按今天算。

- **错误**：不可能的，或者挡住脱贫的，必须改。
- **可疑**：看着不对，请核对；属实的可以说明。
- **缺项**：该填没有填。

注明“不让保存”的，手工填写时在栏目上当场指出，改对才能保存；从别处带进来的照样收下，列为错误。

一项数据如果整个村当年都没有（导入的文件里没有这一列），有关的规则就不查，体检结果里会写明“没有查”。
空白不等于零：没有填的只由“缺项”一类的规则提出，其他规则不猜。

级别：资料写明的照资料；没有写明的，没有填的为缺项，不可能的（一年务工超过12个月、结对先后颠倒）和挡住脱贫的
（已脱贫户保障没有到位）为错误，其余为可疑。帮扶责任人是贫困人口的，可能是村里的党员干部，定为可疑。

来源：R18 是 2018 年 8 月下发的 11 类疑似问题数据，CHK 是 2022 年前后的核对清单，GZ 是贵州 2023 至 2024 年的核查规则
（后面是它的规则号），GS14 是甘肃 2014 年审计列出的问题，XT 是全国系统的字段关系，FX 是 2018 年一个县的帮扶软件，
design 是本程序自己加的。

县里可以自己加规则（编号 Z01 到 Z99）：在登记库的 policy 文件夹里放一份 `county_checks.toml`，写栏目、比较和年度，
样子见程序自带的 `resources/policy/county_checks.toml`。
"""


def listing() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_counts(), *_sections()]) + "\n"


def _counts() -> Iterator[str]:
    levels = [one.level for one in ALL_CHECKS.values()]
    counted = "，".join(f"{level.label} {levels.count(level)} 条" for level in Level)
    yield f"共 {len(levels)} 条：{counted}。\n"


def _sections() -> Iterator[str]:
    for letter, title in GROUPS.items():
        rules = sorted((one for one in ALL_CHECKS.values() if one.id[0] == letter), key=lambda one: one.id)
        yield f"## {title}\n"
        yield "| 编号 | 级别 | 查什么 | 要用的数据 | 来源 |\n|---|---|---|---|---|"
        yield from (_row(one) for one in rules)
        yield ""


def _row(one: Check) -> str:
    used = "；".join(_either(group) for group in one.needs) or "有这一类记录就查"
    title = f"{one.title}（不让保存）" if one.refuses else one.title
    return f"| {one.id} | {one.level.label} | {title} | {used} | {one.source} |"


def _either(group: tuple[str, ...]) -> str:
    names = list(dict.fromkeys(label(path) for path in group))
    return "或".join(names) if len(names) <= 3 else f"{'、'.join(names)}中任一项"
