"""What the command-line library says of itself, in Chinese: the frame of a help text, and what is wrong with a command.

The library speaks English only, so its finished sentences are put into words here. What it does not know yet stays
general, never English.
"""

import re
import unicodedata
from typing import Any

from typer.core import TyperCommand, TyperGroup

OPTIONS = "[选项]"
COMMAND = "命令 [选项]..."
_HEADINGS = {"Options": "选项", "Arguments": "内容", "Commands": "命令"}
_RANGE = r"(?:(-?\d+)<=)?x(?:([<>]=)(-?\d+))?"
_ENTRY = r"^  (\S.*?) {2,}(\S.*)$"
_QUOTED = r"['\"]?(.*?)['\"]?"
_COMPLAINTS = (
    (r"No such option: (\S+)(?: \(Possible options: (.*)\))?", "没有「{0}」这个选项"),
    (r"No such command '(.*)'\.? ?(?:Did you mean '(.*)'\?)?", "没有「{0}」这个命令"),
    (r"Missing argument " + _QUOTED + r"\.(.*)", "少写了「{0}」"),
    (r"Missing (?:option|parameter) " + _QUOTED + r"\.(.*)", "少写了「{0}」"),
    (r"Missing command\.", "没有写命令"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "多写了「{0}」"),
    (r"Option '(.*)' requires .*", "「{0}」后面要写内容"),
    (r"Option '(.*)' does not take a value\.", "「{0}」后面不用写内容"),
    (r"Invalid value for " + _QUOTED + r": (.*)", "「{0}」的内容不对"),
)
_WHY = (
    (r"Input should be a valid (?:integer|number).*", "要写整数"),
    (r"Input should be (?:greater than or equal to|at least) (\S+)", "不能小于 {0}"),
    (r"Input should be (?:less than or equal to|at most) (\S+)", "不能大于 {0}"),
    (r"(-?\d+) is not in the range (-?\d+)<=x<=(-?\d+)\.?", "要在 {1} 到 {2} 之间"),
    (r".* is not in the range x>=(-?\d+)\.?", "不能小于 {0}"),
)


class Command(TyperCommand):
    """A command whose help is in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return help_in_chinese(super().get_help(ctx))


class Group(TyperGroup):
    """The program, whose help is in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return help_in_chinese(super().get_help(ctx))


def help_in_chinese(text: str) -> str:
    """A finished help text with its frame in Chinese, its columns aligned for wide characters."""
    text = re.sub(r"^Usage: ", "用法：", text, flags=re.M)
    text = re.sub(r"^(Options|Arguments|Commands):$", lambda found: f"{_HEADINGS[found[1]]}：", text, flags=re.M)
    text = text.replace("Show this message and exit.", "显示这段说明。")
    text = re.sub(r"^(  \S+) <[^<>\n]*>", r"\1", text, flags=re.M)  # a type of the language, behind an argument
    text = re.sub(r" *\[([^\[\]\n]*)\]$", lambda found: _remark(found[1]), text, flags=re.M)
    return "\n\n".join(_aligned(section) for section in text.split("\n\n"))


def complaint(error: Any) -> str:
    """What is wrong with a command that was not understood."""
    said = str(error.format_message())
    for pattern, ours in _COMPLAINTS:
        found = re.fullmatch(pattern, said, re.S)
        if found:
            parts = [str(part or "")[:60] for part in found.groups()]
            return f"{ours.format(*parts)}{_hint(said, parts[1:])}。"
    return "写法认不出来。"


def _hint(said: str, more: list[str]) -> str:
    """What the library adds: a similar name, or why a value is no good."""
    told = more[0].strip() if more else ""
    if not told:
        return ""
    if said.startswith("No such"):
        similar = "、".join(f"「{one.strip(' ' + chr(39))}」" for one in told.split(","))
        return f"，相近的有{similar}"
    for pattern, ours in _WHY:
        found = re.fullmatch(pattern, told)
        if found:
            return f"：{ours.format(*found.groups())}"
    return ""


def _remark(told: str) -> str:
    """What stands in brackets behind an option: whether it is required, its default, its range."""
    ours: list[str] = []
    for part in told.split("; "):
        name, _, value = part.partition(": ")
        limits = re.fullmatch(_RANGE, part)
        if part == "required":
            ours.append("必填")
        elif name == "default":
            ours.append(f"不写为 {value}")
        elif limits:
            least, mark, most = limits.groups()
            ours.append(f"{least} 到 {most}" if least else f"{'最少' if mark == '>=' else '最多'} {most}")
        else:
            return f" [{told}]"
    return f"（{'；'.join(ours)}）"


def _aligned(section: str) -> str:
    """The two columns of a section, counted as a terminal shows them: a Chinese character takes two places."""
    lines = section.split("\n")
    entries = [re.match(_ENTRY, line) for line in lines[1:]]
    if not any(entries):
        return section
    width = max(_width(found[1]) for found in entries if found)
    told = [
        f"  {found[1]}{' ' * (width - _width(found[1]))}  {found[2]}" if found else f"{' ' * (width + 4)}{line.strip()}"
        for found, line in zip(entries, lines[1:], strict=True)
    ]
    return "\n".join([lines[0], *told])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
