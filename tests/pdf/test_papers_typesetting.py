"""Text is set as Chinese is: no mark of punctuation begins a line, no number is torn, nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.pdf.fonts import width
from fupin_desktop.pdf.typesetting import LEADING, fitted, wrapped

TEXT = st.text(st.sampled_from("一二三四五六七八，。、；：？！（）《》“”·…abc 0123456789.,-\n"), max_size=120)


@given(
    st.lists(st.sampled_from(["一", "二三", "四，", "五。", "（六", "七）", "《八》", "“九”"])),
    st.integers(4000, 9000),
)
def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one(parts: list[str], room: int) -> None:
    for line in filter(None, wrapped("".join(parts), room)):
        assert line[0] not in "，。）》”"
        assert line[-1] not in "（《“"
        assert width(line) <= room


@given(TEXT, st.floats(20, 300), st.floats(8, 60), st.floats(7, 12))
def test_no_character_is_lost_and_every_line_fits(text: str, room: float, height: float, size: float) -> None:
    setting = fitted(text, room, height, size, 6)
    assert "".join("".join(setting.lines).split()) == "".join(text.split())
    assert all(width(line.rstrip()) * setting.size / 1000 <= room + 0.01 for line in setting.lines)
    assert setting.size <= size


@pytest.mark.parametrize("number", ["141199197001010018", "14119919700101001841", "6222001234567890123"])
@pytest.mark.parametrize("room", [60, 80, 120])
def test_a_number_stands_on_one_line_smaller_if_need_be(number: str, room: float) -> None:
    assert fitted(number, room, 12, 9.5, 7).lines == (number,)


def test_a_number_too_long_for_any_size_parts_after_groups_of_four() -> None:
    lines = fitted("14119919700101001841B1", 40, 12, 9.5, 7).lines
    assert all(len(line) % 4 == 0 for line in lines[:-1])
    assert "".join(lines) == "14119919700101001841B1"


def test_a_number_within_a_sentence_moves_to_the_next_line_whole() -> None:
    lines = wrapped("联系电话是19900000001，请记好", 9000)
    assert any("19900000001" in line for line in lines)


def test_long_text_shrinks_first_and_then_grows_its_row() -> None:
    assert fitted("规划内容", 50, 20, 10, 7).size == 10
    shrunk = fitted("规划内容规划内", 60, 12, 10, 7)
    assert len(shrunk.lines) == 1
    assert 7 <= shrunk.size < 10
    grown = fitted("规划内容" * 20, 60, 20, 10, 7)
    assert grown.size >= 7
    assert grown.height > 20


def test_two_lines_are_preferred_to_one_tiny_line_where_the_row_has_room() -> None:
    setting = fitted("公共服务和社会事业", 70, 22, 10, 6.5, even=True)
    assert len(setting.lines) == 2
    assert min(map(len, setting.lines)) >= 4
    assert setting.height <= 22


def test_the_writer_s_own_line_breaks_are_kept() -> None:
    assert fitted("一\n二\n\n三", 100, 10, 9, 7).lines == ("一", "二", "", "三")
    assert fitted("", 100, 10, 9, 7).lines == ("",)
    assert fitted("一", 100, 10, 9, 7).height == pytest.approx(9 * LEADING)
