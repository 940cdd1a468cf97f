"""Names as they are compared."""

import pytest

from fupin_desktop.domain.names import masked_name, plain_name


@pytest.mark.parametrize("written", ["张 演示", "张\u3000演示", " 张演示 ", "张演示"])
def test_blanks_make_no_other_person(written: str) -> None:
    assert plain_name(written) == "张演示"


@pytest.mark.parametrize("dot", "·•‧∙⋅・･．᛫●")
def test_any_middle_dot_is_the_same_dot(dot: str) -> None:
    assert plain_name(f"阿卜杜{dot}热西提") == "阿卜杜·热西提"


def test_full_width_letters_are_letters() -> None:
    assert plain_name("ＡＢ") == "AB"


def test_rare_characters_stay_what_they_are() -> None:
    assert plain_name("𠮷演示") == "𠮷演示"


def test_a_masked_name_shows_the_family_name_only() -> None:
    assert masked_name("张演示") == "张**"
    assert masked_name("") == ""
