"""What each member becomes to a new head: plain cases, and laws over every pair of relations."""

from itertools import product

import pytest

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.relations import HEAD, SPOUSE, to_new_head

MAN, WOMAN = "1", "2"
OTHER_SEX = {MAN: WOMAN, WOMAN: MAN}
CODE = {item.label.removeprefix("之"): item.code for item in code_table("relation").choices()}
SEX = {"M": MAN, "F": WOMAN}
SEX_OF = {item.code: SEX.get(item.extra.get("sex", "")) for item in code_table("relation").choices()}


@pytest.mark.parametrize(
    ("new_head", "member", "old_head_is", "new_head_is", "becomes"),
    [
        ("子", "户主", MAN, MAN, "父"),
        ("子", "户主", WOMAN, MAN, "母"),
        ("子", "配偶", MAN, MAN, "母"),
        ("子", "儿媳", MAN, MAN, "配偶"),
        ("子", "孙子", MAN, MAN, "子"),
        ("子", "女", MAN, MAN, "兄弟姐妹"),
        ("子", "父", MAN, MAN, "祖父"),
        ("配偶", "户主", MAN, WOMAN, "配偶"),
        ("配偶", "子", MAN, WOMAN, "子"),
        ("配偶", "父", MAN, WOMAN, "公公"),
        ("配偶", "母", WOMAN, MAN, "岳母"),
        ("配偶", "岳父", MAN, WOMAN, "父"),
        ("父", "户主", MAN, MAN, "子"),
        ("父", "配偶", MAN, MAN, "儿媳"),
        ("父", "配偶", WOMAN, MAN, "女婿"),
        ("父", "女", MAN, MAN, "孙女"),
        ("父", "母", MAN, MAN, "配偶"),
        ("儿媳", "户主", MAN, WOMAN, "公公"),
        ("女婿", "户主", WOMAN, MAN, "岳母"),
        ("孙子", "户主", WOMAN, MAN, "祖母"),
    ],
)
def test_the_usual_families(new_head: str, member: str, old_head_is: str, new_head_is: str, becomes: str) -> None:
    assert to_new_head(CODE[new_head], CODE[member], old_head_is, new_head_is) == CODE[becomes]


@pytest.mark.parametrize(("new_head", "member"), [("子", "其他"), ("其他", "户主"), ("孙子", "孙女"), ("女婿", "配偶")])
def test_what_cannot_be_known_is_asked(new_head: str, member: str) -> None:
    assert to_new_head(CODE[new_head], CODE[member], MAN, MAN) is None


@pytest.mark.parametrize("new_head", ["子", "父", "儿媳", "孙子"])
def test_a_head_whose_sex_is_unknown_is_asked_for(new_head: str) -> None:
    assert to_new_head(CODE[new_head], HEAD, None, MAN) is None


def test_nobody_changes_sex_by_a_change_of_head() -> None:
    for was, member, old_sex in product(SEX_OF, SEX_OF, (MAN, WOMAN)):
        new_sex = SEX_OF[was] or (OTHER_SEX[old_sex] if was == SPOUSE else MAN)
        becomes = None if was == HEAD else to_new_head(was, member, old_sex, new_sex)
        if becomes is None:
            continue
        own = {HEAD: old_sex, SPOUSE: OTHER_SEX[old_sex]}.get(member, SEX_OF[member])
        then = OTHER_SEX[new_sex] if becomes == SPOUSE else SEX_OF[becomes]
        assert None in (own, then) or own == then, f"{was} {member} -> {becomes}"


def test_changing_the_head_and_back_leaves_everybody_what_he_was() -> None:
    for was, member, old_sex in product(SEX_OF, SEX_OF, (MAN, WOMAN)):
        new_sex = SEX_OF[was] or OTHER_SEX[old_sex]
        if was == HEAD:
            continue
        old_head, becomes = to_new_head(was, HEAD, old_sex, new_sex), to_new_head(was, member, old_sex, new_sex)
        if old_head and becomes and _is_possible(member, old_sex):
            back = to_new_head(old_head, HEAD if member == HEAD else becomes, new_sex, old_sex)
            assert back in (None, was if member == HEAD else member), f"{was} {member} -> {becomes} -> {back}"


def _is_possible(member: str, sex_of_head: str) -> bool:
    """Only men have 岳父 and 岳母, only women 公公 and 婆婆."""
    return member not in ({"15", "16"} if sex_of_head == MAN else {"13", "14"})
