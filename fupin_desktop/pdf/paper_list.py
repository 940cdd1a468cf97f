"""Which papers there are, by what names they are asked for, and where they may go. It draws nothing."""

from dataclasses import dataclass

from fupin_desktop.domain.errors import Refused
from fupin_desktop.pdf.wall import WALL

HOME = "home"
PROFILES = {HOME: "户内存放", WALL: "户外张贴"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper."""

    name: str
    title: str
    per_household: bool  # each household begins a sheet of its own
    profiles: tuple[str, ...] = (HOME,)
    aliases: tuple[str, ...] = ()


PAPERS: dict[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper(
            "help_card",
            "帮扶联系卡",
            per_household=True,
            profiles=(HOME, WALL),
            aliases=("精准扶贫帮扶联系卡", "连心卡", "明白卡", "帮扶明白卡", "帮扶连心卡"),
        ),
        Paper("registration_form", "贫困户登记表", per_household=True, aliases=("登记表",)),
        Paper("plan_table", "帮扶计划表", per_household=True, aliases=("计划表",)),
        Paper(
            "roster", "贫困户花名册", per_household=False, profiles=(HOME, WALL), aliases=("花名册", "贫困人口花名册")
        ),
        Paper("household_roster", "贫困户花名册（按户）", per_household=False, aliases=("按户花名册",)),
    )
}


def find_paper(name: str) -> Paper:
    """The paper of that name, English or Chinese; Refused with the names there are."""
    wanted = name.strip().lower().replace("-", "_")
    for paper in PAPERS.values():
        if wanted in (paper.name, paper.title, *paper.aliases):
            return paper
    known = "、".join(f"{paper.title}（{paper.name}）" for paper in PAPERS.values())
    raise Refused(f"没有叫“{name}”的表。可以打印的有：{known}。")


def check_profile(paper: Paper, profile: str) -> None:
    """Refused if the paper must not be printed for that place."""
    if profile in paper.profiles:
        return
    if profile == WALL:
        raise Refused(f"《{paper.title}》含个人隐私，只能户内存放，不能用于户外张贴。请改用 home（户内存放）打印。")
    raise Refused(
        f"没有“{profile}”这种样式。可用的有：{'、'.join(f'{PROFILES[name]}（{name}）' for name in paper.profiles)}。"
    )
